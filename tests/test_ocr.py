"""Scanned pages, made here by turning a typeset page into an image. Left out where tesseract is missing."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from ingest.loaders import LoadError, load, ocr
from ingest.loaders.pdf_page import open_page, open_pdf, picture
from ingest.records import Line

CORPUS = Path(__file__).parents[1] / "corpus"
needs_tesseract = pytest.mark.skipif(not ocr.available(), reason="tesseract with `vie` is not installed: no OCR tests")


@pytest.fixture(scope="module")
def page() -> Image.Image:
    image, _ = picture(open_page(open_pdf(CORPUS / "bao-cao-nq131-quy-1-2026.pdf"), 2), 200)
    assert isinstance(image, Image.Image)
    return image


def test_red_goes_and_black_stays() -> None:
    image = Image.new("RGB", (40, 10), "white")
    ImageDraw.Draw(image).rectangle((0, 0, 9, 9), fill=(200, 30, 40))
    ImageDraw.Draw(image).rectangle((20, 0, 29, 9), fill=(60, 20, 20))
    grey = ocr.without_red(image)
    assert (grey.getpixel((5, 5)), grey.getpixel((35, 5))) == (255, 255)
    assert isinstance(dark := grey.getpixel((25, 5)), int)
    assert dark < 60


def test_a_skewed_page_is_straightened(page: Image.Image) -> None:
    grey = page.convert("L")
    skewed = grey.rotate(1.5, fillcolor=255, resample=Image.Resampling.BICUBIC)
    level = ocr.straighten(skewed)

    def inked_rows(image: Image.Image) -> int:
        small = image.resize((image.width // 4, image.height // 4))
        return sum(1 for y in range(small.height) if min(small.crop((0, y, small.width, y + 1)).tobytes()) < 128)

    assert inked_rows(level) < inked_rows(skewed)
    assert ocr.straighten(grey) is grey


@needs_tesseract
def test_scan_with_skew_and_a_red_seal(page: Image.Image, tmp_path: Path) -> None:
    stamped = page.crop((0, 0, page.width, 3 * page.height // 5))  # what is asked for stands here
    ImageDraw.Draw(stamped).ellipse((200, 300, 600, 700), outline=(220, 40, 50), width=12)
    path = tmp_path / "quet.pdf"
    stamped.rotate(0.8, fillcolor="white", resample=Image.Resampling.BICUBIC).save(path, resolution=200)
    loaded = load(path)
    assert [page.method for page in loaded.pages] == ["ocr"]
    text = " ".join(item.text for item in loaded.flow if isinstance(item, Line))
    for figure in ("52 Quyết định", "801 TTHC", "2.020", "2.007", "1.703", "1.450", "570", "280/QĐ-UBND"):
        assert figure in text
    line = next(item for item in loaded.flow if isinstance(item, Line) and "801 TTHC" in item.text)
    assert line.span.boxes[0][0] > 60


def test_scan_without_tesseract_says_what_to_do(
    page: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.resize((400, 566)).save(tmp_path / "quet.pdf")
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(LoadError, match="chưa cài tesseract với tiếng Việt"):
        load(tmp_path / "quet.pdf")
