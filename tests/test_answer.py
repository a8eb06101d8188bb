"""Readings → a draft, by what is asked."""

import pytest

from rag.answer import draft
from rag.ground import ground
from rag.library import Library
from rag.records import Outcome
from tests.room import evidence, plan


@pytest.mark.parametrize(
    ("question", "outcome", "first"),
    [
        ("tỷ lệ ký số tại sở ngành quý 1 năm 2026?", "answered", "97,4%"),
        ("báo cáo 45/BC-UBND do ai ký?", "answered", "Người ký: "),
        ("vì sao số hóa hồ sơ còn chậm?", "answered", "Việc số hóa hồ sơ còn chậm do"),
        ("tỷ lệ ký số tại sở ngành quý 4 năm 2025?", "other_period", "Không có số liệu này cho quý 4 năm 2025"),
        ("tỷ lệ ký số tại sở ngành của tỉnh Nghệ An?", "not_found", "Không tìm thấy"),
        ("giá vàng miếng hôm qua?", "out_of_scope", "Không có thông tin này"),
    ],
)
def test_the_kind_of_question_decides_the_answer(question: str, outcome: Outcome, first: str, shelf: Library) -> None:
    made = draft(plan(question, shelf), evidence(shelf), shelf)
    assert (made.outcome, made.lines[0].startswith(first)) == (outcome, True)
    if outcome == "answered":
        assert ground("\n".join(made.lines), made.citations, made.computation).withheld == ()


def test_without_evidence_there_is_no_answer(shelf: Library) -> None:
    made = draft(plan("tỷ lệ ký số?", shelf), (), shelf)
    assert (made.outcome, made.citations) == ("not_found", ())
