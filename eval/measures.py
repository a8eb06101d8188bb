"""The measures, each a declaration; the arithmetic stands in verdict.py, claims.py, retrieval.py and stats.py.

Every measure gives a value a question (None where it does not apply), so a mean never hides what failed: a question
without a reply counts with the measure's worst value.
"""

from collections.abc import Callable
from functools import wraps

from eval import claims, verdict
from eval.records import Gold, Outcome

Value = Callable[[Outcome], float | None]


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
