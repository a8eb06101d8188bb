"""A sentence that tells a row of a table of its document otherwise: "số hồ sơ quá hạn là 2.718" over a total of 2.582.

That a sentence tells a row is known by the row's name in full, or by other numbers that both print; what of the row a
number tells, by unit, time, kind and the head of the column.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.audit.passages import finding, half_unit
from ingest.audit.twice import TWICE
from ingest.figure_cells import row_label
from ingest.records import Figure, FigureKind, Finding, Parsed, Statement, Table
from ingest.vietnamese.fold import folded_syllables
from ingest.vietnamese.number_units import unit_kind

_DONE: frozenset[FigureKind] = frozenset(("kết quả", "ước"))
_PLANNED: frozenset[FigureKind] = frozenset(("kế hoạch", "chỉ tiêu"))
_TOTAL = re.compile(r"\W*(?:tổng(?:\s+(?:cộng|số|chung))?|cộng|toàn (?:tỉnh|thành phố)|chung)\W*", re.IGNORECASE)
_EDGE = re.compile(r"[.,;:()\n]\s")
_SENTENCE = re.compile(r"[.;\n]\s")
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")
_WHOLE_NAME = 5
"""Syllables from which a row's name alone says that a sentence is about it; twice.py counts alike."""
_ECHOED = 2
"""Numbers that a sentence and a total row must both print; a total's name says nothing."""
_SMALL = 100
"""A whole number below stands in many sentences by chance."""
_YEARS = range(1990, 2101)
"""What a whole number without a unit may be."""
_MEASURE = frozenset(("le", "so", "muc", "trong", "do", "diem"))
"""What a row is called that a percentage measures: tỷ lệ, chỉ số, mức, tỷ trọng, tốc độ, điểm."""
_SAYS_NOTHING = frozenset(("tong", "so", "ty", "le", "trong", "do", "luong", "ket", "qua", "thuc", "hien", "da", "va"))


@dataclass(frozen=True, slots=True)
class _Row:
    statement: Statement
    label: str
    name: tuple[str, ...]
    total: bool
    header: tuple[tuple[str, ...], ...]
    heads: tuple[tuple[tuple[str, ...], ...], ...]
    figures: tuple[Figure, ...]


def retold(parsed: Parsed) -> Iterator[Finding]:
    """Findings on numbers of sentences that the row they tell prints with another value."""
    own: dict[str, list[Figure]] = {}
    for figure in parsed.figures:
        own.setdefault(figure.statement_id, []).append(figure)
    tables = {table.ordinal: table for table in parsed.tables}
    rows = [
        _row(s, tables[s.table], own[s.id])
        for s in parsed.statements
        if s.kind == "row" and s.table in tables and s.id in own
    ]
    for statement in parsed.statements:
        if statement.kind in ("sentence", "item") and statement.id in own:
            for row in rows:
                yield from _compared(statement, own[statement.id], row)


def _row(statement: Statement, table: Table, figures: Sequence[Figure]) -> _Row:
    cells = {column: statement.text[start:end] for column, start, end in statement.cells}
    name = row_label(cells, table).text
    heads = tuple(tuple(tuple(folded_syllables(part)) for part in head) for head in table.header)
    total = bool(_TOTAL.fullmatch(name))
    return _Row(statement, name, tuple(folded_syllables(name)), total, table.header, heads, tuple(figures))


def _called(row: _Row, cell: Figure) -> str:
    """What a cell is called: its row, of a total its column."""
    return " – ".join(row.header[cell.column]) if row.total and cell.column is not None else row.label.strip(" ,;:.-–+")


