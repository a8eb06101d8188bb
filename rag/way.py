"""The way of a message: planned, alone or beside the last answer; evidence found; the draft of an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.answer import draft
from rag.asked import Asked, Found
from rag.carried import SURE, Kin, beside, better, cell_named, named_beside, shown
from rag.draft import Draft
from rag.library import Library
from rag.question.anchored import anchored
from rag.question.by_name import by_name
from rag.question.conversation import Standalone, carried_on, stand_alone, taking_over
from rag.question.followups import asks_more, opened, with_kind
from rag.question.instructions import instructs
from rag.question.standing import with_subject
from rag.question.typed import restored
from rag.read import of_cell
from rag.reading.same_row import column_asked, label_of
from rag.reckoning.gather import gathered
from rag.records import ABSTAINS, Evidence, Question
from rag.refusing.whose import unnamed
from rag.retrieve import query_of
from rag.telling.in_full import in_full
from rag.telling.single import one
from rag.understand import understand

NOTHING = frozenset(("not_found", "out_of_scope"))
"""Outcomes after which a message is asked once more, of the subject of the question before it."""


@dataclass(frozen=True, slots=True)
class _Near:
    """What the document of the last answer says to a message, and how the message hangs on that answer."""

    found: Found
    made: Draft
    kin: Kin


def go(asked: Asked, today: date) -> tuple[Found, Draft]:
    """The draft of the answer to a message, and what it was made from.

    A message of a conversation is first read beside the last answer; what is not found there is read by itself.
    """
    message = _message(asked)
    alone = _alone(asked, message, today)
    near = _of_place(asked, message, alone, today)
    if near is None and not alone.named and not alone.whole:
        near = _beside(asked, message, alone, today)
    if near is not None and near.kin == "same" and near.made.outcome not in ABSTAINS:
        return near.found, near.made
    found = find(_planned(asked, alone, today), asked)
    asked.tell("doc")
    made = draft(found.question, found.evidence, asked.view.library)
    if near is not None:
        pieced = bool(found.question.inherited) or found.question.text != message
        if better(near.made, near.found.question, near.kin, made, pieced, asked.view.library):
            return near.found, near.made
    if made.outcome in NOTHING and asked.earlier is not None and not alone.follows and asked.chat is None:
        return _of_earlier(asked, message, today) or (found, made)
    return found, made


def _of_earlier(asked: Asked, message: str, today: date) -> tuple[Found, Draft] | None:
    """What a message that finds nothing by itself is told as one about the subject of the question before it; None
    where that is no sure answer either."""
    assert asked.earlier is not None
    planned = _planned(asked, carried_on(message, asked.earlier, lambda t: read(t, asked.view.library, today)), today)
    found = find(planned, asked)
    made = draft(found.question, found.evidence, asked.view.library)
    return (found, made) if made.outcome not in ABSTAINS and made.confidence >= SURE else None


def read(text: str, library: Library, today: date) -> Question:
    """The plan of a text by itself."""
    return understand(text, documents=tuple(library.documents.values()), today=today)


def plan(asked: Asked, today: date) -> Question:
    """The plan of a message: accents restored, made to stand alone, understood."""
    return _planned(asked, _alone(asked, _message(asked), today), today)


def _message(asked: Asked) -> str:
    """The message with its accents, a body in it named in full."""
    message = restored(asked.text, asked.view.restorer)
    return with_kind(message, asked.earlier.units) if asked.earlier else message


def _alone(asked: Asked, message: str, today: date) -> Standalone:
    """The message as a question of its own, by the rules; by the chat model where it may."""
    library, earlier = asked.view.library, asked.earlier
    alone = stand_alone(
        message, lambda part: read(part, library, today), earlier, lambda named: named_beside(named, earlier, library)
    )
    if alone.follows and asked.chat and earlier:
        from rag.chat.writing import follow_up

        return follow_up(message, earlier, asked.chat) or alone
    return alone


def _planned(asked: Asked, alone: Standalone, today: date) -> Question:
    question = read(alone.text, asked.view.library, today)
    whole = with_subject(question.text, alone.about)
    question = replace(question, asked=asked.text, inherited=alone.inherits, text=whole)
    return taking_over(question, asked.earlier) if alone.follows and asked.earlier else question


def find(question: Question, asked: Asked) -> Found:
    """The evidence for a plan."""
    asked.tell("tim")
    evidence = _harmless(gathered(question, lambda query: asked.view.search.search(query, asked.view.ids)))
    return Found(by_name(question, evidence), evidence, asked)


def _of_place(asked: Asked, message: str, alone: Standalone, today: date) -> _Near | None:
    """What the very place that the last answer stood in says to a message: more of it, or another row or column."""
    library, earlier = asked.view.library, asked.earlier
    stood = next((library.statements[i] for i in earlier.near if i in library.statements), None) if earlier else None
    if stood is None or asked.chat is not None or earlier is None:
        return None
    if asks_more(message):
        question = replace(earlier, asked=asked.text, text=f"{earlier.text.rstrip(' ?')}, nói chi tiết hơn?")
        return _Near(Found(question, (), asked), in_full(stood, library), "same")
    if stood.table is None:
        return None
    core = anchored(opened(message), earlier.periods or earlier.told)
    question = replace(read(core, library, today), asked=asked.text)
    same = alone.named and not question.periods
    place = cell_named(alone.named, earlier, library) if same else column_asked(question, stood, library)
    if place is None:
        return None
    told = with_subject(alone.text, alone.about) if same else with_subject(core, label_of(place))
    document = library.documents[stood.document_id]
    made = one(question, [of_cell(place, document)])
    if unnamed(question, made, {document.issuer}):  # "tỉnh nào đứng thứ 2" asks for no cell of the row before
        return None
    return _Near(Found(replace(question, text=told), (), asked), made, "same")


def _beside(asked: Asked, message: str, alone: Standalone, today: date) -> _Near | None:
    """What the document of the last answer says to a message; None where there is none, or a chat model puts it."""
    if asked.earlier is None or not asked.earlier.near or asked.chat is not None:
        return None
    library = asked.view.library
    core = opened(message)
    own = replace(read(core, library, today), asked=asked.text, text=message)
    planned = beside(own, core != message, asked.earlier, library)
    if planned is None:
        return None
    question, kin = planned
    evidence = _harmless(asked.view.search.search(query_of(question), question.documents))
    made = draft(question, evidence, library)
    return _Near(Found(shown(question, alone, kin, library), evidence, asked), made, kin)


def _harmless(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence without what gives orders instead of telling anything."""
    return [piece for piece in evidence if not instructs(piece.statement.text)]
