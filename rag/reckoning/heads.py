"""A short question asks for the head of what it names: "thu ngân sách" is the whole of it and not one source of it,
the result and not the plan, the total row of a table and not its first.

The best place is exchanged for another one that is as good and called by nothing more than the question says.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from ingest.records import Figure
from ingest.vietnamese.abbreviations import normal_form, normal_words
from ingest.vietnamese.calendar import is_partial
from ingest.vietnamese.colloquial import formal
from rag.library import Library
from rag.question.standing import own_words
from rag.read import Reading
from rag.reading.feature_names import FEATURES
from rag.reading.kinds import ASKS_AIM
from rag.reading.nearness import month
from rag.reading.nouns import column_words
from rag.reading.places import Place, is_value_cell
from rag.reading.slots import DEFAULT_LEVEL, SILENT, agrees, own_periods, period_factor
from rag.reckoning.remains import ASKS_REMAINING
from rag.records import Question
from rag.words import phrases, table, words

RIVALS = 40
"""How many of the best places may be the head of the best one."""
AS_NEAR = 0.8
"""A head says this share of what the best place says of the question."""
AS_GOOD = 0.7
"""And scores this share of it."""
DONE_AS_NEAR, DONE_AS_GOOD = 0.75, 0.5
"""The same for a result in the place of a plan."""
_SLOTS = tuple(FEATURES.index(name) for name in ("period", "level", "unit", "document", "expected"))
_UNTELLING = ("scaffold.tsv", "fillers.tsv", "totals.tsv")
"""Tables of words that say how something is asked, told or done."""
AHEAD = timedelta(days=31)
"""A report of a quarter is written some days before it ends; what lies further ahead is a forecast."""
_RESULTS = ("kết quả", "ước")
_TELLS_KIND = {
    "chỉ tiêu": ASKS_AIM,
    "kế hoạch": re.compile(rf"{ASKS_AIM.pattern}|\b(?:dự toán|giao)\b", re.IGNORECASE),
    "ước": re.compile(r"\b(?:ước|dự kiến|dự báo)\b", re.IGNORECASE),
    "cùng kỳ": re.compile(r"\b(?:cùng kỳ|năm (?:trước|ngoái))\b", re.IGNORECASE),
    "so sánh": re.compile(r"%|\b(?:so|phần trăm|tỷ lệ|tăng|giảm)\b", re.IGNORECASE),
}
"""How a question asks for figures of a kind that is not the result."""
_PART = re.compile(r"\W*(?:trong đó|riêng)\b", re.IGNORECASE)
"""How a column is headed that holds a part of another one."""
_AIMS = ("chỉ tiêu", "kế hoạch")
_TIED = ("so sánh", "cùng kỳ")
"""Kinds of figures that are told beside another one."""


def heads_first(question: Question, readings: Sequence[Reading], library: Library) -> tuple[Reading, ...]:
    """The readings, the best one's head first where one figure is asked for."""
    numbers = [a for a in question.asks if a.kind == "number"]
    asked = own_words(question.text)
    if not readings or question.intent != "figure" or len(numbers) != 1 or ASKS_REMAINING.search(asked):
        return tuple(readings)
    best = readings[0]
    if not best.figures:
        return tuple(readings)
    # a follow-up stays near the last answer
    head = best if question.near else _head(question, _done(question, best, readings), readings)
    head = _result(question, head, library)
    head = _total(question, head, library)
    return tuple(readings) if head is best else (head, *(r for r in readings if r.place != head.place))


def _head(question: Question, best: Reading, readings: Sequence[Reading]) -> Reading:
    """Of the places that stand to the question as the best one does, the one called by least that it does not say;
    of equals the newest, then the better."""
    said = _said(question)
    extra = _extra(best, said)
    open_ = _open(question)
    found = [best]
    for other in _rivals(best, readings, said):
        more = _extra(other, said)
        newer = open_ * (_newness(other) - _newness(best))
        if newer < 0 or _timely(question, other) < _timely(question, best):
            continue
        if more < extra or (more == extra and newer):
            found.append(other)
    return min(found, key=lambda r: (len(_extra(r, said)), -_newness(r) * open_))


def _done(question: Question, best: Reading, readings: Sequence[Reading]) -> Reading:
    """A result of what the best place only plans, where the question says nothing of a plan."""
    figure, said = best.figures[0], _said(question)
    if figure.kind not in _AIMS or _TELLS_KIND["kế hoạch"].search(question.text):
        return best
    results = [
        other
        for other in _rivals(best, readings, said, DONE_AS_NEAR, DONE_AS_GOOD)
        if other.figures[0].kind in _RESULTS and _timely(question, other) >= _timely(question, best)
    ]
    return min(results, key=lambda r: len(_extra(r, said)), default=best)


