"""What a document says of itself in its standing provisions, and documents that are meant without a number."""

from collections.abc import Iterator

import pytest

from rag.library import Library
from rag.telling.about import about_document
from rag.telling.provisions import provision
from tests.room import evidence, on_file, plan

PLAN = """ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI

Số: 77/KH-UBND

Yên Bái, ngày 09 tháng 6 năm 2026

KẾ HOẠCH
Trồng cây phân tán trên địa bàn tỉnh

I. MỤC TIÊU

Trồng 500 nghìn cây; kinh phí chăm sóc do các xã bố trí.

II. KINH PHÍ THỰC HIỆN

Từ nguồn ngân sách tỉnh và nguồn xã hội hóa.

III. TỔ CHỨC THỰC HIỆN

Giao Sở Tài chính cấp kinh phí.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Thử

Nơi nhận:
- Bộ Nông nghiệp và Môi trường;
- Các sở, ban, ngành;
- Bưu điện tỉnh;
- UBND các xã, phường;
- Lưu: VT.
"""
TELEGRAM = """ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI

Số: 05/CĐ-UBND

Yên Bái, ngày 10 tháng 7 năm 2026

CÔNG ĐIỆN
Ứng phó bão số 3

Ủy ban nhân dân tỉnh Yên Bái điện:

- Chủ tịch Ủy ban nhân dân các xã Mường Lò, Trạm Tấu;

- Giám đốc Sở Xây dựng.

Yêu cầu các đơn vị gửi báo cáo về cơ quan thường trực trước 17 giờ.
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with on_file(tmp_path_factory.mktemp("papers"), {"cay.txt": PLAN, "bao.txt": TELEGRAM}) as assistant:
        yield assistant.library


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "tiền làm kế hoạch trồng cây phân tán lấy từ đâu?",
            ("Từ nguồn ngân sách tỉnh và nguồn xã hội hóa. [1]",),
        ),
        (
            "công điện 05/CĐ-UBND gửi chủ tịch mấy xã nào?",
            (
                "- Chủ tịch Ủy ban nhân dân các xã Mường Lò, Trạm Tấu; [1]",
                "- Giám đốc Sở Xây dựng. [2]",
            ),
        ),
    ],
)
def test_the_provision_is_told_as_printed(question: str, lines: tuple[str, ...], papers: Library) -> None:
    made = provision(plan(question, papers), evidence(papers), papers)
    assert made is not None
    assert (made.outcome, made.lines) == ("answered", lines)


@pytest.mark.parametrize(
    "question",
    ["công điện 05/CĐ-UBND yêu cầu gửi báo cáo về đơn vị nào?", "kế hoạch trồng cây phân tán có hiệu lực từ ngày nào?"],
)
def test_what_asks_for_something_else_or_is_not_printed_is_left_to_others(question: str, papers: Library) -> None:
    assert provision(plan(question, papers), evidence(papers), papers) is None


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (
            "kế hoạch trồng cây phân tán phát hành tới những nơi nào ngoài các sở và các xã?",
            "Nơi nhận: Bộ Nông nghiệp và Môi trường; Bưu điện tỉnh; Lưu: VT [1]",
        ),
        ("kế hoạch trồng cây đề ngày tháng nào?", "Ngày ban hành: Yên Bái, ngày 09 tháng 6 năm 2026 [1]"),
        ("công điện ứng phó bão số 3 ra ngày bao nhiêu?", "Ngày ban hành: Yên Bái, ngày 10 tháng 7 năm 2026 [1]"),
    ],
)
def test_a_document_is_known_by_its_subject(question: str, line: str, papers: Library) -> None:
    made = about_document(plan(question, papers), papers)
    assert made is not None
    assert made.lines == (line,)


def test_the_day_of_a_cited_document_is_not_that_of_the_one_that_cites_it(papers: Library) -> None:
    assert about_document(plan("kế hoạch 12/KH-TU về trồng cây ký ngày nào?", papers), papers) is None
