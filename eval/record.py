"""The last recorded score, committed beside the code: what was reached on which questions. No run may fall below it."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from eval.load import BadQuestionFile
from eval.measures import accuracy
from eval.records import Run


def summary(run: Run, files: Sequence[Path]) -> dict[str, object]:
    """What is recorded: how many were right and cited (or rightly refused) of how many asked, on which files."""
    return {
        "questions": {path.name: digest(path) for path in files},
        "asked": len(run.outcomes),
        "right": sum(int(accuracy(outcome)) for outcome in run.outcomes),
        "commit": run.about.get("commit", ""),
        "date": run.about.get("date", "")[:10],
    }


def digest(path: Path) -> str:
    """The first 16 hexadecimal digits of the sha256 of a question file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def write(path: Path, run: Run, files: Sequence[Path]) -> None:
    """Records the run's score; OSError where the file cannot be written."""
    path.write_text(json.dumps(summary(run, files), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def fallen(path: Path, run: Run, files: Sequence[Path]) -> str:
    """Why the run may not pass against the record, a Vietnamese sentence that says what to do; "" when it may.

    Raises BadQuestionFile when the record cannot be read.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        questions, asked, right = dict(kept["questions"]), int(kept["asked"]), int(kept["right"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadQuestionFile(f"{path} không phải mức điểm đã ghi (xem --record): {error!r}") from error
    now = summary(run, files)
    if now["questions"] != questions or now["asked"] != asked:
        return f"Bộ câu hỏi đã khác lần ghi mức điểm ({asked} câu, nay {now['asked']}): ghi lại bằng `make record`."
    got = sum(int(accuracy(outcome)) for outcome in run.outcomes)
    if got < right:
        return (
            f"Điểm tụt: {got}/{asked} câu đúng và có dẫn, lần ghi trước là {right}."
            " Sửa cho bằng; đổi có lý do (câu hỏi, luật chấm) thì ghi lại bằng `make record` và nói lý do khi commit."
        )
    return ""
