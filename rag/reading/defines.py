"""Clauses that say what a thing is: "Căn cước điện tử là căn cước của …", "Tạm khóa tài khoản được hiểu là …"."""

import re

from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.fold import folded_syllables
from rag.reading.places import Place, kept

_MARK = r"^\W*(?:\(?[0-9a-zđ]{1,3}(?:\.\d+)*[.)]\s*)?(?:\[\d+\]\s*)?"
_TERM = re.compile(
    _MARK + r"[“\"]?(?P<term>[^,;:.]{2,90}?)[”\"]?\s*(?:\([^)]*\)\s*)?"
    r"(?:(?:được )?hiểu là|nghĩa là|(?:được )?gọi là|là(?! (?:do|vì|cơ quan chủ trì)\b))\b",
    re.IGNORECASE,
)
_TOLD = 0.75
"""The share of a defined term's syllables that a question says when it asks for that term."""


def defines(place: Place, asked: frozenset[str]) -> bool:
    """Whether a clause says what something is that a question, given as its folded syllables, names."""
    term = _term(place)
    return bool(term) and sum(s in asked for s in term) >= _TOLD * len(term)


@kept
def _term(place: Place) -> tuple[str, ...]:
    """The folded syllables of the term that a clause says the meaning of; none where it says none."""
    found = _TERM.match(place.text)
    return tuple(folded_syllables(normal_form(found["term"]))) if found else ()
