"""Sets that prose tells with a figure each, the clauses of a sentence or the items of a list: the members at the end
that a question asks for, or all beyond its limit."""

import re
from collections.abc import Sequence

from ingest.vietnamese.numbers import format_number
from rag.draft import Draft, Markers, answer_figure
from rag.library import Library
from rag.reading.grid import signed
from rag.reckoning.operands import COVERED, Operand
from rag.records import Evidence, Question
from rag.tables.ends import Extreme, extreme
from rag.tables.limits import limit
from rag.tables.members import Members, is_named, members, name, sought
from rag.write import LINE, sentence, shorten

_AT_AN_END = re.compile(
    r"(?<!thống )(?<!hợp )(?<!đồng )(?<!duy )nhất\b(?! (?:là|trí|thiết|quán|thể))|(?<!người )\b(?:đứng|dẫn) đầu\b",
    re.IGNORECASE,
)
"""How a sentence tells which of several is at an end."""
_COUNTED = 20
"""A set this small is counted or compared in the working; a longer one is listed."""


def members_told(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """The members of a set told in prose that a question asks for; None where it asks for no end and sets no limit, no
    such set is on file, or no member lies beyond the limit."""
    end, wanted = extreme(question.text), limit(question)
    if end is None and (wanted is None or wanted.head is not None or not sought(question.text)):
        return None
    found = members(question, evidence, library)
    if found is None:
        return None
    if end is not None:
        return _ends(found, end)
    beyond = [o for o in found.all if wanted and wanted.passes(_value(o), o.figure.kind == "xếp hạng")]
    return _beyond(found, beyond) if beyond else None


def unsaid_end(question: Question, best: str) -> bool:
    """Whether an end of a set of named things is asked for that no set on file and no sentence tells."""
    kinds = {ask.kind for ask in question.asks}
    if not is_named(sought(question.text)):
        return False
    if "who" in kinds and extreme(question.text) and _AT_AN_END.search(question.text):
        return not _AT_AN_END.search(best)
    return "extreme" in kinds and "nhất" not in best.lower()


def _value(operand: Operand) -> float:
    return signed(operand.figure, operand.reading.place.statement.text)


def _ends(found: Members, end: Extreme) -> Draft | None:
    """The members at an end; a low number is a high rank."""
    most = end.most != (found.all[0].figure.kind == "xếp hạng")
    ordered = sorted(set(map(_value, found.all)), reverse=most)
    if len(ordered) < end.nth:
        return None
    value = ordered[end.nth - 1]
    best = [o for o in found.all if _value(o) == value]
    named = [f"{shorten(name(o, found.noun), LINE // 2)}: {_printed(o)}" for o in best]
    compared = [f"{shorten(name(o, found.noun), 70)} {_printed(o)}" for o in found.all]
    extra = (f"So trong: {'; '.join(compared)}",) if len(found.all) <= _COUNTED else ()
    sizes = [abs(_value(o)) for o in found.all]
    one_way = len({_value(o) < 0 for o in found.all}) == 1
    function = "max" if abs(value) == max(sizes) else "min"
    terms = "; ".join(map(format_number, sizes))
    formula = f"{function}({terms}) = {format_number(abs(value))}" if one_way and end.nth == 1 else ""
    return _draft(f"{'; '.join(named)} — {end.told}", best, found, formula, format_number(abs(value)), extra)


def _beyond(found: Members, chosen: Sequence[Operand]) -> Draft:
    """The members beyond a limit, with how many there are of how many."""
    terms, part = ("; ".join(format_number(o.figure.value) for o in of) for of in (found.all, chosen))
    formula = f"đếm({part}) = {len(chosen)}; đếm({terms}) = {len(found.all)}"
    result = f"{len(chosen)}/{len(found.all)}"
    head = f"{result} {found.noun}" if len(found.all) <= _COUNTED else f"Các {found.noun}"
    names = "; ".join(f"{shorten(name(o, found.noun), 80)} ({o.figure.text})" for o in chosen)
    return _draft(f"{head}: {names}", chosen, found, formula, result)


def _draft(
    said: str, shown: Sequence[Operand], found: Members, formula: str, result: str, extra: Sequence[str] = ()
) -> Draft:
    """`said` with its marks, the clause of each that is shown, and the working where the set is small."""
    markers = Markers()
    marks = [markers.mark(o.reading) for o in shown]
    dash = "- " if len(shown) > 1 else ""
    clauses = [f"{dash}{sentence(o.reading, (o.figure,))} {mark}" for o, mark in zip(shown, marks, strict=True)]
    figures = tuple(answer_figure(o.figure, mark, o.reading) for o, mark in zip(shown, marks, strict=True))
    computation: dict[str, object] | None = None
    if formula and len(found.all) <= _COUNTED:
        operands = [
            {"text": o.figure.text, "value": o.figure.value, "citation": int(markers.mark(o.reading).strip("[]"))}
            for o in found.all
        ]
        computation = {"formula": formula, "operands": operands, "result": result}
    first = f"{shorten(said)} {''.join(dict.fromkeys(marks))}"
    sure = min(1.0, max(COVERED, min(o.reading.covered for o in shown)))
    return Draft("answered", (first, "", *clauses, *extra), markers.citations, figures, round(sure, 3), computation)


def _printed(operand: Operand) -> str:
    figure = operand.figure
    return f"thứ {figure.text}" if figure.kind == "xếp hạng" and figure.text[:1].isdigit() else figure.text
