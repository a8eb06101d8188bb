"""Rows and members of sets in prose, by blanks, bands, verdicts, places, means and ends; what a body has to do."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file as filed

RANKING = """ỦY BAN NHÂN DÂN TỈNH AN KHÊ

QUYẾT ĐỊNH
Công bố xếp hạng chất lượng phục vụ hành chính năm 2025 của các xã, phường

PHỤ LỤC
XẾP HẠNG CHẤT LƯỢNG PHỤC VỤ NĂM 2025

Hạng\tĐơn vị\tĐiểm một cửa\tĐiểm trực tuyến\tTổng điểm\tTăng (+), giảm (-) hạng
\tNhóm Tốt (02 đơn vị)\t\t\t\t
1\tXã Mường Lèn\t38,5\t40,0\t78,5\t+1
2\tPhường Đông Sơn\t39,0\t37,5\t76,5\t-1
\tNhóm Trung bình (03 đơn vị)\t\t\t\t
3\tXã Bản Hồ\t30,5\t33,0\t63,5\t+4
4\tXã Nà Pán\t31,0\t29,0\t60,0\t-2
5\tXã Khau Vai\t28,0\t30,5\t58,5\t0
\tTrung bình\t33,4\t34,0\t67,4\t
"""

PLAN = """ỦY BAN NHÂN DÂN TỈNH AN KHÊ

KẾ HOẠCH
Truyền thông chính sách tỉnh An Khê năm 2026

I. TỔ CHỨC THỰC HIỆN

1. Sở Tài chính bảo đảm kinh phí truyền thông trước ngày 20/3/2026.

2. Đề nghị Báo và Phát thanh - Truyền hình tỉnh

a) Mở chuyên trang Hỏi đáp chính sách.

b) Phát 24 phóng sự trong năm.

PHỤ LỤC
Danh mục nhiệm vụ truyền thông chính sách năm 2026

TT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn hoàn thành\tSản phẩm
I\tXÂY DỰNG NỘI DUNG SỐ VÀ KÊNH TRUYỀN THÔNG\t\t\t\t
1\tDựng 10 phim ngắn\tSở Văn hóa\tSở Tài chính\t30/6/2026\tPhim
2\tLập trang tin cơ sở\tSở Khoa học và Công nghệ\t\t15/5/2026\t
3\tSoạn cẩm nang\tSở Tư pháp\tSở Nội vụ\t\tCẩm nang
II\tTẬP HUẤN CÁN BỘ\t\t\t\t
4\tTập huấn 60 báo cáo viên\tSở Tài chính\tSở Nội vụ\tTháng 9/2026\tTài liệu
5\tThi báo cáo viên giỏi\tSở Nội vụ\t\t30/11/2026\tKết quả thi
"""

REPORT = """ỦY BAN NHÂN DÂN TỈNH AN KHÊ

BÁO CÁO
Kết quả chỉ số phục vụ hành chính năm 2025

Kết quả các lĩnh vực năm 2025:

a) Lĩnh vực Tiếp dân: đạt 9,1/10 điểm (đạt 91%), xếp thứ 8/63 tỉnh, thành phố (tăng 2,1% và 5 bậc so với năm 2024).

b) Lĩnh vực Đất đai: đạt 7,2/10 điểm (đạt 72%), xếp thứ 44/63 tỉnh, thành phố (giảm 3% và 9 bậc so với năm 2024).

c) Lĩnh vực Hộ tịch: đạt 9,7/10 điểm (đạt 97%), xếp thứ 2/63 tỉnh, thành phố (tăng 1% và 4 bậc so với năm 2024).

d) Lĩnh vực Xây dựng: đạt 8,3/10 điểm (đạt 83%), xếp thứ 30/63 tỉnh, thành phố (tăng 0,4% và 1 bậc so với năm 2024).

Tỷ lệ giải ngân thấp ở một số đơn vị: Sở Y tế 35,2%; UBND xã Nà Pán 33,9%; UBND xã Bản Hồ 21,5%; Sở Xây dựng 40%.

Bảng 1. Mức độ hài lòng năm 2025

TT\tChính sách\tChỉ số của tỉnh (%)\tChỉ số chung của cả nước (%)\tĐánh giá
1\tChính sách y tế\t84,1\t83,0\tĐạt
2\tChính sách giáo dục\t81,5\t82,7\tChưa đạt
3\tChính sách giao thông\t80,2\t83,3\tChưa đạt
4\tChính sách điện\t88,9\t86,1\tĐạt
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    files = {"xep-hang-2025.txt": RANKING, "truyen-thong-2026.txt": PLAN, "chi-so-2025.txt": REPORT}
    with filed(tmp_path_factory.mktemp("sets"), files) as assistant:
        yield assistant


