"""A page of a PDF as a picture, with the places of a quote marked as with a highlighter."""

import io
import threading
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from ingest.loaders.errors import LoadError
from ingest.loaders.pdf_page import DamagedError, PasswordError, drawn
from ingest.records import Box

MARK = (255, 235, 110)
"""Highlighter yellow: multiplied into the page, black print on it stays black."""
MARGIN = 0.25
"""How far a mark reaches beyond a line of print, in heights of the line."""
_ONE_AT_A_TIME = threading.Lock()
"""PDFium may not be called from two threads at once."""
NOT_DRAWN = "Không vẽ được trang {number} của tệp."


def page_png(path: Path, number: int, width: int, boxes: Sequence[Box] = ()) -> bytes:
    """Page `number` (from 1) as PNG, `width` pixels wide; `boxes` are shares of the page from its top left corner.

    Raises LoadError where the file is gone, locked or damaged, or has no such page.
    """
    try:
        with _ONE_AT_A_TIME:
            page = drawn(path, number, width)
    except (PasswordError, DamagedError, OSError) as error:
        raise LoadError(NOT_DRAWN.format(number=number)) from error
    return _png(marked(page, boxes))


def marked_png(png: bytes, boxes: Sequence[Box]) -> bytes:
    """A page that was drawn before, with its boxes marked."""
    return _png(marked(Image.open(io.BytesIO(png)), boxes))


def marked(page: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """The page with its boxes shaded; what is printed there stays readable."""
    shade = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(shade)
    for x0, top, x1, bottom in boxes:
        beyond = (bottom - top) * MARGIN * page.height
        corners = (x0 * page.width - beyond, top * page.height - beyond)
        draw.rectangle((*corners, x1 * page.width + beyond, bottom * page.height + beyond), MARK)
    return ImageChops.multiply(page.convert("RGB"), shade)


def _png(page: Image.Image) -> bytes:
    kept = io.BytesIO()
    page.save(kept, "PNG")
    return kept.getvalue()
