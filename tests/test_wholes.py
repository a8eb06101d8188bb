"""A part of a breakdown is no answer for its whole."""

import pytest

from rag.read import read
from rag.reckoning.wholes import wholes_first
from tests.small_report import asked, library


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Quý I năm 2025 có bao nhiêu hồ sơ?", "400 hồ sơ"),
        ("Quý I năm 2025 các cơ quan đang giải quyết bao nhiêu hồ sơ?", "50 hồ sơ"),
        ("có bao nhiêu máy quét trên địa bàn tỉnh?", "90 máy"),
        ("cấp huyện có bao nhiêu máy quét?", "20 máy"),
    ],
)
def test_the_part_is_told_only_when_it_is_asked_for(question: str, figure: str) -> None:
    on = library()
    plan, evidence = asked(question, on)
    best = wholes_first(plan, read(plan, evidence, on), on)[0]
    assert [f.text for f in best.figures] == [figure]
