"""What remains of a whole: computed where whole and part are printed, told where it is printed itself."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file as filed

REPORT = """BÁO CÁO
Kết quả thực hiện nhiệm vụ 6 tháng đầu năm 2026

I. BIÊN CHẾ

Biên chế hành chính được giao năm 2026 là 3.200 người, có mặt 3.050 người; riêng cấp xã giao 1.400, có mặt 1.290.

II. KIỂM TRA

Đoàn kiểm tra đã làm việc với 12 cơ quan, phát hiện 80 sai sót, đến ngày 10/6/2026 đã khắc phục 71 sai sót.

III. GIẢI QUYẾT ĐƠN THƯ

Toàn ngành tiếp nhận 900 đơn khiếu nại, giải quyết đúng hạn 850 đơn, quá hạn 20 đơn, số còn lại đang giải quyết.

IV. ĐẤT ĐAI

Các huyện tiếp nhận 500 hồ sơ đất đai, đã giải quyết 420 hồ sơ; số hồ sơ đang giải quyết: 80 hồ sơ (trễ hạn 7 hồ sơ).

V. VỐN ĐẦU TƯ

Bảng 1. Giải ngân vốn đầu tư công theo chủ đầu tư (tỷ đồng)

| TT | Chủ đầu tư | Kế hoạch vốn năm 2026 | Giải ngân đến 31/3/2026 | Giải ngân đến 30/6/2026 | Số hộ nghèo |
|---|---|---|---|---|---|
| 1 | Ban Quản lý dự án giao thông | 1.120 | 88,9 | 214,6 | 5 |
| 2 | Ban Quản lý dự án thủy lợi | 640 | 90,5 | 301,2 | 7 |
| 3 | Xã Khe Lũng | 25,3 | 3,1 | 9,2 | 429 |

Bảng 2. Kết quả thi tuyển công chức giai đoạn 2024-2026

| Năm | Số thí sinh dự thi | Số thí sinh đỗ |
|---|---|---|
| 2024 | 310 | 120 |
| 2025 | 280 | 100 |
| 2026 | 295 | 130 |
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with filed(tmp_path_factory.mktemp("con-lai"), {"bc.md": REPORT}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "result", "formula"),
    [
        ("biên chế hành chính năm 2026 còn thiếu bao nhiêu người?", "150 người", "3.200 − 3.050 = 150"),
        ("cấp xã còn khuyết bao nhiêu biên chế so với số giao?", "110", "1.400 − 1.290 = 110"),
        ("kiểm tra thấy sai sót, còn mấy sai sót chưa sửa?", "9 sai sót", "80 − 71 = 9"),
        ("đơn khiếu nại còn đang giải quyết mấy đơn?", "30 đơn", "900 − 850 − 20 = 30"),
        ("ban dự án thủy lợi còn bao nhiêu tỷ vốn chưa giải ngân?", "338,8 tỷ đồng", "640 − 301,2 = 338,8"),
        ("ban giao thông tới 31/3 còn bao nhiêu tỷ vốn chưa giải ngân?", "1.031,1 tỷ đồng", "1.120 − 88,9 = 1.031,1"),
        ("thi tuyển công chức 2025 trượt bao nhiêu thí sinh?", "180 thí sinh", "280 − 100 = 180"),
    ],
)
def test_what_remains_is_the_whole_less_what_is_done(
    office: Assistant, question: str, result: str, formula: str
) -> None:
    answer = office.ask(question)
    assert answer.computation is not None, answer.answer
    assert (answer.computation["result"], answer.computation["formula"]) == (result, formula)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("hồ sơ đất đai còn bao nhiêu chưa giải quyết?", "80 hồ sơ"),
        ("xã Khe Lũng còn mấy hộ nghèo?", "429"),
    ],
)
def test_what_is_printed_as_left_is_told_and_not_computed(office: Assistant, question: str, figure: str) -> None:
    answer = office.ask(question)
    assert answer.computation is None, answer.answer
    assert answer.answer.startswith(figure)


def test_nothing_remains_of_what_no_place_speaks_of(office: Assistant) -> None:
    assert office.ask("còn thiếu bao nhiêu giường bệnh so với kế hoạch?").abstained
