"""The reading benches on two paragraphs: measures a person can count, the product asked of its own paragraph."""

import json
from pathlib import Path

import pytest

from eval.bench.reading import BASE, Result, Said, abstain_table, bench, reading_table, rest
from eval.bench.squad import Asked, Reading, exact, f1, holds, numeric_exact, read_squad

WATER = "Tỷ lệ hộ dân dùng nước sạch đạt 93,5%. Ủy ban nhân dân tỉnh giao Sở Xây dựng chủ trì thực hiện."
READING = Reading(
    "made",
    (WATER, "Năm 2025 toàn tỉnh trồng 1.200 ha rừng."),
    (
        Asked("Tỷ lệ hộ dân dùng nước sạch là bao nhiêu?", 0, ("93,5%",)),
        Asked("Diện tích rừng toàn tỉnh trồng năm 2025 là bao nhiêu?", 1, ("1.200 ha",)),
        Asked("Giá vé tàu hỏa đi Hà Nội là bao nhiêu?", 1, ()),
    ),
)


def test_a_file_in_the_form_of_squad(tmp_path: Path) -> None:
    qas = [
        {"question": "a?", "answers": [{"text": "1"}, {"text": "một"}]},
        {"question": "b?", "answers": [{"text": "x"}], "is_impossible": True},
    ]
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"data": [{"paragraphs": [{"context": "c", "qas": qas}]}]}), encoding="utf-8")
    found = read_squad(path, "x")
    assert found == Reading("x", ("c",), (Asked("a?", 0, ("1", "một")), Asked("b?", 0, ())))


def test_measures_by_hand() -> None:
    assert exact("Sở Xây dựng.", ["sở xây dựng"]) == 1
    assert f1("Sở Xây dựng chủ trì", ["Sở Xây dựng"]) == pytest.approx(2 * 3 / 8)
    assert f1("không", ["Sở"]) == 0
    assert holds("giao Sở Xây dựng chủ trì", ["Sở Xây dựng"]) == 1
    assert holds("giao Sở Xây dựng", ["Sở Xây"]) == 1
    assert holds("đạt 193,5%", ["93,5%"]) == 0
    assert numeric_exact("93,5 %", ["93,5%"]) == 1
    assert numeric_exact("935%", ["93,5%"]) == 0  # which exact match takes for the same
    assert exact("935%", ["93,5%"]) == 1
    assert numeric_exact("93,5% năm 2025", ["93,5%"]) == 0
    assert numeric_exact("Sở", ["Sở"]) is None


def test_what_the_question_does_not_say() -> None:
    assert rest("Sở Xây dựng chủ trì thực hiện", "Ai chủ trì thực hiện?") == "Sở Xây dựng"
    assert rest("chủ trì", "Ai chủ trì?") == "chủ trì"


def test_the_product_is_asked_of_the_question_s_own_paragraph() -> None:
    results = {result.way: result.said for result in bench(READING)}
    assert results[BASE][0].short == "Tỷ lệ hộ dân dùng nước sạch đạt 93,5%"
    assert [said.short for said in results["hoidap"][:2]] == ["93,5%", "1.200 ha"]
    assert results["hoidap"][2].refused
    assert not results["hoidap, never refusing"][2].refused


def test_tables_count_refusals_on_either_side() -> None:
    said = (Said("93,5%", "93,5%"), Said("", "", refused=True), Said("", "", refused=True))
    result = Result("w", "made", said)
    assert "| made | w | 50.0 (0.0–100.0) | 50.0 (0.0–100.0) |" in reading_table([result], [READING])
    assert reading_table([result], [READING]).endswith("| 1/2 |")
    row = abstain_table([result], READING).splitlines()[-1]
    assert row.startswith("| made | w | 50.0 | 100.0 | 66.7 | 1/2 | 66.7 ")
