"""`hoidap ask`: one question, one answer with its sources."""

import shutil
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from rag.records import Writer

if TYPE_CHECKING:
    from rag.records import Answer
    from rag.settings import Settings

WrittenBy = Annotated[
    Writer | None, typer.Option(help="Ai viết câu trả lời; mặc định: mô hình ngôn ngữ nếu đã cấu hình.")
]
OnlyIn = Annotated[list[str] | None, typer.Option("--document", metavar="MÃ", help="Chỉ trong văn bản này.")]


def ask(
    question: Annotated[list[str] | None, typer.Argument(metavar="CÂU_HỎI", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In theo giao ước JSON.")] = False,
    document: OnlyIn = None,
    writer: WrittenBy = None,
) -> None:
    """Hỏi một câu; in câu trả lời kèm nguồn. Lần hỏi đầu tiên tự nạp thư mục corpus/.

    Dịch vụ đang chạy trên thư mục dữ liệu thì hỏi qua dịch vụ ấy.
    """
    from rag.settings import load_settings

    settings = load_settings()
    asked = " ".join(question or ()).encode("utf-8", "replace").decode()  # bytes that are no text come as surrogates
    answer = _through_service(settings, asked, document, writer) or _here(settings, asked, document, writer)
    if as_json:
        import json

        from rag.contract import to_json

        print(json.dumps(to_json(answer), ensure_ascii=False, indent=2))
    else:
        from bots.terminal import answer_text

        print(answer_text(answer, terminal_width(), sys.stdout.isatty()), end="")


def _through_service(
    settings: "Settings", asked: str, document: list[str] | None, writer: Writer | None
) -> "Answer | None":
    """The answer of the service that runs on the data folder; None where none does."""
    from bots import serving

    if serving.found(settings.data_dir) is None:  # without importing what speaks HTTP
        return None
    from bots.client import connected

    client = connected(settings.data_dir)
    if client is None:
        return None
    with client:
        return client.ask(asked, document_ids=document or None, writer=writer)


def _here(settings: "Settings", asked: str, document: list[str] | None, writer: Writer | None) -> "Answer":
    from bots.commands.load import load_first_time, opened_assistant

    with opened_assistant(settings) as assistant:
        load_first_time(assistant, settings)
        return assistant.ask(asked, document_ids=document or None, writer=writer)


def terminal_width() -> int:
    """COLUMNS where set, the terminal's width, and 0 (lines left whole) for a pipe or a file."""
    return shutil.get_terminal_size(fallback=(0, 0)).columns
