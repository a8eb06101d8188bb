"""A small, strict Bot API server on loopback: it refuses what Telegram refuses and keeps a readable transcript.

Calls can be made to fail: refused with a code, dropped before they were dealt with, dealt with but their answer
lost, or slow. `fault` decides for calls that no test has named.
"""

import json
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, unquote

from tests.fake_telegram_methods import Methods, Sent, chat_of
from tests.telegram_text import Given, Refused

TOKEN = "123456:AAfake-secret-of-the-test-bot"
GROUP = -100500


@dataclass(frozen=True)
class Dropped:
    """The connection is closed without an answer, `after` the call was dealt with or before."""

    after: bool = False


@dataclass(frozen=True)
class Slow:
    """The answer comes late."""

    seconds: float


Fault = Refused | Dropped | Slow


class FakeTelegram(Methods):
    """`with FakeTelegram() as telegram:` serves on `telegram.url`; `say` is a user's message, `sent` the bot's."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: dict[str, deque[Fault]] = {}
        """Per method, what its next calls meet."""
        self.fault: Callable[[str], Fault | None] = lambda method: None
        """What any other call meets."""
        self.calls: list[str] = []

    def __enter__(self) -> "FakeTelegram":
        self._open(0)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        return self

    def _open(self, port: int) -> None:
        self._server = _Server(("127.0.0.1", port), _handler(self))
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def _close(self) -> None:
        with self._changed:
            self._poll += 1
            self._changed.notify_all()
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    @contextmanager
    def unreachable(self) -> Iterator[None]:
        """While inside, nobody can connect."""
        port = self._server.server_address[1]
        self._close()
        self.events.append("(mất mạng)")
        yield
        self.events.append("(có mạng lại)")
        self._open(int(port))

    # --- the user's side ------------------------------------------------------------------------

    def say(
        self, text: str = "", user: int = 1, *, chat: int = 0, reply_to: int = 0, mention: bool = False, **content: Any
    ) -> int:
        """A user writes, in private unless `chat` is a group; `content` replaces the text. The message's id."""
        with self._changed:
            number = self.new_id()
            message = self._user_message(number, text, user, chat or user, mention) | content
            if content:
                message.pop("text")
            if reply_to:
                message["reply_to_message"] = self._messages[reply_to]
            self._messages[number] = message
            where = f" trong nhóm {chat}" if chat < 0 else ""
            about = f" (trả lời {reply_to})" if reply_to else ""
            self._arrives({"message": message}, f"{user}{where} (tin {number}){about} → {text or _told(content)}")
        return number

    def edit(self, number: int, text: str) -> None:
        """A user edits a message."""
        with self._changed:
            old = self._messages[number]
            message = self._user_message(number, text, old["from"]["id"], old["chat"]["id"], False)
            self._messages[number] = message
            self._arrives(
                {"edited_message": message | {"edit_date": 1}}, f"{old['from']['id']} sửa tin {number} → {text}"
            )

    def tap(self, label: str, user: int = 1, *, data: str = "", on: Sent | None = None) -> None:
        """A user taps the button whose text has `label`, on the newest message that has one (or on `on`)."""
        with self._changed:
            sent = on or next(s for s in reversed(self.sent) if any(label in text for text in s.buttons))
            carried = data or next(data for text, data in sent.buttons.items() if label in text)
            query = str(self.new_id())
            self._open_taps.add(query)
            person = self._person(user)
            tap = {"id": query, "from": person, "chat_instance": "c", "data": carried}
            update = {"callback_query": {**tap, "message": self.message_of(sent)}}
            self._arrives(update, f"{user} bấm [{label}] dưới tin {sent.message_id}")

    def type_inline(self, text: str, user: int = 1) -> None:
        """A user types "@bot text" somewhere."""
        with self._changed:
            query = str(self.new_id())
            self._open_queries.add(query)
            asked = {"id": query, "from": self._person(user), "query": text, "offset": ""}
            self._arrives({"inline_query": asked}, f"{user} gõ @hoidap_test_bot {text}")

    def send_file(self, name: str, data: bytes, user: int = 1) -> int:
        """A user sends a document."""
        file_id = f"f{self.new_id()}"
        self.files[file_id] = data
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": len(data)}
        return self.say("", user, document=document)

    def repeat(self) -> None:
        """Telegram sends the newest update once more, as it may after a crash."""
        with self._changed:
            self._updates.append(self.last_update)
            self._changed.notify_all()

    def _arrives(self, update: dict[str, Any], event: str) -> None:
        self._next_update += 1
        self.last_update = {"update_id": self._next_update, **update}
        self._updates.append(self.last_update)
        self.events.append(event)
        self._changed.notify_all()

    def _person(self, user: int) -> dict[str, Any]:
        return {"id": user, "is_bot": False, "first_name": "Lan"}

    def _user_message(self, number: int, text: str, user: int, chat: int, mention: bool) -> dict[str, Any]:
        message = {"message_id": number, "date": 1_770_000_000, "chat": chat_of(chat), "from": self._person(user)}
        entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] if text[:1] == "/" else []
        if mention:
            at = text.index("@")
            entities.append({"type": "mention", "offset": at, "length": len(text[at:].split()[0])})
        return {**message, "text": text, **({"entities": entities} if entities else {})}

    def fail(self, method: str, code: int, description: str, **parameters: Any) -> None:
        """The next call of `method` gets this error."""
        self.meet(method, Refused(code, description, **parameters))

    def meet(self, method: str, fault: Fault) -> None:
        """The next call of `method` meets this."""
        self.faults.setdefault(method, deque()).append(fault)

    def wait(self, until: Callable[["FakeTelegram"], bool], seconds: float = 60) -> None:
        """Until the condition holds; AssertionError with the transcript if it does not in time."""
        with self._changed:
            assert self._changed.wait_for(lambda: until(self), seconds), f"waited in vain\n{self.transcript()}"

    def wait_for_messages(self, count: int, seconds: float = 60) -> list[Sent]:
        """The bot's messages once there are `count`."""
        self.wait(lambda fake: len(fake.sent) >= count, seconds)
        return self.sent

    def wait_for_event(self, words: str) -> str:
        """The first entry of the transcript with these words."""
        self.wait(lambda fake: any(words in event for event in fake.events))
        return next(event for event in self.events if words in event)

    def transcript(self) -> str:
        """Who said what, as users see it, in order."""
        return "\n".join(event.replace("\n", "\n    ") for event in self.events)

    # --- the bot's side -------------------------------------------------------------------------

    def answer(self, path: str, fields: Given) -> tuple[int, dict[str, Any]] | None:
        """The reply to a call, None where the connection is to be closed without one."""
        method = path.rsplit("/", 1)[1]
        planned = self.faults.get(method)
        fault = planned.popleft() if planned else self.fault(method)
        try:
            if path != f"/bot{TOKEN}/{method}":
                raise Refused(401, "Unauthorized")
            if isinstance(fault, Refused):
                raise fault
            if isinstance(fault, Slow):
                time.sleep(fault.seconds)
            if fault == Dropped():
                self.events.append(f"! {method}: mất trước khi tới")
                return None
            with self._changed:
                self.calls.append(method)
                result = getattr(self, f"on_{method}", self._unknown)(fields)
                self._changed.notify_all()
            if isinstance(fault, Dropped):
                self.events.append(f"! {method}: làm rồi nhưng mất trả lời")
                return None
            return 200, {"ok": True, "result": result}
        except Refused as error:
            with self._changed:
                if error.code != 409:  # every bot that stops cuts off its own last poll
                    self.events.append(f"! {method}: {error.code} {error.description}")
                self._changed.notify_all()
            reply = {"ok": False, "error_code": error.code, "description": error.description}
            return error.code, {**reply, "parameters": error.parameters}

    def _unknown(self, fields: Given) -> Any:
        raise Refused(404, "Not Found: method not found")


