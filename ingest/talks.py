"""Conversations and feedback, kept beside the catalogue in the same database; append-only but for forgetting."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Select, delete, func, insert, select

from ingest import schema
from ingest.schema import spoken_errors
from ingest.stored import now


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A question of a conversation as it was asked and understood, and its answer in the JSON contract."""

    conversation_id: str
    answer_id: str
    asked: str
    standalone: str
    answer: dict[str, Any]
    at: str = ""


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
        columns = schema.turns.c
        with spoken_errors(), self._engine.begin() as connection:
            last = select(func.coalesce(func.max(columns.position), -1)).where(
                columns.conversation_id == turn.conversation_id
            )
            connection.execute(
                insert(schema.turns).values(
                    answer_id=turn.answer_id,
                    conversation_id=turn.conversation_id,
                    position=last.scalar_subquery() + 1,
                    asked=turn.asked,
                    standalone=turn.standalone,
                    answer=json.dumps(turn.answer, ensure_ascii=False),
                    at=turn.at or now(),
                )
            )

    def turns(self, conversation_id: str, last: int | None = None) -> tuple[StoredTurn, ...]:
        """The turns of a conversation, oldest first; only the `last` ones where given."""
        columns = schema.turns.c
        query = _TURN.where(columns.conversation_id == conversation_id).order_by(columns.position.desc())
        return self._turns(query.limit(last) if last is not None else query)[::-1]

    def answered(self, answer_id: str) -> StoredTurn | None:
        """The turn with this answer."""
        found = self._turns(_TURN.where(schema.turns.c.answer_id == answer_id))
        return found[0] if found else None

    def forget_conversation(self, conversation_id: str) -> None:
        """Deletes a conversation with the feedback on its answers: a person may ask for that."""
        columns = schema.turns.c
        answers = select(columns.answer_id).where(columns.conversation_id == conversation_id)
        with spoken_errors(), self._engine.begin() as connection:
            connection.execute(delete(schema.feedback).where(schema.feedback.c.answer_id.in_(answers)))
            connection.execute(delete(schema.turns).where(columns.conversation_id == conversation_id))

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
        return tuple(StoredTurn(row[0], row[1], row[2], row[3], json.loads(row[4]), row[5]) for row in rows)


_TURN = select(
    *[schema.turns.c[name] for name in ("conversation_id", "answer_id", "asked", "standalone", "answer", "at")]
)
