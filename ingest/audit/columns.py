"""Rows of a table that break the rule their columns keep in the other rows: c = b − a, c = a + b, c = a : b.

The rule is learnt from the table itself, so no header has to be understood: where nearly all rows keep it, the row
that does not holds a slip. "Tăng 2,63% Tăng 14 bậc" in one cell counts as two columns of signed numbers.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

from ingest.audit.passages import finding, half_unit
from ingest.records import Finding, Parsed, Row, Statement, Table
from ingest.vietnamese.digits import format_number, parse_number
from ingest.vietnamese.fold import fold

CHANGE = "mức thay đổi không khớp"
COLUMN = "cột không khớp"
_NUMBER = re.compile(r"[-+]?\d[\d.,]*(?:\s?%)?")
_CHANGES = re.compile(r"(tăng|giảm)\s+(\d[\d.,]*)\s*(%|[^\W\d_]+)", re.IGNORECASE)
_FEWEST_ROWS = 5  # that keep a rule, with different results: fewer may do so by chance
_NEARLY_ALL = 0.9
_TRIED = 12  # rows, before all of a long table are: most triples of columns have no rule
_MOST_COLUMNS = 14  # more would be a matrix of days or places, and the cube of it too slow


@dataclass(frozen=True, slots=True)
class _Value:
    value: float
    half: float
    printed: str


_Columns = Mapping[str, Mapping[int, _Value]]
"""Name of a column (its number, with the unit where a cell holds several) → row → value."""
_Rows = Mapping[tuple[int | None, int | None], Statement]


def columns(parsed: Parsed) -> Iterator[Finding]:
    """Findings on the rows of all tables, in order."""
    statements: _Rows = {(s.table, s.row): s for s in parsed.statements if s.table is not None}
    for table in parsed.tables:
        values = _values(table)
        if len(values) <= _MOST_COLUMNS:
            yield from _broken(table, values, statements)


def _values(table: Table) -> _Columns:
    found: dict[str, dict[int, _Value]] = {}
    for row in table.rows:
        for column, cell in enumerate(row.cells):
            text = cell.strip()
            if _NUMBER.fullmatch(text):
                printed = text.rstrip(" %.,").lstrip("+")
                found.setdefault(str(column), {})[row.index] = _Value(parse_number(text), half_unit(printed), text)
            for match in _CHANGES.finditer(text):
                sign = -1 if match[1].lower() == "giảm" else 1
                name = f"{column} {fold(match[3])}"
                value = _Value(sign * parse_number(match[2]), half_unit(match[2]), match.group())
                found.setdefault(name, {})[row.index] = value
    return {name: cells for name, cells in found.items() if len(cells) >= _FEWEST_ROWS}


def _difference(a: float, b: float) -> float:
    return b - a


def _sum(a: float, b: float) -> float:
    return a + b


def _share(a: float, b: float) -> float:
    return 100 * a / b if b else 0.0


_RULES: tuple[tuple[str, str, Callable[[float, float], float]], ...] = (
    (CHANGE, "{b} − {a} = {c}", _difference),
    (COLUMN, "{a} + {b} = {c}", _sum),
    (COLUMN, "{a} : {b} = {c}%", _share),
)


def _broken(table: Table, values: _Columns, statements: _Rows) -> Iterator[Finding]:
    rows = {row.index: row for row in table.rows}
    told: set[tuple[frozenset[str], int]] = set()
    for a, b, c in permutations(values, 3):
        if " " in a or " " in b:
            continue
        common = [i for i in values[c] if i in values[a] and i in values[b]]
        if len(common) < _FEWEST_ROWS:
            continue
        for kind, formula, rule in _RULES:
            if rule is _sum and a > b:
                continue
            tried, _ = _split(values[a], values[b], values[c], common[:_TRIED], rule)
            if 2 * len(tried) < len(common[:_TRIED]):
                continue
            kept, broken = _split(values[a], values[b], values[c], common, rule)
            if not broken or len(kept) < _NEARLY_ALL * len(common) or not _telling(values, a, b, c, kept):
                continue
            for i in broken:
                statement = statements.get((table.ordinal, i))
                if statement is None or (frozenset((a, b, c)), i) in told:
                    continue  # a + b = c and c − b = a are one rule
                told.add((frozenset((a, b, c)), i))
                right = format_number(round(rule(values[a][i].value, values[b][i].value), 2))
                shown = formula.format(a=values[a][i].printed, b=values[b][i].printed, c=right)
                message = f"{_label(rows[i])}: in là “{values[c][i].printed}” nhưng {shown}."
                yield finding(kind, message, statement)


def _split(
    first: Mapping[int, _Value],
    second: Mapping[int, _Value],
    result: Mapping[int, _Value],
    common: list[int],
    rule: Callable[[float, float], float],
) -> tuple[list[int], list[int]]:
    """The rows that keep the rule, and those that do not; rounding of each printed value is allowed for."""
    kept: list[int] = []
    broken: list[int] = []
    for i in common:
        a, b, c = first[i], second[i], result[i]
        bounds = [rule(a.value + x, b.value + y) for x in (-a.half, a.half) for y in (-b.half, b.half)]
        exact = all(v.half == 0.5 for v in (a, b)) and rule is not _share  # whole things are counted, not rounded
        low, high = (rule(a.value, b.value),) * 2 if exact else (min(bounds), max(bounds))
        half = 0.0 if exact and c.half == 0.5 else c.half
        (kept if low - half - 1e-6 <= c.value <= high + half + 1e-6 else broken).append(i)
    return kept, broken


def _telling(values: _Columns, a: str, b: str, c: str, kept: list[int]) -> bool:
    """True where the rows kept could not have kept the rule by chance: real operands and different results."""
    full = [i for i in kept if values[a][i].value and values[b][i].value and values[c][i].value]
    return len({values[c][i].value for i in full}) >= _FEWEST_ROWS


def _label(row: Row) -> str:
    words = [cell for cell in row.cells if re.search(r"[^\W\d_]{2}", cell)]
    return f"Hàng “{words[0]}”" if words else f"Hàng {row.index + 1}"
