"""`hoidap ask`: one question, one answer with its sources."""

import shutil
import sys
from typing import Annotated

import typer

OnlyIn = Annotated[list[str] | None, typer.Option("--document", metavar="MÃ", help="Chỉ trong văn bản này.")]


def ask(
    question: Annotated[list[str] | None, typer.Argument(metavar="CÂU_HỎI", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In theo giao ước JSON.")] = False,
    document: OnlyIn = None,
) -> None:
    """Hỏi một câu; in câu trả lời kèm nguồn. Lần hỏi đầu tiên tự nạp thư mục corpus/."""
    from bots.commands.load import load_first_time, opened_assistant
    from rag.settings import load_settings

    settings = load_settings()
    asked = " ".join(question or ()).encode("utf-8", "replace").decode()  # bytes that are no text come as surrogates
    with opened_assistant(settings) as assistant:
        load_first_time(assistant, settings)
        answer = assistant.ask(asked, document_ids=document or None)
    if as_json:
        import json

        from rag.contract import to_json

        print(json.dumps(to_json(answer), ensure_ascii=False, indent=2))
    else:
        from bots.terminal import answer_text

        print(answer_text(answer, terminal_width(), sys.stdout.isatty()), end="")


def terminal_width() -> int:
    """COLUMNS where set, the terminal's width, and 0 (lines left whole) for a pipe or a file."""
    return shutil.get_terminal_size(fallback=(0, 0)).columns
