"""Files that were handed in and wait to be read, in SQL: a job outlives the process that took it."""

import secrets
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Boolean, Column, Engine, Select, String, Table, Text, insert, select, update

from ingest import schema
from ingest.access import Access, Label
from ingest.catalogue_errors import spoken_errors
from ingest.stored import now

JobState = Literal["queued", "reading", "indexing", "done", "failed"]
UNFINISHED: tuple[JobState, ...] = ("queued", "reading", "indexing")


@dataclass(frozen=True, slots=True)
class Job:
    """A file on its way into the catalogue.

    `owner` handed it in, `name` is what they called it, `path` where it lies; `label` "" is no label. `message` is
    the reason of a failure (Vietnamese), `document_id` the document it became.
    """

    id: str
    owner: str
    name: str
    path: str
    label: Label | Literal[""] = ""
    telegram: bool = False
    state: JobState = "queued"
    message: str = ""
    document_id: str = ""
    received_at: str = ""
    changed_at: str = ""

    @property
    def access(self) -> Access | None:
        """The label the document is to have."""
        return Access(self.label, self.telegram) if self.label else None


table = Table(
    "jobs",
    schema.metadata,
    Column("id", String, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("label", String, nullable=False),
    Column("state", String, nullable=False),
    Column("telegram", Boolean, nullable=False),
    Column("message", Text, nullable=False),
    Column("document_id", String, nullable=False),
    Column("received_at", String, nullable=False),
    Column("changed_at", String, nullable=False),
)


def job_id() -> str:
    """A new id, which cannot be guessed."""
    return secrets.token_hex(16)


class Jobs:
    """Reached as `Catalogue.jobs`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, job: Job) -> Job:
        """Keeps a new job, with the time."""
        kept = replace(job, received_at=now(), changed_at=now())
        with spoken_errors(), self._engine.begin() as connection:
            connection.execute(insert(table).values({name: getattr(kept, name) for name in Job.__slots__}))
        return kept

    def get(self, job_id: str) -> Job | None:
        found = self._read(_JOB.where(table.c.id == job_id))
        return found[0] if found else None

    def unfinished(self) -> tuple[Job, ...]:
        """The jobs to be done, first come first; those a killed process was at are among them."""
        columns = table.c
        return self._read(_JOB.where(columns.state.in_(UNFINISHED)).order_by(columns.received_at, columns.id))

    def of_document(self, document_id: str) -> tuple[Job, ...]:
        """The jobs that became this document."""
        return self._read(_JOB.where(table.c.document_id == document_id))

    def move_on(self, job_id: str, state: JobState, message: str = "", document_id: str = "") -> None:
        """A job has come to a state."""
        values = {"state": state, "message": message, "document_id": document_id, "changed_at": now()}
        with spoken_errors(), self._engine.begin() as connection:
            connection.execute(update(table).where(table.c.id == job_id).values(values))

    def _read(self, query: Select[Any]) -> tuple[Job, ...]:
        with spoken_errors(), self._engine.connect() as connection:
            return tuple(Job(**row._mapping) for row in connection.execute(query))


_JOB = select(*[table.c[name] for name in Job.__slots__])
