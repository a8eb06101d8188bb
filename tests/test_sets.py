from dataclasses import replace

from rag.library import Library
from rag.sets import complete_set
from tests.room import plan, reading

ITEM = "- Đào tạo 300 cán bộ cấp xã"
QUESTION = "kể tên các nhiệm vụ trong quý II năm 2026"


def test_one_item_brings_all_of_its_set_in_order(shelf: Library) -> None:
    made = complete_set(plan(QUESTION, shelf), [reading(ITEM, shelf)], shelf)
    assert made.lines[1:] == (
        "- Nâng cấp cổng dịch vụ công; [1]",
        "- Đào tạo 300 cán bộ cấp xã; [2]",
        "- Kết nối cơ sở dữ liệu đất đai. [3]",
    )
    assert [c.quote.endswith(line[:-4]) for c, line in zip(made.citations, made.lines[1:], strict=True)] == [True] * 3


def test_the_sentence_that_introduces_a_set_brings_it_too(shelf: Library) -> None:
    lead = "Trong quý II năm 2026, Sở Khoa học và Công nghệ chủ trì thực hiện các nhiệm vụ sau"
    made = complete_set(plan(QUESTION, shelf), [reading(lead, shelf)], shelf)
    assert len(made.lines) == 4
    assert made.lines[0].startswith(lead)


def test_what_stands_alone_is_quoted_whole(shelf: Library) -> None:
    alone = reading("Tỷ lệ ký số tại sở, ngành đạt 97,4%", shelf)
    made = complete_set(plan(QUESTION, shelf), [alone], shelf)
    assert made.lines == ("Tỷ lệ ký số tại sở, ngành đạt 97,4%; tỷ lệ ký số tại xã, phường đạt 88,6%. [1]",)


def test_a_cell_is_no_set(shelf: Library) -> None:
    made = complete_set(plan(QUESTION, shelf), [replace(reading("Sở Tài chính", shelf), figures=())], shelf)
    assert made.lines == ("Sở Tài chính — Cơ quan chủ trì: Thống kê doanh nghiệp số (năm 2026) [1]",)