def _rivals(
    best: Reading, readings: Sequence[Reading], said: frozenset[str], near: float = AS_NEAR, good: float = AS_GOOD
) -> Iterator[Reading]:
    figure = best.figures[0]
    told = _name(best) & said
    for other in readings[1:RIVALS]:
        if not other.figures or other.covered < near * best.covered or other.score < good * best.score:
            continue
        if any(other.features[i] < best.features[i] - 1e-6 for i in _SLOTS):
            continue
        mine = other.figures[0]
        if mine.value == figure.value:  # the same, told elsewhere
            continue
        if (mine.kind in _TIED and figure.kind not in _TIED) or (mine.kind in _AIMS) > (figure.kind in _AIMS):
            continue
        if (mine.unit == "%") == (figure.unit == "%") and told <= _name(other):
            yield other


def _extra(reading: Reading, said: frozenset[str]) -> frozenset[str]:
    """The telling words by which a place's figure is called and that are not said."""
    document, unit = reading.document, reading.figures[0].unit
    whose = frozenset(normal_words(f"{document.place} {document.issuer} {unit}"))
    return _telling(_called(reading)) - said - whose


def _name(reading: Reading) -> frozenset[str]:
    """All words by which a place's figure is called."""
    return frozenset(normal_words(f"{_called(reading)} {reading.figures[0].unit}"))


def _called(reading: Reading) -> str:
    place, figure = reading.place, reading.figures[0]
    if is_value_cell(place) and place.label:
        header = place.statement.text[slice(*place.header or (0, 0))]
        return f"{place.statement.text[slice(*place.label)]} {header if _PART.match(header) else ''}"
    return f"{figure.indicator} {figure.scope if figure.scope != DEFAULT_LEVEL else ''}"


@lru_cache(maxsize=16384)
def _telling(text: str) -> frozenset[str]:
    """The syllables of a name without those that say how something is told or done, not what."""
    found = words(normal_form(text))
    gone = {i for name in _UNTELLING for start, end, _ in phrases(name).find(found) for i in range(start, end)}
    return frozenset(w.text for i, w in enumerate(found) if i not in gone and not w.text[0].isdigit())


def _said(question: Question) -> frozenset[str]:
    return frozenset(normal_words(" . ".join([question.text, question.inherited, *formal(question.text)])))


def _open(question: Question) -> bool:
    """Whether the question leaves the year open, so that the newest is meant."""
    return all(is_partial(p) for p in question.periods)


def _timely(question: Question, reading: Reading) -> float:
    """How a figure's own period stands to those asked for."""
    own = reading.figures[0].period
    return max((agrees(asked, own) for asked in question.periods), default=1.0) if own else SILENT


def _newness(reading: Reading) -> int:
    return max((month(p.end) for p in own_periods(reading.place, reading.document)), default=0)


def _result(question: Question, best: Reading, library: Library) -> Reading:
    """Of a row whose column the question does not tell, the newest result: no plan, no other year, no forecast."""
    place, figure = best.place, best.figures[0]
    if not is_value_cell(place) or not place.header or _column_told(question, figure):
        return best
    until = best.document.issued or (best.document.period.end if best.document.period else date.max - AHEAD)
    cells = [
        replace(best, place=p, figures=p.figures[:1])
        for p in library.places(place.statement)
        if p.figures and is_value_cell(p) and p.label == place.label and _like(p, place)
    ]

    def rank(cell: Reading) -> tuple[float, bool, int, bool]:
        mine = cell.figures[0]
        end = mine.period.end if mine.period else date.min
        result = mine.kind in _RESULTS and end <= until + AHEAD
        newest = month(end) if result and _open(question) else 0
        return period_factor(question, cell.place, cell.document), result, newest, cell.place == place

    found = max(cells, key=rank, default=best)
    return best if found.place == place else found


def _column_told(question: Question, figure: Figure) -> bool:
    """Whether the question asks for such a column: a plan, a change, another year."""
    if any(a.kind in ("change", "compare") for a in question.asks):
        return True
    told = _TELLS_KIND.get(figure.kind)
    return told is not None and bool(told.search(question.text))


def _like(cell: Place, other: Place) -> bool:
    """Whether two cells of a row are of columns that differ by time and kind alone."""
    mine, its = cell.figures[0], other.figures[0]
    return mine.unit == its.unit and column_words(cell) == column_words(other)


@lru_cache(maxsize=1)
def _totals() -> frozenset[tuple[str, ...]]:
    return frozenset(normal_words(row[0]) for row in table("totals.tsv"))


def is_total(label: str) -> bool:
    """Whether a row's label names the whole of the table: "Tổng cộng", "Toàn tỉnh"."""
    return normal_words(label) in _totals()


def _total(question: Question, best: Reading, library: Library) -> Reading:
    """The total row of a table in the place of one whose name the question says nothing of."""
    place = best.place
    if not is_value_cell(place) or not place.label:
        return best
    label = place.statement.text[slice(*place.label)]
    telling = _telling(label)
    if is_total(label) or 2 * len(telling & _said(question)) >= len(telling):
        return best
    for row in library.rows(place.statement):
        for other in library.places(row):
            same = other.column == place.column and other.figures and other.label
            if same and is_total(other.statement.text[slice(*other.label or (0, 0))]):
                return replace(best, place=other, figures=other.figures[:1])
    return best
