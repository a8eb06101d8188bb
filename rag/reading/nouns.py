"""Whether a figure counts what is asked for: the noun of "bao nhiêu *hồ sơ*" at the figure, or at its cell's heads."""

import re
from functools import lru_cache

from ingest.records import Figure
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.compounds import compounds
from ingest.vietnamese.fold import fold
from rag.reading.places import Place, is_value_cell
from rag.records import Ask, Question

_UNSAID = 0.7
"""What is worth a figure whose noun is left out in print: "Xếp loại Tốt: 23/168 đơn vị; … Yếu: 8/168"."""
_WHOEVER = frozenset(("", "người", "trường hợp", "đơn vị", "cái"))
"""Units that say little of what is counted: "Tổng số Thẩm phán của các Tòa án là 7.004 người"."""
_EVENTS = frozenset(("vu", "ca", "cuoc", "dot", "lan", "phien", "buoi", "luot"))
"""Folded words that count what happens: whoever is counted beside it is not that ("vụ tai nạn … làm 03 người chết")."""
COMMON = 6.0
"""Nats: commoner words tell nothing of what a column holds ("năm", "đạt", "thực hiện")."""
_PLAIN = re.compile(
    r"\d|^(?:lũy kế|cùng kỳ|kế hoạch|kết quả|thực hiện|dự toán|giao|đạt|tỷ lệ|số lượng|đơn vị|tháng|quý|ước|so sánh"
    r"|chỉ số|chỉ tiêu|điểm|điểm số|xếp hạng|thứ hạng|hạng|vị thứ|giá trị|mức|nội dung|tổng|tổng số|cộng|chung"
    r"|bình quân|kh|th|mục tiêu|giai đoạn|thời kỳ|thời điểm)$"
)
"""Words that say of which kind or time a column is, not of what."""
_TIME_OR_GIVER = re.compile(r"^(?:quy [ivx]+|ca|den|trung uong|hoi dong|nhan dan|thu tuong|chinh phu)$")
"""Folded words of a head that say until when, or who set a plan: "Ước TH cả năm", "Dự toán – HĐND tỉnh giao"."""
_TOLD_BY = 2
"""Syllables that tell an indicator: "hộ nghèo" of "tỷ lệ hộ nghèo xã …"."""


def noun_fit(ask: Ask, figure: Figure, place: Place) -> float:
    """How much of the counted noun stands in the figure or right after it, 0..1; 1 when no noun was said.

    A unit that the noun begins with is all of it ("thủ tục hành chính bị bãi bỏ" counts TTHC), or begins with it.
    """
    nouns = _words(ask.noun)
    if not nouns:
        return 1.0
    if is_value_cell(place) and not figure.unit:
        return _fit_of_cell(nouns, place)
    if not figure.unit:
        return _UNSAID
    unit = _words(figure.unit)
    if unit[: len(nouns)] == nouns[: len(unit)]:
        return 1.0
    if is_value_cell(place):  # what follows it is the next column's head
        return max(sum(s in _heads(place) for s in nouns) / len(nouns), _UNSAID * bool(set(nouns) & set(unit)))
    after = _words(place.statement.text[figure.start : figure.end + 60])
    said = sum(s in after for s in nouns)
    if figure.unit in _WHOEVER and not (figure.unit and nouns[0] in _EVENTS):
        before = _words(place.statement.text[place.start : figure.start])
        said = max(said, sum(s in before for s in nouns))
    return said / len(nouns)


def _fit_of_cell(nouns: tuple[str, ...], place: Place) -> float:
    """The same for a bare number of a table: 1 where its column or row names what it counts."""
    return 1.0 if set(nouns) <= set(_heads(place)) else _UNSAID


def _heads(place: Place) -> tuple[str, ...]:
    """The words of a cell's row and column."""
    text = place.statement.text
    return _words(" ".join(text[slice(*span)] for span in (place.label, place.header) if span))


def column_said(question: Question, place: Place) -> bool:
    """Whether the question says what a cell's column is about; not "Ghi chú"."""
    told = _telling(place.statement.text[slice(*place.header)]) if place.header else ()
    return not told or not {s for word in told for s in word}.isdisjoint(_words(question.text))


def of_another_column(indicator: tuple[str, ...], question: Question, place: Place) -> bool:
    """Whether a cell's row and column name nothing of the indicator's words, and its column something else that the
    question does not name: "tỷ lệ hộ nghèo" is not "Vốn đầu tư công – Tỷ lệ (%)", whatever the table's title says."""
    if not indicator or not place.header:
        return False
    if not {fold(s) for s in indicator[:_TOLD_BY]}.isdisjoint(_heads(place)):
        return False
    told = _telling(place.statement.text[slice(*place.header)])
    return bool(told) and {s for word in told for s in word}.isdisjoint(_words(question.text))


def column_words(place: Place) -> frozenset[str]:
    """What a cell's column is about, as folded syllables: nothing for one that only says a time or a kind."""
    told = _telling(place.statement.text[slice(*place.header)]) if place.header else ()
    return frozenset(s for word in told if not _TIME_OR_GIVER.search(" ".join(word)) for s in word)


@lru_cache(maxsize=4096)
def _telling(header: str) -> tuple[tuple[str, ...], ...]:
    """The words of a column's head that tell what it holds, as folded syllables; not "năm", "đạt", "thực hiện"."""
    found = (w for w in compounds(normal_words(header)) if w.surprise > COMMON and not _PLAIN.search(w.text))
    return tuple(tuple(fold(s) for s in word.syllables) for word in found)


@lru_cache(maxsize=16384)
def _words(text: str) -> tuple[str, ...]:
    """The folded syllables of a text in its normal form."""
    return tuple(fold(s) for s in normal_words(text))
