"""`hoidap eval`: asks question files and reports. `hoidap eval compare A B`: two reports against each other;
`hoidap eval metrics`: what each measure means and where it comes from."""

import argparse
import json
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import track

from eval import compare, export, html, record, report
from eval.ask import Target, in_process, over_http
from eval.load import BadQuestionFile, load
from eval.metrics import BY_NAME, METRICS, score
from eval.records import Run
from eval.run import measure
from rag.errors import UserError
from rag.settings import load_settings

OWN_QUESTIONS = tuple(
    Path(__file__).parent / "questions" / f"{name}.jsonl"
    for name in ("dev", "dev_2", "dev_3", "dev_4", "dev_5", "dev_6", "dev_7", "dev_8")
)
"""The project's own development questions, asked when no file is named."""

OK, BELOW, BAD_INPUT = 0, 1, 2
"""Exit statuses: measured; measured, below --fail-under; could not be measured."""


def main(argv: list[str], target: Target | None = None) -> int:
    """The command without its own name; `target` replaces the assistant (tests). Prints; gives the exit status."""
    console = Console()
    try:
        if argv[:1] == ["compare"]:
            return _compare(argv[1:], console)
        if argv[:1] == ["metrics"]:
            return _metrics(console)
        options = _parser().parse_args(argv)
        return _measure(options, target, console)
    except SystemExit as stop:  # argparse has already said what is wrong
        return int(stop.code or 0)
    except (BadQuestionFile, UserError) as error:
        Console(stderr=True).print(str(error), markup=False, highlight=False)
        return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hoidap eval", description="Đo độ đúng của câu trả lời trên tệp câu hỏi.")
    parser.add_argument("files", nargs="*", type=Path, default=list(OWN_QUESTIONS), help="tệp câu hỏi .jsonl")
    parser.add_argument("--url", help="đo một dịch vụ đang chạy, thay vì trong tiến trình này")
    parser.add_argument("--key", help="khóa API của dịch vụ ở --url")
    parser.add_argument("--json", type=Path, dest="json_out", help="ghi toàn bộ kết quả")
    parser.add_argument("--jsonl", type=Path, help="ghi mỗi câu một dòng")
    parser.add_argument("--junit", type=Path, help="ghi JUnit XML cho CI")
    parser.add_argument("--html", type=Path, help="ghi báo cáo HTML (một tệp)")
    parser.add_argument("--trec", type=Path, metavar="THƯ_MỤC", help="ghi run.txt và qrels.txt của TREC")
    parser.add_argument("--beir", type=Path, metavar="THƯ_MỤC", help="ghi tập dữ liệu dạng BEIR")
    parser.add_argument("--ragas", type=Path, metavar="TỆP", help="ghi JSONL cho RAGAS")
    parser.add_argument("--deepeval", type=Path, metavar="TỆP", help="ghi JSONL cho DeepEval")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="in N câu sai đầu tiên")
    parser.add_argument("--fail-under", type=float, metavar="X", help="thoát 1 nếu đúng và có dẫn dưới X phần trăm")
    parser.add_argument("--not-below", type=Path, metavar="TỆP", help="thoát 1 nếu điểm thấp hơn mức đã ghi ở tệp này")
    parser.add_argument("--record", type=Path, metavar="TỆP", help="ghi điểm lần này làm mức cho --not-below")
    parser.add_argument("--judge", action="store_true", help="cho mô hình ở HOIDAP_CHAT_MODEL chấm thêm (để riêng)")
    parser.add_argument("--writer", choices=("extractive", "chat"), help="ai viết câu trả lời (mặc định: như cấu hình)")
    parser.add_argument("--strip-accents", action="store_true", help="bỏ dấu mọi câu hỏi trước khi hỏi")
    return parser


def _measure(options: argparse.Namespace, target: Target | None, console: Console) -> int:
    golds = load(options.files)
    with _target(options, target) as chosen:
        asked = track(golds, "Đang hỏi", console=Console(stderr=True), transient=True)
        run = measure(asked, chosen, options.strip_accents)
    if options.judge:
        from eval.model_judge import configured, graded  # brings the chat model's library along

        settings = load_settings()
        run = graded(run, configured(settings), settings.chat_model)
    run.about["questions"] = ", ".join(path.name for path in options.files)
    _write(run, options)
    report.show(run, console, options.show)
    found = score(BY_NAME["accuracy"], run.outcomes)
    if found is None:
        raise BadQuestionFile("Không có câu hỏi nào chạy được: chưa nạp văn bản mà các câu hỏi nói tới.")
    if options.record is not None:
        _saved(options.record, lambda path: record.write(path, run, options.files))
    if options.not_below is not None and (reason := record.fallen(options.not_below, run, options.files)):
        console.print(reason, markup=False, highlight=False)
        return BELOW
    if options.fail_under is not None and 100 * found.mean < options.fail_under:
        console.print(f"Dưới ngưỡng: {100 * found.mean:.2f} % < {options.fail_under:g} %.")
        return BELOW
    return OK


def _target(options: argparse.Namespace, given: Target | None) -> AbstractContextManager[Target]:
    if given is not None:
        return nullcontext(given)
    return (
        nullcontext(over_http(options.url, options.key, writer=options.writer))
        if options.url
        else in_process(load_settings(), options.writer)
    )


def _write(run: Run, options: argparse.Namespace) -> None:
    """Writes the files asked for, each at once."""
    writers: dict[str, Callable[[Run], str]] = {
        "json_out": lambda run: json.dumps(report.to_json(run), ensure_ascii=False, indent=1) + "\n",
        "jsonl": report.to_json_lines,
        "junit": report.to_junit,
        "html": html.page,
        **export.FILES,
    }
    for name, text in writers.items():
        if (path := getattr(options, name)) is not None:
            _saved(path, partial(_write_text, text=text(run)))
    for name, files in export.FOLDERS.items():
        if (folder := getattr(options, name)) is not None:
            _saved(folder, partial(export.write_folder, files=files(run)))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _saved(path: Path, write: Callable[[Path], object]) -> None:
    """Writes to a path whose folder is made where it is not there; BadQuestionFile where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path)
    except OSError as error:
        raise BadQuestionFile(f"Không ghi được {path}: {error}") from error


def _metrics(console: Console) -> int:
    """Prints every measure with its definition and source."""
    for metric in METRICS:
        lines = [line.strip() for line in (metric.of.__doc__ or "").splitlines() if line.strip()]
        console.print(f"{metric.name} — {metric.label}", *(f"    {line}" for line in lines), sep="\n", highlight=False)
    return OK


def _compare(argv: list[str], console: Console) -> int:
    parser = argparse.ArgumentParser(prog="hoidap eval compare", description="So hai kết quả ghi bằng --json.")
    parser.add_argument("first", type=Path, help="kết quả trước")
    parser.add_argument("second", type=Path, help="kết quả sau")
    options = parser.parse_args(argv)
    compare.show(compare.compare(compare.read(options.first), compare.read(options.second)), console)
    return OK
