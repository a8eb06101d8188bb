"""Periods in a text or a question: "quý I năm 2026", "6 tháng đầu năm", "tính đến 15/3/2026", "năm ngoái".

Accents are optional, syllable by syllable, but a wrong accent is another word: "quỹ 1" is no quarter. A period
without a year comes back partial (see calendar.py) unless `default_year` is given.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ingest.records import Period
from ingest.vietnamese.calendar import is_partial, relation, with_year
from ingest.vietnamese.dates import FoundDate, find_dates, is_document_date
from ingest.vietnamese.period_built import Clock, bare_months, numeric_day, single_day, single_year
from ingest.vietnamese.period_forms import forms_in

__all__ = ["Found", "FoundDate", "find_dates", "find_periods", "is_partial", "relation", "with_year"]


@dataclass(frozen=True, slots=True)
class Found:
    """A period in a text. `cumulative`: counted from the start of the year (or of all time) up to its end."""

    period: Period
    start: int
    end: int
    cumulative: bool = False


_LAW_BEFORE = re.compile(r"(?:Luật|Pháp lệnh|Hiến pháp)\b[^.;:()\n]{0,80}$")  # "Luật Đất đai năm 2013"
_DIGITAL = ("chỉ", "tế", "đổi", "quyền", "hội", "ký", "nghệ", "tảng", "năng", "liệu", "tầng", "phủ", "sản")
_NUMBER_VERB = re.compile(  # "là 2020": a count; "kinh tế số 2027" is no number 2027
    rf"(?:\blà|\bđạt|\bcó|\bđược|\bgồm|{''.join(f'(?<!{word} )' for word in _DIGITAL)}\bsố|:|<|>|=)\s*$",
    re.IGNORECASE,
)
_DURATION = re.compile(  # "trong vòng 6 tháng", "định kỳ 6 tháng": lengths of time, not periods
    r"(?:thời hạn|thời gian|trong vòng|định kỳ|mỗi|dưới|trên|sau|quá|ít nhất|tối thiểu|tối đa|từ|đủ|kéo dài"
    r"|mồng|mùng|/|\d)\s*$",
    re.IGNORECASE,
)
_DEADLINE = re.compile(r"(?:trước|truoc|chậm nhất|muộn nhất)(?:\s+(?:là|vào))?\s*$", re.IGNORECASE)
_AGO = re.compile(r"\d\s*$")  # "5 năm trước": years ago


_AND = re.compile(r"\s*(?:,|và|va|với|voi|so với|so voi)\s*", re.IGNORECASE)


def _plausible(text: str, match: re.Match[str], build: object) -> bool:
    before = text[max(0, match.start() - 90) : match.start()]
    if build in (single_day, numeric_day):
        return not is_document_date(before) and not _DEADLINE.search(before)
    if build is single_year:
        if match.groupdict().get("ry"):
            return not _AGO.search(before)
        bare = match.group().isdigit()
        return not _LAW_BEFORE.search(before) and not (bare and _NUMBER_VERB.search(before))
    if build is bare_months:
        return not _DURATION.search(before)
    return True


def _matches(text: str, clock: Clock, loose: bool) -> Iterator[Found]:
    free = bytearray(b"\1" * len(text))
    for pattern, build, cumulative, _ in forms_in(text, loose=loose):
        for match in pattern.finditer(text):
            start, end = match.span()
            if not all(free[start:end]):
                continue
            if not _plausible(text, match, build):
                free[start:end] = bytes(end - start)
                continue
            period = build(match, clock)
            if period is not None:
                free[start:end] = bytes(end - start)
                yield Found(period, start, end, cumulative)


def find_periods(text: str, *, today: date, default_year: int | None = None, loose: bool = False) -> tuple[Found, ...]:
    """The periods named in NFC `text`, in order, without overlaps. The date of a document is not one of them.

    `today` settles "quý này", "năm ngoái"; `default_year` a period without a year, which is partial otherwise.
    `loose` reads also the parts of a year whose bounds nobody says ("đầu năm 2024").

    >>> [f.period.key for f in find_periods("quý I năm 2026 so với quy 1 nam ngoai", today=date(2026, 4, 1))]
    ['2026-Q1', '2025-Q1']
    >>> [f.period.key for f in find_periods("quỹ 1 tỷ, quý 2, đến hết tháng 3/2026", today=date(2026, 4, 1))]
    ['?-Q2', '..2026-03-31']
    """
    return _found(text, today, default_year, loose)


@lru_cache(maxsize=4096)  # leads and headings are asked for once for each sentence below them
def _found(text: str, today: date, default_year: int | None, loose: bool) -> tuple[Found, ...]:
    found = sorted(_matches(text, Clock(today, default_year), loose), key=lambda item: item.start)
    for i in range(len(found) - 2, -1, -1):  # "quý I và quý II năm 2025": the year said once holds for both
        here, after = found[i], found[i + 1]
        alike = here.period.kind == after.period.kind and is_partial(here.period) and not is_partial(after.period)
        if alike and _AND.fullmatch(text[here.end : after.start]):
            found[i] = replace(here, period=with_year(here.period, after.period.end.year))
    return tuple(found)