def some_faults(seed: int, share: float, methods: tuple[str, ...]) -> Callable[[str], Fault | None]:
    """Faults of every kind for a share of the calls of these methods, by chance but always the same."""
    chance = random.Random(seed)
    kinds: tuple[Callable[[], Fault], ...] = (
        lambda: Refused(429, "Too Many Requests: retry after 1", retry_after=1),
        lambda: Refused(502, "Bad Gateway"),
        lambda: Dropped(after=False),
        lambda: Dropped(after=True),
        lambda: Slow(0.3),
    )
    lock = threading.Lock()

    def fault(method: str) -> Fault | None:
        with lock:
            return chance.choice(kinds)() if method in methods and chance.random() < share else None

    return fault


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._connections: set[Any] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Cuts off whoever is connected."""
        for request in list(self._connections):
            self.shutdown_request(request)


def _handler(fake: FakeTelegram) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            reply = fake.answer(self.path, _fields(self.headers.get("content-type", ""), body))
            if reply is None:
                self.close_connection = True
                return
            self._send(reply[0], "application/json", json.dumps(reply[1]).encode())

        def do_GET(self) -> None:
            data = fake.files.get(self.path.rsplit("/", 1)[1])
            known = unquote(self.path).startswith(f"/file/bot{TOKEN}/") and data is not None
            self._send(200 if known else 404, "application/octet-stream", data if known and data else b"")

        def _send(self, status: int, kind: str, data: bytes) -> None:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except (OSError, ValueError):  # the bot stopped while polling, or was cut off
                self.close_connection = True

    return Handler


def _fields(kind: str, body: bytes) -> Given:
    """The parameters of a call: a form, or a multipart body with files."""
    if not kind.startswith("multipart/"):
        return Given((name, values[0]) for name, values in parse_qs(body.decode(), keep_blank_values=True).items())
    whole = message_from_bytes(b"content-type: " + kind.encode() + b"\r\n\r\n" + body)
    found = Given()
    for part in whole.get_payload():
        assert not isinstance(part, str)
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        name = str(part.get_param("name", header="content-disposition"))
        found[name] = data if part.get_filename() else data.decode()
    return found


def _told(content: dict[str, Any]) -> str:
    return ", ".join(
        f"[{name}] {value.get('file_name', '') if isinstance(value, dict) else ''}" for name, value in content.items()
    )
