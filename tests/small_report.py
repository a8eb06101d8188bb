"""A report small enough to compute by hand, and its statements as evidence for any question."""

from datetime import date
from pathlib import Path

from ingest.parse import parse
from rag.draft import Draft
from rag.ground import ground
from rag.library import Library
from rag.records import Evidence, Question
from rag.understand import understand
from tests.lines_of_text import grid, whole

REPORT = (
    "BÁO CÁO",
    "Kết quả cải cách hành chính Quý I năm 2025",
    "I. THỦ TỤC HÀNH CHÍNH",
    "Quý I năm 2025, các cơ quan đã tiếp nhận 400 hồ sơ, trong đó: đã giải quyết 350 hồ sơ; đang giải quyết 50 hồ sơ.",
    "Tổng số máy quét 90 máy (cấp tỉnh 40 máy; cấp huyện 20 máy; cấp xã 25 máy).",
    "Tổng số máy in là 60 máy.",
    "Tỷ lệ ký số: sở, ngành đạt 92,2%; cấp xã đạt 93,5%.",
    "Kết quả xếp loại: Xếp loại Tốt: 10/50 đơn vị; Xếp loại Khá: 30/50 đơn vị; Xếp loại Yếu: 10/50 đơn vị.",
    "Trong kỳ có 5 hồ sơ trễ hạn, chiếm 1,25%.",
    "Thực hiện Quyết định số 15/QĐ-TTg ngày 05/02/2025 của Thủ tướng Chính phủ.",
    "Kế hoạch theo Quyết định số 15/QĐ-TTg ngày 25/01/2025 của Thủ tướng Chính phủ.",
    "Năm 2024, Chỉ số chuyển đổi số của tỉnh đạt 80,5%, tăng 2,5% so với năm 2023, thấp hơn trung bình cả nước 1,5%.",
    "Kế hoạch rà soát đề ra các nhóm thủ tục cần rà soát: (1) Đất đai; (2) Xây dựng; (3) Đầu tư; (4) Hộ tịch.",
    "II. KẾT QUẢ ĐÁNH GIÁ",
    grid(
        [
            ["Tiêu chí", "Năm 2023 – Chỉ số (%)", "Năm 2023 – Xếp hạng", "Năm 2024 – Chỉ số (%)", "Năm 2024 – Xếp hạng",
             "So sánh với năm 2023"],
            ["(1) Chính sách về giáo dục", "82,80", "31", "84,16", "29", "Tăng 1,36% Tăng 2 bậc"],
            ["(2) Chính sách về giao thông", "81,22", "33", "83,99", "19", "Tăng 2,77% Tăng 14 bậc"],
            ["(3) Chính sách về y tế", "82,29", "24", "86,77", "13", "Tăng 4,48% Tăng 9 bậc"],
        ]
    ),
)  # fmt: skip


def library() -> Library:
    """The report's library."""
    parsed = parse(whole(*REPORT), Path("bao-cao.docx"))
    return Library([parsed.document], parsed.statements, parsed.figures)


def asked(text: str, on: Library) -> tuple[Question, tuple[Evidence, ...]]:
    """A question's plan, and every statement of the library as its evidence."""
    question = understand(text, documents=tuple(on.documents.values()), today=date(2025, 4, 10))
    evidence = tuple(
        Evidence(s, on.documents[s.document_id], on.figures(s.id), 1.0, 1.0, 1.0) for s in on.statements.values()
    )
    return question, evidence


def grounded(draft: Draft) -> str:
    """The text of a draft, which the check of every answer leaves whole."""
    text = "\n".join(draft.lines)
    checked = ground(text, draft.citations, draft.computation)
    assert checked.withheld == (), checked.withheld
    return text
