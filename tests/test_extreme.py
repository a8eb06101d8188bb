"""The highest and lowest of the set that a question names."""

import pytest

from rag.library import Library
from rag.reckoning.extreme import extreme
from rag.reckoning.members import sought
from tests.small_report import asked, grounded, library


@pytest.fixture(scope="module")
def on_file() -> Library:
    return library()


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("chính sách nào có chỉ số năm 2024 cao nhất?", "(3) Chính sách về y tế: 86,77 — cao nhất [1]"),
        ("năm 2023 chính sách nào có chỉ số thấp nhất?", "(2) Chính sách về giao thông: 81,22 — thấp nhất [1]"),
        ("chính sách nào xếp hạng thấp nhất năm 2024?", "(1) Chính sách về giáo dục: thứ 29 — thấp nhất [1]"),
        ("chính sách nào xếp hạng cao nhất năm 2024?", "(3) Chính sách về y tế: thứ 13 — cao nhất [1]"),
        ("trong các chính sách (1)-(2), chính sách nào có chỉ số năm 2024 cao nhất?", "(1) Chính sách về giáo dục"),
    ],
)
def test_the_member_and_its_figure_come_first(on_file: Library, question: str, first: str) -> None:
    draft = extreme(*asked(question, on_file), on_file)
    assert draft is not None
    assert draft.lines[0].startswith(first)
    grounded(draft)


def test_the_set_is_shown_as_the_working(on_file: Library) -> None:
    draft = extreme(*asked("chính sách nào có chỉ số năm 2024 cao nhất?", on_file), on_file)
    assert draft is not None
    assert draft.computation is not None
    assert draft.computation["formula"] == "max(84,16; 83,99; 86,77) = 86,77"


@pytest.mark.parametrize("question", ["Sở nào có tỷ lệ ký số thấp nhất?", "xã nào có nhiều máy in nhất?"])
def test_members_must_be_what_the_question_calls_them(on_file: Library, question: str) -> None:
    assert extreme(*asked(question, on_file), on_file) is None


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Trong 8 lĩnh vực, lĩnh vực nào thấp nhất?", "lĩnh vực"),
        ("các xã nào trên 90%?", "xã"),
        ("Khoản mất điểm nặng nhất là gì?", ""),
    ],
)
def test_what_a_member_is_called(question: str, noun: str) -> None:
    assert sought(question) == noun
