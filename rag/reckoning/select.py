"""All members of a set that lie below or above a threshold: "những tiêu chí nào dưới 84"."""

import re
from collections.abc import Callable, Sequence

from ingest.vietnamese.numbers import find_numbers, format_number
from rag.draft import Draft, Markers, answer_figure
from rag.library import Library
from rag.reckoning.members import Members, members, name, sought
from rag.reckoning.operands import Operand
from rag.records import Evidence, Question
from rag.words import table
from rag.write import shorten

_WHOLE = 2200
"""Characters of a whole list: below the 2,500 that a list may take in a reply."""
_COUNTED = 20
"""A set this small is counted in the working; a longer one is listed."""

Test = Callable[[float, float], bool]
TESTS: dict[str, Test] = {
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
}


def threshold(text: str) -> tuple[str, float, str] | None:
    """The comparison, the limit and the limit as asked that a question sets, or None.

    >>> threshold("Những tiêu chí nào dưới 84,5%?"), threshold("xã nào từ 90% trở lên"), threshold("tỷ lệ là bao nhiêu")
    (('<', 84.5, '84,5%'), ('>=', 90.0, '90%'), None)
    """
    for pattern, test, *_ in table("thresholds.tsv"):
        for match in re.finditer(pattern, text, re.IGNORECASE):
            numbers = find_numbers(match["limit"])
            if numbers:
                return test, numbers[0].value, numbers[0].text
    return None


def selected(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """The complete list of members beyond the threshold, or None when no threshold is set or no set is on file."""
    limit = threshold(question.text)
    if limit is None or not sought(question.text):
        return None
    found = members(question, evidence, library)
    if found is None:
        return None
    test, value, said = limit
    chosen = [o for o in found.all if TESTS[test](o.figure.value, value)]
    return _draft(found, chosen, said)


def _draft(found: Members, chosen: Sequence[Operand], said: str) -> Draft:
    markers = Markers()
    shown = chosen or found.all[:1]
    marks = [markers.mark(o.reading) for o in shown]
    counted = len(found.all) <= _COUNTED
    everything = [int(markers.mark(o.reading).strip("[]")) for o in found.all] if counted else []
    if chosen:
        head = f"{len(chosen)}/{len(found.all)} {found.noun}" if counted else f"Các {found.noun}"
        names = "; ".join(f"{shorten(name(o), 80)} ({o.figure.text})" for o in chosen)
        first = f"{shorten(f'{head}: {names}')} {''.join(dict.fromkeys(marks))}"
    else:
        first = f"Không có {found.noun} nào trong danh sách {''.join(dict.fromkeys(marks))}"
    room = max(80, _WHOLE // max(1, len(chosen)))
    lines = [first, ""]
    lines += [f"- {shorten(name(o), room)}: {o.figure.text} {mark}" for o, mark in zip(chosen, marks, strict=False)]
    figures = tuple(answer_figure(o.figure, mark, o.reading) for o, mark in zip(shown, marks, strict=True))
    computation = None
    if counted:
        terms = "; ".join(format_number(o.figure.value) for o in found.all)
        part = "; ".join(format_number(o.figure.value) for o in chosen)
        computation = {
            "formula": f"đếm({part}) = {len(chosen)}; đếm({terms}) = {len(found.all)}",
            "operands": [
                {"text": o.figure.text, "value": o.figure.value, "citation": number}
                for o, number in zip(found.all, everything, strict=True)
            ],
            "result": f"{len(chosen)}/{len(found.all)}",
        }
    sure = round(min(o.reading.covered for o in shown), 3)
    return Draft("answered", tuple(lines), markers.citations, figures, sure, computation)
