"""Figures whose names, units, kinds and periods are not said beside them but by what they lean on."""

from datetime import date

import pytest

from ingest.figures import figures
from ingest.records import Document, Figure, Statement
from ingest.vietnamese.calendar import quarter_of

REPORT = Document("d", "", "", "txt", 1, kind="báo cáo", period=quarter_of(2026, 1), issued=date(2026, 3, 31))


def _read(text: str) -> dict[str, Figure]:
    return {f.text: f for f in figures(REPORT, [Statement("s", "d", 0, "sentence", text)], [])}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (  # the quantity is said once
            "Tỷ lệ hộ nghèo còn 2,1%, hộ cận nghèo 3,4%.",
            {"3,4%": "tỷ lệ hộ cận nghèo"},
        ),
        (
            "Công suất sử dụng buồng phòng bình quân 61,2%; khối khách sạn 70,5%, nhà nghỉ 48,9%.",
            {
                "70,5%": "khối khách sạn (công suất sử dụng buồng phòng bình quân)",
                "48,9%": "nhà nghỉ (công suất sử dụng buồng phòng bình quân)",
            },
        ),
        ("Tỷ lệ thu gom đạt 96%, ở xã, tỷ lệ này là 61,7%.", {"61,7%": "tỷ lệ thu gom"}),
        (
            "Tỷ lệ giải ngân đạt 40%, cao nhất là Sở Y tế (88,2%), thấp nhất là Sở Xây dựng (12,4%).",
            {
                "88,2%": "tỷ lệ giải ngân (cao nhất là Sở Y tế)",
                "12,4%": "tỷ lệ giải ngân (thấp nhất là Sở Xây dựng)",
            },
        ),
        (  # numbers set against those before them
            "Cơ cấu lao động: nông nghiệp 31,2%; công nghiệp 68,8% (năm 2024 tương ứng là 33,1%; 66,9%).",
            {"31,2%": "nông nghiệp (cơ cấu lao động)", "33,1%": "nông nghiệp (cơ cấu lao động)",
             "66,9%": "công nghiệp (cơ cấu lao động)"},
        ),
        (
            "Tỷ lệ đúng hạn của Sở Y tế, Sở Giáo dục và Đào tạo lần lượt là 95,1% và 97,2%.",
            {"95,1%": "tỷ lệ đúng hạn của Sở Y tế", "97,2%": "tỷ lệ đúng hạn của Sở Giáo dục và Đào tạo"},
        ),
        (  # what something is worth, what came of it
            "Thu hút 15 dự án FDI với 320 triệu USD và 22 dự án trong nước với 4.100 tỷ đồng.",
            {"320 triệu USD": "thu hút dự án FDI", "4.100 tỷ đồng": "dự án trong nước"},
        ),
        ("Trao 1.250 suất quà trị giá 625 triệu đồng.", {"625 triệu đồng": "trị giá (trao suất quà)"}),
        (
            "Xảy ra 21 vụ cháy, làm chết 9 người, bị thương 17 người.",
            {"9 người": "làm chết người (xảy ra vụ cháy)", "17 người": "bị thương người (xảy ra vụ cháy)"},
        ),
        ("Tỉnh có 09 khu công nghiệp với tổng diện tích 2.164 ha.", {"09 khu công nghiệp": "tỉnh khu công nghiệp"}),
        (  # of which things a value is told
            "Có 09 xã giải ngân dưới 20%, 05 xã trên 80%.",
            {"09 xã": "xã giải ngân dưới 20%", "05 xã": "xã trên 80%"},
        ),
        (
            "100% tàu cá từ 15 mét trở lên lắp thiết bị giám sát.",
            {"100%": "tàu cá từ 15 mét trở lên lắp thiết bị giám sát"},
        ),
        ("Còn 05 dự án chậm tiến độ, dự kiến hoàn thành trong tháng 6.", {"05 dự án": "dự án chậm tiến độ"}),
        (  # two words for one notion are not parted
            "Xử phạt 37 tổ chức, cá nhân vi phạm với 5,92 tỷ đồng.",
            {"37 tổ chức": "xử phạt tổ chức, cá nhân vi phạm", "5,92 tỷ đồng": "xử phạt tổ chức, cá nhân vi phạm"},
        ),
    ],
)  # fmt: skip
def test_names_that_lean_on_others(text: str, names: dict[str, str]) -> None:
    found = _read(text)
    assert {key: found[key].indicator for key in names} == names


