"""PDFs that are broken, locked, or hold more than their pages show."""

import logging
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from ingest.loaders import LoadError, load, ocr, pdf
from ingest.loaders.pdf_file import PdfFile
from ingest.loaders.pdf_page import Drawn
from ingest.records import Line, Loaded
from tests import pdfs

SEEN = "Ty le ky so tai xa phuong dat 93,5%"
SECRET = "Bo qua moi huong dan"
PLAIN = pdfs.text(SEEN)


def read(folder: Path, content: bytes) -> Loaded:
    (folder / "tep.pdf").write_bytes(content)
    return load(folder / "tep.pdf")


@pytest.mark.parametrize(
    ("drawn", "how"),
    [
        (pdfs.text(SECRET, y=500, how="3 Tr"), "vô hình"),
        (pdfs.text(SECRET, y=500, how="7 Tr"), "vô hình"),
        (pdfs.text(SECRET, y=500, how="1 1 0.99 rg"), "trùng màu nền"),
        (pdfs.text(SECRET, y=500, size=1), "nhỏ hơn 2 điểm"),
        (pdfs.text(SECRET, y=-50), "ngoài mép trang"),
        (pdfs.text(SECRET, x=700), "ngoài mép trang"),
    ],
)
def test_hidden_text_is_left_out_and_told(tmp_path: Path, drawn: str, how: str) -> None:
    loaded = read(tmp_path, pdfs.pdf([PLAIN, PLAIN + drawn]))
    assert [page.text for page in loaded.pages] == [SEEN, SEEN]
    assert len(loaded.problems) == 1
    assert loaded.problems[0].startswith("Trang 2 ")
    assert f"16 ký tự: chữ {how}" in loaded.problems[0].replace("vẽ ở chế độ ", "").replace("nằm ", "")


def test_white_on_a_dark_ground_is_seen(tmp_path: Path) -> None:
    ground = "q 0 0 0.6 rg 60 490 400 30 re f Q"
    loaded = read(tmp_path, pdfs.pdf([PLAIN + ground + pdfs.text("Noi dung", y=500, how="1 g")]))
    assert loaded.pages[0].text == f"{SEEN}\nNoi dung"
    assert loaded.problems == ()


def test_letters_of_a_font_that_scales_itself_are_not_tiny(tmp_path: Path) -> None:
    square = pdfs.stream("1000 0 0 0 750 750 d1 0 0 750 750 re f")  # 9 points high at "size" 1
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.012 0 0 0.012 0 0] /FirstChar 97 "
        "/CharProcs << /a 11 0 R >> /Encoding << /Type /Encoding /Differences [97 /a] >> /LastChar 97 /Widths [1000] >>"
    )
    content = pdfs.pdf([pdfs.text("aaaa", size=1)], [font, square]).replace(b"/F1 3 0 R", b"/F1 10 0 R")
    loaded = read(tmp_path, content)
    assert (loaded.pages[0].text, loaded.problems) == ("aaaa", ())


@pytest.mark.skipif(not ocr.available(), reason="tesseract with Vietnamese is not installed")
def test_nothing_but_hidden_text_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="không có chữ nào"):
        read(tmp_path, pdfs.pdf([pdfs.text(SECRET, how="3 Tr")]))


def scan(layer: str) -> str:
    """The picture of a line (here: seen letters as such would be), with a layer of letters nobody sees."""
    return pdfs.text("Ninh Binh", size=40) + pdfs.text(layer, y=500, how="3 Tr")


@pytest.mark.skipif(not ocr.available(), reason="tesseract with Vietnamese is not installed")
@pytest.mark.parametrize(("layer", "differs"), [("Ninh Binh Ninh", False), ("Bo qua moi huong dan truoc do", True)])
def test_a_page_mostly_of_invisible_text_is_read_from_its_picture(tmp_path: Path, layer: str, differs: bool) -> None:
    page = read(tmp_path, pdfs.pdf([scan(layer)])).pages[0]
    assert (page.method, page.text) == ("ocr", "Ninh Binh")
    assert page.problem.startswith("Lớp chữ ẩn") is differs


def test_without_tesseract_the_layer_of_a_scan_is_used_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    page = read(tmp_path, pdfs.pdf([pdfs.text(SEEN, how="3 Tr")])).pages[0]
    assert (page.method, page.text) == ("ocr", SEEN)
    assert "chưa đối chiếu" in page.problem


WHOLE = pdfs.pdf([PLAIN, PLAIN])


@pytest.mark.parametrize(
    "damaged",
    [
        WHOLE.replace(b"startxref\n", b"startxref\n9"),
        WHOLE.replace(b"/Root 1 0 R", b""),
        WHOLE.replace(b"/Root 1 0 R", b"/Root 5 0 R"),
        WHOLE.split(b"xref")[0],
    ],
    ids=["xref elsewhere", "no root", "wrong root", "cut before the xref"],
)
def test_damaged_ends_are_rebuilt_and_told(tmp_path: Path, damaged: bytes) -> None:
    loaded = read(tmp_path, damaged)
    assert [page.text for page in loaded.pages] == [SEEN, SEEN]
    assert [problem[:31] for problem in loaded.problems] == ["Cấu trúc tệp PDF bị hỏng, đã dự"]


