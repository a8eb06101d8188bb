"""Follow-ups that go on in the table of the last answer: another column of its row, another row of its column, more."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file as filed

REPORT = """BÁO CÁO
Kết quả giải ngân vốn đầu tư công năm 2025

I. KẾT QUẢ

| TT | Tên dự án | Chủ đầu tư | Tổng mức đầu tư | KH năm 2025 | Giải ngân đến 30/9/2025 | TH/KH (%) |
|---|---|---|---|---|---|---|
| 1 | Cầu Sông Lam | Ban Giao thông | 512 | 140 | 91 | 65,0 |
| 2 | Trường nghề Hòa An | Ban Dân dụng | 233 | 80 | 36 | 45,0 |
| 3 | Hồ chứa Khe Mây | Ban Nông nghiệp | 377 | 95 | 57 | 60,0 |

Kinh phí duy tu đường bộ:

- Quốc lộ: 12 tỷ đồng;

- Đường tỉnh: 7 tỷ đồng.
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with filed(tmp_path_factory.mktemp("projects"), {"du-an.md": REPORT}) as assistant:
        yield assistant


def talk(office: Assistant, *turns: str) -> tuple[str, str]:
    """The first line of the last answer and the question as it was understood."""
    conversation = ""
    for turn in turns:
        answer = office.ask(turn, conversation or None)
        conversation = answer.conversation_id
    return answer.answer.splitlines()[0], answer.standalone_question


FIRST = "tổng mức đầu tư Cầu Sông Lam là bao nhiêu?"


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ((FIRST, "đạt mấy % kế hoạch?"), "65,0%"),
        ((FIRST, "tới tháng 9/2025 chi được bao nhiêu?"), "91"),
        ((FIRST, "chủ đầu tư là ai?"), "Ban Giao thông"),
        ((FIRST, "Trường nghề thì sao?"), "233"),
        ((FIRST, "đạt mấy % kế hoạch?", "còn Khe Mây?"), "60,0%"),
    ],
)
def test_the_table_goes_on_answering(office: Assistant, turns: tuple[str, ...], told: str) -> None:
    assert talk(office, *turns)[0].startswith(f"{told} — ")


def test_the_row_is_named_as_printed(office: Assistant) -> None:
    assert talk(office, FIRST, "Trường nghề thì sao?")[1] == "tổng mức đầu tư Trường nghề Hòa An là bao nhiêu?"
    assert talk(office, FIRST, "đạt mấy % kế hoạch?")[1] == "đạt mấy % kế hoạch? (về: Cầu Sông Lam)"


def test_an_item_of_the_same_list_is_named(office: Assistant) -> None:
    line, understood = talk(office, "kinh phí duy tu quốc lộ là bao nhiêu?", "đường tỉnh thì sao?")
    assert "7 tỷ đồng" in line
    assert "đường tỉnh" in understood.lower()


def test_which_body_of_a_kind_is_no_cell_of_the_row_before(office: Assistant) -> None:
    line, _ = talk(office, FIRST, "tỉnh nào có tổng mức đầu tư đứng thứ 2?")
    assert not line.startswith(("512", "233", "377"))


def test_a_column_that_no_head_names_is_not_made_up(office: Assistant) -> None:
    assert not talk(office, FIRST, "chiều dài bao nhiêu km?")[0].startswith(("512", "140", "91", "65,0"))


def test_more_of_the_last_answer_is_its_list(office: Assistant) -> None:
    conversation = office.ask("kinh phí duy tu quốc lộ là bao nhiêu?")
    more = office.ask("chi tiết hơn", conversation.conversation_id).answer
    assert "12 tỷ đồng" in more
    assert "7 tỷ đồng" in more
