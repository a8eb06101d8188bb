"""What a file is, from its content; the name is not trusted."""

import zipfile
from pathlib import Path
from typing import Literal

from ingest.loaders.encoding import utf16_without_mark

Kind = Literal[
    "pdf", "docx", "xlsx", "doc", "xls", "html", "text", "image", "rtf", "encrypted", "zip", "empty", "unknown"
]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
# Streams of an OLE file, as their names stand in it (UTF-16): an encrypted office file, a workbook, a document.
STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
)
HEAD = 1 << 16
TAGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<div")
# No text holds these; tab, line feeds and carriage return (9-13) it does.
CONTROLS = bytes([*range(9), *range(14, 32)])


def sniff(path: Path) -> Kind:
    """The kind of a file. Raises OSError when it cannot be read."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\0 \t\r\n"):
        return "empty"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _zip_kind(path)
    if head.startswith(OLE):
        whole = path.read_bytes()
        return next((kind for name, kind in STREAMS if name.encode("utf-16-le") in whole), "unknown")
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(IMAGES):
        return "image"
    lowered = head.replace(b"\0", b"").lower()
    if lowered.startswith(b"mime-version") or any(tag in lowered[:4096] for tag in TAGS[:4]):
        return "html"
    if lowered.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(TAGS[4:]):
        return "html"
    return "text" if _is_text(head) else "unknown"


def _zip_kind(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return "docx" if b"word/" in path.read_bytes() else "zip"
    if "word/document.xml" in names or any(name.startswith("word/document") for name in names):
        return "docx"
    return "xlsx" if any(name.startswith("xl/workbook") for name in names) else "zip"


def _is_text(head: bytes) -> bool:
    """Control characters are rare in text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or utf16_without_mark(head):
        return True
    return len(head) - len(head.translate(None, CONTROLS)) < 0.005 * len(head)
