"""Calls to Telegram that are made until it is known how they ended: refused, arrived, or nobody can tell."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import httpx
from telegram import CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application

from bots.telegram_bot.html import plain

Bot = Application[Any, Any, Any, Any, Any, Any]
T = TypeVar("T")
Keyboard = InlineKeyboardMarkup | None
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0
"""Seconds before trying again after a call that did not arrive: doubled each time up to the longest."""
LOST_ON_THE_WAY = (httpx.ReadTimeout, httpx.WriteTimeout, httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)
"""The request had left when these were raised, so Telegram may have done what it asked. All others (no connection,
429, 5xx) mean that it has not."""
log = logging.getLogger(__name__)


class Uncertain(Exception):
    """A call that may or may not have arrived. Repeating it could show a person the same message twice."""


class Stopping(asyncio.CancelledError):
    """The bot is being stopped before a call could be made; what it belongs to is taken up by the next start."""


async def deliver(app: Bot, call: Callable[[], Awaitable[T]]) -> T:
    """Makes a call until it has arrived, through floods and failures of the network, for as long as the bot runs.

    Raises BadRequest, Forbidden or InvalidToken when Telegram refuses, Uncertain when nobody can tell, Stopping.
    """
    pause = FIRST_PAUSE
    while True:
        try:
            return await call()
        except (BadRequest, Forbidden, InvalidToken):
            raise
        except RetryAfter as error:  # the limiter has waited several times already
            waits = error.retry_after
            pause = max(pause, float(getattr(waits, "total_seconds", lambda w=waits: w)()))
        except NetworkError as error:
            if isinstance(error.__cause__, LOST_ON_THE_WAY):
                raise Uncertain from error
            log.warning("Chưa gửi được tới Telegram, sẽ thử lại: %s", error)
        for _ in range(max(1, round(pause / FIRST_PAUSE))):
            if not app.running:
                raise Stopping
            await asyncio.sleep(FIRST_PAUSE)
        pause = min(pause * 2, LONGEST_PAUSE)


async def send(
    app: Bot,
    chat_id: int,
    text: str,
    keyboard: Any = None,
    *,
    reply_to: int | None = None,
    thread: int | None = None,
) -> Message:
    """One message in HTML; as plain text should Telegram refuse the tags: a plain answer is better than none."""

    def call(body: str, parse_mode: str | None) -> Callable[[], Awaitable[Message]]:
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
        return lambda: app.bot.send_message(
            chat_id,
            body,
            parse_mode=parse_mode,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard,
            reply_parameters=reply,
            message_thread_id=thread,
        )

    try:
        return await deliver(app, call(text, ParseMode.HTML))
    except BadRequest as error:
        if not _refuses_entities(error):
            raise
        log.warning("Telegram không đọc được định dạng, gửi lại chữ trơn: %s", error)
        return await deliver(app, call(plain(text), None))


async def edit(app: Bot, chat_id: int, message_id: int, text: str, keyboard: Keyboard = None) -> bool:
    """A message gets another text. False when it is gone or not the bot's to edit; the same text again is success."""

    async def call(body: str, parse_mode: str | None) -> None:
        await until_known(
            app,
            lambda: app.bot.edit_message_text(
                body,
                chat_id,
                message_id,
                parse_mode=parse_mode,
                link_preview_options=NO_PREVIEW,
                reply_markup=keyboard,
            ),
        )

    try:
        try:
            await call(text, ParseMode.HTML)
        except BadRequest as error:
            if not _refuses_entities(error):
                raise
            await call(plain(text), None)
    except BadRequest as error:
        log.info("Không sửa được tin nhắn: %s", error)
        return False
    return True


async def edit_keyboard(app: Bot, chat_id: int, message_id: int, keyboard: Keyboard) -> None:
    """A message gets other buttons; nothing happens where it is gone or they are the same."""
    try:
        await until_known(app, lambda: app.bot.edit_message_reply_markup(chat_id, message_id, reply_markup=keyboard))
    except BadRequest as error:
        log.info("Không sửa được nút: %s", error)


async def delete(app: Bot, chat_id: int, message_ids: Sequence[int]) -> None:
    """Messages of the bot are taken away; nothing happens where they are gone or too old."""
    for message_id in message_ids:
        try:
            await until_known(app, lambda each=message_id: app.bot.delete_message(chat_id, each))  # type: ignore[misc]
        except BadRequest as error:
            log.info("Không xoá được tin nhắn: %s", error)


async def answer_tap(app: Bot, query: CallbackQuery, text: str = "", alert: bool = False) -> None:
    """Stops the spinner on a button, once; nothing happens when Telegram has stopped waiting."""
    try:
        await deliver(app, lambda: query.answer(text or None, show_alert=alert))
    except (BadRequest, Uncertain) as error:
        log.info("Không trả lời được nút bấm: %s", error)


async def until_known(app: Bot, call: Callable[[], Awaitable[Any]]) -> None:
    """A call that may be repeated: made again when nobody can tell, until Telegram says it is done."""
    while True:
        try:
            await deliver(app, call)
        except Uncertain:
            if not app.running:
                raise Stopping from None
            continue
        except BadRequest as error:
            if "message is not modified" not in str(error).lower():
                raise
        return


def _refuses_entities(error: BadRequest) -> bool:
    return "parse entities" in str(error).lower()
