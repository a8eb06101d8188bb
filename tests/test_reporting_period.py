"""The kỳ báo cáo of titles as offices write them."""

from datetime import date

import pytest

from ingest.records import Document
from ingest.reporting_period import reporting_period


def document(title: str, kind: str = "báo cáo", issued: date | None = date(2025, 12, 19)) -> Document:
    return Document("a", "a.txt", "0", "text", 1, title=title, kind=kind, issued=issued)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Kết quả công tác cải cách hành chính năm 2025 và nhiệm vụ trọng tâm năm 2026", "2025"),
        ("Tình hình kinh tế - xã hội quý I và phương hướng, nhiệm vụ trọng tâm quý II năm 2026", "2026-Q1"),
        ("Kết quả thực hiện nhiệm vụ năm 2025; kế hoạch năm 2026", "2025"),
        ("Tình hình thực hiện Kế hoạch số 12 năm 2025", "2025"),
        ("Công tác 9 tháng đầu năm, một số giải pháp 3 tháng cuối năm 2025", "2025-9M"),
        ("Công tác quý III", "2025-Q3"),
        (
            "An toàn giao thông 9 tháng đầu năm, nhiệm vụ 3 tháng cuối năm 2026 (Số liệu từ ngày 15/12/2025 đến ngày "
            "14/9/2026; cùng kỳ tính từ ngày 15/12/2024 đến ngày 14/9/2025)",
            "2026-9M",
        ),
        ("Thi đua (từ ngày 01/01/2025 đến ngày 15/6/2025; cùng kỳ từ 01/01/2024)", "2025-01-01/2025-06-15"),
    ],
)
def test_a_report_is_of_the_period_it_tells_of(title: str, key: str) -> None:
    period = reporting_period(document(title), "")
    assert period is not None
    assert period.key == key


def test_a_plan_is_of_the_last_period_of_its_title() -> None:
    period = reporting_period(document("Khắc phục hạn chế năm 2025 và nhiệm vụ năm 2026", kind="kế hoạch"), "")
    assert period is not None
    assert period.key == "2026"


def test_a_quarter_without_its_year_is_told_with_it() -> None:
    january = reporting_period(document("Công tác quý IV", issued=date(2026, 1, 5)), "")
    assert january is not None
    assert (january.key, january.text) == ("2025-Q4", "quý IV năm 2025")
    assert reporting_period(document("Công tác quý IV", issued=None), "") is None
