"""The two sides of a comparison: a question parted into one for each period, level, body or thing set side by side."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.records import Period
from ingest.vietnamese.levels import find_scopes
from rag.reckoning.operands import part
from rag.records import Question

_MORE = r"(?:nhiều|ít|cao|thấp|lớn|nhỏ|tốt|kém|khá|xấu|nhanh|chậm)\s+hơn"
_JOINED = re.compile(rf"\s*,?\s*(?:(?:với|và|so với|sang|hay|hoặc)\b|(?:[^\W\d_]+\s+){{0,3}}{_MORE}\b)", re.IGNORECASE)
"""What stands between two periods that a question sets side by side."""
_JOIN = re.compile(r"\s+(?:so với|khác gì|khác với|với|và|hay)\s+", re.IGNORECASE)
_LEAD = re.compile(r"^[^:]{3,80}:\s+")
_WHICH = re.compile(
    r"^(?P<lead>.*[,:]\s+)?(?P<a>[^,:]+?)\s+(?:so với|với|và|hay)\s+(?P<b>[^,:]+?)\s*,?\s+(?:thì\s+)?"
    r"(?:[^\W\d_]+\s+)?nào\s+(?P<tail>\S.*)$",
    re.IGNORECASE,
)
"""Two things, then what is asked of each: "công an với các sở thì bên nào giải quyết nhiều hơn"."""
_NATION = "cả nước"
_JOINS = r"(?:so với|với|và|hay|hoặc|cùng)"
_ALONE = rf"(?:\s*\b{_JOINS}\s+)?(?:\b(?:tỉnh|thành phố)\s+)?%s\b(?:\s+{_JOINS}\b)?"
"""A body with the word that joins it to the other."""


def sides(question: Question, text: str, compares: bool) -> Iterator[tuple[Question, Question]]:
    """The ways to part a question into two; `compares` says whether it asks to compare in so many words.

    Two periods that are set side by side are the only way; else levels, bodies, things and halves are tried.
    """
    apart = _periods_apart(question, text) if len(question.periods) == 2 else None
    if apart is not None:
        yield apart
    elif compares:
        yield from _levels_apart(question, text)
        yield from _bodies_apart(question, text)
        yield from _things_apart(question, text)
        yield from _halves(question, text)


def _things_apart(question: Question, text: str) -> Iterator[tuple[Question, Question]]:
    """The question for each of two things that are named before what is asked of both; a thing has its own level."""
    match = _WHICH.match(text)
    if match:
        shared = f"{match['lead'] or ''} {match['tail']}"
        common = tuple(s.level for s in find_scopes(shared) if s.level)
        first, second = (
            replace(
                part(question, match[name], shared),
                levels=tuple(dict.fromkeys(s.level for s in find_scopes(match[name]) if s.level)) or common,
            )
            for name in ("a", "b")
        )
        yield first, second


def _periods_apart(question: Question, text: str) -> tuple[Question, Question] | None:
    """The question for each of its two periods, the older first, when it sets them side by side."""
    spans = [(text.lower().find(p.text.lower()), p) for p in question.periods if p.text]
    spans.sort(key=lambda s: s[0])
    if len(spans) < 2 or spans[0][0] < 0:
        return None
    (_, a), (_, b) = spans
    if not any(x.kind in ("compare", "change") for x in question.asks) and not _JOINED.match(_between(text, a, b)):
        return None
    older, newer = sorted((a, b), key=lambda p: (p.end, p.start))
    return _for_period(question, text, older, newer), _for_period(question, text, newer, older)


def _between(text: str, a: Period, b: Period) -> str:
    low = text.lower()
    start = low.find(a.text.lower()) + len(a.text)
    return text[start : low.find(b.text.lower())]


def _for_period(question: Question, text: str, period: Period, other: Period) -> Question:
    alone = re.sub(re.escape(other.text), " | ", text, flags=re.IGNORECASE)
    made = part(replace(question, documents=(), strict=False), alone)
    return replace(made, periods=(period,), units=question.units)


def _levels_apart(question: Question, text: str) -> Iterator[tuple[Question, Question]]:
    """The question for each of two levels; beside the whole country, for the province."""
    scopes = [s for s in find_scopes(text) if s.level]
    levels = list(dict.fromkeys(s.level for s in scopes))
    if len(levels) == 1 and levels[0] == _NATION:
        yield _for_level(question, text, "", [_NATION]), _for_level(question, text, _NATION, [""])
    elif len(levels) >= 2:
        yield _for_level(question, text, levels[0], [levels[1]]), _for_level(question, text, levels[1], [levels[0]])


def _for_level(question: Question, text: str, level: str, others: Sequence[str]) -> Question:
    for scope in sorted(find_scopes(text), key=lambda s: -s.start):
        if scope.level in others or scope.level == _NATION:
            text = f"{text[: scope.start]} | {text[scope.end :]}"
    return replace(part(question, text), levels=(level,) if level else ())


def _bodies_apart(question: Question, text: str) -> Iterator[tuple[Question, Question]]:
    """The question for each of two named provinces or bodies."""
    bodies = two_bodies(question)
    if bodies:
        first, second = bodies
        yield _for_body(question, text, first, second), _for_body(question, text, second, first)


def two_bodies(question: Question) -> tuple[str, str] | None:
    """The two provinces or bodies that a question names; "tỉnh Hưng Yên" is "Hưng Yên"."""
    units = question.units
    bodies = [u for u in units if not any(other != u and other in u for other in units)]
    return (bodies[0], bodies[1]) if len(bodies) == 2 else None


def of_each_body(question: Question) -> tuple[Question, ...]:
    """The question for each of two bodies alone: documents of either may say nothing of the other."""
    parts = next(_bodies_apart(question, question.text), ())
    return tuple(replace(p, inherited="") for p in parts)


def _for_body(question: Question, text: str, body: str, other: str) -> Question:
    alone = re.sub(_ALONE % re.escape(other), " | ", text, flags=re.IGNORECASE)
    return replace(part(question, alone), units=(body,))


def _halves(question: Question, text: str) -> Iterator[tuple[Question, Question]]:
    """The question for what stands on either side of a joining word; a short side is about what goes before too."""
    lead = _LEAD.match(text)
    shared = lead.group() if lead else ""
    body = text[len(shared) :]
    for join in _JOIN.finditer(body):
        first, second = body[: join.start()], body[join.end() :]
        yield part(question, first, shared), part(question, second, shared or first)
