"""The service in this process: the assistant that owns the data folder."""

from collections.abc import Collection, Sequence
from pathlib import Path
from threading import Lock

from bots.access import allowed, on_telegram
from bots.replies import HTTP_ON_FILE, NO_TITLE
from bots.telegram_bot.service import Known, Shelved, Taken, Tell
from ingest.access import Access, Label
from ingest.boxes import boxes
from ingest.catalogue import Feedback
from ingest.loaders.errors import LoadError
from ingest.loaders.picture import page_png
from ingest.loaders.sandbox import load_isolated
from ingest.parse import parse
from ingest.pipeline import Progress, ingest
from ingest.quoted import spans_of
from ingest.records import Document
from rag.assistant import Assistant
from rag.records import Answer

PAGE_WIDTH = 1280
"""Pixels: what Telegram keeps of a photo's longer side; print of 14 points stays readable."""
NOBODY = 0
"""The user id that stands for anyone who may see a label: what is allowed depends on the label alone."""


class Local:
    """A `Service` around an open assistant."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._taking_in = Lock()

    def ask(
        self, question: str, conversation_id: str | None = None, document_ids: Collection[str] | None = None
    ) -> Answer:
        return self._assistant.ask(question, conversation_id, document_ids)

    def allowed(self, access: Label) -> frozenset[str]:
        return allowed(on_telegram(NOBODY, access), self._assistant.catalogue) or frozenset()

    def documents(self, ids: Collection[str]) -> Sequence[Shelved]:
        found = [shelved(each) for each in self._assistant.library.documents.values() if each.id in ids]
        return sorted(found, key=lambda each: (-each.year, each.kind, each.title))

    def figures(self, ids: Collection[str], indicator: str = "") -> Sequence[Known]:
        catalogue, found = self._assistant.catalogue, []
        for figure in catalogue.figures(document_ids=ids, indicator=indicator):
            statement = self._assistant.library.statements.get(figure.statement_id)
            period = figure.period
            found.append(
                Known(
                    figure.text,
                    figure.value,
                    figure.unit,
                    figure.indicator,
                    figure.scope or figure.level,
                    period.key if period else "",
                    period.text or period.key if period else "",
                    figure.kind,
                    figure.document_id,
                    statement.page if statement else 0,
                )
            )
        return found

    def picture(self, document_id: str, page: int, quote: str) -> bytes | None:
        catalogue = self._assistant.catalogue
        document = catalogue.document(document_id)
        if document is None or document.format != "pdf":
            return None
        found = next((each for each in catalogue.pages(document_id) if each.number == page), None)
        if found is None:
            return None
        spans = spans_of(catalogue.statements(document_ids=[document_id]), found, quote)
        marks = [box for start, end in spans for box in boxes(found, start, end)]
        return page_png(Path(document.path), page, PAGE_WIDTH, marks)

    def rate(self, answer_id: str, thumb: int, reason: str = "") -> None:
        self._assistant.catalogue.talks.add_feedback(Feedback(answer_id, thumb, reason))

    def forget(self, conversation_id: str) -> None:
        self._assistant.catalogue.talks.forget_conversation(conversation_id)

    def take_in(self, file: Path, access: Label, telegram: bool, tell: Tell, seen: Label) -> Taken:
        catalogue = self._assistant.catalogue
        own = {each.id for each in catalogue.documents() if Path(each.path).parent == file.parent}
        known = self.allowed(seen) | own
        tell("queued")

        def progress(step: Progress) -> None:
            if step.stage == "loading":
                tell("reading")

        with self._taking_in:
            try:
                report = ingest([file], catalogue, load_isolated, parse, progress, Access(access, telegram), known)
            except LoadError as error:
                return Taken(None, reason=str(error))
            if report.failed:
                return Taken(None, reason=report.failed[0].reason)
            for twin in report.twins:
                file.unlink()
                return Taken(None, reason=on_file(catalogue.document(twin.document_id)))
            tell("indexing")
            self._assistant.refresh()
        taken = next(each for each in catalogue.files() if each.path == str(file))
        document = catalogue.document(taken.document_id)
        findings = tuple(each.message for each in catalogue.findings([taken.document_id]))
        return Taken(shelved(document) if document else None, findings)


def on_file(document: Document | None) -> str:
    """Why a file is not taken in that is this document already."""
    assert document is not None  # a twin is one of a document on file
    return HTTP_ON_FILE.format(title=document.title or NO_TITLE, id=document.id)


def shelved(document: Document) -> Shelved:
    """A document as the bot shows it; its year is that of its period, else the one it was issued in."""
    issued = document.issued
    year = document.period.end.year if document.period else issued.year if issued else 0
    day = issued.strftime("%d/%m/%Y") if issued else ""
    return Shelved(
        document.id, document.title, document.number, document.kind, document.issuer, day, year, document.pages
    )
