"""All that a document gives a body to do, in all places that say so."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file as filed

NOTICE = """ỦY BAN NHÂN DÂN
TỈNH AN KHÊ

Số: 77/TB-UBND

An Khê, ngày 06 tháng 4 năm 2026

THÔNG BÁO
Kết luận phiên họp thường kỳ tháng 3 năm 2026

I. Về đầu tư công

1. Giao Sở Tài chính rà soát, điều chuyển 85 tỷ đồng của các dự án chậm trước ngày 20/4/2026.

2. Giao Sở Xây dựng:

a) Hoàn thành cầu Nậm Rốm trước ngày 30/6/2026.

b) Báo cáo tiến độ vào thứ Sáu hằng tuần.

II. Về y tế

1. Sở Y tế chủ trì mua 14 xe cứu thương.

2. Giao Sở Tài chính bố trí 21 tỷ đồng mua thuốc.
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with filed(tmp_path_factory.mktemp("duties"), {"ket-luan-thang-3.txt": NOTICE}) as assistant:
        yield assistant


DUTIES = ("85 tỷ", "cầu Nậm Rốm", "thứ Sáu", "14 xe", "21 tỷ")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("kết luận phiên họp tháng 3 giao Sở Tài chính những gì?", ("85 tỷ", "21 tỷ")),
        ("Sở Xây dựng phải làm gì theo kết luận phiên họp tháng 3?", ("cầu Nậm Rốm", "thứ Sáu")),
        ("phiên họp tháng 3 yêu cầu Sở Y tế làm gì?", ("14 xe",)),
    ],
)
def test_every_place_that_gives_the_body_something(office: Assistant, question: str, told: tuple[str, ...]) -> None:
    answer = office.ask(question).answer
    assert tuple(d for d in DUTIES if d in answer) == told, answer


def test_a_question_of_one_matter_is_not_told_all(office: Assistant) -> None:
    assert "85 tỷ" not in office.ask("Sở Tài chính phải bố trí bao nhiêu tỷ mua thuốc?").answer
