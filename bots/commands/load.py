"""`hoidap ingest` and `reindex`: files into the catalogue and its indexes, with progress on the error stream."""

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bots import replies
from bots.logs import FORMAT

LOG_NAME = "hoidap.log"
"""In the data folder; a file that the parser failed on leaves its traceback there."""

if TYPE_CHECKING:
    from ingest.access import Access
    from ingest.catalogue import Catalogue
    from ingest.pipeline import Progress, Report
    from rag.assistant import Assistant
    from rag.settings import Settings


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="ĐƯỜNG_DẪN", show_default=False)],
    access: Annotated[str, typer.Option(metavar="MỨC", help="công-khai, nội-bộ hoặc hạn-chế.")] = "",
    telegram: Annotated[bool, typer.Option("--telegram", help="Được trả lời trên Telegram.")] = False,
) -> None:
    """Nạp tệp hoặc thư mục; tệp không đổi thì bỏ qua, tệp hỏng thì báo riêng."""
    from ingest.access import Access, label_named
    from rag.assistant import opened
    from rag.errors import UserError
    from rag.settings import load_settings

    if telegram and not access:
        raise UserError(replies.TELEGRAM_NEEDS_LABEL, replies.LABEL_MISSING_HINT)
    label = Access(label_named(access), telegram) if access else None
    settings = load_settings()
    _log_to_file(settings)
    with opened(settings) as (catalogue, index):
        report = _read(catalogue, paths, label)
        index.sync()
        _say(report)
    print(
        replies.INGESTED.format(
            stored=len(report.added) + len(report.changed),
            unchanged=len(report.unchanged),
            removed=len(report.removed),
            failed=len(report.failed),
        )
        + (replies.TWINS.format(twins=len(report.twins)) if report.twins else "")
    )
    if report.failed:
        raise typer.Exit(1)


def reindex() -> None:
    """Dựng lại các chỉ mục từ kho văn bản."""
    from rag.settings import load_settings

    with opened_assistant(load_settings()) as assistant:
        assistant.index.rebuild()
        print(replies.REINDEXED.format(count=len(assistant.library.statements)))


@contextmanager
def opened_assistant(settings: "Settings") -> "Iterator[Assistant]":
    """The assistant for one command; what libraries have to say goes into hoidap.log, not between person and answer."""
    from rag.assistant import Assistant

    _log_to_file(settings)
    with Assistant.open(settings) as assistant:
        yield assistant


def load_first_time(assistant: "Assistant", settings: "Settings") -> None:
    """Ingests the corpus folder into a catalogue that never took in anything; UserError where there is no folder."""
    from rag.errors import UserError

    if assistant.library.documents or assistant.catalogue.files():
        return
    if not settings.corpus_dir.is_dir():
        raise UserError(replies.NO_CORPUS.format(path=settings.corpus_dir), replies.NO_CORPUS_HINT, status=3)
    take_in(assistant, [settings.corpus_dir])


def take_in(assistant: "Assistant", paths: Iterable[Path], access: "Access | None" = None) -> "Report":
    """Files into the catalogue, labelled if need be, then into the indexes.

    Files that failed, and those that are on file already, are named on the error stream, each with why.
    """
    report = _read(assistant.catalogue, paths, access)
    assistant.refresh()
    _say(report)
    return report


def _read(catalogue: "Catalogue", paths: Iterable[Path], access: "Access | None") -> "Report":
    from ingest.loaders.sandbox import load_isolated
    from ingest.parse import parse
    from ingest.pipeline import ingest as run

    with progress_shown() as tell:
        return run(paths, catalogue, load_isolated, parse, tell, access)


def _say(report: "Report") -> None:
    for failure in report.failed:
        print(replies.FILE_FAILED.format(path=failure.path, reason=failure.reason), file=sys.stderr)
    for twin in report.twins:
        said = replies.FILE_ON_FILE.format(path=twin.path, id=twin.document_id, known=twin.known_path)
        print(said, file=sys.stderr)


def _log_to_file(settings: "Settings") -> None:
    log = logging.FileHandler(settings.data_dir / LOG_NAME, encoding="utf-8", delay=True)
    logging.basicConfig(handlers=[log], level=logging.WARNING, format=FORMAT)


@contextmanager
def progress_shown() -> "Iterator[Callable[[Progress], None]]":
    """A bar on a terminal; elsewhere a line a file, so that a log shows how far it came."""
    if not sys.stderr.isatty():
        yield _say_line
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn(replies.INGESTING), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(progress: "Progress") -> None:
            done = progress.number - (progress.stage not in ("done", "failed"))
            bar.update(task, completed=done, total=progress.total, description=progress.path.name)

        yield tell


def _say_line(progress: "Progress") -> None:
    if progress.stage == "loading":
        print(f"{replies.INGESTING} {progress.number}/{progress.total}: {progress.path.name}", file=sys.stderr)
