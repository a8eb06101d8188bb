"""Dense search: vectors in Chroma, embedded or on a server. The only file that imports chromadb.

Chroma is a cache that index.py rebuilds from the catalogue; whatever is wrong with it becomes IndexDamaged.
Importing chromadb takes most of a second (it imports every embedding function it knows), so index.py imports this
file when the first dense search comes. We give ids and vectors ourselves and Chroma no embedding function: its
default one would fetch a model from the net.
"""

import re
import sqlite3
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Literal

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration, CreateHNSWConfiguration
from chromadb.api.types import Metadata, Where
from chromadb.config import Settings
from chromadb.errors import ChromaError
from numpy.typing import NDArray

from rag.errors import UserError

BATCH = 250
"""Vectors a write: Chroma advises 50–250; many small writes bloat its link lists."""
HNSW = CreateHNSWConfiguration(
    space="cosine",  # Chroma's default is l2
    max_neighbors=32,
    ef_construction=200,
    ef_search=200,  # above the deepest search (100), or the nearest are missed
    # The index file is written every BATCH vectors. With Chroma's default (1000) the next process replays up to 999
    # from its log: 0.49 s to the first hit of 1,990 vectors instead of 0.17 s (2 cores, 256 dimensions).
    batch_size=BATCH,
    sync_threshold=BATCH,
)
JITTER = 1e-3
"""Length of the noise added to a vector. HNSW links equal vectors to one another only, so that everything else is lost
behind them (500 equal among 2,000: others no longer find themselves; with the noise all do). It moves a similarity by
some 1e-4 at the most. Guarded by tests/test_store.py."""
PROBE = 10
"""A sound index of n vectors gives min(n, 10) for any question; one whose files are gone gives fewer."""


class IndexDamaged(UserError):
    """The vector index cannot be used; nothing is lost, the catalogue holds all it is made of."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Chỉ mục tìm kiếm bị hỏng ({reason}); các văn bản vẫn nguyên vẹn trong danh mục.",
            "Chạy `hoidap reindex` để dựng lại chỉ mục.",
            status=3,
        )


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (ChromaError, ValueError, OSError, sqlite3.Error) as error:
        raise IndexDamaged(" ".join(str(error).split())[:200]) from error


def collection_name(model_name: str, edition: int) -> str:
    """The collection of a model: readable, and its own even where two names read alike.

    >>> collection_name("Mô hình/e5 base", 3)
    'M-h-nh-e5-base-df69d1e8-3'
    """
    readable = re.sub(r"[^A-Za-z0-9]+", "-", model_name).strip("-")[:40] or "model"
    return f"{readable}-{sha256(model_name.encode()).hexdigest()[:8]}-{edition}"


class VectorStore:
    """The vectors of one embedding model. `edition` tells apart the collections that a rebuild makes.

    `client` is another Chroma client (a server's) instead of the embedded one under `path`.
    """

    def __init__(
        self, path: Path, model_name: str, dimension: int, edition: int = 0, client: ClientAPI | None = None
    ) -> None:
        self.dimension = dimension
        self._name = collection_name(model_name, edition)
        with _translated():
            self._client = client or chromadb.PersistentClient(
                path=str(path), settings=Settings(anonymized_telemetry=False, chroma_otel_collection_endpoint="")
            )
            self._collection = self._client.get_or_create_collection(
                self._name, embedding_function=None, configuration=CreateCollectionConfiguration(hnsw=HNSW)
            )

    def ids(self, document_ids: Collection[str] | None = None) -> set[str]:
        """All ids, or those of these documents."""
        if document_ids is None:
            with _translated():
                return set(self._collection.get(include=[])["ids"])
        wanted, found = sorted(document_ids), set[str]()
        with _translated():
            for start in range(0, len(wanted), BATCH):
                found.update(self._collection.get(where=_of(wanted[start : start + BATCH]), include=[])["ids"])
        return found

    def everything(self) -> tuple[list[str], list[str], NDArray[np.float32]]:
        """All ids, the documents they are of, and their vectors."""
        with _translated():
            found = self._collection.get(include=["embeddings", "metadatas"])
        owners = [str(metadata["document_id"]) for metadata in found["metadatas"] or ()]
        return found["ids"], owners, np.asarray(found["embeddings"], dtype=np.float32)

    def count(self) -> int:
        with _translated():
            return self._collection.count()

    def add(self, ids: Sequence[str], vectors: NDArray[np.float32], metadatas: Sequence[Mapping[str, str]]) -> None:
        """Adds vectors of length one (or zero) under new ids; an id that is there already is left as it is."""
        with _translated():
            for start in range(0, len(ids), BATCH):
                part = slice(start, start + BATCH)
                noisy = np.array([_jittered(key, row) for key, row in zip(ids[part], vectors[part], strict=True)])
                given: list[Metadata] = [dict(metadata) for metadata in metadatas[part]]
                self._collection.add(ids=list(ids[part]), embeddings=noisy, metadatas=given)

    def remove(self, ids: Collection[str]) -> None:
        """Removes those of the ids that are there."""
        wanted = sorted(ids)
        with _translated():
            for start in range(0, len(wanted), BATCH):
                self._collection.delete(ids=wanted[start : start + BATCH])

    def query(
        self, vector: NDArray[np.float32], k: int, document_ids: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """The `k` nearest ids with their cosine similarity, best first; only of these documents where given.

        Raises IndexDamaged also when fewer come back than there must be.
        """
        if document_ids is not None and not document_ids:
            return []
        where = None if document_ids is None else _of(document_ids)
        with _translated():
            found = self._collection.query(
                query_embeddings=vector[np.newaxis], n_results=k, where=where, include=["distances"]
            )
        distances = found["distances"]
        assert distances is not None
        return [(key, 1.0 - distance) for key, distance in zip(found["ids"][0], distances[0], strict=True)]

    def check(self, expected: int) -> None:
        """Raises IndexDamaged unless `expected` vectors are counted and found."""
        count = self.count()
        if count != expected:
            raise IndexDamaged(f"có {count} thay vì {expected} mục")
        direction = np.full(self.dimension, self.dimension**-0.5, dtype=np.float32)
        if count and len(self.query(direction, PROBE)) < min(PROBE, count):
            raise IndexDamaged("thiếu tệp của chỉ mục")

    def drop(self) -> None:
        """Deletes the collection."""
        with _translated():
            self._client.delete_collection(self._name)

    def close(self) -> None:
        """Lets go of the files (embedded Chroma keeps them open else)."""
        if isinstance(self._client, Client):
            self._client.close()


def _of(document_ids: Sequence[str]) -> Where:
    any_of: dict[Literal["$in", "$nin"], list[str | int | float | bool]] = {"$in": [*document_ids]}
    return {"document_id": any_of}


def _jittered(key: str, vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vector with noise that its id settles; a zero vector stays zero."""
    if not vector.any():
        return vector
    noise = np.random.default_rng(zlib.crc32(key.encode())).standard_normal(len(vector), dtype=np.float32)
    return vector + noise * np.float32(JITTER / np.linalg.norm(noise))
