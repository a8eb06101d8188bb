"""Two columns of one row asked for at once; marks of rows are no names; a header path tells its narrowest period."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file as filed

RESOLUTION = """NGHỊ QUYẾT
Quy định tỷ lệ vốn đối ứng của ngân sách địa phương

Điều 1. Tỷ lệ vốn đối ứng như sau:

TT\tĐịa phương\tThành phố\tXã
a\tXã Long Quảng\t70\t30
b\tXã Hưng Lộc\t35\t65
c\tXã Phú Lộc\t40\t60
d\tXã Bình Điền\t0\t100
"""
PLAN = """KẾ HOẠCH
Diện tích cây trồng giai đoạn 2026 - 2030

TT
Chỉ tiêu
ĐVT
Ước năm 2025
GIAI ĐOẠN 2026 - 2030
Năm 2026
Năm 2027
1
Diện tích cà phê
Ha
26.120
27.000
27.500
2
Diện tích chè
Ha
6.132
6.500
6.700
3
Diện tích mía
Ha
7.100
7.200
7.300
4
Diện tích sắn
Ha
9.100
9.200
9.300
Trên đây là kế hoạch của tỉnh.
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = {"nghi-quyet.txt": RESOLUTION, "ke-hoach.txt": PLAN}
    with filed(tmp_path_factory.mktemp("office"), papers) as assistant:
        yield assistant


def test_both_columns_of_the_named_row(office: Assistant) -> None:
    answer = office.ask("xã Hưng Lộc, tỷ lệ vốn đối ứng: thành phố mấy %, xã mấy %?")
    assert [f.text for f in answer.figures] == ["35", "65"], answer.answer
    assert {c.row for c in answer.citations} == {"Xã Hưng Lộc"}


def test_a_year_under_a_span_of_years(office: Assistant) -> None:
    figures = {f.text: f.period.key if f.period else "" for s in office.library.statements.values()
               for f in office.library.figures(s.id)}  # fmt: skip
    assert (figures["26.120"], figures["27.000"], figures["27.500"]) == ("2025", "2026", "2027")
    assert office.ask("diện tích cà phê năm 2027 bao nhiêu ha?").answer.startswith("27.500")
