"""A short question is told the head of what it names: the whole, the result, the newest, the total row."""

from datetime import date
from pathlib import Path

import pytest

from ingest.parse import parse
from rag.library import Library
from rag.question.by_name import by_name
from rag.read import read
from rag.reckoning.heads import heads_first, is_total
from rag.records import Evidence
from rag.understand import understand
from tests.lines_of_text import grid, whole

REPORT = (
    "BÁO CÁO",
    "Tình hình kinh tế - xã hội năm 2025 của tỉnh Vân Đồn",
    "I. KẾT QUẢ",
    "Tổng sản phẩm trên địa bàn (GRDP) năm 2025 ước đạt 40.100 tỷ đồng, tăng 8,15% so với cùng kỳ.",
    "Tăng trưởng GRDP chưa đạt kịch bản do hai nhà máy dừng 45 ngày.",
    "Mức độ hài lòng chung đạt 81,5%.",
    "Mức độ hài lòng được khảo sát hằng năm.",
    "Tổng số cầu trên địa bàn tỉnh: 420 cầu.",
    "Tổng số cầu treo dân sinh: 96 cầu.",
    grid(
        [
            ["Nội dung", "KH 2025", "TH 2024", "TH 2025", "TH/KH (%)"],
            ["Chi thường xuyên", "9.100", "8.300", "8.900", "97,8"],
            ["Chi thường xuyên khác", "71", "60", "64", "90,1"],
        ]
    ),
    grid(
        [
            ["Đơn vị", "Số trạm bơm", "Số hộ nghèo"],
            ["Xã An Bình", "3", "41"],
            ["Xã Cẩm Sơn", "5", "52"],
            ["Tổng cộng", "8", "93"],
        ]
    ),
)


@pytest.fixture(scope="module")
def on() -> Library:
    parsed = parse(whole(*REPORT), Path("bao-cao.docx"))
    return Library([parsed.document], parsed.statements, parsed.figures)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("tăng trưởng GRDP", "8,15%"),
        ("mức độ hài lòng", "81,5%"),
        ("tổng số cầu", "420 cầu"),
        ("tổng số cầu treo", "96 cầu"),
        ("chi thường xuyên", "8.900"),
        ("kế hoạch chi thường xuyên", "9.100"),
        ("chi thường xuyên năm 2024", "8.300"),
        ("chi thường xuyên khác", "64"),
        ("số hộ nghèo", "93"),
        ("số hộ nghèo xã Cẩm Sơn", "52"),
        ("bao nhiêu trạm bơm", "8"),
    ],
)
def test_the_head_of_what_is_named(question: str, figure: str, on: Library) -> None:
    evidence = tuple(
        Evidence(s, on.documents[s.document_id], on.figures(s.id), 1.0, 1.0, 1.0) for s in on.statements.values()
    )
    plan = by_name(understand(question, documents=tuple(on.documents.values()), today=date(2026, 1, 15)), evidence)
    best = heads_first(plan, read(plan, evidence, on), on)[0]
    assert [f.text for f in best.figures] == [figure]


@pytest.mark.parametrize(
    ("question", "intent"),
    [("mức độ hài lòng", "figure"), ("mức độ hài lòng do ai khảo sát", "who"), ("chủ trương đầu tư", "other")],
)
def test_a_bare_name_of_figures_asks_for_one(question: str, intent: str, on: Library) -> None:
    evidence = tuple(Evidence(s, on.documents[s.document_id], on.figures(s.id), 1.0) for s in on.statements.values())
    assert by_name(understand(question, documents=(), today=date(2026, 1, 15)), evidence).intent == intent


@pytest.mark.parametrize(("label", "total"), [("Tổng cộng", True), ("TOÀN TỈNH", True), ("Tổng cục Thuế", False)])
def test_labels_of_totals(label: str, total: bool) -> None:
    assert is_total(label) is total
