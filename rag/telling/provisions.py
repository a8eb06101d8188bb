"""What a document says of itself in its standing provisions: where its money comes from, when it takes effect, whom it
addresses. The ways of asking and of printing are data (data/provisions.tsv)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.records import Statement
from rag.draft import Draft, as_printed
from rag.library import Library
from rag.records import Evidence, Question
from rag.telling.highlights import in_order
from rag.telling.meant import meant
from rag.words import table

SAID = 0.4
"""The share of the question's words that the name of the document must say: more of them ask for something in it."""
MOST = 4
"""Sentences of one provision: what a person reads at a glance."""
_SURE = 0.9
_POSTED = "Ngày đăng"
"""The label of the line in which a portal says when it put a page up."""


@dataclass(frozen=True, slots=True)
class _Provision:
    """How a provision is asked for, the headings it stands under and the sentences that say it."""

    asked: re.Pattern[str]
    heading: re.Pattern[str]
    printed: re.Pattern[str]


def provision(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """The provision that is asked for of the document that is meant, as printed; None when none is, or it has none."""
    wanted = next((p for p in _provisions() if p.asked.search(question.text)), None)
    document = meant(question, question.text, library, evidence, SAID) if wanted else None
    if wanted is None or document is None:
        return None
    told = [(statement, statement.text) for statement in _told(in_order(document, library), wanted)][:MOST]
    return as_printed(told, document, _SURE) if told else None


@lru_cache(maxsize=1)
def _provisions() -> tuple[_Provision, ...]:
    return tuple(_Provision(*(re.compile(cell, re.IGNORECASE) for cell in row[:3])) for row in table("provisions.tsv"))


def _told(own: Sequence[Statement], wanted: _Provision) -> Iterable[Statement]:
    """The sentences that say it under its heading, else all that stands under the heading, else those that say it."""
    prose = [s for s in own if s.kind in ("sentence", "item") or s.lead == _POSTED]
    under = [s for s in prose if s.path and wanted.heading.search(s.path[-1])]
    said = [s for s in prose if wanted.printed.search(s.text)]
    introduced = [s for s in prose if s.lead and wanted.printed.search(s.lead)]
    return [s for s in under if s in said] or introduced or under or said
