"""The rows of a table that a question asks for: of the tables that come near, of the one that leaves least unsaid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.records import Document
from ingest.vietnamese.abbreviations import normal_words
from rag.library import Library
from rag.reading.grid import Grid, Row
from rag.reading.match import grams
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
from rag.tables.suits import elsewhere, of_time, told_in_prose
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
_DUE = "thời hạn hoàn thành xong trước sau trong phải"
_EARLIER = "so với năm ngoái năm trước cùng kỳ năm nay"
_MONEY = "tiền kinh phí chi phí tốn tốn kém ngốn đắt vốn"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows of a table in order, what a question calls them (`noun`), why they were chosen (`why`, words of the table)
    and the columns that say so; `sure` where these leave no doubt that the table is meant, `unsaid` the share of the
    question that it does not say; `amounts` where the rows were compared by a column, `blank` those without a number
    there; `leaders` where bodies were compared by their rows; `said` what of the question the choice answers to."""

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
    said: tuple[str, ...] = ()


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
    if not of_time(question, grid, document):
        return None
    leaders = leading(question, wanted, grid) if wanted.end else None
    if leaders is not None:
        own = tuple(row for _, rows in leaders.bodies for row in rows)
        made = Chosen(grid, document, own, leaders.noun, (), (leaders.column,), wanted, 1.0, leaders=leaders)
        return _accounted(question, replace(made, said=(_RANKS, leaders.noun)))
    rows, noun = called(grid, wanted)
    numbers, at = numbers_named(question.text), (grid.named, min(grid.headers))
    rows = tuple(r for r in rows if any(is_one_of(r.cells.get(c, ""), numbers) for c in at)) or rows
    body = of_body(question, wanted.tokens, grid, rows) if rows else None
    if not rows or not _suits(question, body, grid, document, library):
        return None
    made = Chosen(grid, document, rows, noun, (), (), wanted, 1.0, said=(noun,))
    if body is not None:
        made = _narrowed(made, body.rows, body.name, body.columns, body.name)
    made = _by_cells(question, made, library)
    if not made.why and wanted.counts and document.id in question.documents and len(rows) == len(grid.data):
        return _accounted(question, replace(made, sure=False))
    said_to_be = stated(question.text, noun) if made.amounts is None else 0
    if not made.why or not made.rows or (said_to_be > 1 and said_to_be != len(made.rows)):
        return None
    if not made.columns or (body is not None and not body.part_said and made.columns == body.columns):
        made = replace(made, sure=False)
    return _accounted(question, made)


def _suits(question: Question, body: Body | None, grid: Grid, document: Document, library: Library) -> bool:
    """Whether all bodies that a question names are the one that its rows are chosen by or whom the table is of, and no
    prose tells what that one has to do."""
    if body is not None and told_in_prose(question, body, document, library):
        return False
    own = normal_words(body.name) if body is not None else ()
    others = [b for b in named_bodies(question) if not (own and (holds(own, b) or holds(b, own)))]
    return all(elsewhere(b, grid, document) for b in others)


def _by_cells(question: Question, made: Chosen, library: Library) -> Chosen:
    """The rows by what their cells say: their band, deadline, a blank, how they moved, their number or their state."""
    grid, document = made.grid, made.document
    band = of_band(question, made.wish, grid, made.rows)
    if band is not None:
        made = _narrowed(made, band.rows, band.said, (), band.said)
    day = document.period.end if document.period else document.issued
    day = day or (question.periods[0].end if question.periods else None)
    dated = due(question.text, grid, made.rows, day.year) if day else None
    if dated is not None:
        columns = grid.of("deadline")
        made = _narrowed(made, dated, grid.headers[columns[0]], columns, _DUE)
    empty = blank(question, grid, made.rows)
    if empty is not None:
        made = _narrowed(made, empty.rows, empty.said, (), f"{empty.said} để trống")
    pair = moved(question, grid, made.rows, library.rarity)
    if pair is not None:
        why = " ".join(grid.headers[c] for c in pair.columns)
        return _narrowed(made, pair.rows, why, pair.columns, _RANKS, _EARLIER)
    made = _by_amount(question, made, library)
    state = in_state(made.wish, grid, made.rows) if made.amounts is None and empty is None and dated is None else None
    return made if state is None else _narrowed(made, state.rows, state.said, state.columns, state.said)


def _narrowed(made: Chosen, rows: Sequence[Row], why: str, columns: Sequence[int], *said: str) -> Chosen:
    kept = {r.statement.id for r in rows}
    rows = tuple(r for r in made.rows if r.statement.id in kept)
    columns = tuple(dict.fromkeys((*made.columns, *columns)))
    return replace(made, rows=rows, why=(*made.why, why), columns=columns, said=(*made.said, *said))


def _by_amount(question: Question, made: Chosen, library: Library) -> Chosen:
    """The rows beyond the limit that the question sets, the extreme ones, or those that it adds up."""
    wanted, end = limit(question), made.wish.end
    if end and wanted is not None and wanted.head is not None:
        wanted = None
    sums = made.wish.sums and wanted is None
    if (wanted is None and end is None and not sums) or not made.rows:
        return made
    amounts = column(question, made.grid, made.rows, library.rarity, wanted)
    if amounts is None or (end and end.moved and not CHANGE.search(amounts.header)):
        return replace(made, rows=())
    if sums:
        rows = made.rows if len(made.rows) < len(made.grid.data) else ()
    elif wanted is not None:
        rows = beyond(amounts, made.rows, of_ratio(amounts, wanted))
    else:
        rows = ranked(amounts, made.rows, end is None or at_top(amounts, end), made.wish.top)
    said = (amounts.header, _RANKS, _MONEY if "đồng" in amounts.unit else "")
    narrowed = _narrowed(made, rows, amounts.header, (amounts.column,), *said)
    return replace(narrowed, rows=rows, amounts=amounts, blank=unknown(amounts, made.rows))


def _accounted(question: Question, made: Chosen) -> Chosen:
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
        *made.said,
    )
    beside = _ELSEWHERE if question.documents and made.document.id not in question.documents else 0.0
    return replace(made, unsaid=beside + unsaid(question, [grams(text) for text in texts if text]))
