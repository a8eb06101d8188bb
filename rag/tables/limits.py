"""The limit that a question sets to what it asks for: in figures ("dưới 30%") or in words ("không đạt dự toán")."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.vietnamese.numbers import find_numbers
from rag.records import Question
from rag.words import table

SHARE = re.compile(r"%|\btỷ lệ\b|\btỉ lệ\b|\bphần trăm\b", re.IGNORECASE)

Test = Callable[[float, float], bool]
_TESTS: dict[str, Test] = {
    "=": lambda value, limit: value == limit,
    "<": lambda value, limit: value < limit,
    "<=": lambda value, limit: value <= limit,
    ">": lambda value, limit: value > limit,
    ">=": lambda value, limit: value >= limit,
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A comparison with a limit, a pattern that the head of the column must fit, if any, and what is set against what:
    "plan", "plan as printed", "time" or nothing."""

    test: Test
    value: float
    share: bool
    head: re.Pattern[str] | None = None
    against: str = ""

    def passes(self, value: float, rank: bool) -> bool:
        """Whether a number lies beyond the limit; of ranks the greater number is the lower one."""
        return self.test(-value, -self.value) if rank else self.test(value, self.value)


def limit(question: Question) -> Limit | None:
    """The limit that a question sets in figures ("dưới 30%") or in words ("không đạt dự toán", "bị giảm")."""
    said = threshold(question.text)
    if said is not None:
        return Limit(_TESTS[said[0]], said[1], "%" in said[2] or bool(SHARE.search(question.text)))
    for pattern, test, value, head, against, *_ in table("shortfalls.tsv"):
        if re.search(pattern, question.text, re.IGNORECASE):
            fits = re.compile(head.lstrip("%"), re.IGNORECASE)
            return Limit(_TESTS[test], float(value), head.startswith("%"), fits, against)
    return None


def of_plan() -> Limit:
    """No more than was planned: the column that tells so is that of what came of a plan."""
    _, test, value, head, against, *_ = table("shortfalls.tsv")[0]
    return Limit(_TESTS[test], float(value), head.startswith("%"), re.compile(head.lstrip("%"), re.IGNORECASE), against)


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
