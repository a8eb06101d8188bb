"""Workbooks made for what they show: title rows, merged headers, dates, numbers as text, hidden sheets."""

import datetime
from pathlib import Path

import openpyxl
import pytest

from ingest.loaders import LoadError, load
from ingest.loaders.xlsx import shown
from ingest.parse import parse
from ingest.records import Grid, Line


def book(tmp_path: Path) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Biểu 1"
    rows = [
        ["KẾT QUẢ THỰC HIỆN"], ["ĐVT: %"], [],
        ["TT", "Chỉ tiêu", "Năm 2025", None, "Ngày"],
        [None, None, "Kế hoạch", "Kết quả", None],
        [1, "Ký số", "95,0", 0.935, datetime.date(2026, 3, 11)],
        [2, "Hồ sơ", 2104, None, None],
        ["Tổng", None, 1234.5, 7, None],
        ["Ghi chú: số liệu tạm tính"],
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    for area in ("A4:A5", "B4:B5", "C4:D4", "E4:E5", "A8:B8"):
        sheet.merge_cells(area)
    sheet["D6"].number_format = "0.0%"
    secret = workbook.create_sheet("Nháp")
    secret["A1"] = "không ai thấy"
    secret.sheet_state = "hidden"
    path = tmp_path / "bieu.xlsx"
    workbook.save(path)
    return path


def test_titles_are_lines_and_the_table_keeps_its_merged_header(tmp_path: Path) -> None:
    loaded = load(book(tmp_path))
    texts = [item.text for item in loaded.flow if isinstance(item, Line)]
    assert texts == ["Biểu 1", "KẾT QUẢ THỰC HIỆN", "ĐVT: %", "Ghi chú: số liệu tạm tính"]
    (table,) = [item for item in loaded.flow if isinstance(item, Grid)]
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells}
    assert spans["Chỉ tiêu"] == (0, 1, 2, 1)
    assert spans["Năm 2025"] == (0, 2, 1, 2)
    assert spans["Tổng"] == (4, 0, 1, 2)
    rows = [[cell.text for cell in table.cells if cell.row == row] for row in (2, 3, 4)]
    assert rows == [
        ["1", "Ký số", "95,0", "93,5%", "11/03/2026"],
        ["2", "Hồ sơ", "2104", "", ""],
        ["Tổng", "1234,5", "7", ""],
    ]


def test_hidden_sheet_is_reported_and_not_read(tmp_path: Path) -> None:
    loaded = load(book(tmp_path))
    assert loaded.problems == ("Trang tính ẩn “Nháp” đã bỏ qua.",)
    assert "không ai thấy" not in "".join(page.text for page in loaded.pages)


def test_empty_workbook(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "rong.xlsx")
    with pytest.raises(LoadError, match="không có ô nào"):
        load(tmp_path / "rong.xlsx")


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (11, "0.0", "11,0"),
        (1292, "#,##0.0", "1.292,0"),
        (1284.64, "#,##0.0", "1.284,6"),
        (12.5, "0.0#", "12,5"),
        (8.5, '0.0" %"', "8,5 %"),
        (1642, "_-* #,##0_-", "1.642"),
        (0.803, "0.0%", "80,3%"),
    ],
)
def test_a_number_is_printed_as_its_format_says(value: float, number_format: str, printed: str) -> None:
    assert shown(value, number_format) == printed


def test_a_sheet_with_a_letterhead_is_issued_by_the_body_not_by_its_own_name(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for sheet, number in ((workbook.active, "I"), (workbook.create_sheet(), "II"), (workbook.create_sheet(), "III")):
        sheet.title = f"PL {number} - KTXH"
        for row in (
            ["UBND TỈNH A"],
            [f"PHỤ LỤC {number}: CHỈ TIÊU NĂM 2026"],
            ["(Kèm theo Quyết định số 3412/QĐ-UBND)"],
        ):
            sheet.append(row)
        for row in (["TT", "Chỉ tiêu", "ĐVT"], [1, "Tăng trưởng", "%"], [2, "Xuất khẩu", "Triệu USD"]):
            sheet.append(row)
    path = tmp_path / "phu-luc.xlsx"
    workbook.save(path)
    parsed = parse(load(path), path)
    assert (parsed.document.issuer, parsed.document.title) == ("UBND TỈNH A", "CHỈ TIÊU NĂM 2026")
    assert [block.text for block in parsed.blocks if block.kind == "letterhead"] == ["UBND TỈNH A"] * 3
    assert parsed.tables[1].path == ("PHỤ LỤC II CHỈ TIÊU NĂM 2026",)
