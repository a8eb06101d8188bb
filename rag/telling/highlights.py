"""The sentences of a document that a person who has two minutes should read, by section, in the document's own words.

What counts can be read off the page: a result with its figure before a wish, a total before its parts, the first
sentence of a section, a limitation and a next task from the sections that hold them; laws that are cited and long
sentences count less. The weights are a reader's habits, not fitted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.records import Document, Statement
from ingest.vietnamese.fold import fold
from ingest.vietnamese.levels import find_scopes
from rag.library import Library
from rag.question.instructions import instructs
from rag.read import Reading, as_it_stands
from rag.reading.match import grams
from rag.reading.places import BLANK, Place, is_value_cell
from rag.reading.references import references
from rag.write import quote, shorten

POINTS = 12
"""Lines of a summary when no number is asked for."""
CHARACTERS = 1700
"""Characters of the lines of a summary: with title and headings it stays below the 2,500 that a reply may take, about
500 syllables, which are read in two minutes."""
LINE = 300
"""Characters of one line."""
_LEAD = 120
"""A longer sentence that introduces a list is not said again with each item."""
_LESS = 0.6
"""What each further line of a section is worth beside its first: a summary goes over all sections."""
_SAME = 0.6
"""Two lines that share this much of their words say the same."""
_WHOLE = 0.5
"""A section that holds more than this share of a document is gone into."""

_OPENS = re.compile(
    r"^(?:trong đó|cụ thể|đồng thời|ngoài ra|bên cạnh đó|tuy nhiên|do đó|do vậy|vì vậy|theo đó|mặt khác|"
    r"nội dung(?: thực hiện)?)\s*[,:]\s*(?=\w)",
    re.IGNORECASE,
)
"""Words that tie a sentence to the one before it, which a summary does not tell."""
_OF_WHAT = re.compile(
    r"^(?:cơ quan|đơn vị|đối tượng|thành phần|địa điểm|thời gian|thời hạn|sản phẩm|hình thức)\b[^:.]{0,25}:",
    re.IGNORECASE,
)
"""A field of a task that is named above it: alone it does not say of what."""
_HEADING = 80
"""Characters of a heading that names who is to do what stands below it."""

_ROLES = {
    "aim": re.compile(r"\b(?:mục đích|mục tiêu|chỉ tiêu)\b", re.IGNORECASE),
    "limit": re.compile(r"\b(?:tồn tại|hạn chế|khó khăn|vướng mắc|bất cập)\b", re.IGNORECASE),
    "next": re.compile(r"\b(?:phương hướng|nhiệm vụ|giải pháp|kiến nghị|đề xuất|thời gian tới)\b", re.IGNORECASE),
}
"""What a section is for, by its headings: one line of each is told where there are as many lines."""
_LEAST = {"aim": 2, "limit": 3, "next": 4}
"""From how many lines on."""
_ANNEX = re.compile(r"^\W*phụ lục\b", re.IGNORECASE)
_BEHIND = 0.6
"""What a line of an annex is worth beside one of the document that it is annexed to."""
_WORTH = 0.8
"""A section whose best line weighs less says nothing that a summary needs."""
_RESULT = re.compile(
    r"\b(?:đạt|hoàn thành|vượt|tăng|giảm|xếp thứ|xếp hạng|tổng|tỷ lệ|phấn đấu|đã (?:ban hành|triển khai|tiếp nhận))\b",
    re.IGNORECASE,
)
_FORMAL = re.compile(
    r"^\W*(?:thực hiện|căn cứ|theo|trên cơ sở|trên đây|như vậy|lý do|bên cạnh (?:những|các)|trước (?:những|các))\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"^\s*(?:[-–+*•]|\(?[0-9a-zđ]{1,3}\)|\d+(?:\.\d+)*\.)\s+")
_ITEM = re.compile(r":\s+[-–+•*]\s+")
_NUMBER = re.compile(r"^\s*(?:[IVX]+|[A-ZĐa-zđ]|\d+(?:\.\d+)*)[.)]\s*")
_RESULT_COLUMN = re.compile(r"kết quả|nội dung|nhiệm vụ|tình hình", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Highlight:
    """A line of a summary before it is numbered: its words, where they stand, its section (headings) and weight."""

    text: str
    reading: Reading
    section: tuple[str, ...]
    weight: float

    @property
    def role(self) -> str:
        """What its section is for, by the nearest of its headings that says so: "aim", "limit", "next" or ""."""
        headings = reversed(self.reading.place.statement.path)
        return next((role for h in headings for role, words in _ROLES.items() if words.search(h)), "")


def sections(document: Document, library: Library) -> dict[tuple[str, ...], list[Statement]]:
    """What is said under each main heading of a document, in order; a heading over most of it is gone into."""
    body = [s for s in in_order(document, library) if s.path and s.kind in ("sentence", "item", "row")]
    return dict(_split(body, 1, len(body)))


def _split(body: Sequence[Statement], depth: int, total: int) -> Iterator[tuple[tuple[str, ...], list[Statement]]]:
    found: dict[tuple[str, ...], list[Statement]] = {}
    for s in body:
        found.setdefault(s.path[:depth], []).append(s)
    for path, inside in found.items():
        below = {s.path[depth] for s in inside if len(s.path) > depth}
        if len(inside) > _WHOLE * total and len(below) > 1 and len(path) == depth:
            yield from _split(inside, depth + 1, total)
        else:
            yield path, inside


def in_order(document: Document, library: Library) -> list[Statement]:
    """The statements of a document in reading order."""
    return sorted((s for s in library.statements.values() if s.document_id == document.id), key=lambda s: s.ordinal)


def whole(document: Document, library: Library) -> Reading:
    """A document as a place: the line of its title, else its first line."""
    own = in_order(document, library)
    line = next((s for s in reversed(own) if s.kind == "title"), own[0])
    return as_it_stands(line, document)


def highlights(section: tuple[str, ...], body: Sequence[Statement], library: Library) -> list[Highlight]:
    """A line for every statement of a section that can stand alone, in order."""
    found = []
    opened: set[tuple[str, ...]] = set()
    for s in body:
        told = _told(s, library)
        if told is None:
            continue
        place, text = told
        text = _by_whom(text, s.path[len(section) :])
        document = library.documents[s.document_id]
        reading = Reading(place, document, 1.0, 1.0, 1.0, place.figures)
        found.append(Highlight(text, reading, section, _weight(text, place, s.path not in opened)))
        opened.add(s.path)
    return found


def _told(statement: Statement, library: Library) -> tuple[Place, str] | None:
    """The place and the words of a statement as a line; None for what only introduces or gives orders."""
    said = _bare(statement.text)
    if instructs(statement.text) or said.endswith(":") or _OF_WHAT.match(said):
        return None
    if statement.kind == "row":
        return _row(statement, library)
    short = statement.kind == "item" and statement.lead and len(statement.lead) <= _LEAD
    text = quote(statement) if short else statement.text
    return Place(statement, 0, len(statement.text), (), library.figures(statement.id)), _bare(text)


def _row(statement: Statement, library: Library) -> tuple[Place, str] | None:
    """The telling cell of a row after its label: a sentence with figures, else the first of results or contents."""
    cells = [p for p in library.places(statement) if p.label and p.header and p.column is not None and p.column >= 0]
    cells = [p for p in cells if p.text != BLANK and not p.reference]
    if not cells:
        return None
    text = statement.text
    best = max(cells, key=lambda p: (len(p.figures), bool(_RESULT_COLUMN.search(text[slice(*p.header or (0, 0))]))))
    label, header = text[slice(*best.label or (0, 0))], text[slice(*best.header or (0, 0))].rsplit("; ")[-1]
    said = f"{header}: {best.text}" if is_value_cell(best) else _bare(best.text)
    return best, f"{shorten(label, LINE // 2)} — {said}"


def _bare(text: str) -> str:
    """A line without its mark, the marks of items within it and the words that tie it to another."""
    found = _ITEM.sub(": ", _OPENS.sub("", _MARK.sub("", " ".join(text.split()), count=1), count=1))
    return found[:1].upper() + found[1:]


def _by_whom(text: str, below: Sequence[str]) -> str:
    """A line after the body that the nearest heading names, where neither the line nor what stands above it does."""
    heading = _NUMBER.sub("", below[-1]).rstrip(" :.") if below else ""
    named = find_scopes(heading)
    if not named or named[0].start > 0 or len(heading) > _HEADING or fold(named[0].name) in fold(text):
        return text
    return f"{heading}: {text[:1].lower() + text[1:] if text[1:2].islower() else text}"


def clipped(text: str) -> str:
    """At most LINE characters, cut where a part of the sentence ends, with "…"."""
    text = " ".join(text.split())
    if len(text) <= LINE:
        return text
    ends = [
        m.start()
        for m in re.finditer(r"[;,]\s", text[:LINE])
        if text[: m.start()].count("(") == text[: m.start()].count(")")
    ]
    return f"{text[: ends[-1]]} …" if ends and ends[-1] >= LINE // 2 else shorten(text, LINE)


def _weight(text: str, place: Place, first: bool) -> float:
    """How much a line tells; see the module's text."""
    figures = [f for f in place.figures if f.unit or f.kind == "xếp hạng"]
    weight = min(len(figures), 4) * 0.25 + (0.75 if figures else 0.0)
    weight += 0.5 * any(f.unit == "%" or f.kind in ("xếp hạng", "so sánh") for f in figures)
    weight += 0.4 * bool(_RESULT.search(text)) + 0.3 * first
    weight -= 0.3 * min(len(references(text)), 3) + 0.5 * bool(_FORMAL.match(text))
    weight -= max(0.0, (len(text) - LINE) / LINE) + 0.5 * (len(text) < 40)
    return weight * (_BEHIND if weight > 0 and _ANNEX.match((place.statement.path or ("",))[0]) else 1.0)


