"""A page as a picture: black on white, its marks yellow where the box says, black print on them still black."""

import io
from pathlib import Path

import pytest
from PIL import Image

from ingest.loaders.errors import LoadError
from ingest.loaders.picture import MARK, marked_png, page_png
from tests.pdfs import pdf, text


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([text("Trang mot"), "q 0 g 100 400 200 100 re f Q"]))
    return path


def pixels(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def test_a_mark_lies_under_the_print(file: Path) -> None:
    """The second page is a black block from 17 % to 50 % of the width, 41 % to 52 % of the height."""
    page = pixels(page_png(file, 2, 600, [(0.1, 0.4, 0.9, 0.55)]))
    assert page.width == 600
    assert page.getpixel((200, int(page.height * 0.45))) == (0, 0, 0)
    assert page.getpixel((500, int(page.height * 0.45))) == MARK
    assert page.getpixel((500, int(page.height * 0.9))) == (255, 255, 255)
    later = pixels(marked_png(page_png(file, 2, 600), [(0.1, 0.4, 0.9, 0.55)]))
    assert later.tobytes() == page.tobytes()


def test_no_such_page_or_file_is_said(file: Path, tmp_path: Path) -> None:
    for path, number in ((file, 3), (tmp_path / "khong-co.pdf", 1), (Path(__file__), 1)):
        with pytest.raises(LoadError, match="Không vẽ được trang"):
            page_png(path, number, 600)
