"""Both indexes kept equal to the catalogue: what it holds is found, what it no longer holds is not.

    data/index/lexical-<mark>/     see lexical.py
    data/index/<model>/            see vectors.py

`mark` names a state of the catalogue: which database, its generation, and how its statements are turned to text.
"""

import logging
import re
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.catalogue import Catalogue
from ingest.records import Document, Statement
from rag.lexical import FORMAT, LexicalDamaged, LexicalIndex
from rag.vector_state import Point, State
from rag.vectors import Vectors

if TYPE_CHECKING:
    from rag.embed import Embedder

log = logging.getLogger(__name__)

TextOf = Callable[[Statement, Document], str]
PROBE = (
    Statement("", "", 0, "item", "Tỷ lệ TTHC là 93,5%.", "Kết quả:", ("I. KẾT QUẢ", "1. Ký số")),
    Document("", "", "", "pdf", 1, title="Kết quả Quý I", number="1/BC-UBND", kind="báo cáo"),
)
"""Shows whether `text_of` has changed since the indexes were made."""


class Index:
    """Opened with `Index.open`, then `sync()`, then any number of searches, from any thread.

    One process at a time (see ingest/owner.py). While one thread syncs, others search what was there before.
    """

    def __init__(self, folder: Path, catalogue: Catalogue, embedder: "Embedder", text_of: TextOf) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._text_of = text_of
        self.embedder = embedder
        """The model of the vectors: what questions must be turned to vectors with."""
        readable = re.sub(r"[^A-Za-z0-9]+", "-", embedder.name)[:60]
        model = f"{readable}-{sha256(embedder.name.encode()).hexdigest()[:8]}"
        self._vectors = Vectors(folder / model, embedder, lambda: (self._mark(), self._points()))
        self._recipe = sha256(f"{FORMAT} {text_of(*PROBE)}".encode()).hexdigest()[:8]
        self._lexical: LexicalIndex | None = None
        self._lock = RLock()

    @classmethod
    def open(cls, data_dir: Path, catalogue: Catalogue, embedder: "Embedder", text_of: TextOf) -> "Index":
        """The indexes of a data folder; nothing is read before it is needed."""
        return cls(data_dir / "index", catalogue, embedder, text_of)

    def search_lexical(self, query: str, k: int, document_ids: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """Statement ids with their BM25 score, best first; only of these documents where given."""
        return (self._lexical or self._open_lexical()).search(query, k, document_ids)

    def search_dense(
        self, vector: NDArray[np.float32], k: int, document_ids: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Statement ids with their cosine similarity, best first; only of these documents where given.

        Raises IndexDamaged only when the vectors are damaged and cannot be built anew either.
        """
        return self._vectors.search(vector, k, document_ids)

    def sync(self) -> bool:
        """Brings both indexes to the state of the catalogue; False when they were there already."""
        with self._lock:
            mark = self._mark()
            state = self._vectors.state()
            if state.clean and state.mark == mark and self._lexical_folder(mark).exists():
                return False
            base, revisions = self._base(state), self._catalogue.revisions()
            if base is None:
                points = self._points()
                self._build_lexical(points, mark, revisions)
                self._vectors.sync(mark, points)
            else:
                different = {key for key, _ in base.revisions.items() ^ revisions.items()}
                points = self._points(different)
                self._keep_lexical(base.changed(list(revisions), map(_entry, points)), mark, revisions)
                self._vectors.sync(mark, points, different)
            self._catalogue.mark_live()
            return True

    def _base(self, state: State) -> LexicalIndex | None:
        """The lexical index of the state that the vectors stand at, where only what has changed since need be indexed.

        None where both must be compared with the whole catalogue: another database or recipe, or files that are gone.
        """
        identity, _, recipe = self._mark().split("-")
        before = state.mark.split("-")
        if not state.clean or [before[0], before[-1]] != [identity, recipe]:
            return None
        try:
            base = LexicalIndex.load(self._lexical_folder(state.mark))
        except LexicalDamaged:
            return None
        return base if base.revisions else None

    def rebuild(self) -> None:
        """Builds both indexes anew from the catalogue, checks them, then puts them in the place of the old ones."""
        with self._lock:
            mark, revisions, points = self._mark(), self._catalogue.revisions(), self._points()
            self._build_lexical(points, mark, revisions)
            self._vectors.rebuild(mark, points)
            self._catalogue.mark_live()

    def close(self) -> None:
        """Lets go of the files."""
        self._vectors.close()
        self._lexical = None

    def _mark(self) -> str:
        return f"{self._catalogue.identity()}-{self._catalogue.generation()}-{self._recipe}"

    def _points(self, document_ids: Collection[str] | None = None) -> list[Point]:
        """What is indexed: of these documents, or of all."""
        if document_ids is None:
            documents = {document.id: document for document in self._catalogue.documents()}
        else:
            each = map(self._catalogue.document, document_ids)
            documents = {document.id: document for document in each if document is not None}
        return [
            Point(statement.id, statement.document_id, self._text_of(statement, documents[statement.document_id]))
            for statement in self._catalogue.statements(document_ids=document_ids)
            if statement.document_id in documents
        ]

    def _lexical_folder(self, mark: str) -> Path:
        return self._folder / f"lexical-{mark}"

    def _open_lexical(self) -> LexicalIndex:
        with self._lock:
            mark = self._mark()
            try:
                self._lexical = LexicalIndex.load(self._lexical_folder(mark))
            except LexicalDamaged as damage:
                log.warning("the lexical index is built anew: %s", damage)
                revisions = self._catalogue.revisions()
                self._build_lexical(self._points(), mark, revisions)
            assert self._lexical is not None
            return self._lexical

    def _build_lexical(self, points: Sequence[Point], mark: str, revisions: Mapping[str, int]) -> None:
        self._keep_lexical(LexicalIndex.build(map(_entry, points)), mark, revisions)

    def _keep_lexical(self, made: LexicalIndex, mark: str, revisions: Mapping[str, int]) -> None:
        folder = self._lexical_folder(mark)
        replace(made, revisions=revisions).save(folder)
        self._lexical = LexicalIndex.load(folder)
        for old in self._folder.glob("lexical-*"):
            if old != folder:
                shutil.rmtree(old)


def _entry(point: Point) -> tuple[str, str, str]:
    return point.statement_id, point.document_id, point.text
