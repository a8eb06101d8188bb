"""The periods that a question asks for: those its words name, no year of a document's number nor one it rules out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest.records import Period
from ingest.vietnamese.calendar import in_each_year, is_partial, with_year, year_of
from ingest.vietnamese.periods import Found, find_periods
from rag.records import Ask

# "NĐ 09/2019", "Nghị quyết 66.7/2025": the year belongs to a document's number.
_OF_DOCUMENT = re.compile(
    r"\b(?:nghị định|nđ|quyết định|qđ|thông tư|tt|nghị quyết|nq|luật|công văn|cv|chỉ thị|ct)\s*(?:số\s*)?$"
    r"|\b(?:kế hoạch|kh)\s*số\s*$",  # "kế hoạch 2027" is the plan for that year
    re.IGNORECASE,
)
_NO_PERIOD = re.compile(
    rf"(?:{_OF_DOCUMENT.pattern}|\b(?:không phải|chứ không|chứ đừng)\s*(?:phải\s*|là\s*|của\s*|lấy\s*|năm\s*)*$)",
    re.IGNORECASE,
)
"""What makes a year no period that is asked for: a document's number, "2024 chứ không phải 2023"."""
_UNTIL_NOW = re.compile(r"^(?:kể )?từ\b.*\b(?:nay|giờ|hiện tại|trở lại đây)$", re.IGNORECASE)


def asked_periods(text: str, today: date) -> list[Found]:
    """The periods that a question names, in their order, as they stand in its text."""
    found = find_periods(text, today=today, loose=True)
    return _of_year_before(text, [p for p in found if not _NO_PERIOD.search(text[: p.start])])


def _of_year_before(text: str, found: Sequence[Found]) -> list[Found]:
    """The periods found; a part of a year right after its year is of that year: "năm ngoái 9 tháng"."""
    told: list[Found] = []
    for one in found:
        last = told[-1] if told else None
        if (
            last
            and last.period.kind == "year"
            and is_partial(one.period)
            and not text[last.end : one.start].strip(" ,")
        ):
            full = replace(with_year(one.period, last.period.start.year), text=text[last.start : one.end])
            told[-1] = replace(one, period=full, start=last.start)
        else:
            told.append(one)
    return told


def ends_of_change(found: Sequence[Found], asks: Sequence[Ask]) -> Sequence[Found]:
    """Of a change "từ 2024 đến nay" the year that it is counted from: its other end is the newest figure on file."""
    if not any(ask.kind == "change" for ask in asks):
        return found
    return [replace(f, period=year_of(f.period.start.year)) if _UNTIL_NOW.search(f.period.text) else f for f in found]


def distinct(found: Sequence[Found]) -> tuple[Period, ...]:
    """The periods, each once."""
    return in_each_year(tuple({f.period.key: f.period for f in found}.values()))
