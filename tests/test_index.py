"""Both indexes hold what the catalogue holds, after every change, crash and damage.

The fake embedder counts letters: its vectors have a place for each of "kstxh", so "ký số" is (1, 1, 0, 0, 0) made
of length one.
"""

import logging
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.catalogue import Catalogue
from ingest.records import Document, Page, Parsed, Statement
from rag.index import Index
from rag.lexical import LexicalIndex

LETTERS = "kstxh"
TEXTS = {"a": ["ký số", "hạn", "xã"], "b": ["tỷ lệ ký số", "thủ tục"]}


class Counting:
    """Counts letters."""

    name = "letters-1"
    dimension = len(LETTERS)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        assert texts, "some models fail on nothing"
        rows = np.array([[text.count(letter) for letter in LETTERS] for text in texts], dtype=np.float32)
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def text_of(statement: Statement, document: Document) -> str:
    return f"{statement.text} . {document.title}"


def a_document(key: str, texts: Sequence[str]) -> Parsed:
    statements = (Statement(f"{key}/{i}", key, i, "sentence", text) for i, text in enumerate(texts))
    return Parsed(Document(key, f"{key}.txt", "", "txt", 1), (Page(1, ""),), statements=tuple(statements))


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")
    for key, texts in TEXTS.items():
        catalogue.put(a_document(key, texts))
    return catalogue


def an_index(tmp_path: Path, catalogue: Catalogue) -> Index:
    return Index.open(tmp_path, catalogue, Counting(), text_of)


@pytest.fixture
def index(tmp_path: Path, catalogue: Catalogue) -> Index:
    index = an_index(tmp_path, catalogue)
    index.sync()
    return index


def dense(index: Index, text: str, k: int = 10, documents: Sequence[str] | None = None) -> list[str]:
    return [key for key, _ in index.search_dense(Counting().encode([text])[0], k, documents)]


def lexical(index: Index, text: str, documents: Sequence[str] | None = None) -> list[str]:
    return [key for key, _ in index.search_lexical(text, 10, documents)]


def assert_equal(index: Index, catalogue: Catalogue) -> None:
    """Every statement is found by its own text in both indexes, and nothing else is there."""
    statements = catalogue.statements()
    assert sorted(dense(index, "k", 1000)) == sorted(statement.id for statement in statements)
    everything = " ".join(statement.text for statement in statements)
    assert set(key for key, _ in index.search_lexical(everything, 1000)) == {statement.id for statement in statements}
    for statement in statements:
        assert statement.id in lexical(index, statement.text)[:3]
        found = dict(index.search_dense(Counting().encode([statement.text])[0], 1000))
        assert found[statement.id] == pytest.approx(1.0, abs=1e-4)


def test_both_find_statements_and_their_documents(index: Index) -> None:
    assert lexical(index, "ký số") == ["a/0", "b/0"]
    assert lexical(index, "ký số", ["b"]) == ["b/0"]
    assert dense(index, "ký số", 2) == ["a/0", "b/0"]
    assert dense(index, "ký số", 1, ["b"]) == ["b/0"]
    ((key, similarity),) = index.search_dense(Counting().encode(["ký"])[0], 1)
    assert key == "a/0"
    assert similarity == pytest.approx(0.5**0.5, abs=2e-3)


def test_equal_to_the_catalogue_after_each_change(index: Index, catalogue: Catalogue) -> None:
    assert_equal(index, catalogue)
    changes: list[Callable[[], object]] = [
        lambda: catalogue.put(a_document("c", ["kết quả xếp hạng", "ký số"])),
        lambda: catalogue.put(a_document("a", ["ký số sửa", "xã", "hồ sơ", "tổng số"])),
        lambda: catalogue.remove("b"),
        lambda: catalogue.put(a_document("a", ["hồ sơ"])),
    ]
    for change in changes:
        change()
        assert index.sync()
        assert_equal(index, catalogue)
        assert not index.sync()
    catalogue.remove("a")
    catalogue.remove("c")
    index.sync()
    assert dense(index, "k") == lexical(index, "ký số") == []


def test_a_document_that_comes_is_read_alone(tmp_path: Path, catalogue: Catalogue) -> None:
    """And what is indexed then is what an index made anew of everything holds."""
    read: list[str] = []

    def noting(statement: Statement, document: Document) -> str:
        read.append(statement.document_id)
        return text_of(statement, document)

    index = Index.open(tmp_path, catalogue, Counting(), noting)
    index.sync()
    read.clear()
    catalogue.put(a_document("ab", ["ký số mới", "tổng số"]))
    index.sync()
    assert set(read) == {"ab"}
    assert_equal(index, catalogue)
    asked = ("ký số", "tổng số", "xã")
    alone = [index.search_lexical(text, 10) for text in asked]
    index.rebuild()
    assert [index.search_lexical(text, 10) for text in asked] == alone


