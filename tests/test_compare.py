"""Two periods, levels or indicators side by side: figures, direction, difference and what the document says of it."""

from pathlib import Path

import pytest

from rag.compare import comparison
from rag.draft import Draft
from rag.library import Library
from rag.read import read
from rag.reckoning.apart import Apart
from tests.room import on_file as filed
from tests.small_report import asked, grounded, library


@pytest.fixture(scope="module")
def on_file() -> Library:
    return library()


def compared(text: str, on: Library) -> Draft | None:
    question, evidence = asked(text, on)
    return comparison(question, evidence, Apart(question, read(question, evidence, on), on), on)


@pytest.mark.parametrize(
    ("question", "says", "result"),
    [
        (
            "so sánh chỉ số chính sách y tế năm 2023 và năm 2024",
            ("82,29", "86,77", "tăng 4,48 điểm phần trăm"),
            "4,48 điểm phần trăm",
        ),
        ("thứ hạng chính sách giao thông năm 2024 so với năm 2023", ("33", "19", "tăng 14 bậc"), "14 bậc"),
        (
            "sở ngành và cấp xã ký số bên nào cao hơn, chênh bao nhiêu?",
            ("92,2%", "93,5%", "cấp xã cao hơn 1,3 điểm phần trăm"),
            "1,3 điểm phần trăm",
        ),
        ("số máy quét và số máy in khác nhau thế nào?", ("90 máy", "60 máy", "cao hơn 30 máy"), "30 máy"),
    ],
)
def test_both_figures_and_the_difference(on_file: Library, question: str, says: tuple[str, ...], result: str) -> None:
    draft = compared(question, on_file)
    assert draft is not None
    assert draft.computation is not None
    assert all(part in draft.lines[0] for part in says)
    assert draft.computation["result"] == result
    assert len(draft.lines[0]) <= 400
    grounded(draft)


def test_the_older_period_comes_first_whatever_the_order(on_file: Library) -> None:
    one = compared("so sánh chỉ số chính sách y tế năm 2023 và năm 2024", on_file)
    other = compared("so sánh chỉ số chính sách y tế năm 2024 với năm 2023", on_file)
    assert one is not None
    assert other is not None
    assert one.lines[0] == other.lines[0]


def test_a_stated_change_that_disagrees_is_told_and_warned_of(on_file: Library) -> None:
    draft = compared("xếp hạng chính sách y tế năm 2023 và 2024 thay đổi thế nào", on_file)
    assert draft is not None
    assert "tăng 11 bậc" in draft.lines[0]
    assert any("9 bậc" in line for line in draft.lines[1:])
    assert any("9 bậc" in warning for warning in draft.warnings)


def test_a_stated_change_that_agrees_is_no_warning(on_file: Library) -> None:
    draft = compared("thứ hạng chính sách giao thông năm 2024 so với năm 2023", on_file)
    assert draft is not None
    assert draft.warnings == ()
    assert any(line.startswith("Văn bản ghi") for line in draft.lines)


def test_a_change_without_both_values_is_told_as_printed(on_file: Library) -> None:
    draft = compared("Chỉ số chuyển đổi số năm 2024 tăng bao nhiêu so với năm 2023?", on_file)
    assert draft is not None
    assert (draft.outcome, draft.computation) == ("answered", None)
    assert draft.lines[0].startswith("tăng 2,5% so với năm 2023")


@pytest.mark.parametrize(
    "question", ["so sánh chỉ số chính sách nông nghiệp năm 2023 và năm 2024", "chỉ số chính sách y tế năm 2024?"]
)
def test_no_comparison_without_two_sides(on_file: Library, question: str) -> None:
    assert compared(question, on_file) is None


def test_a_figure_that_shares_only_level_and_period_is_no_side(tmp_path: Path) -> None:
    older = "BÁO CÁO\nKết quả quý I năm 2024\n\nTại sở, ngành: đã giải quyết 800/1.000 hồ sơ, đạt tỷ lệ 80,0%.\n"
    newer = "BÁO CÁO\nKết quả quý I năm 2026\n\nTỷ lệ ký số tại sở, ngành đạt 92,2%; tại xã, phường đạt 93,5%.\n"
    with filed(tmp_path, {"cu.txt": older, "moi.txt": newer}) as assistant:
        answer = assistant.ask("so sánh tỷ lệ ký số sở ngành quý 1 năm 2026 với quý 1 năm 2024")
    assert "80,0" not in answer.answer
    assert answer.outcome != "computed"
