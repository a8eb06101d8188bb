"""The vectors kept equal to a set of points, through crashes and damage.

A point is named after its statement and its text ("id#hash"), so bringing the store up to date is a difference of two
sets of names, which can be cut short anywhere and run again. `state.json` says what the vectors stand at, and is
written last. While vectors are written it says so: Chroma may look sound and not be after its process was killed in a
write, so then (and whenever it is found damaged) the vectors are built anew, under a new edition, and the old edition
is deleted after the switch.

    <folder>/state.json
    <folder>/chroma-<edition>/     see store.py
    <folder>/nearest.npz           see nearest.py
"""

import logging
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rag import nearest
from rag.vector_state import Point, State, read_state, write_state

if TYPE_CHECKING:
    from rag.embed import Embedder
    from rag.store import VectorStore

log = logging.getLogger(__name__)

SAMPLE = 100
"""How many vectors of a new edition are looked up, before it takes the place of the old one."""
MAY_MISS = 0.05
"""The share of them that need not be found: HNSW is approximate (Chroma's own tests ask for a recall of 0.95)."""


class Vectors:
    """The vectors of one embedding model. `target` gives the mark and all points, for when they must be built anew."""

    def __init__(self, folder: Path, embedder: "Embedder", target: Callable[[], tuple[str, Sequence[Point]]]) -> None:
        self._folder = folder
        self._embedder = embedder
        self._target = target
        self._store: VectorStore | None = None
        self._retired: VectorStore | None = None
        self._nearest: nearest.Nearest | None = None
        self._lock = RLock()

    def search(
        self, vector: NDArray[np.float32], k: int, document_ids: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Statement ids with their cosine similarity, best first. Damage is mended on the way, from the points."""
        beside = self._nearest or self._beside()
        found = beside.query(vector, k, document_ids) if beside else self._asked(vector, k, document_ids)
        return [(name.rpartition("#")[0], similarity) for name, similarity in found]

    def _asked(
        self, vector: NDArray[np.float32], k: int, document_ids: Sequence[str] | None
    ) -> list[tuple[str, float]]:
        """What Chroma finds."""
        from rag.store import IndexDamaged

        try:
            return self._open().query(vector, k, document_ids)
        except IndexDamaged as damage:
            log.warning("the vectors are built anew: %s", damage)
            self.rebuild(*self._target())
            return self._open().query(vector, k, document_ids)

    def _beside(self) -> nearest.Nearest | None:
        """The vectors kept beside Chroma; None where they are too many, or where Chroma must look after its own."""
        with self._lock:
            state = self.state()
            if not state.clean or state.count > nearest.MOST or self._opening.exists():
                return None
            if state.sizes == self._sizes(state.edition):
                self._nearest = nearest.load(self._folder / "nearest.npz", state.mark, state.count)
            return self._nearest

    def _keep(self, store: "VectorStore", state: State) -> None:
        """Records a state, and the vectors beside it."""
        write_state(self._folder, state)
        self._nearest = None
        if state.count <= nearest.MOST:
            nearest.save(self._folder / "nearest.npz", state.mark, *store.everything())

    def sync(self, mark: str, points: Sequence[Point], document_ids: Collection[str] | None = None) -> None:
        """Adds what is missing, removes what is too much, then records `mark`.

        With `document_ids`, `points` are those of these documents, and all others are as they were.
        """
        from rag.store import IndexDamaged

        with self._lock:
            if not self._folder.exists():
                self.rebuild(mark, points)
                return
            try:
                self._bring_up(mark, {point.name: point for point in points}, document_ids)
            except IndexDamaged as damage:
                log.warning("the vectors are built anew: %s", damage)
                self.rebuild(*(self._target() if document_ids is not None else (mark, points)))

    def _bring_up(self, mark: str, wanted: Mapping[str, Point], document_ids: Collection[str] | None) -> None:
        store, state = self._open(), self.state()
        there = store.ids(document_ids)
        others = state.count - len(there) if document_ids is not None else 0
        surplus = there - wanted.keys()
        missing = [point for name, point in wanted.items() if name not in there]
        if missing or surplus:
            write_state(self._folder, replace(state, clean=False))
            store.remove(surplus)
            self._add(store, missing)
            store.check(others + len(wanted))
        self._keep(store, State(state.edition, others + len(wanted), True, mark, self._sizes(state.edition)))

    def rebuild(self, mark: str, points: Sequence[Point]) -> None:
        """A new edition of all points; raises IndexDamaged when even that does not work, and keeps the old one."""
        with self._lock:
            edition = max([self.state().edition, *self._editions()]) + 1
            store = self._new_store(edition)
            self._add(store, points)
            store.check(len(points))
            self._look_up(store, points[:: len(points) // SAMPLE + 1])
            self._keep(store, State(edition, len(points), True, mark, self._sizes(edition)))
            self._opening.unlink(missing_ok=True)
            if self._retired is not None:
                self._retired.close()
            # Another thread may be searching the old edition right now: it is let go of at the next rebuild.
            self._retired, self._store = self._store, store
            for old in self._editions():
                if old != edition:
                    _delete(self._folder / f"chroma-{old}")

    def close(self) -> None:
        """Lets go of the files."""
        with self._lock:
            for store in (self._store, self._retired):
                if store is not None:
                    store.close()
            self._store = self._retired = self._nearest = None

    def state(self) -> State:
        """What the vectors stand at."""
        return read_state(self._folder)

    @property
    def _opening(self) -> Path:
        return self._folder / "opening"

    def _editions(self) -> list[int]:
        return [int(path.name.rpartition("-")[2]) for path in self._folder.glob("chroma-[0-9]*")]

    def _sizes(self, edition: int) -> dict[str, int]:
        """The index files of an edition; that of its SQL database changes when it is merely opened."""
        folder = self._folder / f"chroma-{edition}"
        return {str(path.relative_to(folder)): path.stat().st_size for path in sorted(folder.glob("*/*"))}

    def _new_store(self, edition: int) -> "VectorStore":
        from rag.store import VectorStore

        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"chroma-{edition}"
        return VectorStore(path, self._embedder.name, self._embedder.dimension, edition)

    def _open(self) -> "VectorStore":
        """The store, looked over when it is first opened.

        Chroma crashes its process on some damaged files. Files that are cut are noticed by their size. For others
        the note `opening` outlives the crash, and the next process builds the vectors anew instead of opening them.
        """
        return self._store or self._first_open()

    def _first_open(self) -> "VectorStore":
        from rag.store import IndexDamaged

        with self._lock:
            if self._store is None:
                state = self.state()
                if not state.clean or self._opening.exists():
                    raise IndexDamaged("chưa dựng xong, hoặc lần ghi hay lần mở trước bị ngắt")
                if state.sizes != self._sizes(state.edition):
                    raise IndexDamaged("tệp của chỉ mục không còn như lúc ghi")
                self._opening.touch()
                store = self._new_store(state.edition)
                store.check(state.count)
                self._opening.unlink()
                if state.count <= nearest.MOST:
                    nearest.save(self._folder / "nearest.npz", state.mark, *store.everything())
                self._store = store
            return self._store

    def _look_up(self, store: "VectorStore", points: Sequence[Point]) -> None:
        """The vectors of a sample must be found by themselves."""
        from rag.store import IndexDamaged

        found = self._embedder.encode([point.text for point in points]) if points else ()
        vectors = [vector for vector in found if vector.any()]
        missed = sum(store.query(vector, 1)[0][1] < 0.99 for vector in vectors)
        if missed > len(vectors) * MAY_MISS:
            raise IndexDamaged(f"{missed}/{len(vectors)} mục vừa ghi không tìm lại được")

    def _add(self, store: "VectorStore", points: Sequence[Point]) -> None:
        from rag.store import BATCH

        for start in range(0, len(points), BATCH):
            batch = points[start : start + BATCH]
            vectors = self._embedder.encode([point.text for point in batch])
            owners = [{"document_id": point.document_id} for point in batch]
            store.add([point.name for point in batch], vectors, owners)


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
