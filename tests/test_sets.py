from collections.abc import Iterator
from dataclasses import replace

import pytest

from rag.library import Library
from rag.reckoning.called import fits
from rag.reckoning.sets import complete_set, named_set
from tests.room import on_file, plan, reading

ITEM = "- Đào tạo 300 cán bộ cấp xã"
QUESTION = "kể tên các nhiệm vụ trong quý II năm 2026"


def test_one_item_brings_all_of_its_set_in_order(shelf: Library) -> None:
    made = complete_set(plan(QUESTION, shelf), [reading(ITEM, shelf)], shelf)
    assert made.lines[1:] == (
        "- Nâng cấp cổng dịch vụ công; [2]",
        "- Đào tạo 300 cán bộ cấp xã; [3]",
        "- Kết nối cơ sở dữ liệu đất đai. [4]",
    )
    assert [c.quote.endswith(line[:-4]) for c, line in zip(made.citations[1:], made.lines[1:], strict=True)] == [
        True
    ] * 3


def test_the_sentence_that_introduces_a_set_brings_it_too(shelf: Library) -> None:
    lead = "Trong quý II năm 2026, Sở Khoa học và Công nghệ chủ trì thực hiện các nhiệm vụ sau"
    made = complete_set(plan(QUESTION, shelf), [reading(lead, shelf)], shelf)
    assert len(made.lines) == 4
    assert made.lines[0].startswith(lead)


def test_what_stands_alone_is_quoted_whole(shelf: Library) -> None:
    alone = reading("Tỷ lệ ký số tại sở, ngành đạt 97,4%", shelf)
    made = complete_set(plan("kể tên các đơn vị ký số", shelf), [alone], shelf)
    assert made.lines == ("Tỷ lệ ký số tại sở, ngành đạt 97,4%; tỷ lệ ký số tại xã, phường đạt 88,6%. [1]",)


def test_a_cell_is_no_set(shelf: Library) -> None:
    made = complete_set(plan(QUESTION, shelf), [replace(reading("Sở Tài chính", shelf), figures=())], shelf)
    assert made.lines == ("Sở Tài chính — Cơ quan chủ trì: Thống kê doanh nghiệp số (năm 2026) [1]",)


NOTES = """ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI

Số: 12/KH-UBND

Yên Bái, ngày 09 tháng 6 năm 2026

KẾ HOẠCH
Thi đua trồng rừng năm 2026

I. NGUYÊN TẮC

1. Nguyên tắc khen thưởng

- Khen thưởng trồng rừng đúng người, đúng việc;

- Không khen thưởng trồng rừng nhiều lần.

2. Hình thức khen thưởng

- Cờ thi đua;

- Giấy khen.

II. CẤP PHÁT

Cây giống giao theo ba khâu sau:

- Ươm cây;

- Kiểm dịch.
"""


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with on_file(tmp_path_factory.mktemp("notes"), {"rung.txt": NOTES}) as assistant:
        yield assistant.library


def test_the_set_that_is_called_what_is_asked_for_is_told_rather_than_its_neighbour(notes: Library) -> None:
    near = reading("- Không khen thưởng trồng rừng nhiều lần", notes)
    further = replace(reading("- Giấy khen", notes), score=0.9 * near.score)
    made = complete_set(plan("thi đua trồng rừng có những loại khen nào?", notes), [near, further], notes)
    assert made.lines[:3] == ("2. Hình thức khen thưởng [1]", "- Cờ thi đua; [2]", "- Giấy khen. [3]")


def test_which_ones_is_no_matter_of_how_many(notes: Library) -> None:
    asked = plan("trồng rừng thì cây giống giao qua mấy bước nào?", notes)
    assert [a.kind for a in asked.asks] == ["list"]
    made = complete_set(asked, [reading("- Ươm cây", notes)], notes)
    assert made.lines[1:] == ("- Ươm cây; [2]", "- Kiểm dịch. [3]")


def test_a_kind_of_members_asks_for_its_set_without_a_plural(notes: Library) -> None:
    asked = plan("cây giống giao qua khâu nào?", notes)
    made = named_set(asked, [reading("- Ươm cây", notes)], notes)
    assert made is not None
    assert made.lines[1:] == ("- Ươm cây; [2]", "- Kiểm dịch. [3]")
    assert named_set(plan("cây giống giao cho ai?", notes), [reading("- Ươm cây", notes)], notes) is None


@pytest.mark.parametrize(
    ("lead", "noun", "called"),
    [
        ("2. Hình thức khen thưởng", "loại khen", True),
        ("b) Nguyên tắc khen thưởng:", "loại khen", False),
        ("có ít nhất 02 trong 03 tiêu chí sau đây:", "điều kiện", True),
    ],
)
def test_members_may_be_called_otherwise(lead: str, noun: str, called: bool) -> None:
    assert (fits(tuple(noun.split()), lead) == 1.0) is called
