"""Complete sets: the items that one sentence introduces, what stands under a heading, what a sentence lists."""

from collections.abc import Iterator, Sequence

from ingest.records import Statement
from rag.draft import Draft, Markers, confidence
from rag.library import Library
from rag.question.instructions import instructs
from rag.read import Reading, as_it_stands
from rag.reading.laid_out import Laid, Member
from rag.reckoning.called import called, is_kind
from rag.reckoning.footnotes import footnote
from rag.reckoning.listing import FEWEST, WHOLE, Candidate, listed_in, listing
from rag.records import Question
from rag.refusing.judge import STRICT
from rag.write import LINE, quote, sentence, shorten

CLOSE = 0.9
"""A candidate that scores so near the best one may be what is asked for; it is told too."""
SURE_CALLED = 0.9
"""How surely a set's members must be what is asked for where the question does not say that it wants a list."""
_ROOM = 80
"""Characters of the shortest line in a list."""
_ELSEWHERE = "Cũng có thể là:"


def complete_set(question: Question, readings: Sequence[Reading], library: Library) -> Draft:
    """All of the set that is asked for; with it the next candidate where that comes close. A cell is no set."""
    best = readings[0]
    found = listing(question, readings, library) if best.place.label is None else ()
    if not found:
        return _place(best, readings)
    markers = Markers()
    note = footnote(best.place.statement, question, library) if found[0].laid is None else None
    if note is not None:
        lines = [f"{shorten(note.text, WHOLE)} {markers.mark(as_it_stands(note, best.document))}"]
        return Draft("answered", tuple(lines), markers.citations, (), confidence(best, readings))
    lines = list(_told(found[0], markers, library, WHOLE))
    other = next((c for c in found[1:] if not _overlaps(c, found[0])), None)
    room = WHOLE - sum(map(len, lines)) - len(_ELSEWHERE)
    if other and other.score >= found[0].score - CLOSE and room > 2 * LINE:
        lines += ["", _ELSEWHERE, *_told(other, markers, library, room)]
    return Draft("answered", tuple(lines), markers.citations, (), confidence(best, readings))


def named_set(question: Question, readings: Sequence[Reading], library: Library) -> Draft | None:
    """The set that a question asks for without saying that it wants a list ("mục tiêu gì"): one that calls its members
    so and that the best place belongs to; None when there is none."""
    best = readings[0]
    noun = called(question.text)
    if any(a.kind in STRICT for a in question.asks) or not any(is_kind(noun[:size]) for size in (1, 2, 3)):
        return None
    found = listing(question, readings, library) if best.place.label is None else ()
    if not found or found[0].called < SURE_CALLED or found[0].laid is None or found[0].near < 1.0:
        return None
    markers = Markers()
    lines = tuple(_told(found[0], markers, library, WHOLE))
    return Draft("answered", lines, markers.citations, (), confidence(best, readings))


def _place(best: Reading, readings: Sequence[Reading]) -> Draft:
    markers = Markers()
    statement = best.place.statement
    whole = WHOLE if listed_in(statement.text) >= FEWEST else 2 * LINE
    line = sentence(best) if best.place.label is not None else shorten(quote(statement), whole)
    return Draft("answered", (f"{line} {markers.mark(best)}",), markers.citations, (), confidence(best, readings))


def _overlaps(a: Candidate, b: Candidate) -> bool:
    """Whether one of two candidates is told with the other."""
    return bool({s.id for s in _statements(a)} & {s.id for s in _statements(b)})


def _statements(candidate: Candidate) -> Iterator[Statement]:
    yield candidate.statement
    if candidate.laid:
        yield from (s for member in candidate.laid.members for s in member)


def _told(found: Candidate, markers: Markers, library: Library, room: int) -> Iterator[str]:
    """The lines of a set: what introduces it, then each member, and what stands under the members where that fits."""

    def mark(member: Member) -> str:
        return "".join(markers.mark(as_it_stands(s, found.document)) for s in member)

    laid = found.laid
    if laid is None:
        member = (found.statement, *_rest(found.statement, library, room))
        yield f"{shorten(_text(member, quote(found.statement)), room)} {mark(member)}"
        return
    members = [m for m in laid.members if not instructs(m[0].text)]
    head = shorten(found.statement.text)
    yield f"{head} {mark((found.statement,))}"
    left = room - len(head) - sum(len(_text(m)) + 5 for m in members)
    each = max(_ROOM, (room - len(head)) // max(1, len(members))) if left < 0 else room
    for member in members:
        yield f"{shorten(_text(member), each)} {mark(member)}"
        below = _below(member, library)
        if left > sum(len(_text(m)) + 8 for m in below):
            left -= sum(len(_text(m)) + 8 for m in below)
            yield from (f"  {shorten(_text(m))} {mark(m)}" for m in below)


def _below(member: Member, library: Library) -> tuple[Member, ...]:
    """What a member introduces itself."""
    under = (laid for laid in library.sets(member[0]) if laid.own and laid.named.id == member[0].id)
    found: Laid | None = next(under, None)
    return tuple(m for m in found.members if not instructs(m[0].text)) if found else ()


def _rest(statement: Statement, library: Library, room: int) -> tuple[Statement, ...]:
    """What the paragraph of a sentence that lists goes on with, where all of it fits: a full stop may cut a list."""
    following = library.goes_on(statement)
    return following if sum(len(s.text) for s in (statement, *following)) < min(room, 2 * LINE) else ()


def _text(member: Member, first: str = "") -> str:
    return " ".join((first or member[0].text, *(s.text for s in member[1:])))
