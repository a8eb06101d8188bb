"""Buttons that ask: an example, a suggestion, once more after a failure, the answer again."""

from telegram import CallbackQuery, Message, Update

from bots.telegram_bot import replies
from bots.telegram_bot.delivery import answer_tap
from bots.telegram_bot.desk import Context, Desk, off
from bots.telegram_bot.keyboards import parts_of
from bots.telegram_bot.questions import Place, answer, answer_anew, resend
from ingest.chats import Exchange


async def example(desk: Desk, update: Update, context: Context) -> None:
    """One of the examples under /start: the button says the question."""
    found = await tapped(context, update)
    if found is None:
        return
    query, message = found
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    asked = next((each.text for row in rows for each in row if each.callback_data == query.data), "")
    await answer_tap(context.application, query)
    if asked:
        await answer(desk, update, context, asked, Place(message, show_question=True, alone=True))


async def suggestion(desk: Desk, update: Update, context: Context) -> None:
    """What may be asked next."""
    found = await tapped_answer(desk, context, update)
    if found is None:
        return
    query, message, known, (_, at) = found
    await answer_tap(context.application, query)
    offered = (known.answer or {}).get("suggestions", ())
    if at < len(offered):
        await answer(desk, update, context, str(offered[at]), Place(message, show_question=True))


async def retry(desk: Desk, update: Update, context: Context) -> None:
    """The question of a failure once more, answered in its place."""
    found = await tapped_answer(desk, context, update)
    if found is None:
        return
    query, message, known, _ = found
    if known.answer is not None:  # tapped twice: the first tap was answered
        await answer_tap(context.application, query)
        return
    worked = await answer_anew(desk, context, known, known.question, Place(message, show_question=True))
    await answer_tap(context.application, query, "" if worked else replies.STILL_DOWN)


async def again(desk: Desk, update: Update, context: Context) -> None:
    """An answer that may not have arrived."""
    found = await tapped_answer(desk, context, update)
    if found is None:
        return
    query, message, known, _ = found
    await answer_tap(context.application, query)
    await resend(desk, context, known, message)


async def tapped(context: Context, update: Update) -> tuple[CallbackQuery, Message] | None:
    """The button's query and message; None (and the person told) when the message is too old to work with."""
    query = update.callback_query
    assert query is not None  # the filter of these handlers lets taps through, nothing else
    if isinstance(query.message, Message):
        return query, query.message
    await answer_tap(context.application, query, replies.GONE, alert=True)
    return None


async def tapped_answer(
    desk: Desk, context: Context, update: Update
) -> tuple[CallbackQuery, Message, Exchange, list[int]] | None:
    """The same with the exchange that the button names, and the numbers it carries."""
    found = await tapped(context, update)
    if found is None:
        return None
    query, message = found
    numbers = parts_of(query.data)
    known = await off(desk.chats.exchange, numbers[0])
    if known is None or known.chat_id != message.chat_id:
        await answer_tap(context.application, query, replies.GONE, alert=True)
        return None
    return query, message, known, numbers
