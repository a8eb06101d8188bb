"""The rows of a table that a question asks for: of the tables that come near, of the one that leaves least unsaid."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.records import Document
from ingest.vietnamese.abbreviations import normal_words
from rag.library import Library
from rag.reading.grid import Grid
from rag.reading.slots import OTHER, agrees, periods_in
from rag.records import Evidence, Question
from rag.refusing.lacking import telling
from rag.tables.asked import Wish, called, holds, of_levels, wish
from rag.tables.blank import blank
from rag.tables.by_amount import RANKS, by_amount, by_number
from rag.tables.choice import Chosen, accounted, narrowed
from rag.tables.due import due
from rag.tables.ends import stated
from rag.tables.leaders import leading
from rag.tables.numbered import is_one_of, numbers_named
from rag.tables.prose import in_prose, set_of
from rag.tables.soonest import soonest
from rag.tables.state import in_state, judged, of_band
from rag.tables.suits import elsewhere, of_time, told_in_prose
from rag.tables.who import named_bodies, of_body
from rag.tables.whole import every_row

UNSAID, _CLOSE = 0.3, 0.15
"""The share of what a question tells that a table and the cells that chose its rows may leave unsaid; less where only
the band that they stand under chose them, or a body whose part in them is not said."""
_NEAR = 6
"""How many tables are looked at: those whose rows are found first."""
_FIRST = 6
"""How many of the statements found first tell whose tables are looked at where the question hints at no document."""
_PROSE = 24
"""How many of the statements found first are looked at for the sets in prose that they are part of."""
_MARGIN = 0.05
_OTHER = 0.02
"""What is against a table whose rows go by another name than they are asked for, of two that leave as much unsaid."""
_TABLE = re.compile(r"\b(?:phụ lục|bảng|biểu|danh mục|mấy|bao nhiêu)\b", re.IGNORECASE)
_HEADING = 80
_COUNTING = "gồm bao gồm có tất cả tổng cộng cả thảy số lượng"
"""Words of counting, which the number of rows answers."""
_DUE = "thời hạn hoàn thành xong trước sau trong phải cần làm đến hạn tới hạn sớm muộn gấp nộp trình"
_GIVEN = "cơ quan đơn vị sở ngành phòng bên chủ trì phụ trách đầu mối theo dõi phối hợp làm lo nhận giao phân công hơn"
"""Words of giving somebody something to do, which the column of those who lead answers."""
_LISTED = "kèm cùng mỗi từng số bao nhiêu gồm có chia ra thành liệt kê kể tên danh sách số tiền số liệu"
"""Words of listing."""
_DAYS = "ghi rõ nêu rõ cụ thể xác định ngày tháng năm mốc mới"
"""Words of being due, which a deadline answers, and of the day that it names."""


def chosen(question: Question, evidence: Sequence[Evidence], library: Library) -> tuple[Chosen, ...]:
    """The rows that a question asks for, of one table; of several where it names none of their documents and they are
    chosen by who leads them or when they are due. None when it asks for no rows, or no table near it holds such."""
    wanted = wish(question)
    if wanted is None:
        return ()
    found: list[Chosen] = []
    for document, grid in (*_tables(question, evidence, library), *_laid_out(question, wanted, evidence, library)):
        choice = _choose(question, wanted, grid, document, library)
        if choice and choice.unsaid < (UNSAID if choice.sure else _CLOSE):
            found.append(choice)
    if not found:
        return ()
    best = min(found, key=lambda c: _against(c, question))
    alike = [c for c in found if c is best or _alike(c, best, question)]
    return tuple(alike)


def _against(choice: Chosen, question: Question) -> float:
    """What speaks against a table: what it leaves unsaid, that no document of it is named, that its rows are called
    something else."""
    header = normal_words(choice.grid.headers[choice.grid.named])
    other = (
        normal_words(choice.noun)[:2] != header[:2]
        and normal_words(choice.noun)[:1] != normal_words(choice.rows[0].label)[:1]
    )
    return choice.unsaid - (_MARGIN if choice.document.id in question.documents else 0.0) + _OTHER * other


def _alike(choice: Chosen, best: Chosen, question: Question) -> bool:
    """Whether rows of another table are asked for as much: tasks of the same body, none of whose documents is named."""
    tasks = [set(c.columns) <= set(c.grid.of("leads", "helps", "deadline")) and not c.leaders for c in (choice, best)]
    return all(tasks) and not question.documents and not best.wish.end and choice.unsaid <= best.unsaid + _MARGIN


def _tables(question: Question, evidence: Sequence[Evidence], library: Library) -> Iterator[tuple[Document, Grid]]:
    """The tables whose rows were found, then those of the documents that the question hints at, or were found first."""
    seen: dict[tuple[str, int], None] = {}
    for piece in evidence:
        s = piece.statement
        if s.table is not None and not (question.strict and s.document_id not in question.documents):
            seen[s.document_id, s.table] = None
    first = dict.fromkeys(piece.document.id for piece in evidence[:_FIRST])
    if question.periods:  # those that are of the time asked come first
        first = dict.fromkeys(sorted(first, key=lambda d: not _of_its_time(question, library.documents[d])))
    hinted = dict.fromkeys((d, t) for d in (question.documents or tuple(first))[:2] for t in library.tables(d))
    for document_id, number in (*list(seen)[:_NEAR], *(at for at in hinted if at not in list(seen)[:_NEAR])):
        grid = library.grid(document_id, number)
        if grid is not None:
            yield library.documents[document_id], grid


def _of_its_time(question: Question, document: Document) -> bool:
    """Whether a document is of the time that a question names."""
    own = document.period
    return own is not None and any(agrees(p, own) > OTHER for p in question.periods)


def _laid_out(
    question: Question, wanted: Wish, evidence: Sequence[Evidence], library: Library
) -> Iterator[tuple[Document, Grid]]:
    """The sets in prose that what was found first is part of, where their numbers choose among their members."""
    if not (by_number(question.text) or wanted.end) or not telling(question):
        return
    seen: set[tuple[str, ...]] = set()
    for piece in evidence[:_PROSE]:
        s = piece.statement
        if set_of(s) not in seen and not (question.strict and s.document_id not in question.documents):
            seen.add(set_of(s))
            yield from ((piece.document, grid) for grid in in_prose(s, library))


def _choose(question: Question, wanted: Wish, grid: Grid, document: Document, library: Library) -> Chosen | None:
    """The rows of one table that a question asks for; None when nothing in the question chooses among them."""
    if not of_time(question, grid, document):
        return None
    leaders = leading(question, wanted, grid)
    if leaders is not None:
        own = tuple({row.statement.id: row for _, rows in leaders.bodies for row in rows}.values())
        made = Chosen(grid, document, own, leaders.noun, (), (leaders.column,), wanted, 1.0, leaders=leaders)
        named = (name for name, _ in leaders.bodies) if leaders.told else ()
        return accounted(
            question, replace(made, sure=bool(leaders.told)), (RANKS, leaders.noun, _GIVEN, leaders.band, *named)
        )
    rows, noun = called(grid, wanted)
    numbers, at = numbers_named(question.text), (grid.named, min(grid.headers))
    rows = tuple(r for r in rows if any(is_one_of(r.cells.get(c, ""), numbers) for c in at)) or rows
    rows = of_levels(question, noun, rows)
    if not rows:
        return None
    made = Chosen(grid, document, rows, noun, (), (), wanted, 1.0)
    said: list[str] = [noun, _COUNTING if wanted.counts else "", "ngành lĩnh vực mảng phía"]
    year = (
        (document.period.end if document.period else document.issued or question.periods[0].end).year
        if (document.period or document.issued or question.periods)
        else 0
    )
    body = of_body(question, wanted.tokens, grid, rows)
    if body is not None and told_in_prose(question, body, document, library):
        return None
    bodies = [b for b in named_bodies(question) if not elsewhere(b, grid, document)]
    if body is not None:
        bodies = [b for b in bodies if not holds(normal_words(body.name), b) and not holds(b, normal_words(body.name))]
        made = narrowed(made, body.rows, body.name, body.columns)
        said.append(body.name)
    if bodies:
        return None
    band = of_band(question, wanted, grid, made.rows)
    if band is not None:
        made = narrowed(made, band.rows, band.said, ())
        said += [band.said, "thuộc nằm trong nhóm khối phần mảng"]
    empty = blank(question, grid, made.rows)
    undated = empty is not None and set(empty.columns) <= set(grid.of("deadline"))
    dated = (
        due(question.text, grid, made.rows, year) if year and not undated and not _own_time(question, grid) else None
    )
    if dated is not None:
        made = narrowed(made, dated, grid.headers[grid.of("deadline")[0]], grid.of("deadline"))
        said += [_DUE, _DAYS]
    end = soonest(question.text, grid, made.rows, year) if year and dated is None else None
    if end is not None:
        made = narrowed(made, end.rows, f"{grid.headers[end.column]} {end.told}", (end.column,))
        said.append(f"{_DUE} {end.told}")
    if empty is not None:
        made = narrowed(made, empty.rows, empty.said, ())
        said.append(f"{empty.said} để trống bỏ trống ô cột chưa không ghi nêu điền")
    verdict = judged(wanted, grid, made.rows)
    timed = dated is not None or end is not None
    if verdict is not None:
        made = narrowed(made, verdict.rows, verdict.said, verdict.columns)
        said.append(f"{verdict.said} kế hoạch chỉ tiêu mục tiêu hoàn thành")
    elif end is None:
        made = by_amount(question, made, library, said)
    if verdict is None and made.amounts is None and empty is None and not timed and made.rows:
        state = in_state(wanted, grid, made.rows)
        if state is not None:
            made = narrowed(made, state.rows, state.said, state.columns)
            said += [state.said]
    every = every_row(question, made, library) if not made.why and made.rows == rows else None
    if every is not None:
        return accounted(question, every, (*said, _LISTED))
    if not made.why and wanted.counts and document.id in question.documents and len(rows) == len(grid.data):
        return accounted(question, replace(made, sure=False), said)
    if not made.why or not made.rows:
        return None
    said_to_be = stated(question.text, noun) if made.amounts is None else 0
    if said_to_be > 1 and said_to_be != len(made.rows):
        return None
    if not made.columns or (body is not None and not body.part_said and made.columns == body.columns):
        made = replace(made, sure=False)
    return accounted(question, made, said)


def _own_time(question: Question, grid: Grid) -> bool:
    """Whether the time that a question names is that of the whole table: "nhiệm vụ trọng tâm quý IV"."""
    first = grid.rows[0].statement
    own = periods_in(" . ".join((first.lead, *first.path)))
    months = {(mine.kind, mine.start.month, mine.end.month) for mine in own if mine.kind != "year"}
    return any((p.kind, p.start.month, p.end.month) in months for p in question.periods)
