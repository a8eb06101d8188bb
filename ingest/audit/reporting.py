"""A period that does not fit the report: "Quý 1 năm 2025, tỷ lệ … đạt" in the report on quý 1 năm 2026."""

import re
from collections.abc import Iterator
from datetime import date

from ingest.audit.passages import finding, passages
from ingest.records import Finding, Parsed, Period
from ingest.vietnamese.calendar import is_partial
from ingest.vietnamese.numbers import find_numbers
from ingest.vietnamese.periods import find_periods

PERIOD = "kỳ không khớp báo cáo"
_OPENING = re.compile(r"[\s\W]*(?:[-+*•]\s*)?(?:(?:Trong|Tính|Kết quả)\s+)?$", re.IGNORECASE)
_COMPARED = re.compile(r"so với|cùng kỳ|năm trước|trước đó|tăng|giảm|cao hơn|thấp hơn", re.IGNORECASE)
_PLANNED = re.compile(r"kế hoạch|phương hướng|nhiệm vụ trọng tâm|dự kiến|thời gian tới", re.IGNORECASE)
_PART_OF_YEAR = frozenset(("month", "quarter", "half", "nine_months"))


def reporting(parsed: Parsed) -> Iterator[Finding]:
    """Findings on sentences that open with the report's own part of the year, but of another year.

    Only a report on a part of a year is judged: a report on a year names other years for many good reasons. A
    sentence that compares, or that stands beside the figure of the right period, is right.
    """
    own = parsed.document.period
    if own is None or own.kind not in _PART_OF_YEAR:
        return
    for passage in passages(parsed):
        periods = find_periods(passage.text, today=own.end)
        if not periods or not find_numbers(passage.text):
            continue
        first = periods[0]
        around = " ".join((passage.statement.lead, *passage.statement.path))
        alone = not any(
            _same_part(other.period, own) and other.period.start.year == own.start.year for other in periods
        )
        opening = _OPENING.fullmatch(passage.text[: first.start])
        strange = _same_part(first.period, own) and first.period.start.year != own.start.year
        if strange and alone and opening and not _COMPARED.search(passage.text) and not _PLANNED.search(around):
            name = own.text or own.key
            message = f"Báo cáo của kỳ “{name}” nhưng câu này ghi “{passage.text[first.start : first.end]}”."
            yield finding(PERIOD, message, passage.statement, severity="trung bình")


def _same_part(a: Period, b: Period) -> bool:
    if is_partial(a) or a.kind != b.kind:
        return False
    return _day(a.start) == _day(b.start) and a.end.month == b.end.month


def _day(day: date) -> tuple[int, int]:
    return day.month, day.day
