"""A summary in a chat model's words: section by section, each sentence cited and checked as chat_writer.py does.

How many sentences a section gets is settled by the extractive summary of the same plan (summary.py), which also
stands in for a section that the model has failed on, and for all of them when the deadline has passed.
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from rag.chat import prompts
from rag.chat.model import ChatFailed, Talks
from rag.chat.sources import Source
from rag.chat.writer import Say, Telling, Written, shown
from rag.draft import Draft
from rag.library import Library
from rag.records import AnswerFigure, Citation, Question
from rag.telling.highlights import Highlight, clipped, highlights, whole
from rag.telling.summary import Plan, head, heading, lines_of, planned
from rag.write import citation

SHOWN = 12
"""Statements of a section that the model sees: its telling ones by weight; more would not fit a small model's sight."""


def summarised(question: Question, draft: Draft, library: Library, chat: Talks, say: Say) -> Written | None:
    """The summary that a question asks for as the model tells it, a comparison of documents as it is, for there every
    line is a computation of ours; None when the question asks for neither."""
    plan = planned(question, library)
    if not isinstance(plan, Plan):
        return Written(draft) if plan is not None else None
    cited = citation(1, whole(plan.document, library).place, plan.document)
    made = replace(draft, lines=(f"{head(plan)} [1]", ""), citations=(cited,), figures=())
    say(made.lines[0])
    withheld: list[str] = []
    failure = ""
    for section, own in _sections(plan, library):
        sources = _sources(section, own, plan, library)
        telling = Telling(sources, chat, made, say)
        try:
            told = "\n".join(shown(s) for s in sources)
            telling.listen(prompts.SUMMARY.format(sentences=len(own)), told, len(own))
        except ChatFailed as error:
            failure = failure or str(error)
        withheld += telling.withheld
        lines, citations = list(telling.lines), telling.citations
        if not lines:
            lines, citations = _in_own_words(own, made.citations, say)
        made = replace(made, lines=(*made.lines, *heading(plan, section), *lines), citations=citations)
    return Written(replace(made, figures=_figures(draft, made)), tuple(withheld), chat.usage, failure)


def _sections(plan: Plan, library: Library) -> Iterator[tuple[tuple[str, ...], list[Highlight]]]:
    """The sections that are told of, each with the lines that the extractive summary has of it."""
    for section, lines in groupby(lines_of(plan, library), key=lambda line: line.section):
        yield section, list(lines)


def _sources(section: tuple[str, ...], own: Sequence[Highlight], plan: Plan, library: Library) -> list[Source]:
    """What the model may cite of a section: the lines of the extractive summary and what weighs most beside them."""
    every = highlights(section, plan.sections[section], library)
    kept = sorted(every, key=lambda h: (h not in own, -h.weight))[:SHOWN]
    found = []
    for marker, line in enumerate((h for h in every if h in kept), 1):
        place = line.reading.place
        cited = citation(marker, place, plan.document)
        statement = place.statement
        found.append(Source(secrets.token_hex(3), cited, statement, plan.document, library.figures(statement.id)))
    return found


def _in_own_words(
    own: Sequence[Highlight], citations: tuple[Citation, ...], say: Say
) -> tuple[list[str], tuple[Citation, ...]]:
    """The lines of the extractive summary, numbered on."""
    lines = []
    for line in own:
        cited = citation(len(citations) + 1, line.reading.place, line.reading.document)
        citations = (*citations, cited)
        lines.append(f"{clipped(line.text)} [{cited.marker}]")
        say(lines[-1])
    return lines, citations


def _figures(draft: Draft, made: Draft) -> tuple[AnswerFigure, ...]:
    """The figures of the extractive summary that still stand in a line, by the markers of what is cited now."""
    markers = {(c.quote, c.column): c.marker for c in made.citations}
    old = {c.marker: (c.quote, c.column) for c in draft.citations}
    text = "\n".join(made.lines)
    kept = ((f, markers.get(old[f.citation])) for f in draft.figures if f.text in text)
    return tuple(replace(f, citation=marker) for f, marker in kept if marker)
