"""The vectors of a small collection beside Chroma: all are compared, in less time than importing chromadb takes.

A cache of a cache: written whenever the vectors have been brought up to date, and when Chroma had to be opened without
it; whatever is wrong with it, Chroma is asked.
"""

import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MOST = 20_000
"""Vectors up to which all are compared: 20,000 of 256 numbers take 20 MB and some 3 ms; Chroma takes 2 to 5 ms."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """Vectors of length one (or zero), a row a name, and the document each is of."""

    names: NDArray[np.str_]
    owners: NDArray[np.str_]
    vectors: NDArray[np.float32]

    def query(
        self, vector: NDArray[np.float32], k: int, document_ids: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """The `k` nearest names with their cosine similarity, best first; only of these documents where given."""
        if not len(self.names):
            return []
        similar = self.vectors @ (vector / max(float(np.linalg.norm(vector)), 1e-30))
        order = np.argsort(-similar, kind="stable")
        if document_ids is not None:
            order = order[np.isin(self.owners[order], list(document_ids))]
        return [(str(self.names[i]), float(similar[i])) for i in order[:k]]


def save(path: Path, mark: str, names: Sequence[str], owners: Sequence[str], vectors: NDArray[np.float32]) -> None:
    """Keeps the vectors of a state of the catalogue; the lengths are made one."""
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-30) if len(vectors) else 1.0
    making = path.with_suffix(".making")
    with making.open("wb") as file:
        np.savez(
            file,
            mark=np.array(mark),
            names=np.array(names, dtype=np.str_),
            owners=np.array(owners, dtype=np.str_),
            vectors=(vectors / lengths).astype(np.float32),
        )
        file.flush()
        os.fsync(file.fileno())
    making.replace(path)


def load(path: Path, mark: str, count: int) -> Nearest | None:
    """The vectors kept for this state; None where there are none, or others, or they cannot be read."""
    try:
        with np.load(path) as kept:
            if str(kept["mark"]) != mark:
                return None
            found = Nearest(kept["names"], kept["owners"], kept["vectors"])
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    whole = len(found.names) == len(found.owners) == len(found.vectors) == count
    return found if whole else None
