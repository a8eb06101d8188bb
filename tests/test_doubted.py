"""Whether the print agrees is answered from what the audit found, with both places; a sum is added up at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.assistant import Assistant
from tests.room import on_file

HEAD = """ỦY BAN NHÂN DÂN
TỈNH AN HẠ
Số: {number}/BC-UBND
An Hạ, ngày 30 tháng 9 năm 2026
BÁO CÁO
{title} quý III năm 2026

I. KẾT QUẢ

"""
ONE = """Quý III năm 2026, toàn tỉnh còn thiếu 1.556 giáo viên so với định mức; xây mới 45 trường.

Tổng chi cho y tế là 526 tỷ đồng, đạt 17,4% dự toán, gồm: chi đầu tư 187 tỷ đồng; chi thường xuyên 349 tỷ đồng.

Có 37 văn bản chỉ đạo (05 quyết định; 04 kế hoạch; 28 công văn), tăng 3 văn bản; tiếp 2.758 lượt công dân.
"""
OTHER = """Quý III năm 2026, toàn tỉnh thiếu 1.656 giáo viên so với định mức; khởi công 12 cầu.
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {
        "bc1.md": HEAD.format(number=1, title="Tình hình giáo dục, y tế") + ONE,
        "bc2.md": HEAD.format(number=2, title="Kết luận phiên họp") + OTHER,
    }
    with on_file(Path(tmp_path_factory.mktemp("office")), texts) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "số giáo viên còn thiếu ở hai báo cáo có khớp nhau không?",
        "toàn tỉnh thiếu bao nhiêu giáo viên, số nào đúng?",
        "sao số giáo viên thiếu mỗi nơi một khác?",
        "thiếu 1.556 hay 1.656 giáo viên?",
    ],
)
def test_two_values_are_told_with_both_places(office: Assistant, question: str) -> None:
    answer = office.ask(question)
    first = answer.answer.splitlines()[0]
    assert "1.556" in first
    assert "1.656" in first
    assert {c.document_id for c in answer.citations} == {"bc1", "bc2"}


def test_a_plain_question_is_told_the_other_value_too(office: Assistant) -> None:
    answer = office.ask("quý III toàn tỉnh thiếu bao nhiêu giáo viên?")
    assert "1.556" in answer.answer
    assert "1.656" in answer.answer


def test_a_sum_that_does_not_come_out(office: Assistant) -> None:
    answer = office.ask("tổng chi cho y tế quý III là bao nhiêu, cộng các khoản có khớp không?").answer
    assert answer.startswith("Không khớp")
    assert "526" in answer
    assert "187 + 349 = 536" in answer


def test_a_sum_that_comes_out(office: Assistant) -> None:
    answer = office.ask("37 văn bản chỉ đạo quý III, cộng các loại lại có đủ không?").answer
    assert answer.startswith("Khớp")
    assert "5 + 4 + 28 = 37" in answer


@pytest.mark.parametrize(
    "question",
    [
        "số lượt tiếp công dân quý III có khớp không?",
        "xây mới bao nhiêu trường, số nào đúng?",
    ],
)
def test_what_disagrees_with_nothing_is_not_said_to(office: Assistant, question: str) -> None:
    assert not office.ask(question).answer.startswith("Không khớp")
