"""Turns of phrase of Vietnamese reports that say what a figure is, each checked by hand on a sentence of its own."""

from datetime import date

import pytest

from ingest.figures import figures
from ingest.records import Document, Figure, Period, Row, Statement, Table
from ingest.vietnamese.calendar import first_months, month_of, quarter_of, year_of


def _read(
    text: str, kind: str = "báo cáo", path: tuple[str, ...] = (), period: Period | None = None, title: str = ""
) -> dict[str, Figure]:
    document = Document("d", "", "", "txt", 1, kind=kind, period=period or year_of(2026), title=title)
    found = figures(document, [Statement("s", "d", 0, "item", text, path=path)], [])
    return {figure.text: figure for figure in found}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # a value that another is set against is no change
        ("Thu ngân sách tăng 8,2%, thấp hơn kịch bản đề ra (9,5%).", {"8,2%": "so sánh", "9,5%": "kế hoạch"}),
        ("Tỷ lệ giải ngân đạt 53%, cao hơn bình quân cả nước (50,1%).", {"50,1%": "kết quả"}),
        # an estimate holds for what stands beside it, not for what has a value of its own
        ("Sản lượng lúa ước 412 nghìn tấn, năng suất đạt 61,8 tạ/ha.", {"61,8 tạ/ha": "kết quả"}),
        ("Tổng chi ước 900 tỷ đồng, tăng 4%, gồm: chi đầu tư 300 tỷ đồng; chi khác 600 tỷ đồng.",
         {"300 tỷ đồng": "ước", "600 tỷ đồng": "ước"}),
        # what is late against a plan was not planned
        ("Công trình chậm 02 tháng so với dự kiến do phải mời thầu lại 03 gói thầu.", {"03 gói thầu": "kết quả"}),
        ("Tỷ lệ hộ nghèo là 1,84%; chỉ tiêu năm 2026 giảm 0,3 điểm phần trăm.", {"0,3 điểm phần trăm": "chỉ tiêu"}),
        ("Quy mô kinh tế gấp 1,8 lần năm 2020.", {"1,8 lần": "so sánh"}),
    ],
)  # fmt: skip
def test_kind_by_words(text: str, kinds: dict[str, str]) -> None:
    found = _read(text)
    assert {key: found[key].kind for key in kinds} == kinds


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (("II. NHIỆM VỤ TRONG THỜI GIAN TỚI",), "chỉ tiêu"),
        (("B. KẾT QUẢ TRIỂN KHAI THỰC HIỆN", "c) Phương hướng, giải pháp trong thời gian tới"), "chỉ tiêu"),
        (("Phần thứ hai. NHIỆM VỤ", "1. Kết quả đạt được"), "kết quả"),
        (("I. Kết quả thực hiện", "2. Các chỉ tiêu chủ yếu"), "kết quả"),
    ],
)
def test_the_innermost_heading_says_whether_it_is_an_aim(path: tuple[str, ...], kind: str) -> None:
    assert _read("Sở Y tế bố trí 68 bác sĩ về tuyến xã.", "thông báo", path)["68 bác sĩ"].kind == kind


def test_what_stands_now_is_no_aim() -> None:
    path = ("II. NHIỆM VỤ THỜI GIAN TỚI",)
    assert _read("Hiện toàn tỉnh có 2.318 công chức.", "thông báo", path)["2.318 công chức"].kind == "kết quả"


def test_a_plan_tells_how_far_the_year_before_comes() -> None:
    found = _read("Tỷ trọng kinh tế số đạt 15,5% (ước năm 2026 là 12,8%).", "kế hoạch", period=year_of(2027))
    assert {key: figure.kind for key, figure in found.items()} == {"15,5%": "chỉ tiêu", "12,8%": "ước"}


