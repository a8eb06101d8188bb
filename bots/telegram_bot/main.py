"""The bot: a table of contents of its handlers, and running it by long polling."""

import time
from functools import partial
from typing import Any

from telegram import BotCommand, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bots import replies
from bots.telegram_bot import handlers
from bots.telegram_bot.logs import token_hidden
from rag.errors import UserError

Bot = Application[Any, Any, Any, Any, Any, Any]
RETRIES = 3
"""How often a call refused for flooding is tried again after the pause that Telegram asks for; the default is 0."""
BOOT_RETRIES = 3
"""Tries at start before saying that Telegram cannot be reached; once running, polling retries for ever."""


def build(token: str, ask: handlers.Ask, *, base_url: str = "", allowed: frozenset[int] = frozenset()) -> Bot:
    """The application with its handlers. `base_url` is another Bot API server; `allowed` the only user ids answered."""
    builder = Application.builder().token(token).rate_limiter(AIORateLimiter(max_retries=RETRIES)).post_init(_introduce)
    if base_url:
        builder = builder.base_url(f"{base_url}/bot").base_file_url(f"{base_url}/file/bot")
    app = builder.build()
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    if allowed:
        app.add_handler(TypeHandler(Update, partial(handlers.gate, allowed)), group=-1)
    app.add_handler(CommandHandler("start", handlers.start))
    app.add_handler(CommandHandler("help", handlers.show_help))
    app.add_handler(MessageHandler(private & filters.TEXT & ~filters.COMMAND, partial(handlers.question, ask)))
    app.add_handler(MessageHandler(private & filters.COMMAND, handlers.show_help))
    app.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, handlers.text_only))
    app.add_error_handler(handlers.failed)
    app.bot_data[handlers.STARTED] = time.monotonic()
    return app


def require_token(token: str) -> str:
    """The token; UserError where none is set."""
    if not token:
        raise UserError(replies.TELEGRAM_NO_TOKEN, replies.TELEGRAM_NO_TOKEN_HINT)
    return token


def run(token: str, ask: handlers.Ask, *, base_url: str = "", allowed: frozenset[int] = frozenset()) -> None:
    """Answer until stopped by a signal. UserError for a refused token, a second bot, no network at start."""
    with token_hidden(token):
        try:
            app = build(token, ask, base_url=base_url, allowed=allowed)
            app.run_polling(allowed_updates=[Update.MESSAGE], bootstrap_retries=BOOT_RETRIES)
        except InvalidToken:
            raise UserError(replies.TELEGRAM_BAD_TOKEN, replies.TELEGRAM_BAD_TOKEN_HINT, status=3) from None
        except TelegramError:  # its text may hold the token
            raise UserError(replies.TELEGRAM_OFFLINE, replies.TELEGRAM_OFFLINE_HINT, status=3) from None
    if app.bot_data.get(handlers.SECOND_BOT):
        raise UserError(replies.TELEGRAM_SECOND, replies.TELEGRAM_SECOND_HINT, status=3)


async def _introduce(app: Bot) -> None:
    """Tell Telegram the commands to offer, and the person at the console which bot this is."""
    await app.bot.set_my_commands([BotCommand(name, text) for name, text in replies.TELEGRAM_COMMANDS])
    print(replies.TELEGRAM_RUNNING.format(name=app.bot.username), flush=True)
