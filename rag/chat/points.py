"""The points of a sentence: its numbers, times, names, levels and words that have an opposite, each with what stands
around it.

What stands around a point says what it is of. Two sentences say the same of a point when the same words stand beside
it (`sides`) and in its part of the sentence (`leaning`); so a telling can be asked which of the printed points of its
kind a told one stands for. What each kind of nearness is worth was set on the tellings that may be looked at
(eval/tellings.py, tests/data/told_*.tsv), so that both errors are few there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.chat.pointed import DOCUMENT, NAME, NUMBER, TIME, Span, spans
from rag.words import table, words

BESIDE = (1.0, 0.5, 0.25)
"""What the nearest words on a side are worth while they agree one by one."""
SKIPPED = 0.7
"""What they are worth when one word more stands between on one of the two sides: "hóa dự kiến 5,5" of "hóa 5,5"."""
OWN, HEAD, EARLIER, BEHIND = 1.0, 0.7, 0.5, 0.25
"""What a word is worth in a point's part of its sentence, before it in the clause, in an earlier clause, behind it."""
SHARED, NEARER = 0.5, 0.3
"""What it tells that a word stands nearer to one of two points than to the other, when it is said with both; and the
most that all such words tell, for a long subject is printed at the first of its numbers."""
MOST = 2.0
"""The most that the words around tell: what stands right beside a point weighs more than many further off."""
LIGHT, TERM = 0.15, 1.5
"""What a word is worth that only joins (data/telling.tsv), and a term: one that has an opposite, a level, a time."""
FOLLOWS = 1.0
"""What it tells that a number stands behind the same number as in print."""
UNSAID, DENIED = 0.5, 1.75
"""What it tells against a printed point that it rises, is aimed at or bounded, and the telling says nothing of that (or
the other way round), or the opposite."""
_STATING = frozenset(
    ("là", "đạt", "có", "được", "bằng", "ở", "mức", "đã", "khoảng", "gần", "hơn", "của", "các", "những")
)
"""Words that may stand beside a point or not without saying more of it."""
_CUT = re.compile(r"[,;:()]|\s-\s|\b(?:và|với|hoặc|còn(?!\s+\d)|trong (?:tổng )?số)\b", re.IGNORECASE)
_AND = re.compile(r"\s*và\s+", re.IGNORECASE)
_HARD = re.compile(r";|[^\d\s][.!?]\s")
_PARTS = re.compile(r";|[^\d\s][.!?]\s|\(|\b(?:trong đó|gồm|cụ thể)\b", re.IGNORECASE)
"""Behind these stands what is not said of the whole before them."""
_PREDICATE = frozenset(("đạt", "tăng", "giảm", "vượt", "xếp", "nâng", "đứng", "hơn"))
"""A clause of such words alone has its subject in the clause before it."""
_REACH = 8
"""Words on each side that are said with a word that has an opposite; its part of the sentence may be the whole."""
_CHANGES = ("way:", "bound:", "aim:", "about:", "to:")
_PARTED = (NUMBER, TIME, NAME, DOCUMENT)


@dataclass(frozen=True, slots=True)
class Point:
    """A point with its value, a number's unit and the number before it in its clause, the terms left and right of it
    (nearest first), what each term around it is worth, and those of change, bound and aim in its own part."""

    kind: str
    value: str
    unit: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    around: Mapping[str, float]
    before: str = ""
    changes: frozenset[str] = frozenset()


def sides(told: Point, printed: Point, loose: bool = False) -> tuple[float, float]:
    """How far the terms left and right of a told point are those of a printed one, one by one from the point; `loose`:
    one may stand between."""
    return _beside(told.left, printed.left, loose), _beside(told.right, printed.right, loose)


def leaning(told: Point, one: Point, other: Point) -> float:
    """How much more the terms around a told point speak for one printed point than for another. A term that is said
    with both tells little."""
    apart = nearer = 0.0
    for term, worth in told.around.items():
        here, there = one.around.get(term, 0.0), other.around.get(term, 0.0)
        weight = worth * _weight(term)
        if here and there:
            nearer += SHARED * weight * (here - there) if worth == OWN else 0.0
        elif worth > EARLIER:  # not of another clause of the telling
            apart += weight * (here - there)
    said = min(MOST, max(-MOST, apart + min(NEARER, max(-NEARER, nearer))))
    follows = [bool(told.before) and told.before == p.before for p in (one, other)]
    return said + _against(told, other) - _against(told, one) + FOLLOWS * (follows[0] - follows[1])


def _against(told: Point, printed: Point) -> float:
    unsaid, added = printed.changes - told.around.keys(), told.changes - printed.around.keys()
    kinds = {term.partition(":")[0] for term in unsaid}
    denied = any(term.partition(":")[0] in kinds for term in told.changes - printed.changes)
    return DENIED if denied else UNSAID * (bool(unsaid) + bool(added))


def _beside(told: Sequence[str], printed: Sequence[str], loose: bool) -> float:
    here, there = ([w for w in side if w not in _STATING] for side in (told, printed))
    if not loose:
        return _run(here, there)
    return max(_run(here, there), SKIPPED * _run(here[1:], there), SKIPPED * _run(here, there[1:]))


