"""The way of a message: planned, alone or beside the last answer; evidence found; the draft of an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag.answer import draft
from rag.asked import Asked, Found
from rag.carried import Kin, beside, better, shown
from rag.draft import Draft
from rag.library import Library
from rag.question.conversation import opened, stand_alone, taking_over
from rag.question.instructions import instructs
from rag.question.standing import with_subject
from rag.question.typed import restored
from rag.reckoning.gather import gathered
from rag.records import ABSTAINS, Evidence, Question
from rag.retrieve import query_of
from rag.understand import understand


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
    near = _beside(asked, message, today)
    if near is not None and near.kin == "same" and near.made.outcome not in ABSTAINS:
        return near.found, near.made
    found = find(_planned(asked, message, today), asked)
    asked.tell("doc")
    made = draft(found.question, found.evidence, asked.view.library)
    if near is None:
        return found, made
    pieced = bool(found.question.inherited) or found.question.text != message
    told = better(near.made, near.found.question, near.kin, made, pieced, asked.view.library)
    return (near.found, near.made) if told else (found, made)


def read(text: str, library: Library, today: date) -> Question:
    """The plan of a text by itself."""
    return understand(text, documents=tuple(library.documents.values()), today=today)


def plan(asked: Asked, today: date) -> Question:
    """The plan of a message: accents restored, made to stand alone, understood."""
    return _planned(asked, _message(asked), today)


def _message(asked: Asked) -> str:
    """The message with its accents."""
    return restored(asked.text, asked.view.restorer)


def _planned(asked: Asked, text: str, today: date) -> Question:
    library = asked.view.library
    alone = stand_alone(text, lambda part: read(part, library, today), asked.earlier)
    if alone.follows and asked.chat and asked.earlier:
        from rag.chat.writing import follow_up

        alone = follow_up(text, asked.earlier, asked.chat) or alone
    question = read(alone.text, library, today)
    whole = with_subject(question.text, alone.inherits)
    question = replace(question, asked=asked.text, inherited=alone.inherits, text=whole)
    return taking_over(question, asked.earlier) if alone.follows and asked.earlier else question


def find(question: Question, asked: Asked) -> Found:
    """The evidence for a plan."""
    asked.tell("tim")
    evidence = gathered(question, lambda query: asked.view.search.search(query, asked.view.ids))
    return Found(question, _harmless(evidence), asked)


def _beside(asked: Asked, message: str, today: date) -> _Near | None:
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
    alone = stand_alone(message, lambda part: read(part, library, today), asked.earlier)
    exchanged = alone.text if kin == "same" and alone.follows and not alone.inherits else ""
    return _Near(Found(shown(question, exchanged, library), evidence, asked), made, kin)


def _harmless(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence without what gives orders instead of telling anything."""
    return [piece for piece in evidence if not instructs(piece.statement.text)]
