"""ask(question, conversation) → Answer: the whole way, as a LangChain runnable over a LangChain retriever."""

import time
import uuid
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from langchain_core.runnables import Runnable, RunnableLambda

from ingest.catalogue import Catalogue
from ingest.owner import own
from ingest.talks import StoredTurn
from ingest.vietnamese.accents import Restorer
from rag.answer import draft
from rag.contract import to_json
from rag.conversation import stand_alone
from rag.draft import Draft
from rag.embed import load_embedder
from rag.errors import UserError
from rag.ground import ground
from rag.index import Index
from rag.library import Library
from rag.records import Answer, Evidence, Question
from rag.retrieve import ReportRetriever, query_of, text_of
from rag.settings import Settings
from rag.typed import restored
from rag.understand import understand
from rag.view import View, Views

LONGEST = 2000
"""Characters of a question; the contract's limit."""
ABSTAINS = frozenset(("not_found", "other_period", "ambiguous", "out_of_scope"))
WITHHELD = "Không trả lời được: câu trả lời soạn ra không khớp với nguồn được trích dẫn nên đã bị giữ lại."


@dataclass(frozen=True, slots=True)
class Asked:
    """What goes into the chain: a message, what its asker sees, and the question before it."""

    text: str
    view: View
    earlier: Question | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Between the steps: the plan and what was found for it."""

    question: Question
    evidence: Sequence[Evidence]
    view: View


class Assistant:
    """Answers from one catalogue. Made by `open`; safe to share between threads, for it only reads."""

    def __init__(self, catalogue: Catalogue, index: Index, settings: Settings, restorer: Restorer) -> None:
        self.catalogue, self.index, self._settings, self._restorer = catalogue, index, settings, restorer
        self.chain: Runnable[Asked, tuple[Question, Draft]] = (
            RunnableLambda(self.plan) | RunnableLambda(self.find) | RunnableLambda(self._answer)
        )
        self.refresh()

    @classmethod
    @contextmanager
    def open(cls, settings: Settings) -> Iterator[Self]:
        """The assistant on the data folder of the settings, which it owns until closed."""
        with own(settings.data_dir):
            catalogue = Catalogue.open(settings.catalogue_url)
            index = Index.open(settings.data_dir, catalogue, load_embedder(settings.embedding_model or None), text_of)
            try:
                yield cls(catalogue, index, settings, Restorer.load())
            finally:
                index.close()
                catalogue.close()

    def refresh(self) -> None:
        """Reads the catalogue anew after an ingest; questions on their way are answered from what was there before."""
        self.index.sync()
        state = f"{self.catalogue.identity()}-{self.catalogue.generation()}"
        folder = self._settings.data_dir / "index"
        library = Library(
            self.catalogue.documents(),
            self.catalogue.statements(),
            self.catalogue.figures(),
            self.catalogue.findings(),
            folder / f"rarity-{state}.json",
        )
        self._views = Views(library, self._restorer, self.index, folder, state)

    @property
    def library(self) -> Library:
        """Everything on file."""
        return self._views.whole.library

    @property
    def retriever(self) -> ReportRetriever:
        """The search over everything on file."""
        return self._views.whole.retriever

    def asked(self, text: str, earlier: Question | None = None, document_ids: Collection[str] | None = None) -> Asked:
        """What goes into the chain for a message, to be answered from these documents alone."""
        return Asked(text, self._views.of(document_ids), earlier)

    def plan(self, asked: Asked) -> tuple[Question, Asked]:
        """The plan of a message: accents restored, made to stand alone, understood."""
        documents = tuple(asked.view.library.documents.values())
        today = self._settings.today or date.today()
        text = restored(asked.text, asked.view.restorer)
        own_plan = understand(text, documents=documents, today=today)
        alone = stand_alone(text, own_plan, asked.earlier)
        question = own_plan if alone.text == text else understand(alone.text, documents=documents, today=today)
        about = f" (về: {alone.inherits.replace(' | ', ', ')})" if alone.inherits else ""
        question = replace(question, asked=asked.text, inherited=alone.inherits, text=question.text + about)
        if alone.follows and not question.documents and asked.earlier:
            question = replace(question, documents=asked.earlier.documents, strict=False)
        return question, asked

    def find(self, step: tuple[Question, Asked]) -> Found:
        """The evidence for a plan."""
        question, asked = step
        view = asked.view
        return Found(question, view.retriever.search(query_of(question), view.ids), view)

    def _answer(self, found: Found) -> tuple[Question, Draft]:
        return found.question, draft(found.question, found.evidence, found.view.library)

    def ask(
        self, question: str, conversation_id: str | None = None, document_ids: Collection[str] | None = None
    ) -> Answer:
        """The grounded answer to one message, from these documents alone; UserError for an empty or too long one."""
        started = time.perf_counter()
        text = checked(question)
        conversation = conversation_id or uuid.uuid4().hex
        view = self._views.of(document_ids)
        plan, made = self.chain.invoke(Asked(text, view, self._earlier(conversation_id, view)))
        answer = _grounded(plan, made, conversation)
        doubts = [d for c in answer.citations for d in view.library.disagreements(c.document_id, c.quote)]
        answer = replace(answer, warnings=(*answer.warnings, *dict.fromkeys(doubts)))
        took = round((time.perf_counter() - started) * 1000, 2)
        answer = replace(answer, timings_ms={"total": took})
        self._remember(answer)
        return answer

    def _earlier(self, conversation_id: str | None, view: View) -> Question | None:
        """The plan of the conversation's last question, read again from its standalone form."""
        turns = self.catalogue.talks.turns(conversation_id, last=1) if conversation_id else ()
        if not turns:
            return None
        documents = tuple(view.library.documents.values())
        return understand(turns[0].standalone, documents=documents, today=self._settings.today or date.today())

    def _remember(self, answer: Answer) -> None:
        self.catalogue.talks.add_turn(
            StoredTurn(answer.conversation_id, answer.id, answer.question, answer.standalone_question, to_json(answer))
        )


def checked(question: str) -> str:
    """The question without outer blanks; UserError when nothing is left, when it is too long or not text."""
    text = question.strip()
    if not text.isprintable() and any("\ud800" <= c <= "\udfff" for c in text):
        raise UserError("Câu hỏi có ký tự không đọc được.", "Hãy gõ lại câu hỏi bằng tiếng Việt.")
    if not text:
        raise UserError("Câu hỏi đang để trống.", "Hãy gõ một câu hỏi, ví dụ: “tỷ lệ ký số xã phường quý 1?”")
    if len(text) > LONGEST:
        raise UserError(f"Câu hỏi dài {len(text)} ký tự, quá giới hạn {LONGEST}.", "Hãy rút gọn câu hỏi rồi gửi lại.")
    return text


def _grounded(question: Question, made: Draft, conversation_id: str) -> Answer:
    abstained = made.outcome in ABSTAINS
    checked = ground("\n".join(made.lines), made.citations, made.computation, question.text if abstained else "")
    held_back = checked.headless
    return Answer(
        id=uuid.uuid4().hex,
        conversation_id=conversation_id,
        question=question.asked,
        standalone_question=question.text,
        answer=WITHHELD if held_back else checked.text,
        outcome="not_found" if held_back else made.outcome,
        abstained=abstained or held_back,
        confidence=0.0 if held_back else made.confidence,
        citations=() if held_back else made.citations,
        figures=() if held_back else made.figures,
        computation=made.computation,
        chart=made.chart,
        warnings=(*made.warnings, *(f"Đã giữ lại: {line}" for line in checked.withheld)),
        suggestions=made.suggestions,
    )
