"""The posting lists of the lexical index as plain arrays: how they are weighed, and how two indexes become one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

K1 = 0.5
"""How soon repetition stops counting. Below the usual 1.2 (Robertson & Zaragoza 2009, 3.6): official prose repeats a
term for its form, not because it is about it. Chosen on 1,000 questions that no figure is reported for."""
B = 0.75
"""How much length counts: the usual value."""
FIELDS = (("", 0.7), ("~", 0.3))
"""Prefix of a field's terms, and its weight: as printed, and without accents."""


@dataclass(frozen=True)
class Postings:
    """Term `terms[i]`, of field `fields[i]`, stands in `rows[starts[i]:starts[i + 1]]`, `counts[...]` times, and adds
    `weights[...]` there; `lengths[field, row]` is how many terms a row has. Terms and the rows of each ascend.
    """

    terms: NDArray[np.uint64]
    starts: NDArray[np.int64]
    fields: NDArray[np.int8]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    counts: NDArray[np.int32]
    lengths: NDArray[np.int32]


def weighed(
    terms: NDArray[np.uint64], fields: NDArray[np.int8], keys: NDArray[np.int64], counts: NDArray[np.int64], n: int
) -> Postings:
    """BM25, worked out for each posting once and for all. `keys` are place of the term × n rows + row, ascending."""
    numbers, rows = np.divmod(keys, max(n, 1))
    frequency = np.bincount(numbers, minlength=len(terms))
    rarity = idf(n, frequency)
    weights = np.empty(len(keys), dtype=np.float32)
    lengths = np.zeros((len(FIELDS), n), dtype=np.int32)
    for field, (_, weight) in enumerate(FIELDS):
        mine = fields[numbers] == field
        lengths[field] = np.bincount(rows[mine], weights=counts[mine], minlength=n)
        tf, length = counts[mine], norm(lengths[field], lengths[field])
        weights[mine] = weight * rarity[numbers[mine]] * tf / (tf + length[rows[mine]])
    starts = np.concatenate([[0], np.cumsum(frequency)]).astype(np.int64)
    return Postings(terms, starts, fields, rows.astype(np.int32), weights, counts.astype(np.int32), lengths)


def merged(parts: Sequence[tuple[Postings, NDArray[np.int64]]], n: int) -> Postings:
    """The postings of several indexes over `n` rows; with each, where its rows stand now, -1 for one that is gone."""
    terms = np.unique(np.concatenate([part.terms for part, _ in parts]))
    fields = np.zeros(len(terms), dtype=np.int8)
    found: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    for part, now in parts:
        places = np.searchsorted(terms, part.terms)
        fields[places] = part.fields
        rows = now[part.rows]
        kept = rows >= 0
        found.append(((np.repeat(places, np.diff(part.starts)) * n + rows)[kept], part.counts[kept].astype(np.int64)))
    keys, counts = (np.concatenate(each) for each in zip(*found, strict=True))
    order = np.argsort(keys, kind="stable")  # runs that ascend already: little more than one pass
    keys, counts = keys[order], counts[order]
    used = np.bincount(keys // max(n, 1), minlength=len(terms)) > 0
    if not used.all():
        place = np.cumsum(used) - 1
        keys = place[keys // n] * n + keys % n
    return weighed(terms[used], fields[used], keys, counts, n)


def idf(n: int, frequency: NDArray[np.int64]) -> NDArray[np.float64]:
    """In the form of Lucene: never negative."""
    rarity: NDArray[np.float64] = np.log1p((n - frequency + 0.5) / (frequency + 0.5))
    return rarity


def norm(lengths: NDArray[np.int32], among: NDArray[np.int32]) -> NDArray[np.float64]:
    """What length makes of rows, beside the average `among` these."""
    made: NDArray[np.float64] = K1 * (1 - B + B * lengths / (among.mean() if among.any() else 1.0))
    return made
