"""Questions answered by one place, or by one place for each thing they ask."""

import re
from collections.abc import Iterator, Sequence

from ingest.records import Statement
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.calendar import relation
from ingest.vietnamese.levels import find_scopes
from rag.draft import Draft, Markers, answer_figure, confidence
from rag.question.premise import borne_out
from rag.read import Reading
from rag.reading.grid import role_of
from rag.reading.match import grams
from rag.reading.places import Place, is_value_cell, places
from rag.reading.slots import own_periods
from rag.records import Question
from rag.refusing.lacking import lacking
from rag.telling.window import window
from rag.write import LINE, quote, sentence, shorten, widened

OTHERS = 2
"""How many other periods of the same indicator are told of."""
SAME = 0.92
"""A reading that covers this share of the best one's terms is about the same indicator."""
_AS_GOOD = 0.75
"""A sentence with the same figure may score this share of the table's: it says the same and is easier to check."""
_MOSTLY = 0.8
_MARK = re.compile(r"^\s*(?:\(?[0-9a-zđIVX]{1,4}(?:\.\d+)*[.)]|[-–+*])\s*")
_PARTS = {
    "leads": re.compile(
        r"\b(?:chủ\s*trì|đầu mối|(?:cơ quan|đơn vị|sở|ban|ngành)\s+nào|ai\s+(?:làm|lo))\b", re.IGNORECASE
    ),
    "helps": re.compile(r"\bphối\s*hợp\b", re.IGNORECASE),
    "deadline": re.compile(r"\b(?:hạn|thời hạn|khi nào|bao giờ|xong)\b", re.IGNORECASE),
}
"""How a question asks for what stands in the columns of a task (data/column_roles.tsv)."""
_ASKS_YEARS = re.compile(
    r"\b(?:(?:những|các|mấy|cho|trong|của) năm nào|giai đoạn nào|mấy năm|thời kỳ nào|nhiệm kỳ nào)\b", re.IGNORECASE
)
_YEARS = re.compile(
    r"\b(?:giai đoạn|thời kỳ|nhiệm kỳ|(?:các |trong )?năm|đến năm) (?:19|20)\d\d"
    r"(?:(?:\s*[-–,]\s*|\s+(?:và|đến|đến năm|và năm)\s+)(?:19|20)\d\d)*(?!\d|/)",
    re.IGNORECASE,
)
"""The years that what a document is about is meant for: asked for, its own day is no answer."""
SECOND = 0.55
"""A place that meets a second ask must score this share of the best one."""


def one(question: Question, readings: Sequence[Reading]) -> Draft:
    """The best place as the first line, further ones for asks it does not meet, then other periods."""
    best = _plainest(readings)
    markers = Markers()
    parts = [best, *_complements(best, readings)]
    said = {line(question, part): part for part in reversed(parts)}  # two places of a sentence say it once
    lines = [f"{text} {markers.mark(part)}" for text, part in reversed(said.items())]
    lines = _judged(question, lines, " ".join(lines))
    figures = [answer_figure(f, markers.mark(part), part) for part in parts for f in part.figures]
    others = _other_periods(question, readings, best)
    if others:
        lines.append("")
    for other in others:
        lines.append(f"Kỳ khác: {sentence(other, other.figures)} {markers.mark(other)}")
    return Draft("answered", tuple(lines), markers.citations, tuple(figures), confidence(best, readings))


def _judged(question: Question, lines: Sequence[str], places: str) -> list[str]:
    """For a premise that claims a figure or body, whether what is printed bears it out: "Đúng." or "Không đúng."."""
    borne = borne_out(question, places)
    if borne is None:
        return list(lines)
    return [f"{'Đúng' if borne else 'Không đúng'}. {lines[0]}", *lines[1:]]


def _plainest(readings: Sequence[Reading]) -> Reading:
    """The best place; when its figure stands in a table's prose and also in a sentence of a text, the sentence."""
    best = readings[0]
    if best.place.label is None or is_value_cell(best.place) or not best.figures:
        return best
    said = [f.text for f in best.figures]
    return next(
        (
            r
            for r in readings
            if r.place.label is None and r.score >= _AS_GOOD * best.score and [f.text for f in r.figures] == said
        ),
        best,
    )


