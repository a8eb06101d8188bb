"""The table of measures, and their means over questions, whole or by slices; each measure stands in measures.py."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from eval import measures, retrieval
from eval.measures import Value, answerable, failing
from eval.records import Gold, Outcome, Score
from eval.stats import bootstrap, percentile


class Metric(NamedTuple):
    """A measure: `of` gives a question's value, from 0 (worst) to 1, or None where the measure does not apply.

    The docstring of `of` defines it and names its source; `hoidap eval metrics` prints it.
    """

    name: str
    label: str
    of: Value


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
    Metric("accuracy", "đúng và có dẫn, trên mọi câu", measures.accuracy),
    Metric("right", "đúng", measures.right),
    Metric("cited", "có dẫn đúng chỗ", measures.cited),
    Metric("right_and_cited", "đúng và có dẫn (câu có lời đáp)", answerable(measures.accuracy)),
    Metric("wrong_refusal", "từ chối nhầm (thấp là tốt)", answerable(measures.wrongly_refused)),
    Metric("refusal_precision", "từ chối thì đáng từ chối", measures.refusal_precision),
    Metric("refusal_recall", "đáng từ chối thì từ chối", measures.refusal_recall),
    Metric(
        "main_sentence", "câu chính không lẫn số khác", failing(measures.clean_main, lambda gold: bool(gold.none_of))
    ),
    Metric(
        "numeric_exact", "đúng cả trị số, đơn vị, kỳ", failing(measures.numeric_exact, lambda gold: bool(gold.figures))
    ),
    Metric("list_completeness", "liệt kê đủ", failing(measures.completeness, lambda gold: gold.category == "list")),
    Metric("citation_recall", "câu nào cũng có dẫn đỡ", answerable(failing(measures.citation_recall))),
    Metric("citation_precision", "dẫn nào cũng đỡ câu", answerable(failing(measures.citation_precision))),
    *_retrieval(),
    Metric("judged_correct", "mô hình chấm: đúng", measures.judged_correct),
    Metric("judged_faithful", "mô hình chấm: dẫn đỡ", measures.judged_faithful),
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
