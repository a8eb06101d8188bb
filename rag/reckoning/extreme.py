"""The highest or lowest member of the set that a question names."""

from collections.abc import Sequence

from ingest.vietnamese.numbers import format_number
from rag.draft import Draft, Markers, answer_figure
from rag.library import Library
from rag.reckoning.members import Members, is_named, members, name, sought
from rag.reckoning.operands import COVERED, Operand
from rag.records import Evidence, Question
from rag.write import LINE, sentence, shorten

SHOWN = 12
"""A set this small is shown whole, as the working of the answer."""


def extreme(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """The member with the greatest or least figure, or None when no set is on file; a low number is a high rank."""
    ask = next((a for a in question.asks if a.kind == "extreme"), None)
    found = members(question, evidence, library) if ask else None
    if ask is None or found is None:
        return None
    most = ask.unit == "max"
    greatest = most != (found.all[0].figure.kind == "xếp hạng")
    value = (max if greatest else min)(abs(o.figure.value) for o in found.all)
    best = [o for o in found.all if abs(o.figure.value) == value]
    return _draft(found, best, most, greatest)


def _draft(found: Members, best: Sequence[Operand], most: bool, greatest: bool) -> Draft:
    markers = Markers()
    marks = [markers.mark(o.reading) for o in best]
    said = "; ".join(f"{shorten(name(o, found.noun), LINE // 2)}: {_printed(o)}" for o in best)
    how = "cao nhất" if most else "thấp nhất"
    lines = [f"{shorten(said)} — {how} {''.join(dict.fromkeys(marks))}", ""]
    lines += [f"{sentence(o.reading, (o.figure,))} {mark}" for o, mark in zip(best, marks, strict=True)]
    figures = tuple(answer_figure(o.figure, mark, o.reading) for o, mark in zip(best, marks, strict=True))
    computation = _working(found, markers, greatest) if len(found.all) <= SHOWN else None
    if computation:
        lines.append(f"So trong: {'; '.join(f'{shorten(name(o, found.noun), 70)} {_printed(o)}' for o in found.all)}")
    sure = max(COVERED, min(o.reading.covered for o in best))
    return Draft("answered", tuple(lines), markers.citations, figures, round(min(1.0, sure), 3), computation)


def _printed(operand: Operand) -> str:
    figure = operand.figure
    return f"thứ {figure.text}" if figure.kind == "xếp hạng" and figure.text[:1].isdigit() else figure.text


def _working(found: Members, markers: Markers, greatest: bool) -> dict[str, object]:
    values = [abs(o.figure.value) for o in found.all]
    chosen = max(values) if greatest else min(values)
    terms = "; ".join(format_number(v) for v in values)
    operands = [
        {"text": o.figure.text, "value": o.figure.value, "citation": int(markers.mark(o.reading).strip("[]"))}
        for o in found.all
    ]
    formula = f"{'max' if greatest else 'min'}({terms}) = {format_number(chosen)}"
    return {"formula": formula, "operands": operands, "result": format_number(chosen)}


def unsaid(question: Question, best: str) -> bool:
    """Whether an extreme of named things is asked for that no set on file and no sentence tells."""
    asked = any(a.kind == "extreme" for a in question.asks)
    return asked and is_named(sought(question.text)) and "nhất" not in best.lower()
