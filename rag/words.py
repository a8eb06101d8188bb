"""Words of a text with their places, and phrase tables matched on them, longest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.vietnamese.fold import syllables
from ingest.vietnamese.normalize import canonical_tone
from ingest.vietnamese.tables import rows

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Word:
    """A syllable, number or document number of a text: lower case, one tone placement, characters [start, end)."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1)
def measures() -> frozenset[str]:
    """The signs and names of units of measure, in small letters ("km", "tấn", "kWh" as "kwh")."""
    return frozenset(row[0].lower() for row in rows("units.tsv") if row[1] == "measure")


def words(text: str) -> tuple[Word, ...]:
    """The words of NFC `text` in order.

    >>> [w.text for w in words("Tỷ lệ ký số: 93,5%")]
    ['tỷ', 'lệ', 'ký', 'số', '93,5']
    """
    low = canonical_tone(text).lower()
    found, at = [], 0
    for token in syllables(text):
        at = low.index(token, at)
        found.append(Word(token, at, at + len(token)))
        at += len(token)
    return tuple(found)


def table(name: str) -> list[list[str]]:
    """The rows of a table of rag/data: tab-separated columns, `#` starts a comment line."""
    return rows(name, _DATA)


@lru_cache(maxsize=64)
def listed(name: str, role: str) -> frozenset[str]:
    """The words of a role in a table of rag/data whose rows are a role, words parted by "|", and a reason."""
    return frozenset(word for row in table(name) if row[0] == role for word in row[1].split("|"))


class Phrases:
    """A table of phrases; each is found as a run of whole words, the longest first, no word used twice."""

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        """`rows`: the phrase first; what else stands in a row is given back with a find."""
        self._rows: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._longest: dict[str, int] = {}
        for row in rows:
            phrase = tuple(syllables(row[0]))
            self._rows[phrase] = tuple(row)
            self._longest[phrase[0]] = max(self._longest.get(phrase[0], 0), len(phrase))

    def find(self, found: Sequence[Word]) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
        """(first word, one past the last word, the table's row) of each phrase that stands in the words."""
        texts = [word.text for word in found]
        hits: list[tuple[int, int, tuple[str, ...]]] = []
        behind = 0
        for at, text in enumerate(texts):
            if at < behind:
                continue
            for size in range(min(self._longest.get(text, 0), len(texts) - at), 0, -1):
                row = self._rows.get(tuple(texts[at : at + size]))
                if row is not None:
                    hits.append((at, at + size, row))
                    behind = at + size
                    break
        return tuple(hits)


@lru_cache(maxsize=16)
def phrases(name: str) -> Phrases:
    """The phrases of a table of rag/data, read once."""
    return Phrases(table(name))
