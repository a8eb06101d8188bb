"""The bodies that a task table gives rows to, its rows by when they are due, whole tables and parts of a total."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file as filed

PLAN = """ỦY BAN NHÂN DÂN TỈNH AN KHÊ

KẾ HOẠCH
Phát triển thư viện số tỉnh An Khê giai đoạn 2026 - 2027

PHỤ LỤC
Danh mục nhiệm vụ phát triển thư viện số

TT\tNhiệm vụ\tCơ quan chủ trì\tThời hạn hoàn thành
1\tSố hóa 900 bản đồ cổ\tSở Văn hóa\tTrước 30/8/2026
2\tLập mục lục liên thông\tSở Khoa học và Công nghệ\tTháng 12/2026
3\tĐào tạo 45 thủ thư\tSở Nội vụ\t15/4/2027
4\tMở phòng đọc lưu động\tSở Văn hóa\tThường xuyên
5\tThuê kho lưu trữ mây\tSở Khoa học và Công nghệ\t30/9/2026
6\tThi kể chuyện sách\tSở Văn hóa\tQuý II/2027
7\tRà soát bản quyền\tThanh tra tỉnh\tTháng 12/2026

PHỤ LỤC II
Kinh phí phát triển thư viện số

TT\tNội dung chi\tTổng số\tTheo nguồn – Ngân sách tỉnh\tTheo nguồn – Ngân sách xã\tTheo nguồn – Nguồn khác
1\tMua máy quét\t640\t500\t90\t50
2\tThuê chuyên gia\t210\t210\t0\t0
3\tIn tờ rơi\t75\t30\t40\t5
\tTổng cộng\t925\t740\t130\t55
"""

NAMES = ("bản đồ cổ", "mục lục", "thủ thư", "phòng đọc", "kho lưu trữ", "kể chuyện", "bản quyền")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with filed(tmp_path_factory.mktemp("bodies"), {"thu-vien-so-2026.txt": PLAN}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("nhiệm vụ thư viện số nào hạn 30/9/2026?", ("kho lưu trữ",)),
        ("việc thư viện số nào hạn năm 2027?", ("thủ thư", "kể chuyện")),
        ("nhiệm vụ thư viện số nào phải xong trước năm 2027?", ("bản đồ cổ", "mục lục", "kho lưu trữ", "bản quyền")),
        ("nhiệm vụ thư viện số nào đến tháng 12/2026 mới phải xong?", ("mục lục", "bản quyền")),
        ("nhiệm vụ thư viện số nào ghi rõ thời hạn?", NAMES[:3] + NAMES[4:]),
    ],
)
def test_rows_by_when_they_are_due(office: Assistant, question: str, names: tuple[str, ...]) -> None:
    told = office.ask(question).answer
    assert tuple(n for n in NAMES if n in told) == names, told


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "những sở nào chủ trì nhiệm vụ thư viện số?",
            ("Sở Văn hóa (3", "Sở Khoa học và Công nghệ (2", "Sở Nội vụ (1"),
        ),
        ("giao những cơ quan nào làm thư viện số?", ("Sở Văn hóa (3", "Thanh tra tỉnh (1")),
        ("Sở Văn hóa hay Sở Nội vụ chủ trì nhiều nhiệm vụ thư viện số hơn?", ("Sở Văn hóa (3", "Sở Nội vụ (1")),
        ("cơ quan nào chủ trì nhiều nhiệm vụ thư viện số nhất?", ("Sở Văn hóa", "3 nhiệm vụ")),
    ],
)
def test_the_bodies_with_how_many_rows_each_has(office: Assistant, question: str, told: tuple[str, ...]) -> None:
    first = office.ask(question).answer.partition("\n")[0]
    assert all(part in first for part in told), first


def test_bodies_of_a_kind_are_no_others(office: Assistant) -> None:
    assert "Thanh tra" not in office.ask("những sở nào chủ trì nhiệm vụ thư viện số?").answer


def test_a_table_is_listed_whole_with_a_number_of_each(office: Assistant) -> None:
    told = office.ask("liệt kê các nội dung chi phát triển thư viện số kèm kinh phí từng nội dung").answer
    assert all(part in told for part in ("Mua máy quét (640)", "Thuê chuyên gia (210)", "In tờ rơi (75)")), told
    assert "925" not in told


def test_the_parts_of_a_total_by_source(office: Assistant) -> None:
    told = office.ask("kinh phí phát triển thư viện số gồm những nguồn nào, mỗi nguồn bao nhiêu?").answer
    assert all(part in told for part in ("740", "130", "55")), told
