"""Grids → tables: pages joined, headers as paths, groups, parents, totals, units."""

from ingest.records import Grid, Table
from ingest.structure import structure
from ingest.tables import tables
from tests.lines_of_text import grid, whole


def read(*items: str | Grid) -> tuple[Table, ...]:
    return tables(structure(whole(*items)).tables)


HEAD: list[str | None] = ["TT", "Nhiệm vụ", "Chủ trì", "Sản phẩm"]


def test_a_table_over_two_pages_is_one_table_with_one_header() -> None:
    table, *rest = read(
        grid([HEAD, ["I", "Về thủ tục", None, None], ["1", "Rà soát", "Sở Tư pháp", "Báo cáo số 11/BC-"]], page=1),
        grid([HEAD, ["", "", "", "STP ngày 01/3/2026"], ["2", "Số hóa", "", "Đạt 91,14%"]], page=2),
    )
    assert rest == []
    assert table.header == (("TT",), ("Nhiệm vụ",), ("Chủ trì",), ("Sản phẩm",))
    assert [row.cells[0] for row in table.rows] == ["I", "1", "2"]
    assert [row.kind for row in table.rows] == ["group", "data", "data"]
    assert table.rows[1].cells[3] == "Báo cáo số 11/BC-STP ngày 01/3/2026"
    assert [row.group for row in table.rows] == [(), ("I. Về thủ tục",), ("I. Về thủ tục",)]


def test_a_two_row_header_gives_each_column_its_path() -> None:
    (table,) = read(
        grid(
            [
                ["Tiêu chí", "Năm 2023", None, "Năm 2024", None],
                ["^", "Chỉ số (%)", "Xếp hạng", "Chỉ số (%)", "Xếp hạng"],
                ["1. Tiếp cận", "82,71", "28", "85,34", "14"],
            ]
        )
    )
    assert table.header == (
        ("Tiêu chí",),
        ("Năm 2023", "Chỉ số (%)"),
        ("Năm 2023", "Xếp hạng"),
        ("Năm 2024", "Chỉ số (%)"),
        ("Năm 2024", "Xếp hạng"),
    )
    assert [row.cells for row in table.rows] == [("1. Tiếp cận", "82,71", "28", "85,34", "14")]


def test_rows_stand_under_the_rows_that_their_numbers_name() -> None:
    (table,) = read(
        grid(
            [
                ["Tiêu chí", "Điểm"],
                ["1. Chính sách", "83"],
                ["1.1. Giải trình", "84"],
                ["(1) Thông tin", "85"],
                ["1.2. Tham gia", "86"],
                ["2. Dịch vụ", "87"],
            ]
        )
    )
    assert [row.group for row in table.rows] == [
        (),
        ("1. Chính sách",),
        ("1. Chính sách", "1.1. Giải trình"),
        ("1. Chính sách",),
        (),
    ]


def test_merged_cells_are_repeated_and_totals_are_known() -> None:
    (table,) = read(
        grid(
            [
                ["Nhóm", "Việc", "Số hồ sơ"],
                ["1. Đất đai", "1.1. Cấp mới", "12"],
                ["^", "1.2. Cấp đổi", "5"],
                ["Tổng cộng", None, "17"],
            ]
        )
    )
    assert [row.cells[0] for row in table.rows] == ["1. Đất đai", "1. Đất đai", "Tổng cộng"]
    assert [row.kind for row in table.rows] == ["data", "data", "total"]


def test_caption_and_unit_stand_above_the_table() -> None:
    (table,) = read(
        "1. Kết quả khảo sát",
        "Kết quả khảo sát 1800 hộ dân như sau:",
        "Đơn vị tính: %",
        grid([["Nội dung", "Tỉnh"], ["Không có tiêu cực", "92,18"]]),
    )
    assert (table.caption, table.unit) == ("Kết quả khảo sát 1800 hộ dân như sau:", "%")
    assert table.path == ("1. Kết quả khảo sát",)


def test_a_spreadsheet_has_its_titles_and_unit_inside_the_grid() -> None:
    (table,) = read(
        grid(
            [
                ["KẾT QUẢ THU NGÂN SÁCH", None, None],
                ["Quý I năm 2026", "", ""],
                ["", "", "(Đơn vị tính: triệu đồng)"],
                ["TT", "Huyện", "Số thu"],
                ["1", "Gia Viễn", "1.250"],
                ["2", "Nho Quan", "980"],
            ]
        )
    )
    assert (table.caption, table.unit) == ("KẾT QUẢ THU NGÂN SÁCH Quý I năm 2026", "triệu đồng")
    assert table.header == (("TT",), ("Huyện",), ("Số thu",))
    assert [row.cells for row in table.rows] == [("1", "Gia Viễn", "1.250"), ("2", "Nho Quan", "980")]


def test_the_row_of_column_numbers_is_no_data() -> None:
    (table,) = read(grid([["STT", "Đơn vị", "Đạt"], ["(1)", "(2)", "(3)"], ["1", "Sở Y tế", "9"]]))
    assert [row.cells for row in table.rows] == [("1", "Sở Y tế", "9")]


def test_recipients_in_a_layout_grid_are_no_table() -> None:
    assert (
        read("Hết./.", grid([["Nơi nhận:\n- Bộ Nội vụ;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn An"]]))
        == ()
    )


def test_a_repeated_header_that_is_cut_off_leaves_no_row_and_no_letters() -> None:
    """An office program prints the lines that find no room in a repeated header over the first row below it."""
    head: list[list[str | None]] = [
        ["TT", "Hành vi", "Số vụ", None, "Tiền phạt (triệu\nđồng)", "Tước\n(trường hợp)"],
        ["^", "^", "Năm 2025", "Năm 2026", "^", "^"],
    ]
    cut: list[list[str | None]] = [
        ["TT", "Hành vi", "Số vụ", None, "Tiền phạt (triệu", "Tước"],
        ["^", "^", "Năm 2025", "Năm 2026", "^", "^"],
    ]
    (table,) = read(
        grid([*head, ["5", "Vượt đèn đỏ", "44", "43", "12.036", ""]], page=1),
        grid([*cut, ["6", "Ma túy", "143", "187", "đồng)\n1.122", "(trường\n187"]], page=2),
    )
    assert [row.cells for row in table.rows] == [
        ("5", "Vượt đèn đỏ", "44", "43", "12.036", ""),
        ("6", "Ma túy", "143", "187", "1.122", "187"),
    ]


def test_a_part_stands_under_the_row_above_it_and_an_average_under_none() -> None:
    (table,) = read(
        grid(
            [
                ["TT", "Chỉ tiêu", "Năm 2026"],
                ["1", "Tốc độ tăng GRDP", "9,5"],
                ["", "- Công nghiệp - xây dựng", "12,9"],
                ["", "Trong đó: công nghiệp", "13,8"],
                ["", "Bình quân/xã", "17,3"],
                ["", "TỔNG CỘNG (A+B)", "27"],
            ]
        )
    )
    assert [row.group for row in table.rows] == [
        (),
        ("1. Tốc độ tăng GRDP",),
        ("1. Tốc độ tăng GRDP", "- Công nghiệp - xây dựng"),
        (),
        (),
    ]
    assert table.rows[-1].kind == "total"
