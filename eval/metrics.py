"""The measures, each a declaration; the arithmetic stands in verdict.py, claims.py, retrieval.py and stats.py.

Every measure gives a value a question (None where it does not apply), so a mean never hides what failed: a question
without a reply counts with the measure's worst value.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import NamedTuple

from eval import claims, retrieval, verdict
from eval.records import Gold, Outcome, Score
from eval.stats import bootstrap, percentile

Value = Callable[[Outcome], float | None]


class Metric(NamedTuple):
    """A measure: `of` gives a question's value, from 0 (worst) to 1, or None where the measure does not apply.

    The docstring of `of` defines it and names its source; `hoidap eval metrics` prints it.
    """

    name: str
    label: str
    of: Value


def answerable(of: Value) -> Value:
    """The measure on questions that the documents answer."""
    return wraps(of)(lambda outcome: None if outcome.gold.abstain else of(outcome))


def failing(of: Value, applies: Callable[[Gold], bool] = lambda gold: True) -> Value:
    """A question without a reply counts 0 where the measure applies to it."""
    return wraps(of)(lambda outcome: (0.0 if applies(outcome.gold) else None) if outcome.error else of(outcome))


def accuracy(outcome: Outcome) -> float:
    """Right and cited where the documents answer, refused where they do not: over everything asked.

    Source: the project's own first figure (DESIGN, "What good looks like"): complete, cited answers only.
    """
    return float(verdict.right(outcome) and verdict.cited(outcome) is not False)


def right(outcome: Outcome) -> float:
    """Every requirement stands where it must, no near miss in the first paragraph; unanswerable: refused.

    Source: "right" of the shared question bank's scorer (verdict.py says it word for word).
    """
    return float(verdict.right(outcome))


def cited(outcome: Outcome) -> float | None:
    """A citation comes from a gold document and its quote holds 60 % of the words of the gold quote.

    Source: "cited" of the shared question bank's scorer.
    """
    value = verdict.cited(outcome)
    return None if value is None else float(value)


def clean_main(outcome: Outcome) -> float | None:
    """No near miss (another period's, the neighbouring row's) in the first paragraph of an answer that was given.

    Source: `none_of` of the shared question bank; the main sentence's precision.
    """
    gold = outcome.gold
    if not gold.none_of or outcome.reply.get("abstained"):
        return None
    return float(not verdict.near_misses(gold, str(outcome.reply.get("answer", ""))))


def numeric_exact(outcome: Outcome) -> float | None:
    """Share of the gold figures given in `figures` with the same value, unit and period.

    Source: own; exact match and F1 of MLQA drop "," and "." and cannot tell 12,34 from 1.234.
    """
    return claims.numeric_exact(outcome.gold, outcome.reply)


def completeness(outcome: Outcome) -> float | None:
    """Share of a list's members that stand in the answer.

    Source: recall of list questions (TREC 2004 QA track, instance recall).
    """
    if outcome.gold.category != "list":
        return None
    if outcome.reply.get("abstained"):
        return 0.0
    hits = verdict.found(outcome.gold, str(outcome.reply.get("answer", "")))
    return sum(hits) / len(hits)


def citation_recall(outcome: Outcome) -> float | None:
    """Share of the answer's claims that their citations hold together; one without a citation is not held.

    Source: ALCE (Gao et al., EMNLP 2023), entailment replaced by numbers and words (claims.py).
    """
    return claims.citation_recall(outcome.reply)


def citation_precision(outcome: Outcome) -> float | None:
    """Share of the markers whose citation supports its claim.

    Source: ALCE (Gao et al., EMNLP 2023), entailment replaced by numbers and words (claims.py).
    """
    return claims.citation_precision(outcome.reply)


def wrongly_refused(outcome: Outcome) -> float:
    """The documents answer, the reply refuses: low is good.

    Source: over-refusal on answerable questions (HasAns of SQuAD 2.0, Rajpurkar et al., ACL 2018).
    """
    return float(bool(outcome.reply.get("abstained")))


def refusal_precision(outcome: Outcome) -> float | None:
    """Of the questions that were refused, those that should be.

    Source: refusing as detection (NoAns of SQuAD 2.0, Rajpurkar et al., ACL 2018).
    """
    return float(outcome.gold.abstain) if outcome.reply.get("abstained") and not outcome.error else None


def refusal_recall(outcome: Outcome) -> float | None:
    """Of the questions that should be refused, those that were; no reply is no refusal.

    Source: refusing as detection (NoAns of SQuAD 2.0, Rajpurkar et al., ACL 2018).
    """
    if not outcome.gold.abstain:
        return None
    return float(bool(outcome.reply.get("abstained")) and not outcome.error)


def judged_correct(outcome: Outcome) -> float | None:
    """A chat model's grade of the answer against the gold answer; only with --judge.

    Source: RAGAS's Factual Correctness in kind; own prompt (model_judge.py).
    """
    return outcome.grades.get("correct")


def judged_faithful(outcome: Outcome) -> float | None:
    """A chat model's grade of whether the cited quotes hold everything the answer says; only with --judge.

    Source: RAGAS's Faithfulness (Es et al., EACL 2024) in kind; own prompt (model_judge.py).
    """
    return outcome.grades.get("faithful")


DEPTHS = (1, 5, 10)
"""Places looked at by recall: the first, what a person scans, what a page of results holds."""


def _retrieval() -> list[Metric]:
    """Recall, MRR and nDCG over statements, and over the passages (sections) they stand in."""
    levels: tuple[tuple[str, str, retrieval.Ranking], ...] = (
        ("", "câu", retrieval.statements),
        ("passage_", "đoạn", retrieval.passages),
    )
    return [
        Metric(f"{prefix}{name}", f"{label} ({unit})", of)
        for prefix, unit, ranking in levels
        for name, label, of in (
            *((f"recall@{k}", f"tìm thấy trong {k}", retrieval.recall(ranking, k)) for k in DEPTHS),
            ("mrr@10", "MRR@10", retrieval.reciprocal_rank(ranking)),
            ("ndcg@10", "nDCG@10", retrieval.ndcg(ranking)),
        )
    ]


METRICS = (
    Metric("accuracy", "đúng và có dẫn, trên mọi câu", accuracy),
    Metric("right", "đúng", right),
    Metric("cited", "có dẫn đúng chỗ", cited),
    Metric("right_and_cited", "đúng và có dẫn (câu có lời đáp)", answerable(accuracy)),
    Metric("wrong_refusal", "từ chối nhầm (thấp là tốt)", answerable(wrongly_refused)),
    Metric("refusal_precision", "từ chối thì đáng từ chối", refusal_precision),
    Metric("refusal_recall", "đáng từ chối thì từ chối", refusal_recall),
    Metric("main_sentence", "câu chính không lẫn số khác", failing(clean_main, lambda gold: bool(gold.none_of))),
    Metric("numeric_exact", "đúng cả trị số, đơn vị, kỳ", failing(numeric_exact, lambda gold: bool(gold.figures))),
    Metric("list_completeness", "liệt kê đủ", failing(completeness, lambda gold: gold.category == "list")),
    Metric("citation_recall", "câu nào cũng có dẫn đỡ", answerable(failing(citation_recall))),
    Metric("citation_precision", "dẫn nào cũng đỡ câu", answerable(failing(citation_precision))),
    *_retrieval(),
    Metric("judged_correct", "mô hình chấm: đúng", judged_correct),
    Metric("judged_faithful", "mô hình chấm: dẫn đỡ", judged_faithful),
)
BY_NAME = {metric.name: metric for metric in METRICS}


def values(metric: Metric, outcomes: Iterable[Outcome]) -> list[float]:
    """The measure's value for every question it applies to."""
    return [value for outcome in outcomes if (value := metric.of(outcome)) is not None]


