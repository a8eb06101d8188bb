"""Single things that a question names and a place says or not: names, numbers, the indicator's own words, an aim."""

import re
from functools import lru_cache

from ingest.records import Figure
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.fold import fold
from ingest.vietnamese.letters import LOWER, UPPER
from rag.reading.kinds import ASKS_AIM
from rag.reading.match import Zones
from rag.records import Question

# A name: two capitalised words or more in a row ("Nam Cam Ranh"), one after the word for a kind of place ("sông Hồng");
# the word that begins a sentence counts only with a second one.
_WORD = rf"[{UPPER}][{LOWER}]+"
_NAME = re.compile(
    rf"(?:(?<=\bxã )|(?<=\bphường )|(?<=\bhuyện )|(?<=\bsông )|(?<=\btỉnh )|(?<=\bphố )){_WORD}(?: {_WORD})*"
    rf"|{_WORD}(?: {_WORD})+"
)
_INDICATOR = re.compile(
    r"\b(?:tỷ lệ|tỉ lệ|số lượng|tổng số|chỉ số|tốc độ|số)\s+(?P<words>\w+(?: \w+){0,2})", re.IGNORECASE
)
_HEAD = 3
"""Syllables of an indicator that tell it: "hộ nghèo", "hồ sơ trễ (hạn)"."""


def share_said(wanted: tuple[tuple[str, ...], ...], zones: Zones) -> float:
    """The share of runs of syllables of which every one stands in some zone, accents aside; 1 when none is wanted."""
    if not wanted:
        return 1.0
    return sum(all(_stands(s, zones) for s in run) for run in wanted) / len(wanted)


def _stands(syllable: str, zones: Zones) -> bool:
    folded = fold(syllable)
    return any(syllable in zone or folded in zone for zone, _ in zones)


def names_said(names: tuple[str, ...], text: str, zones: Zones) -> float:
    """The share of names that stand around as written (`text`: all of it, folded) or, an abbreviation, in its long
    form; 1 when there is none."""
    if not names:
        return 1.0
    return sum(fold(n) in text or all(_stands(s, zones) for s in normal_words(n)) for n in names) / len(names)


def clash(question: Question, figures: tuple[Figure, ...]) -> float:
    """1 when a result is asked for and the figure is a target, or the other way round."""
    if not figures or not any(ask.kind == "number" for ask in question.asks):
        return 0.0
    return float((figures[0].kind in ("chỉ tiêu", "kế hoạch")) != _asks_aim(question.text))


@lru_cache(maxsize=64)  # asked for each place that is measured
def _asks_aim(text: str) -> bool:
    return bool(ASKS_AIM.search(text))


def indicator_words(question: Question) -> tuple[str, ...]:
    """The words of the indicator: those right after "tỷ lệ", "số", or what "bao nhiêu" counts."""
    noun = next((a.noun for a in question.asks if a.kind == "number" and a.noun), "")
    return _indicator(question.content, noun)


@lru_cache(maxsize=64)  # asked for each cell that is measured
def _indicator(content: str, noun: str) -> tuple[str, ...]:
    found = _INDICATOR.search(content.replace("|", " "))
    return normal_words(found["words"] if found else noun)[:_HEAD]


def names(text: str) -> tuple[str, ...]:
    """The names in a text as typed.

    >>> names("dân số xã Nam Cam Ranh")
    ('Nam Cam Ranh',)
    """
    return tuple(_NAME.findall(text))
