"""The command as a person runs it: the real assistant on a small document, from an empty folder."""

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from bots.cli import app

ROOT = Path(__file__).parent.parent
HOIDAP = [sys.executable, "-c", "from bots.cli import main; main()"]
REPORT = """BÁO CÁO
Kết quả chuyển đổi số Quý I năm 2026

I. KẾT QUẢ THỰC HIỆN
1. Ký số văn bản
Tỷ lệ ký số tại các xã, phường đạt 91,7%.
2. Hồ sơ trực tuyến
Tỷ lệ hồ sơ nộp trực tuyến toàn tỉnh đạt 64,2%.
"""


def environment(place: Path, **more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HOIDAP_")}
    folders = {"HOIDAP_DATA_DIR": str(place / "data"), "HOIDAP_CORPUS_DIR": str(place / "corpus")}
    return {**clean, **folders, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **more}


def hoidap(place: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*HOIDAP, *arguments],
        cwd=place,
        env=environment(place, **more),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


@contextmanager
def serving(place: Path, **more: str) -> Iterator[str]:
    """`hoidap serve` on a free port; gives its address, taken from what it prints."""
    process = subprocess.Popen(
        [*HOIDAP, "serve"],
        cwd=place,
        env=environment(place, HOIDAP_PORT="0", **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert said.startswith("Đang phục vụ tại http://"), process.communicate(timeout=30)
        yield said.split()[4].replace("0.0.0.0", "127.0.0.1")
    finally:
        process.send_signal(signal.SIGTERM)
        _, complaints = process.communicate(timeout=30)
    assert complaints == ""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with one small report, not yet ingested."""
    place = tmp_path_factory.mktemp("hoidap")
    (place / "corpus").mkdir()
    (place / "corpus" / "bao-cao-so.txt").write_text(REPORT, encoding="utf-8")
    return place


def here(place: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    """The same in this process: importing everything anew for each would take most of the time."""
    monkeypatch.chdir(place)
    return CliRunner().invoke(app, arguments, env=environment(place), prog_name="hoidap")


def test_from_an_empty_folder_to_a_cited_figure(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = hoidap(place, "ask", "tỷ lệ ký số xã phường quý 1 năm 2026?")
    assert (first.returncode, first.stderr) == (0, "Đang nạp văn bản 1/1: bao-cao-so.txt\n")
    answer, _, sources = first.stdout.partition("\n\n")
    assert "91,7%" in answer
    assert "“Tỷ lệ ký số tại các xã, phường đạt 91,7%.”" in sources
    assert "\x1b" not in first.stdout

    again = here(place, monkeypatch, "ask", "ty le ky so xa phuong quy 1", "--json")
    assert (again.exit_code, again.stderr) == (0, "")
    body = json.loads(again.stdout)
    assert body["figures"][0]["text"] == "91,7%"
    assert body["citations"][0]["document_id"] == "bao-cao-so"


def test_a_service_owns_its_data_folder(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(place) as url:
        reply = httpx.post(f"{url}/api/v1/ask", json={"question": "tỷ lệ hồ sơ trực tuyến?"}, timeout=30)
        assert (reply.status_code, "64,2%" in reply.json()["answer"]) == (200, True)
        assert httpx.get(f"{url}/readyz").json()["ready"]
        asked = hoidap(place, "ask", "tỷ lệ ký số xã phường quý 1 năm 2026?")
        assert (asked.returncode, "91,7%" in asked.stdout, asked.stderr) == (0, True, "")
        note = place / "data" / "service.json"
        assert stat.S_IMODE(note.stat().st_mode) == 0o600
        second = here(place, monkeypatch, "ingest", str(place / "corpus"))
        assert (second.exit_code, second.stdout) == (3, "")
        assert second.stderr.startswith("Thư mục dữ liệu")
        assert len(second.stderr.splitlines()) == 1
    assert not note.exists()
    note.write_text('{"url": "http://127.0.0.1:9", "secret": "of a process that was killed"}')
    assert "91,7%" in here(place, monkeypatch, "ask", "tỷ lệ ký số xã phường quý 1 năm 2026?").stdout
    note.unlink()


def test_without_a_key_nobody_else_is_served_and_with_one_they_are(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = hoidap(place, "serve", HOIDAP_HOST="0.0.0.0", HOIDAP_PORT="0")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "hoidap keys add" in refused.stderr
    made = here(place, monkeypatch, "keys", "add", "--role", "reader", "--access", "công khai", "--name", "Sở A")
    key = made.stdout.split()[-1]
    listed = here(place, monkeypatch, "keys", "list").stdout
    assert "reader; công khai; Sở A" in listed
    assert key not in listed
    question = {"question": "tỷ lệ hồ sơ trực tuyến?"}
    with serving(place, HOIDAP_HOST="0.0.0.0") as url:
        assert httpx.post(f"{url}/api/v1/ask", json=question, timeout=30).status_code == 401
        shown = {"Authorization": f"Bearer {key}"}
        unlabelled = httpx.post(f"{url}/api/v1/ask", json=question, headers=shown, timeout=30).json()
        assert (unlabelled["abstained"], unlabelled["citations"]) == (True, [])
        labelled = here(place, monkeypatch, "label", "bao-cao-so", "--access", "công-khai")
        assert labelled.stdout == "bao-cao-so: công khai\n"
        assert "64,2%" in httpx.post(f"{url}/api/v1/ask", json=question, headers=shown, timeout=30).json()["answer"]
        assert "64,2%" in hoidap(place, "ask", question["question"]).stdout
        here(place, monkeypatch, "keys", "revoke", key.split("_")[1])
        assert httpx.post(f"{url}/api/v1/ask", json=question, headers=shown, timeout=30).status_code == 401


def test_a_bad_file_fails_alone(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hong.pdf").write_bytes(b"%PDF-1.7 cut off")
    other = REPORT.replace("91,7", "90,1").replace("Quý I năm 2026", "Quý IV năm 2025")
    (tmp_path / "tot.txt").write_text(other, encoding="utf-8")
    done = here(place, monkeypatch, "ingest", str(tmp_path), str(tmp_path / "khong-co.pdf"))
    assert (done.exit_code, done.stdout) == (1, "Đã nạp 1 tệp, giữ nguyên 0, gỡ 0, lỗi 2.\n")
    failures = [line for line in done.stderr.splitlines() if line.startswith("Không nạp được")]
    assert sorted(Path(line.split(": ")[0]).name for line in failures) == ["hong.pdf", "khong-co.pdf"]


@pytest.mark.parametrize("question", ["", "a" * 2001])
def test_a_bad_question_is_one_sentence(place: Path, question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done = here(place, monkeypatch, "ask", question)
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_bytes_that_are_no_text_are_asked_all_the_same(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert here(place, monkeypatch, "ask", "\udcff ty le ky so?").exit_code == 0


def test_the_indexes_are_rebuilt_by_one_command(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = here(place, monkeypatch, "reindex")
    assert (done.exit_code, done.stdout.startswith("Đã dựng lại chỉ mục cho")) == (0, True)
    assert "91,7%" in here(place, monkeypatch, "ask", "tỷ lệ ký số xã phường quý 1 năm 2026?").stdout


def test_doctor_finds_all_parts_in_order(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = here(place, monkeypatch, "doctor")
    assert done.exit_code == 0
    assert "✓ Chỉ mục: ok" in done.stdout
    assert "✗" not in done.stdout