@pytest.mark.parametrize(
    ("text", "period", "keys"),
    [
        # a part of the document's time that one clause names does not hold in the next
        ("Tỷ lệ tốt nghiệp năm 2026 đạt 98%; toàn tỉnh còn thiếu 1.138 giáo viên.", first_months(2026, 9),
         {"98%": "2026", "1.138 giáo viên": "2026-9M"}),
        ("Trong quý III xử lý 40 vụ; xử phạt 12 đối tượng.", first_months(2026, 9), {"12 đối tượng": "2026-Q3"}),
        ("Thu tháng 10 ước 1.205 tỷ đồng, lũy kế 12.640 tỷ đồng, tăng 14%.", month_of(2026, 10),
         {"1.205 tỷ đồng": "2026-10", "12.640 tỷ đồng": "2026-01-01/2026-10-31", "14%": "2026-01-01/2026-10-31"}),
        ("Có 25.000 lượt người học trong năm 2026 và 60.000 lượt trong năm 2027.", None,
         {"25.000 lượt người": "2026", "60.000 lượt": "2027"}),
        ("Tỷ lệ đúng hạn đạt 98,2%, trong khi quý II năm 2026 là 97,4% và cùng kỳ năm 2025 là 95,5%.",
         quarter_of(2026, 3), {"97,4%": "2026-Q2", "95,5%": "2025-Q3"}),
        ("GRDP quý I tăng 9,1%, cao hơn mức tăng 7,8% của quý I năm 2025 nhưng thấp hơn kịch bản (9,4%).",
         quarter_of(2026, 1), {"7,8%": "2025-Q1", "9,4%": "2026-Q1"}),
    ],
)  # fmt: skip
def test_period_by_clause(text: str, period: Period | None, keys: dict[str, str]) -> None:
    found = _read(text, period=period)
    assert {key: (found[key].period or year_of(1)).key for key in keys} == keys


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("- Cấp xã: tiếp nhận 65 hồ sơ; giải quyết 60 hồ sơ.", {"65 hồ sơ": "cấp xã", "60 hồ sơ": "cấp xã"}),
        ("Tỷ lệ hồ sơ trực tuyến đạt 85%, riêng các xã miền núi đạt 65%.", {"85%": "", "65%": "cấp xã"}),
        ("100% sở, ngành và 80% xã, phường báo cáo trên hệ thống.", {"100%": "sở ngành", "80%": "cấp xã"}),
        ("Còn 02 đơn vị chậm: Ban QLDA Giao thông (19,8%), Sở Y tế (12,4%).", {"19,8%": "sở ngành"}),
    ],
)
def test_place_of_each_number(text: str, levels: dict[str, str]) -> None:
    found = _read(text)
    assert {key: found[key].level for key in levels} == levels


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Thành lập mới 12 doanh nghiệp, vốn đăng ký 90 tỷ đồng, tăng 5% về số doanh nghiệp.",
         {"5%": "thành lập mới doanh nghiệp"}),
        ("Phát sinh 07 ổ dịch tại 04 xã.", {"04 xã": "phát sinh ổ dịch tại xã"}),
        ("Đã hoàn thành 39 nhiệm vụ, 15 nhiệm vụ đang thực hiện.", {"15 nhiệm vụ": "nhiệm vụ đang thực hiện"}),
        ("Kiểm tra 40 cơ sở, 37 cơ sở đạt (92,5%).", {"37 cơ sở": "cơ sở đạt"}),
        ("100% sở và 80% xã sử dụng chữ ký số.", {"100%": "sở sử dụng chữ ký số"}),
        ("Bố trí 420 tỷ đồng cho khoa học, công nghệ, bằng 3% tổng chi ngân sách.",
         {"420 tỷ đồng": "bố trí cho khoa học, công nghệ",
          "3%": "bố trí cho khoa học, công nghệ (% tổng chi ngân sách)"}),
        ("Khai khoáng giảm 6,1% do ba mỏ đá hết phép.", {"6,1%": "khai khoáng"}),
        ("Tuy nhiên còn 312 hồ sơ quá hạn.", {"312 hồ sơ": "hồ sơ quá hạn"}),
        ("Theo Quyết định số 27/QĐ-UBND, điểm trung bình là 86,5 điểm.", {"86,5 điểm": "điểm trung bình"}),
        ("Xử lý dứt điểm 23 tàu cá trước ngày 30/4/2026.", {"23 tàu": "xử lý dứt điểm tàu cá"}),
        ("Hoàn thành 36 km đường gom và giải tỏa 14 điểm đen.", {"36 km": "hoàn thành đường gom"}),
        ("Cắt giảm tối thiểu 30% chi phí.", {"30%": "cắt giảm chi phí"}),
        ("Thanh toán trực tuyến đạt 58%, vượt chỉ tiêu giao 8 điểm phần trăm.",
         {"8 điểm phần trăm": "thanh toán trực tuyến"}),
        ("Tổng thu 87 tỷ đồng, tăng 13%; gồm thu nội địa 75 tỷ đồng.", {"75 tỷ đồng": "thu nội địa (tổng thu)"}),
        ("Tiếp nhận 40 đơn, tập trung ở lĩnh vực đất đai (26 đơn).",
         {"26 đơn": "tiếp nhận đơn (tập trung ở lĩnh vực đất đai)"}),
        ("2. Về tăng trưởng: các ngành tập trung cao nhất để quý IV tăng trên 11%.", {"11%": "tăng trưởng"}),
    ],
)  # fmt: skip
def test_names(text: str, names: dict[str, str]) -> None:
    found = _read(text)
    assert {key: found[key].indicator for key in names} == names


def test_the_other_place_is_told_of_by_its_own_name() -> None:
    found = _read("Tỷ lệ giải ngân của khối cấp tỉnh quản lý là 15,4%; cấp xã: 9,5%.")
    assert (found["9,5%"].indicator, found["9,5%"].level) == ("tỷ lệ giải ngân của khối cấp xã quản lý", "cấp xã")


