"""The typeset corpus as read, and PDF files that must be refused."""

import functools
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from ingest import loaders
from ingest.loaders import Limits, LoadError
from ingest.records import Grid, Line, Note

load = functools.cache(loaders.load)
CORPUS = Path(__file__).parents[1] / "corpus"
REPORT = CORPUS / "bao-cao-cai-cach-tthc-quy-1-2024.pdf"
APPENDIX = CORPUS / "phu-luc-nq131-quy-1-2026.pdf"


def test_first_page_of_a_report() -> None:
    loaded = load(REPORT)
    assert (loaded.format, len(loaded.pages)) == ("pdf", 16)
    lines = [item for item in loaded.flow if isinstance(item, Line)]
    assert [line.text for line in lines[:6]] == [
        "UBND TỈNH NINH BÌNH",
        "Số: /BC-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Ninh Bình, ngày tháng 4 năm 2024",
        "BÁO CÁO",
    ]
    assert lines[5].bold
    assert lines[5].centred
    assert lines[5].size == 14.0


def test_footnotes_one_to_eight_with_their_marks_in_the_text() -> None:
    flow = load(REPORT).flow
    notes = [item for item in flow if isinstance(item, Note)]
    assert [note.mark for note in notes] == [str(number) for number in range(1, 9)]
    assert [mark for item in flow if isinstance(item, Line) for _, mark in item.marks] == [note.mark for note in notes]
    assert notes[0].lines[0].text.startswith("Quyết định số 1143/QĐ-UBND ngày 27/10/2015")
    assert sum("Xếp loại Xuất sắc" in line.text for line in notes[6].lines) == 3


def test_appendix_27_tasks_and_3_groups() -> None:
    grids = [item for item in load(APPENDIX).flow if isinstance(item, Grid)]
    assert len(grids) == 8
    first = [cell.text for grid in grids for cell in grid.cells if cell.column == 0]
    assert [text for text in first if text.isdigit()] == [str(number) for number in range(1, 28)]
    assert [text for text in first if text in ("I", "II", "III")] == ["I", "II", "III"]
    assert all(grid.columns == 6 for grid in grids)
    group = next(cell for cell in grids[0].cells if cell.text.startswith("Về cải cách thủ tục hành chính"))
    assert (group.row, group.column, group.column_span) == (1, 1, 5)
    assert all(cell.span is not None for grid in grids for cell in grid.cells)


def test_cells_are_where_their_spans_say_and_not_lines_too() -> None:
    loaded = load(APPENDIX)
    texts = {item.text for item in loaded.flow if isinstance(item, Line)}
    for grid in (item for item in loaded.flow if isinstance(item, Grid)):
        page = loaded.pages[grid.page - 1].text
        for cell in grid.cells:
            assert cell.span is not None
            assert page[cell.span.start : cell.span.end] == cell.text.replace("\n", " ")
            assert cell.text not in texts


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(LoadError) as caught:
        load(path, limits or Limits())
    return str(caught.value)


def test_encrypted(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(CORPUS / "ke-hoach-cchc-2026.pdf"))
    writer.encrypt("bí mật", algorithm="RC4-128")
    writer.write(tmp_path / "khoa.pdf")
    assert "mật khẩu" in refusal(tmp_path / "khoa.pdf")


def test_truncated(tmp_path: Path) -> None:
    (tmp_path / "cut.pdf").write_bytes(REPORT.read_bytes()[:3000])
    assert "hỏng hoặc bị cắt cụt" in refusal(tmp_path / "cut.pdf")


def test_too_many_pages_and_no_text(tmp_path: Path) -> None:
    writer = PdfWriter()
    for _ in range(12):
        writer.add_blank_page(595, 842)
    writer.write(tmp_path / "trang.pdf")
    assert "12 trang" in refusal(tmp_path / "trang.pdf", Limits(pages=10))
    assert "không có chữ" in refusal(tmp_path / "trang.pdf")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_lying_on_their_side_read_the_same(tmp_path: Path, turn: int) -> None:
    writer = PdfWriter(clone_from=PdfReader(APPENDIX))
    for page in writer.pages:
        page.rotate(turn)
    writer.write(tmp_path / "turned.pdf")
    assert [page.text for page in load(tmp_path / "turned.pdf").pages] == [page.text for page in load(APPENDIX).pages]
