"""What came in over Telegram, and what was answered where. In SQL, so that a kill loses nothing.

Every function is one transaction and raises CatalogueError (see schema.py) when the database cannot be used.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Update, delete, insert, select, update

from ingest import chat_tables as tables
from ingest.catalogue_errors import CatalogueConflict, spoken_errors
from ingest.chat_people import Asked, log_line
from ingest.stored import first_key, now

KEPT_DAYS = 3
"""An update is remembered this long after it was answered; Telegram repeats none after 24 hours."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer (the JSON contract; None where none could be had). Buttons name it by `id`.

    `update_id` is what brought the question, `message_id` the message that holds it; `state` is "ready" when the
    answer waits to be sent, "sending" while it may or may not have arrived, "sent" when Telegram has said so.
    """

    id: int
    update_id: int
    chat_id: int
    user_id: int
    message_id: int
    question: str
    answer: dict[str, Any] | None
    state: str


class Chats:
    """Reached as `Catalogue.chats`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._finished: set[int] = set()

    # --- what comes in --------------------------------------------------------------------------

    def receive(self, update_id: int, payload: str) -> bool:
        """Keeps an update until it is answered; False when it came before."""
        try:
            self._write(
                insert(tables.updates).values(update_id=update_id, state="waiting", payload=payload, claimed_at=now())
            )
        except CatalogueConflict:
            return False
        return True

    def unanswered(self, idle_since: datetime | None = None) -> list[str]:
        """The updates nobody has answered, oldest first, now claimed by the caller.

        With `idle_since`, only those that no process has claimed since: others may be at work on the rest.
        """
        columns = tables.updates.c
        query = select(columns.update_id, columns.payload, columns.claimed_at).where(columns.state == "waiting")
        if idle_since is not None:
            query = query.where(columns.claimed_at < _text(idle_since))
        claimed = []
        with spoken_errors(), self._engine.begin() as connection:
            for update_id, payload, claimed_at in connection.execute(query.order_by(columns.update_id)).all():
                mine = (columns.update_id == update_id) & (columns.claimed_at == claimed_at)
                if connection.execute(update(tables.updates).where(mine).values(claimed_at=now())).rowcount:
                    claimed.append(payload)
        return claimed

    def keep_claims(self, update_ids: Sequence[int]) -> None:
        """Says that the caller is still at work on these updates."""
        self._write(update(tables.updates).where(tables.updates.c.update_id.in_(update_ids)).values(claimed_at=now()))

    def finish(self, update_id: int) -> None:
        """An update is dealt with; only its number is kept, so that a repeat is known."""
        if update_id in self._finished:  # together with its answer
            self._finished.discard(update_id)
        else:
            self._write(_done(update_id))

    def forget_old_updates(self, everything: bool = False) -> None:
        """Drops the numbers of updates that Telegram will not repeat any more; of all, when another bot's will come."""
        before = _text(datetime.now(UTC) - timedelta(days=0 if everything else KEPT_DAYS))
        columns = tables.updates.c
        self._write(delete(tables.updates).where(columns.state == "done", columns.claimed_at < before))

    # --- conversations and answers --------------------------------------------------------------

    def conversation(self, chat_id: int, user_id: int) -> str | None:
        """The conversation that a person's next question in a chat goes on with."""
        columns = tables.chats.c
        mine = (columns.chat_id == chat_id) & (columns.user_id == user_id)
        with spoken_errors(), self._engine.connect() as connection:
            return connection.execute(select(columns.conversation_id).where(mine)).scalar() or None

    def set_conversation(self, chat_id: int, user_id: int, conversation_id: str) -> None:
        """The next question goes on with this conversation; with none where it is empty."""
        with spoken_errors(), self._engine.begin() as connection:
            _go_on(connection, chat_id, user_id, conversation_id)

    def open_exchange(
        self,
        update_id: int,
        chat_id: int,
        user_id: int,
        message_id: int,
        question: str,
        answer: dict[str, Any] | None,
        line: Asked | None = None,
    ) -> Exchange:
        """Keeps an answer that is sent next, with its line of the audit log; the next question goes on with its
        conversation."""
        values = {"update_id": update_id, "chat_id": chat_id, "user_id": user_id, "message_id": message_id}
        said = json.dumps(answer, ensure_ascii=False) if answer else ""
        with spoken_errors(), self._engine.begin() as connection:
            made = connection.execute(
                insert(tables.exchanges).values(**values, question=question, answer=said, state="sending")
            )
            if line:
                log_line(connection, line)
            number = first_key(made)
            if answer:
                _go_on(connection, chat_id, user_id, str(answer["conversation_id"]))
        return Exchange(number, update_id, chat_id, user_id, message_id, question, answer, "sending")

    def exchange(self, number: int) -> Exchange | None:
        """The exchange that a button names."""
        return self._exchange(tables.exchanges.c.id == number)

    def exchange_of_update(self, update_id: int) -> Exchange | None:
        """The exchange that an update began."""
        return self._exchange(tables.exchanges.c.update_id == update_id)

    def exchange_about(self, chat_id: int, message_id: int) -> Exchange | None:
        """The newest exchange whose question stands in this message."""
        columns = tables.exchanges.c
        return self._exchange((columns.chat_id == chat_id) & (columns.message_id == message_id))

    def exchange_shown_in(self, chat_id: int, message_id: int) -> tuple[Exchange, str] | None:
        """The exchange that a message of the bot belongs to, and the message's purpose: "answer" or "reason"."""
        columns = tables.messages.c
        mine = (columns.chat_id == chat_id) & (columns.message_id == message_id)
        with spoken_errors(), self._engine.connect() as connection:
            row = connection.execute(select(columns.exchange_id, columns.purpose).where(mine)).first()
        found = self.exchange(row[0]) if row else None
        return (found, row[1]) if row and found else None

    def set_answer(self, number: int, question: str, answer: dict[str, Any] | None, line: Asked | None = None) -> None:
        """Another answer for an exchange: its question was edited, or asked again after a failure."""
        said = json.dumps(answer, ensure_ascii=False) if answer else ""
        values = {"question": question, "answer": said, "state": "sending"}
        with spoken_errors(), self._engine.begin() as connection:
            connection.execute(update(tables.exchanges).where(tables.exchanges.c.id == number).values(values))
            if line:
                log_line(connection, line)

    def set_state(self, number: int, state: str) -> None:
        """How far the sending of an answer has come."""
        self._write(update(tables.exchanges).where(tables.exchanges.c.id == number).values(state=state))

    def shown(self, number: int, message_ids: Sequence[int], chat_id: int, update_id: int | None = None) -> None:
        """The answer has arrived, in these messages instead of any earlier ones; that finishes its update."""
        columns = tables.messages.c
        with spoken_errors(), self._engine.begin() as connection:
            old = (columns.exchange_id == number) & (columns.purpose == "answer")
            connection.execute(delete(tables.messages).where(old))
            for message_id in message_ids:
                values = {"chat_id": chat_id, "message_id": message_id, "exchange_id": number, "purpose": "answer"}
                connection.execute(insert(tables.messages).values(values))
            connection.execute(update(tables.exchanges).where(tables.exchanges.c.id == number).values(state="sent"))
            if update_id is not None and connection.execute(_done(update_id)).rowcount:
                self._finished.add(update_id)

    def prompted(self, number: int, chat_id: int, message_id: int) -> None:
        """A reply to this message gives the reason for a thumb down."""
        values = {"chat_id": chat_id, "message_id": message_id, "exchange_id": number, "purpose": "reason"}
        self._write(insert(tables.messages).values(values))

    def messages_of(self, number: int) -> list[int]:
        """The messages that show an answer, in order."""
        columns = tables.messages.c
        mine = (columns.exchange_id == number) & (columns.purpose == "answer")
        with spoken_errors(), self._engine.connect() as connection:
            found = connection.execute(select(columns.message_id).where(mine).order_by(columns.message_id))
            return list(found.scalars())

    # --- reading and writing --------------------------------------------------------------------

    def _write(self, statement: Any) -> None:
        with spoken_errors(), self._engine.begin() as connection:
            connection.execute(statement)

    def _exchange(self, which: Any) -> Exchange | None:
        query = select(tables.exchanges).where(which).order_by(tables.exchanges.c.id.desc()).limit(1)
        with spoken_errors(), self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        number, update_id, chat_id, user_id, message_id, question, answer, state = row
        said = json.loads(answer) if answer else None
        return Exchange(number, update_id, chat_id, user_id, message_id, question, said, state)


def _done(update_id: int) -> Update:
    columns = tables.updates.c
    waiting = (columns.update_id == update_id) & (columns.state == "waiting")
    return update(tables.updates).where(waiting).values(state="done", payload="", claimed_at=now())


def _go_on(connection: Connection, chat_id: int, user_id: int, conversation_id: str) -> None:
    columns = tables.chats.c
    connection.execute(delete(tables.chats).where((columns.chat_id == chat_id) & (columns.user_id == user_id)))
    values = {"chat_id": chat_id, "user_id": user_id, "conversation_id": conversation_id}
    connection.execute(insert(tables.chats).values(values))


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
