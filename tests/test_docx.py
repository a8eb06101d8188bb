"""Word files made by hand for what they show: numbering, notes, merged cells, text boxes, tracked changes."""

import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.loaders import Limits, LoadError, load
from ingest.records import Grid, Line, Note

CORPUS = Path(__file__).parents[1] / "corpus"
PLAN = CORPUS / "ke-hoach-124-nang-cao-chi-so-cchc-2025.docx"


def made(tmp_path: Path, *paragraphs: str) -> Path:
    """A document of raw paragraphs; `w:` is declared."""
    document = docx.Document()
    for inner in paragraphs:
        document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w', 'r')}>{inner}</w:p>"))
    path = tmp_path / "tep.docx"
    document.save(str(path))
    return path


def lines(path: Path) -> list[Line]:
    return [item for item in load(path).flow if isinstance(item, Line)]


def test_plan_124_tables() -> None:
    grids = [item for item in load(PLAN).flow if isinstance(item, Grid)]
    assert [(grid.rows, grid.columns, grid.header_rows) for grid in grids] == [(7, 5, 1), (53, 7, 2), (50, 6, 1)]
    survey, sipas, tasks = grids
    row = {cell.column: cell.text for cell in survey.cells if cell.row == 2}
    assert (row[2], row[3]) == ("7,82%", "8,98%")
    header = [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in sipas.cells][:9]
    assert ("Năm 2024", 0, 3, 1, 3) in header
    assert ("So sánh với năm 2023", 0, 6, 2, 1) in header
    last = [cell.text for cell in sipas.cells if cell.row == 52]
    assert last[1:] == ["81,29", "35", "85,51", "13", "83,47", "Tăng 4,22% Tăng 22 bậc"]
    merged = [cell for cell in tasks.cells if cell.column == 0 and cell.row_span > 1]
    assert merged[0].text.startswith("1. Nâng cao thứ hạng")
    assert merged[0].row_span == 6


def test_plan_124_notes_follow_their_paragraph() -> None:
    flow = load(PLAN).flow
    at = next(index for index, item in enumerate(flow) if isinstance(item, Note))
    before = flow[at - 1]
    assert isinstance(before, Line)
    assert [mark for _, mark in before.marks] == ["1", "2"]
    offset = before.marks[0][0]
    assert before.text[:offset].endswith("khu vực Đồng bằng sông Hồng")


def test_letterhead_table_without_borders_is_lines() -> None:
    assert [line.text for line in lines(PLAN)[:5]] == [
        "UBND TỈNH NINH BÌNH",
        "Số: 124/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Ninh Bình, ngày 27 tháng 5 năm 2025",
    ]


def test_numbers_that_word_generates(tmp_path: Path) -> None:
    document = docx.Document()
    for text, style in (("Một", "List Number"), ("Hai", "List Number"), ("gạch", "List Bullet"), ("Ba", "List Number")):
        document.add_paragraph(text, style=style)
    path = tmp_path / "danh-sach.docx"
    document.save(str(path))
    assert [(line.number, line.text) for line in lines(path)] == [
        ("1.", "Một"), ("2.", "Hai"), ("•", "gạch"), ("3.", "Ba"),
    ]  # fmt: skip


def test_tracked_deletion_is_out_and_insertion_is_in(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        '<w:r><w:t xml:space="preserve">đạt </w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>90%</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>93,5%</w:t></w:r></w:ins>',
    )
    assert [line.text for line in lines(path)] == ["đạt 93,5%"]


def test_hidden_text_is_left_out_and_reported(tmp_path: Path) -> None:
    path = made(tmp_path, "<w:r><w:t>Thấy</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>")
    loaded = load(path)
    assert loaded.pages[0].text == "Thấy"
    assert loaded.problems == ("Có 2 ký tự ẩn trong tệp Word, đã bỏ qua.",)


def test_superscript_by_hand_is_a_mark_but_not_after_a_unit(tmp_path: Path) -> None:
    def raised(text: str) -> str:
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{text}</w:t></w:r>'

    path = made(
        tmp_path,
        "<w:r><w:t>số 27-NQ/TW</w:t></w:r>" + raised("1"),
        "<w:r><w:t>rộng 12 km</w:t></w:r>" + raised("2"),
    )
    assert [(line.text, line.marks) for line in lines(path)] == [("số 27-NQ/TW", ((11, "1"),)), ("rộng 12 km2", ())]


def test_text_box_stands_once(tmp_path: Path) -> None:
    inside = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
    names = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    path = made(
        tmp_path,
        f"<w:r><mc:AlternateContent {names}><mc:Choice Requires='wps'>{inside}</mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>Ngoài khung</w:t></w:r>",
    )
    assert [line.text for line in lines(path)] == ["Ngoài khung", "Trong khung"]


def test_pages_only_where_word_stored_its_breaks(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        "<w:r><w:t>Trang một</w:t></w:r>",
        "<w:r><w:lastRenderedPageBreak/><w:t>Trang hai</w:t></w:r>",
    )
    assert [(line.span.page, line.text) for line in lines(path)] == [(1, "Trang một"), (2, "Trang hai")]
    assert {line.span.page for line in lines(made(tmp_path, "<w:r><w:t>Không rõ trang</w:t></w:r>"))} == {0}


def rewritten(source: Path, target: Path, part: str, data: bytes) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, data if name == part else old.read(name))
    return target


def test_billion_laughs_is_refused(tmp_path: Path) -> None:
    source = made(tmp_path, "<w:r><w:t>chữ</w:t></w:r>")
    laughs = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w>&b;</w>'
    with pytest.raises(LoadError, match="DOCTYPE"):
        load(rewritten(source, tmp_path / "cuoi.docx", "word/document.xml", laughs))


def test_zip_bomb_is_refused(tmp_path: Path) -> None:
    source = made(tmp_path, "<w:r><w:t>chữ</w:t></w:r>")
    bomb = rewritten(source, tmp_path / "bom.docx", "word/document.xml", b"<w>" + b" " * (3 << 20) + b"</w>")
    with pytest.raises(LoadError, match="quá lớn"):
        load(bomb, Limits(unpacked_mb=2))


def test_truncated_docx_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.docx"
    path.write_bytes(PLAN.read_bytes()[:20_000])
    with pytest.raises(LoadError, match="hỏng"):
        load(path)
