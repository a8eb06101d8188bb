"""Conversations and feedback, kept beside the catalogue in the same database; append-only but for forgetting.

A conversation belongs to who began it: another caller who knows its id finds nothing there.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, bindparam, delete, func, insert, select

from ingest import schema
from ingest.catalogue_errors import spoken_errors
from ingest.stored import now

LOCAL_OWNER = "local"
"""Whose conversations are on the machine itself: the command line's and the bot's."""


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A question of a conversation as it was asked and understood, and its answer in the JSON contract.

    `owner` is who asked (bots/access.py: Caller.id), `outcome` the answer's.
    """

    conversation_id: str
    answer_id: str
    asked: str
    standalone: str
    answer: dict[str, Any]
    at: str = ""
    owner: str = LOCAL_OWNER
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that found no answer: as it was last asked, how often, when last."""

    question: str
    outcome: str
    at: str
    count: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person thought of an answer: `thumb` 1 or -1, why, and what it should have been."""

    answer_id: str
    thumb: int
    reason: str = ""
    corrected: str = ""
    at: str = ""


class Talks:
    """Reached as `Catalogue.talks`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add_turn(self, turn: StoredTurn) -> None:
        """Appends a turn to its conversation, which begins with its first turn."""
        values = {
            "answer_id": turn.answer_id,
            "conversation_id": turn.conversation_id,
            "conversation": turn.conversation_id,
            "asked": turn.asked,
            "standalone": turn.standalone,
            "answer": json.dumps(turn.answer, ensure_ascii=False),
            "at": turn.at or now(),
            "owner": turn.owner,
            "outcome": turn.outcome,
        }
        with spoken_errors(), self._engine.begin() as connection:
            connection.execute(_ADD_TURN, values)

    def turns(self, conversation_id: str, last: int | None = None, owner: str = LOCAL_OWNER) -> tuple[StoredTurn, ...]:
        """The turns of somebody's conversation, oldest first; only the `last` ones where given."""
        query = _TURN.where(*_whose(conversation_id, owner)).order_by(schema.turns.c.position.desc())
        return self._turns(query.limit(last) if last is not None else query)[::-1]

    def answered(self, answer_id: str) -> StoredTurn | None:
        """The turn with this answer."""
        found = self._turns(_TURN.where(schema.turns.c.answer_id == answer_id))
        return found[0] if found else None

    def forget_conversation(self, conversation_id: str, owner: str = LOCAL_OWNER) -> None:
        """Deletes somebody's conversation with the feedback on its answers: a person may ask for that."""
        whose = _whose(conversation_id, owner)
        answers = select(schema.turns.c.answer_id).where(*whose)
        with spoken_errors(), self._engine.begin() as connection:
            connection.execute(delete(schema.feedback).where(schema.feedback.c.answer_id.in_(answers)))
            connection.execute(delete(schema.turns).where(*whose))

    def unanswered(self, outcomes: Collection[str], limit: int) -> tuple[Unanswered, ...]:
        """The questions with one of these outcomes, asked last first; the same words with the same outcome are one."""
        columns = schema.turns.c
        last = func.max(columns.at)
        query = select(columns.asked, columns.outcome, last, func.count()).where(columns.outcome.in_(list(outcomes)))
        query = query.group_by(columns.asked, columns.outcome).order_by(last.desc()).limit(limit)
        with spoken_errors(), self._engine.connect() as connection:
            return tuple(Unanswered(*row) for row in connection.execute(query))

    def add_feedback(self, feedback: Feedback) -> None:
        with spoken_errors(), self._engine.begin() as connection:
            connection.execute(
                insert(schema.feedback).values(
                    answer_id=feedback.answer_id,
                    thumb=feedback.thumb,
                    reason=feedback.reason,
                    corrected=feedback.corrected,
                    at=feedback.at or now(),
                )
            )

    def feedback(self, answer_id: str = "") -> tuple[Feedback, ...]:
        """All feedback, oldest first; only that on one answer where given."""
        columns = schema.feedback.c
        query = select(columns.answer_id, columns.thumb, columns.reason, columns.corrected, columns.at)
        query = query.where(columns.answer_id == answer_id) if answer_id else query
        with spoken_errors(), self._engine.connect() as connection:
            return tuple(Feedback(*row) for row in connection.execute(query.order_by(columns.id)))

    def _turns(self, query: Select[Any]) -> tuple[StoredTurn, ...]:
        with spoken_errors(), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return tuple(StoredTurn(**{**row._mapping, "answer": json.loads(row.answer)}) for row in rows)


def _whose(conversation_id: str, owner: str) -> tuple[ColumnElement[bool], ...]:
    return (schema.turns.c.conversation_id == conversation_id, schema.turns.c.owner == owner)


# Made once: putting a statement together costs as much as running it.
_NEXT = select(func.coalesce(func.max(schema.turns.c.position), -1) + 1).where(
    schema.turns.c.conversation_id == bindparam("conversation")
)
_ADD_TURN = insert(schema.turns).values(position=_NEXT.scalar_subquery())
_TURN = select(
    *[
        schema.turns.c[name]
        for name in ("conversation_id", "answer_id", "asked", "standalone", "answer", "at", "owner", "outcome")
    ]
)