NAMES = (
    "Mường Lèn", "Đông Sơn", "Bản Hồ", "Nà Pán", "Khau Vai",
    "Dựng 10", "Lập trang", "Soạn cẩm nang", "Tập huấn 60", "Thi báo cáo viên",
    "Tiếp dân", "Đất đai", "Hộ tịch", "Lĩnh vực Xây dựng", "Sở Y tế", "Sở Xây dựng",
    "Chính sách y tế", "giáo dục", "giao thông", "Chính sách điện",
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("nhiệm vụ truyền thông chính sách nào để trống thời hạn?", ("Soạn cẩm nang",)),
        ("những nhiệm vụ truyền thông nào bỏ trống ô cơ quan phối hợp?", ("Lập trang", "Thi báo cáo viên")),
        ("nhiệm vụ truyền thông nào chưa ghi sản phẩm", ("Lập trang",)),
        ("nhiệm vụ truyền thông chính sách nào phải xong sớm nhất?", ("Lập trang",)),
        ("nhiệm vụ truyền thông chính sách nào có hạn muộn nhất?", ("Thi báo cáo viên",)),
        ("nhóm xây dựng nội dung số có mấy nhiệm vụ truyền thông", ("Dựng 10", "Lập trang", "Soạn cẩm nang")),
        ("những xã nào thuộc nhóm trung bình về chất lượng phục vụ năm 2025?", ("Bản Hồ", "Nà Pán", "Khau Vai")),
        ("đơn vị nào đứng chót bảng xếp hạng chất lượng phục vụ 2025?", ("Khau Vai",)),
        ("xã nào tăng hạng nhiều nhất về chất lượng phục vụ năm 2025?", ("Bản Hồ",)),
        ("xã nào chất lượng phục vụ năm 2025 điểm một cửa cao nhất?", ("Mường Lèn",)),
        ("xã nào dưới điểm trung bình về chất lượng phục vụ năm 2025?", ("Bản Hồ", "Nà Pán", "Khau Vai")),
        ("lĩnh vực nào chưa được 90% trong chỉ số phục vụ hành chính?", ("Đất đai", "Lĩnh vực Xây dựng")),
        ("lĩnh vực nào lọt top 10 chỉ số phục vụ hành chính năm 2025?", ("Tiếp dân", "Hộ tịch")),
        ("lĩnh vực nào nằm ngoài top 10 chỉ số phục vụ hành chính?", ("Đất đai", "Lĩnh vực Xây dựng")),
        ("xã nào giải ngân dưới 30%?", ("Bản Hồ",)),
        ("đơn vị nào giải ngân thấp nhất?", ("Bản Hồ",)),
        ("chính sách nào thua bình quân cả nước về hài lòng năm 2025?", ("giáo dục", "giao thông")),
        ("chính sách nào cao hơn mức chung cả nước năm 2025?", ("Chính sách y tế", "Chính sách điện")),
        ("chính sách nào bị đánh giá chưa đạt về mức độ hài lòng?", ("giáo dục", "giao thông")),
        ("chính sách nào không được đánh giá đạt về mức độ hài lòng?", ("giáo dục", "giao thông")),
        ("đơn vị nào xếp thứ ba về chất lượng phục vụ 2025?", ("Bản Hồ",)),
    ],
)
def test_the_members_asked_for_and_no_other(office: Assistant, question: str, names: tuple[str, ...]) -> None:
    answer = office.ask(question)
    told = answer.answer.partition("Để trống")[0]
    assert tuple(n for n in NAMES if n in told) == names, answer.answer
    assert not answer.warnings


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("báo đài tỉnh phải làm gì theo kế hoạch truyền thông?", ("chuyên trang", "24 phóng sự")),
        ("Sở Tài chính phải làm gì theo kế hoạch truyền thông chính sách?", ("bảo đảm kinh phí", "Tập huấn 60")),
        ("việc của Sở Nội vụ trong kế hoạch truyền thông chính sách", ("Thi báo cáo viên",)),
    ],
)
def test_what_a_body_has_to_do_in_articles_and_tables(office: Assistant, question: str, told: tuple[str, ...]) -> None:
    answer = office.ask(question).answer
    assert all(words in answer for words in told), answer


def test_a_count_of_clauses_is_grounded_by_their_numbers(office: Assistant) -> None:
    answer = office.ask("những đơn vị nào giải ngân dưới 36%?")
    assert answer.answer.startswith("3 đơn vị"), answer.answer
    assert answer.computation is not None
    assert answer.computation["formula"] == "đếm(35,2; 33,9; 21,5) = 3"


@pytest.mark.parametrize(
    "question", ["xã nào trồng rừng dưới 30%?", "nhiệm vụ truyền thông nào để trống nguồn vốn?", "huyện nào top 10?"]
)
def test_a_set_that_is_not_there_is_told_as_no_other(office: Assistant, question: str) -> None:
    assert not any(name in office.ask(question).answer.partition("\n")[0] for name in NAMES)
