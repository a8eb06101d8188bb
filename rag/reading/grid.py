"""A table as rows and columns: what its rows are called, the bands they stand under, what each column holds."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from ingest.records import Figure, Statement
from rag.reading.places import ORDINAL, RANKS, Place, header_before, is_band, label_column
from rag.words import table

FEWEST = 3
"""A table of fewer rows is no set that anybody chooses from."""
_FULL = 2
"""More cells than these have the rows of a table that is no list of names."""
_MOST = 0.5
"""A column holds numbers when this share of its filled cells are nothing else."""
_TOTAL = re.compile(
    r"^\W*(?:tổng(?:\s+(?:cộng|số|chung))?|cộng|toàn tỉnh|cả tỉnh|chung|bình quân(?: chung)?|trung bình)\W*$"
    r"|^\W*(?:tổng cộng|cộng)\b|^\W*(?:các|những|\d+)\s.*\bcòn lại\b",
    re.IGNORECASE,
)
_UNNUMBERED_TOTAL = re.compile(r"^\W*(?:tổng|cộng|chung|các|khối|toàn|bình quân|trung bình)\b", re.IGNORECASE)
_NUMBERS_ROWS = re.compile(r"^\W*(?:tt|stt|số tt|số thứ tự)\W*$", re.IGNORECASE)
_UPPER_MARK = re.compile(r"^\W*(?:[IVXL]+|[A-ZĐ])\W*$")
_MARK = re.compile(
    r"^\s*(?:\(?(?:\d{1,3}(?:\.\d+)*|[IVXL]+|[A-ZĐ]|[a-zđ])\s*[.)]|[-–+*])\s*"
    r"|^(?:[IVX]{1,5}\s+|[A-HĐ]\s+(?=[A-ZĐ]{2}))"
)
_NUMBER = re.compile(
    r"^[+\-−–]?\s*\d[\d.,\s]*(?:/\d[\d.,]*)?\s*(?:%|[^\W\d]+)?$|^(?:tăng|giảm|tụt|bằng)\b.*\d", re.IGNORECASE
)
_DATED = re.compile(r"\d\s?[/-]\s?\d|quý|tháng|thường xuyên", re.IGNORECASE)
_FALLS = re.compile(r"(?:[-−–]|\b(?:giảm|tụt|hạ))\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label without its mark, its filled cells by column, its figures, the names of the rows above that it
    stands under (outermost first), and whether it adds others up or only heads them; `spot` is where it stands, where
    that is not the whole of its statement."""

    statement: Statement
    label: str
    cells: Mapping[int, str]
    figures: tuple[Figure, ...]
    bands: tuple[str, ...]
    total: bool
    band: bool
    spot: Place | None = None


@dataclass(frozen=True)
class Grid:
    """A table with at least FEWEST rows of data. `headers` are the heads of its columns, `named` the column that names
    its rows, `intro` what introduces a set in prose ("" for a table)."""

    rows: tuple[Row, ...]
    headers: Mapping[int, str]
    named: int
    intro: str = ""

    @cached_property
    def data(self) -> tuple[Row, ...]:
        """The rows that are neither totals nor bands."""
        return tuple(r for r in self.rows if not r.total and not r.band)

    @cached_property
    def bands(self) -> tuple[Row, ...]:
        """The rows that others stand under."""
        return tuple(r for r in self.rows if r.band)

    @cached_property
    def roles(self) -> Mapping[int, str]:
        """What each column holds: "ordinal", "number", "words" or a role of data/column_roles.tsv."""
        return {c: self._role(c) for c in self.headers}

    def of(self, *roles: str) -> tuple[int, ...]:
        """The columns of some roles, from the left."""
        return tuple(c for c in sorted(self.headers) if self.roles[c] in roles)

    def _role(self, column: int) -> str:
        filled = [r.cells[column] for r in self.data if column in r.cells]
        if RANKS.search(self.headers[column]) and filled and all(map(ORDINAL.match, filled)):
            return "number"
        if _NUMBERS_ROWS.match(self.headers[column]) or (column < self.named and all(map(ORDINAL.match, filled))):
            return "ordinal"
        if column == self.named:
            return "words"
        said = role_of(self.headers[column].rpartition(" – ")[2])
        numbers = sum(bool(_NUMBER.match(cell)) for cell in filled)
        dated = said == "deadline" and any(_DATED.search(cell) for cell in filled)
        return "number" if filled and numbers >= _MOST * len(filled) and not dated else said


