"""Tables flattened to one cell a line, put together again; and text that only looks like one."""

from ingest.loaders.flattened import flat_tables
from ingest.loaders.flow import FlatTable


def grid(table: FlatTable) -> list[list[str]]:
    return [
        [cell.text for cell in sorted(table.cells, key=lambda c: c.column) if cell.row == row]
        for row in range(table.rows)
    ]


def test_numbered_with_two_lines_in_the_last_cell() -> None:
    lines = ["Kết quả như sau:", "Stt", "Nội dung", "Tỉnh", "Ghi chú"]
    for number in (1, 2, 3):
        lines += [str(number), f"Việc {number}", f"{number},5%", "- Cao nhất: 9%", "- Thấp nhất: 0%"]
    (table,) = flat_tables([*lines, "1.6. Mục sau"])
    assert (table.start, table.end, table.header_rows) == (1, 20, 1)
    assert grid(table)[0] == ["Stt", "Nội dung", "Tỉnh", "Ghi chú"]
    assert grid(table)[3] == ["3", "Việc 3", "3,5%", "- Cao nhất: 9%\n- Thấp nhất: 0%"]


def test_numbered_with_groups_that_start_anew() -> None:
    lines = ["TT", "Mã", "Tên", "A. Cấp tỉnh", "1", "m1", "t1", "2", "m2", "t2", "3", "m3", "t3",
             "B. Cấp xã", "1", "m4", "t4", "2", "m5", "t5", "Điều 2. Hiệu lực"]  # fmt: skip
    (table,) = flat_tables(lines)
    assert [row[0] for row in grid(table)] == ["TT", "A. Cấp tỉnh", "1", "2", "3", "B. Cấp xã", "1", "2"]
    assert next(cell.column_span for cell in table.cells if cell.text == "B. Cấp xã") == 3
    assert table.end == 20


