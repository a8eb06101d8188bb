"""What the routes work with: the assistant, the catalogue, the ingest worker, the limits, the counts. And asking."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from threading import Event, Lock
from typing import Annotated, Protocol

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import Depends, Request

from bots import replies
from bots.access import Caller, allowed
from bots.api.limits import Buckets
from bots.api.metrics import Metrics
from bots.api.problems import Refused
from bots.api.schemas import AskRequest
from ingest.catalogue import Catalogue
from rag.records import Answer, Stage, Writer
from rag.settings import Settings

ASKING_THREADS = 2
"""Questions worked on at once; the others wait their turn. An answer is mostly Python, so a third thread would only
make all of them late; a second one works while the first waits for the disk or the vectors."""


class Left(Exception):
    """Who asked has gone: work on their question stops at its next stage."""


def nobody(_: Stage) -> None:
    """Tells nobody of a stage."""


class Asks(Protocol):
    """What the API needs of an assistant. `ask` blocks and may be called from several threads at once."""

    def ask(
        self,
        question: str,
        conversation_id: str | None = None,
        document_ids: Collection[str] | None = None,
        writer: Writer | None = None,
        say: Callable[[str], None] | None = None,
        *,
        owner: str = ...,
        before: Sequence[str] = ...,
        tell: Callable[[Stage], None] = ...,
    ) -> Answer: ...


class Takes(Protocol):
    """What the API needs of the ingest worker (bots/api/worker.py)."""

    def wake(self) -> None: ...
    def waiting(self) -> int: ...
    def state(self) -> str: ...
    def remove(self, document_id: str) -> None: ...


class Service:
    """One per application; routes get it as `ServiceDep`. `local_secret` lets this machine's own commands in.

    `handing_in` is held while a file is compared with those on file and kept: two of the same cannot both be new.
    """

    def __init__(
        self,
        assistant: Asks,
        catalogue: Catalogue,
        settings: Settings,
        worker: Takes,
        checks: Callable[[], dict[str, str]],
        local_secret: str = "",
    ) -> None:
        self.assistant, self.catalogue, self.settings, self.worker = assistant, catalogue, settings, worker
        self.checks, self.local_secret = checks, local_secret
        self.handing_in = Lock()
        self.metrics = Metrics()
        self.sessions, self.keys = Buckets(settings.rate_session), Buckets(settings.rate_key)
        self.addresses = Buckets(settings.rate_address)
        self._threads = CapacityLimiter(ASKING_THREADS)
        self.metrics.watch("hoidap_ingest_queue", "Files handed in that are not done", worker.waiting)
        self.metrics.watch("hoidap_documents", "Documents on file", lambda: float(len(catalogue.documents())))
        self.metrics.watch("hoidap_index_statements", "Statements on file", lambda: float(catalogue.statement_count()))

    def visible(self, caller: Caller, chosen: Collection[str] | None = None) -> Collection[str] | None:
        """The documents that a caller may see, of those they chose; None for all."""
        ids = allowed(caller, self.catalogue)
        return chosen if ids is None else ids if chosen is None else ids.intersection(chosen)

    def may_see(self, caller: Caller, document_id: str) -> bool:
        """Whether a document is among those a caller may see, whether it is there or not."""
        ids = allowed(caller, self.catalogue)
        return ids is None or document_id in ids

    def refuse_when_busy(self) -> None:
        """Raises Refused when more questions wait than can be answered soon."""
        if self._threads.statistics().tasks_waiting >= self.settings.waiting_questions:
            raise Refused(503, replies.HTTP_BUSY, {"Retry-After": "2"})

    async def ask(
        self,
        caller: Caller,
        asked: AskRequest,
        before: Sequence[str] = (),
        tell: Callable[[Stage], None] = nobody,
        say: Callable[[str], None] | None = None,
    ) -> Answer:
        """The answer for this caller, from a thread of its own. Raises UserError, and Refused when too many wait.

        Cancelled, it gives up its place at once, in the queue or at work.
        """
        self.refuse_when_busy()
        if asked.writer == "chat" and not self.settings.chat_model:
            raise Refused(409, replies.NO_CHAT_WRITER)
        left = Event()

        def at_stage(stage: Stage) -> None:
            if left.is_set():
                raise Left
            tell(stage)

        work = partial(self._ask, caller, asked, before, at_stage, say)
        try:
            return await anyio.to_thread.run_sync(work, limiter=self._threads, abandon_on_cancel=True)
        finally:
            left.set()

    def _ask(
        self,
        caller: Caller,
        asked: AskRequest,
        before: Sequence[str],
        tell: Callable[[Stage], None],
        say: Callable[[str], None] | None,
    ) -> Answer:
        answer = self.assistant.ask(
            asked.question,
            asked.conversation_id,
            self.visible(caller, asked.document_ids),
            asked.writer,
            say,
            owner=caller.id,
            before=before,
            tell=tell,
        )
        self.metrics.answered(answer)
        return with_withheld(answer) if caller.is_admin else answer


def with_withheld(answer: Answer) -> Answer:
    """The answer as an administrator sees it: what the chat model said and was not borne out stands in `warnings`."""
    shown = (replies.CHAT_WITHHELD.format(sentence=sentence) for sentence in answer.withheld)
    return replace(answer, warnings=(*answer.warnings, *shown))


def service_of(request: Request) -> Service:
    """The service of the application that a request came to."""
    service: Service = request.app.state.service
    return service


ServiceDep = Annotated[Service, Depends(service_of)]
