from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.assistant import Assistant
from tests.room import on_file

NOTE = """ỦY BAN NHÂN DÂN
TỈNH {place}

Số: {number}/NQ-HĐND

{place}, ngày 09 tháng 6 năm 2026

NGHỊ QUYẾT
Sắp xếp đơn vị hành chính cấp xã của tỉnh {place} năm 2026

Điều 1. Kết quả

Sau khi sắp xếp, tỉnh {place} có {all} đơn vị hành chính cấp xã, gồm {communes} xã và {wards} phường.
"""


@pytest.fixture(scope="module")
def provinces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("provinces")
    texts = {
        "a.txt": NOTE.format(place="Yên Bái", number=11, all=50, communes=42, wards=8),
        "b.txt": NOTE.format(place="Lai Châu", number=12, all=38, communes=36, wards=2),
    }
    with on_file(folder, texts) as assistant:
        yield assistant


def test_two_bodies_are_set_beside_each_other_by_name(provinces: Assistant) -> None:
    answer = provinces.ask("Yên Bái hay Lai Châu nhiều phường hơn?")
    assert answer.answer.startswith("Yên Bái: 8 phường; Lai Châu: 2 phường — Yên Bái cao hơn 6 phường")
    assert {c.document_id for c in answer.citations} == {"a", "b"}


def test_what_two_bodies_have_is_added(provinces: Assistant) -> None:
    answer = provinces.ask("Hai tỉnh Yên Bái và Lai Châu gộp lại bao nhiêu đơn vị cấp xã?")
    assert answer.answer.startswith("88 đơn vị hành chính cấp xã")
    assert answer.computation is not None
    assert answer.computation["formula"] == "50 + 38 = 88"
