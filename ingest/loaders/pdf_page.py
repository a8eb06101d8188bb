"""PDF pages as drawn: glyphs, ruling lines and images, read with PDFium (the only file that imports it).

PDFium, not pypdf or pdfminer, yields the text: it gives every character its place, size and face at 40-100 pages
a second (pdfplumber: 3-15 on the same files), which the marks, columns and tables need.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from ingest.loaders.glyphs import BREAK, Glyph, Rule

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# PDFium writes a hyphen at a line's end as one of these; it is a hyphen in print ("02/2017/TT-" + "VPCP").
HYPHENS = {0x02, 0xFFFE, 0xAD}
# A rule thicker than this (points) is a filled area, not a line of a table.
THICK = 3.5
# The longer side of a page image, in pixels (A3 at 300 dpi is 4,960).
LARGEST = 5200
# More lines than this on a page is a drawing (a map, a chart), not a table.
MANY_RULES = 6000


class PasswordError(Exception):
    """The file opens with a password only."""


class DamagedError(Exception):
    """The file, or a page of it, cannot be opened."""


def open_pdf(path: Path) -> Any:
    """The document. Raises PasswordError or DamagedError."""
    try:
        return pdfium.PdfDocument(path)
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
class Frame:
    """From PDF coordinates to points from the top-left corner of the page as shown (crop box, /Rotate)."""

    matrix: Matrix
    width: float
    height: float

    def turned(self, turn: int) -> "Frame":
        """The same page turned so that text running at `turn` (90: upwards, 270: downwards) reads from the left."""
        wide, high = self.width, self.height
        turns: dict[int, tuple[Matrix, float, float]] = {
            0: (IDENTITY, wide, high),
            90: ((0.0, 1.0, -1.0, 0.0, high, 0.0), high, wide),
            180: ((-1.0, 0.0, 0.0, -1.0, wide, high), wide, high),
            270: ((0.0, -1.0, 1.0, 0.0, 0.0, wide), high, wide),
        }
        more, width, height = turns[turn]
        return Frame(_multiply(self.matrix, more), width, height)


def frame_of(page: Any) -> Frame:
    """The page as a viewer shows it."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation() % 360
    matrix: Matrix = {
        0: (1.0, 0.0, 0.0, -1.0, -left, top),
        90: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        180: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        270: (0.0, -1.0, -1.0, 0.0, top, right),
    }[turn]
    size = (right - left, top - bottom)
    width, height = size if turn in (0, 180) else (size[1], size[0])
    return Frame(matrix, float(width), float(height))


def _apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _multiply(inner: Matrix, outer: Matrix) -> Matrix:
    a, b = _apply(outer, inner[0], inner[1]), _apply(outer, inner[2], inner[3])
    e, f = _apply(outer, inner[4], inner[5])
    return a[0] - outer[4], a[1] - outer[5], b[0] - outer[4], b[1] - outer[5], e, f


def glyphs(page: Any, frame: Frame) -> dict[int, list[Glyph]]:
    """The characters in the order drawn, spaces included, by the way they run: 0 level, 90 upwards, 180, 270.

    The places of those that run at 90 are those in `frame.turned(90)`, and so on.
    """
    text_page = page.get_textpage()
    try:
        found: dict[int, list[Glyph]] = {0: [], 90: [], 180: [], 270: []}
        for turn, glyph in _glyphs(text_page.raw, frame):
            found[turn].append(glyph)
        return found
    finally:
        text_page.close()


def _glyphs(text: Any, frame: Frame) -> Iterator[tuple[int, Glyph]]:
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    matrices = {turn: frame.turned(turn).matrix for turn in (0, 90, 180, 270)}
    faces: dict[int, tuple[int, float, bool, bool]] = {}
    fonts: dict[int, tuple[bool, bool]] = {}
    turn = 0
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (0, 10, 13):
            continue
        made = raw.FPDFText_GetTextObject(text, index)
        if not made:  # a space that PDFium itself saw between two words
            yield turn, BREAK
            continue
        key = ctypes.addressof(made.contents)
        face = faces.get(key)
        if face is None:
            face = faces[key] = _face(text, index, made, frame, fonts)
        turn, size, bold, italic = face
        a, b, c, d, e, f = matrices[turn]
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        left, right = a * box.left + c * box.bottom + e, a * box.right + c * box.top + e
        if left > right:
            left, right = right, left
        base = b * x.value + d * y.value + f
        yield turn, Glyph("-" if code in HYPHENS else chr(code), left, right, base, size, bold, italic)


