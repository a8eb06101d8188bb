"""Complete lists below or above a threshold."""

import pytest

from rag.library import Library
from rag.reckoning.select import selected, threshold
from tests.small_report import asked, grounded, library


@pytest.fixture(scope="module")
def on_file() -> Library:
    return library()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("những chính sách nào năm 2024 dưới 84,5%?", ["giáo dục", "giao thông"]),
        ("các chính sách nào năm 2024 có chỉ số trên 84%?", ["giáo dục", "y tế"]),
        ("những chính sách nào năm 2024 có chỉ số từ 84,16% trở lên?", ["giáo dục", "y tế"]),
        ("những chính sách nào năm 2024 có chỉ số trên 84,16%?", ["y tế"]),
        ("những chính sách nào năm 2024 có chỉ số trên 99%?", []),
    ],
)
def test_all_members_beyond_the_threshold_and_no_other(on_file: Library, question: str, names: list[str]) -> None:
    draft = selected(*asked(question, on_file), on_file)
    assert draft is not None
    first = draft.lines[0]
    assert [n for n in ("giáo dục", "giao thông", "y tế") if n in first] == names
    assert (f"{len(names)}/3" in first) == bool(names)
    grounded(draft)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dưới 84", ("<", 84.0)),
        ("chưa đạt 95%", ("<", 95.0)),
        ("không quá 3 điểm", ("<=", 3.0)),
        ("từ 90% trở lên", (">=", 90.0)),
        ("vượt 100%", (">", 100.0)),
        ("không dưới 80%", (">=", 80.0)),
        ("dưới sự chỉ đạo", None),
    ],
)
def test_thresholds(text: str, expected: tuple[str, float] | None) -> None:
    found = threshold(f"những xã nào {text}")
    assert (found[:2] if found else None) == expected


def test_a_question_without_a_threshold_or_a_set_selects_nothing(on_file: Library) -> None:
    assert selected(*asked("những chính sách nào được đánh giá?", on_file), on_file) is None
    assert selected(*asked("những xã nào có tỷ lệ ký số dưới 90%?", on_file), on_file) is None
