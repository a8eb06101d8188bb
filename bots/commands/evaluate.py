"""`hoidap eval …` and `hoidap bench …`: hand their arguments to the evaluation room."""

from typing import Any

import typer

from bots import replies

ANY_ARGUMENT: dict[str, Any] = {"allow_extra_args": True, "ignore_unknown_options": True}


def evaluate(context: typer.Context) -> None:
    """Đo độ chính xác trên tệp câu hỏi (`hoidap eval --help` để xem tuỳ chọn)."""
    _hand_over("eval.main", context)


def bench(context: typer.Context) -> None:
    """Đo tìm kiếm, đọc và từ chối trên dữ liệu ngoài (`hoidap bench --help` để xem tuỳ chọn)."""
    _hand_over("eval.bench.main", context)


def _hand_over(room: str, context: typer.Context) -> None:
    from importlib.util import find_spec

    from rag.errors import UserError

    if find_spec("eval") is None:
        raise UserError(replies.NO_EVAL, status=3)
    from importlib import import_module

    raise typer.Exit(import_module(room).main(context.args))
