"""The place on the page of a piece of its text, found in hand-written PDFs whose coordinates stand in the test."""

from pathlib import Path

import pytest

from ingest.boxes import boxes
from ingest.loaders import load
from ingest.loaders.pdf_page import open_page, open_pdf, picture
from ingest.records import Page
from tests.pdfs import HEIGHT, WIDTH, pdf, text

CORPUS = Path(__file__).parents[1] / "corpus"


def placed(path: Path, words: str) -> tuple[tuple[float, float, float, float], ...]:
    for page in load(path).pages:
        at = page.text.find(words)
        if at >= 0:
            return boxes(page, at, at + len(words))
    raise AssertionError(words)


def test_a_line_stands_where_the_file_prints_it(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([text("Ty le ky so dat 93,5%", x=72, y=700, size=12)]))
    ((x0, top, x1, bottom),) = placed(path, "Ty le ky so dat 93,5%")
    assert x0 * WIDTH == pytest.approx(72, abs=1)
    assert top < (HEIGHT - 700) / HEIGHT < bottom
    assert (bottom - top) * HEIGHT == pytest.approx(12 * 1.15, abs=1)
    ((cut, _, end, _),) = placed(path, "93,5%")
    assert x0 < cut < end == x1


def test_print_that_runs_upwards_is_placed_on_the_page_as_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(["q BT /F1 12 Tf 0 1 -1 0 300 200 Tm (Bieu tong hop so lieu) Tj ET Q"]))
    ((x0, top, x1, bottom),) = placed(path, "Bieu")
    assert x0 < 300 / WIDTH < x1 + 0.01
    assert bottom == pytest.approx((HEIGHT - 200) / HEIGHT, abs=0.005)  # begins at its foot and runs up
    assert top < bottom


def test_a_sentence_over_lines_has_a_box_a_line_and_a_cell_its_own_lines() -> None:
    page = load(CORPUS / "bao-cao-nq131-quy-1-2026.pdf").pages[1]
    first, second = page.lines[2], page.lines[3]
    assert len(boxes(page, first[0], second[1])) == 2
    table = load(CORPUS / "phu-luc-nq131-quy-1-2026.pdf").pages[0]
    for start, end, x0, top, x1, bottom in table.lines:
        assert table.text[start:end].strip()
        assert 0 <= x0 < x1 <= 1
        assert 0 <= top < bottom <= 1


def test_what_a_box_holds_is_printed_there() -> None:
    """Painting the boxes of all lines white leaves a page of the report blank."""
    path = CORPUS / "bao-cao-cai-cach-tthc-quy-1-2024.pdf"
    image, _ = picture(open_page(open_pdf(path), 2), 72)
    page = load(path).pages[1]
    for x0, top, x1, bottom in boxes(page, 0, len(page.text)):
        corner = (round(x0 * image.width) - 1, round(top * image.height) - 1)
        image.paste("white", (*corner, round(x1 * image.width) + 2, round(bottom * image.height) + 2))
    dark = image.convert("L").point(lambda shade: 255 * (shade < 128))
    assert sum(dark.histogram()[128:]) < 0.0005 * image.width * image.height


def test_a_format_without_places_has_no_boxes() -> None:
    assert boxes(Page(0, "Tỷ lệ: 93,5%"), 0, 5) == ()
