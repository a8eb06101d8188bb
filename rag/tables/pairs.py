"""The rows whose number rose or fell between two columns that differ in their time alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.reading.grid import Grid, Row, values
from rag.reading.match import Rarity
from rag.records import Question
from rag.tables.asked import words

_THEN = (
    r"(?:so\s+(?:với\s+)?)?(?:với\s+)?"
    r"(?:cùng kỳ|năm ngoái|năm trước|kỳ trước|trước đây|năm học trước|năm \d{4}|quý trước|tháng trước)"
)
_MORE = re.compile(rf"\b(?:tăng|nhiều hơn|cao hơn|lớn hơn|tăng lên|đi lên)\b[^?]*\b{_THEN}", re.IGNORECASE)
_LESS = re.compile(rf"\b(?:giảm|ít hơn|thấp hơn|nhỏ hơn|giảm đi|đi xuống|tụt|kém)\b[^?]*\b{_THEN}", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:năm học|năm|quý|tháng|kỳ|cùng kỳ|ước|đến|ngày|thực hiện|th|kết quả|đầu|cuối|so|với)\b|\b[ivx]+\b|[\d/.,–-]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """The rows that moved as asked, and the two columns, the older first."""

    rows: tuple[Row, ...]
    columns: tuple[int, int]


def moved(question: Question, grid: Grid, rows: Sequence[Row], rarity: Rarity) -> Pair | None:
    """The rows whose number rose (or fell) from one time to another, where a question asks which did; None where it
    does not, where a column prints the change itself, or no two columns differ in their time alone."""
    text = question.text
    more, less = _MORE.search(text), _LESS.search(text)
    if not (more or less) or re.search(r"\bnhất\b", text) or not re.search(r"\b(?:nào|những|các|mấy|gì)\b", text):
        return None
    asked = frozenset(words(text))
    best: tuple[float, tuple[int, int]] | None = None
    for old, new in _pairs(grid):
        head = [w for w in words(_TIME.sub(" ", grid.headers[new])) if w[0].isalpha()]
        score = sum(rarity(w) * (1.0 if w in asked else -0.3) for w in head)
        if best is None or score > best[0]:
            best = (score, (old, new))
    if best is None:
        return None
    before, after = values(grid, best[1][0]), values(grid, best[1][1])
    both = [r for r in rows if r.statement.id in before and r.statement.id in after]
    sign = 1.0 if more else -1.0
    found = tuple(r for r in both if sign * (after[r.statement.id] - before[r.statement.id]) > 0)
    return Pair(found, best[1])


def _pairs(grid: Grid) -> list[tuple[int, int]]:
    """Columns of numbers with the same head but for its time, the older one first."""
    columns = grid.of("number")
    if any(re.search(r"\b(?:tăng|giảm|so sánh)\b", grid.headers[c], re.IGNORECASE) for c in columns):
        return []
    ends = {
        c: max((f.period.end for r in grid.data for f in r.figures if f.column == c and f.period), default=None)
        for c in columns
    }
    heads = {c: " ".join(_TIME.sub(" ", grid.headers[c]).lower().split()) for c in columns}
    found = []
    for a in columns:
        for b in columns:
            first, last = ends[a], ends[b]
            if a != b and heads[a] == heads[b] and first and last and first < last:
                found.append((a, b))
    return found
