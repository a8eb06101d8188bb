"""A question that asks whether the print agrees, or which of two values is right, answered from what the audit found.

Both places are quoted; what the audit reckons of them is told with the answer (telling/doubts.py). Nothing is
corrected: which of two printed values is right stands nowhere.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.audit.called import content
from ingest.records import Finding, Statement
from ingest.vietnamese.numbers import find_numbers
from rag.draft import Draft, Markers
from rag.library import Library
from rag.question.premise import claimed_bodies
from rag.read import as_it_stands
from rag.reading.slots import OTHER, agrees
from rag.records import Evidence, Question
from rag.words import table
from rag.write import shorten

DISAGREES = "Không khớp"
_EITHER = re.compile(r"(?P<a>[\w.,%]*\w%?) hay (?:là )?(?P<b>[\w.,%]*\w%?)")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d{2,}")
_CUT = re.compile(r"[;\n]|(?<=[^\d\s])[.]\s")
_CHUNK = re.compile(r"[;,:()\n]\s|[()]|(?<=[^\d\s])[.]\s|\bvà\b")
_SAYS = 0.7
"""The share of a question's words that the places of a finding must say."""
_AT_VALUES = 0.5
"""The share of them that must stand at the disagreeing values themselves, in the same clause or in the head of the
cell."""
_FEWEST = 2
"""Words by which it is known what a question is about."""
_NO_FIGURE = "trung bình"
"""The severity of dates, periods and counts; of dates agree.py tells."""
_YEARS = range(1990, 2101)
_PLACE = 150
"""Characters of each place that are told."""


@lru_cache(maxsize=2)
def _patterns(role: str) -> tuple[re.Pattern[str], ...]:
    found = (row[1] for row in table("agreeing.tsv") if row[0] == role)
    return tuple(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) for pattern in found)


def _without(text: str, role: str) -> str:
    for pattern in _patterns(role):
        text = pattern.sub(" ", text)
    return text


def doubted(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """What disagrees of what a question asks about, with both places; None where it asks no such thing, or where
    nothing was found to disagree."""
    rest = _without(question.text, "asks")
    either = _EITHER.search(question.text)
    if (rest == question.text and either is None) or claimed_bodies(question):
        return None  # who does what is a premise to check
    wanted = content(question.content.replace("|", " ")) & content(_without(rest, "beside"))
    given = {m.group() for n in find_numbers(question.text) if (m := _NUMBER.match(n.text)) and n.value not in _YEARS}
    rank = {piece.statement.id: i for i, piece in enumerate(evidence)}
    found: list[tuple[float, int, int, Finding]] = []
    for finding in library.doubts:
        places = [library.statements[i] for i in finding.statement_ids if i in library.statements]
        if finding.severity == _NO_FIGURE or not places or not _of_slots(question, finding, places, library):
            continue
        if rest == question.text and not _names_both(either, finding):
            continue
        if len(question.periods) > 1 and not finding.others:
            continue  # two times are compared, not two places of one document
        if given and not given & set(_NUMBER.findall(finding.message)):
            continue  # it gives other values
        core = wanted.difference(*(_title(s, library) for s in places))
        near = content(" ".join((finding.message, *(_chunk(s, finding) for s in places))))
        around = near.union(*(_around(s, library) for s in places))
        said = len(wanted & around) / max(len(wanted), 1)
        if said >= _SAYS and core & near and len(core & near) >= _AT_VALUES * len(core) and len(wanted) >= _FEWEST:
            first = min((rank[s.id] for s in places if s.id in rank), default=len(rank))
            found.append((said, len(wanted & near), -first, finding))
    if not found:
        return None
    best = max(found, key=lambda f: f[:3])
    return _told(best[3], best[0], library)


def _of_slots(question: Question, finding: Finding, places: Sequence[Statement], library: Library) -> bool:
    """Whether a figure that disagrees is of a period and a level that are asked for, if any are."""
    told = [f for s in places for f in library.figures(s.id) if f.text in finding.message]
    if question.levels and told and all(f.level and f.level not in question.levels for f in told):
        return False
    periods = [f.period for f in told if f.period]
    return not question.periods or not periods or any(agrees(p, t) > OTHER for p in question.periods for t in periods)


def _names_both(either: re.Match[str] | None, finding: Finding) -> bool:
    """Whether a question offers the two values that disagree: "là Chúc hay Chức", "468 hay 486"."""
    words = set(re.findall(r"[\w.,]*\w", finding.message.lower()))
    return either is not None and {either["a"].lower().rstrip("%"), either["b"].lower().rstrip("%")} <= words


def piece(statement: Statement, finding: Finding) -> str:
    """The part of a statement where the values stand that disagree: clauses, or the name of a row with its cells."""
    numbers = set(_NUMBER.findall(finding.message))
    if statement.cells:
        pairs = [part.partition(": ") for part in statement.text.split("; ")]
        named = next((cell for _, _, cell in pairs if re.search(r"[^\W\d_]{2}", cell) and "trống" not in cell), "")
        held = [f"{head}: {cell}" for head, _, cell in pairs if numbers & set(_NUMBER.findall(cell))]
        return "; ".join(dict.fromkeys((named, *held)))
    parts = [part.strip() for part in _CUT.split(statement.text) if part.strip()]
    return "; ".join(part for part in parts if numbers & set(_NUMBER.findall(part))) or statement.text


def _chunk(statement: Statement, finding: Finding) -> str:
    """The clause at each value that disagrees; of a row as piece(); of a name the signature alone is about it."""
    numbers = set(_NUMBER.findall(finding.message))
    if not numbers:
        return statement.text if statement.kind == "metadata" else ""
    if statement.cells:
        return piece(statement, finding)
    parts = _CHUNK.split(statement.text)
    return " ".join(part for part in parts if numbers & set(_NUMBER.findall(part)))


def _around(statement: Statement, library: Library) -> frozenset[str]:
    document = library.documents[statement.document_id]
    said = (statement.lead, *statement.path, statement.text, document.issuer, document.place)
    return _title(statement, library).union(*map(content, said))


def _title(statement: Statement, library: Library) -> frozenset[str]:
    """The words by which a question names a document."""
    document = library.documents[statement.document_id]
    return content(f"{document.kind} {document.title}")


def _told(finding: Finding, sure: float, library: Library) -> Draft:
    markers = Markers()
    said = []
    for statement in (library.statements[i] for i in finding.statement_ids if i in library.statements):
        words = " ".join(piece(statement, finding).split())
        at = next((m.start() for m in _NUMBER.finditer(words) if m.group() in finding.message), 0)
        mark = markers.mark(as_it_stands(statement, library.documents[statement.document_id]))
        said.append(f"“{_clipped(words, at)}” {mark}")
    return Draft("answered", (f"{DISAGREES}: {'; '.join(said)}",), markers.citations, confidence=round(sure, 3))


def _clipped(words: str, at: int) -> str:
    """At most so much of a piece as is told, around the value that stands at `at`."""
    start = max(0, at - 2 * _PLACE // 3)
    start = words.find(" ", start) + 1 if start else 0
    return f"{'…' if start else ''}{shorten(words[start:], _PLACE)}"
