"""Whether each figure of a sentence is told as it is printed: its unit, level, period and kind, and what it is of.

A sentence with several figures is cut to the words around each (segments.py), the printed one too. The words that
stand at one printed figure alone tell it from its neighbours: a telling must say one of them and none of a
neighbour's, and no word that its source does not print beside those that only join (data/telling.tsv).
"""

import re
from collections.abc import Sequence

from ingest.records import Figure
from ingest.vietnamese.levels import find_scopes
from rag.chat.added import added
from rag.chat.figure_words import (
    DOWN,
    NO,
    PLANNED,
    UP,
    At,
    Words,
    all_of,
    counted,
    printed_figures,
    told_figures,
    told_words,
    unit_of,
)
from rag.chat.pointed import spans
from rag.chat.sources import Source
from rag.reading.slots import MOSTLY, agrees

_DONE = re.compile(r"\b(?:đã|kết quả|(?<!thực )(?<!phát )(?<!thể )hiện|đến nay)\b", re.IGNORECASE)
_AIM = re.compile(
    r"\b(?:phấn đấu|mục tiêu|chỉ tiêu|kế hoạch|dự kiến|dự toán|yêu cầu|giao|nhiệm vụ|phải|cần|sẽ|bảo đảm|đảm bảo)\b",
    re.IGNORECASE,
)
_ESTIMATED = re.compile(r"\bước\b", re.IGNORECASE)
_WHOLE_YEAR = re.compile(r"\bcả năm\b", re.IGNORECASE)
_WHOLE = re.compile(r"/|\b(?:trên|tổng|trong số|kế hoạch|dự toán)\b", re.IGNORECASE)
_BASE = re.compile(
    r"\b(?:cùng kỳ|kế hoạch|dự toán|chỉ tiêu|mục tiêu|kịch bản|thời điểm|đầu năm|cuối năm|bình quân|"
    r"(?:năm|năm học|tháng|quý|kỳ|tuần|nhiệm kỳ) trước)\b"
)
"""What a change is counted from and what a share is one of."""
_AGAINST = re.compile(r"\bso(?: với)?\s", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:ở|tại|cấp|đối với|khu vực)\s+([^\d,;:]+?)(?=\s(?:đạt|là|còn|có|bằng|chiếm)\b|\s*$)", re.IGNORECASE
)
_SUMMED = frozenset(("lũy",))
"""A word that need not be said with a figure, but may not be said with another."""
_MEASURES = frozenset(("%", "điểm phần trăm", "điểm", "bậc"))
"""Units that are one thing exactly; those of counts are told longer or shorter ("hồ sơ trực tuyến")."""


def mistaken(sentence: str, sources: "Sequence[Source]") -> list[str]:
    """What is wrong with the figures of a sentence that cites `sources`: Vietnamese clauses."""
    told = list(told_figures(sentence, sources[0].document))
    printed = [(at, source) for source in sources for at in printed_figures(source)]
    strange = added(sentence, " . ".join(all_of(s) for s in sources))
    found = []
    for i, claim in enumerate(told):
        same = [(at, s) for at, s in printed if at.figure.value == claim.figure.value]
        if not same:
            continue
        fitting = [(at, s) for at, s in same if _unit_fits(claim.figure, at.figure)]
        if not fitting:
            found.append(f"{claim.figure.text} được ghi sai đơn vị")
        elif not any(_one(claim, at, s) for at, s in fitting):
            found.append(f"{claim.figure.text} được gán sai kỳ, cấp hoặc loại số liệu")
        elif (
            (claim.own | claim.hung) & strange
            or not any(_tells(claim, at, printed) for at, _ in fitting)
            or not _follows(claim, told[:i], fitting, printed)
        ):
            found.append(f"{claim.figure.text} được gán cho nội dung khác với đoạn được dẫn")
    return found


def _unit_fits(claimed: Figure, printed: Figure) -> bool:
    a, b = (unit_of(f) for f in (claimed, printed))
    if a in _MEASURES or b in _MEASURES:
        return a == b
    return a.startswith(b) or b.startswith(a)


def _one(claim: At, at: At, source: Source) -> bool:
    """Whether a figure is told of the level, period and kind that it is printed of, and in its direction; what the
    sentence leaves unsaid is taken from above it."""
    claimed, printed = claim.figure, at.figure
    levels, level = _levels(claim), _levels(at)
    if levels and level and not levels & level:
        return False
    period = printed.period or source.document.period
    whole_year = period is not None and period.kind == "year"
    if _WHOLE_YEAR.search(claim.text) and not (whole_year or _WHOLE_YEAR.search(at.text)):
        return False
    if _is_whole(printed, source.statement.text) and not _WHOLE.search(claim.text):
        return False
    as_printed = (claimed.period and claimed.period.text.lower() in at.text.lower()) or (
        period and period.text.lower() in claim.text.lower()
    )
    if claimed.period and period and not as_printed and agrees(claimed.period, period) < MOSTLY:
        return False
    if claimed.kind in PLANNED and printed.kind not in PLANNED:
        return False
    if at.meant and printed.comparator == "=" and not _AIM.search(claim.said):
        return False
    if (
        printed.kind in PLANNED
        and claimed.kind not in PLANNED
        and ((at.meant and not _AIM.search(claim.said)) or _said_done(claim.text, at.text))
    ):
        return False
    if NO.search(at.text.partition(printed.text)[0]) and not NO.search(claim.text):
        return False
    if _way(claim.text) and _way(at.text) and not _way(claim.text) & _way(at.text):
        return False
    before, said = at.text.partition(printed.text)[0], claim.text.partition(claimed.text)[0]
    if _way(" ".join(said.split()[-3:])) and not _way(before) and not _way(source.statement.lead):
        return False
    if _way(before) and not (_way(claim.text) and _same_base(claim, at, source)):
        return False
    if _whole_of(claim.text, claimed.text) - _bases(at.text) and not _way(at.text):
        return False
    if claimed.comparator == printed.comparator or (claimed.kind == printed.kind == "ước"):
        return True
    if _ESTIMATED.search(claim.text) and _ESTIMATED.search(source.statement.text):
        return True  # what one sentence tells beside an estimate may be told as one
    return bool(_bounds(claim.text)) and _bounds(claim.text) == _bounds(at.text)


