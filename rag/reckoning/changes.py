"""Changes that documents state ("tăng 2,66% so với năm 2023"): told as printed, or used to find the value before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.records import Document, Figure, Period
from ingest.vietnamese.numbers import format_number
from rag.draft import Draft, Markers, answer_figure, confidence
from rag.library import Library
from rag.read import Reading
from rag.reading.kinds import Fits, is_change, is_value
from rag.reading.match import grams
from rag.reading.segments import segments
from rag.reading.slots import agrees, periods_in
from rag.reckoning.operands import Operand, beside, counts_named, operands, operands_in, part
from rag.reckoning.working import with_unit, worked
from rag.records import Evidence, Question
from rag.write import LINE, sentence, shorten

_DOWN = re.compile(r"\b(?:giảm|thấp hơn|ít hơn|kém)\b", re.IGNORECASE)
_UP = re.compile(r"\b(?:tăng|cao hơn|nhiều hơn|vượt)\b", re.IGNORECASE)
_RANK = re.compile(r"\b(?:hạng|bậc)\b", re.IGNORECASE)
_UNTIL = re.compile(r"[;.)](?!\d)")
ROUNDING = 0.011
"""Differences of printed figures with two decimals may be off by one in the last place."""
_NATION = "cả nước"
_WORKED_FROM = re.compile(r"\((?:suy|tính|dựa|căn cứ|theo|từ)\b[^()]*\)", re.IGNORECASE)
"""What a question says in brackets of how the value may be found."""
_SAME_PERIOD = re.compile(r"\b(?:cùng kỳ|năm trước|năm ngoái)\b", re.IGNORECASE)
_MEASURED = re.compile(r"\bso với\b(?:(?!\bso với\b|\bhơn\b)[^.;])*$", re.IGNORECASE)
_REACH = 90
"""Characters before a change in which what it is measured from may stand: "so với cùng kỳ giảm 21 vụ"."""
_LOOKED_AT = 10
"""How many of the best places are looked at for a printed value."""
CLEARER = 0.1
"""How much more of the question's words than a printed value's row or clause a stated change must say as one phrase:
what is printed for the same indicator is answered before what is computed."""


def stated(question: Question, evidence: Sequence[Evidence], library: Library) -> Operand | None:
    """The best stated change of what the question asks about."""
    found = operands(part(question, question.text), evidence, library, is_change)
    own = [o for o in found if _NATION in question.levels or o.figure.level != _NATION]
    ranked = bool(_RANK.search(question.text))
    return max(own, key=lambda o: (round(o.phrase, 1), ranked and o.figure.unit == "bậc", o.score), default=None)


def told(change: Operand, library: Library) -> Draft:
    """A stated change with those stated beside it ("tăng 2,66% và tăng 5 bậc"), in the document's words."""
    markers = Markers()
    mark = markers.mark(change.reading)
    changes = list(_beside(change, library))
    texts = list(dict.fromkeys(" ".join(o.reading.place.text.split()).strip(" ,;.()") for o in changes))
    lines = (f"{shorten('; '.join(texts), LINE // 2)} {mark}", f"{sentence(change.reading)} {mark}")
    figures = tuple(answer_figure(o.figure, mark, o.reading) for o in changes)
    return Draft("answered", lines, markers.citations, figures, confidence(change.reading, [change.reading]))


def _beside(change: Operand, library: Library) -> Iterator[Operand]:
    """The changes of the same cell, or of the clauses that hang on the same clause and are about the same place."""
    own = change.reading.place
    for place in library.places(own.statement):
        alike = place.column == own.column and place.label == own.label and set(place.heads) <= set(own.heads)
        if alike:
            for segment in segments(place):
                figure = segment.figures[0]
                if is_change(figure) and figure.level == change.figure.level:
                    yield beside(change, segment)


def implied(
    question: Question, evidence: Sequence[Evidence], readings: Sequence[Reading], library: Library
) -> Draft | None:
    """The value before a stated change, or on the other side of one, when none is printed for what is asked."""
    nation = question.levels == (_NATION,)
    text = question.text
    aside = _WORKED_FROM.search(text)
    periods = question.periods
    if aside:
        text = f"{text[: aside.start()]} {text[aside.end() :]}"
        periods = tuple(p for p in periods if p.text and p.text.lower() in text.lower())
    if question.intent != "figure" or (len(periods) != 1 and not nation):
        return None
    question = replace(question, periods=periods)
    unit = next((a.unit for a in question.asks if a.kind == "number"), "")
    changed = [e for e in evidence if _may_imply(question, e, library, nation)]
    if not changed:
        return None
    asked = part(question, text)
    direct = operands_in(asked, readings[:_LOOKED_AT], library, _of(unit, is_value))
    if nation:
        direct = [o for o in direct if o.figure.level == _NATION]
    loose = asked if nation else replace(asked, periods=())
    for change in operands(loose, changed, library, _of(unit, is_change)):
        if (direct and change.phrase < direct[0].phrase + CLEARER) or _of_another(change, text, library):
            continue
        base = _base(change, library)
        if base is not None and _other_side(question, change, nation):
            return _computed(change, base)
    return _of_value(question, asked, changed, library) if not direct and not nation else None


