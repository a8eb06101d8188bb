"""Reading benchmarks in SQuAD form: paragraphs, questions, gold spans; exact match and F1 as MLQA counts Vietnamese."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.claims import number_forms

_ARTICLE = re.compile(r"\b(của|là|cái|chiếc|những)\b")
"""What MLQA's normaliser drops in Vietnamese (facebookresearch/MLQA, mlqa_evaluation_v1.py)."""


@dataclass(frozen=True)
class Asked:
    """A question on one paragraph; no `spans` where the paragraph does not answer it."""

    question: str
    paragraph: int
    spans: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A reading benchmark."""

    name: str
    paragraphs: tuple[str, ...]
    questions: tuple[Asked, ...]


def read_squad(path: Path, name: str) -> Reading:
    """A file in the form of SQuAD 1.1 or 2.0. Raises OSError or ValueError where it is none."""
    paragraphs: list[str] = []
    questions: list[Asked] = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for qa in paragraph["qas"]:
                spans = () if qa.get("is_impossible") else tuple(answer["text"] for answer in qa["answers"])
                questions.append(Asked(qa["question"], len(paragraphs), spans))
            paragraphs.append(paragraph["context"])
    return Reading(name, tuple(paragraphs), tuple(questions))


def normalise(text: str) -> list[str]:
    """MLQA's normaliser for Vietnamese, after NFC: lower case, punctuation off, the articles off, cut at spaces.

    >>> normalise("Tỷ lệ của tỉnh: 93,5%.")
    ['tỷ', 'lệ', 'tỉnh', '935']
    """
    text = unicodedata.normalize("NFC", text).lower()
    bare = "".join(c for c in text if not unicodedata.category(c).startswith("P"))
    return _ARTICLE.sub(" ", bare).split()


def exact(answer: str, spans: Sequence[str]) -> float:
    """1 where the answer is one of the spans, normalised."""
    return float(any(normalise(answer) == normalise(span) for span in spans))


def f1(answer: str, spans: Sequence[str]) -> float:
    """The best overlap of words with a span: harmonic mean of precision and recall.

    >>> f1("bốn giờ chiều", ["bốn giờ"])
    0.8
    """
    return max((_f1(normalise(answer), normalise(span)) for span in spans), default=0.0)


def _f1(said: list[str], gold: list[str]) -> float:
    common = sum((Counter(said) & Counter(gold)).values())
    return 2 * common / (len(said) + len(gold)) if common else 0.0


def holds(answer: str, spans: Sequence[str]) -> float:
    """1 where the answer holds a span word for word: a sentence that answers, as the product gives it."""
    said = f" {' '.join(normalise(answer))} "
    return float(any(normalise(span) and f" {' '.join(normalise(span))} " in said for span in spans))


def numeric_exact(answer: str, spans: Sequence[str]) -> float | None:
    """1 where the numbers of the answer are those of a span, no more and no less; None where no span has a number.

    Separators count: the normaliser of exact match takes 12,34 and 1.234 for the same number.
    """
    gold = [number_forms(span) for span in spans if number_forms(span)]
    return float(number_forms(answer) in gold) if gold else None
