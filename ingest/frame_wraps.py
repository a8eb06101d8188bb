"""Lines of the letterhead that a narrow column cut in two are one line again: the national title, place and date."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest import frame
from ingest.records import Grid, Line, Note, Span
from ingest.vietnamese.letters import UPPER

_FRONT = 25
"""The letterhead is among so many lines."""
_TITLE_CUT = re.compile(r"CHỦ\s+NGHĨA(?:\s+VIỆT)?$")
_TITLE_REST = re.compile(r"(?:VIỆT\s+)?NAM$")
_DATE_CUT = re.compile(rf"^[{UPPER}][^\d;:.]{{1,40}},?\s*ngày\b")
_DATE_REST = re.compile(r"^(?:\d{1,2}\s+)?(?:tháng\s+\d{1,2}\s+)?(?:năm\s+)?\d{4}\W*$")


def joined(items: Sequence[Line | Grid | Note]) -> Iterable[Line | Grid | Note]:
    """The flow, where a line of its front that goes on in the next one is joined with it."""
    at = 0
    while at < len(items):
        item = items[at]
        below = items[at + 1] if at + 1 < min(len(items), _FRONT) else None
        if isinstance(item, Line) and isinstance(below, Line) and _goes_on(item.text.strip(), below.text.strip()):
            span = Span(item.span.page, item.span.start, below.span.end, (*item.span.boxes, *below.span.boxes))
            yield replace(item, text=f"{item.text.rstrip()} {below.text.lstrip()}", span=span)
            at += 2
        else:
            yield item
            at += 1


def _goes_on(text: str, below: str) -> bool:
    """Whether a line of the frame is whole only with the one below it.

    >>> _goes_on("Lam Sơn, ngày 30 tháng 9 năm", "2026"), _goes_on("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM")
    (True, True)
    >>> _goes_on("Lam Sơn, ngày 30 tháng 9 năm 2026", "2026")
    False
    """
    if frame.MOTTO.search(text) and _TITLE_CUT.search(text):
        return bool(_TITLE_REST.match(below))
    whole = frame.PLACE_DATE.search(f"{text} {below}")
    return bool(_DATE_CUT.match(text) and _DATE_REST.match(below) and whole and not re.search(r"\d{4}", text))
