"""The bot: a table of contents of its handlers, and running it by long polling."""

import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from telegram import BotCommand, BotCommandScopeAllGroupChats, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bots.telegram_bot import (
    admission,
    charts,
    feedback,
    inline,
    preferences,
    replies,
    shelf,
    sources,
    talk,
    taps,
    troubles,
    uploads,
)
from bots.telegram_bot.delivery import Bot
from bots.telegram_bot.desk import Context, Desk, off
from bots.telegram_bot.logs import token_hidden
from bots.telegram_bot.pace import Limiter, Pace
from bots.telegram_bot.queue import CLAIM_S, Inbox, Lanes
from rag.errors import UserError

BOOT_RETRIES = 3
"""Tries at start before saying that Telegram cannot be reached; once running, polling retries for ever."""
KINDS = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]
"""What Telegram is asked to send."""
USER_NAME = "username"
"""The fact under which the bot notes its name, for the links of invitations."""
INBOX, LANES = "inbox", "lanes"
Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def build(
    token: str, desk: Desk, folder: Path, *, base_url: str = "", pace: Pace | None = None, polling: bool = True
) -> Bot:
    """The application with its handlers. `folder` keeps uploads; `base_url` is another Bot API server.

    Without `polling` it is handed its updates (see webhook.py).
    """
    pace = pace or Pace()
    inbox, lanes = Inbox(desk.chats), Lanes(desk.chats)
    builder = (
        Application.builder()
        .token(token)
        .context_types(ContextTypes(context=Context))
        .rate_limiter(Limiter(pace))
        .update_queue(inbox)
        .concurrent_updates(lanes)
        .read_timeout(pace.read_timeout)
        .connect_timeout(pace.read_timeout)
        .pool_timeout(pace.read_timeout)
        .post_init(partial(introduce, desk))
    )
    if base_url:
        builder = builder.base_url(f"{base_url}/bot").base_file_url(f"{base_url}/file/bot")
    app = builder.build() if polling else builder.updater(None).build()
    lanes.app = app
    app.bot_data[troubles.STARTED] = time.monotonic()
    app.bot_data[INBOX], app.bot_data[LANES] = inbox, lanes
    _add_handlers(app, desk, folder)
    return app


def _add_handlers(app: Bot, desk: Desk, folder: Path) -> None:
    new = filters.UpdateType.MESSAGE
    private = filters.ChatType.PRIVATE & new
    words = filters.TEXT & ~filters.COMMAND
    app.add_handler(TypeHandler(Update, partial(admission.admit, desk)), group=-1)
    for names, handler in (
        (("start",), talk.start),
        (("help",), talk.show_help),
        (("tailieu",), shelf.shelf),
        (("sosanh",), talk.compare),
        (("bieudo",), charts.chart),
        (("moi",), talk.new_talk),
        (("caidat", "settings"), preferences.preferences),
        (("hoi",), talk.question),
    ):
        app.add_handler(CommandHandler(names, partial(handler, desk), filters=new))
    app.add_handler(MessageHandler(new & words, partial(talk.question, desk)))
    app.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.TEXT, partial(talk.edited, desk)))
    app.add_handler(MessageHandler(private & filters.COMMAND, partial(talk.unknown_command, desk)))
    app.add_handler(MessageHandler(new & filters.Document.ALL, partial(uploads.offered, desk)))
    app.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, partial(talk.text_only, desk)))
    for letter, tap in {
        "e": partial(taps.example, desk),
        "q": partial(taps.suggestion, desk),
        "r": partial(taps.retry, desk),
        "a": partial(taps.again, desk),
        "s": partial(sources.source, desk),
        "c": partial(charts.draw, desk),
        "t": partial(feedback.thumb, desk),
        "w": partial(feedback.reason, desk),
        "o": partial(feedback.other_reason, desk),
        "d": partial(shelf.turn, desk),
        "x": partial(preferences.switch, desk),
        "u": partial(uploads.labelled, desk, folder),
    }.items():
        app.add_handler(CallbackQueryHandler(tap, pattern=f"^{letter}:"))
    app.add_handler(InlineQueryHandler(partial(inline.inline, desk)))
    app.add_error_handler(troubles.failed)


def require_token(token: str) -> str:
    """The token; UserError where none is set."""
    if not token:
        raise UserError(replies.NO_TOKEN, replies.NO_TOKEN_HINT)
    return token


def run(token: str, desk: Desk, folder: Path, *, base_url: str = "") -> None:
    """Answer until stopped by a signal. UserError for a refused token, a second bot, no network at start."""
    with token_hidden(token):
        try:
            app = build(token, desk, folder, base_url=base_url)
            app.run_polling(allowed_updates=KINDS, bootstrap_retries=BOOT_RETRIES)
        except InvalidToken:
            raise UserError(replies.BAD_TOKEN, replies.BAD_TOKEN_HINT, status=3) from None
        except TelegramError:  # its text may hold the token
            raise UserError(replies.OFFLINE, replies.OFFLINE_HINT, status=3) from None
    if app.bot_data.get(troubles.SECOND_BOT):
        raise UserError(replies.SECOND, replies.SECOND_HINT, status=3)


async def introduce(desk: Desk, app: Bot, shared: bool = False) -> None:
    """Before anything is fetched: what the last run left unanswered is queued, and Telegram told the commands.

    `shared` with other replicas, only what none of them is at work on is queued.
    """
    another = await off(desk.people.fact, USER_NAME) not in ("", app.bot.username)
    await off(desk.chats.forget_old_updates, another)
    await app.bot_data[INBOX].take_up(app.bot, datetime.now(UTC) - timedelta(seconds=CLAIM_S) if shared else None)
    await app.bot.set_my_commands([BotCommand(name, text) for name, text in replies.COMMANDS])
    in_groups = [BotCommand(name, text) for name, text in replies.GROUP_COMMANDS]
    await app.bot.set_my_commands(in_groups, scope=BotCommandScopeAllGroupChats())
    await off(desk.people.note_fact, USER_NAME, app.bot.username)
    print(replies.RUNNING.format(name=app.bot.username), flush=True)
    if not await off(desk.is_open):
        print(replies.NOBODY_YET, flush=True)
