"""Is an answer right, is it cited: the rules of the shared scorer, as pure functions.

Right: every requirement stands in the answer (in its first paragraph, within 400 characters, where a short answer is
asked for; within 2,500 characters otherwise) and no near miss stands in the first paragraph. Cited: some citation comes
from a gold document and its quote holds 60 % of the words of the gold quote.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from eval.records import Gold, Outcome

SHORT = frozenset(
    ["figure", "table", "date", "who", "period", "nodiacritics", "abbreviation", "typo", "followup", "adversarial"]
)
"""Categories whose answer must stand in the first paragraph."""
SHORT_LIMIT, LONG_LIMIT = 400, 2500
MANY = 3
"""A question with this many requirements is judged on the whole answer, whatever its category."""
OVERLAP = 0.6
"""Share of the gold quote's words that a citation's quote must hold."""


def normalise(text: str) -> str:
    """NFC, lower case, no Markdown stars, single spaces.

    >>> normalise("Tỷ lệ **93,5%**\\u00a0 ")
    'tỷ lệ 93,5% '
    """
    text = unicodedata.normalize("NFC", text).lower().replace("\u00a0", " ").replace("*", "")
    return re.sub(r"\s+", " ", text)


def holds(text: str, form: str) -> bool:
    """Does the normalised text hold the written form, not as a part of a longer number?

    >>> holds("đạt 93,5%", "93,5"), holds("đạt 193,5%", "93,5"), holds("đạt 93,51", "93,5")
    (True, False, False)
    """
    form = normalise(form).strip()
    if not form:
        return True
    pattern = re.escape(form)
    if form[0].isdigit():
        pattern = r"(?<![\d])(?<!\d[.,])" + pattern
    if form[-1].isdigit():
        pattern += r"(?![\d])(?![.,]\d)"
    return re.search(pattern, text) is not None


def first_paragraph(answer: str) -> str:
    """The main answer: what stands before the first blank line, normalised."""
    return normalise(re.split(r"\n\s*\n", answer.strip(), maxsplit=1)[0])


def judged_text(gold: Gold, answer: str) -> str:
    """The part of an answer in which the requirements must stand."""
    if gold.category in SHORT and len(gold.all_of) < MANY:
        return first_paragraph(answer)[:SHORT_LIMIT]
    return normalise(answer)[:LONG_LIMIT]


def found(gold: Gold, answer: str) -> list[bool]:
    """For each requirement of `all_of`: does it stand where it must?"""
    text = judged_text(gold, answer)
    return [any(holds(text, form) for form in forms) for forms in gold.all_of]


def near_misses(gold: Gold, answer: str) -> list[str]:
    """The forms of `none_of` that stand in the first paragraph."""
    first = first_paragraph(answer)
    return [form for form in gold.none_of if holds(first, form)]


def right(outcome: Outcome) -> bool:
    """Complete and nothing wrong in the main answer; for an unanswerable question: refused. No reply is wrong."""
    gold, reply = outcome.gold, outcome.reply
    if outcome.error:
        return False
    if gold.abstain:
        return bool(reply.get("abstained"))
    answer = str(reply.get("answer", ""))
    return not reply.get("abstained") and all(found(gold, answer)) and not near_misses(gold, answer)


@lru_cache(maxsize=50_000)
def words(text: str) -> tuple[str, ...]:
    """Words and numbers' parts, as the overlap of quotes counts them."""
    return tuple(re.findall(r"[\w%]+", normalise(text)))


def overlap(gold: str, quote: str) -> float:
    """Share of the gold quote's words that stand in the other quote.

    >>> overlap("đạt 93,5%", "Tỷ lệ đạt 93,5%")
    1.0
    """
    wanted, there = words(gold), set(words(quote))
    return sum(word in there for word in wanted) / len(wanted) if wanted else 0.0


def supports(gold: Gold, citation: dict[str, Any]) -> bool:
    """Does the citation stand in a gold document and overlap its gold quote?"""
    where = normalise(" ".join(str(citation.get(key, "")) for key in ("document_id", "title", "source", "number")))
    quote = str(citation.get("quote", ""))
    return any(
        normalise(source.document) in where and overlap(source.quote, quote) >= OVERLAP for source in gold.sources
    )


def cited(outcome: Outcome) -> bool | None:
    """Does some citation support the answer? None for an unanswerable question."""
    if outcome.gold.abstain:
        return None
    return any(supports(outcome.gold, citation) for citation in outcome.reply.get("citations", ()))
