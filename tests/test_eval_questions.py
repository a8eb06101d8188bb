"""The question bank is sound: quotes stand in their documents, answers in or beside them, twins on one side."""

import json
from pathlib import Path

import pytest

from eval.check_questions import CATEGORIES, absent, main, problems, texts
from eval.load import BadQuestionFile, load, parse
from eval.records import Gold, Source

BANK = Path(__file__).parents[1] / "eval" / "questions"
DOCUMENTS = Path(__file__).parent / "documents"
BANKS = [f"{half}{number}" for half in ("dev", "held_out") for number in ("", "_2", "_3", "_4", "_5", "_6", "_7", "_8")]
SHARED = Path(__file__).parents[2] / "shared"


def gold(**changes: object) -> Gold:
    row = {
        "id": "x",
        "category": "figure",
        "turns": ["?"],
        "all_of": [["93,5"]],
        "sources": [{"document": "a", "quote": "đạt 93,5%"}],
    }
    return parse(row | changes)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({}, ""),
        ({"sources": [{"document": "a", "quote": "đạt 94%"}]}, "không thấy trong a"),
        ({"all_of": [["77"]]}, "không dẫn nào chứa 77"),
        ({"all_of": [["77"]], "derived": True}, ""),
        ({"none_of": ["93,5"]}, "vừa đòi vừa cấm 93,5"),
        ({"category": "figures"}, "loại lạ figures"),
        ({"sources": []}, "thiếu chỗ dẫn"),
        ({"abstain": True}, "phải từ chối mà lại có lời đáp"),
        ({"twin": "y"}, "bản gõ lại của y"),
        ({"sources": [{"document": "absent", "quote": "đạt 94%"}]}, ""),
    ],
)
def test_what_the_check_finds(changes: dict[str, object], complaint: str) -> None:
    found = problems([gold(**changes)], {"a": "Tỷ lệ đạt 93,5% trong quý."})
    assert bool(found) is bool(complaint), found
    assert all(complaint in line for line in found[:1])


def test_an_absent_document_is_named() -> None:
    assert absent([gold(), gold(id="y", sources=[{"document": "b", "quote": "q"}])], {"a": ""}) == ["b"]


def test_a_question_asked_twice_is_found() -> None:
    assert problems([gold(), gold(id="y")], {"a": "đạt 93,5%"}) == ["hỏi 2 lần: ?"]


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("đạt 93,5%", encoding="utf-8")
    row = {"id": "x", "category": "figure", "turns": ["?"], "all_of": [["1"]], "sources": []}
    file = tmp_path / "q.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert main([str(file), "--texts", str(tmp_path)]) == 1
    assert "x: thiếu chỗ dẫn" in capsys.readouterr().out


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": "x", "category": "figure", "turns": ["?"]}\n', encoding="utf-8")
    with pytest.raises(BadQuestionFile, match=r"q\.jsonl, dòng 1: .*thiếu turns hoặc all_of"):
        load([file])
    file.write_text('{"id": "x", "category": "u", "turns": ["?"], "abstain": true}\n' * 2, encoding="utf-8")
    with pytest.raises(BadQuestionFile, match="dòng 2: trùng mã câu hỏi x"):
        load([file])
    with pytest.raises(BadQuestionFile, match="Không đọc được"):
        load([tmp_path / "none.jsonl"])


def test_a_question_file_is_read() -> None:
    read = gold(need_all=True, figures=[{"value": 93.5, "unit": "%"}])
    assert read.sources == (Source("a", "đạt 93,5%"),)
    assert (read.need_all, read.documents, read.form, read.figures[0].unit) == (True, ("a",), "prose", "%")


def test_the_bank_is_large_and_varied() -> None:
    dev, held_out = load([BANK / "dev.jsonl"]), load([BANK / "held_out.jsonl"])
    everything = dev + held_out
    assert len(everything) >= 300
    assert sum(gold.abstain for gold in everything) >= 60
    assert {gold.category for gold in dev} == {gold.category for gold in held_out} == CATEGORIES
    assert 0.28 <= len(held_out) / len(everything) <= 0.39


def test_the_second_bank_is_varied_and_halved() -> None:
    dev, held_out = load([BANK / "dev_2.jsonl"]), load([BANK / "held_out_2.jsonl"])
    everything = dev + held_out
    assert len(everything) >= 320
    assert sum(gold.abstain for gold in everything) >= 60
    assert {gold.category for gold in dev} == {gold.category for gold in held_out} == CATEGORIES
    assert all(gold.id.startswith("n") for gold in everything)
    assert abs(len(held_out) - len(dev)) <= 2


def test_the_third_bank_is_varied_and_halved() -> None:
    dev, held_out = load([BANK / "dev_3.jsonl"]), load([BANK / "held_out_3.jsonl"])
    assert len(dev) == len(held_out) == 130
    assert sum(gold.abstain for gold in dev + held_out) >= 35
    assert {gold.category for gold in dev + held_out} == CATEGORIES
    assert all(gold.id.startswith("q") for gold in dev + held_out)


def test_the_later_banks_are_halved() -> None:
    for number, first, size in ((4, "u", 378), (5, "um", 150), (6, "u", 150), (7, ("v", "w"), 370), (8, "y", 298)):
        dev, held_out = load([BANK / f"dev_{number}.jsonl"]), load([BANK / f"held_out_{number}.jsonl"])
        assert len(dev + held_out) == size
        assert abs(len(held_out) - len(dev)) <= 2
        assert all(gold.id.startswith(first) for gold in dev + held_out)


def test_the_invented_documents_are_here_with_their_texts() -> None:
    folders = ("song_ha", "truong_giang", "lam_son", "huong_giang", "binh_khe", "trang_son", "van_dong")
    files = {path.stem for folder in folders for path in (DOCUMENTS / folder).iterdir()}
    assert files == {path.stem for path in (DOCUMENTS / "texts").iterdir()}
    golds = [g for n in (4, 5, 6, 7, 8) for half in ("dev", "held_out") for g in load([BANK / f"{half}_{n}.jsonl"])]
    about = [g for g in golds if g.documents and set(g.documents) <= files]
    assert len(about) == 642
    assert [line.split(":")[0] for line in problems(about, texts([DOCUMENTS / "texts"]))] == []


def test_twins_stand_on_one_side() -> None:
    for name in BANKS:
        golds = load([BANK / f"{name}.jsonl"])
        assert {gold.twin for gold in golds} - {""} <= {gold.id for gold in golds}


def test_every_quote_stands_in_its_document() -> None:
    folders = [SHARED / "corpus" / "text", SHARED / "data" / "gov_docs"]
    if not all(folder.is_dir() for folder in folders):
        pytest.skip("../shared/corpus/text and ../shared/data/gov_docs are not here")
    golds, documents = load([BANK / f"{name}.jsonl" for name in BANKS]), texts([*folders, DOCUMENTS / "texts"])
    assert absent(golds, documents) == []
    assert [line.split(":")[0] for line in problems(golds, documents)] == []
