"""The period that a number of a sentence holds for: said in its clause, in front of it, or by what surrounds it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.figure_kinds import sets_aims
from ingest.identity import Ground, periods_in, year_around
from ingest.named import Named
from ingest.records import Period
from ingest.vietnamese.calendar import first_months, year_before, year_of
from ingest.vietnamese.numbers import Number, find_numbers
from ingest.vietnamese.periods import Found, is_partial

_OF_BEHIND = re.compile(r"\s*của\s+")  # "7,84% của quý I năm 2025"
# "70% vào cuối năm 2026 và 100% vào cuối năm 2027": the first is said of the number before.
_RIGHT_BEHIND = re.compile(r"\s*(?:vào|trong|đến|tính đến)\s+(?:(?:cuối|đầu|hết)\s+)?|\s*\(\s*")
_OF_THE_ONE_BEFORE = re.compile(r"\)?\s*(?:,|;|và|,\s*và)\s*")
_SINCE_NEW_YEAR = re.compile(
    r"(?<!\w)(?:lũy kế|luỹ kế)(?!\w)(?!\s+\d)(?!\s+(?:đến|tính|từ trước))|(?<!\w)từ đầu năm(?!\w)", re.IGNORECASE
)
_FROM_NEW_YEAR = re.compile(r"(?<!\w)từ đầu năm(?!\w)", re.IGNORECASE)
# A plan over years is a name: "xã đạt chuẩn theo bộ tiêu chí giai đoạn 2021 - 2025" is told of today.
_NAMED_FOR = re.compile(
    r"(?:tiêu chí|chuẩn|chương trình|kế hoạch|đề án|chiến lược|quy hoạch|nghị quyết|dự án|phong trào)"
    r"(?:\s+(?!đạt|là|có)[^\s,;.:]+){0,5}\s+$",
    re.IGNORECASE,
)
_YEARS = 370  # days: more than this are several years
# A period said in brackets holds in them: "24,7% (năm 2023: 29,2%), song tỷ lệ … còn 38,5%".
_CLOSED = re.compile(r"^[^(]*\)")
_AGAINST = re.compile(
    r"(?:so với|so|cùng kỳ|cùng thời điểm)[^.,;:()]*$|(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn[^.,;:()\d]*$"
    r"|(?<!\w)trước\s*$|(?<!\w)lần\s*$",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r";|[.!?]\s")
_TELLS_TIME = re.compile(r"(?<!\w)thời (?:gian|hạn|điểm)(?!\w)[^,;.]*$", re.IGNORECASE)
"""In front of a time that is itself what is told: "thời gian quan trắc từ tháng 3 đến tháng 10"."""
_WHOLE_YEAR = re.compile(r"(?<!\w)cả năm(?!\s*\d)", re.IGNORECASE)  # "để cả năm đạt 9,8%"
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")
_OPENING = 2  # syllables in front of a period that opens its sentence
_OF_YEAR = re.compile(
    r"(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu)\s+(?:cả\s+)?năm(?:\s+(?:là|đạt|giao))*\s*$", re.IGNORECASE
)


def period_of(
    text: str, number: Number, item: Named, periods: Sequence[Found], same: bool, ground: Ground
) -> Period | None:
    """The period of a number among the `periods` of its text; `same`: it is one of the same time of another year."""
    left, right = item.clause
    usable = [f for f in periods if (same or not _compared(text, f)) and not is_partial(f.period)]
    usable = [f for f in usable if not _of_another(text, number, f)]
    if ground.document.period and not sets_aims(ground.document):
        usable = [f for f in usable if not _names_a_plan(text, f)]
    inside = [f for f in usable if left <= f.start < right and not _later(text, number, f, right)]
    behind = [f for f in inside if f.start >= number.end and _OF_BEHIND.fullmatch(text[number.end : f.start])]
    before = behind or [f for f in inside if f.end <= number.start]
    if not behind and before and _OF_THE_ONE_BEFORE.fullmatch(text[before[-1].end : number.start]):
        before = [f for f in inside if _RIGHT_BEHIND.fullmatch(text[number.end : max(f.start, number.end)])] or before
    if (year := year_around(ground)) and _WHOLE_YEAR.search(text[before[-1].end if before else left : number.start]):
        return year_of(year)
    if chosen := (before[-1:] or inside[:1]):
        return chosen[0].period
    if aside := _aside(text, number, periods):
        return aside
    if same:
        return None
    earlier = [f for f in usable if f.end <= number.start and not _CLOSED.search(text[f.end : number.start])]
    if chosen := [f for f in earlier if _holds_on(text, number, f, ground.document.period, leans=item.leans)][-1:]:
        return chosen[0].period
    return ground.whole or _around(ground)


def _around(ground: Ground) -> Period | None:
    """The period of the paragraph, of the lead, of the headings, or of the document."""
    whole = ground.document.period
    for words in (ground.when, *ground.around):
        for found in reversed(periods_in(words, ground)):
            if not _compared(words, found) and not is_partial(found.period):
                if words is not ground.when:
                    return found.period
                if whole and (whole.start, whole.end) == (found.period.start, found.period.end):
                    return whole
                return replace(found.period, text="")  # printed in another sentence than the figure's
    return whole


def planned_period(text: str, number: Number, period: Period | None) -> Period | None:
    """The year, for what was planned for it: "6 tháng đạt 47%, kế hoạch cả năm 95%"."""
    if period is None or period.start.year != period.end.year or not _OF_YEAR.search(text[: number.start]):
        return period
    return year_of(period.end.year)


def same_time(period: Period | None, own: Period | None) -> Period | None:
    """The same time as `own` of the year that is all a text says: "đến 31/3/2026 đạt 18% (cùng kỳ năm 2025: 15%)"."""
    if period is None or own is None or period.kind != "year" or own.kind == "year" or own.end.year <= period.end.year:
        return period
    while own.end.year > period.end.year:
        own = year_before(own)
    return own


def _of_another(text: str, number: Number, found: Found) -> bool:
    """Whether a period is said of another number right before it: "cao hơn mức tăng 7,84% của quý I năm 2025"."""
    others = (each for each in find_numbers(text[: found.start]) if each.start != number.start)
    return any(_OF_BEHIND.fullmatch(text[each.end : found.start]) for each in others)


def _names_a_plan(text: str, found: Found) -> bool:
    return (found.period.end - found.period.start).days > _YEARS and bool(_NAMED_FOR.search(text[: found.start]))


def _compared(text: str, found: Found) -> bool:
    """True for a period that a figure is compared with, not the one it holds for."""
    before = text[max(0, found.start - 40) : found.start]
    return _AGAINST.search(before) is not None


def _later(text: str, number: Number, found: Found, right: int) -> bool:
    """True for a day of another clause behind a number ("đạt 100%, hoàn thành ngày 05/3/2026"), and for the period of
    the next number ("đạt 88%, chỉ tiêu năm 2026 là 95%")."""
    behind = found.start > number.end and "," in text[number.end : found.start]
    return behind and (found.period.kind in ("day", "as_of") or text[right : right + 1].isdigit())


def _holds_on(text: str, number: Number, found: Found, whole: Period | None, *, leans: bool) -> bool:
    """Whether a period said before holds for a number behind it: in its clause, or where it opens a sentence.

    `whole` is the document's period: a part of it that one clause names does not hold in the next ("tỷ lệ tốt nghiệp
    năm 2026 đạt 98%; toàn tỉnh thiếu 1.138 giáo viên"), unless the number `leans` on one before it.
    """
    day = found.period.kind in ("day", "as_of")
    span = (found.period.start, found.period.end)
    other = whole is not None and whole.start <= span[1] and span[0] <= whole.end and (whole.start, whole.end) != span
    other = other or _TELLS_TIME.search(text[: found.start]) is not None
    if not (day or (other and not leans)) or not _CLAUSE_END.search(text[found.end : number.start]):
        return True
    before = re.split(r"[.!?]\s" if day else r"[.!?:;]\s", text[: found.start])[-1]
    return len(_WORD.findall(before)) <= _OPENING


def since_new_year(text: str, number: Number, period: Period | None, said: bool) -> Period | None:
    """A month or quarter told of cumulatively: "thu tháng 10 ước 1.205 tỷ đồng, lũy kế 12.640 tỷ đồng".

    `said`: the text names the period; "lũy kế" alone counts from the new year only then, "từ đầu năm" always.
    """
    if period is None or period.kind not in ("month", "quarter"):
        return period
    own = re.split(r"[,;:(]|[.!?]\s", text[: number.start])[-1]
    if not (_SINCE_NEW_YEAR if said else _FROM_NEW_YEAR).search(own):
        return period
    return first_months(period.end.year, period.end.month)


def _aside(text: str, number: Number, periods: Sequence[Found]) -> Period | None:
    """The period in front of the brackets that a number stands in: "so với năm 2023 (65,97 điểm, xếp thứ 35)"."""
    opened = text.rfind("(", 0, number.start)
    if opened < 0 or ")" in text[opened : number.start]:
        return None
    just = [f.period for f in periods if f.end <= opened and not text[f.end : opened].strip()]
    return just[0] if just and not is_partial(just[0]) else None
