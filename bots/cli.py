"""The command `hoidap`: a table of contents. Each command imports what it needs when it runs: asking starts fast.

Exit status: 0 answered, also when the honest answer is that no document says so; 1 a file could not be read;
2 bad input; 3 the machine, the data or the network; 130 stopped by the person.
"""

import io
import os
import sys
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from bots import replies
from bots.commands import access, ask, browse, doctor, evaluate, load, serve, show, telegram
from bots.failures import sentence, shown_errors, status


class Command(TyperCommand):
    """A command whose help reads in Vietnamese."""

    def get_help(self, ctx: Any) -> str:
        return _vietnamese(super().get_help(ctx))


class Commands(TyperGroup):
    """The group of all commands: help in Vietnamese, and every error a person can mend as one sentence."""

    def get_help(self, ctx: Any) -> str:
        return _vietnamese(super().get_help(ctx))

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run and leave with the status of the module docstring; no traceback for what a person can mend."""
        run = super().main
        sys.exit(_guarded(lambda: run(*args, **{**extra, "standalone_mode": False})))


def _guarded(run: Callable[[], Any]) -> int:
    try:
        left_with = run()
        sys.stdout.flush()
        return left_with if isinstance(left_with, int) else 0
    except TyperException as error:
        return _say(_usage_sentence(error), 2)
    except BrokenPipeError:  # `hoidap ask … | head`: the reader has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python reports it again at exit
        return 0
    except shown_errors() as error:
        return _say(sentence(error), status(error))


def _say(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code


def _usage_sentence(error: Exception) -> str:
    """The library's usage error in Vietnamese, with the command whose help to read."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error)
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", "") or getattr(parameter, "metavar", "") or getattr(parameter, "name", "")
    said = {
        "NoSuchOption": replies.CLI_NO_OPTION,
        "MissingParameter": replies.CLI_MISSING,
        "BadParameter": replies.CLI_BAD_VALUE,
    }.get(type(error).__name__, replies.CLI_WRONG)
    command = getattr(getattr(error, "ctx", None), "command_path", "hoidap")
    return f"{said.format(name=name)} {replies.CLI_SEE_HELP.format(command=command)}"


def _vietnamese(text: str) -> str:
    for english, vietnamese in replies.CLI_WORDS:
        text = text.replace(english, vietnamese)
    return text


app = typer.Typer(
    cls=Commands,
    help=replies.CLI_HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (
    ask.ask,
    load.ingest,
    load.reindex,
    browse.documents,
    show.show,
    browse.figures,
    browse.findings,
    access.label,
    serve.serve,
    doctor.doctor,
):
    app.command(cls=Command)(command)
for name, room in (("eval", evaluate.evaluate), ("bench", evaluate.bench)):
    app.command(name, cls=Command, add_help_option=False, context_settings=evaluate.ANY_ARGUMENT)(room)


keys = typer.Typer(cls=Commands, help=replies.KEYS_HELP, no_args_is_help=True, rich_markup_mode=None)
keys.command("add", cls=Command)(access.add)
keys.command("list", cls=Command)(access.list_keys)
keys.command("revoke", cls=Command)(access.revoke)
app.add_typer(keys, name="keys")
bot = typer.Typer(cls=Commands, help=replies.TELEGRAM_HELP, invoke_without_command=True, rich_markup_mode=None)
bot.callback()(telegram.telegram)
bot.command("invite", cls=Command)(telegram.invite)
bot.command("people", cls=Command)(telegram.people)
bot.command("remove", cls=Command)(telegram.remove)
bot.command("log", cls=Command)(telegram.log)
app.add_typer(bot, name="telegram")


def main() -> None:
    """The entry point `hoidap`. What cannot be shown (a file name that is no text) shows as "?" instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app(prog_name="hoidap")
