"""The retrieval bench on a collection of three texts, in the form of the real ones."""

import json
import lzma
from pathlib import Path

import pytest

from eval.bench_retrieval import Result, bench, read_alqac, read_legal_qa, table
from rag.embed import load_embedder

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


def test_every_way_is_measured_with_and_without_accents(data: Path) -> None:
    results = bench(data, load_embedder(), [0.3])
    assert [result.way for result in results] == ["bm25", "lexical", "dense", "hybrid 0.30"] * 4
    for result in results:
        if "không dấu" not in result.collection or result.way != "bm25":
            assert result.ranks == (0, 0), result
    assert table(results).count("\n") == 1 + len(results)


def test_measures_by_hand() -> None:
    result = Result("bm25", "x", (0, 1, 9, 10))
    assert result.recall(1) == 0.25
    assert result.recall(10) == 0.75
    assert result.reciprocal_rank() == pytest.approx((1 + 1 / 2 + 1 / 10) / 4)
