"""One process owns a data folder at a time, because embedded Chroma bears only one.

The lock is the operating system's (flock), so it ends with its process, however that ends; the note beside it
only says who holds it. Commands that read the catalogue alone need no lock.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

LOCK = "owner.lock"
NOTE = "owner.json"
"""Beside the lock and not in it: opening a lock file empties it."""


class OwnedElsewhere(Exception):
    """Another process works in the data folder; `pid` is None when it has not said so yet."""

    status = 3

    def __init__(self, data_dir: Path, pid: int | None, command: str) -> None:
        who = f"tiến trình {pid} ({command})" if pid else "một tiến trình hoidap khác"
        self.message = f"Thư mục dữ liệu {data_dir} đang do {who} sử dụng."
        self.hint = "Hỏi qua tiến trình đó (máy chủ `hoidap serve`), hoặc dừng nó rồi chạy lại."
        super().__init__(f"{self.message} {self.hint}")
        self.pid = pid
        self.command = command


class DataFolderError(Exception):
    """The data folder cannot be made or written to."""

    status = 3

    def __init__(self, data_dir: Path, reason: str) -> None:
        self.message = f"Không ghi được vào thư mục dữ liệu {data_dir} ({reason})."
        self.hint = "Kiểm tra quyền, hoặc chọn thư mục khác bằng HOIDAP_DATA_DIR."
        super().__init__(f"{self.message} {self.hint}")


@contextmanager
def own(data_dir: Path, wait: float = 0.0) -> Iterator[None]:
    """Holds the data folder (made if need be) while the block runs; waits up to `wait` seconds for it.

    Raises OwnedElsewhere while another process, or another block of this one, holds it.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = FileLock(data_dir / LOCK)
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise OwnedElsewhere(data_dir, *_holder(data_dir)) from error
    except OSError as error:
        raise DataFolderError(data_dir, error.strerror or str(error)) from error
    note = data_dir / NOTE
    try:
        command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]]).strip()
        note.write_text(json.dumps({"pid": os.getpid(), "command": command}), encoding="utf-8")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _holder(data_dir: Path) -> tuple[int | None, str]:
    """Who the note names; nobody while the holder is between the lock and its note."""
    try:
        said = json.loads((data_dir / NOTE).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None, ""
    return int(said["pid"]), str(said["command"])
