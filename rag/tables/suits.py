"""Whether a table is of what a question names: of its time, of its bodies; or prose under a heading is."""

import re
from collections.abc import Sequence

from ingest.records import Document
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.fold import fold
from rag.library import Library
from rag.reading.grid import Grid, bare
from rag.reading.slots import OTHER, agrees, periods_in
from rag.reading.zones import name_of
from rag.reckoning.duties import ASKS
from rag.records import Question
from rag.tables.asked import holds
from rag.tables.who import Body

_TABLE = re.compile(r"\b(?:phụ lục|bảng|biểu|danh mục|mấy|bao nhiêu)\b", re.IGNORECASE)
_HEADING = 80
_THIS = 1
"""The year of a time that is not said (see calendar.py)."""


def of_time(question: Question, grid: Grid, document: Document) -> bool:
    """Whether the years that a question names are those of the table: of its heads, its title or its document."""
    if not question.periods:
        return True
    first = grid.rows[0].statement
    around = " . ".join((*grid.headers.values(), first.lead, *first.path, name_of(document)))
    own = [*periods_in(around), *((document.period,) if document.period else ())]
    years = {y for p in own for y in range(p.start.year, p.end.year + 1)}
    deadlines = grid.of("deadline")
    years |= {p.end.year for r in grid.data for c in deadlines for p in periods_in(r.cells.get(c, ""))}
    return all(
        p.end.year == _THIS or not years or p.end.year in years or any(agrees(p, mine) > OTHER for mine in own)
        for p in question.periods
    )


def elsewhere(body: Sequence[str], grid: Grid, document: Document) -> bool:
    """Whether a body that a question names is whom the table is of, not one that chooses among its rows."""
    first = grid.rows[0].statement
    around = " . ".join(
        (document.issuer, document.place, name_of(document), document.id.replace("-", " "), first.lead, *first.path[:2])
    )
    core = [fold(w) for w in body if w not in ("tỉnh", "ubnd", "xã", "phường")]
    return bool(core) and holds([fold(w) for w in normal_words(around)], core)


def told_in_prose(question: Question, body: Body, document: Document, library: Library) -> bool:
    """Whether what a body has to do stands under its own heading, and no table nor part in it is asked for."""
    if body.part_said or _TABLE.search(question.text) or not ASKS.search(question.text):
        return False
    own = (s.text for s in library.in_order(document.id) if s.kind in ("heading", "item") and len(s.text) < _HEADING)
    return any(normal_words(bare(text)) == normal_words(body.name) for text in own)
