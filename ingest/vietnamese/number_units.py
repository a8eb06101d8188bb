"""The unit behind a number: of the table of units, else the noun that follows; and a second number in the same unit."""

import re
from typing import Literal

from ingest.vietnamese.digits import NUMBER
from ingest.vietnamese.tables import rows

NumberKind = Literal["percent", "points", "rank", "score", "fraction", "range", "money", "measure", "count", "number"]

_UNITS: dict[str, NumberKind] = {unit.lower(): kind for unit, kind, _ in rows("units.tsv")}  # type: ignore[misc]
_UNIT = re.compile(
    r"\s*(?P<unit>%|‰|°C|°(?!\w))"
    rf"|\s*(?P<word>{'|'.join(map(re.escape, sorted(_UNITS, key=len, reverse=True)))})(?!\w)",
    re.IGNORECASE,
)
_PER = re.compile(  # "50.000 đồng/ha", "3%/năm", "300.000 đồng/người/tiết mục"
    rf"(?:/(?:{'|'.join(map(re.escape, sorted(_UNITS, key=len, reverse=True)))}|[^\W\d_]+)(?!\w))+", re.IGNORECASE
)
WORDS: dict[str, list[str]] = {}
for _role, _list, _ in rows("number_words.tsv"):
    WORDS.setdefault(_role, []).extend(_list.split("|"))


_STOP = frozenset(WORDS["stop"])
_OVER = re.compile(rf"\s?/\s?({NUMBER})\s?")
_TO = re.compile(rf"\s?(?:đến|tới|-|–)\s?\+?({NUMBER})\s?", re.IGNORECASE)
_LETTER = re.compile(r"\w")


def unit_kind(unit: str) -> NumberKind | None:
    """The kind of a unit of the table; None for another noun.

    >>> unit_kind("tỷ đồng"), unit_kind("hồ sơ"), unit_kind("đồng/ha"), unit_kind("con đường")
    ('money', 'count', 'money', None)
    """
    return _UNITS.get(unit.lower()) or _UNITS.get(unit.partition("/")[0].lower())


_PLACE_NOUN = re.compile(
    r"\s+(?:ngập|sạt lở|đen|cầu|trường|thi|giao dịch|bưu điện|du lịch|nóng|dân cư|mỏ|quan trắc)(?!\w)"
)


def unit_at(text: str, at: int) -> tuple[str, int, NumberKind | None]:
    """The unit that starts at `at`: (unit, end, kind); without one ("", at, None)."""
    match = _UNIT.match(text, at)
    if match:
        unit = match["unit"] or match["word"]
        kind = _UNITS[unit.lower()]
        if kind == "score" and (noun := _PLACE_NOUN.match(text, match.end())):  # "40 điểm ngập", no mark
            return unit + noun.group(), noun.end(), "count"
        per = _PER.match(text, match.end()) if kind in ("percent", "money", "measure") else None
        return unit + (per.group() if per else ""), per.end() if per else match.end(), kind
    noun = re.match(r"\s+([^\W\d_]+)(\s+[^\W\d_]+)?", text[at : at + 60])
    if noun is None or noun[1].lower() in _STOP:
        return "", at, None
    second = noun[2].strip() if noun[2] else ""
    alone = not second or noun[1].isupper() or second.lower() in _STOP or (second[0].isupper() and noun[1].islower())
    unit = noun[1] if alone else f"{noun[1]} {second}"
    return unit, at + text[at:].index(noun[1]) + len(unit if alone else noun[0].lstrip()), "count"


def against(text: str, at: int, unit: str) -> tuple[str, int] | None:
    """The whole printed behind a number and its unit, in the same unit, and where it ends."""
    return _same_unit(_OVER.match(text, at), unit)


def up_to(text: str, at: int, unit: str) -> tuple[str, int] | None:
    """The end of a range whose unit is said twice, and where it ends: "từ 20.000 đồng đến 40.000 đồng"."""
    return _same_unit(_TO.match(text, at), unit)


def _same_unit(found: re.Match[str] | None, unit: str) -> tuple[str, int] | None:
    """The number found and where its unit ends, if that unit stands behind it."""
    if found is None:
        return None
    end = found.end() + len(unit)
    said = found.string[found.end() : end].lower() == unit.lower() and not _LETTER.match(found.string, end)
    return (found[1], end) if said else None
