"""An explanation is told whole, and found where a report keeps it: with the fact, after it, or under "Nguyên nhân"."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from rag.records import Answer
from tests.room import on_file, plan

PAPER = """ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI

Số: 31/BC-UBND

Yên Bái, ngày 09 tháng 7 năm 2026

BÁO CÁO
Kết quả 6 tháng đầu năm 2026

I. KẾT QUẢ

1. Cải cách thủ tục hành chính

a) Ưu điểm: Các xã tiếp nhận 4.120 hồ sơ nên người dân không phải đi xa.

b) Hạn chế: Việc số hóa hồ sơ ở các xã vùng cao còn chậm so với kế hoạch đã được phê duyệt từ đầu năm, trong khi tỉnh đã
tổ chức 06 lớp tập huấn, cấp phát tài liệu hướng dẫn, cử tổ công tác về từng xã, gửi 12 văn bản đôn đốc, kiểm tra định
kỳ hằng tháng và báo cáo kết quả về Thường trực Tỉnh ủy theo đúng quy định; tuy nhiên kết quả còn thấp do máy quét hư
hỏng, đường truyền chưa ổn định và công chức phải kiêm nhiệm.

2. Kho dữ liệu dùng chung

Kho dữ liệu dùng chung của tỉnh đã kết nối 14 hệ thống. Còn 05 hệ thống
chưa kết nối được vì chưa thống nhất mã định danh.

II. TỒN TẠI, HẠN CHẾ

1. Trồng rừng mới đạt 61% kế hoạch.

2. Thu tiền sử dụng đất đạt thấp.

III. NGUYÊN NHÂN

1. Trồng rừng thiếu cây giống, nắng hạn kéo dài.

2. Thị trường bất động sản trầm lắng.

IV. NHIỆM VỤ, GIẢI PHÁP

1. Bổ sung 24 công chức cho các xã thiếu người.

2. Mua 40 máy quét.
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with on_file(tmp_path_factory.mktemp("reasons"), {"sau-thang.txt": PAPER}) as assistant:
        yield assistant


def ask(told: Assistant, question: str) -> Answer:
    return told.ask(question)


def test_a_long_reason_is_not_cut(told: Assistant) -> None:
    answer = ask(told, "số hóa hồ sơ ở xã vùng cao vướng chỗ nào?")
    assert "công chức phải kiêm nhiệm" in answer.answer.split("\n")[0]


def test_what_speaks_of_less_or_minus_is_not_reckoned(told: Assistant) -> None:
    answer = ask(told, "vì sao số hóa hồ sơ bị trừ, kém kế hoạch?")
    assert answer.outcome == "answered"
    assert "máy quét hư hỏng" in answer.answer


@pytest.mark.parametrize("question", ["kho dữ liệu dùng chung yếu ở điểm nào", "kho dữ liệu dùng chung kẹt gì"])
def test_what_is_lacking_is_told(question: str, told: Assistant) -> None:
    assert "mã định danh" in ask(told, question).answer


@pytest.mark.parametrize("question", ["vì sao trồng rừng đạt thấp?", "trồng rừng sao mới đạt 61% kế hoạch"])
def test_a_reason_stands_under_its_own_heading(question: str, told: Assistant) -> None:
    answer = ask(told, question)
    assert answer.answer.startswith("1. Trồng rừng thiếu cây giống")
    assert "bất động sản" not in answer.answer.split("\n")[0]


def test_what_went_well_explains_nothing_ill(told: Assistant) -> None:
    assert "không phải đi xa" not in ask(told, "cải cách thủ tục hành chính ở xã sao còn chậm?").answer


def test_what_is_to_be_done_is_told(told: Assistant) -> None:
    assert "Bổ sung 24 công chức" in ask(told, "các xã thiếu người, tỉnh tính sao?").answer.split("\n")[0]


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("trồng rừng sao chậm", {"explain"}),
        ("hồ sơ trễ hạn xử lý sao", {"consequence"}),
        ("bao nhiêu sản phẩm đạt 4 sao", {"number"}),
        ("khi nào sao lưu dữ liệu", {"date"}),
        ("số hóa còn vướng ở khâu nào", {"shortcoming"}),
        ("họp ở chỗ nào", {"who"}),
    ],
)
def test_the_little_words_of_why(question: str, kinds: set[str], told: Assistant) -> None:
    assert {a.kind for a in plan(question, told.library).asks} == kinds
