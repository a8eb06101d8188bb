"""Who is let in. Runs before every other handler: a stranger gets one sentence with their id, and nothing else."""

import hashlib
import secrets

from telegram import InlineQueryResultsButton, Message, Update
from telegram.ext import ApplicationHandlerStop

from bots.telegram_bot import replies
from bots.telegram_bot.delivery import deliver, send
from bots.telegram_bot.desk import Context, Desk, off
from bots.telegram_bot.groups import is_for_bot
from bots.telegram_bot.html import safe

WORD_BYTES = 24
"""Of an invitation: 192 random bits, 32 of the 64 characters that a deep link may carry."""
KNOWN = "known"
"""What a stranger's "open" button in inline mode carries: the link leads to the private chat, where they are told."""


def new_word() -> str:
    """The secret word of a new invitation, of the characters that a deep link may carry."""
    return secrets.token_urlsafe(WORD_BYTES)


def digest(word: str) -> str:
    """What is kept of an invitation's word: 192 random bits need no slow hash."""
    return hashlib.sha256(word.encode("utf-8", "replace")).hexdigest()


async def admit(desk: Desk, update: Update, context: Context) -> None:
    """Stops what comes from a stranger, and in a group what is not said to the bot."""
    user, message = update.effective_user, update.effective_message
    if user is None or user.is_bot:
        raise ApplicationHandlerStop
    if message and not update.callback_query and not is_for_bot(message, context.bot.username, context.bot.id):
        raise ApplicationHandlerStop
    person = await off(desk.person, user.id)
    if person is None and message and message.text and message.text.startswith("/start "):
        person = await off(desk.people.accept_invite, digest(message.text.partition(" ")[2].strip()), user.id)
        if person is None and message.text.partition(" ")[2].strip() != KNOWN:
            await _tell(desk, context, message, replies.BAD_INVITE, user.id)
            raise ApplicationHandlerStop
        if person:
            await send(context.application, message.chat_id, replies.WELCOME.format(role=replies.ROLES[person.role]))
    if person is None:
        await _turn_away(desk, update, context, user.id)
        raise ApplicationHandlerStop
    context.person = person


async def _turn_away(desk: Desk, update: Update, context: Context, user_id: int) -> None:
    short = replies.NOT_ALLOWED_SHORT.format(id=user_id)
    if update.callback_query:
        query = update.callback_query
        await deliver(context.application, lambda: query.answer(short, show_alert=True))
    elif update.inline_query:
        asked, button = update.inline_query, InlineQueryResultsButton(short, start_parameter=KNOWN)
        await deliver(context.application, lambda: asked.answer([], cache_time=0, is_personal=True, button=button))
    elif update.effective_message:
        await _tell(desk, context, update.effective_message, replies.NOT_ALLOWED, user_id)


async def _tell(desk: Desk, context: Context, message: Message, said: str, user_id: int) -> None:
    text = safe(said.format(id=user_id, contact=desk.contact))
    await send(context.application, message.chat_id, text, reply_to=message.message_id)