def test_files_are_live_once_indexed(index: Index, catalogue: Catalogue) -> None:
    assert {file.state for file in catalogue.files()} == {"live"}
    catalogue.put(a_document("a", ["xã"]))
    assert {file.path: file.state for file in catalogue.files()} == {"a.txt": "stored", "b.txt": "live"}
    index.sync()
    assert {file.state for file in catalogue.files()} == {"live"}


def test_opened_again_nothing_is_to_be_done_and_chroma_is_not_imported(tmp_path: Path, index: Index) -> None:
    index.close()
    code = f"""
import sys
from pathlib import Path
from ingest.catalogue import Catalogue
from tests.test_index import an_index
index = an_index(Path({str(tmp_path)!r}), Catalogue.open("sqlite:///{tmp_path}/catalogue.db"))
print(index.sync(), [key for key, _ in index.search_lexical("ký số", 10)], "chromadb" in sys.modules)
"""
    root = Path(__file__).parent.parent
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False ['a/0', 'b/0'] False"


def test_a_small_collection_is_searched_without_chroma(tmp_path: Path, index: Index, catalogue: Catalogue) -> None:
    (model,) = (tmp_path / "index").glob("letters-*")
    vector = index.embedder.encode(["ký số"])[0]
    asked = an_index(tmp_path, catalogue)
    (model / "nearest.npz").rename(model / "away")
    by_chroma = asked.search_dense(vector, 10), asked.search_dense(vector, 10, ["b"])
    assert asked.search_dense(vector, 10, []) == []
    index.close()
    again = an_index(tmp_path, catalogue)
    beside = again.search_dense(vector, 10), again.search_dense(vector, 10, ["b"])
    assert [[key for key, _ in found] for found in beside] == [[key for key, _ in found] for found in by_chroma]
    assert [score for _, score in beside[0]] == pytest.approx([score for _, score in by_chroma[0]], abs=1e-6)
    (model / "nearest.npz").write_bytes(b"x")
    assert sorted(dense(an_index(tmp_path, catalogue), "ký số", 10)) == sorted(key for key, _ in beside[0])


def test_another_way_to_text_indexes_anew(tmp_path: Path, index: Index, catalogue: Catalogue) -> None:
    index.close()
    other = Index.open(tmp_path, catalogue, Counting(), lambda statement, document: f"xxx {statement.text}")
    assert other.sync()
    assert sorted(lexical(other, "xxx")) == ["a/0", "a/1", "a/2", "b/0", "b/1"]
    assert dense(other, "xxx", 1) == ["a/2"]


def test_another_model_has_vectors_of_its_own(tmp_path: Path, index: Index, catalogue: Catalogue) -> None:
    other = Counting()
    other.name = "letters-2"
    second = Index.open(tmp_path, catalogue, other, text_of)
    assert second.sync()
    assert_equal(second, catalogue)
    assert_equal(index, catalogue)
    assert len(list((tmp_path / "index").glob("letters-*"))) == 2


def test_another_catalogue_of_the_same_generation_is_not_taken_for_this_one(tmp_path: Path, index: Index) -> None:
    index.close()
    other = Catalogue.open(f"sqlite:///{tmp_path / 'other.db'}")
    for key in ("c", "d"):
        other.put(a_document(key, ["ký số"]))
    second = an_index(tmp_path, other)
    assert second.sync()
    assert_equal(second, other)


def test_rebuilding_gives_the_same_and_leaves_one_edition(tmp_path: Path, index: Index, catalogue: Catalogue) -> None:
    for _ in range(3):
        index.rebuild()
        assert_equal(index, catalogue)
    assert [path.name for path in (tmp_path / "index").glob("letters-*/chroma-*")] == ["chroma-4"]
    assert len(list((tmp_path / "index").glob("lexical-*"))) == 1
    assert not index.sync()


def segment(folder: Path) -> Path:
    return next(path for path in folder.iterdir() if path.is_dir())


HARMS: dict[str, Callable[[Path, Path], object]] = {
    "sql garbage": lambda model, chroma: (chroma / "chroma.sqlite3").write_bytes(b"garbage" * 9999),
    "sql empty": lambda model, chroma: (chroma / "chroma.sqlite3").write_bytes(b""),
    "segment cut": lambda model, chroma: (segment(chroma) / "data_level0.bin").write_bytes(b""),
    "segment gone": lambda model, chroma: shutil.rmtree(segment(chroma)),
    "folder gone": lambda model, chroma: shutil.rmtree(chroma),
    "folder a file": lambda model, chroma: chroma.rename(model / "away").with_name(chroma.name).write_text("x"),
    "state gone": lambda model, chroma: (model / "state.json").unlink(),
    "state garbage": lambda model, chroma: (model / "state.json").write_text("{"),
    "state of another version": lambda model, chroma: (model / "state.json").write_text('{"other": 1}'),
    "killed while opening": lambda model, chroma: (model / "opening").touch(),
    "all gone": lambda model, chroma: shutil.rmtree(model.parent),
}