def _bounds(text: str) -> frozenset[str]:
    """As what bounds a text sets: "ít nhất 3 năm" and "từ 3 năm trở lên" are the same."""
    return frozenset(span.value for span in spans(text) if span.kind == "bound")


def _where(at: At) -> Words:
    """The words of the place or level that a figure is printed of: "ở đô thị đạt 97,8%"."""
    found = _PLACE.findall(at.text.partition(at.figure.text)[0])
    return told_words(found[-1]) if found else frozenset()


def _follows(
    claim: At,
    earlier: "Sequence[At]",
    fitting: "Sequence[tuple[At, Source]]",
    printed: "Sequence[tuple[At, Source]]",
) -> bool:
    """Whether a figure without words of its own stands behind one that it is printed with, no semicolon between."""
    if not earlier or claim.own - told_words(claim.figure.unit) or ";" in claim.said[earlier[-1].end : claim.start]:
        return True
    value = earlier[-1].figure.value
    return any(
        ";" not in source.statement.text[min(at.end, before.end) : max(at.start, before.start)]
        for at, source in fitting
        for before, other in printed
        if other is source and before.figure.value == value
    )


def _paired(claim: At, printed: "Sequence[tuple[At, Source]]") -> bool:
    """Whether the word right before a figure does not stand before another figure of its unit alone."""
    word = claim.before
    having = [at.figure.value for at, _ in printed if at.before == word and counted(at.figure) == counted(claim.figure)]
    return not told_words(word) or not having or claim.figure.value in having


def _same_base(claim: At, at: At, source: Source) -> bool:
    """Whether a change is told against what it is printed against; where that stands only at a later figure, it may be
    left unsaid."""
    against = _AGAINST.search(claim.text)
    behind = claim.text.partition(claim.figure.text)[2]
    told = _bases(f"{claim.text[against.start() :]} {behind}" if against else behind)
    if _AGAINST.search(at.text) is None:
        return told <= _bases(source.citation.quote)
    return bool(against) and told <= _bases(at.text)


def _bases(text: str) -> set[str]:
    return set(_BASE.findall(text.lower()))


def _whole_of(text: str, figure: str) -> set[str]:
    """What a figure is told to be a share of: "86,7% dự toán"."""
    match = re.match(rf"\s*(?:so với|so|của)?\s*({_BASE.pattern})", text.lower().partition(figure.lower())[2])
    return {match[1]} if match else set()


def _levels(at: At) -> set[str]:
    """The level that the words right at a figure name, else those that its telling names before it, else the one that
    it was read with."""
    named = {scope.level for scope in find_scopes(at.text)}
    if named:
        return named
    if at.said:
        return {scope.level for scope in find_scopes(at.said.partition(at.figure.text)[0])}
    return {at.figure.level} if at.figure.level else set()


def _is_whole(figure: Figure, text: str) -> bool:
    """Whether a figure is what another is counted against: "3.105 tỷ đồng/7.450 tỷ đồng"."""
    return text[: figure.start].rstrip().endswith("/")


def _said_done(claim: str, printed: str) -> bool:
    """Whether an aim is told as done: what only the headings call an aim may be told without saying so."""
    return bool(_DONE.search(claim)) and not _DONE.search(printed)


def _way(text: str) -> set[str]:
    return {name for name, pattern in (("up", UP), ("down", DOWN)) if pattern.search(text)}


def _tells(claim: At, at: At, printed: "Sequence[tuple[At, Source]]") -> bool:
    """Whether a telling says a word that stands at this printed figure alone, and none of another's alone."""
    rivals = [o for o, _ in printed if o.figure.value != at.figure.value]
    others = frozenset().union(*(o.own for o in rivals))
    alone = at.own - others
    for rival in rivals:
        here, there = _where(at), _where(rival)
        if here and there and here - there and not claim.hung & (here - there):
            return False
    needed = alone - _SUMMED and any(counted(o.figure) == counted(at.figure) for o in rivals)
    foreign = others - at.own - at.hung
    if not claim.own & alone and not _paired(claim, printed):
        return False
    return (not needed or bool(claim.hung & alone)) and not claim.own & foreign
