"""A question, however it came (typed, tapped, edited, asked again), and its answer in as many messages as it needs."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace

from telegram import Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bots.failures import sentence, shown_errors
from bots.telegram_bot import replies
from bots.telegram_bot.beside import beside
from bots.telegram_bot.delivery import Keyboard, Stopping, Uncertain, delete, edit, send
from bots.telegram_bot.desk import Context, Desk, access_in, off, user_of
from bots.telegram_bot.html import answer_messages, safe
from bots.telegram_bot.keyboards import answer_keyboard, one_button
from bots.telegram_bot.service import ServiceDown
from ingest.chat_people import Asked
from ingest.chats import Exchange
from rag.contract import from_json, to_json
from rag.records import Answer

TYPING_AFTER, TYPING_AGAIN = 0.3, 4.0
"""Seconds. Most answers are there before "typing" would be seen; Telegram shows it for five seconds at most."""
CRASHES = (ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)
"""What a bug on the way of a question raises: a sentence and a button for the person, a traceback in the log."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes. `message` holds the question; `reply` shows that the answer belongs to it,
    `show_question` repeats a question that nobody typed; `alone`, it follows none of the questions before it."""

    message: Message
    reply: bool = False
    show_question: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no answer, in a sentence; `again` when asking again may help."""

    said: str
    again: bool = True


async def answer(desk: Desk, update: Update, context: Context, text: str, place: Place) -> None:
    """Asks and answers: figure first, sources last. What an earlier run of the bot has begun is brought to its end."""
    known = await off(desk.chats.exchange_of_update, update.update_id)
    if known is None:
        found, line = await _find(desk, context, text, place, user_of(update))
        if isinstance(found, Trouble) and not found.again:
            await off(desk.people.log, line)
            await send(context.application, place.message.chat_id, safe(found.said), reply_to=place.message.message_id)
            return
        kept = None if isinstance(found, Trouble) else to_json(found)
        ids = (update.update_id, place.message.chat_id, user_of(update), place.message.message_id)
        known = await off(desk.chats.open_exchange, *ids, text, kept, line)
        await _show(desk, context, known, found, place)
    elif known.answer is None:
        await answer_anew(desk, context, known, text, place)
    elif known.state == "sending":  # the bot was killed between sending and Telegram's word that it arrived
        await _offer_again(context, known, place)
    elif known.state == "ready":
        await off(desk.chats.set_state, known.id, "sending")
        await _show(desk, context, known, from_json(known.answer), place)


async def answer_anew(desk: Desk, context: Context, known: Exchange, text: str, place: Place) -> bool:
    """An edited question, or one that failed: answered in the place of the old answer. False when it failed again."""
    found, line = await _find(desk, context, text, place, known.user_id)
    await off(desk.chats.set_answer, known.id, text, None if isinstance(found, Trouble) else to_json(found), line)
    known = replace(known, question=text)
    await _show(desk, context, known, found, place, await off(desk.chats.messages_of, known.id))
    return not isinstance(found, Trouble)


async def resend(desk: Desk, context: Context, known: Exchange, message: Message) -> None:
    """The answer of an exchange once more, for someone who has not seen it; `message` offered that."""
    if known.state != "sending" or known.answer is None:
        await edit(context.application, message.chat_id, message.message_id, replies.RESENT_ALREADY)
        return
    await delete(context.application, message.chat_id, [message.message_id])
    await _show(desk, context, known, from_json(known.answer), Place(message))


@asynccontextmanager
async def typing(message: Message) -> AsyncIterator[None]:
    """Shows that the bot is at work for as long as it takes."""

    async def show() -> None:
        await asyncio.sleep(TYPING_AFTER)
        while True:
            with suppress(TelegramError):  # an ornament: the answer comes with or without it
                await message.reply_chat_action(ChatAction.TYPING)
            await asyncio.sleep(TYPING_AGAIN)

    async with beside(show()):
        yield


