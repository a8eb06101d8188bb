"""Office files are zip archives of XML: what must be true before anything in them is parsed."""

import zipfile
import zlib
from pathlib import Path

from ingest.loaders.errors import Limits, LoadError

DAMAGED = "Tệp bị hỏng hoặc bị cắt cụt (không giải nén được); hãy lấy lại bản gốc rồi nạp lại."
BOMB = "Tệp giải nén ra quá lớn ({size} MB, giới hạn {limit} MB) nên không đọc; hãy kiểm tra lại nguồn của tệp."
DOCTYPE = "Tệp chứa khai báo DOCTYPE mà tệp văn phòng bình thường không có (có thể là mã độc) nên không đọc."
ENCRYPTED = "Tệp có mật khẩu nên không đọc được; hãy gỡ mật khẩu rồi nạp lại."
# A DOCTYPE stands before the root element; office programs write at most a declaration and a comment before it.
HEAD = 4096


def check_package(path: Path, limits: Limits) -> None:
    """Raises LoadError for a damaged archive, one that unpacks beyond the limit, or XML with a DOCTYPE in it.

    Sizes are measured by unpacking, not taken from the archive's own directory, which may lie.
    """
    allowed = limits.unpacked_mb << 20
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                if info.flag_bits & 1:
                    raise LoadError(ENCRYPTED)
                if not info.filename.endswith((".xml", ".rels")):
                    continue
                with archive.open(info) as part:
                    head = part.read(HEAD)
                    if b"<!DOCTYPE" in head.replace(b"\0", b"") or b"<!ENTITY" in head.replace(b"\0", b""):
                        raise LoadError(DOCTYPE)
                    allowed -= len(head)
                    while chunk := part.read(1 << 20):
                        allowed -= len(chunk)
                        if allowed < 0:
                            size = sum(item.file_size for item in archive.infolist()) >> 20
                            raise LoadError(BOMB.format(size=size, limit=limits.unpacked_mb))
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, zlib.error) as error:
        raise LoadError(DAMAGED) from error
