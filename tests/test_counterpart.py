"""The other side of a comparison: found by the document's own words from the side that was read, or asked for alone."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from rag.reckoning.each_side import _parted
from tests.room import on_file as filed

REPORT = """ỦY BAN NHÂN DÂN TỈNH LÀO CAI

BÁO CÁO
Tình hình kinh tế - xã hội 6 tháng đầu năm 2026

I. KẾT QUẢ

1. Kết nối

Hệ thống thông tin giải quyết thủ tục hành chính của tỉnh đã kết nối với 31 cơ sở dữ liệu của các bộ, ngành.

2. Chỉ tiêu

| TT | Chỉ tiêu | ĐVT | Kế hoạch năm 2026 | Thực hiện 6 tháng năm 2026 | Bình quân cả nước |
|---|---|---|---|---|---|
| 1 | Tỷ lệ hộ dùng nước sạch | % | 96 | 91,5 | 93,2 |
| 2 | Tỷ lệ hồ sơ nộp trực tuyến | % | 85 | 81,6 | 79,4 |

3. Nhiệm vụ

| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn hoàn thành |
|---|---|---|---|
| 1 | Xây dựng kho lưu trữ số | Sở Nội vụ | Tháng 6 năm 2026 |
| 2 | Ban hành bộ đơn giá số hóa | Sở Tài chính | Tháng 3 năm 2027 |

4. Căn cứ

Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư.

Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về cơ chế một cửa.
"""
OLDER = """ỦY BAN NHÂN DÂN TỈNH LÀO CAI

BÁO CÁO
Tình hình kinh tế - xã hội năm 2024

I. KẾT QUẢ

Hệ thống thông tin giải quyết thủ tục hành chính của tỉnh đã kết nối với 19 cơ sở dữ liệu của các bộ, ngành.
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = {"bao-cao-6-thang-2026.md": REPORT, "bao-cao-nam-2024.md": OLDER}
    with filed(tmp_path_factory.mktemp("hai-ben"), files) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("hệ thống một cửa nối với mấy CSDL bộ ngành, năm 2024 so với 6 tháng 2026?", ("19", "31", "tăng 12")),
        ("nước sạch của mình hơn hay kém cả nước?", ("91,5", "93,2", "1,7")),
        ("nộp hồ sơ qua mạng đã bằng kế hoạch năm chưa", ("81,6", "85", "3,4")),
        ("nghị định 30 với nghị định 61 cái nào ra trước, cách mấy năm?", ("23/4/2018", "05/3/2020", "2 năm")),
        ("kho lưu trữ số với bộ đơn giá số hóa việc nào phải xong trước?", ("Tháng 6 năm 2026 trước",)),
    ],
)
def test_both_sides_are_told(office: Assistant, question: str, said: tuple[str, ...]) -> None:
    first = office.ask(question).answer.split("\n\n")[0]
    assert all(part in first for part in said), first


def test_a_side_that_is_not_on_file_is_not_made_up(office: Assistant) -> None:
    answer = office.ask("nghị định 30 với nghị định 118 cái nào ra trước?")
    assert "trước" not in answer.answer.split("\n")[0] or answer.abstained


@pytest.mark.parametrize(
    ("before", "after", "parted"),
    [
        ("cắt thủ tục sở nội vụ", "sở y tế nhiều hơn", ("cắt thủ tục", "sở nội vụ", "sở y tế nhiều hơn")),
        ("hạn báo cáo: kế hoạch A", "chương trình B", ("hạn báo cáo", "kế hoạch A", "chương trình B")),
        ("máy in", "máy quét", ("", "máy in", "máy quét")),
    ],
)
def test_what_both_sides_share(before: str, after: str, parted: tuple[str, str, str]) -> None:
    assert _parted(before, after) == parted
