"""Slots that a place does not meet although its words fit."""

from dataclasses import replace

import pytest

from rag.library import Library
from rag.misfit import asks_person, misfit, persons_in, unsaid_number
from tests.room import plan, reading

LOWER = "tỷ lệ ký số tại xã, phường đạt 88,6%"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("tỷ lệ ký số tại xã phường?", None),
        ("tỷ lệ ký số cấp huyện?", "level"),
        ("tỷ lệ ký số cấp 3 tại xã phường?", "number"),
        ("chỉ tiêu tỷ lệ ký số tại xã phường là bao nhiêu?", "result"),
        ("Giám đốc Sở Nội vụ tên là gì?", "person"),
    ],
)
def test_a_near_twin_does_not_fit(asked: str, found: str | None, shelf: Library) -> None:
    assert misfit(plan(asked, shelf), reading(LOWER, shelf)) == found


def test_a_target_is_no_result(shelf: Library) -> None:
    spot = reading(LOWER, shelf)
    aimed = replace(spot, figures=tuple(replace(f, kind="chỉ tiêu") for f in spot.place.figures))
    assert misfit(plan("đến nay ký số tại xã phường đã đạt được bao nhiêu phần trăm?", shelf), aimed) == "target"
    assert misfit(plan("chỉ tiêu ký số tại xã phường là bao nhiêu phần trăm?", shelf), aimed) is None


def test_a_document_number_must_be_printed(shelf: Library) -> None:
    assert unsaid_number(plan("Nghị định 15/2020/NĐ-CP quy định gì?", shelf), reading(LOWER, shelf)) == "15/2020/nđ-cp"


def test_who_holds_an_office_is_a_person(shelf: Library) -> None:
    assert asks_person(plan("Chủ tịch UBND tỉnh là ai?", shelf))
    assert not asks_person(plan("ai chủ trì cải cách thể chế?", shelf))
    assert persons_in("Phó Chủ tịch Nguyễn Anh Chức, tỉnh Thái Bình") == ("Nguyễn Anh Chức",)
