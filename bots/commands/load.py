"""`hoidap ingest` and `reindex`: files into the catalogue and its indexes, with progress on the error stream."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bots import replies

if TYPE_CHECKING:
    from rag.settings import Settings


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="ĐƯỜNG_DẪN", show_default=False)],
) -> None:
    """Nạp tệp hoặc cả thư mục; tệp không đổi thì bỏ qua, tệp hỏng thì báo và nạp tiếp tệp khác."""
    raise NotImplementedError


def reindex() -> None:
    """Dựng lại các chỉ mục từ kho văn bản."""
    raise NotImplementedError


def load_first_time(settings: "Settings") -> None:
    """Ingests the corpus folder where nothing was ever ingested; nothing otherwise."""
    raise NotImplementedError
