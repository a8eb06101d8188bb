"""The one pure check on every answer, whoever wrote it: what it states must stand in what it cites.

A line of the answer is kept when every number, date and document number in it, and every name, stands in the quotes
(or their section, title, number, row and column) of the citations it marks with [n], or in the computation that is
shown with it, and when every [n] exists. A computation counts only when its operands stand in what they cite and its
formula comes out (arithmetic.py). What fails is withheld; if that was the first line, nothing is left to say.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ingest.vietnamese.normalize import canonical_tone
from ingest.vietnamese.numbers import all_number_tokens, same_number
from rag.reckoning.arithmetic import believed
from rag.records import Citation

_MARKER = re.compile(r"\[(\d{1,3})\]")
# A name: capitalised words in a row (at least two), or an abbreviation in capitals. A line's own first word may be
# capitalised as the start of a sentence, so single capitalised words are no evidence of a name; a word with digits
# ends a document's number ("1675/NQ-UBTVQH15") and begins no name.
_CAPITAL = "[" + "".join(filter(str.isupper, map(chr, range(0x1F00)))) + "]"
_NAME = re.compile(rf"\b(?:{_CAPITAL}[^\W\d]*(?:\s+{_CAPITAL}\w*)+|{_CAPITAL}{{2,}}(?:{_CAPITAL}|[&-])*)\b")


@dataclass(frozen=True, slots=True)
class Grounded:
    """`text` is the answer without what failed; `withheld` the lines that did; `headless`: the first line failed."""

    text: str
    withheld: tuple[str, ...]
    headless: bool


def ground(
    text: str, citations: Sequence[Citation], computation: Mapping[str, Any] | None = None, asked: str = ""
) -> Grounded:
    """The lines of `text` that their citations hold. `asked` is given for a refusal only: it may name what was asked.

    A line without a marker is checked against all citations of the answer, as a heading to the lines below it.
    """
    places = {c.marker: _place(c) for c in citations}
    shown = (_shown(computation) if believed(computation, places) else "") + " " + asked
    kept: list[str] = []
    withheld: list[str] = []
    for line in text.split("\n"):
        (kept if _holds(line, places, shown) else withheld).append(line)
    lines = text.split("\n")
    headless = bool(withheld) and withheld[0] == lines[0]
    return Grounded("\n".join(kept).strip("\n"), tuple(withheld), headless)


def _holds(line: str, places: Mapping[int, str], shown: str) -> bool:
    markers = [int(m) for m in _MARKER.findall(line)]
    if any(marker not in places for marker in markers):
        return False
    claim = _MARKER.sub(" ", line)
    evidence = " ".join([places[m] for m in markers] if markers else places.values()) + " " + shown
    printed = _numbers(evidence)
    if not all(token in printed or any(same_number(token, p) for p in printed) for token in _numbers(claim)):
        return False
    around = f" {_words(evidence)} "
    return all(f" {_words(name)} " in around for name in _NAME.findall(claim))


@lru_cache(maxsize=64)  # the lines of an answer cite the same places
def _numbers(text: str) -> frozenset[str]:
    """Every number, date and document number of a text as written."""
    return frozenset(token for _, _, token in all_number_tokens(text))


@lru_cache(maxsize=64)
def _words(text: str) -> str:
    """The words of a text, small and with their accents: "Chúc" is not "Chức", "HOÀ" is "hòa"."""
    return " ".join(re.findall(r"\w+", canonical_tone(text).lower()))


def _place(citation: Citation) -> str:
    """Everything that is printed at a citation's place, also the mark and number of its document."""
    parts = [citation.quote, citation.section, citation.title, citation.number, citation.row, citation.column]
    if citation.page:
        parts.append(f"tr. {citation.page}")
    return " ".join(part for part in parts if part)


def _shown(computation: Mapping[str, Any] | None) -> str:
    """The formula and result of a computation; its operands must stand in the citations, so they are left out, as are
    the markers of places that it counts."""
    return f"{_MARKER.sub(' ', computation['formula'])} {computation['result']}" if computation else ""
