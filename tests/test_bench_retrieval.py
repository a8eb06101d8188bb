"""The retrieval bench on a collection of three texts, in the form of the real ones."""

import json
import lzma
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from eval.bench import others, retrieval
from eval.bench.collections import read_alqac, read_legal_qa
from eval.bench.main import BAD_INPUT, keep, main
from eval.bench.ranking import Scorer, with_pairs
from eval.bench.retrieval import BASE, OURS, PARTS, Result, bench, table
from rag.embed import Embedder, load_embedder

TEXTS = {
    "a@1": "Đăng ký khai sinh cho trẻ em tại Ủy ban nhân dân cấp xã.",
    "a@2": "Xử phạt vi phạm giao thông đường bộ.",
    "a@3": "Cấp giấy phép xây dựng nhà ở.",
}
QUESTIONS = {"q1": ("Khai sinh cho trẻ em ở đâu?", "a@1"), "q2": ("Giấy phép xây dựng là gì?", "a@3")}


def _lines(rows: list[dict[str, object]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    corpus = _lines([{"id": key, "text": text} for key, text in TEXTS.items()])
    alqac, legal = tmp_path / "retrieval" / "alqac2024", tmp_path / "retrieval" / "legal_qa"
    alqac.mkdir(parents=True)
    legal.mkdir()
    (alqac / "corpus.jsonl").write_text(corpus, encoding="utf-8")
    (alqac / "queries.jsonl").write_text(
        _lines([{"id": key, "text": text} for key, (text, _) in QUESTIONS.items()]), encoding="utf-8"
    )
    (alqac / "qrels.tsv").write_text("".join(f"{key}\t{gold}\t1\n" for key, (_, gold) in QUESTIONS.items()))
    with lzma.open(legal / "corpus.jsonl.xz", "wt", encoding="utf-8") as file:
        file.write(corpus)
    (legal / "dev.jsonl").write_text(
        _lines([{"text": text, "gold": [gold]} for text, gold in QUESTIONS.values()]), encoding="utf-8"
    )
    return tmp_path


def test_both_collections_are_read(data: Path) -> None:
    for collection in (read_alqac(data), read_legal_qa(data)):
        assert collection.texts == tuple(TEXTS.values())
        assert collection.gold == (frozenset({0}), frozenset({2}))


def _absent(texts: Sequence[str], embedder: Embedder) -> Scorer:
    raise ImportError("No module named 'txtai'")


def test_every_way_is_measured_with_and_without_accents(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrieval, "OTHERS", (("stranger", _absent),))
    results, absent = bench(data, load_embedder())
    assert [result.way for result in results] == ["BM25, syllables (bm25s)", BASE, *PARTS, OURS] * 4
    assert absent == ["stranger: No module named 'txtai'"]
    for result in results:
        if "no accents" not in result.collection or "BM25" not in result.way:
            assert result.ranks == (0, 0), result
    assert table(results).count("\n") == 1 + len(results)


@pytest.mark.parametrize(
    ("make", "module"), [(others.langchain_stock, "langchain_classic"), (others.txtai_hybrid, "txtai")]
)
def test_other_retrievers_rank_the_same_texts(make: Callable[[Sequence[str], Embedder], Scorer], module: str) -> None:
    """Where the extra "bench" is installed."""
    pytest.importorskip(module)
    scores = make(tuple(TEXTS.values()), load_embedder())([text for text, _ in QUESTIONS.values()])
    assert scores.shape == (2, 3)
    assert scores.argmax(axis=1).tolist() == [0, 2]


def test_a_newer_table_takes_the_place_of_the_old_one_of_its_kind(tmp_path: Path) -> None:
    kept = tmp_path / "B.md"
    for kind, text in (("retrieval", "old"), ("reader", "stays"), ("retrieval", "new")):
        keep(kept, kind, f"## {kind}\n\n{text}\n")
    written = kept.read_text(encoding="utf-8")
    assert (written.count("## "), "old" in written) == (2, False)
    assert written.index("stays") < written.index("new")


def test_a_folder_without_the_data_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reader", "--data", str(tmp_path / "none")]) == BAD_INPUT
    assert main(["abstain", "--data", str(tmp_path)]) == BAD_INPUT
    printed = capsys.readouterr().err.replace("\n", " ")
    assert "Không có thư mục dữ liệu" in printed
    assert "Không đọc được dữ liệu" in printed


def test_pairs_are_neighbours() -> None:
    assert with_pairs("ký số") == ["ký", "số", "ký số"]


def test_measures_by_hand() -> None:
    result = Result("bm25", "x", (0, 1, 9, 10))
    assert result.recall(1) == 0.25
    assert result.recall(10) == 0.75
    assert result.reciprocal_rank() == pytest.approx((1 + 1 / 2 + 1 / 10) / 4)
