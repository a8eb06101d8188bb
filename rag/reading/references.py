"""Documents that a text refers to: "Quyết định số 280/QĐ-UBND ngày 05/01/2024 của UBND tỉnh về …"."""

import re
from dataclasses import dataclass

# Kinds of documents as Nghị định 30/2020/NĐ-CP (Điều 7) and the law on legal documents name them.
_KIND = (
    r"(?:Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Công văn|Văn bản|Thông báo(?: [Kk]ết luận)?|"
    r"Báo cáo|Kết luận|Quy định|Tờ trình|Hướng dẫn|Chương trình|Đề án|Luật|Công điện)"
)
_NUMBER = r"\d{1,5}(?:\.\d)?(?:/\d{4})?(?:/[A-ZĐ]{1,6}[A-ZĐ0-9&a-z-]*|-[A-ZĐ]{1,4}/[A-ZĐ0-9-]+)?"
_DATE = (
    r"\s*,?\s*(?:ban hành\s+)?ngày\s+"
    r"(?P<date>\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
)
_REFERENCE = re.compile(rf"(?P<kind>{_KIND})\s+(?:số\s*:?\s*)?(?P<number>{_NUMBER})(?:{_DATE})?", re.IGNORECASE)
# What a document is about runs on to the next document, a semicolon, or the end of the sentence.
_STOP = re.compile(r"[;\n]|\.(?=\s|$)")

# "sửa đổi một số điều của Nghị định số …": the next document belongs to what this one is about.
_GOES_ON = re.compile(r"(?:của|thay thế|bãi bỏ|sửa đổi|bổ sung|thực hiện|thi hành)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A document named in a text: its kind, number and date as printed, and [start, end) with what it is about."""

    kind: str
    number: str
    date: str
    start: int
    end: int


def references(text: str) -> tuple[Reference, ...]:
    """The documents that a text refers to, in order.

    >>> s = "theo Quyết định số 11/QĐ-UBND ngày 05/01/2024 phê duyệt kế hoạch; Chỉ thị 06/CT-UBND về pháp luật."
    >>> [(r.number, r.date, s[r.start:r.end]) for r in references(s)]
    [('11/QĐ-UBND', '05/01/2024', 'Quyết định số 11/QĐ-UBND ngày 05/01/2024 phê duyệt kế hoạch'),
     ('06/CT-UBND', '', 'Chỉ thị 06/CT-UBND về pháp luật')]
    """
    found = list(_REFERENCE.finditer(text))
    out = []
    for match, following in zip(found, [*found[1:], None], strict=False):
        stop = _STOP.search(text, match.end())
        if following and _GOES_ON.search(text, match.end(), following.start()):
            following = None
        limits = [len(text), *([stop.start()] if stop else []), *([following.start()] if following else [])]
        end = min(limits)
        while end > match.end() and text[end - 1] in " ,;.:":
            end -= 1
        out.append(Reference(match["kind"], match["number"], match["date"] or "", match.start(), end))
    return tuple(out)
