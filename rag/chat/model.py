"""A chat model with a deadline, a breaker and counted tokens. The only file that knows LangChain's chat models.

`open_chat` gives the model that HOIDAP_CHAT_MODEL names ("openai:gpt-…", "ollama:qwen3", …), `Chat.session` the
calls for one answer: all of them together end by its deadline. Every fault of the model, of the way to it and of
what it says on the way ends as one ChatFailed with a Vietnamese reason, for the answer then is the extractive one.
"""

import asyncio
import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import pybreaker
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessageChunk, HumanMessage, SystemMessage
from langchain_core.runnables import Runnable, RunnableSequence

from rag.chat.prompts import SENTENCES_FORM
from rag.chat.sentences import SCHEMA, as_lines, in_words
from rag.chat.usage import NO_USAGE, Usage, used
from rag.errors import UserError
from rag.settings import Settings

FAILURES = 3
"""Calls that must fail in a row before the model is left alone: one may be chance, three are a model that is down."""
PAUSE_S = 60.0
"""Seconds during which it then is not asked: a model server that is starting loads its weights in about a minute."""
MOST_TOKENS = 1200
"""Tokens of one reply, so that one that never ends is cut: a page of Vietnamese has about 800."""
_ENDED = ("finish_reason", "done_reason", "stop_reason")
"""Where providers say that a reply has come to its end; one of them stands in every reply that was not cut."""
_REFUSED = (400, 422)
"""How an endpoint says that it does not know what a request asks for."""
_EXTRAS = {"openai": "openai", "ollama": "ollama", "google_genai": "google", "anthropic": "anthropic"}


class ChatFailed(Exception):
    """The model gave nothing that can be used; the message is the reason, a Vietnamese clause; `refused`: the endpoint
    would not take the request as it is made; `slow`: it took it, and was at it when the time was over."""

    def __init__(self, reason: str, refused: bool = False, slow: bool = False) -> None:
        super().__init__(reason)
        self.refused, self.slow = refused, slow


class Talks(Protocol):
    """What a writer needs of a model: `stream` gives the reply to one prompt in pieces, `tell` one of sentences with
    their keys, prescribed where the provider can; both raise ChatFailed."""

    usage: Usage

    def stream(self, system: str, user: str) -> Iterator[str]: ...

    def tell(self, system: str, user: str) -> Iterator[str]: ...


def open_chat(settings: Settings) -> "Chat | None":
    """The configured model, None when none is; UserError when its name or its package is not there."""
    if not settings.chat_model:
        return None
    from langchain.chat_models import init_chat_model

    provider, colon, _ = settings.chat_model.partition(":")
    if not colon:
        raise UserError(
            f"HOIDAP_CHAT_MODEL “{settings.chat_model}” thiếu tên nhà cung cấp.",
            "Ghi theo dạng nhà_cung_cấp:mô_hình, ví dụ ollama:qwen3 hoặc openai:tên-mô-hình.",
            status=3,
        )
    options: dict[str, Any] = {"timeout": settings.chat_timeout, "max_retries": 0, "temperature": 0}
    if provider != "ollama":  # there the number of tokens has another name, and its server has limits of its own
        options["max_tokens"] = MOST_TOKENS
    if settings.chat_base_url:
        options["base_url"] = settings.chat_base_url
    if settings.chat_api_key.get_secret_value():
        options["api_key"] = settings.chat_api_key.get_secret_value()
    elif settings.chat_base_url and provider == "openai":
        options["api_key"] = "none"  # servers of one's own ask for no key, their client insists on one
    try:
        model = init_chat_model(settings.chat_model, **options)
    except ImportError as error:
        extra = _EXTRAS.get(provider, provider)
        raise UserError(
            f"Chưa cài gói để dùng mô hình của “{provider}”.", f'Chạy: pip install "hoidap[{extra}]".', status=3
        ) from error
    except ValueError as error:  # also pydantic's: an unknown provider, a key that is missing
        raise UserError(
            f"Không mở được mô hình “{settings.chat_model}”.",
            "Kiểm tra HOIDAP_CHAT_MODEL, HOIDAP_CHAT_BASE_URL và HOIDAP_CHAT_API_KEY.",
            status=3,
        ) from error
    return Chat(model, settings.chat_timeout)


