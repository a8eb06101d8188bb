"""One figure printed with a slip of the hand is found under other words, in one document and between two."""

from pathlib import Path

import pytest

from ingest.catalogue import Catalogue
from ingest.loaders.sandbox import load_isolated
from ingest.parse import parse
from ingest.pipeline import ingest

HEAD = """ỦY BAN NHÂN DÂN
TỈNH AN HẠ
Số: {number}/BC-UBND
An Hạ, ngày 30 tháng 9 năm 2026
BÁO CÁO
{title} quý III năm 2026

I. KẾT QUẢ

"""
TABLE = """

Bảng 1. Một số chỉ tiêu quý III năm 2026

| TT | Chỉ tiêu | ĐVT | Kế hoạch năm 2026 | Thực hiện quý III năm 2026 |
|---|---|---|---|---|
| 1 | Số doanh nghiệp thành lập mới | doanh nghiệp | 1.900 | 421 |
| 2 | Tỷ lệ hộ nghèo đa chiều | % | 3,25 | 4,63 |
"""


def _found(folder: Path, *texts: str) -> list[str]:
    paths = []
    for i, text in enumerate(texts):
        path = folder / f"bc{i}.md"
        title = ("Tình hình kinh tế", "Công tác tài chính")[i]
        path.write_text(HEAD.format(number=100 + i, title=title) + text, encoding="utf-8")
        paths.append(path)
    catalogue = Catalogue.open(f"sqlite:///{folder / 'catalogue.db'}")
    try:
        ingest(paths, catalogue, load_isolated, parse)
        return [finding.message for finding in catalogue.findings()]
    finally:
        catalogue.close()


@pytest.mark.parametrize(
    ("said", "values"),
    [
        (
            "Quý III năm 2026, toàn tỉnh có 412 doanh nghiệp mới thành lập với vốn đăng ký 4.018 tỷ đồng.",
            "412 doanh nghiệp trong câu và 421 trong bảng.",
        ),
        ("Năm 2026 phấn đấu tỷ lệ hộ nghèo đa chiều còn 3,52%.", "3,52% trong câu và 3,25 trong bảng."),
    ],
)
def test_a_sentence_says_otherwise_what_a_row_prints_under_other_words(said: str, values: str, tmp_path: Path) -> None:
    (message,) = _found(tmp_path, said + TABLE)
    assert message.endswith(f"in là {values}")


@pytest.mark.parametrize(
    "said",
    [
        "Quý III năm 2026, toàn tỉnh có 421 doanh nghiệp mới thành lập.",  # the same
        "Quý III năm 2026, toàn tỉnh có 142 doanh nghiệp mới thành lập.",  # no slip makes 421 of it
        "Quý III năm 2026, có 412 doanh nghiệp nước ngoài thành lập mới.",  # narrower
        "Quý II năm 2026, toàn tỉnh có 412 doanh nghiệp thành lập mới.",  # another quarter
        "Quý III năm 2026, toàn tỉnh có trên 412 doanh nghiệp thành lập mới.",  # no exact value
    ],
)
def test_what_may_be_right_is_no_finding(said: str, tmp_path: Path) -> None:
    assert _found(tmp_path, said + TABLE) == []


def test_two_documents_of_a_province_say_one_figure_with_two_values(tmp_path: Path) -> None:
    one = "Quý III năm 2026, tỷ lệ thanh toán trực tuyến toàn tỉnh đạt 61,8%."
    other = "Kết quả quý III năm 2026: tỷ lệ thanh toán trực tuyến là 68,1%."
    (message,) = _found(tmp_path, one, other)
    assert message == "“tỷ lệ thanh toán trực tuyến” in là 61,8% và 68,1%."


def test_two_documents_of_a_province_give_two_values_that_no_slip_explains(tmp_path: Path) -> None:
    one = "Tỷ lệ hồ sơ trực tuyến toàn trình quý III năm 2026 đạt 68,9%, cao hơn năm 2025 (62,1%)."
    other = "Năm 2025, tỷ lệ hồ sơ trực tuyến toàn trình là 58,4%."
    (message,) = _found(tmp_path, one, other)
    assert message.endswith("in là 62,1% và 58,4%.")


def test_rounding_is_no_disagreement(tmp_path: Path) -> None:
    one = "Năm 2025, tỷ lệ hồ sơ trực tuyến toàn trình đạt 62,14%."
    assert _found(tmp_path, one, "Năm 2025, tỷ lệ hồ sơ trực tuyến toàn trình là 62,1%.") == []


@pytest.mark.parametrize(
    "other",
    [
        "Quý II năm 2026, tỷ lệ thanh toán trực tuyến là 68,1%.",
        "Quý III năm 2026, tỷ lệ thanh toán trực tuyến của cấp xã là 68,1%.",
        "Quý III năm 2026, tỷ lệ thanh toán trực tuyến phí, lệ phí đất đai là 68,1%.",
        "Quý III năm 2026, chỉ tiêu tỷ lệ thanh toán trực tuyến là 68,1%.",
    ],
)
def test_another_time_place_kind_or_narrower_figure_disagrees_with_none(other: str, tmp_path: Path) -> None:
    assert _found(tmp_path, "Quý III năm 2026, tỷ lệ thanh toán trực tuyến đạt 61,8%.", other) == []
