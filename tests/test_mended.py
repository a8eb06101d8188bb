"""Where a question doubts the print: what the figure must be by those beside it, the print told too."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file as filed

REPORT = """BÁO CÁO
Kết quả công tác Quý I năm 2026

I. VĂN BẢN

Tổng số văn bản trao đổi: 900.000 văn bản (650.000 văn bản nhận; 2.50.000 văn bản đi).

II. KHẢO SÁT

Điểm khảo sát sự hài lòng của người dân đạt 8,5/10 điểm, đạt 82%.

Điểm khảo sát công khai ngân sách đạt 9/10 điểm, đạt 90%.

III. HẠ TẦNG

Đã lắp 28/87 trạm phát sóng, chiếm 32,2%.
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with filed(tmp_path_factory.mktemp("office"), {"bao-cao.txt": REPORT}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "first", "formula"),
    [
        (
            "số văn bản đi in “2.50.000” là bao nhiêu mới đúng?",
            "250.000 văn bản — theo tổng",
            "900.000 − 650.000 = 250.000",
        ),
        ("điểm khảo sát hài lòng của người dân 8,5/10 ghi 82% có đúng không?", "Không khớp", "8,5 / 10 × 100 = 85"),
        ("điểm khảo sát công khai ngân sách 9/10 ghi 90% có đúng không?", "Khớp", "9 / 10 × 100 = 90"),
    ],
)
def test_a_doubted_figure_is_told_beside_what_it_must_be(
    office: Assistant, question: str, first: str, formula: str
) -> None:
    answer = office.ask(question)
    assert answer.computation is not None, answer.answer
    assert answer.answer.startswith(first)
    assert answer.computation["formula"] == formula


def test_the_misprint_itself_is_told(office: Assistant) -> None:
    answer = office.ask("số văn bản đi in “2.50.000” là bao nhiêu mới đúng?")
    assert "2.50.000 văn bản đi" in answer.answer.split("\n\n")[0]


def test_a_share_rounded_to_its_last_digit_agrees(office: Assistant) -> None:
    assert office.ask("đã lắp 28/87 trạm, ghi chiếm 32,2% có đúng không?").answer.startswith("Khớp (làm tròn)")


def test_a_plain_question_is_not_answered_so(office: Assistant) -> None:
    assert office.ask("điểm khảo sát hài lòng của người dân là bao nhiêu?").outcome == "answered"
