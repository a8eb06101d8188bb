"""What is reckoned from figures that stand together: a mean, a stretch between running totals, a share of a table."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file as filed

REPORT = """ỦY BAN NHÂN DÂN TỈNH LÀO CAI

BÁO CÁO
Kết quả công tác 9 tháng đầu năm 2026

I. KIỂM TRA

Đã tổ chức 16 cuộc kiểm tra tại các đơn vị, phát hiện 40 tồn tại, hạn chế.

II. CHUYỂN ĐỔI SỐ

Toàn tỉnh có 250 tổ công nghệ số cộng đồng với 1.750 thành viên.

Bảng 1. Giải ngân vốn đầu tư công của các xã (triệu đồng)

| TT | Đơn vị | Kế hoạch năm 2026 | Giải ngân lũy kế 6 tháng | Giải ngân lũy kế 9 tháng |
|---|---|---|---|---|
| 1 | Xã Khe Lũng | 40.000 | 12.000 | 21.500 |
| 2 | Xã Nậm Mười | 60.000 | 20.000 | 44.000 |
| 3 | Xã Sơn Lương | 25.000 | 9.000 | 16.000 |
| | Tổng cộng | 125.000 | 41.000 | 81.500 |

Bảng 2. Hồ sơ đã giải quyết của các xã (hồ sơ)

| TT | Đơn vị | Hồ sơ tiếp nhận | Hồ sơ đã giải quyết – Tổng số | Hồ sơ đã giải quyết – Quá hạn |
|---|---|---|---|---|
| 1 | Xã Khe Lũng | 500 | 480 | 12 |
| 2 | Xã Nậm Mười | 900 | 800 | 40 |
| 3 | Xã Sơn Lương | 600 | 560 | 28 |
| | Tổng cộng | 2.000 | 1.840 | 80 |

III. DOANH NGHIỆP

| TT | Chỉ tiêu | Thực hiện năm 2025 | Ước năm 2026 |
|---|---|---|---|
| 1 | Số sản phẩm OCOP đưa lên sàn thương mại điện tử | 160 | 200 |
| 2 | Số doanh nghiệp dùng nền tảng số | 400 | 500 |
| 3 | Số hợp tác xã có trang bán hàng | 40 | 50 |

IV. DU LỊCH

| TT | Chỉ tiêu | Thực hiện 9 tháng năm 2025 | Ước thực hiện 9 tháng năm 2026 |
|---|---|---|---|
| 1 | Khách du lịch (nghìn lượt) | 1.000 | 1.150 |
| 2 | Khách lưu trú (nghìn lượt) | 400 | 500 |
| 3 | Doanh thu du lịch (tỷ đồng) | 600 | 720 |
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with filed(tmp_path_factory.mktemp("tinh"), {"bao-cao-9-thang-2026.md": REPORT}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "result", "formula"),
    [
        ("bình quân mỗi cuộc kiểm tra phát hiện mấy tồn tại?", "2,5 tồn tại/cuộc", "40 / 16 = 2,5"),
        ("trung bình mỗi tổ công nghệ số có mấy thành viên?", "7 thành viên/tổ", "1.750 / 250 = 7"),
        ("riêng quý 3 xã Nậm Mười giải ngân thêm bao nhiêu vốn đầu tư công?", "24.000", "44.000 − 20.000 = 24.000"),
        ("xã Nậm Mười quá hạn chiếm mấy % hồ sơ đã giải quyết?", "5%", "40 / 800 × 100 = 5"),
        ("xã Nậm Mười chiếm bao nhiêu phần trăm hồ sơ tiếp nhận?", "45%", "900 / 2.000 × 100 = 45"),
        ("sản phẩm OCOP lên sàn ước 2026 tăng mấy phần trăm so với 2025?", "25%", "40 / 160 × 100 = 25"),
        ("khách du lịch 9 tháng 2026 tăng bao nhiêu % so cùng kỳ?", "(15%)", "150 / 1.000 × 100 = 15"),
    ],
)
def test_the_result_and_its_formula(office: Assistant, question: str, result: str, formula: str) -> None:
    answer = office.ask(question)
    assert answer.outcome == "computed"
    assert result in answer.answer.split("\n")[0]
    assert formula in answer.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("lũy kế 9 tháng xã Nậm Mười giải ngân bao nhiêu?", "44.000"),
        ("kế hoạch vốn xã Khe Lũng năm 2026 bao nhiêu?", "40.000"),
        ("có bao nhiêu tổ công nghệ số?", "250"),
    ],
)
def test_what_is_printed_is_told_as_printed(office: Assistant, question: str, told: str) -> None:
    answer = office.ask(question)
    assert answer.outcome == "answered"
    assert told in answer.answer.split("\n")[0]
