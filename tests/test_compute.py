"""Shares, sums, differences and ratios: the operands are found, the formula shown, a missing operand named."""

import pytest

from rag.compute import computed
from rag.draft import Draft
from rag.library import Library
from rag.read import read
from rag.reckoning.agree import agreement
from rag.reckoning.apart import Apart
from rag.reckoning.changes import implied
from rag.reckoning.count import counted
from tests.small_report import asked, grounded, library


@pytest.fixture(scope="module")
def on_file() -> Library:
    return library()


def made(text: str, on: Library) -> Draft | None:
    question, evidence = asked(text, on)
    return computed(question, evidence, Apart(question, read(question, evidence, on), on), on)


@pytest.mark.parametrize(
    ("question", "result", "formula"),
    [
        (
            "hồ sơ đã giải quyết chiếm bao nhiêu phần trăm số hồ sơ tiếp nhận quý I/2025?",
            "87,5%",
            "350 / 400 × 100 = 87,5",
        ),
        ("đang giải quyết chiếm mấy phần trăm tổng số hồ sơ tiếp nhận?", "12,5%", "50 / 400 × 100 = 12,5"),
        ("tỷ lệ hồ sơ đã giải quyết trên hồ sơ tiếp nhận", "87,5%", "350 / 400 × 100 = 87,5"),
        ("máy quét cấp xã chiếm bao nhiêu phần trăm tổng số máy quét?", "27,78%", "25 / 90 × 100 = 27,78"),
        ("cộng máy quét và máy in được bao nhiêu máy?", "150 máy", "90 + 60 = 150"),
        ("tổng số máy quét và máy in là bao nhiêu?", "150 máy", "90 + 60 = 150"),
        ("số máy quét gấp mấy lần số máy in?", "1,5 lần", "90 / 60 = 1,5"),
        ("số máy quét nhiều hơn số máy in bao nhiêu?", "30 máy", "90 − 60 = 30"),
        ("chênh lệch số máy quét giữa cấp tỉnh và cấp xã là bao nhiêu?", "15 máy", "40 − 25 = 15"),
        ("tiếp nhận trừ đi đã giải quyết còn lại bao nhiêu hồ sơ?", "50 hồ sơ", "400 − 350 = 50"),
        ("bao nhiêu phần trăm đơn vị xếp loại Khá trở xuống?", "40/50, 80%", "30 + 10 = 40; 40 / 50 × 100 = 80"),
    ],
)
def test_arithmetic_over_cited_operands(on_file: Library, question: str, result: str, formula: str) -> None:
    draft = made(question, on_file)
    assert draft is not None
    assert draft.computation is not None
    assert (draft.outcome, draft.computation["result"], draft.computation["formula"]) == ("computed", result, formula)
    text = grounded(draft)
    assert len(text.split("\n\n")[0]) <= 400
    quotes = {c.marker: c.quote for c in draft.citations}
    assert all(o["text"] in quotes[o["citation"]] for o in draft.computation["operands"])


def test_a_missing_operand_is_named_and_nothing_is_computed(on_file: Library) -> None:
    draft = made("cộng máy in và máy chiếu được bao nhiêu?", on_file)
    assert draft is not None
    assert (draft.outcome, draft.computation) == ("not_found", None)
    assert "máy chiếu" in draft.lines[0]
    assert "60 máy" in draft.lines[2]


@pytest.mark.parametrize(
    "question",
    [
        "máy chiếu chiếm bao nhiêu phần trăm tổng số máy in?",
        "máy in có bao nhiêu máy?",
        "Sở nào có tỷ lệ ký số thấp nhất?",
    ],
)
def test_nothing_is_computed_without_operands_or_when_not_asked(on_file: Library, question: str) -> None:
    draft = made(question, on_file)
    assert draft is None or draft.outcome == "not_found"


def test_a_share_that_is_printed_is_not_computed(on_file: Library) -> None:
    assert made("hồ sơ trễ hạn chiếm bao nhiêu phần trăm?", on_file) is None


