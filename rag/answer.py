"""Readings → the draft of an answer, by what is asked: a document's data, one place, a set, an honest no."""

from collections.abc import Sequence
from dataclasses import replace

from rag.compare import comparison
from rag.compute import computed
from rag.draft import Draft, Markers
from rag.ground import ground
from rag.library import Library
from rag.read import Reading, read
from rag.reading.own_column import column_first
from rag.reading.under_heading import under_heading
from rag.reckoning.agree import agreement
from rag.reckoning.apart import Apart
from rag.reckoning.cells import cells
from rag.reckoning.changes import implied
from rag.reckoning.classes import from_a_class
from rag.reckoning.compared import compares
from rag.reckoning.count import counted
from rag.reckoning.counterpart import counterpart
from rag.reckoning.doubted import doubted
from rag.reckoning.each_side import each_side
from rag.reckoning.heads import heads_first
from rag.reckoning.leftover import fallen_short, share_done
from rag.reckoning.mended import mended
from rag.reckoning.noted import noted
from rag.reckoning.part_done import part_done
from rag.reckoning.per_each import per_each
from rag.reckoning.remains import remaining
from rag.reckoning.rows_named import rows_named
from rag.reckoning.sets import complete_set, named_set
from rag.reckoning.several import several
from rag.reckoning.share_among import asks_share, share_among
from rag.reckoning.spread import spread
from rag.reckoning.stretch import stretch
from rag.reckoning.wholes import wholes_first
from rag.records import ABSTAINS, Answer, Evidence, Question
from rag.refusing.judge import confidence
from rag.refusing.lacking import speaks_of, telling
from rag.refusing.refuse import Refusal, fitting_first, missing_periods, refusal, verdict
from rag.refusing.whose import unnamed
from rag.tables.in_prose import members_told, unsaid_end
from rag.tables.tasks import tasks
from rag.tables.whole import under_head
from rag.telling.about import about_document
from rag.telling.claimed import false_claim
from rag.telling.contacts import contact
from rag.telling.provisions import provision
from rag.telling.reasons import reasons
from rag.telling.relations import related
from rag.telling.single import one
from rag.telling.summary import summary

WITHHELD = "Không trả lời được: câu trả lời soạn ra không khớp với nguồn được trích dẫn nên đã bị giữ lại."

_IN_WORDS = frozenset(("explain", "shortcoming", "remedy"))
"""What words answer: nothing is reckoned for it, though the question may say "trừ", "giảm", "so với"."""


