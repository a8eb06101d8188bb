"""Periods in a text or a question: "quý I năm 2026", "6 tháng đầu năm", "tính đến 15/3/2026", "năm ngoái".

Accents are optional, syllable by syllable, but a wrong accent is another word: "quỹ 1" is no quarter. A period
without a year comes back partial (see calendar.py) unless `default_year` is given.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from ingest.records import Period
from ingest.vietnamese import calendar
from ingest.vietnamese.calendar import UNKNOWN_YEAR, is_partial, relation, with_year
from ingest.vietnamese.dates import FoundDate, day_or_none, find_dates, is_document_date
from ingest.vietnamese.fold import fold

__all__ = ["Found", "FoundDate", "find_dates", "find_periods", "is_partial", "relation", "with_year"]


@dataclass(frozen=True, slots=True)
class Found:
    """A period in a text. `cumulative`: counted from the start of the year (or of all time) up to its end."""

    period: Period
    start: int
    end: int
    cumulative: bool = False


def _either(words: str) -> str:
    """Each syllable with or without its accents: "tháng" → (?:tháng|thang)."""
    return r"\s+".join(f"(?:{word}|{fold(word)})" if fold(word) != word else word for word in words.split())


_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTERS |= {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4}
_QUARTERS |= {fold(word): number for word, number in _QUARTERS.items()}
_RELATIVE_YEARS = {"nay": 0, "này": 0, "ngoái": -1, "trước": -1, "kia": -2, "sau": 1, "tới": 1}
_RELATIVE_YEARS |= {fold(word): offset for word, offset in _RELATIVE_YEARS.items()}
_N = _either("năm")
_RELATIVE_YEAR = rf"{_N}\s+(?P<ry>nay|này|ngoái|ngoai|trước|truoc|kia)"
_Y4 = r"(?P<y>(?:19|20)\d\d)"
_YEAR = rf"(?:\s*(?:[/,-]|của|cua)?\s*(?:(?:{_N}\s*)?{_Y4}|{_RELATIVE_YEAR}|/\s?(?P<y2>\d\d)(?!\d)))?"
_THIS = r"(?P<this>nay|này|trước|truoc|vừa\s+qua|vua\s+qua|vừa\s+rồi|vua\s+roi|sau)"
_DATE = r"(?:(?:ngày|ngay)\s*)?(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?((?:19|20)\d\d))?"
_LONG_DATE = r"(?:ngày|ngay)\s*(\d{1,2})\s*(?:tháng|thang)\s*(\d{1,2})\s*(?:năm|nam)\s*((?:19|20)\d\d)"
_EDGE = r"(?![\w]|[/.,-]\d|/[^\W\d_])"
_START = r"(?<![\w/.,-])"
_UNTIL = (
    rf"(?:(?:{_either('lũy kế')}|{_either('luỹ kế')}|{_either('tính')})\s+)?"
    rf"(?:{_either('tính đến')}|{_either('đến')}|{_either('tới')}|{_either('tính tới')})"
    rf"(?:\s+{_either('hết')})?(?:\s+{_either('thời điểm')})?"
)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(_START + pattern + _EDGE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Clock:
    today: date
    default_year: int | None

    def year(self, match: re.Match[str]) -> int:
        groups = match.groupdict()
        if groups.get("y"):
            return int(groups["y"])
        if groups.get("y2"):
            return 2000 + int(groups["y2"])
        if groups.get("ry"):
            return self.today.year + _RELATIVE_YEARS[groups["ry"].lower()]
        return self.default_year or UNKNOWN_YEAR

    def day(self, match: re.Match[str], first: int, fallback: int | None = None) -> date | None:
        """The day whose parts are the groups `first`, `first` + 1 and `first` + 2 (a year that may be absent)."""
        year = match[first + 2] or fallback or self.default_year or UNKNOWN_YEAR
        return day_or_none(int(year), int(match[first + 1]), int(match[first]))


def _range(match: re.Match[str], clock: _Clock) -> Period | None:
    end = clock.day(match, 4)
    start = clock.day(match, 1, fallback=end.year if end else None)
    if start and end and end < start and not match[3] and end.year > UNKNOWN_YEAR:  # "từ 15/12 đến 14/3/2026"
        start = clock.day(match, 1, fallback=end.year - 1)
    return calendar.between(start, end, match.group()) if start and end and start <= end else None


def _months(match: re.Match[str], clock: _Clock) -> Period | None:
    first, last, year = int(match["m1"]), int(match["m2"]), clock.year(match)
    if not 1 <= first <= last <= 12 or year == UNKNOWN_YEAR:
        return None
    start, end = calendar.month_of(year, first), calendar.month_of(year, last)
    return calendar.between(start.start, end.end, match.group())


def _term(match: re.Match[str], clock: _Clock) -> Period | None:
    first, last = int(match["y1"]), int(match["y2"])
    return calendar.term(first, last, match.group()) if first < last <= first + 50 else None


def _until_day(match: re.Match[str], clock: _Clock) -> Period | None:
    end = clock.day(match, 1)
    return calendar.as_of(end, match.group()) if end else None


def _until_month(match: re.Match[str], clock: _Clock) -> Period | None:
    month = int(match["m"])
    return calendar.as_of(calendar.month_of(clock.year(match), month).end, match.group()) if 1 <= month <= 12 else None


def _until_year(match: re.Match[str], clock: _Clock) -> Period | None:
    return calendar.as_of(date(int(match["y"]), 12, 31), match.group())


def _until_quarter(match: re.Match[str], clock: _Clock) -> Period | None:
    end = calendar.quarter_of(clock.year(match), _QUARTERS[match["q"].lower().lstrip("0")]).end
    return calendar.as_of(end, match.group())


def _quarter(match: re.Match[str], clock: _Clock) -> Period | None:
    return calendar.quarter_of(clock.year(match), _QUARTERS[match["q"].lower().lstrip("0")], match.group())


def _first_months(match: re.Match[str], clock: _Clock) -> Period | None:
    count, year = int(match["n"]), clock.year(match)
    if (match["last"] or "").lower() in ("cuối", "cuoi"):
        return calendar.half_of(year, 2, match.group()) if count == 6 else None
    return calendar.first_months(year, count, match.group()) if 1 < count <= 12 else None


def _bare_months(match: re.Match[str], clock: _Clock) -> Period | None:
    return calendar.first_months(clock.default_year or UNKNOWN_YEAR, int(match["n"]), match.group())


def _half(match: re.Match[str], clock: _Clock) -> Period | None:
    return calendar.half_of(clock.year(match), 1 if match["half"].lower() in ("đầu", "dau") else 2, match.group())


def _month(match: re.Match[str], clock: _Clock) -> Period | None:
    return calendar.month_of(clock.year(match), int(match["m"]), match.group())


def _year(match: re.Match[str], clock: _Clock) -> Period | None:
    return calendar.year_of(clock.year(match), match.group())


def _this_quarter(match: re.Match[str], clock: _Clock) -> Period | None:
    index = clock.today.year * 4 + (clock.today.month - 1) // 3 + _step(match["this"])
    return calendar.quarter_of(index // 4, index % 4 + 1, match.group())


def _this_month(match: re.Match[str], clock: _Clock) -> Period | None:
    index = clock.today.year * 12 + clock.today.month - 1 + _step(match["this"])
    return calendar.month_of(index // 12, index % 12 + 1, match.group())


def _step(word: str) -> int:
    return {"nay": 0, "này": 0, "sau": 1}.get(word.lower(), -1)


def _day(match: re.Match[str], clock: _Clock) -> Period | None:
    value = clock.day(match, 1)
    return calendar.day(value, match.group()) if value and value.year != UNKNOWN_YEAR else None


def _numeric_day(match: re.Match[str], clock: _Clock) -> Period | None:
    value = day_or_none(int(match[4]), int(match[3]), int(match[1]))
    return calendar.day(value, match.group()) if value else None


def _today(match: re.Match[str], clock: _Clock) -> Period | None:
    back = fold(match.group()).endswith("qua")
    return calendar.day(clock.today - timedelta(days=back), match.group())


_Q = r"(?P<q>0?[1-4]|iv|i{1,3}|một|mot|hai|ba|bốn|bon|tư|tu)"
_QUARTER_WORD = r"(?:quý|quí|qúy|quy|qui)"
_M = r"(?P<m>0?[1-9]|1[0-2])"
_T = _either("tháng")
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Clock], Period | None], bool], ...] = (
    # the first form that matches a place wins, so longer forms stand above the parts they are made of
    (_compile(rf"(?:(?:từ|tu)\s+)?{_DATE}\s*(?:đến|den|tới|-|–)\s*(?:{_either('hết')}\s+)?{_DATE}"), _range, False),
    (_compile(rf"(?:từ|tu)\s+{_LONG_DATE}\s*(?:đến|den)\s*(?:{_either('hết')}\s+)?{_LONG_DATE}"), _range, False),
    (_compile(rf"(?:từ|tu)\s+{_T}\s*(?P<m1>\d\d?)\s*(?:đến|den|-|–)\s*(?:{_either('hết')}\s+)?{_T}\s*(?P<m2>\d\d?){_YEAR}"),
     _months, False),
    (_compile(rf"{_T}\s*(?P<m1>\d\d?)\s?[-–]\s?(?P<m2>\d\d?){_YEAR}"), _months, False),
    (_compile(rf"(?:(?:{_either('giai đoạn')}|{_either('nhiệm kỳ')}|{_either('từ')})\s+)?(?:(?:từ|tu)\s+)?(?:{_N}\s*)?"
              rf"(?P<y1>(?:19|20)\d\d)\s*(?:-|–|đến|den)\s*(?:{_N}\s*)?(?P<y2>(?:19|20)\d\d)"), _term, False),
    (_compile(rf"{_UNTIL}\s+{_LONG_DATE}"), _until_day, True),
    (_compile(rf"{_UNTIL}\s+{_DATE}"), _until_day, True),
    (_compile(rf"{_UNTIL}\s+{_T}\s*{_M}{_YEAR}"), _until_month, True),
    (_compile(rf"{_UNTIL}\s+{_QUARTER_WORD}\s*{_Q}{_YEAR}"), _until_quarter, True),
    (_compile(rf"{_UNTIL}\s+(?:{_either('cuối')}\s+)?(?:{_N}\s*)?{_Y4}"), _until_year, True),
    (_compile(_LONG_DATE), _day, False),
    (_compile(r"(?:(?:ngày|ngay)\s*)?(\d{1,2})(?P<sep>\s?[/.-]\s?)(\d{1,2})(?P=sep)((?:19|20)\d\d)"),
     _numeric_day, False),
    (_compile(rf"{_QUARTER_WORD}\s*{_Q}{_YEAR}"), _quarter, False),
    (_compile(rf"q(?P<q>[1-4]){_YEAR}"), _quarter, False),
    (_compile(rf"{_QUARTER_WORD}\s+{_THIS}"), _this_quarter, False),
    (_compile(rf"(?P<n>\d{{1,2}})\s*{_T}\s*(?P<last>đầu|dau|cuối|cuoi)?(?:\s+(?:của\s+)?{_RELATIVE_YEAR}"
              rf"|\s*(?:/\s*)?(?:{_N}\s*)?{_Y4})"), _first_months, True),
    (_compile(rf"(?P<n>\d{{1,2}})\s*{_T}\s*(?P<last>đầu|dau|cuối|cuoi)(?:\s+{_N})?(?P<y>)"), _first_months, True),
    (_compile(rf"{_either('nửa')}\s+(?P<half>đầu|dau|cuối|cuoi)\s+{_N}{_YEAR}"), _half, True),
    (_compile(rf"{_T}\s*{_M}{_YEAR}"), _month, False),
    (_compile(rf"{_T}\s+{_THIS}"), _this_month, False),
    (_compile(rf"0?{_M}/{_Y4}"), _month, False),
    (_compile(rf"(?:{_either('cả')}\s+)?{_N}\s*{_Y4}"), _year, False),
    (_compile(_RELATIVE_YEAR), _year, False),
    (_compile(rf"{_either('hôm')}\s+(?:nay|qua)"), _today, False),
    (_compile(r"(?P<y>20[0-4]\d)"), _year, False),
    (_compile(rf"(?P<n>[69])\s*{_T}"), _bare_months, True),
)
_LAW_BEFORE = re.compile(r"(?:Luật|Pháp lệnh|Hiến pháp)\b[^.;:()\n]{0,80}$")  # "Luật Đất đai năm 2013"
_NUMBER_VERB = re.compile(r"(?:\blà|\bđạt|\bcó|\bđược|\bgồm|\bsố|:|<|>|=)\s*$", re.IGNORECASE)  # "là 2020": a count
_DURATION = re.compile(  # "trong vòng 6 tháng", "định kỳ 6 tháng": lengths of time, not periods
    r"(?:thời hạn|thời gian|trong vòng|định kỳ|mỗi|dưới|trên|sau|quá|ít nhất|tối thiểu|tối đa|từ|đủ|kéo dài|/|\d)\s*$",
    re.IGNORECASE,
)
_DEADLINE = re.compile(r"(?:trước|truoc|chậm nhất|muộn nhất)(?:\s+(?:là|vào))?\s*$", re.IGNORECASE)
_AGO = re.compile(r"\d\s*$")  # "5 năm trước": years ago


_AND = re.compile(r"\s*(?:,|và|va|với|voi|so với|so voi)\s*", re.IGNORECASE)


def _plausible(text: str, match: re.Match[str], build: object) -> bool:
    before = text[max(0, match.start() - 90) : match.start()]
    if build in (_day, _numeric_day):
        return not is_document_date(before) and not _DEADLINE.search(before)
    if build is _year:
        if match.groupdict().get("ry"):
            return not _AGO.search(before)
        bare = match.group().isdigit()
        return not _LAW_BEFORE.search(before) and not (bare and _NUMBER_VERB.search(before))
    if build is _bare_months:
        return not _DURATION.search(before)
    return True


_CUE = re.compile(  # one of these stands in every period: most sentences hold none and need no more
    r"(?:19|20)\d\d|\d\s?[/.-]\s?\d|qu[ýíyiú]|th[áa]ng|n[ăa]m\s|n[ửu]a\s|h[ôo]m\s|(?<!\w)q[1-4]", re.IGNORECASE
)


def _matches(text: str, clock: _Clock) -> Iterator[Found]:
    free = bytearray(b"\1" * len(text))
    for pattern, build, cumulative in _FORMS:
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


def find_periods(text: str, *, today: date, default_year: int | None = None) -> tuple[Found, ...]:
    """The periods named in NFC `text`, in order, without overlaps. The date of a document is not one of them.

    `today` settles "quý này", "năm ngoái"; `default_year` a period without a year, which is partial otherwise.

    >>> [f.period.key for f in find_periods("quý I năm 2026 so với quy 1 nam ngoai", today=date(2026, 4, 1))]
    ['2026-Q1', '2025-Q1']
    >>> [f.period.key for f in find_periods("quỹ 1 tỷ, quý 2, đến hết tháng 3/2026", today=date(2026, 4, 1))]
    ['?-Q2', '..2026-03-31']
    """
    return _found(text, today, default_year) if _CUE.search(text) else ()


@lru_cache(maxsize=2048)  # leads and headings are asked for once for each sentence below them
def _found(text: str, today: date, default_year: int | None) -> tuple[Found, ...]:
    found = sorted(_matches(text, _Clock(today, default_year)), key=lambda item: item.start)
    for i in range(len(found) - 2, -1, -1):  # "quý I và quý II năm 2025": the year said once holds for both
        here, after = found[i], found[i + 1]
        alike = here.period.kind == after.period.kind and is_partial(here.period) and not is_partial(after.period)
        if alike and _AND.fullmatch(text[here.end : after.start]):
            found[i] = replace(here, period=with_year(here.period, after.period.end.year))
    return tuple(found)