@pytest.mark.parametrize(
    ("harm", "synced"), [*((harm, True) for harm in HARMS), ("segment cut", False), ("all gone", False)]
)
def test_a_damaged_index_is_built_anew(
    tmp_path: Path,
    catalogue: Catalogue,
    harm: str,
    synced: bool,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whether or not sync() is called before the first search, where all vectors are Chroma's to find."""
    monkeypatch.setattr("rag.nearest.MOST", 0)
    catalogue.put(a_document("c", [f"ký số {i} {'x' * (i % 7)} {'h' * (i % 11)}" for i in range(300)]))
    index = an_index(tmp_path, catalogue)
    index.sync()
    index.close()
    (model,) = (tmp_path / "index").glob("letters-*")
    HARMS[harm](model, model / "chroma-1")
    index = an_index(tmp_path, catalogue)
    if synced:
        index.sync()
    assert sorted(dense(index, "k", 1000)) == sorted(statement.id for statement in catalogue.statements())
    assert lexical(index, "thủ tục") == ["b/1"]
    assert any(record.levelno == logging.WARNING for record in caplog.records) is ((harm, synced) != ("all gone", True))


def test_a_lexical_index_that_is_damaged_is_built_anew(tmp_path: Path, index: Index, catalogue: Catalogue) -> None:
    (folder,) = (tmp_path / "index").glob("lexical-*")
    (folder / "rows.npy").write_bytes(b"x")
    again = an_index(tmp_path, catalogue)
    assert lexical(again, "thủ tục") == ["b/1"]
    assert LexicalIndex.load(folder).ids == ["a/0", "a/1", "a/2", "b/0", "b/1"]


@pytest.fixture(scope="module")
def helper() -> Iterator[Callable[[str], int]]:
    """Runs a line of code in a fork of a process that has imported all and opened nothing; gives its status.

    Importing Chroma takes a second or two, and a process in which Chroma has threads must not be forked.
    """
    with subprocess.Popen(
        [sys.executable, "-c", "from tests.test_index import serve_forks; serve_forks()"],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        sent, told = process.stdin, process.stdout
        assert sent is not None
        assert told is not None

        def run(code: str) -> int:
            print(code, file=sent, flush=True)
            return int(told.readline())

        yield run
        sent.close()


def serve_forks() -> None:
    import rag.store

    assert rag.store
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            exec(line, globals())
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def reopened(tmp_path: str) -> Index:
    return an_index(Path(tmp_path), Catalogue.open(f"sqlite:///{tmp_path}/catalogue.db"))


def kill_at(step: str, after: bool) -> None:
    """Lets this process die just before or after a step."""
    import rag.store

    owners: dict[str, type] = {"VectorStore": rag.store.VectorStore}
    owners |= {"LexicalIndex": LexicalIndex, "Catalogue": Catalogue, "Counting": Counting}
    owner, name = owners[step.partition(".")[0]], step.partition(".")[2]
    done = getattr(owner, name)

    def killing(*arguments: object) -> None:
        if after:
            done(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, killing)


def test_a_process_that_chroma_crashes_is_the_only_one(
    tmp_path: Path, catalogue: Catalogue, helper: Callable[[str], int]
) -> None:
    """Garbage of the right size in the index file makes Chroma end its process with SIGSEGV."""
    catalogue.put(a_document("c", [f"ký số {i} {'x' * (i % 7)} {'h' * (i % 11)}" for i in range(300)]))
    index = an_index(tmp_path, catalogue)
    index.sync()
    index.close()
    (data,) = (tmp_path / "index").glob("letters-*/chroma-1/*/data_level0.bin")
    data.write_bytes(random.Random(0).randbytes(data.stat().st_size))
    search = f"assert len(dense(reopened({str(tmp_path)!r}), 'k', 1000)) == 305"
    assert helper(search) in (-signal.SIGSEGV, -signal.SIGABRT, 0)
    assert helper(search) == 0


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    "step", ["VectorStore.add", "VectorStore.remove", "LexicalIndex.save", "Catalogue.mark_live", "Counting.encode"]
)
def test_killed_while_syncing_and_synced_again_equals_the_catalogue(
    tmp_path: Path, catalogue: Catalogue, helper: Callable[[str], int], step: str, after: bool
) -> None:
    catalogue.put(a_document("c", [f"ký {'x' * (i % 5)} {i}" for i in range(40)]))
    index = an_index(tmp_path, catalogue)
    index.sync()
    index.close()
    catalogue.put(a_document("a", ["ký số sửa", "tổng số"]))
    catalogue.put(a_document("c", [f"số {'h' * (i % 5)} {i}" for i in range(30)]))
    catalogue.put(a_document("d", ["khác"]))
    catalogue.remove("b")
    status = helper(f"kill_at({step!r}, {after}); reopened({str(tmp_path)!r}).sync()")
    assert status == -signal.SIGKILL
    again = an_index(tmp_path, catalogue)
    assert again.sync() is (step != "Catalogue.mark_live")
    assert_equal(again, catalogue)