def _face(
    text: Any, index: int, made: Any, frame: Frame, fonts: dict[int, tuple[bool, bool]]
) -> tuple[int, float, bool, bool]:
    """The way the text runs, its size as shown, bold, italic."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    a, b, c, d, _, _ = frame.matrix
    run, fall = a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b
    turn = (0 if run >= 0 else 180) if abs(run) >= abs(fall) else (270 if fall > 0 else 90)
    size = (raw.FPDFText_GetFontSize(text, index) or 1.0) * (math.hypot(matrix.c, matrix.d) or 1.0)
    font = raw.FPDFTextObj_GetFont(made)
    key = ctypes.addressof(font.contents) if font else 0
    if key not in fonts:
        name = _font_name(font).lower()
        fonts[key] = (
            any(part in name for part in ("bold", "black", "heavy")),
            any(part in name for part in ("italic", "oblique")),
        )
    bold, italic = fonts[key]
    stroked = raw.FPDFTextObj_GetTextRenderMode(made) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
    slant = matrix.b == 0 and abs(matrix.c) > 0.15 * abs(matrix.d)
    return turn, size, bold or stroked, italic or slant


def _font_name(font: Any) -> str:
    buffer = ctypes.create_string_buffer(160)
    raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    return buffer.value.decode("utf-8", "replace")


def rules(page: Any, frame: Frame) -> list[Rule]:
    """The straight lines drawn on the page: strokes, thin filled rectangles, and the sides of framed ones."""
    found: list[Rule] = []
    count = raw.FPDFPage_CountObjects(page)
    for index in range(count):
        _collect(raw.FPDFPage_GetObject(page, index), frame.matrix, found, depth=0)
        if len(found) > MANY_RULES:
            return []
    return found


def _collect(thing: Any, outer: Matrix, found: list[Rule], depth: int) -> None:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind == raw.FPDF_PAGEOBJ_FORM and depth < 8:
        inside = _multiply(_matrix(thing), outer)
        for index in range(raw.FPDFFormObj_CountObjects(thing)):
            _collect(raw.FPDFFormObj_GetObject(thing, index), inside, found, depth + 1)
    elif kind == raw.FPDF_PAGEOBJ_PATH:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing, fill, stroke)
        if fill.value or stroke.value:
            found.extend(_path_rules(thing, _multiply(_matrix(thing), outer), bool(stroke.value)))


def _matrix(thing: Any) -> Matrix:
    m = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, m):
        return IDENTITY
    return m.a, m.b, m.c, m.d, m.e, m.f


def _path_rules(thing: Any, matrix: Matrix, stroked: bool) -> Iterator[Rule]:
    x, y = ctypes.c_float(), ctypes.c_float()
    figures: list[list[tuple[float, float]]] = []
    for index in range(min(raw.FPDFPath_CountSegments(thing), MANY_RULES)):
        segment = raw.FPDFPath_GetPathSegment(thing, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _apply(matrix, x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return
        if kind == raw.FPDF_SEGMENT_MOVETO or not figures:
            figures.append([point])
        else:
            figures[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            figures[-1].append(figures[-1][0])
    for points in figures:
        if len(points) < 2:
            continue
        across, down = [p[0] for p in points], [p[1] for p in points]
        x0, x1, top, bottom = min(across), max(across), min(down), max(down)
        if not stroked and min(x1 - x0, bottom - top) <= THICK:
            yield _thin(x0, top, x1, bottom)
        elif stroked or len(points) >= 4:
            for (ax, ay), (bx, by) in pairwise(points):
                if abs(ax - bx) <= 1 or abs(ay - by) <= 1:
                    yield _thin(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _thin(x0: float, top: float, x1: float, bottom: float) -> Rule:
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return Rule(x0, middle, x1, middle)
    middle = (x0 + x1) / 2
    return Rule(middle, top, middle, bottom)


def image_share(page: Any, frame: Frame) -> float:
    """The share of the page that its largest image covers."""
    largest = 0.0
    for index in range(raw.FPDFPage_CountObjects(page)):
        largest = max(largest, _image_area(raw.FPDFPage_GetObject(page, index), IDENTITY, depth=0))
    return min(1.0, largest / max(1.0, float(frame.width * frame.height)))


def _image_area(thing: Any, outer: Matrix, depth: int) -> float:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind == raw.FPDF_PAGEOBJ_FORM and depth < 8:
        inside = _multiply(_matrix(thing), outer)
        parts = (raw.FPDFFormObj_GetObject(thing, index) for index in range(raw.FPDFFormObj_CountObjects(thing)))
        return max((_image_area(part, inside, depth + 1) for part in parts), default=0.0)
    if kind != raw.FPDF_PAGEOBJ_IMAGE:
        return 0.0
    a, b, c, d, _, _ = _multiply(_matrix(thing), outer)
    return abs(a * d - b * c)


def picture(page: Any, dpi: float) -> tuple[Any, float]:
    """The page as an image (as shown, turned by its /Rotate) and its real dpi: less where the page is a poster."""
    width, height = page.get_size()
    scale = min(dpi / 72, LARGEST / max(width, height, 1.0))
    return page.render(scale=scale).to_pil(), scale * 72