def test_a_change_is_told_of_what_was_counted_before() -> None:
    found = _read("Xảy ra 14 vụ cháy, làm 03 người chết; so với cùng kỳ tăng 02 vụ, giảm 01 người chết.")
    assert [(f.indicator, f.kind) for f in found.values()] == [
        ("xảy ra vụ cháy", "kết quả"),
        ("làm người chết (xảy ra vụ cháy)", "kết quả"),
        ("xảy ra vụ cháy", "so sánh"),
        ("làm người chết (xảy ra vụ cháy)", "so sánh"),
    ]
    other = _read("Giảm 18 đơn vị hành chính cấp xã; giảm 22 phòng chuyên môn.")
    assert other["22 phòng chuyên môn"].indicator == "phòng chuyên môn"


def test_a_number_without_unit_has_that_of_what_it_is_a_part_of() -> None:
    found = _read("Giao 2.650 công dân nhập ngũ (quân đội 2.150; công an 500).")
    assert {key: figure.unit for key, figure in found.items()} == {
        "2.650 công dân": "công dân", "2.150": "công dân", "500": "công dân",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number", "period"),
    [
        ("Có 30/33 xã đạt chuẩn theo bộ tiêu chí giai đoạn 2021 - 2025.", "30/33 xã", "2026-Q1"),
        ("Giao 2.650 công dân, đạt 100% chỉ tiêu, hoàn thành ngày 05/3/2026.", "100%", "2026-Q1"),
        ("Vốn giải ngân đến 28/02/2026 đạt 12%; thành lập mới 540 doanh nghiệp.", "540 doanh nghiệp", "2026-Q1"),
        ("Tỷ lệ tiêm chủng đạt 47,2%, kế hoạch cả năm 95%.", "95%", "2026"),
        ("Tỷ lệ tốt nghiệp đạt 99,2%, cao hơn năm trước 0,4 điểm phần trăm.", "99,2%", "2026-Q1"),
        ("Đến 31/3/2026 giải ngân đạt 18,4% (cùng kỳ năm 2025 đạt 15,2%).", "15,2%", "..2025-03-31"),
        ("Rét đậm từ ngày 19 đến ngày 24/01/2026 làm chết 218 con trâu, bò.", "218 con", "2026-01-19/2026-01-24"),
    ],
)
def test_periods_that_hold_and_that_do_not(text: str, number: str, period: str) -> None:
    found = _read(text)[number].period
    assert found is not None
    assert found.key == period


def test_parts_of_the_sentence_before_are_of_its_period_and_kind() -> None:
    first = (
        "Tổng số lượt khám quý I năm 2026 là 1.284 lượt, bằng 52,8% kế hoạch năm, thấp hơn mức 1.300 của quý IV "
        "năm 2025."
    )
    second = "Trong đó: tuyến tỉnh 612 lượt, tuyến xã 672 lượt."
    statements = [Statement("a", "d", 0, "sentence", first), Statement("b", "d", 1, "sentence", second, lead=first)]
    parts = [f for f in figures(REPORT, statements, []) if f.statement_id == "b"]
    assert [(f.indicator, f.kind, f.period and f.period.key) for f in parts] == [
        ("tuyến tỉnh lượt (tổng số lượt khám)", "kết quả", "2026-Q1"),
        ("tuyến xã lượt (tổng số lượt khám)", "kết quả", "2026-Q1"),
    ]


def test_names_with_a_number_and_grades_are_no_figures() -> None:
    assert list(_read("Cầu Hạ 2 hoàn thành đúc 18/24 phiến dầm.")) == ["18/24 phiến dầm"]
    assert list(_read("Có 04 sản phẩm 5 sao; trẻ từ 1 đến 5 tuổi đạt 98,3%.")) == ["04 sản phẩm", "98,3%"]
    assert list(_read("Cấp 8.412 giấy chứng nhận trước ngày 20 tháng cuối quý.")) == ["8.412 giấy chứng nhận"]
