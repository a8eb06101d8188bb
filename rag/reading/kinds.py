"""Kinds of figures: what may be added, compared or set in proportion to what."""

import re
from collections.abc import Callable

from ingest.records import Figure
from ingest.vietnamese.fold import syllables

Fits = Callable[[Figure], bool]
"""Which figures are wanted."""

ASKS_SHARE = re.compile(r"\b(?:tỷ lệ|tỉ lệ|phần trăm|chỉ số)\b|%", re.IGNORECASE)
"""The words of a question for a percentage rather than a count."""


ASKS_AIM = re.compile(
    r"\b(?:chỉ tiêu|mục tiêu|phấn đấu|kế hoạch|dự kiến|đặt ra|đặt|đề ra|yêu cầu|tối thiểu|(?:phải|cần) (?:đạt|có))\b",
    re.IGNORECASE,
)
"""The words of a question for what is aimed at rather than what came of it."""


ASKS_GROWTH = re.compile(r"\b(?:tăng trưởng|tốc độ tăng)\b", re.IGNORECASE)
"""The words for a change that is an indicator itself: "tăng trưởng GRDP" is by how much it rose."""


def is_count(figure: Figure) -> bool:
    """A number of things: no share, no rank, no change."""
    return figure.unit != "%" and figure.kind not in ("xếp hạng", "so sánh")


def is_rank(figure: Figure) -> bool:
    """A place in an order."""
    return figure.kind == "xếp hạng"


def is_share(figure: Figure) -> bool:
    """A percentage that is no change."""
    return figure.unit == "%" and figure.kind != "so sánh"


def is_change(figure: Figure) -> bool:
    """How much a figure moved or differs, as the document states it."""
    return figure.kind == "so sánh"


def is_value(figure: Figure) -> bool:
    """Any result, count or share: no rank, no change."""
    return figure.kind not in ("xếp hạng", "so sánh")


def alike(a: Figure, b: Figure) -> bool:
    """Whether two figures can be added or compared: one unit (a bare number goes with any count), one kind."""
    if (a.kind == "xếp hạng") != (b.kind == "xếp hạng") or (a.kind == "so sánh") != (b.kind == "so sánh"):
        return False
    first, second = unit_words(a), unit_words(b)
    if a.kind == "xếp hạng" or first == second:
        return True
    return "%" not in (a.unit, b.unit) and (first.startswith(second) or second.startswith(first))


def unit_words(figure: Figure) -> str:
    """A unit without its punctuation: "phản ánh, kiến nghị" is "phản ánh kiến nghị"."""
    return figure.unit if figure.unit == "%" else " ".join(syllables(figure.unit))
