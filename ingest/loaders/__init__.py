"""A file → Loaded: its pages, lines, tables and footnotes, whatever its format."""

from collections.abc import Callable
from pathlib import Path

from ingest.loaders.errors import DEFAULT_LIMITS, Limits, LoadError, OnPage, quiet
from ingest.loaders.sniff import Kind, sniff
from ingest.records import Loaded

__all__ = ["Limits", "LoadError", "load"]

EMPTY = "Tệp rỗng (0 byte hoặc chỉ có khoảng trắng); hãy lấy lại bản gốc rồi nạp lại."
MISSING = "Không đọc được tệp {name}: {reason}."
TOO_LARGE = "Tệp nặng {size} MB, quá giới hạn {limit} MB; hãy tách nhỏ hoặc nén ảnh trong tệp rồi nạp lại."
REFUSED: dict[Kind, str] = {
    "empty": EMPTY,
    "encrypted": "Tệp có mật khẩu nên không đọc được; hãy gỡ mật khẩu rồi nạp lại.",
    "xls": "Tệp Excel đời cũ (.xls) chưa đọc được; hãy mở bằng Excel, lưu thành .xlsx rồi nạp lại.",
    "rtf": "Tệp RTF chưa đọc được; hãy mở bằng Word, lưu thành .docx rồi nạp lại.",
    "zip": "Tệp nén (zip) không phải là văn bản; hãy giải nén rồi nạp từng tệp bên trong.",
    "image": "Tệp ảnh chưa đọc được; hãy lưu ảnh thành PDF rồi nạp lại.",
    "unknown": "Không nhận ra loại tệp; hệ thống đọc PDF, DOCX, XLSX, HTML, TXT và Markdown.",
}


def load(path: Path, limits: Limits = DEFAULT_LIMITS, on_page: OnPage = quiet) -> Loaded:
    """Read a file by its content. Raises LoadError with what to do, in Vietnamese, when it cannot be read.

    A file that nobody vouches for is read with sandbox.load_isolated.
    """
    try:
        size = path.stat().st_size
        if size > limits.file_mb << 20:
            raise LoadError(TOO_LARGE.format(size=size >> 20, limit=limits.file_mb))
        kind = sniff(path)
    except OSError as error:
        raise LoadError(MISSING.format(name=path.name, reason=error.strerror or error)) from error
    if kind in REFUSED:
        raise LoadError(REFUSED[kind])
    return _loader(kind)(path, limits, on_page)


def _loader(kind: Kind) -> Callable[[Path, Limits, OnPage], Loaded]:
    """Imported when needed: each pulls in its own heavy library."""
    if kind == "pdf":
        from ingest.loaders.pdf import load_pdf

        return load_pdf
    if kind == "docx":
        from ingest.loaders.docx import load_docx

        return load_docx
    if kind == "xlsx":
        from ingest.loaders.xlsx import load_xlsx

        return load_xlsx
    if kind == "html":
        from ingest.loaders.html import load_html

        return load_html
    if kind == "doc":
        from ingest.loaders.doc import load_doc

        return load_doc
    from ingest.loaders.text import load_text

    return load_text
