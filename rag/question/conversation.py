"""A follow-up ("còn sở ngành?", "thế năm 2023?", "ai chủ trì?") → a question that stands alone.

What the message names takes the place of its like in the question before it (exchange.py); what it counts from the
period spoken of is told by name (anchored.py). A message that asks for something else of the same subject keeps that
subject as words that it inherits. The words of follow-ups stand in data/followups.tsv.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ingest.records import Period
from ingest.vietnamese.fold import syllables
from rag.question.anchored import anchored
from rag.question.cues import cues_of
from rag.question.exchange import exchanged, renamed, with_new_scope, without_scopes
from rag.question.followups import (
    LIMITS,
    MODAL,
    PRONOUN,
    REMAINS,
    VERB,
    core_of,
    is_attribute,
    opened,
    points_back,
)
from rag.question.leaning import SHORT, TELLING, asks_the_same, follows_up, left_over, only_lists, takes_place
from rag.question.standing import own_words, subject_of
from rag.question.whereabouts import whereabouts
from rag.reading.siblings import alike
from rag.reading.slots import DEFAULT_LEVEL
from rag.records import Question
from rag.words import measures, words

_OPEN = re.compile(r"\b(?:nào|gì|ai|đâu|sao)\b", re.IGNORECASE)
# An indicator of its own makes a new subject: "thế tỷ lệ số hóa hồ sơ thì sao?".
_INDICATOR = re.compile(r"\b(?:tỷ lệ|chỉ số|tổng số|số lượng|kinh phí|điểm số|thứ hạng)\s+\w+", re.IGNORECASE)
_LOOSE_END = re.compile(
    r"(?:[\s,;:?.]|\b(?:là|được|đạt|có|của|ở|tại|vào|phải|thì|do|bị|đã|giao|cho|về|đến|với|và|từ|trong)\b)+$",
    re.IGNORECASE,
)
"""What is left hanging at the end of a question when its question words are taken out."""
_TOPIC = 8
"""Syllables of what a pronoun may stand for: more is no name."""

Read = Callable[[str], Question]
"""A text's plan, read alone."""
Rename = Callable[[str], tuple[str, str] | None]
"""For what a message names, the row of the last answer and the row of the same table that it names instead."""


@dataclass(frozen=True, slots=True)
class Standalone:
    """`text` to be understood in place of the message; `inherits` the content of the earlier question, or nothing, and
    `about` how that is told; `named` what the earlier question is asked of instead, where that is another row of its
    answer's table or item of its list; `whole` where its pronoun is put in words, which makes a question of its own."""

    text: str
    inherits: str = ""
    about: str = ""
    follows: bool = False
    named: str = ""
    whole: bool = False


def _no_row(_: str) -> None:
    return None


def stand_alone(message: str, read: Read, earlier: Question | None, row: Rename = _no_row) -> Standalone:
    """The message as a question of its own; `earlier` is the plan of the question before it."""
    if earlier is None:
        return Standalone(message)
    anchor = anchored(message, earlier.periods or earlier.told)
    names = row(without_scopes(read(core_of(anchor)).content)) or row(core_of(anchor))
    if not names and not follows_up(message, read(anchor)):
        return Standalone(message)
    if (topic := _topic(earlier)) and PRONOUN.search(anchor):
        return Standalone(PRONOUN.sub(topic, opened(anchor)), follows=True, whole=True)
    core = core_of(anchor)
    own = read(core)
    if asks_the_same(own, earlier) and (names or takes_place(anchor, own, earlier)):
        core = _without_asks(core, own)
        own = replace(read(core), asks=())
    if only_lists(own) and not left_over(own):
        return Standalone(f"liệt kê {about(earlier, read)}", follows=True, whole=True)
    if turned := _other_extreme(own, earlier):
        return Standalone(turned, earlier.inherited, subject_of(earlier.text), follows=True)
    if not own.asks and not is_attribute(own.content) and not _INDICATOR.search(core) and not _OPEN.search(core):
        told = _told_of(names, core, own, anchor, earlier, read)
        if told is not None:
            return told
    text = opened(anchor) if not REMAINS.search(anchor) else anchor
    if _INDICATOR.search(core) and left_over(own) > SHORT and not points_back(core):
        period = "" if own.periods else " ".join(p.text for p in earlier.periods)
        return Standalone(f"{text.rstrip(' ?')} {period}".strip() + "?", follows=True)
    return carried_on(text, earlier, read)


