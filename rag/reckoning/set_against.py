"""Whether of two figures one is of the period asked for, of the year before, or what was set beforehand, by what their
columns and clauses print."""

import re
from collections.abc import Sequence

from ingest.records import Figure, Period
from rag.reading.places import Place, is_value_cell
from rag.reading.slots import MOSTLY, NEAR, agrees, periods_in
from rag.reckoning.operands import Operand
from rag.reckoning.spots import Spot

_BEFORE = re.compile(r"\b(?:cùng kỳ|năm trước|năm ngoái|kỳ trước)\b", re.IGNORECASE)
_MEASURED = re.compile(r"\b(?:so|so với|bằng|hơn)\s+(?:với\s+)?(?:cùng kỳ|năm trước)[^(]*$", re.IGNORECASE)
"""A figure right before such words is the change, and what follows them without a bracket is another thing."""
_PLAN = re.compile(r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|định mức|giao|KH|DT|phấn đấu|đề ra)\b", re.IGNORECASE)
_SET = re.compile(r"\b(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|định mức)\b[^\d.;,]{0,25}$", re.IGNORECASE)
_RESULT = re.compile(r"\b(?:thực hiện|TH|ước|đạt|giải ngân|kết quả)\b", re.IGNORECASE)
UNPRINTED = 0.95
"""What is left where a period is only the document's own: "hiện có 11.705.015 lượt" is no figure of its quarter."""


def is_earlier(a: Operand, b: Operand) -> bool:
    """Whether the first is printed beside the second as the figure of the year before, by name alone."""
    first, second = a.reading.place, b.reading.place
    if first.statement.id != second.statement.id or is_value_cell(first):
        return False
    if a.figure.kind == "cùng kỳ" or (_said_before(first, a.figure) and not _said_before(second, b.figure)):
        return True
    named, now = _between_named(first, a.figure), b.reading.document.period
    return bool(
        named and now and a.figure.start > b.figure.start and named.end < now.end and named.end.year < now.end.year
    )


def _agrees(asked: Period, own: Period) -> float:
    """The same as `agrees`; a school year is also called by the year in which it ends."""
    if asked.kind == "year" and own.kind == "term" and own.start.year + 1 == own.end.year == asked.end.year:
        return MOSTLY
    return agrees(asked, own)


def is_before(spot: Spot, now: Spot) -> bool:
    """Whether a figure is printed as the one of the year before another, by name or by its period."""
    text, place = spot.place.statement.text, spot.place
    if place.header and spot.place.column is not None:
        header = text[slice(*place.header)]
        if _BEFORE.search(header) and not re.search(r"\bso\b", header, re.IGNORECASE):
            return True
    elif is_earlier(spot.operand, now.operand):
        return True
    return any(_year_before(x, y) for x in spot.periods for y in now.periods)


def _said_before(place: Place, figure: Figure) -> bool:
    """Whether "cùng kỳ" stands between a figure and the number before it: "57 ca, cùng kỳ 213 ca"."""
    text, start = place.statement.text, figure.start
    numbers = [m.end() for m in re.finditer(r"\d[\d.,/]*", text[:start])]
    between = re.sub(r"\b(?:năm|quý|tháng)\s*$", "", text[numbers[-1] if numbers else 0 : start])
    return bool(_BEFORE.search(between)) and not _MEASURED.search(between)


def _between_named(place: Place, figure: Figure) -> Period | None:
    """The period that is named in a bracket right before a figure: "5,12 (năm 2025: 4,87)"."""
    opened = re.search(r"\(([^()\d]*\d{0,2}[^()\d]*\d{4})[^()\d]*$", place.statement.text[: figure.start])
    return next(iter(periods_in(opened[1])), None) if opened else None


def _year_before(earlier: Period, later: Period) -> bool:
    first, second = earlier.start, later.start
    ends = (earlier.end.year, earlier.end.month), (later.end.year - 1, later.end.month)
    return first.year == second.year - 1 and (
        ends[0] == ends[1] and (first.month, first.day) == (second.month, second.day)
    )


def is_plan(spot: Spot) -> bool:
    """Whether a figure is what was set beforehand: by its column's name, else by its kind or the words right before."""
    text, place = spot.place.statement.text, spot.place
    if place.header and is_value_cell(place):
        header = text[slice(*place.header)]
        return bool(_PLAN.search(header)) and not _RESULT.search(header)
    return spot.figure.kind in ("kế hoạch", "chỉ tiêu") or bool(_SET.search(text[: spot.figure.start]))


def of_one_year(a: Spot, b: Spot) -> bool:
    """Whether a result and a plan are of one year."""
    years = [{p.end.year for p in spot.periods} for spot in (a, b)]
    return not all(years) or bool(years[0] & years[1])


def by_periods(a: Spot, b: Spot, asked: Sequence[Period]) -> tuple[float, bool] | None:
    """How well two figures are of the two periods, and whether the second is of the older; None where they are not."""
    older, newer = sorted(asked, key=lambda p: (p.end, p.start))
    straight, crossed = (min(period_fit(x, (older,)), period_fit(y, (newer,))) for x, y in ((a, b), (b, a)))
    fit = max(straight, crossed)
    if fit <= NEAR or {p.key for p in a.periods} == {p.key for p in b.periods}:
        return None
    return fit, crossed > straight


def period_fit(spot: Spot, asked: Sequence[Period]) -> float:
    """How a figure's periods stand to those asked for; one printed as "cùng kỳ" without a year is of none of them."""
    if not asked:
        return 1.0
    if not spot.periods:
        return MOSTLY
    fit = max(_agrees(p, own) for p in asked for own in spot.periods)
    statement = spot.place.statement
    printed = (own for text in (statement.text, statement.lead, *statement.path) for own in periods_in(text))
    return fit if any(agrees(p, own) >= MOSTLY for own in printed for p in asked) else fit * UNPRINTED
