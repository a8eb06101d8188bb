"""A reason asked for what is not so: "vì sao tỉnh tụt xuống hạng 11" where another place is printed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.draft import Draft, Markers, answer_figure
from rag.library import Library
from rag.read import Reading, read
from rag.reading.slots import OTHER, period_factor
from rag.records import Ask, Evidence, Question
from rag.refusing.judge import confidence
from rag.refusing.misfit import indices_in
from rag.write import sentence, shorten

_RANK = re.compile(
    r"\b(?:(?:tụt|rớt|rơi|xuống|lên|tăng|giảm|vươn|đứng|xếp|chỉ|ở|tới|đến|còn)\s+)+(?:hạng|thứ|vị trí(?: thứ)?)"
    r"\s+(?P<rank>\d{1,3})\b(?!\s*(?:bậc|hạng))",
    re.IGNORECASE,
)
SURE = 0.45
"""How sure the place that is printed must be of what is asked about: correcting what is right does more harm."""
_NEAR = 0.4
"""What such a place must score of the best one."""


def false_claim(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """The place of an index in an order as it is printed, where a reason is asked for another one; None where none is
    claimed, the claim is printed for the time asked for, or it is not sure what is spoken of."""
    claimed = _RANK.search(question.text) if question.intent == "explain" else None
    if claimed is None:
        return None
    words = claimed.group().lower()
    asked = replace(
        question,
        intent="figure",
        asks=(Ask("number", "hạng"),),
        content=question.content.lower().replace(words, "|"),
        text=question.text[: claimed.start()] + question.text[claimed.end() :],
    )
    readings = read(asked, evidence, library)
    rank = float(claimed["rank"])
    told = [r for r in readings if _ranks(asked, r) and r.score >= _NEAR * readings[0].score]
    if not told or any(f.value == rank for r in told for f in r.figures):
        return None
    sure = confidence(asked, (told[0], *(r for r in readings if r is not told[0])), library.rarity)
    return _corrected(told[0], sure) if sure >= SURE else None


def _ranks(asked: Question, reading: Reading) -> bool:
    """Whether a place tells where the one index that is asked about stands, at the time asked for."""
    place, named = reading.place, set(indices_in(asked.text))
    if not reading.figures or not all(f.kind == "xếp hạng" for f in reading.figures) or len(named) != 1:
        return False
    before = place.statement.text[slice(*place.label)] if place.label else place.statement.text[: place.end]
    return set(indices_in(before)[-1:]) == named and period_factor(asked, place, reading.document) > OTHER


def _corrected(best: Reading, sure: float) -> Draft:
    markers = Markers()
    mark = markers.mark(best)
    told = shorten(sentence(best, best.figures))
    figures = tuple(answer_figure(f, mark, best) for f in best.figures)
    return Draft(
        "answered", (f"Không đúng như câu hỏi nêu: {told} {mark}",), markers.citations, figures, round(sure, 3)
    )
