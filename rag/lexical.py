"""Lexical search: BM25 over syllables and pairs of them, with and without accents. Numpy only.

Vietnamese words are one to three syllables; instead of cutting words (which goes wrong in names and on typed text)
each syllable is a term and so is each pair within a phrase. Every text is indexed twice, as `syllables` gives it and
without accents; both count, so "ky so" finds "ký số", and "ký số" finds it better than "kỳ số". A document number
stands also as the number that people say ("Nghị quyết 131"), and words that only ask are not searched for. What each
of this brings is measured in eval/EMBEDDING.md.

Written here and not taken from bm25s, because of what a question needs: bm25s brings scipy along (0.4 s and 25 MB to
import), keeps its vocabulary in a dict that must be read whole at each start, and has one field. Here the postings are
five plain arrays that are mapped, not read; terms are 64-bit hashes found by bisection.
"""

import json
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.vietnamese.fold import fold, syllables
from rag.words import table

K1 = 0.5
"""How soon repetition stops counting. Below the usual 1.2 (Robertson & Zaragoza 2009, 3.6): official prose repeats a
term for its form, not because it is about it. Chosen on 1,000 questions that no figure is reported for."""
B = 0.75
"""How much length counts: the usual value."""
FIELDS = (("", 0.7), ("~", 0.3))
"""Prefix of a field's terms, and its weight: as printed, and without accents."""
FORMAT = 3
"""Version of the files; another one is not read."""

_PHRASE_END = re.compile(r"[;:()\[\]{}!?…\"“”\n\t|]+|[.,](?!\d)|\s[-–—+*]\s")
_DOCUMENT_NUMBER = re.compile(r"(\d+)/(?:\d{2,4}/)?[^\W\d_]")
_ARRAYS = ("terms", "starts", "fields", "rows", "weights", "counts", "lengths", "owners")


class LexicalDamaged(Exception):
    """The files of a lexical index are not there, not ours or incomplete: it is to be built again."""


def terms(text: str, leave_out: Collection[str] = ()) -> Iterator[str]:
    """The terms of a text, field by field: syllables, and pairs that no punctuation parts.

    A term all of whose syllables are in `leave_out` is not given.

    >>> list(terms("Ký số: đạt 93,5%"))
    ['ký', 'số', 'ký số', 'đạt', '93,5', 'đạt 93,5', '~ky', '~so', '~ky so', '~dat', '~93,5', '~dat 93,5']
    >>> list(terms("Nghị quyết 131/NQ-CP"))[:7]
    ['nghị', 'quyết', '131/nq-cp', 'nghị quyết', 'quyết 131/nq-cp', '131', 'quyết 131']
    """
    phrases = [tokens for part in _PHRASE_END.split(text) if (tokens := syllables(part))]
    for prefix, _ in FIELDS:
        for tokens in phrases:
            words = [prefix + (fold(token) if prefix else token) for token in tokens]
            said = [token not in leave_out for token in tokens]
            yield from (word for word, needed in zip(words, said, strict=True) if needed)
            bare = [word.removeprefix(prefix) for word in words]
            yield from (f"{words[i]} {bare[i + 1]}" for i in range(len(words) - 1) if said[i] or said[i + 1])
            for i, word in enumerate(bare):
                if number := _DOCUMENT_NUMBER.match(word):
                    yield prefix + number[1]
                    if i:
                        yield f"{words[i - 1]} {number[1]}"


@cache
def question_words() -> frozenset[str]:
    """The words that ask and name nothing (data/question_words.tsv), with their accents."""
    return frozenset(word for word, _ in table("question_words.tsv"))


def _hash(term: str) -> int:
    return int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True)
