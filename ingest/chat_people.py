"""Who may ask the Telegram bot, who was invited, what was asked (the audit log), which files wait for their label.

Every function is one transaction and raises CatalogueError (see schema.py) when the database cannot be used.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from ingest import chat_tables as tables
from ingest.access import Label
from ingest.catalogue_errors import spoken_errors
from ingest.stored import first_key, now

PersonRole = Literal["reader", "uploader", "admin"]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may ask: their role, the highest label they may see, and what they set under /caidat.

    `role` is empty for someone of whom only settings are kept: they may ask if somebody else says so.
    """

    user_id: int
    role: PersonRole | Literal[""]
    access: Label
    settings: Mapping[str, bool] = field(default_factory=dict)
    since: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that someone sent to be taken in; `state` is "asked" (for its label), "taken" or "done"."""

    id: int
    user_id: int
    file_id: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of the audit log: who by id, where ("private", "group", "inline"), what, and how it ended."""

    user_id: int
    place: str
    question: str
    outcome: str
    answer_id: str = ""
    took_ms: int = 0
    at: str = ""


class ChatPeople:
    """Reached as `Catalogue.chat_people`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # --- who may ask ----------------------------------------------------------------------------

    def person(self, user_id: int) -> Person | None:
        """Someone who was let in."""
        found = self._people(tables.people.c.user_id == user_id)
        return found[0] if found else None

    def people(self) -> list[Person]:
        """Everyone who was let in, the first first."""
        return self._people(tables.people.c.role != "")

    def put_person(self, person: Person) -> None:
        """Lets someone in, or changes what they may do or have set."""
        with spoken_errors(), self._engine.begin() as connection:
            _put_person(connection, person)

    def set_settings(self, user_id: int, settings: Mapping[str, bool]) -> None:
        """What someone set; it lets nobody in."""
        with spoken_errors(), self._engine.begin() as connection:
            kept = json.dumps(dict(settings))
            mine = tables.people.c.user_id == user_id
            if not connection.execute(update(tables.people).where(mine).values(settings=kept)).rowcount:
                _put_person(connection, Person(user_id, "", "cong_khai", settings))

    def remove_person(self, user_id: int) -> bool:
        """Shuts someone out; False when they were not in."""
        with spoken_errors(), self._engine.begin() as connection:
            gone = delete(tables.people).where(tables.people.c.user_id == user_id)
            return bool(connection.execute(gone).rowcount)

    def add_invite(self, digest: str, role: PersonRole, access: Label, ends_at: datetime) -> None:
        """An invitation that one person may use, until it ends. Only the digest of its word is kept."""
        values = {
            "digest": digest,
            "role": role,
            "access": access,
            "ends_at": ends_at.astimezone(UTC).isoformat(timespec="milliseconds"),
        }
        self._write(insert(tables.invites).values(values))

    def accept_invite(self, digest: str, user_id: int) -> Person | None:
        """Lets in whoever brings an open invitation, and closes it; None when there is none (any more)."""
        columns = tables.invites.c
        is_open = (columns.digest == digest) & columns.used_by.is_(None) & (columns.ends_at > now())
        with spoken_errors(), self._engine.begin() as connection:
            if not connection.execute(update(tables.invites).where(is_open).values(used_by=user_id)).rowcount:
                return None
            role, access = connection.execute(
                select(columns.role, columns.access).where(columns.digest == digest)
            ).one()
            person = Person(user_id, role, access, since=now())
            _put_person(connection, person)
        return person

    def has_invites(self) -> bool:
        """Whether an invitation was ever made: the bot is open to those who hold one."""
        return bool(self._one(select(func.count()).select_from(tables.invites)))

    # --- uploads, audit, facts ------------------------------------------------------------------

    def add_upload(self, user_id: int, file_id: str, name: str) -> int:
        """A file that waits for its label; its number, for the buttons."""
        values = {"user_id": user_id, "file_id": file_id, "name": name, "state": "asked"}
        with spoken_errors(), self._engine.begin() as connection:
            return first_key(connection.execute(insert(tables.uploads).values(values)))

    def upload(self, number: int) -> Upload | None:
        """The file that a button names."""
        columns = tables.uploads.c
        with spoken_errors(), self._engine.connect() as connection:
            row = connection.execute(select(tables.uploads).where(columns.id == number)).first()
        return Upload(*row) if row else None

    def set_upload(self, number: int, state: str) -> None:
        """How far a file has come."""
        self._write(update(tables.uploads).where(tables.uploads.c.id == number).values(state=state))

    def log(self, asked: Asked) -> None:
        """Appends a line to the audit log."""
        with spoken_errors(), self._engine.begin() as connection:
            log_line(connection, asked)

    def logged(self, last: int | None = None) -> list[Asked]:
        """The audit log, oldest first; only its `last` lines where given."""
        columns = tables.audit.c
        wanted = select(*[columns[each.name] for each in fields(Asked)]).order_by(columns.id.desc())
        with spoken_errors(), self._engine.connect() as connection:
            return [Asked(*row) for row in connection.execute(wanted.limit(last) if last else wanted)][::-1]

    def fact(self, name: str) -> str:
        """Something the bot has noted of itself (its user name), empty when it has not."""
        return str(self._one(select(tables.facts.c.value).where(tables.facts.c.name == name)) or "")

    def note_fact(self, name: str, value: str) -> None:
        with spoken_errors(), self._engine.begin() as connection:
            connection.execute(delete(tables.facts).where(tables.facts.c.name == name))
            connection.execute(insert(tables.facts).values(name=name, value=value))

    # --- reading and writing --------------------------------------------------------------------

    def _write(self, statement: Any) -> None:
        with spoken_errors(), self._engine.begin() as connection:
            connection.execute(statement)

    def _one(self, query: Any) -> Any:
        with spoken_errors(), self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def _people(self, which: Any) -> list[Person]:
        query = select(tables.people).where(which).order_by(tables.people.c.since)
        with spoken_errors(), self._engine.connect() as connection:
            return [Person(row[0], row[1], row[2], json.loads(row[3]), row[4]) for row in connection.execute(query)]


def log_line(connection: Connection, asked: Asked) -> None:
    """Appends a line to the audit log in a transaction of the caller's."""
    connection.execute(insert(tables.audit).values(**{**asdict(asked), "at": asked.at or now()}))


def _put_person(connection: Connection, person: Person) -> None:
    connection.execute(delete(tables.people).where(tables.people.c.user_id == person.user_id))
    settings = json.dumps(dict(person.settings))
    connection.execute(
        insert(tables.people).values(
            user_id=person.user_id,
            role=person.role,
            access=person.access,
            settings=settings,
            since=person.since or now(),
        )
    )