def _run(here: Sequence[str], there: Sequence[str]) -> float:
    worth = 0.0
    for part, a, b in zip(BESIDE, here, there, strict=False):
        if a != b:
            break
        worth += part
    return worth


@lru_cache(maxsize=256)
def points(text: str) -> tuple[Point, ...]:
    """The points of a text, by kind and in order."""
    found = sorted(spans(text), key=lambda span: span.start)
    terms = _terms(text, found)
    by_kind: dict[str, list[Span]] = {}
    for span in found:
        by_kind.setdefault(span.kind, []).append(span)
    return tuple(_point(text, terms, span, by_kind[span.kind]) for span in found if span.kind != "=")


def _terms(text: str, found: Sequence[Span]) -> list[Span]:
    """The words of a text; a number, a time, a level and a word with an opposite are one term each."""
    whole = [s if s.kind == NUMBER else replace(s, value=s.term) for s in found if s.kind not in (NAME, DOCUMENT)]
    loose = [
        Span("", w.text, "", w.start, w.end) for w in words(text) if not any(s.start <= w.start < s.end for s in whole)
    ]
    return sorted((*whole, *loose), key=lambda term: term.start)


def _point(text: str, terms: Sequence[Span], span: Span, alike: Sequence[Span]) -> Point:
    changing = [t.start for t in terms if t.value.startswith(_CHANGES)]
    cuts = [m.end() for m in _CUT.finditer(text) if not any(t.start < m.end() <= t.end for t in terms)]
    first, start, end = _part(text, span, alike, (cuts, changing)) if span.kind in _PARTED else (0, 0, len(text))
    left = [t for t in reversed(terms) if first <= t.start and t.end <= span.start]
    right = [t for t in terms if span.end <= t.start < end]
    left = [t for t in left if not _HARD.search(text, t.end - 1, span.start)][:_REACH]
    right = [t for t in right if not _HARD.search(text, span.end - 1, t.start)][:_REACH]
    sided = [tuple(_seen(t, span) for t in side) for side in (left, right)]
    clause = max((m.end() for m in _HARD.finditer(text, 0, span.start)), default=0)
    own = [t.value for t in terms if not t.kind and clause <= t.start < span.start and not t.value[:1].isdigit()]
    lean = len(frozenset(own) - _joining() - _PREDICATE) < 2  # its clause has its subject in an earlier one
    subject = min((o.start for o in alike if clause <= o.start), default=span.start)
    around: dict[str, float] = {}
    for term in terms:
        if span.start <= term.start < span.end or term.kind == NUMBER:
            continue
        worth = max(_worth(text, term, span, (start, end), lean, subject), around.get(term.value, 0.0))
        if worth:
            around[term.value] = worth
    changes = frozenset(t.value for t in terms if start <= t.start < end and t.value.startswith(_CHANGES))
    before = next((o.value for o in reversed(alike) if o.end <= span.start), "") if span.kind == NUMBER else ""
    return Point(span.kind, span.value, span.unit, sided[0], sided[1], around, before, changes)


def _seen(term: Span, span: Span) -> str:
    """A term as a point sees it: of other numbers a number sees only that they are there."""
    return "#" if term.kind == NUMBER == span.kind else term.value


def _worth(text: str, term: Span, span: Span, part: tuple[int, int], lean: bool, subject: int) -> float:
    start, end = part
    if start <= term.start < end:
        return OWN
    if term.start >= span.end:
        joined = _AND.match(text, end) or text[:end].rstrip().lower().endswith(" và")
        return 0.0 if _PARTS.search(text, span.end - 1, term.start) else EARLIER if joined else BEHIND
    if _HARD.search(text, term.end - 1, start):
        return EARLIER if lean else 0.0
    return HEAD if term.start < subject else EARLIER


def _part(
    text: str, span: Span, alike: Sequence[Span], places: tuple[Sequence[int], Sequence[int]]
) -> tuple[int, int, int]:
    """From where a point is led up to, and the part of the sentence that it has to itself: to the last cut between it
    and the next of its kind. Where nothing cuts, what stands between two is said of the first, but for a change.
    `places` are those of cuts and of changes."""
    before = max((o.end for o in alike if o.end <= span.start), default=None)
    after = min((o.start for o in alike if o.start >= span.end), default=None)
    first, start, end = 0, 0, len(text)
    if before is not None:
        cut = _last_cut(before, span.start, *places)
        first, start = (before, span.start) if cut is None else (cut, cut)
    if after is not None:
        hard = _HARD.search(text, span.end - 1, after)
        cut = hard.end() if hard else _last_cut(span.end, after, *places)
        end = after if cut is None else cut
    return first, start, max(end, span.end)


def _last_cut(start: int, end: int, cuts: Sequence[int], changing: Sequence[int]) -> int | None:
    last = max((at for at in cuts if start < at <= end), default=None)
    return last or min((at for at in changing if start <= at < end), default=None)


@lru_cache(maxsize=1)
def _joining() -> frozenset[str]:
    return frozenset(row[0] for row in table("telling.tsv"))


def _weight(term: str) -> float:
    if ":" in term:
        return TERM
    return LIGHT if term in _joining() else 1.0
