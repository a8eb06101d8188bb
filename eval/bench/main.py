"""`hoidap bench retrieval|reader|abstain|ingest --data FOLDER`, `hoidap bench serving --url URL`: a table in Markdown,
printed and kept with its date."""

import argparse
import re
import sys
from pathlib import Path

import httpx
from rich.console import Console

from eval.load import BadQuestionFile
from eval.run import surroundings
from rag.errors import UserError

OK, BAD_INPUT = 0, 2
TITLE = "# Benchmarks on data that nobody here wrote\n"


def main(argv: list[str]) -> int:
    """The command without its own name. Prints; gives the exit status."""
    try:
        options = _parser().parse_args(argv)
    except SystemExit as stop:  # argparse has already said what is wrong
        return int(stop.code or 0)
    try:
        section = _section(options)
        if options.out is not None:
            keep(options.out, options.kind, section)
    except (BadQuestionFile, UserError) as error:
        Console(stderr=True).print(str(error), markup=False, highlight=False)
        return BAD_INPUT
    print(section)
    return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hoidap bench", description="Đo trên dữ liệu ngoài, cạnh công cụ khác.")
    parser.add_argument("kind", choices=(*SECTIONS, SERVING), help="tìm kiếm, đọc, biết từ chối, nạp văn bản, hay tải")
    parser.add_argument("--data", type=Path, help="thư mục dữ liệu ngoài (retrieval/, reader/)")
    parser.add_argument("--url", help=f"dịch vụ đang chạy ({SERVING})")
    parser.add_argument("--key", default="", help="khóa API của dịch vụ ở --url")
    parser.add_argument("--askers", type=int, default=50, help="số người hỏi cùng lúc (mặc định 50)")
    parser.add_argument("--out", type=Path, metavar="TỆP", help="ghi bảng vào tệp Markdown này, thay bảng cũ cùng loại")
    return parser


def _section(options: argparse.Namespace) -> str:
    about = surroundings()
    text = _serving(options) if options.kind == SERVING else _on_data(options.kind, options.data)
    return f"## {options.kind}\n\n{about['date'][:10]}, commit {about['commit']}, {about['machine']}\n\n{text}\n"


def _on_data(kind: str, data: Path | None) -> str:
    if data is None or not data.is_dir():
        raise BadQuestionFile(f"Không có thư mục dữ liệu {data}: chỉ tới nơi có retrieval/ và reader/.")
    try:
        return SECTIONS[kind](data)
    except (FileNotFoundError, KeyError, ValueError) as error:
        raise BadQuestionFile(f"Không đọc được dữ liệu trong {data}: {error}") from error


def _serving(options: argparse.Namespace) -> str:
    from eval.bench.serving import bench, table
    from eval.load import load
    from eval.main import OWN_QUESTIONS

    if not options.url:
        raise BadQuestionFile("Cần --url của một dịch vụ đang chạy, ví dụ http://127.0.0.1:8000.")
    try:
        return table(
            bench(options.url, [gold.turns[0] for gold in load(list(OWN_QUESTIONS))], options.askers, options.key)
        )
    except (httpx.HTTPError, ValueError) as error:
        raise BadQuestionFile(f"Không đo được {options.url}: {error}") from error


def _ingest(data: Path) -> str:
    from eval.bench.ingest import HEAD, bench, line

    lines = []
    for row in bench(data):
        lines.append(line(row))
        print(lines[-1], file=sys.stderr, flush=True)  # the last measures take minutes each
    return "\n".join([HEAD, *lines])


def _retrieval(data: Path) -> str:
    from eval.bench.retrieval import bench, table
    from rag.embed import load_embedder

    results, absent = bench(data, load_embedder())
    missing = "".join(f"\nNot measured, not installed: {what}" for what in absent)
    return table(results) + ("\n" + missing if missing else "")


def _reading(data: Path) -> str:
    from eval.bench.reading import bench, reader_readings, reading_table

    readings = reader_readings(data)
    return reading_table([result for reading in readings for result in bench(reading)], readings)


def _abstain(data: Path) -> str:
    from eval.bench.reading import abstain_reading, abstain_table, bench

    reading = abstain_reading(data)
    return abstain_table(bench(reading, ("hoidap", "hoidap, never refusing")), reading)


SERVING = "serving"
SECTIONS = {"retrieval": _retrieval, "reader": _reading, "abstain": _abstain, "ingest": _ingest}


def keep(path: Path, kind: str, section: str) -> None:
    """Puts the section in the place of the last one of its kind; BadQuestionFile where the file cannot be written."""
    try:
        old = path.read_text(encoding="utf-8") if path.exists() else TITLE
        parts = [part for part in re.split(r"(?m)^(?=## )", old) if not part.startswith(f"## {kind}\n")]
        path.write_text("\n".join(part.rstrip("\n") + "\n" for part in [*parts, section]), encoding="utf-8")
    except OSError as error:
        raise BadQuestionFile(f"Không ghi được {path}: {error}") from error
