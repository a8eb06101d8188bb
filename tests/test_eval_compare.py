"""Two runs against each other: flips, differences, what stands in one alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.compare import Flip, compare, read
from eval.load import BadQuestionFile
from eval.main import BAD_INPUT, OK, main


def run(*answers: tuple[str, float, float | None]) -> dict[str, Any]:
    """(id, accuracy, cited or None) a question."""
    return {
        "questions": [
            {
                "id": name, "category": "figure", "turns": [f"{name}?"], "answer": f"đáp {accuracy:g}", "error": "",
                "values": {"accuracy": accuracy} | ({} if cited is None else {"cited": cited}),
            }
            for name, accuracy, cited in answers
        ]
    }  # fmt: skip


FIRST = run(("a", 0, 0), ("b", 1, 1), ("c", 1, None), ("gone", 1, 1))
SECOND = run(("a", 1, 0), ("b", 1, 1), ("c", 0, None), ("new", 1, 1), ("new2", 1, 1))


def test_flips_and_differences() -> None:
    found = compare(FIRST, SECOND)
    assert found.flips == (
        Flip("a", "figure", True, "a?", "đáp 0", "đáp 1"),
        Flip("c", "figure", False, "c?", "đáp 1", "đáp 0"),
    )
    by_name = {d.name: d for d in found.differences}
    assert (by_name["accuracy"].first, by_name["accuracy"].second, by_name["accuracy"].n) == (2 / 3, 2 / 3, 3)
    assert by_name["accuracy"].p == 1
    assert by_name["cited"].n == 2
    assert found.only == (1, 2)


def test_a_clear_gain_is_significant() -> None:
    names = [f"q{i}" for i in range(12)]
    found = compare(run(*((n, 0, None) for n in names)), run(*((n, 1, None) for n in names)))
    assert found.differences[0].p == 2 / 2**12


def test_the_command_compares_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, content in (("a.json", FIRST), ("b.json", SECOND), ("c.json", {})):
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    assert main(["compare", str(tmp_path / "a.json"), str(tmp_path / "b.json")]) == OK
    printed = capsys.readouterr().out
    assert "Tốt lên: 1" in printed
    assert "Kém đi: 1" in printed
    assert "Chỉ có ở một lần chạy (không so): 1 và 2 câu." in printed
    assert main(["compare", str(tmp_path / "a.json"), str(tmp_path / "c.json")]) == BAD_INPUT
    with pytest.raises(BadQuestionFile, match="không phải kết quả"):
        read(tmp_path / "absent.json")