def _told_of(
    names: tuple[str, str] | None, core: str, own: Question, message: str, earlier: Question, read: Read
) -> Standalone | None:
    """The question before it asked of what a message names instead; None where there is nothing to be exchanged."""
    text, kept = own_words(earlier.text), subject_of(earlier.text)
    if names:
        told = renamed(text, *names)
        if not told and kept and (other := renamed(kept, *names)):
            return Standalone(text, read(other).content, other, follows=True, named=names[1])
        if told:
            return Standalone(told, earlier.inherited, kept, follows=True, named=names[1])
    if kept and own.documents and earlier.documents != own.documents:
        return Standalone(text, own.content, core, follows=True, whole=True)
    if kept and core and own.units and not own.periods and not whereabouts(text) and whereabouts(kept):
        other = with_new_scope(kept, core)
        return Standalone(text, read(other).content, other, follows=True)
    if LIMITS.match(message) and not own.periods and not whereabouts(core) and not alike(text, own.content):
        return Standalone(f"{text.rstrip(' ?')}, riêng {core}?", earlier.inherited, kept, follows=True)
    modal = MODAL.fullmatch(without_scopes(own.content).strip(" |"))
    if modal and own.periods:
        own, core = replace(own, content=""), core.replace(modal.group(), "").strip()
    told = exchanged(core, own, earlier, modal.group() if modal else "")
    return Standalone(told, earlier.inherited if kept else "", kept, follows=True) if told else None


def _other_extreme(own: Question, earlier: Question) -> str:
    """The earlier question with its extreme exchanged ("cái nào thấp nhất?"); "" where not just that is asked."""
    extremes = [ask for ask in own.asks if ask.kind == "extreme"]
    if not extremes or without_scopes(own.content).replace(_words_of_extreme(own.text), "").strip(" |"):
        return ""
    old, new, text = _words_of_extreme(own_words(earlier.text)), _words_of_extreme(own.text), own_words(earlier.text)
    return text.replace(old, new, 1) if old else ""


def _words_of_extreme(text: str) -> str:
    """The words of a text that ask for an extreme, as they stand there."""
    found = words(text)
    spans = (text[found[a].start : found[b - 1].end] for a, b, row in cues_of(text, found) if row[1] == "extreme")
    return next(spans, "")


def _topic(earlier: Question) -> str:
    """What the earlier question begins with and goes on to say something of, before its verb; "" for nothing short."""
    text = own_words(earlier.text)
    verb = VERB.search(text)
    ends = [verb.start()] if verb else []
    found = words(text)
    ends += [found[start].start for start, _, _ in cues_of(text, found)]
    topic = text[: min(ends, default=0)].strip(" ,:")
    return topic if len(syllables(topic)) <= _TOPIC else ""


def carried_on(message: str, earlier: Question, read: Read) -> Standalone:
    """The message as one about the subject of the question before it."""
    told = about(earlier, read)
    inherits = " | ".join(part for part in (earlier.content, earlier.inherited) if part)
    return Standalone(f"{message.rstrip(' ?')}?", inherits, told, follows=True)


def about(earlier: Question, read: Read) -> str:
    """What a question is about, in its own words without those that ask; a follow-up that only asks for something else
    of a subject adds nothing to it."""
    text, kept = own_words(earlier.text), subject_of(earlier.text)
    if kept and (left_over(earlier) < TELLING or is_attribute(earlier.content)):
        return kept
    found = words(text)
    for start, end, row in reversed(cues_of(text, found)):
        if row[1] not in ("compare", "compute", "extreme", "none", "subject"):
            text = f"{text[: found[start].start].rstrip()} {text[found[end - 1].end :].lstrip()}"
    text = re.sub(r"\s+([,;:?.])", r"\1", _LOOSE_END.sub("", text)).strip(" ,;:?.")
    return ", ".join(part for part in (kept, text) if part)


def recalled(text: str, read: Read) -> Question:
    """The plan of an earlier message from how it was shown: what it is about is inherited, not its own content."""
    whole, own = read(text), read(own_words(text))
    inherited = read(subject_of(text)).content if subject_of(text) else ""
    return replace(whole, asks=own.asks, intent=own.intent, content=own.content, inherited=inherited)


def taking_over(question: Question, earlier: Question) -> Question:
    """A follow-up with the documents, and where it names none of its own the place or body and the time, of the
    question before."""
    elsewhere = bool(question.units) and not set(question.units) <= set(earlier.units)
    if not question.documents and not elsewhere:
        question = replace(question, documents=earlier.documents, strict=False)
    if question.inherited:
        question = replace(question, periods=times(question, earlier))
    if question.inherited and not question.levels and not question.units:
        levels = tuple(level for level in earlier.levels if level != DEFAULT_LEVEL)
        question = replace(question, levels=levels, units=earlier.units)
    same_time = [p.key for p in question.periods] == [p.key for p in earlier.periods]
    return replace(question, near=earlier.near if same_time and not elsewhere else ())


def times(own: Question, earlier: Question) -> tuple[Period, ...]:
    """The periods of a message, both where it compares with that of the earlier one."""
    compares = any(a.kind == "compare" for a in own.asks)
    return (*earlier.periods, *own.periods) if compares and own.periods else own.periods or earlier.periods


def _without_asks(text: str, own: Question) -> str:
    """A text without its question words, the units that it asks for, and the "thì" before them."""
    for unit in {ask.noun for ask in own.asks if ask.noun in measures()}:
        text = re.sub(rf"\b{re.escape(unit)}\s*$", "", text, flags=re.IGNORECASE)
    found = words(text)
    for start, end, row in reversed(cues_of(text, found)):
        if row[1] not in ("none", "mute"):
            text = f"{text[: found[start].start].rstrip()} {text[found[end - 1].end :].lstrip()}"
    return _LOOSE_END.sub("", text).strip(" ,?")
