"""Which words of a telling its sources do not hold: neither printed there, nor said there in other words
(data/same.tsv), nor of those that a telling may add (data/added.tsv, data/telling.tsv)."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ingest.vietnamese.abbreviations import normal_form
from rag.words import Phrases, Word, phrases, table, words


def added(sentence: str, around: str) -> frozenset[str]:
    """The words of a sentence that `around`, all that its sources say, does not hold.

    >>> sorted(added("Theo văn bản, nhà trường hoàn tất 5 dự án", "Trường đã hoàn thành 5 dự án"))
    ['nhà']
    """
    said, there = words(normal_form(sentence)), [w.text for w in words(normal_form(around))]
    printed = frozenset(there)
    whole = f" {' '.join(there)} "
    held = set(_within(phrases("added.tsv"), said))
    for first, last, (_, *rows) in _same().find(said):
        if any(f" {phrase} " in whole for row in rows for phrase in row.split("; ")):
            held.update(range(first, last))
    return frozenset(
        word.text for at, word in enumerate(said) if at not in held and word.text not in printed and word.text.isalpha()
    )


def _within(known: Phrases, said: Sequence[Word]) -> Iterator[int]:
    for first, last, _ in known.find(said):
        yield from range(first, last)


@lru_cache(maxsize=1)
def _same() -> Phrases:
    """Each phrase of the table with the rows that it stands in."""
    rows: dict[str, list[str]] = {}
    for row in table("same.tsv"):
        same = " ".join(row[0].replace(",", " ").split())
        for phrase in same.split("; "):
            rows.setdefault(phrase, []).append(same)
    return Phrases((phrase, *found) for phrase, found in rows.items())
