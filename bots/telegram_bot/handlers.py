"""What the bot does with each kind of message. One signature everywhere; what a handler needs besides comes first."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress

from telegram import LinkPreviewOptions, Message, Update
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Conflict, NetworkError, TelegramError
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bots import replies
from bots.failures import sentence, shown_errors
from bots.telegram_bot.html import answer_messages, plain
from rag.records import Answer

Ask = Callable[[str, str | None], Answer]
"""A question and the id of its conversation (None for a new one) → the answer. Blocking; may raise `shown_errors`."""

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
log = logging.getLogger(__name__)
CONVERSATION = "conversation_id"
"""Where a chat's data keep the id that its next question continues."""
STARTED, SECOND_BOT = "started", "second_bot"
"""Where the bot's data say since when it runs, and that it gave way to another one with its token."""
NEWCOMER = 60.0
"""Seconds during which a bot that meets another with its token is taken for the newcomer, which stops; afterwards
it is the other that has just come, and will stop. Both get the same error, so without a rule both would stop."""


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """First contact: who speaks, an example, and that a machine answers."""
    await _say(update, replies.TELEGRAM_START)


async def show_help(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """/help and any command that does not exist."""
    await _say(update, replies.TELEGRAM_HELP)


async def text_only(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A photo, a voice message, a file: the bot reads only text."""
    await _say(update, replies.TELEGRAM_TEXT_ONLY)


async def question(ask: Ask, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A message is a question: typing, then the answer in as many messages as it needs."""
    message, chat = update.effective_message, context.chat_data
    assert message is not None  # the filter of this handler lets text messages through, nothing else
    assert chat is not None
    await message.reply_chat_action(ChatAction.TYPING)
    answer = await asyncio.to_thread(ask, message.text or "", chat.get(CONVERSATION))
    chat[CONVERSATION] = answer.conversation_id
    for text in answer_messages(answer):
        await send(message, text)


async def gate(allowed: frozenset[int], update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Runs before all others: who is not on the list gets one sentence with their id and nothing else."""
    user = update.effective_user
    if user is None or user.id not in allowed:
        if user is not None:
            await _say(update, replies.TELEGRAM_NOT_ALLOWED.format(id=user.id))
        raise ApplicationHandlerStop


async def failed(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Every error ends here: into the log first, then one sentence to whoever asked. A second bot stops."""
    error = context.error
    if isinstance(error, Conflict):
        _give_way(context)
    elif isinstance(error, NetworkError) and update is None:
        log.warning("Mất kết nối tới Telegram, sẽ thử lại: %s", error)  # polling retries by itself
    elif isinstance(error, Exception):
        await _own_up(update, error)


async def send(message: Message, text: str) -> None:
    """One message in HTML; as plain text should Telegram refuse the tags: a plain answer is better than none."""
    try:
        await message.reply_text(text, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW)
    except BadRequest as error:
        if "parse entities" not in str(error).lower():
            raise
        log.warning("Telegram không đọc được định dạng, gửi lại chữ trơn: %s", error)
        await message.reply_text(plain(text), link_preview_options=NO_PREVIEW)


async def _say(update: Update, text: str) -> None:
    if update.effective_message is not None:
        await update.effective_message.reply_text(text)


def _give_way(context: ContextTypes.DEFAULT_TYPE) -> None:
    if time.monotonic() - context.bot_data[STARTED] < NEWCOMER:
        context.bot_data[SECOND_BOT] = True
        context.application.stop_running()
    else:
        log.warning("Một bot khác vừa chạy với cùng mã; bot này chạy tiếp")


async def _own_up(update: object, error: Exception) -> None:
    expected = isinstance(error, shown_errors())
    log.log(logging.INFO if expected else logging.ERROR, "Không trả lời được", exc_info=None if expected else error)
    if isinstance(update, Update):
        with suppress(TelegramError):  # it is in the log already, and nothing else is left to tell the person
            await _say(update, sentence(error) if expected else replies.TELEGRAM_FAILED)