def line(question: Question, reading: Reading) -> str:
    """A clause for one figure; the whole sentence, if short, when more or something else is asked for."""
    place = reading.place
    numbers = sum(ask.kind == "number" for ask in question.asks)
    if is_value_cell(place):
        return sentence(reading, reading.figures, tuple(beside(question, place)))
    if place.reference:
        years = _YEARS.search(place.text, len(place.reference.number)) if _ASKS_YEARS.search(question.text) else None
        if years:
            return shorten(f"{years.group()} — {place.text}")
        day = place.reference.date if any(a.kind in ("date", "issued") for a in question.asks) else ""
        if day:
            named = place.text[: place.text.index(day) + len(day)] if day in place.text else place.text
            return shorten(f"{day} — {named}")
        return shorten(place.text)
    whole = shorten(quote(place.statement), len(place.statement.text) + LINE)
    several = numbers > 1 or (numbers and any(ask.kind == "list" for ask in question.asks))
    if len(whole) <= LINE and (not numbers or not all(reading.met) or len(reading.figures) < numbers):
        text = whole
    elif not numbers and len(place.text) > LINE:
        text = window(place.text, question.content)
    else:
        text = (widened(place) if several else "") or sentence(reading, reading.figures)
    actor = acting_body(place.statement) if any(ask.kind in ("who", "check") for ask in question.asks) else ""
    return shorten(f"{actor} — {text}" if actor else text)


def beside(question: Question, place: Place) -> Iterator[Place]:
    """Further cells of the place's row whose headers the question says in full ("chủ trì … phối hợp …"), or that say
    who leads, who co-operates or by when, where it asks for that too."""
    said = grams(question.text)
    cells = [p for p in places(place.statement, ()) if p.header and p.column != place.column and p.start < p.end]
    for cell in cells:
        header = normal_words(cell.statement.text[slice(*cell.header)]) if cell.header else []
        own = cell.statement.text[slice(*cell.header)].rpartition(" – ")[2] if cell.header else ""
        named = all(s in said for s in header) or _part_asked(question, role_of(own))
        if header and cell.text and named and (cell.start, cell.end) in _spans(cell.statement):
            yield cell


def _part_asked(question: Question, role: str) -> bool:
    """Whether a question asks for what a column of a role holds, beside something else."""
    return role in _PARTS and len(question.asks) > 1 and bool(_PARTS[role].search(question.text))


def _spans(statement: Statement) -> set[tuple[int, int]]:
    return {(a, b) for _, a, b in statement.cells}


def acting_body(statement: Statement) -> str:
    """The body that a section is headed by ("5. Sở Tư pháp"), which does what stands in it; else nothing."""
    heading = _MARK.sub("", statement.path[-1]).strip() if statement.path else ""
    scopes = find_scopes(heading)
    named = max((s.end - s.start for s in scopes), default=0)
    return heading if heading and named >= _MOSTLY * len(heading) else ""


def _complements(best: Reading, readings: Sequence[Reading]) -> list[Reading]:
    """The best further places for asks that the best one does not meet."""
    missing = {i for i, met in enumerate(best.met) if not met}
    found: list[Reading] = []
    same = best.place.statement.id
    near = [r for r in readings[1:] if r.score >= SECOND * best.score]
    for reading in sorted(near, key=lambda r: r.place.statement.id != same):
        if not missing:
            break
        meets = {i for i in missing if reading.met[i]}
        if meets and reading.place.statement.document_id == best.place.statement.document_id:
            found.append(reading)
            missing -= meets
    return found


def _other_periods(question: Question, readings: Sequence[Reading], best: Reading) -> list[Reading]:
    """Readings of the same indicator for periods apart from the answer's, when one figure is asked for."""
    if question.intent != "figure" or len(best.figures) != 1:
        return []
    seen = list(own_periods(best.place, best.document))
    if best.document.period:
        seen.append(best.document.period)
    found: list[Reading] = []
    lacked = len(lacking(question, best.place, best.document))
    for other in readings[1:]:
        periods = own_periods(other.place, other.document)
        if not other.figures or not periods or other.covered < SAME * best.covered:
            continue
        if (other.figures[0].unit, other.figures[0].kind) != (best.figures[0].unit, best.figures[0].kind):
            continue
        if not all(relation(mine, known) == "disjoint" for mine in periods for known in seen):
            continue
        if len(lacking(question, other.place, other.document)) > lacked:
            continue
        found.append(other)
        seen += periods
        if len(found) == OTHERS:
            break
    return found
