"""What the audit found wrong where an answer was read: told with the answer where it touches what is answered."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.audit.called import content
from ingest.records import Finding
from rag.ground import ground
from rag.library import Library
from rag.reading.places import Place
from rag.reckoning.doubted import piece
from rag.records import Answer, Citation
from rag.write import citation

NOTE = "Lưu ý"
_NUMBER = re.compile(r"\d+(?:[.,/-]\d+)*")
_FEWEST = 2
"""Words by which a figure is known: one may be that of many."""
_SLIGHT = "thấp"
"""The severity of what is no figure's fault: how a name is printed, a share off by its last digit."""


def with_doubts(answer: Answer, library: Library) -> Answer:
    """The answer with its warnings: all that disagrees in the cited places; what names a number of the first line is
    also told in the text, with all places that disagree."""
    cited = (f for c in answer.citations for f in library.findings(c.document_id, c.quote))
    found = dict.fromkeys((*cited, *_elsewhere(answer, library)))
    warnings = (*answer.warnings, *dict.fromkeys(f.message for f in found))
    answer = replace(answer, warnings=warnings)
    if answer.abstained:
        return answer
    told = answer.answer if answer.outcome == "computed" else answer.answer.partition("\n")[0]
    first = _numbers(told)  # what is computed rests on all that is told
    for finding in found:
        if finding.severity != _SLIGHT and _numbers(finding.message) & first and finding.message not in answer.answer:
            answer = _told(answer, finding, library)
    return answer


def _elsewhere(answer: Answer, library: Library) -> Iterator[Finding]:
    """What disagrees with a told figure in other places of its document: it names the value and what it is of."""
    documents = {c.marker: c.document_id for c in answer.citations}
    for figure in answer.figures:
        values, words = _numbers(figure.text), content(figure.indicator)
        for finding in library.doubts if values and len(words) >= _FEWEST else ():
            if documents.get(figure.citation) in (finding.document_id, *finding.others):
                quotes = (library.statements[i] for i in finding.statement_ids if i in library.statements)
                named = content(" ".join((finding.message, *(piece(s, finding) for s in quotes))))
                if values & _numbers(finding.message) and words <= named:
                    yield finding


def _numbers(text: str) -> set[str]:
    """The numbers of a text that say something by themselves: of two digits at least."""
    return {number for number in _NUMBER.findall(re.sub(r"\[\d+\]", "", text)) if len(number) > 1}


def _told(answer: Answer, finding: Finding, library: Library) -> Answer:
    citations = list(answer.citations)
    marks = dict.fromkeys(
        _mark(citations, each, library) for each in finding.statement_ids if each in library.statements
    )
    note = f"{NOTE}: {finding.message}"
    printed = f"{note} {''.join(marks)}"
    note = note if ground(printed, citations).withheld else printed  # what the audit reckons stands in no citation
    gap = "\n" if "\n\n" in answer.answer else "\n\n"
    return replace(answer, answer=f"{answer.answer}{gap}{note}", citations=tuple(citations))


def _mark(citations: list[Citation], statement_id: str, library: Library) -> str:
    """The marker of a statement, which is cited if it is not yet."""
    statement = library.statements[statement_id]
    for cited in citations:
        if cited.document_id == statement.document_id and statement.text in cited.quote:
            return f"[{cited.marker}]"
    place = Place(statement, 0, len(statement.text))
    citations.append(citation(len(citations) + 1, place, library.documents[statement.document_id]))
    return f"[{len(citations)}]"
