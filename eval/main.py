"""`hoidap eval`: asks question files and reports; `hoidap eval compare A B`: two reports against each other."""

import argparse
import json
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from rich.console import Console
from rich.progress import track

from eval import compare, html, report
from eval.ask import Target, in_process, over_http
from eval.load import BadQuestionFile, load
from eval.metrics import BY_NAME, score
from eval.records import Run
from eval.run import measure
from rag.errors import UserError
from rag.settings import load_settings

OWN_QUESTIONS = Path(__file__).parent / "questions" / "dev.jsonl"
"""The project's own development questions, asked when no file is named."""

OK, BELOW, BAD_INPUT = 0, 1, 2
"""Exit statuses: measured; measured, below --fail-under; could not be measured."""


def main(argv: list[str], target: Target | None = None) -> int:
    """The command without its own name; `target` replaces the assistant (tests). Prints; gives the exit status."""
    console = Console()
    try:
        if argv[:1] == ["compare"]:
            return _compare(argv[1:], console)
        options = _parser().parse_args(argv)
        return _measure(options, target, console)
    except SystemExit as stop:  # argparse has already said what is wrong
        return int(stop.code or 0)
    except (BadQuestionFile, UserError) as error:
        Console(stderr=True).print(str(error), markup=False, highlight=False)
        return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hoidap eval", description="Đo độ đúng của câu trả lời trên tệp câu hỏi.")
    parser.add_argument("files", nargs="*", type=Path, default=[OWN_QUESTIONS], help="tệp câu hỏi .jsonl")
    parser.add_argument("--url", help="đo một dịch vụ đang chạy, thay vì trong tiến trình này")
    parser.add_argument("--key", help="khóa API của dịch vụ ở --url")
    parser.add_argument("--json", type=Path, dest="json_out", help="ghi toàn bộ kết quả")
    parser.add_argument("--jsonl", type=Path, help="ghi mỗi câu một dòng")
    parser.add_argument("--junit", type=Path, help="ghi JUnit XML cho CI")
    parser.add_argument("--html", type=Path, help="ghi báo cáo HTML (một tệp)")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="in N câu sai đầu tiên")
    parser.add_argument("--fail-under", type=float, metavar="X", help="thoát 1 nếu đúng và có dẫn dưới X phần trăm")
    parser.add_argument("--strip-accents", action="store_true", help="bỏ dấu mọi câu hỏi trước khi hỏi")
    return parser


def _measure(options: argparse.Namespace, target: Target | None, console: Console) -> int:
    golds = load(options.files)
    with _target(options, target) as chosen:
        asked = track(golds, "Đang hỏi", console=Console(stderr=True), transient=True)
        run = measure(asked, chosen, options.strip_accents)
    run.about["questions"] = ", ".join(path.name for path in options.files)
    _write(run, options)
    report.show(run, console, options.show)
    found = score(BY_NAME["accuracy"], run.outcomes)
    if found is None:
        raise BadQuestionFile("Không có câu hỏi nào chạy được: chưa nạp văn bản mà các câu hỏi nói tới.")
    if options.fail_under is not None and 100 * found.mean < options.fail_under:
        console.print(f"Dưới ngưỡng: {100 * found.mean:.2f} % < {options.fail_under:g} %.")
        return BELOW
    return OK


def _target(options: argparse.Namespace, given: Target | None) -> AbstractContextManager[Target]:
    if given is not None:
        return nullcontext(given)
    return nullcontext(over_http(options.url, options.key)) if options.url else in_process(load_settings())


def _write(run: Run, options: argparse.Namespace) -> None:
    """Writes the files asked for, each at once."""
    writers: list[tuple[Path | None, Callable[[Run], str]]] = [
        (options.json_out, lambda run: json.dumps(report.to_json(run), ensure_ascii=False, indent=1) + "\n"),
        (options.jsonl, report.to_json_lines),
        (options.junit, report.to_junit),
        (options.html, html.page),
    ]
    for path, text in writers:
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text(run), encoding="utf-8")
            except OSError as error:
                raise BadQuestionFile(f"Không ghi được {path}: {error}") from error


def _compare(argv: list[str], console: Console) -> int:
    parser = argparse.ArgumentParser(prog="hoidap eval compare", description="So hai kết quả ghi bằng --json.")
    parser.add_argument("first", type=Path, help="kết quả trước")
    parser.add_argument("second", type=Path, help="kết quả sau")
    options = parser.parse_args(argv)
    compare.show(compare.compare(compare.read(options.first), compare.read(options.second)), console)
    return OK
