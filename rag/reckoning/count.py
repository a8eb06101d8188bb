"""How many members a set has that the document numbers and does not count itself: "có tất cả mấy nhóm"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.records import Statement
from ingest.vietnamese.compounds import compounds
from rag.draft import Draft, Markers
from rag.library import Library
from rag.read import Reading, read
from rag.reading.match import grams, terms
from rag.reading.places import Place
from rag.reading.wanted import Wanted
from rag.reckoning.operands import COVERED, SAID, content, part
from rag.records import Evidence, Question
from rag.write import LINE, shorten

FEWEST = 2
"""A set has at least two members."""
_LOOKED_AT = 20
"""How many of the best places are looked at for a numbered set."""
_ASKS = re.compile(r"\b(?:mấy|bao nhiêu)\s+(?P<noun>[^\W\d_]+(?:\s+[^\W\d_]+)?)", re.IGNORECASE)
_MARK = re.compile(r"\((\d{1,2})\)")
_NUMBERED = re.compile(r"^\s*(?:\(?(\d{1,2})[.)]|(\d{1,2}))(?:\s|$)")


@dataclass(frozen=True, slots=True)
class _Set:
    """How many members, the statement that prints the last one's number, and the words that announce the set."""

    number: int
    last: Statement
    lead: str


def counted(
    question: Question, evidence: Sequence[Evidence], readings: Sequence[Reading], library: Library
) -> Draft | None:
    """The number of members of the first numbered set that is called what the question counts, or None.

    A set whose number is printed as a figure is no matter of counting.
    """
    match = _ASKS.search(question.text)
    if match is None or len(question.asks) != 1:
        return None
    noun = match["noun"].lower().split()
    if any(f.unit.lower().startswith(noun[0]) for r in readings[:5] for f in r.place.figures):
        return None
    told = content(question.text, question.periods)
    wanted = [
        Wanted(terms(said, library.rarity)) for said in (told, re.sub(match["noun"], " ", told, flags=re.IGNORECASE))
    ]
    sets = {e.statement.id: found for e in evidence if (found := _set(e.statement, noun[0], wanted, library))}
    if not sets:
        return None
    asked = replace(part(question, question.text), asks=(), documents=question.documents)
    for reading in read(asked, evidence, library)[:_LOOKED_AT]:
        if reading.covered >= COVERED and (found := sets.get(reading.place.statement.id)):
            return _draft(found, reading, noun)
    return None


def _set(statement: Statement, noun: str, wanted: Sequence[Wanted], library: Library) -> _Set | None:
    """The numbered set of a statement, when it is announced in the words that are asked for: in all of them and in
    those that tell more than what is counted ("mấy nhiệm vụ quá hạn")."""
    found = _marks(statement, noun) or _items(statement, noun, library)
    if found is None:
        return None
    lead = ((grams(found.lead), 1.0),)
    return found if all(not w.terms or w.coverage(lead) >= SAID for w in wanted) else None


def _marks(statement: Statement, noun: str) -> _Set | None:
    """A sentence or cell that names the set and numbers its members, "(1) …; (2) …"."""
    marks = [(int(m[1]), m.start()) for m in _MARK.finditer(statement.text)]
    numbers = [n for n, _ in marks]
    if len(numbers) < FEWEST or numbers != list(range(1, len(numbers) + 1)):
        return None
    lead = statement.text[: marks[0][1]]
    return _Set(len(numbers), statement, lead) if _names(lead, noun) else None


def _items(statement: Statement, noun: str, library: Library) -> _Set | None:
    """Numbered items that a sentence or heading naming the set introduces, or the numbered rows of such a table."""
    rows = library.rows(statement)
    if rows and _names(statement.text[: statement.cells[-1][1]] if statement.cells else "", noun):
        items: tuple[Statement, ...] = rows
    else:
        items = library.introduced_by(statement) if _names(statement.text, noun) else ()
    if len(items) < FEWEST:
        return None
    last = items[-1].text[items[-1].cells[0][1] :] if items[-1].cells else items[-1].text
    number = _NUMBERED.match(last.replace(";", " "))
    if number is None or int(number[1] or number[2]) != len(items):
        return None
    lead = " . ".join((*statement.path, statement.lead, "" if rows else statement.text))
    return _Set(len(items), items[-1], f"{noun} {lead}")


def _names(text: str, noun: str) -> bool:
    return re.search(rf"\b{re.escape(noun)}\b", text, re.IGNORECASE) is not None


def _draft(found: _Set, reading: Reading, noun: Sequence[str]) -> Draft:
    markers = Markers()
    mark = markers.mark(replace(reading, place=Place(found.last, 0, len(found.last.text))))
    own = reading.place.statement
    lines = [f"{found.number} {compounds(noun)[0].text} {mark}", ""]
    where = markers.mark(replace(reading, place=Place(own, 0, len(own.text))))
    lines.append(f"{shorten(own.text, 4 * LINE)} {where}")
    return Draft("answered", tuple(lines), markers.citations, (), round(min(1.0, reading.covered), 3))
