"""A PDF as a file, read with pypdf (the only file that imports it): what is around the pages, and a second reading.

PDFium (pdf_page.py) draws pages; pypdf, an independent reader, rebuilds files that PDFium gives up, tells what the
file holds beside its pages, and reads a page again where PDFium's reading makes no sense.
"""

import io
import logging
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdf
from pypdf import Configuration, PdfReader, PdfWriter, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, PdfReadError, PyPdfError

# pypdf's own limits are 75 MB a stream and 10,000 objects tried for a lost root; its authors ask who reads strangers'
# files to lower them. A page's text takes under 1 MB unpacked, and pictures are never unpacked here.
UNPACKED = 32 << 20
LIMITS = Configuration(
    array_based_stream_maximum_output_length=UNPACKED,
    brotli_maximum_output_length=UNPACKED,
    image_maximum_buffer_size=UNPACKED,
    jbig2_maximum_output_length=UNPACKED,
    lzw_maximum_output_length=UNPACKED,
    run_length_maximum_output_length=UNPACKED,
    zlib_maximum_output_length=UNPACKED,
    jbig2dec_binary=None,
    disable_legacy_handling=True,
)
ROOTS_TRIED = 1000
# A file cut short has lost its table of objects and the name of its root; with this end pypdf looks for both.
END = b"\ntrailer\n<< /Size %d >>\nstartxref\n0\n%%%%EOF\n" % ROOTS_TRIED

# What pypdf raises on broken files beside its own errors: it trusts the types and sizes that a file states.
BROKEN = (
    PyPdfError, DependencyError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError,
    RecursionError, NotImplementedError, OSError, EOFError, zlib.error, struct.error,
)  # fmt: skip
# What pypdf logs when it rebuilds a file's table of objects, its end or its root.
REBUILT = ("incorrect startxref", "EOF marker not found", "might be truncated", "/Root", "Root object", "ref repaired")


class FileError(Exception):
    """pypdf cannot read the file, or not without a password."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file holds beside its pages.

    `rebuilt`: its table of objects was damaged; `labels` the page numbers it states, empty where they are 1, 2, 3 …;
    `attachments` the names of the files inside it; `properties` what it says of itself (title, author, made, changed,
    program), which may differ from what is printed.
    """

    pages: int
    rebuilt: bool = False
    labels: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()


class PdfFile:
    """A file open in pypdf. `facts` once, `text` a page at a time."""

    def __init__(self, path: Path) -> None:
        """Raises FileError."""
        with _guarded() as remarks:
            try:
                self._reader = _reader(path)
                pages = len(self._reader.pages)
                self.facts = Facts(
                    pages,
                    any(sign in remark for remark in remarks for sign in REBUILT),
                    _labels(self._reader),
                    tuple(file.name for file in self._reader.attachment_list),
                    _properties(self._reader),
                )
            except FileNotDecryptedError as error:
                raise FileError("password") from error
            except BROKEN as error:
                raise FileError(str(error)) from error

    def text(self, number: int) -> str:
        """The text of page `number`, from 1, a line of print a line; "" where pypdf cannot read it either."""
        with _guarded():
            try:
                return self._reader.pages[number - 1].extract_text()
            except BROKEN:
                return ""

    def rewritten(self) -> bytes:
        """The file put down anew, for a reader that could not open it. Raises FileError."""
        written = io.BytesIO()
        with _guarded():
            try:
                PdfWriter(clone_from=self._reader).write(written)
            except BROKEN as error:
                raise FileError(str(error)) from error
        return written.getvalue()

    def close(self) -> None:
        """Let go of the file."""
        self._reader.close()


def _reader(path: Path) -> PdfReader:
    try:
        return PdfReader(path, strict=False, root_object_recovery_limit=ROOTS_TRIED)
    except PdfReadError:
        content = path.read_bytes()
        if b"\ntrailer" in content or b"/XRef" in content:
            raise
        return PdfReader(io.BytesIO(content + END), strict=False, root_object_recovery_limit=ROOTS_TRIED)


def _labels(reader: PdfReader) -> tuple[str, ...]:
    if "/PageLabels" not in reader.root_object:
        return ()
    labels = tuple(reader.page_labels)
    return () if labels == tuple(str(number) for number in range(1, len(labels) + 1)) else labels


def _properties(reader: PdfReader) -> tuple[tuple[str, str], ...]:
    """From the document information; from XMP what that does not say."""
    info = reader.metadata or pypdf.DocumentInformation()
    found = {
        "title": info.title,
        "author": info.author,
        "made": info.creation_date_raw,
        "changed": info.modification_date_raw,
        "program": info.creator or info.producer,
    }
    xmp = None if all(found.values()) else reader.xmp_metadata
    if xmp is not None:
        found["title"] = found["title"] or next(iter((xmp.dc_title or {}).values()), None)
        found["author"] = found["author"] or ", ".join(xmp.dc_creator or [])
        found["made"] = found["made"] or (xmp.xmp_create_date.isoformat() if xmp.xmp_create_date else None)
        found["program"] = found["program"] or xmp.xmp_creator_tool
    return tuple((name, str(value)) for name, value in found.items() if value)


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.remarks: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.remarks.append(record.getMessage())


@contextmanager
def _guarded() -> Iterator[list[str]]:
    """pypdf within our limits; the list is what it remarks on meanwhile, which it only logs."""
    logger, listener = logging.getLogger("pypdf"), _Listener()
    propagates, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        with apply_configuration(LIMITS):
            yield listener.remarks
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagates
