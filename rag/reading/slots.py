"""Whether a place is about the period, the place of government, the body and the document that a question names.

Each function gives a factor: 1 where they agree or nothing was asked, less where the document is silent, far less
where it says something else. The values were chosen on the development questions (eval/questions/dev.jsonl).
"""

import itertools
import re
from datetime import date
from functools import lru_cache

from ingest.records import Document, Period, Statement
from ingest.vietnamese.abbreviations import normal_form, normal_words
from ingest.vietnamese.calendar import is_partial, relation, with_year
from ingest.vietnamese.fold import fold, syllables
from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.periods import find_periods
from rag.reading.places import Place, kept
from rag.records import Question

SILENT = 0.85
"""The place does not say: it may well be meant."""
ELSEWHERE = 0.5
"""None of the bodies or provinces asked for is named around the place."""
NEAR = 0.65
"""A period inside or around the one asked for."""
BESIDE = 0.95
"""The place is about the level asked for and about others too."""
MOSTLY = 0.99
"""A period that mostly lies in the one asked for."""
_MOST = 0.6
_EVENT = 10
"""Days: what is told of so short a stretch happened then, in the month or the quarter that a question names."""
OTHER = 0.35
"""Another period, level or body: a near twin, which a wrong answer would come from."""
DEFAULT_LEVEL = "tỉnh"
"""What a provincial report is about where it names no level."""
_NO_TODAY = date(500, 7, 1)
"""Stands for today where a text is read that does not say when it was written: what it calls this year or last month
then lies near it, before _FIRST_YEAR, and is left out."""
_FIRST_YEAR = 1900
_COMPARED = re.compile(
    r"\b(?:so với|so sánh với|bằng|hơn)\s+(?:(?:kết quả|số liệu|mức|thực hiện|cùng kỳ|của)\s+)*$", re.IGNORECASE
)
_LOOSE = ("đầu", "dau", "giữa", "giua", "cuối", "cuoi", "hồi", "hoi")
"""How people begin who name a part of a year loosely (period_forms.LOOSE)."""
_WHOLE = frozenset((DEFAULT_LEVEL, "cả nước", "trung ương"))
"""Levels that are no part of a province."""
_TIER = re.compile(r"\bcấp tỉnh\b", re.IGNORECASE)
"""The province's own bodies, as one tier among others."""


@lru_cache(maxsize=65536)
def periods_in(text: str) -> tuple[Period, ...]:
    """The full periods that a printed text names; "năm trước", "quý này" name none without the day of writing."""
    found = (f.period for f in find_periods(text, today=_NO_TODAY))
    return tuple(period for period in found if not is_partial(period) and period.end.year >= _FIRST_YEAR)


@lru_cache(maxsize=65536)
def _compared_in(text: str) -> tuple[Period, ...]:
    """Those of them that the text only compares with: "tăng 06 lĩnh vực so với năm 2023"."""
    found = (f.period.key for f in find_periods(text, today=_NO_TODAY) if _COMPARED.search(text[: f.start]))
    keys = set(found)
    return tuple(period for period in periods_in(text) if period.key in keys)


@lru_cache(maxsize=65536)
def levels_in(text: str) -> frozenset[str]:
    """The levels of government that a text names."""
    return frozenset(s.level for s in find_scopes(text) if s.level)


def own_periods(place: Place, document: Document) -> tuple[Period, ...]:
    """The periods a place holds for, from the nearest that says one: its figures, words, heads … document.

    A period that is only compared with is kept, and the place's own looked for further out.
    """
    own, beside = _said_periods(place)
    return (*(own or ((document.period,) if document.period else ())), *beside)


@kept
def _said_periods(place: Place) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """The nearest periods that the place's statement says, and those it compares with on the way to them."""
    statement = place.statement
    if place.figures and place.figures[0].period:
        return tuple(f.period for f in place.figures if f.period), ()
    near = [place.text, *(statement.text[a:b] for a, b in reversed(place.heads))]
    if place.header:
        near.append(statement.text[slice(*place.header)])
    else:
        near.append(statement.text)
    near += [statement.lead, *reversed(statement.path)]
    beside: tuple[Period, ...] = ()
    for text in near:
        found = periods_in(text)
        compared = _compared_in(text) if found else ()
        if len(compared) < len(found):
            return found, beside
        beside += tuple(period for period in compared if period not in beside)
    return (), beside


def period_factor(question: Question, place: Place, document: Document) -> float:
    """How the place's periods stand to those asked for.

    In the report of a period that the question names ("báo cáo quý I/2024 nói …") every place may be meant, also one
    whose words name another: "kế hoạch giai đoạn 2020-2025 … còn 1.001.255 trang".
    """
    if not question.periods:
        return 1.0
    own = own_periods(place, document)
    if not own:
        return SILENT
    stands = max(agrees(asked, mine) for asked in question.periods for mine in own)
    if stands < SILENT and document.period and document.id in question.documents:
        named = max(agrees(asked, document.period) for asked in question.periods)
        return SILENT if named == 1.0 else stands
    return stands


