"""A message of a conversation read beside the last answer: within the document it stood in.

A message whose own words the cited statement says ("trong đó cấp xã?"), or that has none of its own ("ai ký?"), is
about the same thing and keeps its words. One with a subject of its own ("phê duyệt thì ai?") leaves them behind. What
the document does not hold may still be another subject: then the message is read alone or exchanged (conversation.py).
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from ingest.records import Statement
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.fold import syllables
from rag.draft import Draft
from rag.library import Library
from rag.question.conversation import Standalone, times
from rag.question.followups import is_attribute, opened
from rag.question.standing import with_subject
from rag.question.whereabouts import whereabouts
from rag.reading.match import grams, terms
from rag.reading.nearness import nearness
from rag.reading.places import Place
from rag.reading.siblings import without_alternatives
from rag.reading.slots import DEFAULT_LEVEL
from rag.reading.wanted import Wanted
from rag.records import ABSTAINS, Ask, Question
from rag.refusing.lacking import between_scaffold

Kin = Literal["same", "beside", "whole"]
"""How a message hangs on the last answer: it is about the same thing, about something beside it, or is a whole
question, which the document answers only when nothing else does."""
SAID = 0.8
"""The share of a message's subject that the cited statement must say to be what it is about."""
SURE = 0.5
"""The confidence from which an answer to the message's own words alone is taken; chosen on development questions."""
LEAD = 0.1
"""How much less sure the last answer's document may be of a message that could stand by itself."""
SIBLING = 0.7
"""How near (see nearness.py) an answer must stand that is less sure: in the same list or paragraph."""
NAMED = 8
"""Words of a title that a document without a number is named by."""
_ITEM_MARK = re.compile(r"^\s*(?:[-–+*•]|\(?\w{1,3}[.)]|\d+(?:\.\d+)*\.?)\s+")
_PART = re.compile(r"\b(?:trong đó|trong số (?:đó|này)|riêng|nó|còn lại)\b", re.IGNORECASE)
"""What a message says that asks for a part of what was answered, or points back to it."""
_REST = re.compile(r"\bcòn(?: lại)?(?: được)? (?:bao nhiêu|mấy)\b|\bphần còn lại\b", re.IGNORECASE)
"""A message that asks for the rest is about none of the alternatives ("đã xong") that the earlier one was about."""


def answered(question: Question, answer: Mapping[str, Any], library: Library) -> Question:
    """The plan of an earlier question with where its answer (in the JSON contract) stood and the unit it came in."""
    cited = next(iter(answer.get("citations") or ()), None)
    found = library.quoted(cited["document_id"], cited["quote"]) if cited else None
    told = next(iter(answer.get("figures") or ()), None)
    unit = told["unit"] if told and not answer.get("abstained") else ""
    asks = tuple(replace(a, unit=unit) if a.kind == "number" and not a.unit else a for a in question.asks)
    figures = library.figures(found.id) if found and told and not answer.get("abstained") else ()
    times = (f.period for f in figures if f.period and told and f.period.key == told["period"])
    column = cited.get("column") if cited and not answer.get("abstained") else ""
    return replace(question, near=(found.id,) if found else (), asks=asks, told=tuple(times)[:1], column=column or "")


def beside(own: Question, opened: bool, earlier: Question, library: Library) -> tuple[Question, Kin] | None:
    """The plan of a message as one about the last answer's document, and how it hangs on it; None where there
    is no such document or the message names another. `own` is the message read alone, after its opening ("thế còn"), if
    it was `opened` so."""
    stood = next((library.statements[i] for i in earlier.near if i in library.statements), None)
    if stood is None or (own.documents and stood.document_id not in own.documents):
        return None
    document = library.documents[stood.document_id]
    subject = _own_subject(own)
    whole = _complete(own, subject, opened)
    keeps = (
        not subject
        or is_attribute(subject)
        or bool(_PART.search(own.text))
        or (not whole and _says(own, subject, stood, library))
    )
    kept = " | ".join(part for part in (earlier.content, earlier.inherited) if part)
    kept = without_alternatives(kept) if _REST.search(own.text) else kept
    named = own.levels or own.units
    levels = tuple(level for level in earlier.levels if level != DEFAULT_LEVEL)
    plan = replace(
        own,
        asks=_asks(own, earlier),
        intent=own.intent if own.asks else earlier.intent,
        inherited=kept if keeps else "",
        periods=times(own, earlier),
        levels=own.levels if named else levels,
        units=own.units if named else earlier.units,
        documents=(document.id,),
        strict=True,
        near=earlier.near,
    )
    return plan, "same" if keeps else "whole" if whole else "beside"


