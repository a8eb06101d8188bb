"""A follow-up ("còn sở ngành?", "thế năm 2023?", "ai chủ trì?") → a question that stands alone.

What the message names takes the place of its like in the question before it: a period, a place or body, the subject.
A message that asks for something else of the same subject keeps that subject as words that it inherits.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ingest.vietnamese.fold import syllables
from rag.question.standing import own_words, subject_of
from rag.question.whereabouts import is_province, whereabouts
from rag.reading.siblings import alike
from rag.reading.slots import DEFAULT_LEVEL
from rag.records import Question
from rag.words import measures, words

# How a follow-up begins, and the words that point back ("nó", "trong đó", "cái đó").
_BEGINS = re.compile(
    r"^\s*(?:(?:thế còn|vậy còn|còn|thế|vậy|rồi|trong đó|trong số đó|và|nhưng|riêng)\b[\s,]*)+", re.IGNORECASE
)
_POINTS_BACK = re.compile(
    r"\b(?:nó|trong đó|trong số (?:đó|này)"
    r"|(?:cái|việc|số|nội dung|nhiệm vụ|hệ thống|chỉ số|tỷ lệ|kế hoạch|văn bản) (?:đó|này|ấy))\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:thì sao|thế nào|ra sao|là bao nhiêu|thì)?\s*[?!.]*\s*$", re.IGNORECASE)
_HOW_MUCH = re.compile(r"\s+(?:thì\s+)?(?:được\s+|là\s+)?(?:bao nhiêu|mấy)\s*$", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:nào|gì|ai|đâu|sao)\b", re.IGNORECASE)
# An indicator of its own makes a new subject: "thế tỷ lệ số hóa hồ sơ thì sao?".
_INDICATOR = re.compile(r"\b(?:tỷ lệ|chỉ số|tổng số|số lượng|kinh phí|điểm số|thứ hạng)\s+\w+", re.IGNORECASE)
# What an indicator begins with whatever it is of: it stays where its subject is exchanged.
_GENERIC = frozenset(("tổng", "số", "lượng", "tỷ", "tỉ", "lệ", "chỉ", "mức", "điểm", "kết", "quả", "các", "những"))
_MEASURES = frozenset(unit for unit in measures() if " " not in unit)
"""What a subject is measured in stays too: "mấy tấn xoài" → "chuối thì bao nhiêu" asks for tấn."""
# A question with at most this many syllables of its own content cannot name its subject by itself.
_SHORT = 4

Read = Callable[[str], Question]
"""A text's plan, read alone."""


@dataclass(frozen=True, slots=True)
class Standalone:
    """`text` to be understood in place of the message; `inherits` the content of the earlier question, or nothing."""

    text: str
    inherits: str = ""
    follows: bool = False


def stand_alone(message: str, read: Read, earlier: Question | None) -> Standalone:
    """The message as a question of its own; `earlier` is the plan of the question before it."""
    if earlier is None or not follows_up(message, read(message)):
        return Standalone(message)
    core = _ENDS.sub("", _BEGINS.sub("", message)).strip(" ,?")
    core = _HOW_MUCH.sub("", core) if _is_measured(earlier) else core
    own = read(core)
    if not own.asks and not _INDICATOR.search(core) and not _OPEN.search(core):
        exchanged = _exchanged(core, own, earlier)
        if exchanged:
            about = own_words(earlier.text) != earlier.text
            return Standalone(exchanged, earlier.inherited if about else "", follows=True)
    compares = any(a.kind == "compare" for a in own.asks)
    period = "" if own.periods and not compares else " ".join(p.text for p in earlier.periods)
    text = f"{message.rstrip(' ?')} {period}".strip() + "?"
    if _INDICATOR.search(core) and _left_over(own) > _SHORT and not _POINTS_BACK.search(core):
        return Standalone(text, follows=True)
    return Standalone(text, inherits=_subject(earlier), follows=True)


def _is_measured(earlier: Question) -> bool:
    """Whether the question before asks for so many tons or hectares of a thing: "how much" of another asks the same."""
    nouns = (a.noun.split() for a in earlier.asks if a.kind == "number")
    return any(len(noun) > 1 and noun[0] in _MEASURES for noun in nouns)


def opened(message: str) -> str:
    """A message without how a follow-up begins ("thế còn")."""
    return _BEGINS.sub("", message)