class LexicalIndex:
    """Postings: term `terms[i]`, of field `fields[i]`, stands in `rows[starts[i]:starts[i + 1]]`, `counts[...]` times,
    and adds `weights[...]` there.

    `ids[row]` is what was indexed, `documents[owners[row]]` the document it belongs to, `lengths[field, row]` how many
    terms it has.
    """

    ids: Sequence[str]
    documents: Sequence[str]
    terms: NDArray[np.uint64]
    starts: NDArray[np.int64]
    fields: NDArray[np.int8]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    counts: NDArray[np.int32]
    lengths: NDArray[np.int32]
    owners: NDArray[np.int32]

    @classmethod
    def build(cls, entries: Iterable[tuple[str, str, str]]) -> "LexicalIndex":
        """An index of (id, document id, text)."""
        ids: list[str] = []
        owners: list[int] = []
        documents: dict[str, int] = {}
        numbers: dict[str, int] = {}
        found: list[NDArray[np.int64]] = []
        for key, document_id, text in entries:
            ids.append(key)
            owners.append(documents.setdefault(document_id, len(documents)))
            found.append(np.array([numbers.setdefault(term, len(numbers)) for term in terms(text)], dtype=np.int64))
        lengths = np.array([len(each) for each in found], dtype=np.int64)
        keys, counts = _counted(found, lengths, len(ids))
        hashes = np.array([_hash(term) for term in numbers], dtype=np.uint64)
        field_of = np.array(
            [next(i for i in (1, 0) if term.startswith(FIELDS[i][0])) for term in numbers], dtype=np.int8
        )
        return cls(
            ids, list(documents), *_postings(keys, counts, hashes, field_of, len(ids)), np.array(owners, np.int32)
        )

    def scores(self, query: str, document_ids: Collection[str] | None = None) -> NDArray[np.float32]:
        """The score of each row for a query; 0 where no term of it occurs.

        With `document_ids`, as if those documents were all there is: how rare a term is and how long a text is on the
        average is counted over them alone, so that nothing of another document shows in the order of theirs.
        """
        asked = set(terms(query, question_words())) or set(terms(query))
        wanted = np.array(sorted(map(_hash, asked)), dtype=np.uint64)
        places = np.searchsorted(self.terms, wanted)
        known = [
            p for p, term in zip(places.tolist(), wanted, strict=True) if p < len(self.terms) and self.terms[p] == term
        ]
        if not known:
            return np.zeros(len(self.ids), dtype=np.float32)
        lists = [slice(int(self.starts[place]), int(self.starts[place + 1])) for place in known]
        rows = np.concatenate([self.rows[each] for each in lists])
        if document_ids is None:
            weights = np.concatenate([self.weights[each] for each in lists])
        else:
            rows, weights = self._weighed_among(document_ids, known, lists, rows)
        return np.bincount(rows, weights=weights, minlength=len(self.ids)).astype(np.float32)

    def _weighed_among(
        self, document_ids: Collection[str], places: Sequence[int], lists: Sequence[slice], rows: NDArray[np.int32]
    ) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Of the `rows` of these posting lists those of these documents, and what each adds where they are all."""
        allowed = np.zeros(len(self.documents), dtype=np.bool_)
        allowed[[self._document_numbers[key] for key in document_ids if key in self._document_numbers]] = True
        mask = allowed[self.owners]
        inside = mask[rows]
        of = np.repeat(np.arange(len(lists)), [each.stop - each.start for each in lists])[inside]
        rows, tf = rows[inside], np.concatenate([self.counts[each] for each in lists])[inside]
        field = self.fields[places]
        idf = _idf(int(np.count_nonzero(mask)), np.bincount(of, minlength=len(lists)))
        share = np.array([weight for _, weight in FIELDS])[field]
        norms = np.array([_norm(each, each[mask]) for each in self.lengths])
        return rows, ((share * idf)[of] * tf / (tf + norms[field[of], rows])).astype(np.float32)

    def search(self, query: str, k: int, document_ids: Collection[str] | None = None) -> list[tuple[str, float]]:
        """The `k` best ids with their score, best first, equal ones in the order indexed; none that scores 0."""
        scores = self.scores(query, document_ids)
        k = min(k, int(np.count_nonzero(scores)))
        if k <= 0:
            return []
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        rows = np.flatnonzero(scores >= least)
        best = rows[np.argsort(-scores[rows], kind="stable")][:k]
        return [(self.ids[row], float(scores[row])) for row in best]

    @cached_property
    def _document_numbers(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(self.documents)}

    def save(self, folder: Path) -> None:
        """Writes the index to a folder, which is complete or not there."""
        making = folder.with_name(folder.name + ".making")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        for name in _ARRAYS:
            np.save(making / f"{name}.npy", getattr(self, name))
        names = {"format": FORMAT, "ids": list(self.ids), "documents": list(self.documents)}
        (making / "names.json").write_text(json.dumps(names), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        making.rename(folder)

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """The index of a folder, its arrays mapped. Raises LexicalDamaged."""
        try:
            names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
            mapped = [np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in _ARRAYS]
            arrays = [np.asarray(each) for each in mapped]  # a slice of a memmap costs five times that of an array
            if names["format"] != FORMAT:
                raise LexicalDamaged(f"{folder}: format {names['format']}")
            index = cls(names["ids"], names["documents"], *arrays)
            sound = len(index.owners) == len(index.ids) and len(index.rows) == len(index.weights) == index.starts[-1]
        except (OSError, ValueError, EOFError, KeyError, TypeError, IndexError) as error:
            raise LexicalDamaged(f"{folder}: {error}") from error
        if not sound:
            raise LexicalDamaged(f"{folder}: the arrays do not fit")
        return index


def _counted(
    found: Sequence[NDArray[np.int64]], lengths: NDArray[np.int64], rows: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """term number × rows + row, ascending, and how often: a term's postings lie together, in the order of rows."""
    if not rows:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    keys = np.concatenate(found) * rows + np.repeat(np.arange(rows), lengths)
    return np.unique(keys, return_counts=True)


