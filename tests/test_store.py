"""Chroma behind our own terms: ids and vectors ours, similarity not distance, damage said in Vietnamese."""

import shutil
from pathlib import Path

import chromadb
import numpy as np
import pytest
from numpy.typing import NDArray

from rag.store import IndexDamaged, VectorStore, collection_name

EAST, NORTH, NORTHEAST = (
    np.eye(2, dtype=np.float32)[0],
    np.eye(2, dtype=np.float32)[1],
    np.full(2, 0.5**0.5, np.float32),
)


def a_store(path: Path) -> VectorStore:
    store = VectorStore(path, "fake", 2)
    owners = [{"document_id": "a"}, {"document_id": "a"}, {"document_id": "b"}]
    store.add(["east", "north", "northeast"], np.array([EAST, NORTH, NORTHEAST]), owners)
    return store


def names(found: list[tuple[str, float]]) -> list[str]:
    return [name for name, _ in found]


def test_similarity_is_the_cosine(tmp_path: Path) -> None:
    found = a_store(tmp_path).query(EAST, 3)
    assert names(found) == ["east", "northeast", "north"]
    assert [similarity for _, similarity in found] == pytest.approx([1.0, 0.5**0.5, 0.0], abs=2e-3)


def test_only_the_documents_asked_for(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    assert names(store.query(EAST, 3, ["b"])) == ["northeast"]
    assert names(store.query(EAST, 1, ["a", "b"])) == ["east"]
    assert store.query(EAST, 3, []) == []
    assert store.query(EAST, 3, ["none"]) == []


def test_what_is_removed_is_not_found(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.remove(["east", "never there"])
    store.remove([])
    assert store.ids() == {"north", "northeast"}
    assert names(store.query(EAST, 3)) == ["northeast", "north"]
    store.check(2)


def test_adding_again_changes_nothing(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.add(["east"], np.array([NORTH]), [{"document_id": "b"}])
    assert store.count() == 3
    assert names(store.query(EAST, 1, ["a"])) == ["east"]


def test_it_is_there_when_opened_again(tmp_path: Path) -> None:
    a_store(tmp_path).close()
    store = VectorStore(tmp_path, "fake", 2)
    store.check(3)
    assert names(store.query(NORTH, 1)) == ["north"]


def test_models_and_editions_do_not_meet(tmp_path: Path) -> None:
    a_store(tmp_path)
    assert VectorStore(tmp_path, "other", 3).count() == 0
    second = VectorStore(tmp_path, "fake", 2, edition=2)
    assert second.count() == 0
    second.drop()
    assert VectorStore(tmp_path, "fake", 2).count() == 3
    assert collection_name("mô hình", 0) != collection_name("mo hinh", 0)


def test_a_client_of_somebody_elses_will_do(tmp_path: Path) -> None:
    client = chromadb.PersistentClient(str(tmp_path / "theirs"))
    store = VectorStore(tmp_path / "unused", "fake", 2, client=client)
    store.add(["east"], np.array([EAST]), [{"document_id": "a"}])
    assert names(store.query(EAST, 5)) == ["east"]
    assert not (tmp_path / "unused").exists()
    store.drop()


def of_length_one(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def test_many_equal_vectors_hide_nothing(tmp_path: Path) -> None:
    """Without the noise several of the 60 others asked for here do not find themselves (HNSW links equals only)."""
    rows = of_length_one(np.random.default_rng(0).normal(size=(1200, 64)).astype(np.float32))
    rows[:600] = rows[0]
    store = VectorStore(tmp_path, "fake", 64)
    ids = [str(number) for number in range(len(rows))]
    store.add(ids, rows, [{"document_id": "a"}] * len(rows))
    others = range(600, 1200, 10)
    assert [names(store.query(rows[number], 1)) for number in others] == [[str(number)] for number in others]


def test_a_zero_vector_stays_one_and_is_near_nothing(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.add(["blank"], np.zeros((1, 2), np.float32), [{"document_id": "c"}])
    ((name, similarity),) = store.query(EAST, 1, ["c"])
    assert name == "blank"
    assert similarity == pytest.approx(0.0, abs=1e-6)


def harmed(folder: Path, how: str) -> None:
    (segment,) = [path for path in folder.iterdir() if path.is_dir()]
    if how == "garbage":
        (folder / "chroma.sqlite3").write_bytes(b"garbage" * 9999)
    elif how == "cut":
        (folder / "chroma.sqlite3").write_bytes((folder / "chroma.sqlite3").read_bytes()[:50_000])
    elif how == "empty":
        (folder / "chroma.sqlite3").write_bytes(b"")
    elif how == "segment gone":
        shutil.rmtree(segment)
    else:
        shutil.rmtree(folder)
        folder.write_text("a file")


@pytest.mark.parametrize("how", ["garbage", "cut", "empty", "segment gone", "no folder"])
def test_damage_is_noticed_and_said(tmp_path: Path, how: str) -> None:
    """Of some of these Chroma itself says nothing and finds less."""
    rows = of_length_one(np.random.default_rng(0).normal(size=(500, 8)).astype(np.float32))
    store = VectorStore(tmp_path / "chroma", "fake", 8)
    store.add([str(i) for i in range(500)], rows, [{"document_id": "a"}] * 500)
    store.close()
    harmed(tmp_path / "chroma", how)
    with pytest.raises(IndexDamaged, match=r"hoidap reindex"):
        VectorStore(tmp_path / "chroma", "fake", 8).check(500)
