"""Thumbs under an answer, and why it was wrong: by a button, or in a reply."""

from telegram import ForceReply, Update

from bots.telegram_bot import replies
from bots.telegram_bot.delivery import answer_tap, edit_keyboard, send
from bots.telegram_bot.desk import Context, Desk, off
from bots.telegram_bot.keyboards import answer_keyboard, reasons_keyboard
from bots.telegram_bot.service import ServiceDown
from bots.telegram_bot.taps import tapped_answer
from ingest.chats import Exchange
from rag.contract import from_json


async def thumb(desk: Desk, update: Update, context: Context) -> None:
    """Up is thanked for; down asks why, in place of the buttons."""
    found = await tapped_answer(desk, context, update)
    if found is None:
        return
    query, message, known, (_, up) = found
    kept = await _keep(desk, known, 1 if up else -1)
    said = replies.FEEDBACK_FAILED if not kept else replies.THANKS if up else replies.WHY
    await answer_tap(context.application, query, said)
    if kept and not up:
        await edit_keyboard(context.application, message.chat_id, message.message_id, reasons_keyboard(known.id))


async def reason(desk: Desk, update: Update, context: Context) -> None:
    """The reason that was tapped; the answer gets its buttons back."""
    found = await tapped_answer(desk, context, update)
    if found is None:
        return
    query, message, known, (_, at) = found
    kept = await _keep(desk, known, -1, replies.REASONS[at])
    await answer_tap(context.application, query, replies.THANKS if kept else replies.FEEDBACK_FAILED)
    await _buttons_back(context, known, message.chat_id, message.message_id)


async def other_reason(desk: Desk, update: Update, context: Context) -> None:
    """Asks for the reason in the person's own words."""
    found = await tapped_answer(desk, context, update)
    if found is None:
        return
    query, message, known, _ = found
    await answer_tap(context.application, query)
    await _buttons_back(context, known, message.chat_id, message.message_id)
    asking = ForceReply(selective=True, input_field_placeholder=replies.REASON_PLACEHOLDER)
    sent = await send(context.application, message.chat_id, replies.TELL_REASON, asking, reply_to=message.message_id)
    await off(desk.chats.prompted, known.id, message.chat_id, sent.message_id)


async def keep_reason(desk: Desk, update: Update, context: Context) -> bool:
    """Whether a message was the reason that `other_reason` asked for; then it is kept."""
    message = update.effective_message
    assert message is not None
    assert message.reply_to_message is not None
    found = await off(desk.chats.exchange_shown_in, message.chat_id, message.reply_to_message.message_id)
    if found is None or found[1] != "reason":
        return False
    kept = await _keep(desk, found[0], -1, message.text or "")
    said = replies.THANKS if kept else replies.FEEDBACK_FAILED
    await send(context.application, message.chat_id, said, reply_to=message.message_id)
    return True


async def _keep(desk: Desk, known: Exchange, thumb: int, why: str = "") -> bool:
    if known.answer is None:
        return False
    try:
        await off(desk.service.rate, str(known.answer["id"]), thumb, why)
    except ServiceDown:
        return False
    return True


async def _buttons_back(context: Context, known: Exchange, chat_id: int, message_id: int) -> None:
    if known.answer is not None:
        suggestions = context.person.settings.get("suggestions", True)
        keyboard = answer_keyboard(known.id, from_json(known.answer), suggestions)
        await edit_keyboard(context.application, chat_id, message_id, keyboard)