def better(near: Draft, plan: Question, kin: Kin, made: Draft, pieced: bool, library: Library) -> bool:
    """Whether what the last answer's document says to a message (by its `plan`) is to be told rather than what was
    found elsewhere: nothing, something less sure, or something for a question `pieced` together.

    That it has the figure for another period only is told where elsewhere there is none either.
    """
    if near.outcome in ABSTAINS:
        return near.outcome == "other_period" and made.outcome not in ABSTAINS and not made.figures
    if made.outcome not in ABSTAINS and kin == "whole":
        return False
    if made.outcome not in ABSTAINS and not pieced:
        return near.confidence >= made.confidence - LEAD
    return near.confidence >= SURE or _nearest(near, plan, library) >= SIBLING


def _nearest(made: Draft, question: Question, library: Library) -> float:
    """How near the first place of an answer stands to that of the last one."""
    first = next(iter(made.citations), None)
    told = library.quoted(first.document_id, first.quote) if first else None
    stood = (library.statements[i] for i in question.near if i in library.statements)
    return max((nearness(told, other) for other in stood), default=0.0) if told else 0.0


def shown(question: Question, alone: Standalone, kin: Kin, library: Library) -> Question:
    """The plan of a message as it is shown to have been understood: as it stands `alone` if it is about the same thing
    or names another of its like, else the message with its document."""
    if alone.follows and (kin == "same" or not alone.inherits):
        return replace(question, text=with_subject(alone.text, alone.about))
    document = library.documents[question.documents[0]]
    name = f"{document.kind.lower()} {document.number or ' '.join(document.title.split()[:NAMED])}".strip()
    return replace(question, text=with_subject(opened(question.text), name or document.id))


def named_beside(named: str, earlier: Question | None, library: Library) -> tuple[str, str] | None:
    """What names the table row or list item that the last answer stood in, and what names the one other of that table
    or list which `named` means: it says all its words, as the answer's own does not."""
    stood = next((library.statements[i] for i in earlier.near if i in library.statements), None) if earlier else None
    wanted = set(normal_words(named.replace("|", " ")))
    if stood is None or not wanted:
        return None
    names = {name for other in library.rows(stood) or library.siblings(stood) if (name := _name(other, library))}
    own = _name(stood, library)
    meant = [name for name in names - {own} if wanted <= set(normal_words(name))]
    shortest = min(map(len, meant), default=0)
    exact = [name for name in meant if len(name) == shortest]
    return (own, exact[0]) if own and len(exact) == 1 and not wanted <= set(normal_words(own)) else None


def cell_named(label: str, earlier: Question, library: Library) -> Place | None:
    """The cell of another row of the table that the last answer stood in, below the same head."""
    rows = (library.statements[i] for i in earlier.near if i in library.statements)
    named = [row for stood in rows for row in library.rows(stood) if _name(row, library) == label]
    places = library.places(named[0]) if len(named) == 1 else ()
    cells = [p for p in places if p.header and p.statement.text[slice(*p.header)] == earlier.column]
    return cells[0] if earlier.column and len(cells) == 1 else None


def _name(statement: Statement, library: Library) -> str:
    """What names a row of a table or an item of a list that tells something of what it names; "" for what is none."""
    if statement.kind == "item":
        return _ITEM_MARK.sub("", statement.text.partition(":")[0]) if ":" in statement.text else ""
    span = next((place.label for place in library.places(statement) if place.label), None)
    return statement.text[slice(*span)] if span else ""


def _own_subject(own: Question) -> str:
    """The content of a message without places, bodies and the words of asking and doing."""
    text = own.content
    for scope in sorted(whereabouts(text), key=lambda s: -s.start):
        text = f"{text[: scope.start]}|{text[scope.end :]}"
    return " | ".join(" ".join(piece) for piece in between_scaffold(text) if piece)


def _complete(own: Question, subject: str, opened: bool) -> bool:
    """Whether a message is a whole question by itself: it has a subject, and says for when or where."""
    return not opened and bool(subject) and bool(own.periods or own.levels or own.units)


def _says(own: Question, subject: str, stood: Statement, library: Library) -> bool:
    """Whether the cited statement says the subject of a message, its numbers too."""
    text = grams(stood.text)
    numbers = {s for s in syllables(own.content) if s[0].isdigit()}
    said = Wanted(terms(subject, library.rarity)).coverage(((text, 1.0),))
    return said >= SAID and numbers <= text


def _asks(own: Question, earlier: Question) -> tuple[Ask, ...]:
    """What is asked: the earlier asks where the message has none, their unit where it counts nothing of its own."""
    if not own.asks:
        return earlier.asks
    unit = next((a.unit for a in earlier.asks if a.kind == "number"), "")
    return tuple(replace(a, unit=unit) if a == Ask("number") else a for a in own.asks)
