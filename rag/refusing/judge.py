"""How likely the best place is the answer: a logistic model of its features, which is the confidence an answer carries.

The weights (data/judge.json) are fitted on the development questions by `python -m eval.fit_reader`: answers that
are right against questions that have none. Below the threshold the honest reply is that nothing was found.
"""

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.colloquial import spoken
from ingest.vietnamese.fold import fold, syllables
from rag.read import Reading
from rag.reading.feature_names import FEATURES
from rag.reading.match import Rarity
from rag.records import Question
from rag.refusing.lacking import lacking, telling

WEIGHTS = Path(__file__).parents[1] / "data" / "judge.json"
STRICT = frozenset(("number", "date", "who", "contact", "number_of_document", "issued", "signer"))
"""Kinds of answers that are there or not."""
SECOND = 0.6
"""A place is near when it scores this share of the best one."""
NATS, MANY_NATS = 8.0, 16.0
"""What a lacking word (see lacking.py), and all of them together, weigh at most."""
CIRCUMSTANCES = (
    "margin",
    "unmet",
    "unmet_best",
    "known",
    "asks",
    "figure",
    "open",
    "uncovered_squared",
    "lack",  # weight of the most telling word of the question that the place does not say
    "lack_strict",  # the same where one thing is asked for
    "lacks",  # weight of all such words
    "lack_share",  # the same as a share of all that the question tells
    "lack_figure",  # that share where one figure is asked for: a word more makes it another figure
)


def confidence(question: Question, readings: Sequence[Reading], rarity: Rarity) -> float:
    """The probability, 0..1, that the best reading answers the question."""
    if not readings:
        return 0.0
    weights = _weights()
    values = measured(question, readings, rarity)
    return 1 / (
        1 + math.exp(-(weights["constant"] + sum(weights["weights"].get(n, 0.0) * v for n, v in values.items())))
    )


def threshold() -> float:
    """The confidence below which nothing is answered."""
    return float(_weights()["threshold"])


def measured(question: Question, readings: Sequence[Reading], rarity: Rarity) -> dict[str, float]:
    """What confidence rests on, by name: the best place's features and its circumstances."""
    best = readings[0]
    rival = next((r for r in readings[1:] if r.place.statement.id != best.place.statement.id), None)
    covered = best.features[0]
    weights = [found.weight for found in lacking(question, best.place, best.document)]
    lack = min(1.0, max(weights, default=0.0) / NATS)
    share = sum(weights) / (telling(question) or 1.0)
    circumstances = (
        math.log(best.score / rival.score) if rival else 1.0,
        float(unmet(question, readings)),
        float(bool(_strict(question)) and not any(best.met[i] for i in _strict(question))),
        share_known(question, rarity),
        float(bool(question.asks)),
        float(question.intent == "figure"),
        float(question.intent in ("explain", "list", "other")),
        (1 - covered) ** 2,
        lack,
        lack * (question.intent not in ("explain", "list", "other")),
        min(1.0, sum(weights) / MANY_NATS),
        share,
        share * (question.intent == "figure"),
    )
    return dict(zip((*FEATURES, *CIRCUMSTANCES), (*best.features, *circumstances), strict=True))


def unmet(question: Question, readings: Sequence[Reading]) -> bool:
    """Whether no near place holds any answer of the kinds asked for; a day must stand in the best place's section."""
    strict = _strict(question)
    best = readings[0].place.statement
    near = [r for r in readings if r.score >= SECOND * readings[0].score]
    if all(ask.kind == "date" for ask in question.asks):
        section = (best.document_id, best.path)
        near = [r for r in near if (r.place.statement.document_id, r.place.statement.path) == section]
    return bool(strict) and not any(r.met[i] for r in near for i in strict)


def _strict(question: Question) -> list[int]:
    return [i for i, ask in enumerate(question.asks) if ask.kind in STRICT]


def share_known(question: Question, rarity: Rarity) -> float:
    """The share of the question's neighbouring content words that stand so in the documents, as they are or with each
    everyday phrase put as the documents put it."""
    own = f"{question.content} {question.inherited}".replace("|", " ")
    return max(_known(own, rarity), _known(_formally(own, rarity), rarity))


def _formally(words: str, rarity: Rarity) -> str:
    """The words with the best known formal phrase in the place of each everyday one."""
    said = f" {' '.join(syllables(words))} "
    for spoken_words, phrases in spoken(words):
        best = max(phrases, key=lambda phrase: _known(phrase, rarity), default="")
        if best and _known(best, rarity) > 0:
            said = said.replace(f" {' '.join(spoken_words)} ", f" {best} ", 1)
    return said


def _known(words: str, rarity: Rarity) -> float:
    said = normal_words(words)
    pairs = [f"{a} {b}" for a, b in pairwise(said)]
    if not pairs:
        return 1.0 if not said or any(rarity.known(s) for s in said) else 0.0
    return sum(rarity.known(p) or rarity.known(fold(p)) for p in pairs) / len(pairs)


@lru_cache(maxsize=1)
def _weights() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return table