def chosen(found: Sequence[Highlight], points: int, characters: int = CHARACTERS) -> list[Highlight]:
    """The lines to tell, in order: each section's best, one of limitations and one of next tasks where there are any,
    then what tells most, the further lines of a section counting less each time."""
    kept: list[Highlight] = []
    for best in [*_musts(found, points), *_by_weight(found)]:
        room = characters - sum(min(len(h.text), LINE) for h in kept)
        if len(kept) == points or room < LINE // 2:
            break
        if best not in kept and not any(_alike(best, other) for other in kept):
            kept.append(best)
    return sorted(kept, key=found.index)


def _musts(found: Sequence[Highlight], points: int) -> list[Highlight]:
    """The best of all, of each role, then of each section, by weight."""
    best = [max(found, key=lambda h: h.weight, default=None)]
    for role, least in _LEAST.items():
        if points >= least:
            best.append(max((h for h in found if h.role == role), key=lambda h: h.weight, default=None))
    tops: dict[tuple[str, ...], Highlight] = {}
    for h in found:
        tops[h.section] = max(tops.get(h.section, h), h, key=lambda one: one.weight)
    return [h for h in [*best, *_by_weight([h for h in tops.values() if h.weight >= _WORTH])] if h is not None]


def _by_weight(found: Sequence[Highlight]) -> list[Highlight]:
    ranked: dict[tuple[str, ...], int] = {}
    worth: list[tuple[float, Highlight]] = []
    for h in sorted(found, key=lambda h: -h.weight):
        before = ranked.get(h.section, 0)
        worth.append((h.weight * _LESS**before, h))
        ranked[h.section] = before + 1
    return [h for _, h in sorted(worth, key=lambda pair: -pair[0])]


def _alike(a: Highlight, b: Highlight) -> bool:
    first, second = (grams(h.reading.place.text) for h in (a, b))  # without the sentence that introduces a list
    return len(first & second) > _SAME * min(len(first), len(second))
