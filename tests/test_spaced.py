"""Tables that an export has written with spaces between their cells."""

from ingest.loaders.spaced import spaced_tables
from ingest.loaders.text import read_text
from ingest.records import Grid
from ingest.tables import cell_text

GROUPED = """BIỂU SỐ 02
STT  Đơn vị  Tiếp công dân (Số lượt  Số người)  Vụ việc (Thuộc thẩm quyền  Đã giải quyết)
I  Cấp tỉnh  390  615  38  28
1  Thanh tra tỉnh  36  52  6  4
2  Trụ sở Tiếp công dân tỉnh  214  387  -  -
II  Cấp xã  368  539  38  27
3  18 xã, phường còn lại  121  148  8  7
Tổng cộng  758  1.154  76  55
Ghi chú: dấu (-) là không phát sinh."""


def test_heads_in_brackets_stand_under_the_head_before_them() -> None:
    (table,) = spaced_tables(GROUPED.splitlines())
    assert (table.start, table.end, table.columns, table.header_rows) == (1, 8, 6, 2)
    heads = {(cell.row, cell.column): (cell.text, cell.column_span) for cell in table.cells if cell.row < 2}
    assert heads[0, 2] == ("Tiếp công dân", 2)
    assert heads[1, 5] == ("Đã giải quyết", 1)
    rows = [[c.text for c in table.cells if c.row == row] for row in range(2, table.rows)]
    assert rows[2] == ["2", "Trụ sở Tiếp công dân tỉnh", "214", "387", "-", "-"]
    assert rows[4] == ["3", "18 xã, phường còn lại", "121", "148", "8", "7"]
    assert rows[5] == ["", "Tổng cộng", "758", "1.154", "76", "55"]


def test_a_row_with_its_unit_and_four_periods() -> None:
    source = """Chỉ tiêu  ĐVT  Quý III/2025  Quý II/2026  Quý III/2026
Số lượt tiếp công dân  lượt  831  702  758
Tổng số đơn  đơn  468  389  412
Tiền kiến nghị thu hồi  triệu đồng  2.315  1.092  1.846
"""
    (grid,) = read_text(source).flow
    assert isinstance(grid, Grid)
    assert [cell_text(cell.text) for cell in grid.cells if cell.row == 3] == [
        "Tiền kiến nghị thu hồi", "triệu đồng", "2.315", "1.092", "1.846",
    ]  # fmt: skip


def test_justified_text_is_no_table() -> None:
    assert not spaced_tables(
        ["Trong quý  I, toàn  tỉnh tiếp", "758 lượt  với 1.154  người, giảm", "8,8%  so với  kỳ"] * 2
    )