def test_measured_under_a_header_of_two_rows() -> None:
    lines = ["Tiêu chí", "Năm 2023", "Năm 2024", "So sánh", "Chỉ số", "Hạng", "Chỉ số", "Hạng", "Chung"]
    for name in ("A", "B", "C", "D"):
        lines += [f"Mức độ {name}", "82,71", "28", "85,34", "14", "83,94", "Tăng 2,63% Tăng 14 bậc"]
    (table,) = flat_tables([*lines, "III. DỰ BÁO"])
    spans = {(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells}
    assert ("Tiêu chí", 0, 0, 2, 1) in spans
    assert ("Năm 2024", 0, 3, 1, 3) in spans
    assert ("So sánh", 0, 6, 2, 1) in spans
    assert ("Chung", 1, 5, 1, 1) in spans
    assert grid(table)[5] == ["Mức độ D", "82,71", "28", "85,34", "14", "83,94", "Tăng 2,63% Tăng 14 bậc"]


def test_tasks_with_merged_groups_and_a_missing_partner() -> None:
    lines = [
        "Nhiệm vụ chung", "Nhiệm vụ cụ thể", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian",
        "1. Thể chế", "1.1. Rà soát văn bản", "Báo cáo rà soát", "Sở Tư pháp", "Các sở, ngành", "Quý IV năm 2025",
        "Quyết định công bố", "Sở Tư pháp", "Các sở, ngành", "Thường xuyên",
        "1.2. Tuyên truyền", "- Hội nghị", "- Bản tin", "Sở Nội vụ", "Tháng 01/2026",
        "Nơi nhận:",
    ]  # fmt: skip
    (table,) = flat_tables(lines)
    assert (table.rows, table.columns, table.end) == (4, 6, 21)
    assert next(cell.row_span for cell in table.cells if cell.text == "1. Thể chế") == 3
    assert next(cell.row_span for cell in table.cells if cell.text == "1.1. Rà soát văn bản") == 2
    assert grid(table)[3] == ["1.2. Tuyên truyền", "- Hội nghị\n- Bản tin", "Sở Nội vụ", "", "Tháng 01/2026"]


def test_lists_and_uneven_records_stay_text() -> None:
    assert flat_tables(["1. Mục đích", "a) Nâng cao", "b) Duy trì", "2. Yêu cầu", "a) Thực hiện"]) == []
    assert flat_tables(["TT", "Nội dung", "Số tiền", "1", "a", "2", "b", "c", "d", "e", "3", "f", "g", "h", "4"]) == []
    assert flat_tables(["Năm 2024", "85,34", "14", "Năm 2025", "86"]) == []


def test_marked_rows_under_numbered_columns_and_a_year_told_twice() -> None:
    lines = [
        "STT", "Nội dung", "Năm 2025", "Dự toán 2026", "Dự kiến năm 2027", "Dự toán", "Ước thực hiện",
        "A", "B", "1", "2", "3=2/1", "4",
        "TỔNG THU", "10.300", "10.900", "11.500", "12.000",
        "I", "Thu nội địa", "9.000", "9.500", "10.000", "10.400",
        "-", "Thu khác", "1", "2",
        "II", "Thu xuất, nhập khẩu",
        "1", "Thuế xuất khẩu", "300", "400", "500", "600",
        "2", "Thuế nhập khẩu", "-", "1.000", "1.000", "2",
        "3", "Lệ phí", "0", "0", "0", "0",
        "Trên đây là dự toán thu của tỉnh.",
    ]  # fmt: skip
    (table,) = flat_tables(lines)
    assert (table.start, table.end, table.header_rows, table.columns) == (0, len(lines) - 1, 2, 6)
    spans = {(cell.text, cell.row, cell.column, cell.column_span) for cell in table.cells}
    assert {("Năm 2025", 0, 2, 2), ("Dự toán", 1, 2, 1), ("Ước thực hiện", 1, 3, 1), ("Dự toán 2026", 0, 4, 1)} <= spans
    assert grid(table)[2:] == [
        ["", "TỔNG THU", "10.300", "10.900", "11.500", "12.000"],
        ["I", "Thu nội địa", "9.000", "9.500", "10.000", "10.400"],
        ["-", "Thu khác: 1; 2", "", "", "", ""],  # which cells were blank is lost: no column is claimed
        ["II", "Thu xuất, nhập khẩu", "", "", "", ""],
        ["1", "Thuế xuất khẩu", "300", "400", "500", "600"],
        ["2", "Thuế nhập khẩu", "-", "1.000", "1.000", "2"],
        ["3", "Lệ phí", "0", "0", "0", "0"],
    ]


def test_marked_years_stand_under_the_head_that_names_several() -> None:
    lines = [
        "TT",
        "Chỉ tiêu",
        "ĐVT",
        "Năm 2025 (ước)",
        "GIAI ĐOẠN 2026 - 2027",
        "Năm 2026",
        "Năm 2027",
        "I",
        "CÂY ĂN QUẢ",
    ]
    for number, name in enumerate(("Xoài", "Nhãn", "Chuối", "Mận"), 1):
        lines += [str(number), name, "Tấn", f"{number}00", f"{number}10", f"{number}20"]
    (table,) = flat_tables([*lines, "PHỤ LỤC 02"])
    assert grid(table)[:2] == [
        ["TT", "Chỉ tiêu", "ĐVT", "Năm 2025 (ước)", "GIAI ĐOẠN 2026 - 2027"],
        ["Năm 2026", "Năm 2027"],
    ]
    assert grid(table)[-1] == ["4", "Mận", "Tấn", "400", "410", "420"]


def test_marked_with_a_note_in_some_rows() -> None:
    lines = ["TT", "Địa phương", "Tỷ lệ vốn (%)", "Ghi chú", "Thành phố", "Xã", "Tổng cộng"]
    for number, note in enumerate(("", "", "Theo Nghị quyết số 1314", "", ""), 1):
        lines += [str(number), f"Xã {'ABCDE'[number - 1]}", "70", "30", *([note] if note else [])]
    (table,) = flat_tables([*lines, "b) Các công trình khác do xã làm chủ đầu tư."])
    assert grid(table)[:2] == [["TT", "Địa phương", "Tỷ lệ vốn (%)", "Ghi chú"], ["Thành phố", "Xã"]]
    assert [row[-1] for row in grid(table)[2:]] == ["", "", "Theo Nghị quyết số 1314", "", ""]


def test_heads_that_do_not_say_which_of_them_span_leave_the_lines_as_text() -> None:
    lines = ["TT", "Tên", "Nhóm một", "Nhóm hai", "Kỳ", "Loại", "Mức"]
    for number in range(1, 6):
        lines += [str(number), f"Dòng {number}", "1,5", "2,5", "3,5"]
    assert flat_tables(lines) == []
