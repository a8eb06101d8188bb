"""Members of a set told in prose: the highest and lowest, and all beyond a limit."""

import pytest

from rag.library import Library
from rag.tables.in_prose import members_told, unsaid_end
from rag.tables.limits import threshold
from rag.tables.members import sought
from rag.tables.told import rows_told
from tests.small_report import asked, grounded, library


@pytest.fixture(scope="module")
def on_file() -> Library:
    return library()


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("cấp nào có nhiều máy quét nhất?", "Tổng số máy quét 90 máy: cấp tỉnh: 40 máy — cao nhất [1]"),
        ("cấp nào ít máy quét nhất?", "Tổng số máy quét 90 máy: cấp huyện: 20 máy — thấp nhất [1]"),
        ("xếp loại nào nhiều đơn vị nhất?", "Kết quả xếp loại: Xếp loại Khá: 30/50 đơn vị — cao nhất [1]"),
    ],
)
def test_the_member_and_its_figure_come_first(on_file: Library, question: str, first: str) -> None:
    draft = members_told(*asked(question, on_file), on_file)
    assert draft is not None
    assert draft.lines[0] == first
    grounded(draft)


def test_the_set_is_shown_as_the_working_without_its_total(on_file: Library) -> None:
    draft = members_told(*asked("cấp nào có nhiều máy quét nhất?", on_file), on_file)
    assert draft is not None
    assert draft.computation is not None
    assert draft.computation["formula"] == "max(40; 20; 25) = 40"


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("chính sách nào có chỉ số năm 2024 cao nhất?", "Chính sách về y tế: 86,77 — cao nhất"),
        ("năm 2023 chính sách nào có chỉ số thấp nhất?", "Chính sách về giao thông: 81,22 — thấp nhất"),
        ("chính sách nào xếp hạng thấp nhất năm 2024?", "Chính sách về giáo dục: 29 — thấp nhất"),
        ("chính sách nào xếp hạng cao nhất năm 2024?", "Chính sách về y tế: 13 — cao nhất"),
        ("trong các chính sách (1)-(2), chính sách nào có chỉ số năm 2024 cao nhất?", "Chính sách về giáo dục: 84,16"),
        (
            "những chính sách nào xếp hạng dưới 15 năm 2024?",
            "2 chính sách (Năm 2024 – Xếp hạng): Chính sách về giáo dục",
        ),
    ],
)
def test_rows_of_a_table_are_chosen_beside_them(on_file: Library, question: str, first: str) -> None:
    draft = rows_told(*asked(question, on_file), on_file)
    assert draft is not None
    assert draft.lines[0].startswith(first)
    grounded(draft)


@pytest.mark.parametrize("question", ["Sở nào có tỷ lệ ký số thấp nhất?", "xã nào có nhiều máy in nhất?"])
def test_members_must_be_what_the_question_calls_them(on_file: Library, question: str) -> None:
    assert members_told(*asked(question, on_file), on_file) is None


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


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("những chính sách nào năm 2024 dưới 84,5%?", ["giáo dục", "giao thông"]),
        ("các chính sách nào năm 2024 có chỉ số trên 84%?", ["giáo dục", "y tế"]),
        ("những chính sách nào năm 2024 có chỉ số từ 84,16% trở lên?", ["giáo dục", "y tế"]),
    ],
)
def test_all_rows_beyond_the_threshold_and_no_other(on_file: Library, question: str, first: list[str]) -> None:
    draft = rows_told(*asked(question, on_file), on_file)
    assert draft is not None
    assert [n for n in ("giáo dục", "giao thông", "y tế") if n in draft.lines[0]] == first
    grounded(draft)


def test_all_members_beyond_the_threshold_and_no_other(on_file: Library) -> None:
    draft = members_told(*asked("những cấp nào có trên 22 máy quét?", on_file), on_file)
    assert draft is not None
    assert draft.lines[0].startswith("2/3 cấp: ")
    assert "cấp tỉnh (40 máy)" in draft.lines[0]
    assert "cấp xã (25 máy)" in draft.lines[0]
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


@pytest.mark.parametrize(
    "question",
    [
        "những chính sách nào được đánh giá?",
        "những xã nào có tỷ lệ ký số dưới 90%?",
        "những chính sách nào năm 2024 có chỉ số trên 99%?",
    ],
)
def test_without_a_threshold_a_set_or_a_member_beyond_it_nothing_is_told(on_file: Library, question: str) -> None:
    assert members_told(*asked(question, on_file), on_file) is None


@pytest.mark.parametrize(
    ("best", "unsaid"),
    [
        ("Văn phòng UBND tỉnh phối hợp xử lý hồ sơ, thống nhất quy trình, không để chậm, muộn", True),
        ("Sở Tài chính có nhiều hồ sơ trễ hạn nhất", False),
        ("Dẫn đầu là Sở Tài chính", False),
    ],
)
def test_who_is_at_an_end_must_be_said(on_file: Library, best: str, unsaid: bool) -> None:
    plan, _ = asked("sở nào nhiều hồ sơ trễ hạn nhất?", on_file)
    assert unsaid_end(plan, best) is unsaid
