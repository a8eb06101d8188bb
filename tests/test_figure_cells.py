"""The unit of a table's cell: its column's, its row's, or its part of a note for several columns."""

from pathlib import Path

import pytest

from ingest.catalogue import Catalogue
from ingest.figure_cells import Label, cell_figures
from ingest.identity import Ground
from ingest.loaders.sandbox import load_isolated
from ingest.parse import parse
from ingest.pipeline import ingest
from ingest.records import Document, Statement, Table

PAGE = """<html><body><p>Số: 7/BC-UBND</p><p>BÁO CÁO</p><p>Tình hình năm 2025</p>
<p>{note}</p><table><tr><th>TT</th><th>{first}</th><th>Số hộ nghèo</th><th>Tiền thu</th></tr>
<tr><td>1</td><td>{cell}</td><td>429</td><td>36,4</td></tr>
<tr><td>2</td><td>{cell}</td><td>709</td><td>22,9</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("note", "first", "cell", "units"),
    [
        ("Đơn vị tính: Tiền: tỷ đồng; hộ nghèo: hộ", "Xã", "Xã Nậm Vài", ["hộ", "tỷ đồng"]),
        ("ĐVT: hộ; tiền: %", "Xã", "Xã Nậm Vài", ["hộ", "%"]),
        ("Đơn vị: hộ, tiền thu %", "Xã", "Xã Nậm Vài", ["hộ", "%"]),
        ("Đơn vị tính: người", "Xã", "Xã Nậm Vài", ["người", "người"]),
        ("Bảng 1.", "ĐVT", "Nhà", ["Nhà", "Nhà"]),
    ],
)
def test_unit_of_a_cell(note: str, first: str, cell: str, units: list[str], tmp_path: Path) -> None:
    path = tmp_path / "bang.html"
    path.write_text(PAGE.format(note=note, first=first, cell=cell), encoding="utf-8")
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")
    try:
        ingest([path], catalogue, load_isolated, parse)
        found = {figure.text: figure.unit for figure in catalogue.figures()}
        assert [found["429"], found["36,4"]] == units
    finally:
        catalogue.close()


@pytest.mark.parametrize(
    ("header", "unit"),
    [(("So sánh (%)", "So kế hoạch"), "%"), (("Số vụ", "Tăng (+), giảm (-)"), "vụ"), (("Thu",), "tỷ đồng")],
)
def test_unit_in_a_header_of_two_rows(header: tuple[str, ...], unit: str) -> None:
    row = Statement("a", "d", 0, "row", "TT: 1; Cột: 98,5", cells=((1, 12, 16),))
    table = Table(0, (("TT",), header), (), unit="tỷ đồng")
    ground = Ground(Document("d", "d.txt", "", "txt", 0), (), ())
    assert [f.unit for f in cell_figures(row, table, (1, 12, 16), Label("", ()), ground)] == [unit]


def test_a_time_in_brackets_is_no_unit(tmp_path: Path) -> None:
    path = tmp_path / "bang.html"
    head = PAGE.format(note="Đơn vị tính: triệu đồng", first="Xã", cell="Xã Nậm Vài").replace(
        "Tiền thu", "Thu (cả năm)"
    )
    path.write_text(head, encoding="utf-8")
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")
    try:
        ingest([path], catalogue, load_isolated, parse)
        assert {figure.text: figure.unit for figure in catalogue.figures()}["36,4"] == "triệu đồng"
    finally:
        catalogue.close()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("TH 2025", "kết quả"),
        ("KH 2026", "kế hoạch"),
        ("KH năm", "kế hoạch"),
        ("DT năm", "kế hoạch"),
        ("TH/KH (%)", "so sánh"),
        ("TH 2025/TH 2024 (%)", "so sánh"),
        ("Ước TH cả năm", "ước"),
        ("Số đề tài KH&CN", "kết quả"),
        ("DT gieo cấy (ha)", "kết quả"),
    ],
)
def test_kind_of_a_column_by_its_abbreviated_head(head: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "bang.html"
    path.write_text(
        PAGE.format(note="Bảng 1.", first="Xã", cell="Xã Nậm Vài").replace("Tiền thu", head), encoding="utf-8"
    )
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")
    try:
        ingest([path], catalogue, load_isolated, parse)
        assert {figure.text: figure.kind for figure in catalogue.figures()}["36,4"] == kind
    finally:
        catalogue.close()


def test_a_row_that_is_a_part_is_named_with_its_whole() -> None:
    table = Table(0, (("TT",), ("Chỉ tiêu",), ("Năm 2026",)), (), path=("A. KINH TẾ",))
    whole = "1. Tốc độ tăng GRDP (giá so sánh)"
    named = []
    for label, path in (("- Dịch vụ", ()), ("Trong đó: công nghiệp", ("- Công nghiệp - xây dựng",)), ("Xuất khẩu", ())):
        text = f"Chỉ tiêu: {label}; Năm 2026: 8,8"
        row = Statement("s", "d", 0, "row", text, path=(*table.path, whole, *path))
        ground = Ground(Document("d", "", "", "txt", 1), (), row.path)
        named += [
            f.indicator for f in cell_figures(row, table, (2, len(text) - 3, len(text)), Label(label, ()), ground)
        ]
    assert named == ["dịch vụ (tốc độ tăng GRDP)", "công nghiệp (tốc độ tăng GRDP)", "xuất khẩu"]


def test_a_row_of_a_series_is_of_the_time_that_its_first_column_says(tmp_path: Path) -> None:
    path = tmp_path / "chuoi.md"
    path.write_text(
        "BÁO CÁO\nKết quả năm học 2025-2026\n\nBảng 2. Kết quả kỳ thi giai đoạn 2024-2026\n\n"
        "| Năm | Số thí sinh dự thi | Số thí sinh đỗ |\n|---|---|---|\n"
        "| 2024 | 12.103 | 11.988 |\n| 2025 | 12.418 | 12.311 |\n| 2026 | 12.867 | 12.779 |\n",
        encoding="utf-8",
    )
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")
    try:
        ingest([path], catalogue, load_isolated, parse)
        found = {f.text: f.period.key for f in catalogue.figures() if f.period and "." in f.text}
    finally:
        catalogue.close()
    assert found == {n: y for y, row in _SERIES.items() for n in row}


_SERIES = {"2024": ("12.103", "11.988"), "2025": ("12.418", "12.311"), "2026": ("12.867", "12.779")}


def test_a_column_of_ranks_has_no_unit_and_one_of_points_is_in_points(tmp_path: Path) -> None:
    path = tmp_path / "hang.md"
    path.write_text(
        "QUYẾT ĐỊNH\nKết quả xếp hạng chỉ số cải cách hành chính năm 2025\n\nĐVT: điểm\n\n"
        "| Hạng | Đơn vị | Thể chế (điểm tối đa) | Tổng điểm |\n|---|---|---|---|\n"
        "| 1 | Xã Vĩnh Đông | 7,75 | 94,59 |\n| 2 | Phường Tân Khê | 7,50 | 92,78 |\n"
        "| 3 | Xã Ea Tình | 7,25 | 91,30 |\n",
        encoding="utf-8",
    )
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")
    try:
        ingest([path], catalogue, load_isolated, parse)
        found = {f.text: (f.kind, f.unit) for f in catalogue.figures()}
    finally:
        catalogue.close()
    assert found["2"] == ("xếp hạng", "")
    assert found["7,50"] == found["92,78"] == ("kết quả", "điểm")
