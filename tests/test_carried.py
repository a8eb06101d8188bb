"""Messages read beside the last answer: in its document, with or without the subject of the question before."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file as filed

PLAN = """KẾ HOẠCH
Phát triển trạm phát sóng trong khu công nghiệp giai đoạn 2026 - 2030

I. MỤC TIÊU

Lắp đặt mới trạm 4G: 58 trạm (Trong đó: Sao Mai: 25 trạm, Biển Xanh: 33 trạm).

Chuyển đổi từ trạm 4G sang trạm 5G: 125 trạm (Trong đó: Sao Mai: 56 trạm, Biển Xanh: 69 trạm).

II. TRÁCH NHIỆM

1. Trách nhiệm tổ chức lập, thẩm định, phê duyệt quy hoạch vùng phủ sóng:

a) Cơ quan thẩm định: Sở Xây dựng;

b) Cơ quan phê duyệt: Ủy ban nhân dân tỉnh.

2. Tập huấn kỹ thuật viên

- Cơ quan chủ trì: Sở Nội vụ.

- Thời gian thực hiện: Năm 2027.

3. Kiểm tra an toàn bức xạ

- Cơ quan chủ trì: Sở Y tế.

- Thời gian thực hiện: Năm 2029.
"""
REPORT = """BÁO CÁO
Kết quả công tác tiếp công dân Quý I năm 2026

I. KẾT QUẢ

Quý I năm 2026, các cơ quan đã tiếp nhận 60 kiến nghị của cử tri, trong đó: đã trả lời 45 kiến nghị; \
đang xem xét 15 kiến nghị.

Kinh phí in tài liệu tuyên truyền là 35 triệu đồng.
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with filed(tmp_path_factory.mktemp("office"), {"tram.txt": PLAN, "dan.txt": REPORT}) as assistant:
        yield assistant


def first_line(office: Assistant, *turns: str) -> str:
    conversation = ""
    for turn in turns:
        answer = office.ask(turn, conversation or None)
        conversation = answer.conversation_id
    return answer.answer.splitlines()[0]


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("lắp mới bao nhiêu trạm 4G trong khu công nghiệp?", "của Biển Xanh mấy trạm?"), "33 trạm"),
        (("quy hoạch vùng phủ sóng cơ quan nào thẩm định?", "phê duyệt thì ai?"), "Ủy ban nhân dân tỉnh"),
        (("tập huấn kỹ thuật viên trạm sóng ai chủ trì?", "còn kiểm tra an toàn bức xạ năm nào?"), "2029"),
        (("quý I/2026 tiếp nhận mấy kiến nghị của cử tri?", "còn mấy cái chưa xong?"), "15 kiến nghị"),
        (("quý I/2026 đã trả lời bao nhiêu kiến nghị của cử tri?", "vậy còn bao nhiêu?"), "15 kiến nghị"),
    ],
)
def test_it_is_found_beside_the_last_answer(office: Assistant, turns: tuple[str, ...], said: str) -> None:
    assert said in first_line(office, *turns)


def test_another_subject_is_looked_for_elsewhere(office: Assistant) -> None:
    turns = ("quy hoạch vùng phủ sóng cơ quan nào thẩm định?", "kinh phí in tài liệu tuyên truyền là bao nhiêu?")
    assert "35 triệu đồng" in first_line(office, *turns)


def test_what_neither_holds_is_refused(office: Assistant) -> None:
    first = office.ask("lắp mới bao nhiêu trạm 4G trong khu công nghiệp?")
    assert office.ask("thế năm 2019?", first.conversation_id).abstained


def test_a_conversation_kept_by_its_asker_goes_on_as_well(office: Assistant) -> None:
    before = ("quy hoạch vùng phủ sóng cơ quan nào thẩm định?",)
    assert "Ủy ban nhân dân tỉnh" in office.ask("phê duyệt thì ai?", before=before).answer
