"""What is drawn on a PDF page besides its letters, read with PDFium: the lines that rule tables, and images."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as raw

from ingest.loaders.glyphs import Rule
from ingest.loaders.pdf_frame import IDENTITY, Frame, Matrix, apply, multiply
from ingest.loaders.ruled import sides

# More lines than this on a page is a drawing (a map, a chart), not a table.
MANY_RULES = 6000


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
        inside = multiply(_matrix(thing), outer)
        for index in range(raw.FPDFFormObj_CountObjects(thing)):
            _collect(raw.FPDFFormObj_GetObject(thing, index), inside, found, depth + 1)
    elif kind == raw.FPDF_PAGEOBJ_PATH:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing, fill, stroke)
        if fill.value or stroke.value:
            found.extend(_path_rules(thing, multiply(_matrix(thing), outer), bool(stroke.value)))


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
        point = apply(matrix, x.value, y.value)
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
        yield from sides(points, stroked)


def image_share(page: Any, frame: Frame) -> float:
    """The share of the page that its largest image covers."""
    largest = 0.0
    for index in range(raw.FPDFPage_CountObjects(page)):
        largest = max(largest, _image_area(raw.FPDFPage_GetObject(page, index), IDENTITY, depth=0))
    return min(1.0, largest / max(1.0, float(frame.width * frame.height)))


def _image_area(thing: Any, outer: Matrix, depth: int) -> float:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind == raw.FPDF_PAGEOBJ_FORM and depth < 8:
        inside = multiply(_matrix(thing), outer)
        parts = (raw.FPDFFormObj_GetObject(thing, index) for index in range(raw.FPDFFormObj_CountObjects(thing)))
        return max((_image_area(part, inside, depth + 1) for part in parts), default=0.0)
    if kind != raw.FPDF_PAGEOBJ_IMAGE:
        return 0.0
    a, b, c, d, _, _ = multiply(_matrix(thing), outer)
    return abs(a * d - b * c)
