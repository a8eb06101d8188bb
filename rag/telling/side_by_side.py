"""Two whole documents side by side: the figures that both print of one indicator, with the direction computed, and
what only one of them speaks of."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ingest.records import Document, Figure
from ingest.vietnamese.calendar import is_partial
from ingest.vietnamese.fold import fold, folded_syllables
from rag.draft import Draft, Markers, answer_figure
from rag.library import Library
from rag.read import Reading, as_it_stands
from rag.reading.kinds import alike, is_change, is_rank
from rag.reading.match import grams
from rag.reading.places import Place, is_value_cell
from rag.reading.slots import OTHER, agrees
from rag.reckoning.operands import Operand
from rag.reckoning.working import movement
from rag.records import Question
from rag.telling.highlights import in_order, sections, whole
from rag.write import LINE, calm, shorten, title

PAIRS = 12
"""Indicators that are set side by side: two minutes of reading."""
ALONE = 3
"""Headings of either document that the other has none of."""
_HEADINGS_ALIKE = 0.5
"""The share of the shorter heading's words that both have, where they are about one thing."""
_LEAST, _MOST = 4, 18
"""Syllables of an indicator: "tổng số TTHC" leaves unsaid of which; a longer one is a sentence and no name."""
_MARK = re.compile(r"^\s*(?:[IVX]+|[A-ZĐ]|\d+(?:\.\d+)*)[.)]\s*")
_TELLING = re.compile(r"\b(?:tổng|tỷ lệ|số lượng|xếp hạng|chỉ số)\b", re.IGNORECASE)
_SURE = 0.9


def pair(question: Question, documents: Sequence[Document]) -> tuple[Document, Document] | None:
    """The two documents that a question sets side by side, the older first: one for each of two periods, the two that
    it names, or the only two that there are of the kind it says; None when they are not plain."""
    found = [d for d in documents if d.id in question.documents] if len(question.documents) == 2 else []
    if len(question.periods) == 2:
        found = []
        for period in question.periods:
            of = [d for d in documents if d.period and not is_partial(period) and agrees(period, d.period) > OTHER]
            found += of if len(of) == 1 else []
    if not found and len(documents) == 2:
        found = list(documents)
    if len({d.id for d in found}) != 2:
        return None
    older, newer = sorted(found, key=lambda d: ((d.period.end if d.period else d.issued) or date.min, d.id))
    return older, newer


def side_by_side(older: Document, newer: Document, library: Library) -> Draft:
    """Both documents: the pairs of figures, each with its change, then headings that only one has."""
    markers = Markers()
    heads = [markers.mark(whole(d, library)) for d in (older, newer)]
    pairs = list(_pairs(older, newer, library))
    names = _names(older, newer)
    lines: list[str] = []
    formulas: list[str] = []
    results: list[str] = []
    for a, b in pairs:
        marks = [markers.mark(o.reading) for o in (a, b)]
        moved = movement(a.figure, b.figure, _over_time(older, newer))
        sides = (f"{n}: {o.figure.text} {m}" for n, o, m in zip(names, (a, b), marks, strict=True))
        lines.append(f"- {_called(b)} — {'; '.join(sides)} — {moved.said}")
        formulas.append(moved.formula)
        results.append(moved.size)
    both = [f"{_of(d, n)} {h}" for d, n, h in zip((older, newer), names, heads, strict=True)]
    said = f"So sánh {both[0]} với {both[1]}"
    if not pairs:
        lines.append("Hai văn bản không in cùng chỉ tiêu nào cho kỳ của mình để đặt cạnh nhau.")
    alone = [*_alone(older, newer, names[0], library, markers), *_alone(newer, older, names[1], library, markers)]
    used = [o for both in pairs for o in both]
    return Draft(
        "computed" if pairs else "answered",
        (said, "", *lines, *(["", *alone] if alone else [])),
        markers.citations,
        tuple(answer_figure(o.figure, markers.mark(o.reading), o.reading) for o in used),
        _SURE,
        {
            "formula": "; ".join(formulas),
            "operands": [
                {"text": o.figure.text, "value": o.figure.value, "citation": int(markers.mark(o.reading).strip("[]"))}
                for o in used
            ],
            "result": "; ".join(results),
        }
        if pairs
        else None,
    )


def _over_time(a: Document, b: Document) -> bool:
    return bool(a.period and b.period and a.period.end < b.period.start)


def _names(a: Document, b: Document) -> tuple[str, str]:
    """How the two are called in a line: by their periods as their titles print them, else by number or order."""
    periods = [d.period.text if d.period and fold(d.period.text) in fold(d.title) else "" for d in (a, b)]
    periods = [calm(t) for t in periods]
    for texts in (periods, [f"số {d.number}" if d.number else "" for d in (a, b)]):
        if all(texts) and texts[0] != texts[1]:
            return texts[0], texts[1]
    return "văn bản thứ nhất", "văn bản thứ hai"