def _idf(n: int, frequency: NDArray[np.int64]) -> NDArray[np.float64]:
    """In the form of Lucene: never negative."""
    idf: NDArray[np.float64] = np.log1p((n - frequency + 0.5) / (frequency + 0.5))
    return idf


def _norm(lengths: NDArray[np.int32], among: NDArray[np.int32]) -> NDArray[np.float64]:
    """What length makes of rows, beside the average `among` these."""
    norm: NDArray[np.float64] = K1 * (1 - B + B * lengths / (among.mean() if among.any() else 1.0))
    return norm


Postings = tuple[
    NDArray[np.uint64],
    NDArray[np.int64],
    NDArray[np.int8],
    NDArray[np.int32],
    NDArray[np.float32],
    NDArray[np.int32],
    NDArray[np.int32],
]
"""`terms` … `lengths`, in the order of the fields of LexicalIndex."""


def _postings(
    keys: NDArray[np.int64], counts: NDArray[np.int64], hashes: NDArray[np.uint64], field_of: NDArray[np.int8], n: int
) -> Postings:
    """BM25, worked out for each posting once and for all."""
    numbers, rows = np.divmod(keys, max(n, 1))
    frequency = np.bincount(numbers, minlength=len(hashes))
    idf = _idf(n, frequency)
    weights = np.empty(len(keys), dtype=np.float32)
    lengths = np.zeros((len(FIELDS), n), dtype=np.int32)
    for field, (_, weight) in enumerate(FIELDS):
        mine = field_of[numbers] == field
        lengths[field] = np.bincount(rows[mine], weights=counts[mine], minlength=n)
        tf, norm = counts[mine], _norm(lengths[field], lengths[field])
        weights[mine] = weight * idf[numbers[mine]] * tf / (tf + norm[rows[mine]])
    order = np.argsort(hashes)
    begins = np.concatenate([[0], np.cumsum(frequency)])[:-1]
    starts = np.concatenate([[0], np.cumsum(frequency[order])]).astype(np.int64)
    gather = np.repeat(begins[order] - starts[:-1], frequency[order]) + np.arange(len(keys))
    return (
        hashes[order],
        starts,
        field_of[order],
        rows[gather].astype(np.int32),
        weights[gather],
        counts[gather].astype(np.int32),
        lengths,
    )
