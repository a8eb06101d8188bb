"""Does what is cited hold what is said, and is the figure exactly the one asked for? Judged by numbers and words.

After ALCE (Gao et al., EMNLP 2023: citation recall and precision), with the entailment model replaced by support that
a person can check: every number of a claim stands in the cited text, and so does half of its words.
"""

import re
from typing import Any

from eval.records import Gold, GoldFigure
from eval.verdict import normalise, words

NUMBER = re.compile(r"\d+(?:[.,/\-]\d+)*")
MARKER = re.compile(r"\[(\d+)\]")
CLAIM = re.compile(r"(.+?)((?:\s*\[\d+\])+[.;,:]*|$)")
"""What a line says up to its next markers: they stand behind what they cite."""
SHARE = 0.5
"""Share of a claim's words that its citations must hold: a secretary's sentence adds scope and period to the words of
the document, seldom more than it takes from them. tests/test_eval_metrics.py shows both sides."""
TOLERANCE = 1e-9


def claims(answer: str) -> list[tuple[str, tuple[int, ...]]]:
    """What an answer states, each with its markers: a line, cut behind its markers, that has a number or a marker.

    >>> claims("Đạt 93,5% [1][2]; sở ngành 92,2% [3].\\n\\nKỳ trước cao hơn.")
    [('Đạt 93,5%', (1, 2)), ('sở ngành 92,2%', (3,))]
    """
    out = []
    for line in answer.splitlines():
        for said, marks in CLAIM.findall(line):
            text = said.strip(" .;,:-")
            if text and (marks or NUMBER.search(text)):
                out.append((text, tuple(int(mark) for mark in MARKER.findall(marks))))
    return out


def number_forms(text: str) -> set[str]:
    """The numbers of a text, written one way: leading zeros and the kind of separator do not count.

    >>> sorted(number_forms("ngày 06/10/2022 đạt 93.1%"))
    ['10', '2022', '6', '93,1']
    """
    forms: set[str] = set()
    for number in NUMBER.findall(normalise(text)):
        parts = re.split(r"[/\-]", number)
        forms.update(re.sub(r"^0+(?=\d)", "", part.replace(".", ",")) for part in parts)
    return forms


def cited_text(citation: dict[str, Any]) -> str:
    """What a citation shows: its quote with the place it stands in."""
    return " ".join(str(citation.get(key) or "") for key in ("quote", "section", "title", "number", "row", "column"))


def holds_claim(claim: str, text: str, computed: str = "") -> bool:
    """Every number of the claim stands in the text (or in the shown computation), and half of its words."""
    said = [word for word in words(claim) if not word.isdigit()]
    there = set(words(text + " " + computed))
    enough = not said or sum(word in there for word in said) / len(said) >= SHARE
    return enough and number_forms(claim) <= number_forms(text + " " + computed)


def _by_marker(reply: dict[str, Any]) -> dict[int, str]:
    return {int(c.get("marker", i)): cited_text(c) for i, c in enumerate(reply.get("citations", ()), 1)}


def citation_recall(reply: dict[str, Any]) -> float | None:
    """Share of the answer's claims that their citations hold together; a claim without one counts as not held, unless
    all its numbers stand in the shown computation."""
    said = claims(str(reply.get("answer", "")))
    if not said or reply.get("abstained"):
        return None
    texts, computed = _by_marker(reply), str(reply.get("computation") or "")
    held = [
        holds_claim(claim, " ".join(texts.get(mark, "") for mark in marks), computed)
        if marks
        else bool(computed) and number_forms(claim) <= number_forms(computed)
        for claim, marks in said
    ]
    return sum(held) / len(held)


def citation_precision(reply: dict[str, Any]) -> float | None:
    """Share of the markers in the answer whose citation helps its sentence: it holds one of the sentence's numbers
    (half of its words where there is none). A marker without a citation does not help."""
    if reply.get("abstained"):
        return None
    texts = _by_marker(reply)
    helps = []
    for claim, marks in claims(str(reply.get("answer", ""))):
        numbers = number_forms(claim)
        for mark in marks:
            text = texts.get(mark, "")
            helps.append(bool(numbers & number_forms(text)) if numbers else bool(text) and holds_claim(claim, text))
    return sum(helps) / len(helps) if helps else None


def numeric_exact(gold: Gold, reply: dict[str, Any]) -> float | None:
    """Share of the gold figures given with the same value, unit and period. None where the gold names no figure."""
    if not gold.figures:
        return None
    given = reply.get("figures", ())
    return sum(any(_same(figure, row) for row in given) for figure in gold.figures) / len(gold.figures)


def _same(gold: GoldFigure, given: dict[str, Any]) -> bool:
    value = given.get("value")
    if not isinstance(value, int | float) or abs(value - gold.value) > TOLERANCE * max(1.0, abs(gold.value)):
        return False
    unit = normalise(str(given.get("unit") or "")).strip()
    return (not gold.unit or unit == normalise(gold.unit)) and (
        not gold.period or str(given.get("period") or "") == gold.period
    )