def recalled(text: str, read: Read) -> Question:
    """The plan of an earlier message from how it was shown: what it is about is inherited, not its own content."""
    whole, own = read(text), read(own_words(text))
    return replace(whole, asks=own.asks, intent=own.intent, content=own.content, inherited=subject_of(text))


def taking_over(question: Question, earlier: Question) -> Question:
    """A follow-up with the documents, and where it names none of its own the place or body, of the question before."""
    elsewhere = bool(question.units) and not set(question.units) <= set(earlier.units)
    if not question.documents and not elsewhere:
        question = replace(question, documents=earlier.documents, strict=False)
    if question.inherited and not question.levels and not question.units:
        levels = tuple(level for level in earlier.levels if level != DEFAULT_LEVEL)
        question = replace(question, levels=levels, units=earlier.units)
    same_time = [p.key for p in question.periods] == [p.key for p in earlier.periods]
    return replace(question, near=earlier.near if same_time and not elsewhere else ())


def follows_up(message: str, own: Question) -> bool:
    """Whether a message needs the one before it: it says so, points back, or names no subject of its own."""
    if _BEGINS.search(message) or _POINTS_BACK.search(message):
        return not (own.documents and _left_over(own) > _SHORT)
    return _left_over(own) <= _SHORT and not own.documents


def _left_over(own: Question) -> int:
    """Syllables of content that are not the name of a place or body."""
    return len(syllables(_without_scopes(own.content)))


def _without_scopes(text: str) -> str:
    for scope in sorted(whereabouts(text), key=lambda s: -s.start):
        text = f"{text[: scope.start]}|{text[scope.end :]}"
    return text


def _exchanged(core: str, own: Question, earlier: Question) -> str:
    """The earlier question with its period, its place or body and its subject exchanged for those now named."""
    text = own_words(earlier.text)
    subject = max((run.strip() for run in _without_scopes(own.content).split("|")), key=len, default="")
    if subject:
        text = _with_new_subject(text, subject, earlier)
    if text and own.periods:
        text = _with_new_period(text, own.periods[0].text, earlier)
    scopes = whereabouts(core)
    if text and scopes:
        text = _with_new_scope(text, core[scopes[0].start : scopes[-1].end])
    return text


def _with_new_period(text: str, period: str, earlier: Question) -> str:
    old = next((p.text for p in earlier.periods if p.text in text), "")
    return text.replace(old, period, 1) if old else f"{text.rstrip(' ?')} {period}?"


def _with_new_scope(text: str, scope: str) -> str:
    new = whereabouts(scope)[0]
    level = new.level
    there = [s for s in whereabouts(text) if is_province(s) == is_province(new)]
    named = [s for s in there if (s.level == level) == (len(there) > 1)] or list(there)
    if not named:
        return f"{text.rstrip(' ?')} {scope}?"
    return text[: named[-1].start] + scope + text[named[-1].end :]


def _with_new_subject(text: str, subject: str, earlier: Question) -> str:
    """The subject stands in the place of its alternative ("trễ hạn" → "đúng hạn"), of what begins as it does ("máy in"
    → "máy scan"), else of the longest run."""
    if sibling := alike(text, subject):
        return text[: sibling[0]] + subject + text[sibling[1] :]
    wanted = syllables(subject)
    best: tuple[int, int, int] = (0, 0, 0)
    for run in _without_scopes(earlier.content).split("|"):
        said = [w.text for w in words(run)]
        start = next((i for i, w in enumerate(said) if w not in _GENERIC | _MEASURES), 0)
        for at in (0, start):
            if said[at : at + 1] == wanted[:1] and (like := _find(text, said[at : at + len(wanted)])):
                return text[: like[0]] + subject + text[like[1] :]
        if wanted[:1] and wanted[0] in _GENERIC | _MEASURES:
            start = 0
        size = len(said) - start + (len(text) if start and said[start - 1] in _MEASURES else 0)
        if (place := _find(text, said[start:])) and size > best[0]:
            best = (size, *place)
    return text[: best[1]] + subject + text[best[2] :] if best[0] else ""


def _find(text: str, run: list[str]) -> tuple[int, int] | None:
    """Where the words of a run stand in the text, as characters [start, end)."""
    found = words(text)
    for i in range(len(found) - len(run) + 1):
        if run and [w.text for w in found[i : i + len(run)]] == run:
            return found[i].start, found[i + len(run) - 1].end
    return None


def _subject(earlier: Question) -> str:
    return " | ".join(part for part in (earlier.content, earlier.inherited) if part)
