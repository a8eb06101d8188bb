"""The recorded score: a run below it fails, other questions ask for a new record."""

import json
from pathlib import Path

import pytest

from eval.main import BAD_INPUT, BELOW, OK, main
from tests.test_eval_run import QUESTIONS, REPLIES, TARGET, fake


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "q.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in QUESTIONS[:3]), encoding="utf-8")
    return path


def test_the_score_may_not_fall_below_the_last_recorded_one(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = str(tmp_path / "score.json")
    assert main([str(file), "--record", kept], TARGET) == OK
    written = json.loads((tmp_path / "score.json").read_text(encoding="utf-8"))
    assert (written["right"], written["asked"], list(written["questions"])) == (2, 3, ["q.jsonl"])
    assert main([str(file), "--not-below", kept], TARGET) == OK

    better = TARGET._replace(ask=lambda m, c: fake(m, c) | ({"answer": "Sở Nội vụ [1]"} if "ký>" in m else {}))
    assert main([str(file), "--not-below", kept], better) == OK
    worse = TARGET._replace(ask=lambda m, c: REPLIES["ai <ký>?"])
    assert main([str(file), "--not-below", kept], worse) == BELOW
    printed = capsys.readouterr().out.replace("\n", " ")
    assert "Điểm tụt: 0/3" in printed
    assert "make record" in printed


def test_other_questions_need_a_new_record(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = str(tmp_path / "score.json")
    assert main([str(file), "--record", kept], TARGET) == OK
    file.write_text(file.read_text(encoding="utf-8").replace("96,81", "96,82"), encoding="utf-8")
    assert main([str(file), "--not-below", kept], TARGET) == BELOW
    assert "Bộ câu hỏi đã khác" in capsys.readouterr().out.replace("\n", " ")


def test_a_record_that_cannot_be_read_is_no_pass(file: Path, tmp_path: Path) -> None:
    assert main([str(file), "--not-below", str(tmp_path / "none.json")], TARGET) == BAD_INPUT
