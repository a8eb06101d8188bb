"""A data folder has one owner; a process that died is none."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.owner import DataFolderError, OwnedElsewhere, own

HOLDER = """
import sys
from pathlib import Path
from ingest.owner import own
sys.argv = ["hoidap", "serve"]
with own(Path({folder!r})):
    print("held", flush=True)
    sys.stdin.read()
"""
ROOT = Path(__file__).parent.parent


def a_holder(folder: Path) -> subprocess.Popen[str]:
    """Another process that holds the folder until it is killed or its input ends."""
    code = HOLDER.format(folder=str(folder))
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    with a_holder(tmp_path / "data") as holder:
        with pytest.raises(OwnedElsewhere, match=r"tiến trình \d+ \(hoidap serve\)") as refused, own(tmp_path / "data"):
            pass
        assert (refused.value.pid, refused.value.status) == (holder.pid, 3)
        holder.communicate("")
    with own(tmp_path / "data"):
        pass


def test_the_lock_of_a_killed_process_is_no_obstacle(tmp_path: Path) -> None:
    with a_holder(tmp_path) as holder:
        holder.send_signal(signal.SIGKILL)
    assert (tmp_path / "owner.json").exists()
    with own(tmp_path):
        assert f'"pid": {os.getpid()}' in (tmp_path / "owner.json").read_text(encoding="utf-8")
    assert not (tmp_path / "owner.json").exists()


def test_a_block_of_the_same_process_is_refused_too(tmp_path: Path) -> None:
    with own(tmp_path), pytest.raises(OwnedElsewhere), own(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DataFolderError, match="HOIDAP_DATA_DIR"), own(tmp_path / "file" / "data"):
        pass
