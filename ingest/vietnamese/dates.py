"""Days as Vietnamese documents print them, and whether a day dates another document."""

import re
from datetime import date
from typing import NamedTuple

_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?P<m>0?[1-9]|1[0-2])"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
DATE_FORMS = (  # longest form first; accents are optional, since people type without them
    rf"(?:(?:ngày|ngay)\s*)?{_DAY}\s*(?:tháng|thang)\s*{_MONTH}\s*,?\s*(?:năm|nam)\s*{_YEAR}",
    rf"(?:(?:ngày|ngay|mùng|mung)\s*)?(?<![\d.,/-]){_DAY}(?P<sep>\s?[/.-]\s?){_MONTH}(?P=sep){_YEAR}",
    rf"(?:tháng|thang)\s*{_MONTH}\s*(?:,?\s*(?:năm|nam)\s*|\s?[/-]\s?){_YEAR}",
    rf"(?:(?:ngày|ngay|mùng|mung)\s*){_DAY}\s*(?:/|-|\s(?:tháng|thang)\s)\s*{_MONTH}",
    rf"(?:trước|truoc|đến|den|từ|hết|het|vào)\s(?P<core>{_DAY}/{_MONTH})",
    rf"(?<![\d.,/-])(?<!quý\s)(?<!quí\s)(?<!quy\s){_MONTH}/{_YEAR}",
)
_AFTER = r"(?![\d]|[/.,-]\d|/[^\W\d_])"
_DATES = [re.compile(form + _AFTER, re.IGNORECASE) for form in DATE_FORMS]
_CUE = re.compile(r"\d\s*[/.-]\s*\d|th[áa]ng", re.IGNORECASE)  # one of these stands in every form
_NUMBER_BEFORE = re.compile(r"/[A-ZĐƯ][\w&.-]*\s*,?\s*\(?$")  # "số 280/QĐ-UBND ngày …"
_KIND_BEFORE = re.compile(  # "Công văn ngày …", "Luật Đất đai ngày …": a document named without its number
    r"(?:quyết định|nghị quyết|nghị định|thông tư|công văn|văn bản|kế hoạch|chỉ thị|công điện|thông báo|báo cáo|tờ"
    r" trình|luật|hướng dẫn|kết luận|chương trình|đề án)(?:\s+số)?[^.;:,()\n]{0,60}$",
    re.IGNORECASE,
)
_EVENT = re.compile(r"\b(?:từ|đến|trước|sau|tính|hết|trong|vào|kể)\s*$", re.IGNORECASE)


_LOOK_BACK = 200
"""Characters in front of a date that can name its document: the longest kind and what stands between, twice over."""


class FoundDate(NamedTuple):
    """A day in a text. `date` is None where the print leaves out the day or the year ("tháng 12 năm 2022")."""

    date: date | None
    start: int
    end: int
    text: str
    is_document_date: bool


def is_document_date(before: str) -> bool:
    """True where the words in front of a date make it the date of a document, not of figures.

    >>> is_document_date("Quyết định số 280/QĐ-UBND "), is_document_date("số liệu tính đến ")
    (True, False)
    """
    if _EVENT.search(before):
        return False
    return bool(_NUMBER_BEFORE.search(before) or _KIND_BEFORE.search(before))


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date in NFC `text`, in order, without overlaps; an impossible day ("31/02/2024") has date None.

    >>> [(str(d.date), d.text, d.is_document_date) for d in find_dates("131/NQ-CP ngày 06/10/2022; trước 30/8")]
    [('2022-10-06', 'ngày 06/10/2022', True), ('None', '30/8', False)]
    """
    taken: list[FoundDate] = []
    if not _CUE.search(text):
        return ()
    for pattern in _DATES:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            start, end = match.span("core") if groups.get("core") else match.span()
            if any(start < other.end and other.start < end for other in taken):
                continue
            value = None
            if groups.get("d") and groups.get("y"):
                value = day_or_none(int(groups["y"]), int(groups["m"]), int(groups["d"]))
            taken.append(
                FoundDate(
                    value, start, end, text[start:end], is_document_date(text[max(0, start - _LOOK_BACK) : start])
                )
            )
    return tuple(sorted(taken, key=lambda found: found.start))


def day_or_none(year: int, month: int, day: int) -> date | None:
    """A calendar day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
