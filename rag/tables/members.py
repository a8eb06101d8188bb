"""The members of the set a question chooses from, where prose tells it: items of a list, clauses of a sentence.

Rows of tables are chosen in chosen.py."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.records import Figure
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.levels import find_scopes
from rag.library import Library
from rag.reading.kinds import ASKS_SHARE, Fits, is_rank, is_share, is_value
from rag.reading.match import grams
from rag.reading.places import Place, is_value_cell
from rag.reading.segments import segments
from rag.reading.slots import OTHER, agrees
from rag.reading.zones import name_of
from rag.reckoning.operands import Operand, beside, operands, part
from rag.reckoning.working import named
from rag.records import Evidence, Question
from rag.refusing.lacking import unsaid
from rag.tables.asked import is_any, is_place_or_body
from rag.tables.numbered import is_one_of, numbers_named, unnumbered
from rag.words import listed

FEWEST = 2
"""A set has at least two members."""
_NEAR = 0.1
"""A set counts when its figure scores this share of the best one."""
_SOUGHT = re.compile(r"(?P<noun>[^\W\d_]+(?:\s+[^\W\d_]+)?)\s+nào\b", re.IGNORECASE)
_ANY, _TIMES = listed("row_words.tsv", "any_member"), listed("row_words.tsv", "time")
_LOSS = re.compile(r"\b(?:mất|trừ|bị trừ)\s+(?:\w+\s+)?điểm\b", re.IGNORECASE)
_PLURAL = re.compile(r"^(?:những|các|mấy|số|từng|mỗi|thì|có|là|của|trong|và)\s+", re.IGNORECASE)
_MARK = re.compile(r"^\s*(?:\(\d{1,2}\)|[-–+*]|\d+(?:\.\d+)*\.|[a-zđ]\))?\s*(?:về\s+)?", re.IGNORECASE)
_BREAKS_DOWN = re.compile(r"(?:[^,;:()]|,(?=\d))*(?:\(|:|,?\s*\b(?:gồm|trong đó|chia ra)\b)", re.IGNORECASE)
"""What stands between a total and its parts."""
_BOUNDS = ("<", ">")
_NATION = "cả nước"
UNSAID = 0.15
"""The share of what a question tells that may stand nowhere around parts that do not say what they are."""
_RANK = re.compile(r"\b(?:thứ hạng|xếp hạng|hạng|xếp thứ|bậc)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Members:
    """A set: what the question calls a member, and the members in reading order."""

    noun: str
    all: tuple[Operand, ...]


def members(question: Question, evidence: Sequence[Evidence], library: Library, rows: bool = False) -> Members | None:
    """The set that the question chooses from, found from the figure that best fits it; None when there is none.

    Members are of one unit and one kind, hold for the period and place asked, and are what the question calls them.
    With `rows` the cells of a column are one too.
    """
    noun = sought(question.text)
    numbers = numbers_named(question.text)
    asked = part(question, unnumbered(question.text))
    for fits in _fits(question):
        seeds = operands(asked, evidence, library, fits)
        for seed in seeds:
            if seed.score < _NEAR * seeds[0].score:
                break
            if is_value_cell(seed.reading.place) and not rows:
                continue
            parts = _parts(seed, library)
            if _is_breakdown(question, noun, parts):
                return Members(noun, tuple(parts))
            for found in (parts, _sentence(seed, library), _column(seed, library), _list(seed, library)):
                alike = [o for o in found if _asked_for(question, o.figure, seed.figure)]
                numbered = [o for o in alike if is_one_of(whole_name(o), numbers)]
                called = _called(noun, numbered or alike)
                if len(called) >= FEWEST:
                    return Members(noun, tuple(called))
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


def _asked_for(question: Question, figure: Figure, seed: Figure) -> bool:
    """Whether a figure is of the kind of the one that fits best, and of the period and place asked."""
    return (
        _alike(figure, seed)
        and _of_period(question, figure)
        and (figure.level != _NATION or _NATION in question.levels)
    )


def _called(noun: str, found: list[Operand]) -> list[Operand]:
    """The members that are what a question calls them; none where they may be something else."""
    if noun in _TIMES:
        return found if len({o.figure.period.key for o in found if o.figure.period}) == len(found) else []
    if not noun or noun in _ANY:
        return found
    words = normal_words(noun)
    if is_any(words):
        return [o for o in found if any(scope.name != scope.level for scope in find_scopes(whole_name(o)))]
    said = [o for o in found if _says(whole_name(o), noun)]
    first = [o for o in said if _MARK.sub("", whole_name(o)).lower().startswith(noun)]
    if len(first) >= FEWEST:
        return first
    # "qua hình thức họp (83,83%), qua mạng internet (83,53%)": said of the first for all, but for names of their own
    return found if said[:1] == found[:1] and not is_place_or_body(words) else said


def _is_breakdown(question: Question, noun: str, parts: list[Operand]) -> bool:
    """Whether parts of a total may go unnamed: where it and what it stands in say all else that the question tells.
    Places, bodies and times they must be."""
    if len(parts) < FEWEST or is_place_or_body(normal_words(noun)) or noun in _TIMES:
        return False
    if not all(_of_period(question, o.figure) for o in parts):
        return False
    s, document = parts[0].reading.place.statement, parts[0].reading.document
    around = (s.text, s.lead, *s.path, noun, name_of(document), document.issuer, document.place)
    return unsaid(question, [grams(text) for text in around]) < UNSAID


def _says(text: str, noun: str) -> bool:
    return re.search(rf"\b{re.escape(noun)}\b", text, re.IGNORECASE) is not None


def _alike(a: Figure, b: Figure) -> bool:
    """Whether two figures tell the same of two things; a bound ("trên 60%") tells of none."""
    bounds = (a.comparator in _BOUNDS) != (b.comparator in _BOUNDS)
    return a.kind == b.kind and not bounds and (a.unit == b.unit or a.kind == "xếp hạng")


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


def _segments(seed: Operand, library: Library) -> list[Place]:
    place = seed.reading.place
    return [s for other in library.places(place.statement) for s in segments(other) if other.column == place.column]


def _parts(seed: Operand, library: Library) -> list[Operand]:
    """The parts that a sentence breaks a total down to, where the seed is the total or one of them."""
    text, found = seed.reading.place.statement.text, _segments(seed, library)
    for whole in (w for w in found if w.figures[0].unit == seed.figure.unit):
        parts = [s for s in found if s.figures[0].unit == seed.figure.unit and _is_part(text, whole, s)]
        if len(parts) >= FEWEST and seed.figure in (whole.figures[0], *(s.figures[0] for s in parts)):
            return [beside(seed, s) for s in parts]
    return []


def _is_part(text: str, whole: Place, part: Place) -> bool:
    """Whether a figure hangs on one that the sentence goes on to break down."""
    total, own = whole.figures[0], part.figures[0]
    hangs = any(a <= total.start < b for a, b in part.heads[-1:])
    opened = _BREAKS_DOWN.match(text, total.end, own.start) if hangs and total.end <= own.start else None
    return opened is not None and not (opened[0].endswith("(") and ")" in text[opened.end() : own.start])


def _sentence(seed: Operand, library: Library) -> list[Operand]:
    if is_value_cell(seed.reading.place):
        return []
    return [beside(seed, s) for s in _segments(seed, library)]


def _column(seed: Operand, library: Library) -> list[Operand]:
    place = seed.reading.place
    if not is_value_cell(place):
        return []
    s = place.statement
    grid = library.grid(s.document_id, s.table) if s.table is not None else None
    rows = [r.statement for r in grid.data] if grid else library.rows(s)  # a total is no member
    cells = (p for row in rows for p in library.places(row) if p.column == place.column)
    return [beside(seed, s) for p in cells if p.header and is_value_cell(p) for s in segments(p)]


def _list(seed: Operand, library: Library) -> list[Operand]:
    """One figure of each item that the same sentence introduces: the first of the seed's kind."""
    if seed.reading.place.column is not None:
        return []
    items = library.siblings(seed.reading.place.statement)
    found = ((s for p in library.places(i) for s in segments(p) if _alike(s.figures[0], seed.figure)) for i in items)
    return [beside(seed, first) for first in (next(each, None) for each in found) if first]
