"""All that a document gives a body to do, in its articles and in its tables, as one answer."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.draft import Draft
from rag.library import Library
from rag.reckoning.duties import duties
from rag.records import Evidence, Question
from rag.tables.told import rows_told

_MARK = re.compile(r"\[(\d{1,3})\]")


def tasks(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """The rows of a table that a question asks for, or what a document gives a body to do; where the same document
    tells both, first what stands in prose. None where the question asks for neither."""
    rows = rows_told(question, evidence, library)
    told = duties(question, evidence, library)
    if rows is None or told is None:
        return rows or told
    same = {c.document_id for c in rows.citations} & {c.document_id for c in told.citations}
    return _joined(told, rows) if same else rows


def _joined(first: Draft, second: Draft) -> Draft:
    """One draft of two: the citations of the second numbered after those of the first."""
    size = len(first.citations)

    def moved(text: str) -> str:
        return _MARK.sub(lambda match: f"[{int(match[1]) + size}]", text)

    computation = second.computation and {**second.computation, "formula": moved(str(second.computation["formula"]))}
    return Draft(
        first.outcome,
        (*first.lines, *(moved(line) for line in second.lines)),
        (*first.citations, *(replace(c, marker=c.marker + size) for c in second.citations)),
        (*first.figures, *(replace(f, citation=f.citation + size) for f in second.figures)),
        min(first.confidence, second.confidence),
        computation,
    )
