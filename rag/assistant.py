"""ask(question, conversation) → Answer: the whole way, which composes with LangChain (`chain`, `retriever`)."""

import time
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Self

from ingest.catalogue import Catalogue
from ingest.owner import own
from ingest.talks import LOCAL_OWNER, StoredTurn
from ingest.vietnamese.accents import Restorer
from rag.answer import grounded
from rag.asked import LONGEST, Asked, Found, Tell, checked, nobody
from rag.carried import answered
from rag.contract import to_json
from rag.draft import Draft
from rag.embed import load_embedder
from rag.errors import UserError
from rag.index import Index
from rag.library import Library
from rag.question.conversation import recalled
from rag.records import Answer, Question, Writer
from rag.retrieve import Search, text_of
from rag.settings import Settings
from rag.shelf import Shelf, shelved
from rag.telling.doubts import with_doubts
from rag.view import View, Views
from rag.way import find, go, plan, read

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from rag.chat.model import Chat, Talks
    from rag.composable import ReportRetriever

REMEMBERED = 8
"""Earlier messages that are read again where the asker keeps the conversation: a subject is older only by accident."""
KEPT = 256
"""Answers kept of each view: what an office asks in a week, some 10 kB each."""


@contextmanager
def opened(settings: Settings) -> Iterator[tuple[Catalogue, Index]]:
    """The catalogue and the indexes of the data folder, which are owned until closed; the catalogue is not read."""
    with own(settings.data_dir):
        catalogue = Catalogue.open(settings.catalogue_url)
        index = Index.open(settings.data_dir, catalogue, load_embedder(settings.embedding_model or None), text_of)
        try:
            yield catalogue, index
        finally:
            index.close()
            catalogue.close()


