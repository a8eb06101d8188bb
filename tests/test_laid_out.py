from collections.abc import Iterator

import pytest

from rag.library import Library
from rag.reading.laid_out import laid_out
from tests.room import on_file

PLAN = """ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI

Số: 15/KH-UBND

Yên Bái, ngày 09 tháng 6 năm 2026

KẾ HOẠCH
Phòng bệnh sau lũ năm 2026

I. NGUY CƠ

1. Bệnh đường ruột

- Tả, lỵ. Thương hàn.

- Viêm gan A.

2. Bệnh do muỗi

- Sốt xuất huyết;

- Viêm não.

II. TỔ CHỨC

Sở Y tế làm các việc sau:

- Cấp thuốc;

- Phun hóa chất.
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with on_file(tmp_path_factory.mktemp("laid"), {"lu.txt": PLAN}) as assistant:
        yield assistant.library


def sets(shelf: Library) -> dict[str, list[str]]:
    told = sorted(shelf.statements.values(), key=lambda s: s.ordinal)
    return {laid.named.text: [" ".join(s.text for s in m) for m in laid.members] for laid in laid_out(told)}


def test_a_heading_holds_what_stands_right_under_it(shelf: Library) -> None:
    found = sets(shelf)
    assert found["I. NGUY CƠ"] == ["1. Bệnh đường ruột", "2. Bệnh do muỗi"]
    assert found["2. Bệnh do muỗi"] == ["- Sốt xuất huyết;", "- Viêm não."]


def test_an_item_keeps_the_sentences_of_its_paragraph(shelf: Library) -> None:
    assert sets(shelf)["1. Bệnh đường ruột"] == ["- Tả, lỵ. Thương hàn.", "- Viêm gan A."]


def test_a_sentence_introduces_its_items(shelf: Library) -> None:
    assert sets(shelf)["Sở Y tế làm các việc sau:"] == ["- Cấp thuốc;", "- Phun hóa chất."]


def test_a_statement_knows_the_sets_that_it_stands_in(shelf: Library) -> None:
    item = next(s for s in shelf.statements.values() if s.text.startswith("- Viêm não"))
    assert [laid.named.text for laid in shelf.sets(item)] == ["2. Bệnh do muỗi"]
