"""Three questions that have answers, made from the figures on file: what a newcomer may tap first."""

from collections.abc import Iterator, Sequence

from bots.telegram_bot.desk import Desk
from bots.telegram_bot.service import Known, Service
from ingest.vietnamese.fold import fold

EXAMPLES = 3
MOST_TRIED = 40
"""Questions asked to find them: about a second of work, once for a set of documents."""
LONGEST = 44
"""Characters that a button shows whole on a phone."""
FEWEST_WORDS = 3
"""Of an indicator: fewer name nothing in particular ("tỷ lệ", "tổng số")."""
LEAST_SURE = 0.5
"""Confidence of an answer that is shown off with."""
UNFINISHED = ("chua", "khong", "dat", "la", "duoc", "da", "tai", "cua", "va", "voi", "co", "theo", "trong")
"""Folded words that no name ends with: an indicator that does was cut off."""
ROMAN = ("i", "ii", "iii", "iv")
"""Numbers of quarters, which stay capital."""
HEADS = ("ty le ", "tong so ", "chi so ", "so luong ")
"""How the names of indicators begin that read well alone, folded."""


def examples(desk: Desk, ids: frozenset[str]) -> tuple[str, ...]:
    """The examples for somebody who may see these documents, found when first asked for."""
    if ids not in desk.examples:
        desk.examples[ids] = find_examples(desk.service, ids)
    return desk.examples[ids]


def find_examples(service: Service, ids: frozenset[str]) -> tuple[str, ...]:
    """Questions whose answers from these documents begin with the very figure they were made from; one unaccented.

    Each is of another document as long as there are others, and none about the indicator of one before it.
    """
    found: list[str] = []
    indicators: set[str] = set()
    tried = 0
    for figure in _in_turn([each for each in service.figures(ids) if _is_plain(each)]):
        if len(found) == EXAMPLES or tried == MOST_TRIED:
            break
        if figure.indicator in indicators:
            continue
        tried += 1
        text = _question(figure)
        text = fold(text) if len(found) == EXAMPLES - 1 else text
        answer = service.ask(text, None, ids)
        service.forget(answer.conversation_id)  # nobody asked it
        sure = answer.outcome == "answered" and answer.confidence >= LEAST_SURE
        if sure and answer.answer.startswith(figure.text):
            found.append(text)
            indicators.add(figure.indicator)
    return tuple(found)


def _is_plain(figure: Known) -> bool:
    """Whether a figure can be asked for in a few words: a named indicator, a period, a result rather than a target."""
    words = figure.indicator.split()
    named = len(words) >= FEWEST_WORDS and figure.period and figure.period_text and figure.kind == "kết quả"
    headed = fold(figure.indicator).startswith(HEADS) and fold(words[-1]) not in UNFINISHED
    return bool(named) and headed and len(_question(figure)) <= LONGEST


def _question(figure: Known) -> str:
    """The words of a figure's identity: "Tỷ lệ ký số cấp xã quý 1 năm 2026"; the province is meant where none is."""
    scope = "" if figure.scope == "tỉnh" or fold(figure.scope) in fold(figure.indicator) else f" {figure.scope}"
    period = " ".join(word if fold(word) in ROMAN else word.lower() for word in figure.period_text.split())
    text = f"{figure.indicator}{scope} {period}"
    return f"{text[:1].upper()}{text[1:]}?"


def _in_turn(figures: Sequence[Known]) -> Iterator[Known]:
    """The figures, one of each document in turn; the newest period first, shares before counts."""
    by_document: dict[str, list[Known]] = {}
    for figure in sorted(figures, key=lambda each: (each.period[:4], each.unit == "%"), reverse=True):
        by_document.setdefault(figure.document_id, []).append(figure)
    columns = list(by_document.values())
    for at in range(max(map(len, columns), default=0)):
        yield from (column[at] for column in columns if at < len(column))