class Assistant:
    """Answers from one catalogue. Made by `open`; safe to share between threads, for it only reads."""

    def __init__(
        self, catalogue: Catalogue, index: Index, settings: Settings, restorer: Restorer, chat: "Chat | None" = None
    ) -> None:
        self.catalogue, self.index, self._settings, self._restorer = catalogue, index, settings, restorer
        self._chat = chat
        self._shelf: Shelf | None = None
        self.refresh()

    @classmethod
    @contextmanager
    def open(cls, settings: Settings) -> Iterator[Self]:
        """The assistant on the data folder of the settings, which it owns until closed."""
        chat = None
        if settings.chat_model:
            from rag.chat.model import open_chat

            chat = open_chat(settings)
        with opened(settings) as (catalogue, index):
            yield cls(catalogue, index, settings, Restorer.load(), chat)

    def refresh(self) -> None:
        """Reads what has changed in the catalogue by an ingest; questions on their way are answered from what was there
        before."""
        self.index.sync()
        state = f"{self.catalogue.identity()}-{self.catalogue.generation()}"
        folder = self._settings.data_dir / "index"
        self._shelf = shelved(self.catalogue, folder / f"rarity-{state}.json", self._shelf)
        self._views = Views(self._shelf.library, self._restorer, self.index, folder, state)

    @property
    def library(self) -> Library:
        """Everything on file."""
        return self._views.whole.library

    @property
    def search(self) -> Search:
        """The search over everything on file."""
        return self._views.whole.search

    @property
    def retriever(self) -> "ReportRetriever":
        """The same as a LangChain retriever."""
        from rag.composable import ReportRetriever

        return ReportRetriever(found=self.search)

    @property
    def chain(self) -> "Runnable[Asked, tuple[Found, Draft]]":
        """The whole way as a LangChain runnable, to be composed with others."""
        from langchain_core.runnables import RunnableLambda

        return RunnableLambda(self._way)

    def asked(self, text: str, conversation_id: str = "", document_ids: Collection[str] | None = None) -> Asked:
        """What goes into the chain for a message of a conversation, to be answered from these documents alone."""
        view = self._views.of(document_ids)
        return Asked(text, view, self._earlier(conversation_id, LOCAL_OWNER, view))

    def plan(self, asked: Asked) -> tuple[Question, Asked]:
        """The plan of a message: accents restored, made to stand alone, understood."""
        return plan(asked, self._day()), asked

    def find(self, step: tuple[Question, Asked]) -> Found:
        """The evidence for a plan."""
        return find(*step)

    def _way(self, asked: Asked) -> tuple[Found, Draft]:
        """The whole way: plan, evidence, draft."""
        return go(asked, self._day())

    def _day(self) -> date:
        return self._settings.today or date.today()

    def ask(
        self,
        question: str,
        conversation_id: str | None = None,
        document_ids: Collection[str] | None = None,
        writer: Writer | None = None,
        say: Callable[[str], None] | None = None,
        *,
        owner: str = LOCAL_OWNER,
        before: Sequence[str] = (),
        tell: Tell = nobody,
    ) -> Answer:
        """The grounded answer to one message, from these documents alone.

        `writer` defaults to the chat model where one is configured, else to the extractive one; `say` is told each
        line that the chat model writes as soon as it has passed its checks. `owner` is who asks: a conversation is
        theirs alone. `before` are their earlier messages where they keep the conversation themselves, oldest first.
        `tell` is told each stage. UserError for an empty or too long question, and for a chat model that is asked for
        and not there.
        """
        started = time.perf_counter()
        text = checked(question)
        view = self._views.of(document_ids)
        earlier = self._earlier(conversation_id, owner, view) if conversation_id else self._planned(before, view)
        asked = Asked(text, view, earlier, self._session(writer), tell)
        answer = replace(
            self._known(asked) if asked.earlier is None and asked.chat is None else self._made(asked, say),
            id=uuid.uuid4().hex,
            conversation_id=conversation_id or uuid.uuid4().hex,
        )
        took = round((time.perf_counter() - started) * 1000, 2)
        answer = replace(answer, timings_ms={"total": took})
        self._remember(answer, owner)
        return answer

    def _known(self, asked: Asked) -> Answer:
        """The answer to a question that stands alone: many ask the same, and within a view and a day it is the same."""
        key = asked.text, self._day()
        answers = asked.view.answers
        answer = answers.get(key)
        if answer is None:
            answer = self._made(asked)
            if len(answers) >= KEPT:
                answers.clear()
            answers[key] = answer
        return answer

    def _made(self, asked: Asked, say: Callable[[str], None] | None = None) -> Answer:
        """The grounded answer, its warnings and suggestions; its ids are the caller's to give."""
        view = asked.view
        found, made = self._way(asked)
        asked.tell("soan")
        answer = grounded(found.question, made)
        if asked.chat and not answer.abstained:
            from rag.chat.writing import told, with_notes

            def alone(part: str) -> Draft:
                return self._way(Asked(part, view))[1]

            said = told(found.question, made, found.evidence, view.library, asked.chat, alone, say)
            answer = with_notes(grounded(found.question, said.draft), said)
        answer = with_doubts(answer, view.library)
        if answer.suggestions:
            return answer
        today = self._day()
        nearby = view.suggester.suggestions(found.question, answer.citations, today, answer.figures)
        return replace(answer, suggestions=nearby)

    def _session(self, writer: Writer | None) -> "Talks | None":
        """The chat model's calls for one answer; None for the extractive writer."""
        if writer == "chat" and self._chat is None:
            raise UserError(
                "Máy chủ này chưa cấu hình mô hình viết câu trả lời.", "Hãy bỏ trường writer hoặc đặt “extractive”."
            )
        return self._chat.session() if self._chat and writer != "extractive" else None

    def _earlier(self, conversation_id: str, owner: str, view: View) -> Question | None:
        """The plan of the conversation's last question, read again as it stands alone, and where its answer is."""
        turns = self.catalogue.talks.turns(conversation_id, last=1, owner=owner)
        if not turns:
            return None
        recall = recalled(turns[0].standalone, lambda text: read(text, view.library, self._day()))
        return answered(recall, turns[0].answer, view.library)

    def _planned(self, messages: Sequence[str], view: View) -> Question | None:
        """The plan of the last of these messages, each understood after the one before it."""
        earlier: Question | None = None
        for message in messages[-REMEMBERED:]:
            text = message.strip()[:LONGEST]
            if text:
                found, made = self._way(Asked(text, view, earlier))
                earlier = answered(found.question, to_json(grounded(found.question, made)), view.library)
        return earlier

    def _remember(self, answer: Answer, owner: str) -> None:
        self.catalogue.talks.add_turn(
            StoredTurn(
                answer.conversation_id,
                answer.id,
                answer.question,
                answer.standalone_question,
                to_json(answer),
                owner=owner,
                outcome=answer.outcome,
            )
        )
