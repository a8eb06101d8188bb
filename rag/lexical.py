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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.vietnamese.fold import fold, syllables
from rag.postings import FIELDS, Postings, idf, merged, norm, weighed
from rag.words import table

FORMAT = 4
"""Version of the files; another one is not read."""

_PHRASE_END = re.compile(r"[;:()\[\]{}!?…\"“”\n\t|]+|[.,](?!\d)|\s[-–—+*]\s")
_DOCUMENT_NUMBER = re.compile(r"(\d+)/(?:\d{2,4}/)?[^\W\d_]")
_ARRAYS = tuple(each.name for each in fields(Postings))


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
    """`ids[row]` is what was indexed, `documents[owners[row]]` the document it belongs to. The rows of a document
    stand together. `revisions` says which state of each document of the catalogue this holds.
    """

    ids: Sequence[str]
    documents: Sequence[str]
    owners: NDArray[np.int32]
    postings: Postings
    revisions: Mapping[str, int] = field(default_factory=dict)

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
        hashes = np.array([_hash(term) for term in numbers], dtype=np.uint64)
        fields = np.array([next(i for i in (1, 0) if term.startswith(FIELDS[i][0])) for term in numbers], dtype=np.int8)
        order = np.argsort(hashes)
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        keys, counts = _counted([place[each] for each in found], len(ids))
        made = weighed(hashes[order], fields[order], keys, counts, len(ids))
        return cls(ids, list(documents), np.array(owners, np.int32), made)

    def changed(self, document_ids: Sequence[str], entries: Iterable[tuple[str, str, str]]) -> "LexicalIndex":
        """The index of these documents, in their order: those with `entries` anew, the others as they stand here.

        It equals the one that `build` makes of all; what it costs beyond the entries is a pass over the arrays.
        """
        fresh = LexicalIndex.build(entries)
        ids: list[str] = []
        documents: list[str] = []
        owners: list[int] = []
        now = [np.full(len(part.ids), -1, dtype=np.int64) for part in (self, fresh)]
        spans = [part._spans for part in (self, fresh)]
        for document_id in document_ids:
            which = int(document_id in spans[1])
            start, end = spans[which].get(document_id, (0, 0))
            if start < end:
                now[which][start:end] = np.arange(len(ids), len(ids) + end - start)
                owners += [len(documents)] * (end - start)
                documents.append(document_id)
                ids += (self, fresh)[which].ids[start:end]
        made = merged(((self.postings, now[0]), (fresh.postings, now[1])), len(ids))
        return LexicalIndex(ids, documents, np.array(owners, np.int32), made)

    @property
    def _spans(self) -> dict[str, tuple[int, int]]:
        """From which row to which each document stands."""
        places = np.arange(len(self.documents))
        starts, ends = (np.searchsorted(self.owners, places, side) for side in ("left", "right"))
        return dict(zip(self.documents, zip(starts.tolist(), ends.tolist(), strict=True), strict=True))

    def scores(self, query: str, document_ids: Collection[str] | None = None) -> NDArray[np.float32]:
        """The score of each row for a query; 0 where no term of it occurs.

        With `document_ids`, as if those documents were all there is: how rare a term is and how long a text is on the
        average is counted over them alone, so that nothing of another document shows in the order of theirs.
        """
        asked = set(terms(query, question_words())) or set(terms(query))
        wanted = np.array(sorted(map(_hash, asked)), dtype=np.uint64)
        held = self.postings
        places = np.searchsorted(held.terms, wanted)
        known = [
            p for p, term in zip(places.tolist(), wanted, strict=True) if p < len(held.terms) and held.terms[p] == term
        ]
        if not known:
            return np.zeros(len(self.ids), dtype=np.float32)
        lists = [slice(int(held.starts[place]), int(held.starts[place + 1])) for place in known]
        rows = np.concatenate([held.rows[each] for each in lists])
        if document_ids is None:
            weights = np.concatenate([held.weights[each] for each in lists])
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
        rows, tf = rows[inside], np.concatenate([self.postings.counts[each] for each in lists])[inside]
        of_field = self.postings.fields[places]
        rarity = idf(int(np.count_nonzero(mask)), np.bincount(of, minlength=len(lists)))
        share = np.array([weight for _, weight in FIELDS])[of_field]
        norms = np.array([norm(each, each[mask]) for each in self.postings.lengths])
        return rows, ((share * rarity)[of] * tf / (tf + norms[of_field[of], rows])).astype(np.float32)

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
        np.save(making / "owners.npy", self.owners)
        for name in _ARRAYS:
            np.save(making / f"{name}.npy", getattr(self.postings, name))
        names = {"format": FORMAT, "ids": list(self.ids), "documents": list(self.documents)}
        names["revisions"] = dict(self.revisions)
        (making / "names.json").write_text(json.dumps(names), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        making.rename(folder)

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """The index of a folder, its arrays mapped. Raises LexicalDamaged."""
        try:
            names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
            owners, *arrays = (_mapped(folder / f"{name}.npy") for name in ("owners", *_ARRAYS))
            if names["format"] != FORMAT:
                raise LexicalDamaged(f"{folder}: format {names['format']}")
            made = Postings(*arrays)
            index = cls(names["ids"], names["documents"], owners, made, names["revisions"])
            sound = len(owners) == len(index.ids) and len(made.rows) == len(made.weights) == made.starts[-1]
        except (OSError, ValueError, EOFError, KeyError, TypeError, IndexError) as error:
            raise LexicalDamaged(f"{folder}: {error}") from error
        if not sound:
            raise LexicalDamaged(f"{folder}: the arrays do not fit")
        return index


def _counted(found: Sequence[NDArray[np.int64]], rows: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Place of the term × rows + row, ascending, and how often."""
    if not rows:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    keys = np.concatenate(found) * rows + np.repeat(np.arange(rows), [len(each) for each in found])
    return np.unique(keys, return_counts=True)


def _mapped(path: Path) -> NDArray[Any]:
    """An array of a file, read as far as it is looked at; a slice of a memmap costs five times that of an array."""
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
