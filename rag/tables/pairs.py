"""The rows whose number rose or fell between two columns that differ in their time alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import Figure
from ingest.vietnamese.abbreviations import normal_words
from rag.reading.grid import Grid, Row, values
from rag.reading.match import Rarity
from rag.records import Question

_THEN = (
    r"(?:so\s+(?:với\s+)?)?(?:với\s+)?"
    r"(?:hồi\s+)?(?:cùng kỳ|năm ngoái|năm trước|kỳ trước|trước đây|năm học trước|năm \d{4}|quý trước|tháng trước"
    r"|(?:tháng|quý) (?:\d{1,2}|[ivx]+)\b)"
)
_MORE = re.compile(rf"\b(?:tăng|nhiều hơn|cao hơn|lớn hơn|tăng lên|đi lên)\b[^?]*\b{_THEN}", re.IGNORECASE)
_LESS = re.compile(rf"\b(?:giảm|ít hơn|thấp hơn|nhỏ hơn|giảm đi|đi xuống|tụt|kém)\b[^?]*\b{_THEN}", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:năm học|năm|quý|tháng|kỳ|cùng kỳ|ước|đến|ngày|thực hiện|th|kết quả|đầu|cuối|so|với)\b|\b[ivx]+\b|[\d/.,–-]+",
    re.IGNORECASE,
)


_DONE = re.compile(
    r"(?:\bđạt\b|/\s*(?:kh|dt)\b|\bso (?:với )?(?:kh|kế hoạch)\b|%.*(?:kế hoạch|dự toán))", re.IGNORECASE
)
_SHORT = re.compile(
    r"\b(?:không|chưa|ko|chẳng)\s+(?:hoàn thành|đạt|bằng|đủ)\b[^?]*\b(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|kh)\b"
    r"|\bhụt\b",
    re.IGNORECASE,
)
_BEYOND = re.compile(r"\bvượt\b[^?]*\b(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|kh)\b", re.IGNORECASE)
_LESS_IS_BETTER = re.compile(
    r"\b(?:nghèo|thất nghiệp|suy dinh dưỡng|thấp còi|tử vong|trễ|quá hạn|nợ|tai nạn|mắc|chết|bị thương|thiếu|hao hụt"
    r"|vi phạm)\b",
    re.IGNORECASE,
)
"""Rows whose plan is a most, not a least."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The rows that moved as asked, and the two columns, the older first."""

    rows: tuple[Row, ...]
    columns: tuple[int, int]


def moved(question: Question, grid: Grid, rows: Sequence[Row], rarity: Rarity) -> Pair | None:
    """The rows whose number rose (or fell) from one time to another, where a question asks which did; None where it
    does not, where a column prints the change itself, or no two columns differ in their time alone."""
    text = question.text
    if _SHORT.search(text) or _BEYOND.search(text):
        return _planned(question, grid, rows)
    more, less = _MORE.search(text), _LESS.search(text)
    if not (more or less) or re.search(r"\bnhất\b", text) or not re.search(r"\b(?:nào|những|các|mấy|gì)\b", text):
        return None
    asked = frozenset(normal_words(text))
    best: tuple[float, tuple[int, int]] | None = None
    for old, new in _pairs(grid):
        head = [w for w in normal_words(_TIME.sub(" ", grid.headers[new])) if w[0].isalpha()]
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


def _planned(question: Question, grid: Grid, rows: Sequence[Row]) -> Pair | None:
    """The rows whose result falls short of (or is beyond) their plan of the same year: the newest, or the one asked
    for; None where a column prints the share itself, or no plan stands beside a result."""
    columns = grid.of("number")
    if any(_DONE.search(grid.headers[c]) for c in columns):
        return None
    years = {p.end.year for p in question.periods}
    kinds = {c: [f for r in grid.data for f in r.figures if f.column == c] for c in columns}
    plans = [c for c in columns if kinds[c] and all(f.kind in ("kế hoạch", "chỉ tiêu") for f in kinds[c])]
    results = [c for c in columns if kinds[c] and all(f.kind in ("kết quả", "ước") for f in kinds[c])]
    both = [
        (year, plan, result)
        for plan in plans
        for result in results
        if (year := _year(kinds[plan])) and year == _year(kinds[result]) and (not years or year in years)
    ]
    if not both:
        return None
    _, plan, result = max(both)
    before, after = values(grid, plan), values(grid, result)
    short = bool(_SHORT.search(question.text))
    found = []
    for row in rows:
        key = row.statement.id
        if key in before and key in after and before[key] != after[key]:
            less = after[key] < before[key]
            found += [row] if (less != bool(_LESS_IS_BETTER.search(row.label))) == short else []
    return Pair(tuple(found), (plan, result))


def _year(figures: Sequence[Figure]) -> int:
    """The year that figures of a column hold for, when it is one and the whole of it; else 0."""
    years = {f.period.end.year for f in figures if f.period and f.period.kind == "year"}
    return years.pop() if len(years) == 1 else 0


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
