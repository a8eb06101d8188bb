"""Where errors end that no handler has dealt with: in the log first, then in a sentence. A second bot stops."""

import logging
import time
from contextlib import suppress

from telegram import Update
from telegram.error import Conflict, Forbidden, NetworkError, TelegramError
from telegram.ext import CallbackContext

from bots.failures import sentence, shown_errors
from bots.telegram_bot import replies

log = logging.getLogger(__name__)
STARTED, SECOND_BOT = "started", "second_bot"
"""Where the bot's data say since when it runs, and that it gave way to another one with its token."""
NEWCOMER = 60.0
"""Seconds during which a bot that meets another with its token is taken for the newcomer, which stops; afterwards
it is the other that has just come, and will stop. Both get the same error, so without a rule both would stop."""


async def failed(update: object, context: CallbackContext) -> None:  # type: ignore[type-arg]
    """The application's error handler."""
    error = context.error
    if isinstance(error, Conflict):
        _give_way(context)
    elif isinstance(error, Forbidden):
        log.info("Người nhận đã chặn bot: %s", error)
    elif isinstance(error, NetworkError) and update is None:
        log.warning("Mất kết nối tới Telegram, sẽ thử lại: %s", error)  # polling retries by itself
    elif isinstance(error, Exception):
        await _own_up(update, error)


def _give_way(context: CallbackContext) -> None:  # type: ignore[type-arg]
    if time.monotonic() - context.bot_data[STARTED] < NEWCOMER:
        context.bot_data[SECOND_BOT] = True
        context.application.stop_running()
    else:
        log.warning("Một bot khác vừa chạy với cùng mã; bot này chạy tiếp")


async def _own_up(update: object, error: Exception) -> None:
    expected = isinstance(error, shown_errors())
    log.log(logging.INFO if expected else logging.ERROR, "Không trả lời được", exc_info=None if expected else error)
    if isinstance(update, Update) and update.effective_message is not None:
        with suppress(TelegramError):  # it is in the log already, and nothing else is left to tell the person
            await update.effective_message.reply_text(sentence(error) if expected else replies.CRASHED)
