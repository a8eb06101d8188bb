"""Reasons and consequences, and where they stand: beside the sentence that states the fact."""

from collections.abc import Iterator

import pytest

from rag.library import Library
from rag.reading.causes import states_cause, states_consequence
from rag.telling.reasons import reasons
from tests.room import on_file, plan, reading

PAPER = """ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI

Số: 30/BC-UBND

Yên Bái, ngày 09 tháng 6 năm 2026

BÁO CÁO
Thu chi ngân sách năm 2026

I. KẾT QUẢ

Chi thường xuyên đạt 108% dự toán. Chi vượt chủ yếu do mưa lũ.
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with on_file(tmp_path_factory.mktemp("paper"), {"thu-chi.txt": PAPER}) as assistant:
        yield assistant.library


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Số thu giảm do giá nông sản xuống thấp.", True),
        ("Nguyên nhân là thiếu cán bộ.", True),
        ("Nhiệm vụ do Sở Nội vụ chủ trì.", False),
        ("Số thu đạt 95% dự toán.", False),
    ],
)
def test_who_acts_is_no_reason(text: str, gives: bool) -> None:
    assert states_cause(text) is gives


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Người khai gian bị thu hồi tiền thưởng.", True),
        ("1. Quy chế này quy định về xét tặng, xử lý vi phạm, thu hồi danh hiệu.", False),
        ("Người được tặng danh hiệu nhận Bằng công nhận.", False),
    ],
)
def test_what_a_document_is_about_is_no_consequence(text: str, gives: bool) -> None:
    assert states_consequence(text) is gives


@pytest.mark.parametrize(
    "question", ["sao chi thường xuyên lại vượt dự toán?", "chi thường xuyên vượt dự toán là vì những khoản gì?"]
)
def test_the_reason_comes_before_the_fact(question: str, paper: Library) -> None:
    asked = plan(question, paper)
    assert asked.intent == "explain"
    made = reasons(asked, [reading("Chi thường xuyên đạt 108% dự toán", paper)], paper)
    assert made.lines[0].startswith("Chi vượt chủ yếu do mưa lũ.")


def test_a_day_of_the_week_is_no_rank(paper: Library) -> None:
    asked = plan("lãnh đạo tỉnh tiếp dân vào thứ mấy, tuần nào?", paper)
    assert {(a.kind, a.unit) for a in asked.asks} == {("date", "thứ")}
