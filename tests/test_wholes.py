"""A part of a breakdown is no answer for its whole."""

from pathlib import Path

import pytest

from ingest.parse import parse
from rag.library import Library
from rag.read import read
from rag.reckoning.wholes import wholes_first
from tests.lines_of_text import grid, whole
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


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("kinh phí an toàn thông tin là bao nhiêu?", "19,8"),
        ("ngân sách cấp xã chi cho an toàn thông tin bao nhiêu?", "2,5"),
        ("hài lòng của người dân năm 2024 đạt bao nhiêu?", "85,3"),
        ("hài lòng của người dân với chính sách năm 2024 đạt bao nhiêu?", "84,1"),
    ],
)
def test_a_row_and_its_total_come_before_their_parts(question: str, figure: str) -> None:
    money = grid(
        [
            ["TT", "Nội dung", "Tổng số", "Trong đó – Ngân sách tỉnh", "Trong đó – Ngân sách cấp xã"],
            ["1", "Hạ tầng số", "71,2", "66,7", "4,5"],
            ["2", "An toàn thông tin", "19,8", "17,3", "2,5"],
        ]
    )
    index = grid(
        [
            ["Tiêu chí", "Năm 2024 – Chỉ số (%)"],
            ["CHỈ SỐ HÀI LÒNG CỦA NGƯỜI DÂN", "85,3"],
            ["1. Mức độ hài lòng của người dân đối với chính sách", "84,1"],
            ["2. Mức độ hài lòng của người dân đối với dịch vụ công", "86,0"],
        ]
    )
    parsed = parse(whole("KẾ HOẠCH", "Chuyển đổi số năm 2025", money, "II. HÀI LÒNG", index), Path("ke-hoach.docx"))
    on = Library([parsed.document], parsed.statements, parsed.figures)
    plan, evidence = asked(question, on)
    best = wholes_first(plan, read(plan, evidence, on), on)[0]
    assert best.place.text == figure
