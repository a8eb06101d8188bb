"""Reads a file in a process of its own that may be killed: a file can crash or hang its reader, never us.

A process is kept for the next file (starting one costs about 0.3 s) and renewed after some, so that what a library
leaks does not pile up.
"""

import atexit
import contextlib
import dataclasses
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Lock
from typing import Any

from ingest.loaders.errors import DEFAULT_LIMITS, Limits, LoadError, OnPage, quiet
from ingest.loaders.wire import HEADER, WireError, decode, encode
from ingest.records import Loaded

TIMEOUT = (
    "Đọc tệp quá {seconds:.0f} giây mà chưa xong nên đã dừng; tệp có thể hỏng, hãy lưu lại hoặc tách nhỏ rồi nạp lại."
)
CRASHED = "Tệp làm chương trình đọc dừng đột ngột (hỏng nặng hoặc cần quá nhiều bộ nhớ); hãy lưu lại tệp rồi nạp lại."
# The other process finds modules where this one does.
START = "import sys; sys.path[:] = sys.argv[1:]; from ingest.loaders.worker import main; main()"
# Files a process reads before it is renewed.
RENEW = 100

_idle: list["_Reader"] = []
_lock = Lock()


def load_isolated(path: Path, limits: Limits = DEFAULT_LIMITS, on_page: OnPage = quiet) -> Loaded:
    """Like `load`, in another process. Raises LoadError also when that process crashes or goes silent too long.

    `on_page(number, count)` is called here as pages are read. Safe to call from several threads.
    """
    reader = _take()
    try:
        kind, value = reader.ask(path.absolute(), limits, on_page)
    except LoadError:
        reader.kill()
        raise
    reader.files += 1
    if reader.files >= RENEW:
        reader.kill()
    else:
        with _lock:
            _idle.append(reader)
    if kind == "refused":
        raise LoadError(value)
    if not isinstance(value, Loaded):
        raise LoadError(CRASHED)
    return value


def close() -> None:
    """End the processes kept waiting."""
    with _lock:
        while _idle:
            _idle.pop().kill()


atexit.register(close)


def _take() -> "_Reader":
    with _lock:
        while _idle:
            reader = _idle.pop()
            if reader.process.poll() is None:
                return reader
            reader.kill()
    return _Reader()


class _Reader:
    """A process that reads files, and the pipe to it."""

    def __init__(self) -> None:
        self.files = 0
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, *(part for part in sys.path if part)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def ask(self, path: Path, limits: Limits, on_page: OnPage) -> tuple[str, Any]:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(encode(("load", str(path), dataclasses.astuple(limits))))
            self.process.stdin.flush()
            while True:
                message = decode(self.receive(limits.seconds))
                if message[0] != "page":
                    return message[0], message[1]
                on_page(message[1], message[2])
        except (BrokenPipeError, WireError) as error:
            raise LoadError(CRASHED) from error

    def receive(self, seconds: float) -> bytes:
        """The body of the next message. Raises LoadError when it does not come in time, WireError at the end."""
        until = time.monotonic() + seconds
        size = HEADER.unpack(self.exactly(HEADER.size, until, seconds))[0]
        return self.exactly(size, until, seconds)

    def exactly(self, size: int, until: float, seconds: float) -> bytes:
        assert self.process.stdout is not None
        handle = self.process.stdout.fileno()
        body = bytearray()
        while len(body) < size:
            left = until - time.monotonic()
            if left <= 0 or not select.select([handle], [], [], left)[0]:
                raise LoadError(TIMEOUT.format(seconds=seconds))
            chunk = os.read(handle, min(1 << 20, size - len(body)))
            if not chunk:
                raise WireError("end")
            body += chunk
        return bytes(body)

    def kill(self) -> None:
        """The process and all it started (tesseract, LibreOffice)."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        self.process.wait()
