"""The forms a period is written in, each with what makes a Period of a match. periods.py looks for them in a text.

Accents are optional, syllable by syllable, but a wrong accent is another word: "quỹ 1" is no quarter.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from ingest.records import Period
from ingest.vietnamese import period_built as built
from ingest.vietnamese.fold import fold
from ingest.vietnamese.period_built import COUNTS, Clock


def _either(words: str) -> str:
    """Each syllable with or without its accents: "tháng" → (?:tháng|thang)."""
    return r"\s+".join(f"(?:{word}|{fold(word)})" if fold(word) != word else word for word in words.split())


_N = _either("năm")
_RELATIVE_YEAR = rf"{_N}\s+(?P<ry>nay|này|ngoái|ngoai|trước|truoc|kia|{_either('vừa rồi')}|{_either('vừa qua')})"
_NAMED_YEAR = rf"(?:\s+(?:của|cua))?(?:\s+{_RELATIVE_YEAR}|\s*(?:/\s*)?(?:{_N}\s*)?(?P<y>(?:19|20)\d\d))"
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


MARKS = {
    "days": re.compile(r"\d\s?[/.-]\s?\d"),
    "year": re.compile(r"(?:19|20)\d\d"),
    "tháng": re.compile("th[áa]ng"),
    "quý": re.compile("q[uú]"),
    "q1": re.compile("q[1-4]"),
    "năm": re.compile("n[ăa]m"),
    "đến": re.compile("đến|den|t[ớo]i"),
    "nửa": re.compile("n[ửu]a"),
    "hôm": re.compile("h[ôo]m"),
}
"""What forms are known by, in lower case: a text without a form's marks need not be searched for it."""


class Form(NamedTuple):
    """A form, what makes a Period of a match, whether that counts from the start of the year, its marks."""

    pattern: re.Pattern[str]
    build: Callable[[re.Match[str], Clock], Period | None]
    cumulative: bool
    marks: frozenset[str]


def _form(
    marks: str, pattern: str, build: Callable[[re.Match[str], Clock], Period | None], *, cumulative: bool = False
) -> Form:
    assert set(marks.split()) <= MARKS.keys()
    return Form(re.compile(_START + pattern + _EDGE, re.IGNORECASE), build, cumulative, frozenset(marks.split()))


def forms_in(text: str, *, loose: bool) -> list[Form]:
    """The forms that may stand in a text, those of LOOSE too if asked for, in the order in which they are tried.

    >>> [form.build.__name__ for form in forms_in("đến hết quý I", loose=False)]
    ['until_quarter', 'quarter', 'this_quarter', 'edge_quarter', 'edge_quarter']
    """
    low = text.lower()
    seen = {name for name, mark in MARKS.items() if mark.search(low)}
    return [form for form in (_ALL if loose else FORMS) if form.marks <= seen] if seen else []