def draft(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft:
    """The draft of the answer to a question for which evidence was found."""
    made = _draft(question, evidence, library)
    return unnamed(question, made, {e.document.issuer for e in evidence}) or made


def _draft(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft:
    own = (
        summary(question, library)
        or related(question, evidence, library)
        or provision(question, evidence, library)
        or about_document(question, library, evidence)
        or contact(question, evidence, library)
        or _in_doubt(question, evidence, library)
        or false_claim(question, evidence, library)
    )
    if own is not None:
        return own
    rows = under_head(question, evidence, library) or tasks(question, evidence, library)
    if rows is not None:
        return rows
    in_words = question.intent == "explain" and any(a.kind in _IN_WORDS for a in question.asks)
    in_words = in_words or {a.kind for a in question.asks} == {"date"}
    left = None if in_words else remaining(question, evidence, library)
    if left is not None:
        return left
    rows = (
        rows_named(question, evidence, library)
        or from_a_class(question, evidence, library)
        or spread(question, evidence, library)
    )
    if rows is not None:
        return rows
    readings = read(question, evidence, library) if compares(question) or asks_share(question) else ()
    worked = mended(question, evidence, library) or agreement(question, evidence, library)
    if worked is None and not in_words:
        worked = _reckoned(question, evidence, readings, library)
    if worked is not None and (not telling(question) or speaks_of(question, worked.citations, library)):
        return worked
    readings = heads_first(question, readings or read(question, evidence, library), library)
    readings = column_first(question, wholes_first(question, readings, library))
    if not in_words:
        worked = (
            per_each(question, readings, library)
            or stretch(question, readings, library)
            or implied(question, evidence, readings, library)
            or counted(question, evidence, readings, library)
            or part_done(question, evidence, readings, library)
            or share_done(question, evidence, readings, library)
            or share_among(question, readings, library)
            or cells(question, readings, library)
        )
        if worked is not None:
            return worked
    readings = under_heading(question, fitting_first(question, readings))
    sure = confidence(question, readings, library.rarity)
    refused = verdict(question, readings, library.rarity, sure)
    if refused is None and unsaid_end(question, readings[0].place.statement.text):
        refused = Refusal("not_found")
        nobody = unnamed(question, one(question, readings), {e.document.issuer for e in evidence})
        if nobody is not None:  # which kind of body no place names is the better reason
            return nobody
    gone = missing_periods(question, readings) if refused is None else ()
    if gone:
        question, refused = replace(question, periods=gone), Refusal("other_period", "period", nearest=readings[0])
    both = None
    if not in_words:
        both = counterpart(question, readings, library) if not refused else None
        both = both or each_side(question, evidence, library)
    if both is not None:
        return both
    if refused is not None:
        markers = Markers()
        lines = refusal(refused, question, markers)
        return Draft(refused.outcome, tuple(lines), markers.citations)
    made = (
        noted(question, readings[0], library)
        or several(question, evidence, readings, library)
        or _answer(question, readings, library)
    )
    return replace(made, confidence=round(sure, 3))


def _in_doubt(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """What the audit found wrong of what a question doubts; worked out, where that can be."""
    found = doubted(question, evidence, library)
    worked = (mended(question, evidence, library) or agreement(question, evidence, library)) if found else None
    places = {(c.document_id, c.quote) for c in found.citations} if found else set()
    return worked if worked and any((c.document_id, c.quote) in places for c in worked.citations) else found


def _reckoned(
    question: Question, evidence: Sequence[Evidence], readings: Sequence[Reading], library: Library
) -> Draft | None:
    """What is reckoned, chosen or compared from figures."""
    of_whole = share_among(question, readings, library)
    if of_whole is not None and of_whole.citations[0].row:
        return of_whole
    apart = Apart(question, readings if compares(question) else (), library)
    arithmetic = computed(question, evidence, apart, library)
    return (
        fallen_short(question, evidence, library)
        or (arithmetic if arithmetic and arithmetic.outcome == "computed" else None)
        or members_told(question, evidence, library)
        or comparison(question, evidence, apart, library)
        or arithmetic
    )


def _answer(question: Question, readings: Sequence[Reading], library: Library) -> Draft:
    made: Draft | None = None
    if question.intent in ("explain", "other"):
        made = named_set(question, readings, library)
    if question.intent in ("explain", "summary"):
        made = made or reasons(question, readings, library)
    elif question.intent == "list":
        made = complete_set(question, readings, library)
    return made or one(question, readings)


def grounded(question: Question, made: Draft) -> Answer:
    """The answer that a draft makes, without what its citations do not hold; its ids and suggestions are not given."""
    abstained = made.outcome in ABSTAINS
    checked = ground("\n".join(made.lines), made.citations, made.computation, question.text if abstained else "")
    held_back = checked.headless
    return Answer(
        id="",
        conversation_id="",
        question=question.asked,
        standalone_question=question.text,
        answer=WITHHELD if held_back else checked.text,
        outcome="not_found" if held_back else made.outcome,
        abstained=abstained or held_back,
        confidence=0.0 if held_back else made.confidence,
        citations=() if held_back else made.citations,
        figures=() if held_back else made.figures,
        computation=made.computation,
        chart=made.chart,
        warnings=(*made.warnings, *(f"Đã giữ lại: {line}" for line in checked.withheld)),
        suggestions=made.suggestions,
    )
