"""Rows chosen of a table, and what of the question the table and the cells that chose them do not say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.records import Document
from rag.reading.grid import Grid, Row
from rag.reading.match import grams
from rag.reading.zones import name_of
from rag.records import Question
from rag.refusing.lacking import unsaid
from rag.tables.amounts import Amounts
from rag.tables.asked import Wish
from rag.tables.leaders import Leaders

_ELSEWHERE = 0.2
"""What stands against a table of another document than those that a question hints at."""
_LIMIT = re.compile(
    r"(?:\b(?:dưới|trên|hơn|quá|vượt|từ|đến|tới|chưa|không|được|đạt|bằng|tròn)\s+)+\d[\d.,]*", re.IGNORECASE
)
"""A limit in figures, which the numbers of a column answer."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows of a table in order, what a question calls them (`noun`), why they were chosen (`why`, words of the table)
    and the columns that say so; `sure` where these leave no doubt that the table is meant, `unsaid` the share of the
    question that it does not say; `amounts` where the rows were compared by a column, `blank` those without a number
    there; `leaders` where bodies were compared by their rows."""

    grid: Grid
    document: Document
    rows: tuple[Row, ...]
    noun: str
    why: tuple[str, ...]
    columns: tuple[int, ...]
    wish: Wish
    unsaid: float
    amounts: Amounts | None = None
    blank: tuple[Row, ...] = ()
    leaders: Leaders | None = None
    sure: bool = True


def narrowed(made: Chosen, rows: Sequence[Row], why: str, columns: Sequence[int]) -> Chosen:
    """The choice without the rows that a further reason leaves out; why, and the columns that say so, added."""
    kept = {r.statement.id for r in rows}
    rows = tuple(r for r in made.rows if r.statement.id in kept)
    return replace(made, rows=rows, why=(*made.why, why), columns=tuple(dict.fromkeys((*made.columns, *columns))))


def accounted(question: Question, made: Chosen, said: Sequence[str]) -> Chosen:
    """The choice with the share of the question that the table and the cells that chose do not say."""
    first = made.rows[0].statement if made.rows else made.grid.rows[0].statement
    above = first.path if not made.rows or not made.rows[0].bands else first.path[: -len(made.rows[0].bands)]
    texts = (
        first.lead,
        *above,
        name_of(made.document),
        made.document.issuer,
        made.document.place,
        *made.grid.headers.values(),
        made.grid.intro,
        *made.why,
        *said,
    )
    question = replace(question, content=_LIMIT.sub(" | ", question.content))
    beside = _ELSEWHERE if question.documents and made.document.id not in question.documents else 0.0
    return replace(made, unsaid=beside + unsaid(question, [grams(text) for text in texts if text]))
