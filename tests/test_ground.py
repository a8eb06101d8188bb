"""Nothing that its citation does not hold gets past the check: changed digits, units, dates, numbers, names, sums."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rag.ground import ground
from rag.reckoning.arithmetic import believed
from rag.records import Citation

QUOTE = (
    "Theo Quyết định số 104/QĐ-TTg ngày 05/02/2024, UBND tỉnh Ninh Bình giao ông Nguyễn Anh Chức: "
    "tiếp nhận 421.387 hồ sơ, trễ hạn 3.313 hồ sơ, đạt 93,5%, xếp thứ 6/63, kinh phí 1.234,5 tỷ đồng."
)
CITATION = Citation(1, "bao-cao", "Báo cáo quý I", "12/BC-UBND", "I. Kết quả", 3, QUOTE, "")
OTHER = Citation(2, "bao-cao", "Báo cáo quý I", "12/BC-UBND", "I. Kết quả", 4, "Ký số đạt 96,81%.", "")
CLAIMS = (
    "421.387 hồ sơ được tiếp nhận",
    "3.313 hồ sơ trễ hạn",
    "93,5%",
    "thứ 6/63",
    "1.234,5 tỷ đồng",
    "Quyết định số 104/QĐ-TTg",
    "ngày 05/02/2024",
    "ông Nguyễn Anh Chức",
    "UBND tỉnh Ninh Bình",
)
SHARE: dict[str, Any] = {
    "formula": "3.313 / 421.387 × 100 = 0,79",
    "operands": [
        {"text": "3.313 hồ sơ", "value": 3313.0, "citation": 1},
        {"text": "421.387 hồ sơ", "value": 421387.0, "citation": 1},
    ],
    "result": "0,79%",
}


def passes(line: str, computation: dict[str, Any] | None = None) -> bool:
    return ground(line, (CITATION, OTHER), computation).withheld == ()


@pytest.mark.parametrize("claim", CLAIMS)
def test_what_is_printed_passes(claim: str) -> None:
    assert passes(f"{claim} [1]")


@pytest.mark.parametrize("claim", [c for c in CLAIMS if re.search(r"\d", c)])
def test_no_digit_can_be_changed(claim: str) -> None:
    for match in re.finditer(r"\d", claim):
        for digit in "0123456789":
            changed = claim[: match.start()] + digit + claim[match.end() :]
            if digit != match.group() and not _same(changed, claim):
                assert not passes(f"{changed} [1]"), changed


def _same(changed: str, claim: str) -> bool:
    """Whether a mutation says another number that is printed all the same, as "5 tỷ" beside "6/63" never is."""
    return re.sub(r"\b0+(?=\d)", "", changed) == re.sub(r"\b0+(?=\d)", "", claim)


@given(st.decimals(min_value=0, max_value=10**7, places=2))
def test_no_number_that_is_not_printed_passes(value: Any) -> None:
    printed = {"421387", "3313", "93.5", "6", "63", "1234.5", "104", "3", "12"}
    plain = f"{value.normalize():f}"
    assume(plain not in printed)
    assert not passes(f"đạt {plain.replace('.', ',')} hồ sơ [1]")


@given(st.integers(1, 28), st.integers(1, 12), st.integers(2015, 2030))
def test_no_other_date_passes(day: int, month: int, year: int) -> None:
    assume((day, month, year) != (5, 2, 2024))
    assert not passes(f"ngày {day:02}/{month:02}/{year} [1]")


@given(st.sampled_from(["Nguyễn Anh Chúc", "Trần Anh Chức", "UBND tỉnh Thanh Hóa", "HĐND tỉnh", "ông Phạm Văn Chức"]))
def test_no_other_name_passes(name: str) -> None:
    assert not passes(f"{name} chủ trì [1]")


@given(st.integers(0, 999))
def test_only_markers_that_exist_pass(marker: int) -> None:
    assert passes(f"Ký số [{marker}]") == (marker in (1, 2))


def test_a_figure_must_stand_in_the_citation_it_is_marked_with() -> None:
    assert passes("96,81% [2]")
    assert not passes("96,81% [1]")


def test_a_first_line_that_fails_leaves_nothing_to_say() -> None:
    found = ground("94,5% ký số [1]\n\n93,5% [1]", (CITATION,))
    assert found.headless
    assert found.withheld == ("94,5% ký số [1]",)


# --- computations -----------------------------------------------------------------------------------


def test_a_computation_that_comes_out_may_be_said() -> None:
    assert passes("0,79% hồ sơ trễ hạn [1]", SHARE)
    assert passes("3.313 / 421.387 × 100 = 0,79 [1]", SHARE)


def test_no_digit_of_a_computation_can_be_changed() -> None:
    for field in ("formula", "result"):
        text = SHARE[field]
        for match in re.finditer(r"\d", text):
            for digit in "0123456789":
                changed = text[: match.start()] + digit + text[match.end() :]
                if changed != text:
                    assert not passes("0,79% hồ sơ trễ hạn [1]", {**SHARE, field: changed}), changed


@given(st.integers(0, 1), st.integers(1, 10**6))
def test_no_operand_can_be_invented(index: int, value: int) -> None:
    assume(value not in (3313, 421387))
    operands = [dict(o) for o in SHARE["operands"]]
    operands[index] = {"text": f"{value} hồ sơ", "value": float(value), "citation": 1}
    assert not passes("0,79% hồ sơ trễ hạn [1]", {**SHARE, "operands": operands})


def test_an_operand_must_stand_in_the_citation_it_names_and_say_its_value() -> None:
    elsewhere = [{**o, "citation": 2} for o in SHARE["operands"]]
    assert not passes("0,79% [1]", {**SHARE, "operands": elsewhere})
    wrong = [{**SHARE["operands"][0], "value": 3314.0}, SHARE["operands"][1]]
    assert not passes("0,79% [1]", {**SHARE, "operands": wrong})
    part = [{**SHARE["operands"][0], "text": "313 hồ sơ", "value": 313.0}, SHARE["operands"][1]]
    assert not passes("0,79% [1]", {**SHARE, "operands": part})


@pytest.mark.parametrize(
    ("formula", "result", "holds"),
    [
        ("2 + 3 = 5", "5 xã", True),
        ("2 + 3 = 6", "6 xã", False),
        ("2 + 4 = 6", "6 xã", False),
        ("2 + 3 = 5", "7 xã", False),
        ("2 + 3 = 5; 5 / 8 × 100 = 62,5", "62,5%", True),
        ("5 / 8 × 100 = 62,5", "62,5%", False),
        ("max(2; 3) = 3", "3", True),
        ("max(2; 3) = 2", "2", False),
        ("min(2; 3) = 2", "2", True),
        ("đếm(2; 3) = 2", "2", True),
        ("đếm(2; 3) = 3", "3", False),
        ("3 − 2 = 1", "1 xã", True),
        ("2 / 0 = 1", "1", False),
        ("", "5", False),
        ("9", "9", False),
    ],
)
def test_a_formula_uses_its_operands_and_comes_out(formula: str, result: str, holds: bool) -> None:
    operands = [
        {"text": "2 xã", "value": 2.0, "citation": 1},
        {"text": "3/8 xã", "value": 3.0, "citation": 1},
    ]
    quote = replace(CITATION, quote="gồm 2 xã và 3/8 xã").quote
    assert believed({"formula": formula, "operands": operands, "result": result}, {1: quote}) == holds
