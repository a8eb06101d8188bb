"""The rows of a table that a question asks for: of the tables that come near, of the one that leaves least unsaid."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.records import Document
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.fold import fold
from rag.library import Library
from rag.reading.grid import Grid, Row, bare
from rag.reading.match import grams
from rag.reading.slots import OTHER, agrees, periods_in
from rag.reading.zones import name_of
from rag.records import Evidence, Question
from rag.refusing.lacking import unsaid
from rag.tables.amounts import CHANGE, Amounts, at_top, beyond, column, of_ratio, ranked, unknown
from rag.tables.asked import Wish, called, holds, wish
from rag.tables.due import due
from rag.tables.ends import stated
from rag.tables.leaders import Leaders, leading
from rag.tables.limits import limit
from rag.tables.numbered import is_one_of, numbers_named
from rag.tables.pairs import moved
from rag.tables.state import blank, in_state, of_band
from rag.tables.who import Body, named_bodies, of_body

UNSAID, _CLOSE = 0.3, 0.15
"""The share of what a question tells that a table and the cells that chose its rows may leave unsaid; less where only
the band that they stand under chose them, or a body whose part in them is not said."""
_TABLES = 6
"""How many tables are looked at: those whose rows are found first."""
_MARGIN = 0.05
_ELSEWHERE = 0.2
"""What stands against a table of another document than those that a question hints at."""
_RANKS = (
    "cao thấp lớn nhỏ nhiều ít tốt kém nhanh chậm mạnh yếu nhất cao nhất thấp nhất nhiều nhất ít nhất lớn nhất đứng đầu"
    " đội sổ cuối bảng top dẫn đầu tăng giảm hụt vượt dưới trên từ trở lên trở xuống hơn thấp hơn cao hơn không đạt"
    " chưa đạt hoàn thành hay gặp thường gặp tổng cộng lại gộp cả thảy"
)
"""Words of comparing, which a column of numbers answers."""
_MONEY = "tiền kinh phí chi phí tốn tốn kém ngốn đắt vốn"
_TABLE = re.compile(r"\b(?:phụ lục|bảng|biểu|danh mục|mấy|bao nhiêu)\b", re.IGNORECASE)
_HEADING = 80
_THIS = 1
"""The year of a time that is not said (see calendar.py)."""


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


def chosen(question: Question, evidence: Sequence[Evidence], library: Library) -> tuple[Chosen, ...]:
    """The rows that a question asks for, of one table; of several where it names none of their documents and they are
    chosen by who leads them or when they are due. None when it asks for no rows, or no table near it holds such."""
    wanted = wish(question)
    if wanted is None:
        return ()
    found: list[Chosen] = []
    for document, number in _near(question, evidence, library):
        grid = library.grid(document.id, number)
        choice = _choose(question, wanted, grid, document, library) if grid else None
        if choice and choice.unsaid < (UNSAID if choice.sure else _CLOSE):
            found.append(choice)
    if not found:
        return ()
    best = min(found, key=lambda c: c.unsaid - (_MARGIN if c.document.id in question.documents else 0.0))
    alike = [c for c in found if c is best or _alike(c, best, question)]
    return tuple(alike)


def _alike(choice: Chosen, best: Chosen, question: Question) -> bool:
    """Whether rows of another table are asked for as much: tasks of the same body, none of whose documents is named."""
    tasks = [set(c.columns) <= set(c.grid.of("leads", "helps", "deadline")) and not c.leaders for c in (choice, best)]
    return all(tasks) and not question.documents and not best.wish.end and choice.unsaid <= best.unsaid + _MARGIN


def _near(question: Question, evidence: Sequence[Evidence], library: Library) -> Iterator[tuple[Document, int]]:
    """The tables whose rows were found, then those of the documents that the question hints at."""
    seen: dict[tuple[str, int], None] = {}
    for piece in evidence:
        s = piece.statement
        if s.table is not None and not (question.strict and s.document_id not in question.documents):
            seen[s.document_id, s.table] = None
    hinted = dict.fromkeys((d, t) for d in question.documents[:2] for t in library.tables(d))
    for document_id, number in (*list(seen)[:_TABLES], *(key for key in hinted if key not in list(seen)[:_TABLES])):
        yield library.documents[document_id], number


def _choose(question: Question, wanted: Wish, grid: Grid, document: Document, library: Library) -> Chosen | None:
    """The rows of one table that a question asks for; None when nothing in the question chooses among them."""
    if not _of_time(question, grid, document):
        return None
    leaders = leading(question, wanted, grid) if wanted.end else None
    if leaders is not None:
        own = tuple(row for _, rows in leaders.bodies for row in rows)
        made = Chosen(grid, document, own, leaders.noun, (), (leaders.column,), wanted, 1.0, leaders=leaders)
        return _accounted(question, made, (_RANKS, leaders.noun))
    rows, noun = called(grid, wanted)
    numbers = numbers_named(question.text)
    at = (grid.named, min(grid.headers))
    rows = tuple(r for r in rows if any(is_one_of(r.cells.get(c, ""), numbers) for c in at)) or rows
    if not rows:
        return None
    made = Chosen(grid, document, rows, noun, (), (), wanted, 1.0)
    said: list[str] = [noun]
    year = (
        (document.period.end if document.period else document.issued or question.periods[0].end).year
        if (document.period or document.issued or question.periods)
        else 0
    )
    body = of_body(question, wanted.tokens, grid, rows)
    if body is not None and _told_in_prose(question, body, document, library):
        return None
    bodies = [b for b in named_bodies(question) if not _elsewhere(b, grid, document)]
    if body is not None:
        bodies = [b for b in bodies if not holds(normal_words(body.name), b) and not holds(b, normal_words(body.name))]
        made = _narrowed(made, body.rows, body.name, body.columns)
        said.append(body.name)
    if bodies:
        return None
    band = of_band(question, wanted, grid, made.rows)
    if band is not None:
        made = _narrowed(made, band.rows, band.said, ())
        said.append(band.said)
    dated = due(question.text, grid, made.rows, year) if year else None
    if dated is not None:
        made = _narrowed(made, dated, grid.headers[grid.of("deadline")[0]], grid.of("deadline"))
        said.append("thời hạn hoàn thành xong trước sau trong phải")
    empty = blank(question, grid, made.rows)
    if empty is not None:
        made = _narrowed(made, empty.rows, empty.said, ())
        said.append(f"{empty.said} để trống")
    pair = moved(question, grid, made.rows, library.rarity)
    if pair is not None:
        made = _narrowed(made, pair.rows, " ".join(grid.headers[c] for c in pair.columns), pair.columns)
        said.append(_RANKS + " so với năm ngoái năm trước cùng kỳ năm nay")
    else:
        made = _by_amount(question, made, library, said)
    if pair is None and made.amounts is None and empty is None and dated is None:
        state = in_state(wanted, grid, made.rows)
        if state is not None:
            made = _narrowed(made, state.rows, state.said, state.columns)
            said += [state.said]
    if not made.why and wanted.counts and document.id in question.documents and len(rows) == len(grid.data):
        return _accounted(question, replace(made, sure=False), said)
    if not made.why or not made.rows:
        return None
    said_to_be = stated(question.text, noun) if made.amounts is None else 0
    if said_to_be > 1 and said_to_be != len(made.rows):
        return None
    if not made.columns or (body is not None and not body.part_said and made.columns == body.columns):
        made = replace(made, sure=False)
    return _accounted(question, made, said)


def _told_in_prose(question: Question, body: Body, document: Document, library: Library) -> bool:
    """Whether what a body has to do stands under its own heading, and no table nor part in it is asked for."""
    if body.part_said or _TABLE.search(question.text):
        return False
    own = (s.text for s in library.in_order(document.id) if s.kind in ("heading", "item") and len(s.text) < _HEADING)
    return any(normal_words(bare(text)) == normal_words(body.name) for text in own)


def _narrowed(made: Chosen, rows: Sequence[Row], why: str, columns: Sequence[int]) -> Chosen:
    kept = {r.statement.id for r in rows}
    rows = tuple(r for r in made.rows if r.statement.id in kept)
    return replace(made, rows=rows, why=(*made.why, why), columns=tuple(dict.fromkeys((*made.columns, *columns))))


def _by_amount(question: Question, made: Chosen, library: Library, said: list[str]) -> Chosen:
    """The rows beyond the limit that the question sets, or the extreme ones."""
    wanted = limit(question)
    if made.wish.end and wanted is not None and wanted.head is not None:
        wanted = None
    sums = made.wish.sums and wanted is None
    if (wanted is None and made.wish.end is None and not sums) or not made.rows:
        return made
    amounts = column(question, made.grid, made.rows, library.rarity, wanted)
    if amounts is None or (made.wish.end and made.wish.end.moved and not CHANGE.search(amounts.header)):
        return replace(made, rows=())
    if sums:
        rows = made.rows if len(made.rows) < len(made.grid.data) else ()
    elif wanted is not None:
        rows = beyond(amounts, made.rows, of_ratio(amounts, wanted))
    else:
        most = made.wish.end is None or at_top(amounts, made.wish.end)
        rows = ranked(amounts, made.rows, most, made.wish.top)
    empty = unknown(amounts, made.rows)
    said += [amounts.header, _RANKS, _MONEY if "đồng" in amounts.unit else ""]
    made = replace(_narrowed(made, rows, amounts.header, (amounts.column,)), amounts=amounts, blank=empty)
    return replace(made, rows=rows)


def _accounted(question: Question, made: Chosen, said: Sequence[str]) -> Chosen:
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
        *made.why,
        *said,
    )
    beside = _ELSEWHERE if question.documents and made.document.id not in question.documents else 0.0
    return replace(made, unsaid=beside + unsaid(question, [grams(text) for text in texts if text]))


def _of_time(question: Question, grid: Grid, document: Document) -> bool:
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


def _elsewhere(body: Sequence[str], grid: Grid, document: Document) -> bool:
    """Whether a body that a question names is whom the table is of, not one that chooses among its rows."""
    first = grid.rows[0].statement
    around = " . ".join(
        (document.issuer, document.place, name_of(document), document.id.replace("-", " "), first.lead, *first.path[:2])
    )
    core = [fold(w) for w in body if w not in ("tỉnh", "ubnd", "xã", "phường")]
    return bool(core) and holds([fold(w) for w in normal_words(around)], core)
