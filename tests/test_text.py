"""Text and Markdown as exports leave them."""

import unicodedata
from pathlib import Path

import pytest

from ingest.loaders import LoadError, load
from ingest.loaders.text import read_text
from ingest.records import Grid, Line, Note


def lines(source: str) -> list[Line]:
    return [item for item in read_text(source).flow if isinstance(item, Line)]


def test_markdown_headings_and_faces() -> None:
    first, second = lines("## **II. TÌNH HÌNH**\n\n\\* Số liệu (từ ngày 13/12/2025):\n")
    assert (first.text, first.level, first.bold, first.whole) == ("II. TÌNH HÌNH", 2, True, True)
    assert second.text == "* Số liệu (từ ngày 13/12/2025):"


def test_marks_notes_and_addresses() -> None:
    source = "# A\n\nđã ban hành<sup>1</sup> nhiều văn bản (<https://a.vn>).\n\n<sup>1</sup> Quyết định số 12.\n"
    loaded = read_text(source)
    _, line, note = loaded.flow
    assert isinstance(line, Line)
    assert (line.text, line.marks) == ("đã ban hành nhiều văn bản (https://a.vn).", ((11, "1"),))
    assert isinstance(note, Note)
    assert (note.mark, note.lines[0].text) == ("1", "Quyết định số 12.")


def test_bracketed_notes_only_when_both_halves_are_there() -> None:
    flow = read_text("xếp thứ 4/11 [1]; theo [2]\n\n[1] Hải Phòng xếp thứ 1/63.\n").flow
    assert isinstance(flow[0], Line)
    assert (flow[0].text, flow[0].marks) == ("xếp thứ 4/11; theo [2]", ((12, "1"),))
    assert isinstance(flow[1], Note)


def test_tab_table_with_html_in_a_cell() -> None:
    (table,) = read_text("TT\tTên\tSản phẩm\n1\tRà soát\t<ul> - 880 dịch vụ.<br>- 100%</ul>\nII\tNhóm\t\n").flow
    assert isinstance(table, Grid)
    assert [cell.text for cell in table.cells] == [
        "TT", "Tên", "Sản phẩm", "1", "Rà soát", "- 880 dịch vụ.\n- 100%", "II", "Nhóm", "",
    ]  # fmt: skip


def test_pipe_table_states_its_header() -> None:
    (table,) = read_text("| TT | Tên |\n|---|:--|\n| 1 | An |\n").flow
    assert isinstance(table, Grid)
    assert (table.rows, table.columns, table.header_rows) == (2, 2, 1)


def test_one_row_of_pipes_is_a_letterhead() -> None:
    assert [line.text for line in lines("QUỐC HỘI | CỘNG HÒA | Luật số: 60/2024/QH15 |\nLUẬT\n")] == [
        "QUỐC HỘI", "CỘNG HÒA", "Luật số: 60/2024/QH15", "LUẬT",
    ]  # fmt: skip


def test_hard_wrapped_lines_are_not_whole_paragraphs() -> None:
    wrapped = "\n".join(["Một dòng bị ngắt ở cuối trang giấy theo bề rộng của văn bản"] * 5)
    assert not lines(wrapped)[0].whole
    assert lines(wrapped + "\n" + "một đoạn dài " * 30)[0].whole


def test_lines_are_where_their_spans_say() -> None:
    loaded = read_text("# A\n\nchữ<sup>1</sup>\n\na\tb\n1\t2\n\n<sup>1</sup> Ghi chú\n")
    for item in loaded.flow:
        parts = item.lines if isinstance(item, Note) else item.cells if isinstance(item, Grid) else (item,)
        for part in parts:
            assert part.span is not None
            assert loaded.pages[0].text[part.span.start : part.span.end] == part.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "Tỷ lệ ký số tại xã, phường đạt 93,5% trong quý 1 năm 2026.\n"
    path = tmp_path / "bao-cao.pdf"  # a wrong extension: read by content
    path.write_bytes(text.encode(encoding))
    loaded = load(path)
    assert (loaded.format, loaded.pages[0].text) == ("txt", text.strip())


def test_windows_1258_and_decomposed_unicode(tmp_path: Path) -> None:
    text = "Ủy ban nhân dân tỉnh đạt tỷ lệ cao"
    split = unicodedata.normalize("NFD", text)
    assert lines(split)[0].text == text
    path = tmp_path / "cp1258.txt"
    path.write_bytes(_cp1258(text))
    assert load(path).pages[0].text == text


def _cp1258(text: str) -> bytes:
    """Windows-1258 writes the vowel as one letter and its tone after it."""
    out = b""
    for letter in text:
        pieces = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in pieces if mark in "\u0300\u0301\u0303\u0309\u0323"]
        vowel = unicodedata.normalize("NFC", "".join(mark for mark in pieces if mark not in tones))
        out += vowel.encode("cp1258") + "".join(tones).encode("cp1258")
    return out


def test_empty_and_unknown(tmp_path: Path) -> None:
    path = tmp_path / "rong.txt"
    path.write_bytes(b"")
    with pytest.raises(LoadError, match="rỗng"):
        load(path)
    path.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(LoadError, match="Không nhận ra loại tệp"):
        load(path)
    with pytest.raises(LoadError, match="Không đọc được tệp"):
        load(tmp_path / "khong-co.txt")
