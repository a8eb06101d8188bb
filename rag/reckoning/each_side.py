"""Two things that a question sets side by side and that no pair of figures answers: each is asked for alone, and both
answers are told, with how their days or figures stand to each other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from ingest.vietnamese.dates import find_dates
from ingest.vietnamese.fold import fold
from rag.compare import side_by_side
from rag.draft import Draft, Markers, answer_figure
from rag.library import Library
from rag.question.documents import hinted
from rag.question.standing import own_words
from rag.read import Reading, read
from rag.reading.grid import role_of
from rag.reading.slots import periods_in
from rag.reckoning.compared import WHETHER, compares
from rag.reckoning.likeness import likeness
from rag.reckoning.operands import content, of_reading, part
from rag.reckoning.pairing import same_unit
from rag.records import Ask, Evidence, Intent, Question
from rag.refusing.judge import confidence
from rag.refusing.refuse import verdict
from rag.telling.single import line
from rag.write import shorten

_TRIED = 4
"""How many ways to part a question are tried: each asks the evidence twice."""
_SOONER = re.compile(
    r"\b(?:sớm|muộn|trễ|chậm|trước|sau)\s+hơn\b|\b(?:nào|ai|gì)\b[^?]*\b(?:trước|sau|sớm|muộn)\b"
    r"|\b(?:trước|sau)\b[^?]*\b(?:hay|hoặc)\b|\bcách (?:nhau )?(?:mấy|bao nhiêu|bao lâu)",
    re.IGNORECASE,
)
"""How a question asks which of two days comes first."""
_ASKS = re.compile(
    r"\b(?:thì\s+)?(?:có\s+)?(?:(?:cái|bên|nơi|việc|văn bản|đơn vị|kế hoạch|báo cáo)\s+)?(?:nào\s+)?"
    r"(?:ra|đến|phải xong|xong|phải)?\s*"
    r"(?:nhiều|ít|cao|thấp|lớn|nhỏ|tốt|kém|khá|xấu|nhanh|chậm|sớm|muộn|trễ|trước|sau)(?:\s+hơn)?"
    r"(?:\s+(?:bao nhiêu|mấy|không|nhau))?\s*[?.!]*\s*$"
    r"|,\s*(?:hơn|kém|cách|chênh)(?:\s+nhau)?\s+(?:mấy|bao nhiêu|bao lâu)\b.*$",
    re.IGNORECASE,
)
JOIN = re.compile(r"\s*(?:\b(?:so với|với|và|hay|hoặc|so|hơn|bằng|khác)\b|,)\s*", re.IGNORECASE)
"""What may stand between two things or documents that are set side by side."""
_NAME = 90
"""Characters that a side is named with."""
_LIKE = 0.5
"""The share of their own words that two figures have in common to be of one indicator."""
_INTENT: dict[tuple[Ask, ...], Intent] = {(): "other", (Ask("date"),): "date"}
"""What a side that asks for nothing, or for a day, asks for; else a figure."""


@dataclass(frozen=True, slots=True)
class _Side:
    """A half of the question, what answers it, and how surely."""

    text: str
    reading: Reading
    sure: float


def each_side(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """Both answers; None where the question sets no two things side by side or one of them is not surely on file."""
    timed = bool(_SOONER.search(own_words(question.text)))
    if not (timed or compares(question)) or any(a.kind == "explain" for a in question.asks):
        return None
    best: tuple[float, _Side, _Side] | None = None
    for halves in islice(_halves(question, timed, library), _TRIED):
        found = [_sure(half, evidence, library) for half in halves]
        first, second = found
        if first is None or second is None or _same(first.reading, second.reading):
            continue
        worth = min(first.sure, second.sure)
        if best is None or worth > best[0]:
            best = worth, first, second
    if best is None:
        return None
    return _timed(*best, library) if timed else _told(question, *best, library)


def _halves(question: Question, timed: bool, library: Library) -> Iterator[tuple[Question, Question]]:
    """The ways to ask for each side alone: what stands on either side of a joining word, with what goes before both."""
    text = WHETHER.sub("", own_words(question.text))
    asks = tuple(a for a in question.asks if a.kind not in ("compare", "change", "check"))
    asks = (Ask("date"),) if timed else asks
    bare = replace(question, documents=(), strict=False, asks=asks)
    for join in JOIN.finditer(text):
        shared, first, second = _parted(text[: join.start()], text[join.end() :])
        if all(content(_bare(side), question.periods) for side in (first, second)):
            yield _half(bare, shared, first, library), _half(bare, shared, second, library)


def _parted(before: str, after: str) -> tuple[str, str, str]:
    """What stands before a joining word and after it, as what is shared and the two sides: a side that begins as the
    other does ("cắt thủ tục sở nội vụ hay sở khcn") is what stands from there on.

    >>> _parted("cắt thủ tục sở nội vụ", "sở y tế nhiều hơn")
    ('cắt thủ tục', 'sở nội vụ', 'sở y tế nhiều hơn')
    """
    word = after.split(" ", 1)[0].lower()
    at = f" {before.lower()} ".rfind(f" {word} ")
    if at >= 0:
        return before[:at].strip(" ,:"), before[at:].strip(), after
    lead, colon, rest = before.rpartition(":")
    return (lead.strip(), rest.strip(), after) if colon else ("", before, after)


def _bare(side: str) -> str:
    """A side without the words that ask how it stands to the other."""
    return _ASKS.sub(" ", side).strip(" ,;:?.!")


def _half(question: Question, shared: str, side: str, library: Library) -> Question:
    """The question for one side, with the document that it names."""
    text = f"{shared} {_bare(side)}".strip()
    intent = _INTENT.get(question.asks[:1], "figure")
    asked = replace(part(question, text), text=text, asks=question.asks, intent=intent)
    own = tuple(p for p in question.periods if p.text and fold(p.text) in fold(text))
    asked = replace(asked, periods=own) if any(p.text for p in question.periods) else asked
    ids = hinted(asked, tuple(library.documents.values()))[0]
    return replace(asked, documents=ids, strict=True) if len(ids) == 1 else asked


def _sure(half: Question, evidence: Sequence[Evidence], library: Library) -> _Side | None:
    """What surely answers a half of the question."""
    if half.strict:
        evidence = [e for e in evidence if e.document.id in half.documents]
    readings = read(half, evidence, library) if evidence else ()
    sure = confidence(half, readings, library.rarity)
    if not readings or verdict(half, readings, library.rarity, sure) is not None:
        return None
    return _Side(half.text, readings[0], sure)


def _same(a: Reading, b: Reading) -> bool:
    return a.place.statement.id == b.place.statement.id and a.place.column == b.place.column


def _timed(sure: float, first: _Side, second: _Side, library: Library) -> Draft | None:
    """The two days and which comes first; None where one of them prints none."""
    both = [replace(side, reading=_due(side.reading, library)) for side in (first, second)]
    days = [day for side in both if (day := _day(side.reading))]
    if len(days) < len(both):
        return None
    markers = Markers()
    marks = [markers.mark(side.reading) for side in both]
    (a, said_a), (b, said_b) = days
    told = "; ".join(
        f"{said} — {_name(side.reading)} {mark}" for (_, said), side, mark in zip(days, both, marks, strict=True)
    )
    cited = "".join(marks)
    if a.year == b.year:
        stand = "cùng lúc" if a == b else f"{said_a if a < b else said_b} trước"
        return Draft("answered", (f"{told}: {stand} {cited}",), markers.citations, (), sure)
    years = abs(a.year - b.year)
    formula = f"{max(a, b).year} − {min(a, b).year} = {years}"
    first_line = f"{told}: {said_a if a < b else said_b} trước, cách nhau {years} năm {cited}"
    operands = [
        {"text": s, "value": d.year, "citation": int(m.strip("[]"))} for (d, s), m in zip(days, marks, strict=True)
    ]
    computation = {"formula": formula, "operands": operands, "result": f"{years} năm"}
    lines = (first_line, "", f"Cách tính: {formula} {cited}")
    return Draft("computed", lines, markers.citations, (), sure, computation)


def _due(reading: Reading, library: Library) -> Reading:
    """The deadline of a task, where a place stands in its row."""
    cells = library.places(reading.place.statement) if reading.place.label else ()
    return next((replace(reading, place=p) for p in cells if role_of(p.head) == "deadline"), reading)


def _name(reading: Reading) -> str:
    """What a day is the day of: its row, or its clause."""
    place = reading.place
    text = place.statement.text
    return shorten((text[slice(*place.label)] if place.label else place.text).strip(" ;,."), _NAME)


def _day(reading: Reading) -> tuple[date, str] | None:
    """The day that a place prints, the last of a period where it prints no day."""
    place = reading.place
    if place.reference and place.reference.date:
        found = find_dates(f"ngày {place.reference.date.removeprefix('ngày ')}")
        if found and found[0].date:
            return found[0].date, place.reference.date
    for day in find_dates(place.text):
        if day.date:
            return day.date, day.text
    period = next(iter(periods_in(place.text)), None)
    return (period.end, period.text) if period and period.end.year > 1 else None


def _told(question: Question, sure: float, first: _Side, second: _Side, library: Library) -> Draft | None:
    """The two figures set side by side; else each side's own words."""
    operands = [of_reading(side.reading) for side in (first, second)]
    if operands[0] and operands[1]:
        pair = operands[0], operands[1]
        if not same_unit(pair) or likeness(*pair) < _LIKE:
            return None
        return replace(side_by_side(question, *pair, library), confidence=sure)
    markers = Markers()
    lines = [f"{line(question, side.reading)} {markers.mark(side.reading)}" for side in (first, second)]
    figures = tuple(
        answer_figure(f, markers.mark(side.reading), side.reading)
        for side in (first, second)
        for f in side.reading.figures
    )
    return Draft("answered", tuple(dict.fromkeys(lines)), markers.citations, figures, sure)
