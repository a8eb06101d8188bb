"""A file that hangs, crashes or eats memory stops its reader, not us."""

import os
import pickle
import signal
from pathlib import Path

import pytest

from ingest.loaders import Limits, LoadError, load, sandbox
from ingest.loaders.sandbox import load_isolated
from ingest.loaders.wire import HEADER, WireError, decode

CORPUS = Path(__file__).parents[1] / "corpus"
PLAN = CORPUS / "ke-hoach-cchc-2026.pdf"
REPORT = CORPUS / "bao-cao-cai-cach-tthc-quy-1-2024.pdf"


def test_same_as_read_here_and_pages_are_reported() -> None:
    seen: list[tuple[int, int]] = []
    assert load_isolated(PLAN, on_page=lambda number, count: seen.append((number, count))) == load(PLAN)
    assert seen == [(number, 10) for number in range(1, 11)]


def test_refusal_comes_back_and_the_process_lives_on(tmp_path: Path) -> None:
    (tmp_path / "rong.pdf").write_bytes(b"")
    with pytest.raises(LoadError, match="rỗng"):
        load_isolated(tmp_path / "rong.pdf")
    before = [reader.process.pid for reader in sandbox._idle]
    load_isolated(CORPUS / "README.md")
    assert [reader.process.pid for reader in sandbox._idle] == before


def test_too_slow() -> None:
    with pytest.raises(LoadError, match="giây mà chưa xong"):
        load_isolated(PLAN, Limits(seconds=0.0))
    assert load_isolated(CORPUS / "README.md").format == "md"


def test_too_much_memory(tmp_path: Path) -> None:
    path = tmp_path / "lon.txt"
    path.write_text("Một dòng chữ của báo cáo.\n" * 2_000_000, encoding="utf-8")
    with pytest.raises(LoadError, match="bộ nhớ"):
        load_isolated(path, Limits(memory_mb=160))


def test_killed_in_the_middle() -> None:
    def kill(number: int, count: int) -> None:
        for task in Path(f"/proc/{os.getpid()}/task").iterdir():
            for pid in (task / "children").read_text().split():
                if b"ingest.loaders.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    os.kill(int(pid), signal.SIGKILL)

    with pytest.raises(LoadError, match="dừng đột ngột"):
        load_isolated(REPORT, on_page=kill)


def test_replies_may_name_no_foreign_class() -> None:
    with pytest.raises(WireError):
        decode(pickle.dumps((Path("/"),)))
    assert HEADER.size == 8
