"""Sets that stand in prose, as tables: items that one sentence introduces, and the clauses of a sentence that names and
counts one thing after another ("Xã Đắk Rơm 52,4%; xã Ea Tình 58,7%; …")."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from weakref import WeakKeyDictionary

from ingest.records import Figure, Statement
from ingest.vietnamese.letters import UPPER
from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.numbers import Number, find_numbers
from rag.library import Library
from rag.reading.grid import FEWEST, Grid, Row
from rag.reading.places import Place

_NOTES = 16
"""Statements around a footnote among which the sentence stands that it belongs to: those of its page."""
_LONGEST = 160
"""Characters of a name; what is longer tells more than one thing."""
_COUNT = re.compile(r"\b(?:có|gồm|còn)\s+(?P<n>\d{1,3})\s", re.IGNORECASE)
_SOME = re.compile(
    r"\b(?:một số|nhiều|các|những)\s+(?:đơn vị|địa phương|xã|sở|chủ đầu tư|cơ quan|nơi|ngành)", re.IGNORECASE
)
_MARK = re.compile(r"^\s*(?:\(?\d{1,2}(?:\.\d+)*[.)]|[-–+*•]|\(?[a-zđ]\))\s*", re.IGNORECASE)
_BEFORE = re.compile(r"^(?:[\s;,.()–-]|\b(?:và|còn|riêng|tiếp đến là|sau đó là|trong đó)\s)+", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:[\s:;,(–-]|\b(?:của tỉnh|toàn tỉnh|đạt|xếp vị trí thứ|xếp thứ|xếp hạng|thứ|là|được|chiếm|với|có|còn|ở mức|bằng"
    r"|tăng|giảm|mới|chỉ|khoảng|tỷ lệ|điểm)\b)+$",
    re.IGNORECASE,
)
_INTRO = re.compile(
    r"(?:.*[:]|.*\b(?:gồm|gồm có|như|là|cụ thể|nhất là|trong đó|tại|ở)\b)\s*(?=\S)", re.IGNORECASE | re.DOTALL
)
_NAME = re.compile(
    rf"^[{UPPER}]|^(?:năm|quý|tháng|nhóm|khối|lĩnh vực|xã|phường|huyện|thị xã|thành phố|tỉnh|sở|ban|thôn|chỉ tiêu"
    r"|tiêu chí)\b"
)
"""How the name of a member begins: with a capital, or a word that classes it."""
_LOW = re.compile(r"\b(?:dưới|thấp|chậm|kém|yếu|chưa đạt|không đạt|hạn chế|tồn tại)\b", re.IGNORECASE)
_HIGH = re.compile(r"\b(?:trên|cao|tốt|vượt|nhanh|dẫn đầu|biểu dương|trở lên)\b", re.IGNORECASE)
_WAY = re.compile(r"\b(?:tăng|giảm|tụt|sụt|cao hơn|thấp hơn)\b", re.IGNORECASE)
_BARE = re.compile(r"[+−–-]?\d[\d.,]*(?:\s*/\s*\d[\d.,]*)?")
_OFFICE = frozenset(("ubnd", "ủy", "uỷ"))
_HEADS = {"xếp hạng": "Xếp hạng", "so sánh": "Tăng, giảm so với năm trước"}

_KNOWN: WeakKeyDictionary[Library, dict[str, tuple[Grid, ...]]] = WeakKeyDictionary()
"""The sets of each statement that was asked for, as long as what is on file does not change."""

Key = tuple[str, str]
"""What is told of each member: the kind of the figure where that is a rank or a change, and its unit."""


def in_prose(statement: Statement, library: Library) -> tuple[Grid, ...]:
    """The sets that a statement of prose is part of or holds, as tables; none for a row of a table."""
    known = _KNOWN.setdefault(library, {})
    if statement.id not in known:
        known[statement.id] = tuple(_sets(statement, library)) if statement.table is None else ()
    return known[statement.id]


def _sets(statement: Statement, library: Library) -> Iterator[Grid]:
    made = _items(statement, library)
    if made is not None:
        yield made
    for s in (statement, *_notes(statement, library)):
        made = _clauses(s, statement, library)
        if made is not None:
            yield made


def whole_at(intro: str, most: bool) -> bool:
    """Whether a set holds the greatest (or least) of all: one of those that are low holds no greatest.

    >>> whole_at("Một số đơn vị giải ngân dưới 20%:", True), whole_at("Giải ngân của các đơn vị:", True)
    (False, True)
    """
    low, high = bool(_LOW.search(intro)), bool(_HIGH.search(intro))
    return low == high or most == high


def set_of(statement: Statement) -> tuple[str, ...]:
    """What statements of the same set have in common."""
    same = statement.kind == "item" and statement.lead
    return (statement.document_id, statement.lead, *statement.path) if same else (statement.id,)


def _items(statement: Statement, library: Library) -> Grid | None:
    """The items beside a statement that give the same figures each, one row an item."""
    if statement.kind != "item":
        return None
    items = {s: _first(library.figures(s.id)) for s in library.siblings(statement)}
    counts = Counter(kind for told in items.values() for kind in told)
    most = max(counts.values(), default=0)
    kinds = [kind for kind, n in counts.items() if n >= FEWEST and n > most / 2]
    rows = [s for s, told in items.items() if sum(kind in told for kind in kinds) * 2 >= len(kinds)]
    if len(rows) < FEWEST or not kinds:
        return None
    made = []
    for s in rows:
        told = {kinds.index(kind) + 1: figure for kind, figure in items[s].items() if kind in kinds}
        start = min(f.start for f in told.values())
        label = _called(s.text[: s.text.index(":")] if ":" in s.text[:start] else s.text[:start])
        if label:
            made.append(_row(s, label, {column: _signed(f, s.text) for column, f in told.items()}, None))
    headers = {0: _noun(made), **{i + 1: _head(kind) for i, kind in enumerate(kinds)}}
    return Grid(tuple(made), headers, 0, statement.lead) if len(made) >= FEWEST else None


def _first(figures: Sequence[Figure]) -> dict[Key, Figure]:
    """The first figure of each kind."""
    found: dict[Key, Figure] = {}
    for f in sorted(figures, key=lambda f: f.start):
        kind = ("xếp hạng", "") if f.kind == "xếp hạng" else ("so sánh" if f.kind == "so sánh" else "", f.unit)
        found.setdefault(kind, f)
    return found


def _clauses(statement: Statement, told: Statement, library: Library) -> Grid | None:
    """The clauses of a statement that name something and give one number of one unit each, one row a clause; `told` is
    the sentence that it stands in or is a note to."""
    numbers = find_numbers(statement.text)
    unit = Counter(n.unit for n in numbers).most_common(1)[0][0] if numbers else ""
    members = _members(statement.text, numbers, unit) if unit else []
    same = {f.start: f for f in library.figures(statement.id)}
    if len(members) < FEWEST or len(members) * 2 < len(numbers) or len({m[0] for m in members}) < len(members):
        return None
    if told is not statement and not _fits(told, len(members)):
        return None
    rows = []
    for label, number in members:
        known = same.get(number.start)
        figure = known or Figure(
            statement.document_id, statement.id, number.text, number.value, unit, number.start, number.end
        )
        rows.append(_row(statement, label, {1: figure}, (number.start, number.end)))
    intro = " ".join(dict.fromkeys((told.text, statement.text[: members[0][1].start])))
    return Grid(tuple(rows), {0: _noun(rows), 1: _head(("", unit))}, 0, intro)


def _members(text: str, numbers: Sequence[Number], unit: str) -> list[tuple[str, Number]]:
    """The names of a text with the number of a unit that follows each; none where one of them, after the first, has no
    name: a set must be whole."""
    found: list[tuple[str, Number]] = []
    for before, number in pairwise((None, *numbers)):
        if number is None or number.unit != unit:
            continue
        name = text[before.end if before else 0 : number.start].rpartition(":")[2]
        if before is None or before.unit != unit:
            name = _INTRO.sub("", name, count=1)
        label = _called(_BEFORE.sub("", name))
        if label and len(label) <= _LONGEST and _NAME.match(label):
            found.append((label, number))
        elif found:
            return []
    return found


def _notes(statement: Statement, library: Library) -> Iterator[Statement]:
    """The footnotes of the page that may list what a sentence counts or speaks of ("Có 05 xã … dưới 70%²")."""
    if statement.kind == "footnote" or not (_COUNT.search(statement.text) or _SOME.search(statement.text)):
        return
    for s in library.beside(statement, _NOTES):
        size = min(len(s.path), len(statement.path))
        after = s.kind == "footnote" and s.ordinal > statement.ordinal and s.path[:size] == statement.path[:size]
        if after and s.page in (statement.page, statement.page + 1):
            yield s


def _fits(told: Statement, members: int) -> bool:
    """Whether a sentence counts as many members as its footnote lists, or counts none."""
    counted = [int(match["n"]) for match in _COUNT.finditer(told.text)]
    return not counted or members in counted


def _row(statement: Statement, label: str, told: Mapping[int, Figure], spot: tuple[int, int] | None) -> Row:
    """A member as a row; of a clause, an id of its own and the whole statement to cite."""
    figures = tuple(_in(figure, column) for column, figure in told.items())
    cells = {0: label, **{column: _printed(figure) for column, figure in told.items()}}
    if spot is None:
        return Row(statement, label, cells, figures, (), False, False)
    whole = Place(statement, 0, len(statement.text), figures=figures)
    return Row(_own(statement, spot[0]), label, cells, figures, (), False, False, whole)


def _signed(figure: Figure, text: str) -> Figure:
    """A change with the sign of the last word of direction before it: "giảm 2,93% và 17 bậc"."""
    ways = list(_WAY.finditer(text, 0, figure.start)) if figure.kind == "so sánh" else []
    fell = bool(ways) and ways[-1][0].lower() not in ("tăng", "cao hơn")
    return replace(figure, value=-abs(figure.value)) if fell else figure


def _printed(figure: Figure) -> str:
    """A figure for a cell: without what it counts where that is a list of its own ("27/63 tỉnh, thành phố"); of a fall
    that says so."""
    number = _BARE.match(figure.text)
    if figure.kind == "so sánh" and figure.value < 0:
        return f"giảm {figure.text}"
    return number[0].strip() if number and "," in figure.unit else figure.text


def _in(figure: Figure, column: int) -> Figure:
    return replace(figure, column=column)


def _own(statement: Statement, at: int) -> Statement:
    """The statement under an id that only its member at a place has."""
    return replace(statement, id=f"{statement.id}@{at}")


def _called(text: str) -> str:
    """A member's name without its mark and the verb that tells of it."""
    name = _AFTER.sub("", _MARK.sub("", text)).strip(" ;,.:")
    return f"{name})" if name.count("(") > name.count(")") else name.lstrip("(")


def _noun(rows: Sequence[Row]) -> str:
    """What the members are called, where most begin with one word: "lĩnh vực"."""
    for size in (2, 1):
        begun = Counter(" ".join(r.label.lower().split()[:size]) for r in rows)
        noun, n = begun.most_common(1)[0]
        if n * 2 > len(rows) and noun.split()[0] not in _OFFICE:
            return noun
    bodies = sum(bool(find_scopes(r.label)) for r in rows)
    return "đơn vị" if bodies * 2 > len(rows) else "nội dung"


def _head(kind: Key) -> str:
    """The head of the column of what is told of each member."""
    head, unit = _HEADS.get(kind[0], ""), kind[1]
    if not head:
        head = "Tỷ lệ" if unit == "%" else "Điểm" if unit == "điểm" else f"Số {unit}"
    return f"{head} ({unit})" if unit and unit not in head.lower() else head