def _compared(statement: Statement, figures: Sequence[Figure], row: _Row) -> Iterator[Finding]:
    printed = {f.value for f in row.figures}
    said = {f.value for f in figures}
    echoed = sum(_telling(a) and any(a.value == b.value and _one_unit(a, b) for b in figures) for a in row.figures)
    if row.total and echoed < _ECHOED:
        return
    for figure in figures:
        if (
            figure.comparator != "="
            or figure.of is not None
            or figure.value in printed
            or not figure.text[:1].isdigit()
        ):
            continue
        if figure.unit == "%" and not _MEASURE & set(row.name):
            continue  # "nông nghiệp chiếm 11,3%" is no growth of it
        if not row.total and not _named(statement, figures, figure, row, echoed):
            continue
        cell = _cell(statement, figure, row)
        if cell is None or cell.value in said or abs(cell.value - figure.value) <= _slack(figure) + _slack(cell):
            continue
        message = f"“{_called(row, cell)}” in là {figure.text} trong câu và {cell.text} trong bảng."
        yield finding(TWICE, message, statement, row.statement)


def _telling(figure: Figure) -> bool:
    value = figure.value
    return value != int(value) or (value >= _SMALL and bool(figure.unit or value not in _YEARS))


def _named(statement: Statement, figures: Sequence[Figure], figure: Figure, row: _Row, echoed: int) -> bool:
    """Whether what stands before a figure, after the last one, says the row's name: in full, or in other order where
    the sentence prints a number of the row too."""
    last = max((f.end for f in figures if f.end <= figure.start), default=0)
    words = folded_syllables(_SENTENCE.split(statement.text[last : figure.start])[-1])
    count = len(row.name)
    if count >= _WHOLE_NAME and any(tuple(words[i : i + count]) == row.name for i in range(len(words) - count + 1)):
        return True
    return echoed > 0 and count >= 3 and set(row.name) <= set(words)


def _cell(statement: Statement, figure: Figure, row: _Row) -> Figure | None:
    """The one figure of a row that is of a sentence's figure's unit, time and kind, and whose column its clause names
    where several are; of columns called alike the one that stands under what the sentence says."""
    fitting = [f for f in row.figures if _alike(f, figure)]
    if not row.total and len(fitting) < 2:
        return fitting[0] if fitting else None
    clause = set(folded_syllables(_clause(statement.text, figure)))
    heads = [(f, _head(row, f)) for f in fitting]
    named = [(len(own), f, over) for f, (over, own) in heads if own and own <= clause]
    most = max((length for length, _, _ in named), default=0)
    best = [(f, over) for length, f, over in named if length == most]
    if len(best) > 1:
        words = set(folded_syllables(statement.text))
        best = [(f, over) for f, over in best if over <= words]
    return best[0][0] if len(best) == 1 else None


def _head(row: _Row, figure: Figure) -> tuple[set[str], set[str]]:
    """The telling words of the heads over a figure's column, and of its own."""
    column = figure.column
    head = row.heads[column] if column is not None and column < len(row.heads) else ()
    own = set(head[-1]) if head else set()
    return {word for part in head[:-1] for word in part} - _SAYS_NOTHING, own - _SAYS_NOTHING


def _alike(a: Figure, b: Figure) -> bool:
    if a.period is None or b.period is None or (a.period.start, a.period.end) != (b.period.start, b.period.end):
        return False
    if not any(a.kind in kinds and b.kind in kinds for kinds in (_DONE, _PLANNED)):
        return False
    return _one_unit(a, b)


def _one_unit(a: Figure, b: Figure) -> bool:
    """Whether two figures print one unit; a bare number goes with any count."""
    one, other = a.unit.lower(), b.unit.lower()
    return one == other or ("%" not in (one, other) and not (one and other))


def _clause(text: str, figure: Figure) -> str:
    """The words around a figure up to the nearest marks."""
    before = [m.end() for m in _EDGE.finditer(text, 0, figure.start)]
    after = _EDGE.search(text, figure.end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def _slack(figure: Figure) -> float:
    """By how much rounding may move a figure: half a unit of its last digit; a count is exact."""
    digits = _DIGITS.search(figure.text)
    rounded = "," in figure.text or unit_kind(figure.unit) in ("money", "measure")
    return half_unit(digits.group()) if digits and rounded else 0.0