def _of(document: Document, name: str) -> str:
    """A document as the first line names it: by kind and period or number, else by its title."""
    if fold(name) in fold(document.title) or name == f"số {document.number}":
        return f"{document.kind or 'văn bản'} {name}"
    return shorten(title(document)[:1].lower() + title(document)[1:], LINE // 3)


def _called(operand: Operand) -> str:
    """The indicator and, where it does not say so, its level."""
    figure = operand.figure
    name = figure.indicator[:1].upper() + figure.indicator[1:]
    beside = figure.scope and fold(figure.scope) not in fold(name) and figure.level not in ("", "tỉnh")
    return shorten(f"{name} ({figure.scope})" if beside else name, LINE // 3)


# --- figures of one indicator ----------------------------------------------------------------------


def _pairs(older: Document, newer: Document, library: Library) -> Iterator[tuple[Operand, Operand]]:
    """The figures of one identity in both, in the newer document's order; those that say most when there are many."""
    first, second = _figures(older, library), _figures(newer, library)
    found = [(first[key], o) for key, o in second.items() if key in first and alike(first[key].figure, o.figure)]
    found = [p for p in found if p[0].figure.value != 100 or p[1].figure.value != 100 or p[0].figure.unit != "%"]

    def telling(both: tuple[Operand, Operand]) -> tuple[bool, bool]:
        moved = both[0].figure.value != both[1].figure.value
        return moved, bool(_TELLING.search(both[1].figure.indicator))

    best = sorted(found, key=telling, reverse=True)[:PAIRS]
    yield from (p for p in found if p in best)


def _figures(document: Document, library: Library) -> dict[tuple[str, ...], Operand]:
    """The figures of a document that hold for its own period, by identity; an identity that two figures have is left
    out, for one of them would be taken for the other."""
    found: dict[tuple[str, ...], dict[float, Operand]] = defaultdict(dict)
    for s in in_order(document, library):
        if s.kind in ("heading", "title", "metadata", "footnote"):
            continue
        for figure in library.figures(s.id):
            if _own(figure, document):
                at = next((p for p in library.places(s) if figure in p.figures and is_value_cell(p)), None)
                place = at or Place(s, 0, len(s.text), (), (figure,))
                reading = Reading(replace(place, figures=(figure,)), document, 1.0, 1.0, 1.0, (figure,))
                found[_identity(figure, s.text)].setdefault(figure.value, Operand(figure, reading))
    return {key: next(iter(same.values())) for key, same in found.items() if len(same) == 1}


def _own(figure: Figure, document: Document) -> bool:
    """Whether a figure is a plain result of the document's own period."""
    if not _LEAST <= len(figure.indicator.split()) <= _MOST or figure.comparator != "=" or is_change(figure):
        return False
    if figure.of is not None and not is_rank(figure):
        return False
    return not (figure.period and document.period) or agrees(document.period, figure.period) > OTHER


def _identity(figure: Figure, text: str) -> tuple[str, ...]:
    """What two figures must share to be of one indicator: its words, level, body, kind, whether it is a share, and
    whether it stands in brackets as a part of what stands before."""
    before = text[: figure.start]
    return (
        " ".join(folded_syllables(figure.indicator)),
        figure.level,
        fold(figure.scope),
        figure.kind,
        "%" if figure.unit == "%" else "",
        "(" if before.count("(") > before.count(")") else "",
    )


# --- headings ----------------------------------------------------------------------------------------


def _alone(own: Document, other: Document, name: str, library: Library, markers: Markers) -> Iterator[str]:
    """The main headings of a document that the other has nothing like, each at its first statement."""
    there = [_words(path[-1]) for path in _headings(other, library)]
    told = 0
    for path, statements in sections(own, library).items():
        words = _words(path[-1])
        if words and told < ALONE and not any(_share(words, w) >= _HEADINGS_ALIKE for w in there):
            told += 1
            first = statements[0]
            mark = markers.mark(as_it_stands(first, own))
            yield f"Chỉ có trong {_of(own, name)}: {shorten(_MARK.sub('', path[-1]), LINE // 3)} {mark}"


def _headings(document: Document, library: Library) -> set[tuple[str, ...]]:
    return {s.path[:n] for s in in_order(document, library) for n in range(1, len(s.path) + 1)}


def _words(heading: str) -> frozenset[str]:
    return frozenset(g for g in grams(_MARK.sub("", heading)) if " " in g)


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
