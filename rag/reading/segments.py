"""A clause or cell cut to one figure, and the words around it that say what the figure is about."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.records import Figure
from rag.library import Library
from rag.reading.match import Zones, grams
from rag.reading.places import Place, is_value_cell, kept

AT, HANGS_ON, AROUND = 1.0, 0.7, 0.4
"""What a word is worth in the figure's own clause or row, in a clause that it hangs on, in its lead and headings."""
PREDICATE = re.compile(r"\(?(?:đạt|chiếm|xếp|tăng|giảm|cao hơn|thấp hơn|bằng|tương đương)\b", re.IGNORECASE)
"""A clause that begins so has its subject in the clause it hangs on."""
_SHARE_OF = re.compile(r"chiếm\b", re.IGNORECASE)
_BOUND = re.compile(r"[,;:]\s+|\s+(?:và|với)\s+")


def segments(place: Place) -> tuple[Place, ...]:
    """A place for each of its figures, cut where a comma or "và" parts them: "cấp tỉnh 55 TTHC, cấp xã 06 TTHC"; what
    follows a colon hangs on what stands before it: "Tổng số 12 công trình: đã khởi công 9 công trình"."""
    return (place,) if len(place.figures) == 1 else _cut(place)


@kept
def _cut(place: Place) -> tuple[Place, ...]:
    return tuple(_parts(place))


def _parts(place: Place) -> Iterator[Place]:
    text = place.statement.text
    figures = sorted(place.figures, key=lambda f: f.start)
    groups: list[tuple[int, list[Figure], bool]] = [(place.start, figures[:1], False)]
    for a, b in pairwise(figures):
        cuts = list(_BOUND.finditer(text, a.end, b.start))
        if cuts:
            groups.append((cuts[-1].end(), [b], any(cut.group()[0] == ":" for cut in cuts)))
        else:
            groups[-1][1].append(b)
    ends = [*(_trimmed(text, start, end) for (start, _, _), (end, _, _) in pairwise(groups)), place.end]
    heads = place.heads
    before = (place.start, place.start)
    for (start, inside, hangs), end in zip(groups, ends, strict=True):
        heads = (*heads, before) if hangs else heads
        before = (start, end)
        for figure in inside:
            yield replace(place, start=start, end=end, heads=heads, figures=(figure,))


def _trimmed(text: str, start: int, end: int) -> int:
    cut = re.search(r"(?:[\s,;:.]|\s(?:và|với))+$", text[start:end])
    return start + cut.start() if cut else end


@kept
def all_heads(place: Place, library: Library) -> tuple[tuple[int, int], ...]:
    """The clauses that a place hangs on and those that these hang on; a share is one of what is said just before."""
    heads = list(place.heads)
    others = [p for p in library.places(place.statement) if p.reference is None]
    if _SHARE_OF.match(place.text):
        before = max((p for p in others if p.end <= place.start), key=lambda p: p.end, default=None)
        heads += [(before.start, before.end)] if before else []
    for other in others:
        if (other.start, other.end) in heads:
            heads += [h for h in other.heads if h not in heads]
    return tuple(sorted(set(heads)))


def with_heads(place: Place, library: Library) -> Place:
    """A place that hangs on all of these."""
    return place if all_heads(place, library) == place.heads else _hung(place, library)


@kept
def _hung(place: Place, library: Library) -> Place:
    return replace(place, heads=all_heads(place, library))


@kept
def own_text(place: Place) -> str:
    """A clause, or for a value cell its row and column."""
    text = place.statement.text
    if is_value_cell(place):
        return " ; ".join(text[slice(*span)] for span in (place.label, place.header) if span)
    return place.text


@kept
def zones(place: Place) -> Zones:
    """The words at a figure, in what it hangs on and around it, each with what a word there is worth."""
    statement = place.statement
    heads = [statement.text[a:b] for a, b in place.heads]
    if place.label and not is_value_cell(place):
        heads.append(statement.text[slice(*place.label)])
    around = [t for t in (statement.lead, *statement.path) if t]
    hanging = AT if PREDICATE.match(place.text) else HANGS_ON
    found = [(grams(own_text(place)), AT), *((grams(t), hanging) for t in heads), *((grams(t), AROUND) for t in around)]
    return tuple(found)
