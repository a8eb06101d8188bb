"""The rows that a body leads or co-operates in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.vietnamese.abbreviations import normal_form, normal_words
from ingest.vietnamese.levels import find_scopes
from rag.reading.grid import Grid, Row
from rag.records import Question
from rag.tables.asked import Words, holds

_HELPS = re.compile(r"\b(?:phối hợp|cùng làm|tham gia|hỗ trợ)\b", re.IGNORECASE)
_PART = re.compile(r"\b(?:chủ trì|chủ đầu tư|đầu mối|phụ trách|làm chính|theo dõi)\b", re.IGNORECASE)
_PARTS = re.compile(
    r"[,;\n]|\s+[-–+]\s+|\b(?:và)\s+(?=(?:các\s+)?(?:Sở|Ban|UBND|Công an|Văn phòng|Thanh tra|Bộ|Chi cục|Trung tâm)\b)"
)
_OPEN = ("sở văn hóa", "sở văn hoá", "bộ văn hóa", "bộ văn hoá", "ban quản lý")
_GOES_ON = re.compile(r"(?:Thể thao|thể thao|Du lịch|Gia đình)\b")
"""Names that have a comma of their own."""
_OFFER = re.compile(r"^(?:đề nghị|giao|phân công)\s+", re.IGNORECASE)
_NAMES = re.compile(
    r"^(?:ubnd|ủy ban nhân dân)?\s*(?:các\s+)?(?:xã|phường|thị trấn|đặc khu|huyện)\s+(?P<name>.+)$", re.IGNORECASE
)
_BY_FIELD = frozenset(("sở", "bộ"))
_SHORTEST = 3
_ONLY = re.compile(r"\b(?:chỉ (?:mình|riêng|có)|một mình|riêng)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of a body, the name that they are chosen by, the columns that it stands in, and whether the question
    says what part it has in them."""

    rows: tuple[Row, ...]
    name: str
    columns: tuple[int, ...]
    part_said: bool


def of_body(question: Question, tokens: Words, grid: Grid, rows: Sequence[Row]) -> Body | None:
    """The rows whose leading (or co-operating) body a question names; None when it names none of the table's.

    Whether the leading column or the other is meant, the question says; the leading one where it does not.
    """
    leads, helps = grid.of("leads"), grid.of("helps")
    if not (leads or helps):
        return None
    asks_help = bool(_HELPS.search(question.text)) and bool(helps)
    asks_lead = bool(_PART.search(question.text)) or not asks_help
    columns = (*(leads if asks_lead else ()), *(helps if asks_help else ()))
    name = _named(question, tokens, grid, columns) or _named(question, tokens, grid, (*leads, *helps))
    if not name:
        return None
    alone = bool(_ONLY.search(question.text))
    found = tuple(r for r in rows if any(has_body(r.cells.get(c, ""), name, alone) for c in columns))
    return Body(found, " ".join(name), columns, asks_help or bool(_PART.search(question.text)))


def named_bodies(question: Question) -> tuple[Words, ...]:
    """The bodies that a question names, each as words."""
    named = (*find_scopes(question.text), *find_scopes(normal_form(question.text)))
    return tuple(dict.fromkeys(normal_words(s.name) for s in named if s.name != s.level))


def _named(question: Question, tokens: Words, grid: Grid, columns: Sequence[int]) -> Words:
    """The longest name of the columns that a question says in full, or a body that it names and that they hold."""
    names = {name for r in grid.data for c in columns for name in names_in(r.cells.get(c, ""))}
    said = [n for n in names if len(n) > 1 and holds(tokens, n)]
    said += [short for n in names if n[0] in _BY_FIELD for short in _shortened(n) if holds(tokens, short)]
    said += [b for b in named_bodies(question) if any(holds(n, b) or holds(n, _proper(b)) for n in names)]
    return max(said, key=len, default=())


def _shortened(name: Words) -> Iterator[Words]:
    """The names that people use of a body named by its fields: "Sở Giáo dục" of "Sở Giáo dục và Đào tạo"."""
    for size in range(len(name) - 1, _SHORTEST - 1, -1):
        if name[size] in ("và",) or (size == _SHORTEST and len(name) > size + 1):
            yield name[:size]


def has_body(cell: str, name: Words, alone: bool = False) -> bool:
    """Whether a cell names a body, and where `alone` no other."""
    names = tuple(names_in(cell))
    if alone and len(names) > 1:
        return False
    return any(n == name or holds(n, name) for n in names) or (
        bool(_proper(name)) and holds(normal_words(cell), _proper(name))
    )


def _proper(name: Words) -> Words:
    """The proper part of a commune's name, under which a cell may name several: "UBND các xã Yên Khê, Mỹ Hạ"."""
    match = _NAMES.match(" ".join(name))
    return tuple(match["name"].split()) if match and len(match["name"].split()) > 1 else ()


@lru_cache(maxsize=4096)
def names_in(cell: str) -> tuple[Words, ...]:
    """The bodies of a cell, each as words."""
    return tuple(name for name in map(normal_words, parts(cell)) if name)


def parts(cell: str) -> tuple[str, ...]:
    """The bodies of a cell as printed, without words of asking them.

    >>> parts("Đề nghị Tòa án nhân dân tỉnh; Sở Tư pháp"), parts("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế")
    (('Tòa án nhân dân tỉnh', 'Sở Tư pháp'), ('Sở Văn hóa, Thể thao và Du lịch', 'Sở Y tế'))
    """
    found: list[str] = []
    for part in _PARTS.split(cell):
        part = part.strip()
        if found and part and found[-1].lower().startswith(_OPEN) and _GOES_ON.match(part):
            found[-1] = f"{found[-1]}, {part}"
        elif part:
            found.append(part)
    return tuple(_OFFER.sub("", part) for part in found)
