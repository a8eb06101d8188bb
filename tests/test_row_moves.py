"""Rows chosen by what changed between two columns, by a plan and what came of it, and by their place from an end."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file as filed

REPORT = """ỦY BAN NHÂN DÂN TỈNH AN KHÊ

BÁO CÁO
Tình hình nước sạch và trạm y tế 9 tháng đầu năm 2026

Bảng 1. Đấu nối nước sạch theo địa bàn

TT\tXã\tSố hộ đấu nối 9 tháng năm 2025\tSố hộ đấu nối 9 tháng năm 2026\tTỷ lệ thất thoát nước (%)
1\tXã Mường Lèn\t310\t345\t18,5
2\tXã Bản Hồ\t290\t280\t22,1
3\tXã Nà Pán\t150\t260\t15,0
4\tXã Khau Vai\t205\t205\t30,4
5\tXã Tả Van\t120\t96\t25,3

Bảng 2. Kết quả một số chỉ tiêu y tế cơ sở

TT\tChỉ tiêu\tĐVT\tKế hoạch năm 2026\tThực hiện 9 tháng năm 2026
1\tSố trạm y tế được sửa chữa\ttrạm\t12\t14
2\tSố bác sĩ về xã\tngười\t30\t21
3\tTỷ lệ trạm có điện mặt trời\t%\t60\t64
4\tSố lượt khám lưu động\tlượt\t900\t900
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with filed(tmp_path_factory.mktemp("moves"), {"nuoc-sach-2026.txt": REPORT}) as assistant:
        yield assistant


NAMES = ("Mường Lèn", "Bản Hồ", "Nà Pán", "Khau Vai", "Tả Van", "sửa chữa", "bác sĩ", "điện mặt trời", "lưu động")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("xã nào tăng số hộ đấu nối nước sạch nhiều nhất?", ("Nà Pán",)),
        ("xã nào số hộ đấu nối nước sạch tăng nhiều thứ nhì?", ("Mường Lèn",)),
        ("xã nào giảm số hộ đấu nối nước sạch mạnh nhất?", ("Tả Van",)),
        ("xã nào số hộ đấu nối nước sạch giảm ít nhất?", ("Bản Hồ",)),
        ("những xã nào có số hộ đấu nối nước sạch thấp hơn cùng kỳ?", ("Bản Hồ", "Tả Van")),
        ("xã nào giữ nguyên số hộ đấu nối nước sạch so với năm 2025?", ("Khau Vai",)),
        ("xã nào thất thoát nước cao thứ hai?", ("Tả Van",)),
        ("xã nào tỷ lệ thất thoát nước thấp thứ ba?", ("Bản Hồ",)),
        ("xã nào áp chót về số hộ đấu nối 9 tháng năm 2026?", ("Khau Vai",)),
        ("chỉ tiêu y tế nào đã vượt mức giao năm 2026?", ("sửa chữa", "điện mặt trời")),
        ("chỉ tiêu y tế nào còn thấp hơn kế hoạch?", ("bác sĩ",)),
    ],
)
def test_rows_by_their_change_and_by_their_place(office: Assistant, question: str, names: tuple[str, ...]) -> None:
    told = office.ask(question).answer
    assert tuple(n for n in NAMES if n in told) == names, told


def test_a_reckoned_change_shows_both_numbers_and_how_it_comes_out(office: Assistant) -> None:
    answer = office.ask("xã nào tăng số hộ đấu nối nước sạch nhiều nhất?")
    assert "150 → 260 (tăng 110)" in answer.answer
    assert answer.computation is not None
    assert "260 − 150 = 110" in str(answer.computation["formula"])


def test_a_number_of_its_own_is_no_place(office: Assistant) -> None:
    assert not any(name in office.ask("kỳ họp thứ hai bàn việc gì?").answer for name in NAMES[:5])
