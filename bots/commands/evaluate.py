"""`hoidap eval …`: hands its arguments to the evaluation room."""

from typing import Any

import typer

from bots import replies

ANY_ARGUMENT: dict[str, Any] = {"allow_extra_args": True, "ignore_unknown_options": True}


def evaluate(context: typer.Context) -> None:
    """Đo độ chính xác trên tệp câu hỏi (`hoidap eval --help` để xem tuỳ chọn)."""
    from importlib.util import find_spec

    from rag.errors import UserError

    if find_spec("eval.main") is None:
        raise UserError(replies.NO_EVAL, status=3)
    from importlib import import_module

    raise typer.Exit(import_module("eval.main").main(context.args))
