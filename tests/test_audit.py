"""Findings on small made sentences, each with the sum a reader can do in the head; silence where nothing is wrong."""

import pytest

from ingest.audit import audit
from ingest.records import Document, Finding, Parsed, Statement


def parsed(*texts: str, **fields: object) -> Parsed:
    document = Document("bc", "bc.docx", "0", "docx", 0, **fields)  # type: ignore[arg-type]
    statements = tuple(Statement(f"s{i}", "bc", i, "sentence", text) for i, text in enumerate(texts))
    return Parsed(document, (), statements=statements)


def found(*texts: str) -> tuple[Finding, ...]:
    return audit(parsed(*texts))


def kinds(*texts: str) -> list[str]:
    return [finding.kind for finding in found(*texts)]


@pytest.mark.parametrize(
    "text",
    [
        "Tổng số bàn là 60 chiếc (cấp tỉnh 25 chiếc; cấp huyện 20 chiếc; cấp xã 25 chiếc).",
        "Đã mua 1.210 cây giống, trong đó: 1.000 cây giống lúa; 310 cây giống ngô.",
    ],
)
def test_parts_that_do_not_make_their_total(text: str) -> None:
    assert kinds(text) == ["tổng không khớp"]


@pytest.mark.parametrize(
    "text",
    [
        "Tổng số bàn là 70 chiếc (cấp tỉnh 25 chiếc; cấp huyện 20 chiếc; cấp xã 25 chiếc).",
        "Đạt 27,85 điểm (gồm: hồ sơ 8,55 điểm; khảo sát 19,29 điểm).",  # 27,84: half a unit on each
        "Có 60 hồ sơ (đúng hạn 20 hồ sơ; trễ hạn 10 hồ sơ).",  # the rest may be under way
        "Có 60 người (nữ 40 người; đảng viên 20 người; dân tộc thiểu số 10 người), cả tỉnh.",  # parts overlap
    ],
)
def test_sums_that_may_be_right(text: str) -> None:
    assert kinds(text) == []


def test_a_sum_says_both_values() -> None:
    (finding,) = found("Tổng số bàn là 60 chiếc (cấp tỉnh 25 chiếc; cấp huyện 20 chiếc; cấp xã 25 chiếc).")
    assert finding.message == "Tổng in là 60 chiếc nhưng các phần cộng lại là 25 + 20 + 25 = 70."
    assert finding.statement_ids == ("s0",)
    assert finding.quotes[0].startswith("Tổng số bàn")


def test_a_misprinted_number_with_the_value_that_fits() -> None:
    (finding,) = found("Tổng số 1.500.000 văn bản, trong đó: 1.290.765 văn bản đến; 2.09.235 văn bản đi.")
    assert finding.kind == "số in sai"
    assert "209.235" in finding.message


def test_sections_and_dates_are_no_misprints() -> None:
    assert kinds("Theo mục 2.1.13 và ngày 02.12.2024, thực hiện 1.2.3 của Quy chế.") == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Đã giải quyết 30/40 hồ sơ, đạt tỷ lệ 76%.", "75%"),
        ("Đạt 4,5/9 điểm (đạt 51,5%).", "50,0%"),
        ("Đã trả 40 hồ sơ (đúng hạn 30 hồ sơ, chiếm 80%; trễ hạn 10 hồ sơ, chiếm 25%).", "75%"),
        ("Có 30 hồ sơ trên tổng số 40 hồ sơ, đạt 57%.", "75%"),
    ],
)
def test_a_share_that_does_not_fit(text: str, right: str) -> None:
    (finding,) = found(text)
    assert finding.kind == "tỷ lệ không khớp"
    assert right in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Đã giải quyết 2/3 hồ sơ, đạt tỷ lệ 66,7%.",
        "Đạt 12,94/13 điểm (đạt 99,57%).",  # 12,945 : 13 = 99,577
        "Có 3/5 xã, đạt 60% kế hoạch; có 4/5 xã, đạt 90% chỉ tiêu năm.",
        "Xếp hạng 33/63, đạt 70,96% số điểm.",
        "Có 2/3 hồ sơ, đạt trên 60%.",
    ],
)
def test_shares_that_may_be_right(text: str) -> None:
    assert kinds(text) == []


def test_two_dates_for_one_number() -> None:
    (finding,) = found(
        "Thực hiện Quyết định số 99/QĐ-TTg ngày 05/02/2024 của Thủ tướng Chính phủ.",
        "Căn cứ Quyết định số 99/QĐTTg ngày 25 tháng 01 năm 2024 của Thủ tướng Chính phủ.",
    )
    assert finding.kind == "hai ngày cho một văn bản"
    assert finding.statement_ids == ("s0", "s1")
    assert "05/02/2024" in finding.message
    assert "25 tháng 01 năm 2024" in finding.message


@pytest.mark.parametrize(
    "texts",
    [
        # numbers start anew each year
        ("Nghị quyết 01/NQ-CP ngày 05/01/2024.", "Nghị quyết 01/NQ-CP ngày 08/01/2025."),
        ("Quyết định 5/QĐ-UBND ngày 01/02/2024 của UBND tỉnh.", "Quyết định 5/QĐ-UBND ngày 09/02/2024 của UBND huyện."),
        ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020.", "Nghị định 30/2020/NĐ-CP ngày 5 tháng 3 năm 2020."),
    ],
)
def test_documents_that_are_not_the_same_or_have_one_date(texts: tuple[str, str]) -> None:
    assert kinds(*texts) == []


def test_a_number_of_one_year_dated_in_another_and_a_day_that_is_none() -> None:
    assert kinds("Nghị quyết số 7/2020/NQ-HĐND ngày 12/7/2023.") == ["năm của số và ngày văn bản lệch nhau"]
    assert kinds("Quyết định số 7/QĐ-UBND ngày 31/4/2024 của UBND tỉnh.") == ["ngày không có trong lịch"]
