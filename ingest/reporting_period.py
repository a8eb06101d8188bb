"""The kỳ báo cáo: the period that a document as a whole is about, from its trích yếu or its first words.

A report tells of one period and looks ahead to the next ("Kết quả công tác quý I và phương hướng, nhiệm vụ quý II năm
2026"): what it tells of is its period.
"""

import re
from dataclasses import replace
from datetime import date

from ingest.records import Document, Period
from ingest.vietnamese.calendar import is_partial, with_year
from ingest.vietnamese.periods import find_periods

_REPORT = "báo cáo"
# Where the title of a report turns to what is to be done. Only after a mark or "và": a report on "thực hiện nhiệm vụ
# năm 2025" tells of what was done.
_AHEAD = re.compile(
    r"(?:[,;:–-]|\bvà)\s*(?:(?:một số|các|những|đề ra|dự kiến|xây dựng|triển khai)\s+)*"
    r"(?:phương hướng|định hướng|nhiệm vụ|giải pháp|kế hoạch|mục tiêu|chương trình công tác|dự kiến|dự báo|ước)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(
    r"\([^()]*\)"
)  # "(… cùng kỳ tính từ ngày 15/12/2024 đến ngày 14/9/2025)" is no year of the title
_UNDATED = date(2000, 1, 1)
# What a title adds in brackets: the days its figures are counted over, and those of the year before it compares with.
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_SAME_TIME = re.compile(r"(?<=[(;,.])[^();,.]*\bcùng kỳ\b[^()]*", re.IGNORECASE)


def reporting_period(document: Document, opening: str) -> Period | None:
    """The period that the title names; for a report whose title names none, the one its first words name.

    `document` with its kind, title and day; `opening` its first paragraph. None where neither names a period.
    """
    report = document.kind == _REPORT
    bare = _BRACKETS.sub("", document.title)
    for text in (bare, _SAME_TIME.sub("", document.title), opening if report else ""):
        told = _told(text) if report else text
        for part in (told, text):
            if period := _last(part, text, document.issued):
                return period
    return None


def _told(title: str) -> str:
    """The title up to where it turns to what is to be done."""
    ahead = _AHEAD.search(title)
    return title[: ahead.start()] if ahead else title


def _last(part: str, whole: str, issued: date | None) -> Period | None:
    """The last period in a part of a title; one without a year is of the title's year, else of the document's."""
    today = issued or _UNDATED
    found = [item.period for item in find_periods(part, today=today)]
    if not found or not is_partial(found[-1]):
        return found[-1] if found else None
    alone = found[-1]
    said = find_periods(_BRACKETS.sub("", whole), today=today) or find_periods(whole, today=today)
    years = [item.period.end.year for item in said if not is_partial(item.period)]
    if years:
        return _in_year(alone, years[-1])
    if issued is None:
        return None
    began = with_year(alone, issued.year).start <= issued
    return _in_year(alone, issued.year if began else issued.year - 1)


def _in_year(period: Period, year: int) -> Period:
    """A period printed without its year, told with it."""
    joint = "" if period.text.lower().endswith("năm") else "năm "
    return replace(with_year(period, year), text=f"{period.text} {joint}{year}")