def _of_value(question: Question, asked: Question, changed: Sequence[Evidence], library: Library) -> Draft | None:
    """The same where only the value says what is asked ("118 vụ tai nạn giao thông, … so với cùng kỳ giảm 21 vụ")."""
    unit = asked.asks[0].unit
    for value in operands(replace(asked, periods=()), changed, library, _of(unit, is_value))[:1]:
        for place in library.places(value.reading.place.statement):
            for segment in segments(place):
                change = beside(value, segment)
                base = _base(change, library) if is_change(change.figure) else None
                if base is None or base.key != value.key or _of_another(change, asked.text, library):
                    continue
                if _other_side(question, change, False):
                    return _computed(change, value)
    return None


def _of_another(change: Operand, text: str, library: Library) -> bool:
    """Whether the question names what another figure of the sentence counts and not what the change does: "số vụ" is
    no "người"."""
    if change.figure.unit in ("%", "điểm phần trăm"):
        return False
    beside_it = library.figures(change.figure.statement_id)
    return not counts_named(change.figure, text) and any(counts_named(f, text) for f in beside_it)


def _may_imply(question: Question, evidence: Evidence, library: Library, nation: bool) -> bool:
    """Whether a statement states a change and the period or place it is measured from at all."""
    text = evidence.statement.text
    if not any(is_change(f) for f in library.figures(evidence.statement.id)):
        return False
    if nation:
        return _NATION in text.lower()
    return any(_named(asked, text) for asked in question.periods) or _of_last_year(question, evidence.document, text)


def _named(asked: Period, text: str) -> bool:
    """Whether a text names a period, as the question does or otherwise: "cuối năm 2025", "năm 2023"."""
    return asked.text.lower() in text.lower() or any(agrees(asked, own) == 1.0 for own in periods_in(text))


def _of_last_year(question: Question, document: Document, text: str) -> bool:
    """Whether "cùng kỳ" of a document is the stretch that the question names so or by its dates."""
    own, asked = document.period, question.periods[0]
    if own is None or not _SAME_PERIOD.search(text) or asked.end.year != own.end.year - 1:
        return False
    same_days = (asked.start.month, asked.end.month) == (own.start.month, own.end.month)
    return same_days or bool(_SAME_PERIOD.search(question.text))


def _of(unit: str, kind: Fits) -> Fits:
    points = ("%", "điểm phần trăm")
    return lambda figure: (
        kind(figure) and (figure.unit == unit or {figure.unit, unit} == {*points} if unit else figure.unit != "bậc")
    )


def _base(change: Operand, library: Library) -> Operand | None:
    """The value that the change is a change to: of those of its unit before it in the sentence the one whose clause
    says most of what the change's own does ("giảm 09 người chết", "làm chết 67 người"), and the last of these."""
    before = [
        beside(change, segment)
        for place in library.places(change.reading.place.statement)
        for segment in segments(place)
        if is_value(segment.figures[0])
        and _one_unit(segment.figures[0].unit, change.figure.unit)
        and segment.figures[0].end <= change.figure.start
        and not _bracketed(segment.statement.text, segment.figures[0], change.figure)
    ]
    said = grams(change.reading.place.text.lower().partition("so với")[0])
    return max(before, key=lambda o: (len(grams(o.reading.place.text) & said), o.figure.end), default=None)


def _bracketed(text: str, value: Figure, change: Figure) -> bool:
    """Whether a value stands in brackets that are closed before the change: "so với quý II (77,6%) và tăng …"."""
    return text[: value.start].endswith("(") and ")" in text[value.end : change.start]


def _one_unit(value: str, change: str) -> bool:
    """Whether a change may be one of a value: "tăng 3.276 lượt" of "12.846 lượt người"."""
    if "%" in (value, change):
        return value == "%" and change in ("%", "điểm phần trăm")
    return value.startswith(change) or change.startswith(value)


def _other_side(question: Question, change: Operand, nation: bool) -> bool:
    """Whether what is asked for is what the change is measured from."""
    place = change.reading.place
    if nation:
        return change.figure.level == _NATION or _NATION in place.text.lower()
    text = place.statement.text
    stop = _UNTIL.search(text, change.figure.end)
    after = text[change.figure.end : stop.start() if stop else len(text)]
    measured = _MEASURED.search(text[max(0, change.figure.start - _REACH) : change.figure.start])
    near = f"{after} {measured.group() if measured else ''}"
    return any(_named(q, near) for q in question.periods) or _of_last_year(question, change.reading.document, near)


def _computed(change: Operand, base: Operand) -> Draft | None:
    """Value minus rise, or plus fall."""
    text = change.reading.place.text
    words = text[: text.find(change.figure.text)] or text
    down, up = _DOWN.search(words), _UP.search(words)
    if bool(down) == bool(up):
        return None
    size = abs(change.figure.value) * (-1 if down else 1)
    value = round(base.figure.value - size, 6)
    sign = "−" if size > 0 else "+"
    formula = f"{format_number(base.figure.value)} {sign} {format_number(abs(size))} = {format_number(value)}"
    result = with_unit(value, base.figure.unit)
    said = f"{result} — suy ra từ {base.figure.text} và “{shorten(_whole(change), LINE // 2)}”"
    return worked(said, formula, result, (base, change))


def _whole(change: Operand) -> str:
    """The stated change up to what it is compared with."""
    place = change.reading.place
    text = place.statement.text
    stop = _UNTIL.search(text, change.figure.end)
    return " ".join(text[place.start : max(place.end, stop.start() if stop else len(text))].split())
