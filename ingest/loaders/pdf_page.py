"""PDF pages as drawn: their glyphs, and the page as an image, read with PDFium.

PDFium, not pypdf, yields the text: it gives every character its place, size, face and colour at 40-100 pages a second,
which the marks, columns and tables need. pypdf looks at the file as a whole and reads a page a second time when this
reading makes no sense (pdf_file.py).
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.loaders.glyphs import BREAK, Glyph
from ingest.loaders.pdf_frame import Frame, apply, frame_of
from ingest.loaders.unseen import TINY, Hiding, hiding, on_paper
from ingest.records import Box

# PDFium writes a hyphen at a line's end as one of these; it is a hyphen in print ("02/2017/TT-" + "VPCP").
HYPHENS = {0x02, 0xFFFE, 0xAD}
# The longer side of a page image, in pixels (A3 at 300 dpi is 4,960).
LARGEST = 5200


class PasswordError(Exception):
    """The file opens with a password only."""


class DamagedError(Exception):
    """The file, or a page of it, cannot be opened."""


def open_pdf(file: Path | bytes) -> Any:
    """The document. Raises PasswordError or DamagedError."""
    try:
        return pdfium.PdfDocument(file)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise PasswordError from error
        raise DamagedError from error


def open_page(document: Any, number: int) -> Any:
    """Page `number`, from 1. Raises DamagedError."""
    try:
        return document[number - 1]
    except pdfium.PdfiumError as error:
        raise DamagedError from error


@dataclass(frozen=True, slots=True)
class Drawn:
    """The characters of a page in the order drawn, spaces included.

    `seen` by the way they run: 0 level, 90 upwards, 180, 270; the places of those that run at 90 are those in
    `frame.turned(90)`, and so on. `hidden` are those that leave no mark on the page, each with the reason why.
    """

    seen: dict[int, list[Glyph]]
    hidden: tuple[tuple[Hiding, Glyph], ...]


def glyphs(page: Any, frame: Frame) -> Drawn:
    """The characters of a page, those apart that its reader cannot see."""
    text_page = page.get_textpage()
    try:
        found = list(_glyphs(text_page.raw, frame))
    finally:
        text_page.close()
    if any(why == "white" for _, _, why, _ in found):
        found = list(_against_the_page(page, found))
    seen: dict[int, list[Glyph]] = {0: [], 90: [], 180: [], 270: []}
    for turn, glyph, why, _ in found:
        if not why:
            seen[turn].append(glyph)
    return Drawn(seen, tuple((why, glyph) for _, glyph, why, _ in found if why))


Found = tuple[int, Glyph, Hiding, Box]
"""The way it runs, the glyph, why it cannot be seen, and its box in PDF coordinates (x0, y0, x1, y1)."""
NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


def _against_the_page(page: Any, found: list[Found]) -> Iterator[Found]:
    """Pale letters compared with the page as drawn: on a dark ground they are seen."""
    frame = frame_of(page)
    image = page.render(scale=1, grayscale=True).to_pil()
    for turn, glyph, why, box in found:
        if why == "white":
            (ax, ay), (bx, by) = apply(frame.matrix, *box[:2]), apply(frame.matrix, *box[2:])
            level = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            yield turn, glyph, "white" if on_paper(image, 1.0, level) else "", box
        else:
            yield turn, glyph, why, box


def _direct(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of PDFium's with plain numbers for pointers: called for every letter, it takes half the time so."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None  # the library is loaded
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_unicode = _direct(raw.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_object = _direct(raw.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_box = _direct(raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_origin = _direct(
    raw.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p
)
_PLACE = Struct("4f2d")
"""Where a letter stands, as PDFium writes it: left, top, right and bottom of its box, x and y of its origin."""


def _glyphs(text: Any, frame: Frame) -> Iterator[Found]:
    place = bytearray(_PLACE.size)
    held = (ctypes.c_char * len(place)).from_buffer(place)
    at, x_at, y_at = (ctypes.addressof(held) + offset for offset in (0, 16, 24))
    page = ctypes.cast(text, ctypes.c_void_p).value
    frames = {turn: frame.turned(turn) for turn in (0, 90, 180, 270)}
    faces: dict[int, _Face] = {}
    fonts: dict[int, tuple[bool, bool]] = {}
    turn = 0
    for index in range(raw.FPDFText_CountChars(text)):
        code = _unicode(page, index)
        if code in (0, 10, 13):
            continue
        key = _object(page, index)
        if not key:  # a space that PDFium itself saw between two words
            yield turn, BREAK, "", NOWHERE
            continue
        face = faces.get(key)
        if face is None:
            face = faces[key] = _face(text, index, raw.FPDFText_GetTextObject(text, index), frame, fonts)
        turn, size, bold, italic, why, lean = face
        shown = frames[turn]
        a, b, c, d, e, f = shown.matrix
        _box(page, index, at)
        _origin(page, index, x_at, y_at)
        x0, y1, x1, y0, x, y = _PLACE.unpack(place)
        if lean:
            x0, x1 = x0 - lean * (y0 - y), x1 - lean * (y1 - y)
        left, right = a * x0 + c * y0 + e, a * x1 + c * y1 + e
        if left > right:
            left, right = right, left
        base = b * x + d * y + f
        if not why and (right < 0 or left > shown.width or base < 0 or base - size > shown.height):
            why = "outside"
        glyph = Glyph("-" if code in HYPHENS else chr(code), left, right, base, size, bold, italic)
        yield turn, glyph, why, (x0, y0, x1, y1)


class _Face(NamedTuple):
    """What the letters of one text object share: the way they run, their size as shown."""

    turn: int
    size: float
    bold: bool
    italic: bool
    hiding: Hiding
    lean: float
    """How far a letter of an upright face that is drawn slanted leans, a point of height: its box is wider by that
    much, and would hide the space behind it."""


def _face(text: Any, index: int, made: Any, frame: Frame, fonts: dict[int, tuple[bool, bool]]) -> _Face:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    a, b, c, d, _, _ = frame.matrix
    run, fall = a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b
    turn = (0 if run >= 0 else 180) if abs(run) >= abs(fall) else (270 if fall > 0 else 90)
    size = (raw.FPDFText_GetFontSize(text, index) or 1.0) * (math.hypot(matrix.c, matrix.d) or 1.0)
    if size < TINY:  # a font drawn by the file itself (Type 3) may scale its letters in a matrix of its own
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(text, index, box)
        tall = box.right - box.left if turn in (90, 270) else box.top - box.bottom
        size = tall if tall > 2 * size else size
    font = raw.FPDFTextObj_GetFont(made)
    key = ctypes.addressof(font.contents) if font else 0
    if key not in fonts:
        name = _font_name(font).lower()
        fonts[key] = (
            any(part in name for part in ("bold", "black", "heavy")),
            any(part in name for part in ("italic", "oblique")),
        )
    bold, italic = fonts[key]
    mode = raw.FPDFTextObj_GetTextRenderMode(made)
    stroked = mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
    slant = matrix.b == 0 and abs(matrix.c) > 0.15 * abs(matrix.d)
    drawn = mode not in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
    lean = matrix.c / matrix.d if slant else 0.0
    return _Face(turn, size, bold or stroked, italic or slant, hiding(drawn, _colour(made, mode), size), lean)


def _colour(made: Any, mode: int) -> tuple[int, int, int, int] | None:
    """Red, green, blue and opacity of the letters' insides, or of their outlines where only these are drawn."""
    parts = [ctypes.c_uint() for _ in range(4)]
    outlines = mode in (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
    known = (raw.FPDFPageObj_GetStrokeColor if outlines else raw.FPDFPageObj_GetFillColor)(made, *parts)
    return (parts[0].value, parts[1].value, parts[2].value, parts[3].value) if known else None


def _font_name(font: Any) -> str:
    buffer = ctypes.create_string_buffer(160)
    raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    return buffer.value.decode("utf-8", "replace")


def picture(page: Any, dpi: float) -> tuple[Any, float]:
    """The page as an image (as shown, turned by its /Rotate) and its real dpi: less where the page is a poster."""
    width, height = page.get_size()
    scale = min(dpi / 72, LARGEST / max(width, height, 1.0))
    return page.render(scale=scale).to_pil(), scale * 72


def drawn(file: Path, number: int, width: int) -> Any:
    """Page `number` (from 1) of a file as an image `width` pixels wide. Raises PasswordError or DamagedError."""
    document = open_pdf(file)
    try:
        page = open_page(document, number)
        across, high = page.get_size()
        return page.render(scale=min(width / max(across, 1.0), LARGEST / max(across, high, 1.0))).to_pil()
    finally:
        document.close()