def score(metric: Metric, outcomes: Iterable[Outcome]) -> Score | None:
    """Mean with its bootstrap interval; None where the measure applies to no question."""
    found = values(metric, outcomes)
    return bootstrap(found) if found else None


def scores(outcomes: Iterable[Outcome]) -> dict[str, Score]:
    """Every measure that applies, by name."""
    rows = tuple(outcomes)
    return {metric.name: found for metric in METRICS if (found := score(metric, rows)) is not None}


class Refusals(NamedTuple):
    """Refusing as a detection task (as SQuAD 2.0 reports no-answer): of those refused, how many should be; of those
    that should be, how many were. Counts stand beside, since few questions make wide intervals."""

    precision: float
    recall: float
    f1: float
    refused: int
    rightly: int
    should: int
    wrongly: int


def refusals(outcomes: Iterable[Outcome]) -> Refusals:
    """A question without a reply is not a refusal. A ratio over nothing is 0."""
    rows = tuple(outcomes)
    refused = [o for o in rows if not o.error and o.reply.get("abstained")]
    rightly = sum(o.gold.abstain for o in refused)
    should = sum(o.gold.abstain for o in rows)
    precision = rightly / len(refused) if refused else 0.0
    recall = rightly / should if should else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Refusals(precision, recall, f1, len(refused), rightly, should, len(refused) - rightly)


def latency(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """Milliseconds of the last turn: p50, p95, p99 and the longest. Empty when nothing was asked."""
    times = sorted(outcome.ms for outcome in outcomes)
    if not times:
        return {}
    return {name: percentile(times, share) for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1))}


SLICES: dict[str, Callable[[Gold], Iterable[str]]] = {
    "category": lambda gold: (gold.category,),
    "form": lambda gold: (gold.form,),
    "document": lambda gold: gold.documents or ("—",),
}
"""What the questions are told apart by; a question on two documents counts in both."""


def slices(outcomes: Iterable[Outcome], by: str) -> dict[str, list[Outcome]]:
    """The outcomes told apart by category, form or document, in alphabetical order."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        for name in SLICES[by](outcome.gold):
            groups.setdefault(name, []).append(outcome)
    return dict(sorted(groups.items()))