async def _find(desk: Desk, context: Context, text: str, place: Place, user_id: int) -> tuple[Answer | Trouble, Asked]:
    """The answer from what the person may see there, or why there is none; and what the audit log says of it."""
    started, chat = time.perf_counter(), place.message.chat
    found: Answer | Trouble
    outcome, answer_id = "", ""
    try:
        async with typing(place.message):
            ids = await off(desk.service.allowed, access_in(context.person, chat))
            conversation = None if place.alone else await off(desk.chats.conversation, chat.id, user_id)
            found = await off(desk.service.ask, text, conversation, ids)
        outcome, answer_id = found.outcome, found.id
    except ServiceDown as error:
        log.warning("Máy chủ hỏi đáp không trả lời: %s", error)
        found, outcome = Trouble(replies.SERVICE_DOWN), "down"
    except shown_errors() as error:
        log.info("Câu hỏi không trả lời được: %s", sentence(error))
        found, outcome = Trouble(sentence(error), again=False), "refused"
    except CRASHES:
        log.exception("Không trả lời được")
        found, outcome = Trouble(replies.FAILED), "failed"
    took = round((time.perf_counter() - started) * 1000)
    where = "private" if chat.type == chat.PRIVATE else "group"
    return found, Asked(user_id, where, text, outcome, answer_id, took)


async def _show(
    desk: Desk, context: Context, known: Exchange, found: Answer | Trouble, place: Place, old: list[int] | None = None
) -> None:
    """Sends an answer, its parts in order, or puts it in place of `old` messages; keeps where it stands now."""
    app, chat_id = context.application, place.message.chat_id
    texts, keyboard = _messages(context, known, found, place)
    shown = await _edited(context, chat_id, texts, keyboard, old or [])
    try:
        for at in range(len(shown), len(texts)):
            sent = await send(
                app,
                chat_id,
                texts[at],
                keyboard if at == len(texts) - 1 else None,
                reply_to=place.message.message_id if place.reply and at == 0 else None,
                thread=place.message.message_thread_id if place.message.is_topic_message else None,
            )
            shown.append(sent.message_id)
    except Uncertain:
        log.warning("Không rõ câu trả lời đã tới chưa")
        await _offer_again(context, known, place)
    except Stopping:
        if not shown:  # nothing has left: the next start sends it
            await off(desk.chats.set_state, known.id, "ready")
        raise
    else:
        await off(desk.chats.shown, known.id, shown, chat_id, known.update_id)


def _messages(context: Context, known: Exchange, found: Answer | Trouble, place: Place) -> tuple[list[str], Keyboard]:
    """The texts to send, and the buttons under the last."""
    if isinstance(found, Trouble):
        return [safe(found.said)], one_button(replies.RETRY_BUTTON, "r", known.id) if found.again else None
    settings = context.person.settings
    texts = answer_messages(found, settings.get("quotes", True), known.question if place.show_question else "")
    return texts, answer_keyboard(known.id, found, settings.get("suggestions", True))


async def _edited(context: Context, chat_id: int, texts: list[str], keyboard: Keyboard, old: list[int]) -> list[int]:
    """The messages that now show the first of `texts`; those that are too many are gone. All are, if one cannot be."""
    app = context.application
    kept = old[: len(texts)]
    for at, message_id in enumerate(kept):
        if not await edit(app, chat_id, message_id, texts[at], keyboard if at == len(texts) - 1 else None):
            await delete(app, chat_id, old)
            return []
    await delete(app, chat_id, old[len(texts) :])
    return kept


async def _offer_again(context: Context, known: Exchange, place: Place) -> None:
    """Nobody can tell whether the answer arrived: it is not sent twice, but is one tap away."""
    keyboard = one_button(replies.RESEND_BUTTON, "a", known.id)
    chat_id, message_id = place.message.chat_id, place.message.message_id
    with suppress(Uncertain):
        await send(context.application, chat_id, replies.MAYBE_ARRIVED, keyboard, reply_to=message_id)
