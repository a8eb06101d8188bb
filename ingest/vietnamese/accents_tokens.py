"""Text → the ids that the accent model counts: syllables, sentence boundaries, numbers by what they count."""

import re
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.vietnamese.accents_names import NAME
from ingest.vietnamese.syllables import canonical

BOUNDARY, UNKNOWN, NUMBER, UP_TO_4, UP_TO_12, YEAR = range(6)
SPECIAL_WORDS = ("<s>", "<unknown>", "<number>", "<1-4>", "<5-12>", "<year>")
"""Numbers are kept apart by what they count: quarters ("quý 1", not "quỹ"), months, years, the rest."""
OF_A_YEAR = re.compile(r"(?:\d{1,2}|i{1,3}|iv)/\d{4}")
ROMAN = frozenset(("i", "ii", "iii", "iv"))

TOKEN = re.compile(rf"[^\W\d_]+|\d+(?:[.,/]\d+)*|[.;:!?()\n{NAME}]")

PERCENT = re.compile(r"(?<!\d)(?<!\d )%")
"""A sign that stands for words ("mấy %"); behind a number it tells nothing that the number does not."""

KEPT = 65536
"""Texts whose tokens are kept, some 0.5 kB each: the statements of three hundred reports."""
Ids = NDArray[np.int64]


def number_id(token: str) -> int:
    """Which of the special words stands for a number.

    >>> [SPECIAL_WORDS[number_id(token)] for token in ("1", "iv/2025", "07", "2026", "1/2026", "1.703", "10/5/2024")]
    ['<1-4>', '<1-4>', '<5-12>', '<year>', '<1-4>', '<number>', '<number>']
    """
    if OF_A_YEAR.fullmatch(token):
        token = token.partition("/")[0]
    if token in ROMAN:
        return UP_TO_4
    if not token.isdecimal() or len(token) > 4:
        return NUMBER
    value = int(token)
    return UP_TO_4 if 1 <= value <= 4 else UP_TO_12 if value <= 12 else YEAR if 1900 <= value < 2100 else NUMBER


class WordIds(dict[str, int]):
    """Word → id; spellings with the tone mark elsewhere, numbers and punctuation are worked out once, then kept."""

    def __missing__(self, token: str) -> int:
        if token[0].isdigit() or token in ROMAN:
            found = number_id(token)
        elif not token[0].isalpha():
            found = BOUNDARY
        else:
            found = self.get(canonical(token), UNKNOWN)
        self[token] = found
        return found


def tokens_of(text: str) -> list[str]:
    """A text's words, numbers and ends of clauses; commas and slashes do not part words.

    >>> tokens_of("Đạt mấy %, hay 8%?")
    ['đạt', 'mấy', 'phần', 'trăm', 'hay', '8', '?']
    """
    return TOKEN.findall(PERCENT.sub(" phần trăm ", text.lower()))


@lru_cache(maxsize=KEPT)
def kept_tokens(text: str) -> tuple[str, ...]:
    """The same, kept: after an ingest the model is laid over all texts again, of which few have changed."""
    return tuple(map(sys.intern, tokens_of(text)))


def encode(texts: Iterable[str], ids: WordIds) -> Ids:
    """Texts → one row of ids, a boundary between any two sentences."""
    return encode_tokens(map(tokens_of, texts), ids)


def encode_tokens(texts: Iterable[Sequence[str]], ids: WordIds) -> Ids:
    """The same for texts that are tokens already."""
    row = [BOUNDARY, BOUNDARY]
    for tokens in texts:
        row.extend([ids[token] for token in tokens])
        row.append(BOUNDARY)
    return np.asarray(row, dtype=np.int64)