_Q = r"(?P<q>0?[1-4]|iv|i{1,3}|một|mot|hai|ba|bốn|bon|tư|tu)"
_QUARTER_WORD = r"(?:quý|quí|qúy|quy|qui)"
_M = r"(?P<m>0?[1-9]|1[0-2])"
_T = _either("tháng")
_COUNT = rf"(?P<n>\d{{1,2}}|{'|'.join(_either(word) for word in sorted(COUNTS, key=len, reverse=True))})"
_ENDS = "(?P<last>đầu|dau|cuối|cuoi)"
FORMS = (
    # the first form that matches a place wins, so longer forms stand above the parts they are made of
    _form("days", rf"(?:(?:từ|tu)\s+)?{_DATE}\s*(?:đến|den|tới|-|–)\s*(?:{_either('hết')}\s+)?{_DATE}", built.from_to),
    _form(
        "tháng năm year",
        rf"(?:từ|tu)\s+{_LONG_DATE}\s*(?:đến|den)\s*(?:{_either('hết')}\s+)?{_LONG_DATE}",
        built.from_to,
    ),
    _form(
        "days",
        rf"(?:(?:từ|tu)\s+)?(?:ngày|ngay)\s*(\d{{1,2}})\s*(?:đến|den|tới|-|–)\s*"
        rf"(?:{_either('hết')}\s+)?{_DATE}",
        built.days,
    ),
    _form(
        "tháng",
        rf"(?:từ|tu)\s+{_T}\s*(?P<m1>\d\d?)\s*(?:đến|den|-|–)\s*(?:{_either('hết')}\s+)?{_T}\s*(?P<m2>\d\d?){_YEAR}",
        built.months,
    ),
    _form("tháng", rf"{_T}\s*(?P<m1>\d\d?)\s?[-–]\s?(?P<m2>\d\d?){_YEAR}", built.months),
    _form(
        "year",
        rf"(?:(?:{_either('giai đoạn')}|{_either('nhiệm kỳ')}|{_either('từ')})\s+)?(?:(?:từ|tu)\s+)?(?:{_N}\s*)?"
        rf"(?P<y1>(?:19|20)\d\d)\s*(?:-|–|đến|den)\s*(?:{_N}\s*)?(?P<y2>(?:19|20)\d\d)",
        built.term,
    ),
    _form("đến tháng năm year", rf"{_UNTIL}\s+{_LONG_DATE}", built.until_day, cumulative=True),
    _form("đến days", rf"{_UNTIL}\s+{_DATE}", built.until_day, cumulative=True),
    _form("đến tháng", rf"{_UNTIL}\s+{_T}\s*{_M}{_YEAR}", built.until_month, cumulative=True),
    _form("đến quý", rf"{_UNTIL}\s+{_QUARTER_WORD}\s*{_Q}{_YEAR}", built.until_quarter, cumulative=True),
    _form("đến year", rf"{_UNTIL}\s+(?:{_either('cuối')}\s+)?(?:{_N}\s*)?{_Y4}", built.until_year, cumulative=True),
    _form("tháng năm year", _LONG_DATE, built.single_day),
    _form(
        "days year",
        r"(?:(?:ngày|ngay)\s*)?(\d{1,2})(?P<sep>\s?[/.-]\s?)(\d{1,2})(?P=sep)((?:19|20)\d\d)",
        built.numeric_day,
    ),
    _form("quý", rf"{_QUARTER_WORD}\s*{_Q}{_YEAR}", built.quarter),
    _form("q1", rf"q(?P<q>[1-4]){_YEAR}", built.quarter),
    _form("quý", rf"{_QUARTER_WORD}\s+{_THIS}", built.this_quarter),
    _form("quý", rf"{_QUARTER_WORD}\s+{_ENDS}{_NAMED_YEAR}", built.edge_quarter),
    _form("quý", rf"{_QUARTER_WORD}\s+{_ENDS}\s+{_N}", built.edge_quarter),
    _form("tháng", rf"{_COUNT}\s*{_T}\s*{_ENDS}{_NAMED_YEAR}", built.first_months, cumulative=True),
    _form(
        "tháng",
        rf"(?P<n>\d{{1,2}})\s*{_T}\s*(?P<last>đầu|dau|cuối|cuoi)?(?:\s+(?:của\s+)?{_RELATIVE_YEAR}"
        rf"|\s*(?:/\s*)?(?:{_N}\s*)?{_Y4})",
        built.first_months,
        cumulative=True,
    ),
    _form("tháng", rf"{_COUNT}\s*{_T}\s*{_ENDS}(?:\s+{_N})?", built.first_months, cumulative=True),
    _form("nửa", rf"{_either('nửa')}\s+{_ENDS}(?:{_NAMED_YEAR}|\s+{_N})", built.half, cumulative=True),
    _form("tháng", rf"{_T}\s*{_M}{_YEAR}", built.month),
    _form("tháng", rf"{_T}\s+{_THIS}", built.this_month),
    _form("days year", rf"0?{_M}/{_Y4}", built.month),
    _form("năm year", rf"(?:{_either('cả')}\s+)?{_N}\s*{_Y4}", built.single_year),
    _form("năm", _RELATIVE_YEAR, built.single_year),
    _form("hôm", rf"{_either('hôm')}\s+(?:nay|qua)", built.today),
    _form("year", r"(?P<y>20[0-4]\d)", built.single_year),
    _form("tháng", rf"(?P<n>6|9|1[01])\s*{_T}", built.bare_months, cumulative=True),
)
_TILL = r"(?:[-–]\s*|(?:cho\s+)?(?:đến|den|tới|toi)\s+(?:tận\s+)?)"
LOOSE = (
    _form("", rf"(?:{_either('hồi')}\s+)?(?P<part>đầu|dau|giữa|giua|cuối|cuoi){_NAMED_YEAR}", built.part_of_year),
    _form(
        "year",
        rf"(?:kể\s+)?(?:từ|tu)\s+(?:{_N}\s*)?{_Y4}\s*(?:{_TILL}(?:nay|giờ|gio|{_either('bây giờ')}"
        rf"|{_either('hiện nay')}|{_either('hiện tại')})|{_either('trở lại đây')})",
        built.until_now,
    ),
    _form("năm", rf"(?:{_either('sang năm')}|{_N}\s+(?:tới|toi|sau(?!\s+khi)|{_either('kế tiếp')}))", built.next_year),
)
"""What people say of a part of a year without its bounds ("đầu năm 2024"): half a year, of which any part may be meant;
"từ 2016 tới nay", "sang năm". Read in questions alone, where nothing of FORMS but a bare year stands."""
_AT_LAST = next(i for i, form in enumerate(FORMS) if form.build is built.single_year)
_ALL = (*FORMS[:_AT_LAST], *LOOSE, *FORMS[_AT_LAST:])
