"""The members of the set a question chooses from: rows of a column, items of a list, clauses of a sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.records import Figure
from rag.library import Library
from rag.reading.kinds import ASKS_SHARE, Fits, is_rank, is_share, is_value
from rag.reading.places import is_value_cell
from rag.reading.segments import segments
from rag.reading.slots import OTHER, agrees
from rag.reckoning.operands import Operand, beside, operands, part
from rag.reckoning.working import named
from rag.records import Evidence, Question

FEWEST = 2
"""A set has at least two members."""
_NEAR = 0.1
"""A set counts when its figure scores this share of the best one."""
_SOUGHT = re.compile(r"(?P<noun>[^\W\d_]+(?:\s+[^\W\d_]+)?)\s+nào\b", re.IGNORECASE)
# Nouns that any member of a set may be called by, so that members need not say them.
_ANY = frozenset((
    "nội dung", "tiêu chí", "chỉ tiêu", "chỉ số", "khoản", "mục", "điều", "nhóm", "hạng mục", "yếu tố", "vấn đề",
    "nhiệm vụ", "kết quả", "số liệu", "loại",
))  # fmt: skip
_TIMES = frozenset(("năm", "quý", "tháng", "kỳ"))
_LOSS = re.compile(r"\b(?:mất|trừ|bị trừ)\s+(?:\w+\s+)?điểm\b", re.IGNORECASE)
_PLURAL = re.compile(r"^(?:những|các|mấy|số|từng|mỗi|thì|có|là|của|trong|và)\s+", re.IGNORECASE)
_RANGE = re.compile(r"\((\d{1,2})\)\s*(?:-|–|đến|tới)\s*\((\d{1,2})\)")
_MARK = re.compile(r"^\s*(?:\((?P<n>\d{1,2})\)|[-–+*]|\d+(?:\.\d+)*\.|[a-zđ]\))?\s*(?:về\s+)?", re.IGNORECASE)
_NATION = "cả nước"
_RANK = re.compile(r"\b(?:thứ hạng|xếp hạng|hạng|xếp thứ|bậc)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Members:
    """A set: what the question calls a member, and the members in reading order."""

    noun: str
    all: tuple[Operand, ...]


def members(question: Question, evidence: Sequence[Evidence], library: Library) -> Members | None:
    """The set that the question chooses from, found from the figure that best fits it; None when there is none.

    Members are of one unit and one kind, hold for the period and place asked, and are what the question calls them.
    """
    noun = sought(question.text)
    asked = part(question, _RANGE.sub(" ", question.text))
    for fits in _fits(question):
        seeds = operands(asked, evidence, library, fits)
        for seed in seeds:
            if seed.score < _NEAR * seeds[0].score:
                break
            for kind in (_sentence, _column, _list):
                found = _restricted(question, noun, seed, kind(seed, library))
                if len(found) >= FEWEST:
                    return Members(noun, tuple(found))
    return None


def sought(text: str) -> str:
    """What the question calls a member: "những chính sách nào" → "chính sách"; empty when it does not say.

    >>> sought("Trong các lĩnh vực, lĩnh vực nào thấp nhất?"), sought("Khoản mất điểm nặng nhất là gì?")
    ('lĩnh vực', '')
    """
    match = _SOUGHT.search(text)
    return _PLURAL.sub("", match["noun"].lower()) if match else ""


def is_named(noun: str) -> bool:
    """Whether a member must be called so: a department is, a "mục" or a year is not."""
    return bool(noun) and noun not in _ANY | _TIMES


def _fits(question: Question) -> Iterator[Fits]:
    unit = next((a.unit for a in question.asks if a.kind == "number" and a.unit not in ("", "hạng")), "")
    if _LOSS.search(question.text):
        yield lambda f: f.value < 0
    if unit:
        yield lambda f: is_value(f) and f.unit == unit
    elif _RANK.search(question.text):
        yield is_rank
    elif ASKS_SHARE.search(question.text):
        yield is_share
    yield is_value


def _restricted(question: Question, noun: str, seed: Operand, found: Iterator[Operand]) -> list[Operand]:
    alike = [o for o in found if _alike(o.figure, seed.figure) and _of_period(question, o.figure)]
    if _NATION not in question.levels:
        alike = [o for o in alike if o.figure.level != _NATION]
    limits = _RANGE.search(question.text)
    if limits:
        numbered = [o for o in alike if _number(o) and int(limits[1]) <= int(_number(o)) <= int(limits[2])]
        alike = numbered or alike
    if not noun:
        return alike
    if noun in _TIMES:
        return alike if len({o.figure.period.key for o in alike if o.figure.period}) == len(alike) else []
    first = [o for o in alike if _MARK.sub("", whole_name(o)).lower().startswith(noun)]
    said = [o for o in alike if re.search(rf"\b{re.escape(noun)}\b", whole_name(o), re.IGNORECASE)]
    if len(first) >= FEWEST:
        return first
    if len(said) >= FEWEST:
        return said
    return alike if noun in _ANY else []


def _alike(a: Figure, b: Figure) -> bool:
    return (a.unit, a.kind) == (b.unit, b.kind) or (a.kind == b.kind == "xếp hạng")


def _of_period(question: Question, figure: Figure) -> bool:
    if not question.periods or figure.period is None:
        return True
    return any(agrees(q, figure.period) > OTHER for q in question.periods)


def whole_name(operand: Operand) -> str:
    """What a member is called, in full: its row, else its clause with what it hangs on."""
    place = operand.reading.place
    text = place.statement.text
    if is_value_cell(place) and place.label:
        return text[slice(*place.label)]
    heads = [text[a:b] for a, b in place.heads]
    return f"{heads[-1]}: {place.text}" if heads and len(place.text) < 40 else place.text


def name(operand: Operand, noun: str = "") -> str:
    """What a member is called, short enough for a line: a year where years are chosen from, else its row or clause."""
    place, figure = operand.reading.place, operand.figure
    if noun in _TIMES and figure.period:
        return figure.period.text or figure.period.key
    if is_value_cell(place) and place.label:
        return place.statement.text[slice(*place.label)].strip(" ;,.")
    own = whole_name(operand)
    own = own[: len(own) - (place.end - figure.start)] or own
    own = re.sub(r"(?:[\s:,(–-]|\b(?:đạt|xếp thứ|xếp vị trí thứ|xếp|thứ|là|được|chiếm|với mức cao nhất))+$", "", own)
    return _MARK.sub("", own, count=1).strip() or named(operand)


def _number(operand: Operand) -> str:
    match = _MARK.match(whole_name(operand))
    return (match["n"] or "") if match else ""


def _sentence(seed: Operand, library: Library) -> Iterator[Operand]:
    place = seed.reading.place
    if not is_value_cell(place):
        for other in library.places(place.statement):
            if other.column == place.column:
                yield from (beside(seed, s) for s in segments(other))


def _column(seed: Operand, library: Library) -> Iterator[Operand]:
    place = seed.reading.place
    if is_value_cell(place):
        for row in library.rows(place.statement):
            for other in library.places(row):
                if other.column == place.column and other.header and is_value_cell(other):
                    yield from (beside(seed, s) for s in segments(other))


def _list(seed: Operand, library: Library) -> Iterator[Operand]:
    """One figure of each item that the same sentence introduces: the first of the seed's kind."""
    place = seed.reading.place
    if place.column is None:
        for item in library.siblings(place.statement):
            found = (s for p in library.places(item) for s in segments(p) if _alike(s.figures[0], seed.figure))
            first = next(found, None)
            if first:
                yield beside(seed, first)
