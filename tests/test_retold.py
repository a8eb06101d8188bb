"""A number of a sentence that the table of its document prints otherwise is found, with both places."""

from pathlib import Path

import pytest

from ingest.catalogue import Catalogue
from ingest.loaders.sandbox import load_isolated
from ingest.parse import parse
from ingest.pipeline import ingest

REPORT = """BÁO CÁO
Kết quả công tác Quý III năm 2026

I. KẾT QUẢ

{sentence}

Bảng 1. Giải quyết hồ sơ Quý III năm 2026 (hồ sơ)

| TT | Cơ quan | Tiếp nhận | Đã giải quyết | Quá hạn |
|---|---|---|---|---|
| 1 | Sở Nội vụ | 1.200 | 1.150 | 12 |
| 2 | Sở Xây dựng | 2.300 | 2.100 | 70 |
| | TỔNG CỘNG | 3.500 | 3.250 | 82 |

Bảng 2. Một số chỉ tiêu

| TT | Chỉ tiêu | ĐVT | Kế hoạch năm 2026 | Thực hiện quý III năm 2026 |
|---|---|---|---|---|
| 1 | Tổng vốn đầu tư toàn xã hội | tỷ đồng | 46.500 | 12.345,6 |
| 2 | Nông, lâm nghiệp và thủy sản | % | 3,2 | 3,21 |
"""


def _messages(sentence: str, folder: Path) -> list[str]:
    path = folder / "bc.md"
    path.write_text(REPORT.format(sentence=sentence), encoding="utf-8")
    catalogue = Catalogue.open(f"sqlite:///{folder / 'catalogue.db'}")
    try:
        ingest([path], catalogue, load_isolated, parse)
        return [finding.message for finding in catalogue.findings() if "trong bảng" in finding.message]
    finally:
        catalogue.close()


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        (
            "Quý III năm 2026, toàn tỉnh tiếp nhận 3.500 hồ sơ, đã giải quyết 3.250 hồ sơ, trong đó 28 hồ sơ quá hạn.",
            "“Quá hạn” in là 28 hồ sơ trong câu và 82 trong bảng.",
        ),
        (
            "Năm 2026 phấn đấu tổng vốn đầu tư toàn xã hội 46.800 tỷ đồng.",
            "“Tổng vốn đầu tư toàn xã hội” in là 46.800 tỷ đồng trong câu và 46.500 trong bảng.",
        ),
    ],
)
def test_a_number_told_otherwise_than_its_row_is_found(sentence: str, message: str, tmp_path: Path) -> None:
    assert _messages(sentence, tmp_path) == [message]


@pytest.mark.parametrize(
    "sentence",
    [
        "Quý III năm 2026, toàn tỉnh tiếp nhận 3.500 hồ sơ, đã giải quyết 3.250 hồ sơ, trong đó 82 hồ sơ quá hạn.",
        "Năm 2025, tổng vốn đầu tư toàn xã hội đạt 41.000 tỷ đồng.",  # another year
        "Quý III năm 2026, tổng vốn đầu tư toàn xã hội đạt 12.346 tỷ đồng.",  # rounded
        "Quý III năm 2026, cơ cấu kinh tế: nông, lâm nghiệp và thủy sản 11,3%.",  # a share, not its growth
        "Quý III năm 2026, 25 hồ sơ quá hạn về đất đai đã được xin lỗi.",  # nothing says that it tells the total
    ],
)
def test_what_may_both_be_right_is_no_finding(sentence: str, tmp_path: Path) -> None:
    assert _messages(sentence, tmp_path) == []
