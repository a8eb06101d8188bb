"""Whom to call about a plan: the line with the number says nothing of the plan, its document does."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file

PLAN = """ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI

Số: 52/KH-UBND

Yên Bái, ngày 09 tháng 2 năm 2026

KẾ HOẠCH
Phổ cập kỹ năng số năm 2026

I. MỤC TIÊU

Có 80% người lao động có kỹ năng số cơ bản.

II. TỔ CHỨC THỰC HIỆN

Nếu có vướng mắc, phản ánh về Sở Khoa học và Công nghệ (bà Trần Thị Mẫu, điện thoại 0216.3999.123).
"""
OTHER = """ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI

Số: 53/KH-UBND

Yên Bái, ngày 10 tháng 2 năm 2026

KẾ HOẠCH
Trồng rừng năm 2026

I. TỔ CHỨC THỰC HIỆN

Đầu mối: ông Lê Văn Thử, Chi cục Kiểm lâm, điện thoại 0216.3888.456.
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with on_file(tmp_path_factory.mktemp("contacts"), {"ky-nang.txt": PLAN, "rung.txt": OTHER}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("vướng gì về kế hoạch kỹ năng số thì gọi ai, số mấy", "0216.3999.123"),
        ("cần hỏi kế hoạch trồng rừng thì gọi cho ai, số nào", "0216.3888.456"),
    ],
)
def test_the_line_of_the_plan_that_is_meant_is_told(question: str, number: str, shelf: Assistant) -> None:
    answer = shelf.ask(question)
    assert number in answer.answer.split("\n")[0]
    assert number in answer.citations[0].quote


@pytest.mark.parametrize("question", ["số điện thoại của Sở Y tế", "xin số điện thoại liên hệ về kế hoạch tiêm chủng"])
def test_a_number_of_another_matter_is_not_told(question: str, shelf: Assistant) -> None:
    assert shelf.ask(question).abstained