def agrees(asked: Period, mine: Period) -> float:
    """How a place's own period stands to one that is asked for: 1, MOSTLY, NEAR or OTHER."""
    if is_partial(asked):
        years = {mine.start.year, mine.end.year}  # "quý 1" of a stretch from December to March is the later year's
        return max(_full_agrees(with_year(asked, year), mine) for year in years)
    return _full_agrees(asked, mine)


def _full_agrees(full: Period, mine: Period) -> float:
    found = relation(mine, full)
    if found == "same":
        return 1.0
    if full.kind == "range" and full.text.lower().startswith(_LOOSE):
        return {"inside": MOSTLY, "contains": NEAR, "overlaps": MOSTLY}.get(found, OTHER)
    if found == "inside":
        # the state on a day of the period asked for is its state; a quarter is told for its year ("năm 2026"), where
        # nothing else is there, but not for the half year, nor for "cả năm"
        if mine.kind in ("as_of", "day") or (mine.kind == "range" and (mine.end - mine.start).days < _EVENT):
            return MOSTLY
        return NEAR if full.kind in ("year", "term") and not full.text.lower().startswith("cả") else OTHER
    if full.kind in ("as_of", "day") and mine.start <= full.end <= mine.end:
        return MOSTLY  # "đến hết quý I": the report of that quarter says so
    # "từ ngày 13/12/2025 đến ngày 11/03/2026" is how a report counts its first quarter: most of it lies there; but
    # "năm 2025" is not "9 tháng năm 2025", though most of its days are
    return MOSTLY if found != "contains" and _share_within(mine, full) >= _MOST else OTHER


def _share_within(mine: Period, asked: Period) -> float:
    """The share of the days of `mine` that lie in `asked`."""
    start, end = max(mine.start, asked.start), min(mine.end, asked.end)
    return max(0, (end - start).days + 1) / ((mine.end - mine.start).days + 1)


def level_factor(question: Question, place: Place) -> float:
    """How the place's levels of government stand to those asked for: all of them, and no other, is best."""
    if not question.levels:
        return 1.0
    asked = set(question.levels)
    found: set[str] = set()
    for named in _near_levels(place):
        if named and not found and not named & asked:
            return OTHER
        found |= named
        if asked <= found:
            break  # a whole that a part hangs on is of another level: "2.104 dịch vụ toàn tỉnh (cấp xã: 320 dịch vụ)"
    if not found:
        return 1.0 if asked == {DEFAULT_LEVEL} else SILENT
    if question.intent == "figure" and not question.units and _of_one(place):
        return NEAR  # "các xã phường" is not the first of them
    missed = len(asked - found) / len(asked)
    return (1.0 if found <= asked else BESIDE) - (1 - SILENT) * missed


def unit_factor(question: Question, statement: Statement, document: Document) -> float:
    """How the bodies and provinces named around a statement stand to those asked for ("Sở Nội vụ", "Nam Định")."""
    if not question.units:
        return 1.0
    around = _run(" . ".join([statement.text, statement.lead, *statement.path, document.issuer, document.title]))
    missed = sum(not all(f" {p} " in around for p in _pairs(unit)) for unit in question.units) / len(question.units)
    return 1.0 - (1 - ELSEWHERE) * missed


@lru_cache(maxsize=8192)  # every question that names a body is held against what surrounds the same statements
def _run(text: str) -> str:
    """The folded syllables of a text in a row, a space around each."""
    return f" {' '.join(fold(s) for s in syllables(normal_form(text)))} "


@lru_cache(maxsize=1024)
def _pairs(unit: str) -> tuple[str, ...]:
    """The neighbouring syllables of a body's name that are always printed so: "Khoa học" of "… và Công nghệ"."""
    said = [fold(s) for s in normal_words(unit)]
    return tuple(f"{a} {b}" for a, b in itertools.pairwise(said) if "va" not in (a, b)) or tuple(said)


def document_factor(question: Question, document: Document) -> float:
    """Whether the place stands in a document that the question points to."""
    if not question.documents or document.id in question.documents:
        return 1.0
    return 0.3 if question.strict else 0.7


def own_level(question: Question, place: Place) -> float:
    """1 when the place's own words name a level that is asked for."""
    return float(bool(question.levels) and not _near_levels(place)[0].isdisjoint(question.levels))


def part_level(question: Question, place: Place) -> float:
    """1 when the place's own words, row or column name a level below the province and the question names none."""
    return float(not question.levels and _of_part(place))


@kept
def _of_part(place: Place) -> bool:
    text = place.statement.text
    own = [place.text, *(text[slice(*span)] for span in (place.label, place.header) if span)]
    return any(levels_in(t) - _WHOLE or _TIER.search(t) for t in own)


@kept
def _of_one(place: Place) -> bool:
    """Whether a place's row is that of one body or unit by name: "Phường Lam Giang", not "Các xã, phường"."""
    scopes = find_scopes(place.statement.text[slice(*place.label)]) if place.label else ()
    return any(scope.name != scope.level for scope in scopes)


@kept
def _near_levels(place: Place) -> tuple[frozenset[str], ...]:
    """The levels that a place names, then those of its column, its row and what it hangs on, nearest first."""
    text = place.statement.text
    spans = (*(span for span in (place.header, place.label) if span), *reversed(place.heads))
    return (levels_in(place.text), *(levels_in(text[slice(*span)]) for span in spans))