def test_a_day_of_the_lunar_calendar_is_no_figure() -> None:
    found = _read("Lễ hội từ mồng 6 đến mồng 10 tháng Giêng đón 318 nghìn lượt khách.")
    assert {key: figure.period and figure.period.key for key, figure in found.items()} == {
        "318 nghìn lượt khách": "2026"
    }


def test_a_time_that_bounds_another_is_not_that_of_the_figure() -> None:
    assert _read("Số hóa sổ hộ tịch trước năm 2007 được 415 trường hợp.")["415 trường hợp"].period == year_of(2026)


def test_units_that_are_said_once() -> None:
    found = _read("Nâng công suất từ 0,9 lên 1,6 triệu m3; bãi bỏ 12, thay thế 09 và sửa đổi 17 văn bản.")
    assert {key: found[key].unit for key in ("0,9", "12", "09")} == {
        "0,9": "triệu m3",
        "12": "văn bản",
        "09": "văn bản",
    }


def test_an_aim_that_names_nothing_is_for_what_the_document_is_about() -> None:
    found = _read("Mục tiêu: đến 30/11/2026 đạt 75%.", "công văn", ("2. Nhiệm vụ trọng tâm",), title="giải ngân vốn")
    assert found["75%"].indicator == "mục tiêu (giải ngân vốn)"


def test_a_footnote_tells_of_the_sentence_it_is_on() -> None:
    document = Document("d", "", "", "txt", 1, kind="báo cáo", period=year_of(2026))
    on = Statement("a", "d", 0, "sentence", "Đến 30/9/2026, có 05 xã tỷ lệ số hóa hồ sơ dưới 70%.", notes=("2",))
    note = Statement("b", "d", 1, "footnote", "Xã Hòa Sơn 69,1%; xã Suối Ngà 61,3%.", notes=("2",))
    *_, first, second = figures(document, [on, note], [])
    assert [f.indicator for f in (first, second)] == [
        "tỷ lệ số hóa hồ sơ (xã Hòa Sơn)", "tỷ lệ số hóa hồ sơ (xã Suối Ngà)",
    ]  # fmt: skip
    assert [f.period.key for f in (first, second) if f.period] == ["..2026-09-30", "..2026-09-30"]


def _cells(heads: tuple[tuple[str, ...], ...], cells: tuple[str, ...], period: Period) -> list[Figure]:
    text = "; ".join(cells)
    offsets = tuple((i, text.index(cell), text.index(cell) + len(cell)) for i, cell in enumerate(cells))
    statement = Statement("s", "d", 0, "row", text, table=0, row=0, cells=offsets)
    document = Document("d", "", "", "txt", 1, kind="báo cáo", period=period, issued=date(2026, 10, 5))
    return list(figures(document, [statement], [Table(0, heads, (Row(0, cells),))]))


def test_a_change_in_a_table_is_of_the_values_beside_it() -> None:
    heads = (("Chỉ số",), ("Điểm", "Năm 2023"), ("Điểm", "Năm 2024"), ("Điểm", "Tăng/giảm"))
    *_, change = _cells(heads, ("Minh bạch", "6,05", "6,29", "0,24"), year_of(2026))
    assert (change.kind, change.period and change.period.key) == ("so sánh", "2024")


def test_a_comparing_column_is_of_the_part_of_the_year_that_was_measured() -> None:
    heads = (
        ("Chỉ tiêu",), ("Thực hiện 9 tháng 2025",), ("Năm 2026", "Kế hoạch năm"), ("Năm 2026", "Ước 9 tháng"),
        ("So sánh (%)", "Với cùng kỳ"), ("So sánh (%)", "Với kế hoạch"),
    )  # fmt: skip
    found = _cells(heads, ("Thủy sản", "62", "88", "64", "103", "73"), first_months(2026, 9))
    assert [f.period and f.period.key for f in found] == ["2025-9M", "2026", "2026-9M", "2026-9M", "2026-9M"]


def test_the_same_time_in_a_table_is_of_the_day_that_was_counted_to() -> None:
    heads = (("Chủ đầu tư",), ("Giải ngân đến 30/9/2026",), ("Tỷ lệ (%)",), ("Tỷ lệ cùng kỳ năm 2025 (%)",))
    spent, share, before = _cells(heads, ("Sở Y tế", "71", "38", "44"), year_of(2026))
    assert share.indicator == "sở Y tế, tỷ lệ (giải ngân)"
    assert [f.period and f.period.key for f in (spent, share, before)] == [
        "..2026-09-30", "..2026-09-30", "..2025-09-30",
    ]  # fmt: skip
    assert before.kind == "cùng kỳ"
