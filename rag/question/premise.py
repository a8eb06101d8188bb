"""A premise to check ("… do Sở Nội vụ chủ trì đúng không?"): what it claims is no condition of the search.

The claimed body or figure is taken out of the plan, so that what the documents say of the matter is found, and then
held against what they say.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.fold import fold, folded_syllables
from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.numbers import all_number_tokens, find_numbers, same_number
from rag.records import Ask, Question

_CLAIMS = r"(?:\bdo|\bgiao(?: cho)?|\bthuộc|\blà|\bbởi)\s+(?:đơn vị |cơ quan )?"
"""What stands before a body that is claimed to do or hold something."""
_OR_ANOTHER = re.compile(
    r"\bcó phải\b.*\bhay (?:là )?(?:do )?(?:đơn vị|cơ quan|sở|ban|ngành|bên|ai|nơi|chỗ)(?: nào)? khác\b", re.IGNORECASE
)
"""What makes the body said before it a claim: "Sở Nội vụ có phải duy trì … không, hay đơn vị khác?"."""
_SINCE = re.compile(r"\b(?:từ|vào|ngày|hồi|trong)\s+(?P<time>(?:ngày |tháng |năm |quý )?\d[\d/.-]*)", re.IGNORECASE)
"""A time that is claimed of an event."""
_SMALL = frozenset(("va", "so", "cua", "tinh"))


def neutral(question: Question) -> Question:
    """The plan without the bodies that its premise claims, asking who instead; other questions as they are."""
    if question.intent != "check":
        return question
    claimed = claimed_bodies(question)
    if not claimed:
        return replace(question, periods=(), asks=(*question.asks, Ask("date"))) if _claims_time(question) else question
    gone = {s for body in claimed for s in folded_syllables(f"{body} {normal_form(body)}")}
    runs = [" ".join(w for w in run.split() if fold(w).strip(",") not in gone) for run in question.content.split("|")]
    return replace(
        question,
        content=" | ".join(run for run in runs if run),
        units=tuple(u for u in question.units if u.lower() not in {body.lower() for body in claimed}),
        levels=(),
        asks=(*(a for a in question.asks if a.kind != "number" or find_numbers(question.text)), Ask("who")),
    )


def claimed_bodies(question: Question) -> tuple[str, ...]:
    """The bodies that a premise claims to do or hold what it speaks of, as written."""
    found = []
    another = _OR_ANOTHER.search(question.text)
    for scope in find_scopes(question.text):
        before = question.text[: scope.start]
        claimed = re.search(_CLAIMS + r"$", before, re.IGNORECASE) or (another and scope.end <= another.start() + 1)
        if claimed and (scope.level in ("sở ngành", "trung ương") or another):
            found.append(scope.name)
    return tuple(found)


def _claims_time(question: Question) -> bool:
    """Whether the time is all that is claimed: "vận hành từ năm 2020 phải không"; with a figure it is a condition."""
    return bool(_SINCE.search(question.text)) and not find_numbers(question.text)


def borne_out(question: Question, printed: str) -> bool | None:
    """Whether what is printed bears out all that a premise claims; None when it claims no figure and no body."""
    numbers = [t for n in find_numbers(question.text) for _, _, t in all_number_tokens(n.text)]
    if question.intent == "check" and _claims_time(question):
        since = _SINCE.search(question.text)
        numbers = [t for _, _, t in all_number_tokens(since["time"])] if since else []
    bodies = claimed_bodies(question)
    if question.intent != "check" or not (numbers or bodies):
        return None
    there = [n for _, _, n in all_number_tokens(printed)]
    words = _words(printed)
    if _untold(question, printed):
        return None
    return all(any(same_number(c, p) for p in there) for c in numbers) and all(_words(b) <= words for b in bodies)


def _untold(question: Question, printed: str) -> bool:
    """Whether what is printed bears out a figure that is claimed, and prints none of the unit of another one that is
    not: "28 trạm trên 87 trạm chiếm 32,2%" beside "28 trạm (chiếm 32,2%)" claims no other number of trạm."""
    claimed = [n for n in find_numbers(question.text) if n.unit]
    there = find_numbers(printed)
    borne = [any(n.value == p.value and n.unit == p.unit for p in there) for n in claimed]
    others = {p.unit for p in there} - {n.unit for n, said in zip(claimed, borne, strict=True) if said}
    return any(borne) and any(n.unit not in others for n, said in zip(claimed, borne, strict=True) if not said)


def _words(text: str) -> frozenset[str]:
    said: Sequence[str] = folded_syllables(normal_form(text))
    return frozenset(said) - _SMALL
