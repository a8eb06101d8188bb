"""The unit of a number in a table, by the words of its column or row: "Điểm tháng 6" holds points, "Hạng" ranks."""

import re

from rag.reading.places import RANKS, Place, is_value_cell

_HEADS = {
    "điểm": re.compile(r"\bđiểm\b(?! (?:%|phần trăm|nghẽn|nóng|đen|cầu|dân cư|trường|bưu điện))", re.IGNORECASE),
    "điểm phần trăm": re.compile(r"điểm (?:%|phần trăm)", re.IGNORECASE),
    "hạng": RANKS,
    "bậc": re.compile(r"\bbậc\b|\b(?:tăng|giảm|lên|xuống)\b[^–]*\bhạng\b", re.IGNORECASE),
    "%": re.compile(r"%|\b(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng)\b", re.IGNORECASE),
}
"""Units asked for → how the columns are named that hold them."""
_WRITTEN = {"điểm %": "điểm phần trăm", "điểm tối đa": "điểm", "điểm số": "điểm", "thứ hạng": "hạng"}
"""Units as printed → as they are asked for."""
_BARE = re.compile(r"\s*(?:thứ |hạng )?[+–-]?\d[\d.,]*(?:/\d+)?\s*", re.IGNORECASE)


def is_unit(asked: str, printed: str) -> bool:
    """Whether a printed unit is the one asked for.

    >>> is_unit("điểm phần trăm", "điểm %"), is_unit("điểm", "điểm %")
    (True, False)
    """
    return asked in (printed, _WRITTEN.get(printed))


def in_column_of(unit: str, place: Place) -> bool:
    """Whether a bare number of a table stands in a column, or a row, that is named after the unit."""
    named = _HEADS.get(unit)
    if named is None or not is_value_cell(place) or not _BARE.fullmatch(place.text):
        return False
    text = place.statement.text
    return any(named.search(text[slice(*span)]) for span in (place.header, place.label) if span)
