"""Which body of a kind: answered by a place that names one, refused where all of them or none are spoken of."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file as filed

REPORT = """ỦY BAN NHÂN DÂN TỈNH NINH BÌNH
Số: 12/BC-UBND
BÁO CÁO
Kết quả cải cách hành chính quý I năm 2026

1. Quý I năm 2026, các sở, ban, ngành, UBND cấp xã trễ hạn nhiều hồ sơ đất đai, tổng số 112 hồ sơ.

2. Về chuyển đổi số, Sở Xây dựng chậm gửi báo cáo nhất, trễ 15 ngày.

3. Hệ thống điều hành thông minh tích hợp 19 phân hệ, được thuê phần mềm từ năm 2022.

4. Đường truyền số liệu chuyên dùng do Viettel Ninh Bình cung cấp cho 125 xã, phường.

5. Tỉnh Ninh Bình xếp thứ 6/63 tỉnh, thành phố về chỉ số cải cách hành chính năm 2025.

6. Phường Hoa Lư là đơn vị đứng đầu cấp xã về tỷ lệ ký số.
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with filed(tmp_path_factory.mktemp("ai"), {"bc.txt": REPORT}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("sở nào trễ hạn nhiều hồ sơ đất đai nhất quý 1/2026?", "sở"),
        ("tỉnh nào đứng thứ 2 về chỉ số cải cách hành chính năm 2025?", "tỉnh"),
    ],
)
def test_a_body_that_no_place_names_is_refused(office: Assistant, question: str, kind: str) -> None:
    answer = office.ask(question)
    assert answer.abstained
    assert f"không nêu tên {kind}" in answer.answer, answer.answer


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("sở nào gửi báo cáo chuyển đổi số chậm nhất?", "Sở Xây dựng"),
        ("công ty nào cung cấp đường truyền số liệu chuyên dùng?", "Viettel"),
        ("tỉnh nào xếp thứ 6 về chỉ số cải cách hành chính năm 2025?", "Ninh Bình"),
        ("phường nào đứng đầu cấp xã về tỷ lệ ký số?", "Phường Hoa Lư"),
    ],
)
def test_a_body_that_a_place_names_is_told(office: Assistant, question: str, name: str) -> None:
    answer = office.ask(question)
    assert not answer.abstained
    assert name in answer.answer