@pytest.mark.parametrize(
    ("question", "result", "formula"),
    [
        ("Chỉ số chuyển đổi số năm 2023 của tỉnh là bao nhiêu?", "78%", "80,5 − 2,5 = 78"),
        ("Chỉ số chuyển đổi số trung bình cả nước năm 2024 là bao nhiêu?", "82%", "80,5 + 1,5 = 82"),
    ],
)
def test_a_stated_change_implies_the_value_on_its_other_side(
    on_file: Library, question: str, result: str, formula: str
) -> None:
    plan, evidence = asked(question, on_file)
    draft = implied(plan, evidence, read(plan, evidence, on_file), on_file)
    assert draft is not None
    assert draft.computation is not None
    assert (draft.computation["result"], draft.computation["formula"]) == (result, formula)
    grounded(draft)


def test_a_printed_value_is_not_implied(on_file: Library) -> None:
    plan, evidence = asked("Chỉ số chuyển đổi số năm 2024 của tỉnh là bao nhiêu?", on_file)
    assert implied(plan, evidence, read(plan, evidence, on_file), on_file) is None


def test_parts_beside_their_printed_total(on_file: Library) -> None:
    plan, evidence = asked("Tổng số máy quét có khớp với cộng các cấp không?", on_file)
    draft = agreement(plan, evidence, on_file)
    assert draft is not None
    assert draft.computation is not None
    assert draft.computation["formula"] == "40 + 20 + 25 = 85; 90 − 85 = 5"
    assert draft.lines[0].startswith("Không khớp: tổng in là 90 máy")
    assert draft.warnings
    grounded(draft)


def test_dates_of_one_document_in_all_places(on_file: Library) -> None:
    plan, evidence = asked("Quyết định 15/QĐ-TTg ghi ngày nào, có thống nhất không?", on_file)
    draft = agreement(plan, evidence, on_file)
    assert draft is not None
    assert draft.lines[0].startswith("Không thống nhất")
    assert "05/02/2025 [1]" in draft.lines[0]
    assert "25/01/2025 [2]" in draft.lines[0]
    grounded(draft)


def test_a_date_that_is_printed_twice_is_told_twice_though_nobody_doubts_it(on_file: Library) -> None:
    plan, evidence = asked("Quyết định số 15/QĐ-TTg ban hành ngày nào?", on_file)
    draft = agreement(plan, evidence, on_file)
    assert draft is not None
    assert all(day in draft.lines[0] for day in ("05/02/2025", "25/01/2025"))


def test_a_stated_change_of_rank_beside_the_ranks(on_file: Library) -> None:
    plan, evidence = asked("chính sách y tế: bảng ghi tăng mấy bậc, có đúng với thứ hạng hai năm không?", on_file)
    draft = agreement(plan, evidence, on_file)
    assert draft is not None
    assert draft.computation is not None
    assert draft.computation["formula"] == "24 − 13 = 11"
    assert "9 bậc" in draft.lines[0]
    assert "11 bậc" in draft.lines[0]
    grounded(draft)


def test_numbered_members_are_counted(on_file: Library) -> None:
    plan, evidence = asked("kế hoạch rà soát đề ra tất cả mấy nhóm thủ tục?", on_file)
    draft = counted(plan, evidence, read(plan, evidence, on_file), on_file)
    assert draft is not None
    assert draft.lines[0] == "4 nhóm [1]"
    grounded(draft)


def test_what_is_printed_or_not_enumerated_is_not_counted(on_file: Library) -> None:
    for question in ("có mấy máy in?", "tỉnh chia nhiệm vụ đào tạo thành mấy nhóm?"):
        plan, evidence = asked(question, on_file)
        assert counted(plan, evidence, read(plan, evidence, on_file), on_file) is None


@pytest.mark.parametrize(
    "question", ["vì sao bị trừ điểm hồ sơ quá hạn?", "điểm bị trừ vì hồ sơ quá hạn là bao nhiêu?"]
)
def test_points_that_were_taken_off_are_no_subtraction(question: str, on_file: Library) -> None:
    assert made(question, on_file) is None