def grid(rows: Sequence[Statement], figures: Mapping[str, tuple[Figure, ...]]) -> Grid | None:
    """The grid of a table's rows in order, with the figures of each; None where it is too small or nothing names its
    rows."""
    named = label_column(rows)
    filled = [s for s in rows if not is_band(s)]
    if named is None or len(filled) < FEWEST:
        return None
    heads: dict[int, Counter[str]] = {}
    for s in filled:
        for column, start, _ in s.cells:
            heads.setdefault(column, Counter())[s.text[slice(*header_before(s, start))]] += 1
    headers = {column: said.most_common(1)[0][0] for column, said in heads.items()}
    above = min(len(s.path) for s in rows)
    under = {name for s in rows for name in s.path[above:]}
    made = tuple(_row(s, named, s.path[above:], under, figures.get(s.id, ())) for s in rows)
    return Grid(_headed(made, named), headers, named)


def _headed(rows: Sequence[Row], named: int) -> tuple[Row, ...]:
    """The rows, those under a row that has nothing but a name among numbered rows put under its name."""
    numbered = sum(len(r.cells) > _FULL for r in rows) > len(rows) / 2 and sum(_is_numbered(r) for r in rows)
    if not numbered or numbered < len(rows) / 2 or any(r.band for r in rows):
        return tuple(rows)
    made: list[Row] = []
    name = ""
    for row in rows:
        if set(row.cells) == {named} and not row.total and not row.figures:
            name = row.label
            made.append(replace(row, bands=(), band=True))
        else:
            made.append(replace(row, bands=(*row.bands, name)) if name and not row.total else row)
    return tuple(made)


def _is_numbered(row: Row) -> bool:
    """Whether a row prints its number or rank in its first column."""
    return bool(row.statement.cells) and bool(ORDINAL.match(row.statement.text[slice(*row.statement.cells[0][1:])]))


def role_of(header: str) -> str:
    """What a column of words holds, by the lowest part of its head: a role of data/column_roles.tsv, else "words"."""
    return next((role for pattern, role in _roles() if pattern.search(header)), "words")


def bare(name: str) -> str:
    """A row's or band's name without its mark.

    >>> bare("I. Lĩnh vực y tế"), bare("1.2. Chỉ số"), bare("Y tế")
    ('Lĩnh vực y tế', 'Chỉ số', 'Y tế')
    """
    return _MARK.sub("", name).strip()


def values(grid: Grid, column: int, unit: str = "") -> dict[str, float]:
    """The numbers of a column by the id of their row, signed: of each row the first of `unit`, if one is given."""
    found: dict[str, float] = {}
    for row in grid.rows:
        own = [f for f in row.figures if f.column == column and unit in ("", f.unit)]
        if own:
            found[row.statement.id] = signed(own[0], row.statement.text)
    return found


def signed(figure: Figure, text: str) -> float:
    """The value of a figure that stands in a text; what fell or is printed with a minus is negative."""
    return -abs(figure.value) if _FALLS.search(text[: figure.start]) else figure.value


def _row(s: Statement, named: int, bands: tuple[str, ...], under: set[str], figures: tuple[Figure, ...]) -> Row:
    cells = {column: s.text[a:b] for column, a, b in s.cells}
    first = s.text[slice(*s.cells[0][1:])] if s.cells else ""
    label = cells.get(named) or next((c for c in cells.values() if not ORDINAL.match(c)), "")
    numbered = bool(ORDINAL.match(first))
    names = {label, f"{first}. {label}", f"{first} {label}"}
    total = bool(_TOTAL.match(label)) or (not numbered and bool(_UNNUMBERED_TOTAL.match(label)))
    heads = bool(names & under) and (bool(_UPPER_MARK.match(first)) or label.isupper())
    return Row(s, bare(label) or label, cells, figures, bands, total, is_band(s) or heads)


@lru_cache(maxsize=1)
def _roles() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row[0], re.IGNORECASE), row[1]) for row in table("column_roles.tsv"))