class Chat:
    """A model for the life of the process; `seconds` is what all calls of one answer may take together."""

    def __init__(self, model: BaseChatModel, seconds: float, pause: float = PAUSE_S) -> None:
        self._model, self._seconds = model, seconds
        self.prescribing = prescribed(model)
        """The model bound to the form of sentences, None where it has none or its endpoint did not heed it."""
        self._breaker = pybreaker.CircuitBreaker(
            fail_max=FAILURES, reset_timeout=pause, throw_new_error_on_trip=False, exclude=[GeneratorExit]
        )

    def session(self) -> "Session":
        """The calls for one answer, the clock starting now."""
        return Session(self, time.monotonic() + self._seconds)

    @cached_property
    def _loop(self) -> asyncio.AbstractEventLoop:
        """The loop in which the model is talked to: one, since a client keeps its connections in the loop it met."""
        loop = asyncio.new_event_loop()
        threading.Thread(target=loop.run_forever, name="chat-model", daemon=True).start()
        return loop

    def pieces(self, system: str, user: str, until: float, form: "Writes | None" = None) -> Iterator[AIMessageChunk]:
        """The reply as it comes, in `form` if given; ChatFailed when it fails or is not done by `until` (monotonic)."""
        try:
            with self._breaker.calling():
                yield from self._pieces(system, user, until, form or self._model)
        except pybreaker.CircuitBreakerError as error:
            raise ChatFailed("mô hình ngôn ngữ đang tạm nghỉ vì vừa lỗi nhiều lần") from error

    def _pieces(self, system: str, user: str, until: float, model: "Writes") -> Iterator[AIMessageChunk]:
        arrived: queue.Queue[AIMessageChunk | None] = queue.Queue()
        running = asyncio.run_coroutine_threadsafe(_listen(model, system, user, arrived), self._loop)
        running.add_done_callback(lambda _: arrived.put(None))
        try:
            while (piece := arrived.get(timeout=max(0.0, until - time.monotonic()))) is not None:
                yield piece
        except queue.Empty:
            raise ChatFailed("mô hình ngôn ngữ trả lời quá chậm", slow=True) from None
        finally:
            running.cancel()  # of no effect on one that has ended
        error = running.exception()
        if error is not None:
            refused = getattr(error, "status_code", getattr(error, "code", None)) in _REFUSED
            raise ChatFailed("không gọi được mô hình ngôn ngữ", refused) from error


Writes = Runnable[LanguageModelInput, Any]


def prescribed(model: BaseChatModel) -> Writes | None:
    """The model bound to write sentences with their keys (chat_sentences.SCHEMA), where its class can; None where it
    cannot, or its profile says that it does not."""
    if model.profile and not model.profile.get("structured_output", True):
        return None
    try:
        bound = model.with_structured_output(SCHEMA, method="json_schema")
    except (NotImplementedError, TypeError, ValueError):  # what classes without it, or without this way, raise
        return None
    return bound.first if isinstance(bound, RunnableSequence) else None


async def _listen(model: Writes, system: str, user: str, arrived: "queue.Queue[AIMessageChunk | None]") -> None:
    async for piece in model.astream([SystemMessage(system), HumanMessage(user)]):
        arrived.put(piece)


@dataclass(slots=True)
class Session:
    """The calls for one answer: they share a deadline, `usage` adds up what they cost."""

    _chat: Chat
    _until: float
    usage: Usage = NO_USAGE

    def tell(self, system: str, user: str) -> Iterator[str]:
        """A reply of sentences, each with its keys behind it: in the form that is prescribed, or, once an endpoint has
        refused or not heeded it, in words."""
        form = self._chat.prescribing
        if form is not None:
            said: list[str] = []
            try:
                yield from as_lines(self._kept(self._stream(system + SENTENCES_FORM, user, form), said))
                if in_words("".join(said)):
                    self._chat.prescribing = None
                return
            except ChatFailed as error:
                if not error.refused or said:
                    raise
            self._chat.prescribing = None
        yield from self.stream(system, user)

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The words of the reply as they come; ChatFailed when it cannot be had in time, or is empty."""
        yield from self._stream(system, user, None)

    @staticmethod
    def _kept(pieces: Iterator[str], said: list[str]) -> Iterator[str]:
        for piece in pieces:
            said.append(piece)
            yield piece

    def _stream(self, system: str, user: str, form: Writes | None) -> Iterator[str]:
        started = time.monotonic()
        whole: AIMessageChunk | None = None
        taken = True
        try:
            for piece in self._chat.pieces(system, user, self._until, form):
                whole = piece if whole is None else whole + piece
                if piece.text:
                    yield piece.text
        except ChatFailed as error:
            taken = error.slow or whole is not None
            raise
        finally:
            seconds = time.monotonic() - started
            self.usage += _used(whole, len(system) + len(user), seconds) if taken else Usage(1, seconds=seconds)
        if whole is None or not whole.text.strip():
            raise ChatFailed("mô hình ngôn ngữ trả về rỗng")
        if not _ended(whole):
            raise ChatFailed("mô hình ngôn ngữ bị ngắt giữa chừng")


def _ended(whole: AIMessageChunk) -> bool:
    return any(whole.response_metadata.get(name) for name in _ENDED)


def _used(whole: AIMessageChunk | None, asked: int, seconds: float) -> Usage:
    """What a call cost that the model took, of a prompt of `asked` characters."""
    ended = whole is not None and _ended(whole)
    return used(_tokens(whole), ended, asked, len(whole.text) if whole is not None else 0, seconds)


def _tokens(whole: AIMessageChunk | None) -> tuple[int, int]:
    """The tokens in and out as a reply counts them; in a prescribed form OpenAI's client keeps them elsewhere."""
    if whole is None:
        return 0, 0
    if whole.usage_metadata:
        return whole.usage_metadata["input_tokens"], whole.usage_metadata["output_tokens"]
    counted = whole.response_metadata.get("token_usage") or {}
    return counted.get("prompt_tokens", 0), counted.get("completion_tokens", 0)
