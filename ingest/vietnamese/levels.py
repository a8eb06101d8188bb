"""Levels of government and named bodies in a text: "xã phường", "sở ngành", "Sở Nội vụ", "UBND huyện Gia Viễn".

Accents are optional as in periods.py: what carries accents must carry the right ones ("tinh giản" is no tỉnh).
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ingest.vietnamese.fold import fold
from ingest.vietnamese.letters import UPPER
from ingest.vietnamese.normalize import canonical_tone
from ingest.vietnamese.tables import rows


@dataclass(frozen=True, slots=True)
class Level:
    """A level of government; `since` and `until` where the law limits it (both inclusive), `note` the reason."""

    name: str
    since: date | None
    until: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Scope:
    """A place a figure holds for. `name` is the level itself ("cấp xã") or the body as printed ("Sở Nội vụ")."""

    level: str
    name: str
    start: int
    end: int


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


LEVELS = {name: Level(name, _day(since), _day(until), note) for name, since, until, note in rows("levels.tsv")}
"""The levels by name, highest first."""

_GENERIC = {words: level for words, level in rows("scopes.tsv")}
_BODIES = {words: level for words, level in rows("bodies.tsv")}


def _loose(words: str) -> str:
    """A pattern for words whose accents, commas and runs of space may be missing."""
    parts = []
    for word in words.split():
        core = word.rstrip(",")
        variants = sorted({core, fold(core), "uỷ" if core == "ủy" else core, "ủy" if core == "uỷ" else core})
        parts.append(f"(?:{'|'.join(map(re.escape, variants))})" + (",?" if word != core else ""))
    return r"\s*".join(parts) if "-" in words else r"\s+".join(parts)


def _any(table: dict[str, str]) -> re.Pattern[str]:
    words = sorted(table, key=len, reverse=True)
    return re.compile(rf"(?<![\w/])(?:{'|'.join(map(_loose, words))})(?!\w)(?!\s+hội(?!\w))", re.IGNORECASE)


_GENERIC_PATTERN, _BODY_PATTERN = _any(_GENERIC), _any(_BODIES)
_CAPITAL = rf"[{UPPER}][^\W\d_]*"
_PLACE = rf"{_CAPITAL}(?:\s+{_CAPITAL}){{0,4}}"
_NAME = rf"{_CAPITAL}(?:\s+(?:{_CAPITAL}|và\s+{_CAPITAL}|-\s+{_CAPITAL})){{0,5}}"
# What a school or a hospital is, in words of which only the first is in capitals.
_TYPE = (
    r"(?:Đại học|Cao đẳng|Trung cấp|Tiểu học|Mầm non|Trung học cơ sở|Trung học phổ thông|Đa khoa|Phục hồi chức năng"
    r"|Y học cổ truyền|Tâm thần|Kiểm soát bệnh tật|Y tế khu vực|Phục vụ hành chính công)"
)
_PEOPLES = r"(?:(?:UBND|HĐND|[UỦ][ỷỶyY] ban nhân dân|Hội đồng nhân dân)\s+)?"
_PROJECTS = (  # what a board of projects builds: a sector, or a proper name
    r"(?:\s+(?:(?:các )?công trình\s+)?(?:[Gg]iao thông|[Nn]ông nghiệp|[Dd]ân dụng|[Hh]ạ tầng|[Tt]hủy lợi)"
    rf"(?:\s+và\s+(?:[Cc]ông nghiệp|[Pp]hát triển [Nn]ông thôn|[Nn]ông thôn))?|\s+{_NAME})?"
)
_UNITS = (  # a body and its proper name, by capital letters; the first that matches a place wins
    ("tỉnh", r"(?:[Tt]hành phố|TP\.?)\s+(?:Hà Nội|Hồ Chí Minh|Hải Phòng|Đà Nẵng|Cần Thơ|Huế)(?!\w)"),
    ("cấp huyện", rf"{_PEOPLES}(?:[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hành phố)\s+{_PLACE}"),
    (
        "cấp xã",
        rf"(?<!xã, )(?<!xã )(?<!phường, )(?<!cấp ){_PEOPLES}(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)\s+{_PLACE}",
    ),
    ("tỉnh", rf"{_PEOPLES}(?:tỉnh|[Tt]ỉnh)\s+{_PLACE}"),
    ("sở ngành", r"Sở\s+[A-ZĐ]+(?:&[A-ZĐ]+)+"),
    ("sở ngành", rf"(?:Trung tâm|Trường|Bệnh viện)\s+{_TYPE}(?:\s+(?:tỉnh(?!\s+{_CAPITAL})|{_NAME}))?"),
    ("sở ngành", rf"Ban\s+(?:QLDA|Quản lý dự án)(?:\s+(?:[Đđ]ầu tư xây dựng|ĐTXD))?{_PROJECTS}"),
    ("sở ngành", rf"(?:Sở|Chi cục|Ban Quản lý|Cục|Trung tâm|Trường|Bệnh viện)\s+{_NAME}"),
    ("trung ương", rf"(?:Bộ|Tổng cục|Ngân hàng Nhà nước)\s+{_NAME}"),
)
_UNIT_PATTERNS = tuple((level, re.compile(rf"(?<![\w/]){pattern}")) for level, pattern in _UNITS)


def _key(text: str) -> str:
    return re.sub(r"[\s,]+", " ", fold(text)).strip()


_LEVEL_OF = {_key(words): level for words, level in (_GENERIC | _BODIES).items()}
_NAME_OF = {_key(words): canonical_tone(words) for words in _BODIES}


@lru_cache(maxsize=2048)  # leads and headings are asked for once for each sentence below them
def find_scopes(text: str) -> tuple[Scope, ...]:
    """Levels and bodies named in NFC `text`, in order, without overlaps; typed without accents they count too.

    >>> [(s.level, s.name) for s in find_scopes("Tỷ lệ ký số tại xã phường và Sở Nội vụ")]
    [('cấp xã', 'cấp xã'), ('sở ngành', 'Sở Nội vụ')]
    >>> [(s.level, s.name) for s in find_scopes("ty le ky so so nganh")]
    [('sở ngành', 'sở ngành')]
    """
    found: list[Scope] = []

    def add(level: str, name: str, start: int, end: int) -> None:
        if not any(start < other.end and other.start < end for other in found):
            found.append(Scope(level, name, start, end))

    for match in _BODY_PATTERN.finditer(text):
        key = _key(match.group())
        add(_LEVEL_OF[key], _NAME_OF[key] if match.group().isascii() else match.group(), *match.span())
    for level, pattern in _UNIT_PATTERNS:
        for match in pattern.finditer(text):
            add(level, match.group(), *match.span())
    for match in _GENERIC_PATTERN.finditer(text):
        level = _LEVEL_OF[_key(match.group())]
        add(level, level, *match.span())
    return tuple(sorted(found, key=lambda scope: scope.start))