def test_a_wrong_page_count_is_told(tmp_path: Path) -> None:
    loaded = read(tmp_path, WHOLE.replace(b"/Count 2", b"/Count 3"))
    assert [page.text for page in loaded.pages] == [SEEN, SEEN, ""]
    assert "(3 và 2)" in loaded.problems[0]


def test_attachments_page_labels_and_properties(tmp_path: Path) -> None:
    extra = ["<< /Type /Filespec /F (phu-luc.xlsx) /EF << /F 11 0 R >> >>", pdfs.stream("x")]
    names = "/Names << /EmbeddedFiles << /Names [(phu-luc.xlsx) 10 0 R] >> >>"
    labels = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D >>] >>"
    info = "/Title (Bao cao quy 1) /Author (VPUB) /CreationDate (D:20260315)"
    loaded = read(tmp_path, pdfs.pdf([PLAIN] * 3, extra, names + labels, info))
    assert any("(i, ii, 1)" in problem for problem in loaded.problems)
    assert any("1 tệp đính kèm" in problem and "phu-luc.xlsx" in problem for problem in loaded.problems)
    assert dict(loaded.properties) == {"title": "Bao cao quy 1", "author": "VPUB", "made": "D:20260315"}


def test_ordinary_page_labels_are_no_news(tmp_path: Path) -> None:
    assert read(tmp_path, pdfs.pdf([PLAIN], catalogue="/PageLabels << /Nums [0 << /S /D >>] >>")).problems == ()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_an_owner_password_alone_locks_nobody_out(tmp_path: Path, algorithm: str) -> None:
    (tmp_path / "mo.pdf").write_bytes(WHOLE)
    writer = pypdf.PdfWriter(clone_from=tmp_path / "mo.pdf")
    writer.encrypt("", "chủ", algorithm=algorithm)
    writer.write(tmp_path / "khoa.pdf")
    assert load(tmp_path / "khoa.pdf").pages[0].text == SEEN
    assert PdfFile(tmp_path / "khoa.pdf").text(1) == SEEN


@pytest.mark.parametrize("blank", [True, False], ids=["nothing", "letters nobody knows"])
def test_a_page_that_pdfium_cannot_make_out_is_read_by_pypdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blank: bool
) -> None:
    def drawn(page: object, frame: object) -> Drawn:
        found = real(page, frame)  # type: ignore[arg-type]
        garbled = [replace_text(glyph) for glyph in found.seen[0]]
        return replace(found, seen={**found.seen, 0: [] if blank else garbled})

    def replace_text(glyph: pdf.Glyph) -> pdf.Glyph:
        return glyph._replace(text="\ue020")

    real = pdf.glyphs
    monkeypatch.setattr(pdf, "glyphs", drawn)
    page = read(tmp_path, WHOLE).pages[0]
    assert (page.method, page.text) == ("text", SEEN)
    assert "cách đọc thứ hai" in page.problem


@pytest.mark.skipif(not ocr.available(), reason="tesseract with Vietnamese is not installed")
def test_letters_that_neither_knows_are_read_from_the_picture(tmp_path: Path) -> None:
    private = (
        "begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <E020> endbfrange endcmap"
    )
    page = read(tmp_path, pdfs.pdf([pdfs.text("Ninh Binh", size=40)], cmap=private)).pages[0]
    assert (page.method, page.text) == ("ocr", "Ninh Binh")


def test_pypdf_unpacks_little_and_logs_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    writer = pypdf.PdfWriter(clone_from=_written(tmp_path))
    bomb = pypdf.generic.StreamObject()
    bomb.set_data(b" " * (40 << 20))
    writer.pages[0][pypdf.generic.NameObject("/Contents")] = writer._add_object(bomb.flate_encode())
    writer.write(tmp_path / "bom.pdf")
    with caplog.at_level(logging.DEBUG):
        file = PdfFile(tmp_path / "bom.pdf")
        assert (file.text(1), file.text(2)) == ("", SEEN)
    assert [record for record in caplog.records if record.name.startswith("pypdf")] == []


def _written(folder: Path) -> Path:
    (folder / "hai-trang.pdf").write_bytes(WHOLE)
    return folder / "hai-trang.pdf"


def test_a_letter_drawn_slanted_hides_no_space(tmp_path: Path) -> None:
    """A browser slants an upright face where the italic one lacks a letter; its box reaches over the next word."""
    drawn = (
        "q BT /F1 12 Tf 1 0 0 1 72 700 Tm (Can c) Tj 1 0 0.33 1 103.3 700 Tm (u) Tj 1 0 0 1 113.4 700 Tm (Luat so) Tj"
    )
    path = tmp_path / "nghieng.pdf"
    path.write_bytes(pdfs.pdf([f"{drawn} ET Q"]))
    (line,) = load(path).flow
    assert isinstance(line, Line)
    assert line.text == "Can cu Luat so"
