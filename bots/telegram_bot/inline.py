"""`@bot câu hỏi` typed in any chat gives a card to send there. Only what anybody may read is shown."""

import asyncio

from telegram import InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bots.failures import sentence, shown_errors
from bots.replies import short
from bots.telegram_bot import replies
from bots.telegram_bot.admission import KNOWN
from bots.telegram_bot.delivery import NO_PREVIEW, Uncertain, deliver
from bots.telegram_bot.desk import Context, Desk, access_in, off, user_of
from bots.telegram_bot.html import answer_messages
from bots.telegram_bot.service import ServiceDown
from ingest.chat_people import Asked

SETTLED_S = 0.4
"""Telegram sends what is typed letter by letter; only what stands still so long is asked."""
FEWEST_WORDS = 3
"""Of a question: a word or two is one that is still being typed."""
LAST = "inline"
"""Where a user's data keep the number of the update with the query typed last."""
TITLE_ROOM, DESCRIPTION_ROOM = 60, 120
"""Characters of a card that a phone shows."""
SAID_ROOM = 64
"""Characters of the button above the cards."""


async def inline(desk: Desk, update: Update, context: Context) -> None:
    """The answer as a card; a hint while there is no question yet."""
    query = update.inline_query
    assert query is not None
    assert context.user_data is not None
    # who is asking is looked up before this, side by side for what was typed one after the other: their order may turn
    context.user_data[LAST] = max(update.update_id, context.user_data.get(LAST, 0))
    text = " ".join(query.query.split())
    if len(text.split()) < FEWEST_WORDS:
        await _reply(context, update, None, replies.INLINE_HINT)
        return
    await asyncio.sleep(SETTLED_S)
    if context.user_data[LAST] != update.update_id:
        return
    try:
        ids = await off(desk.service.allowed, access_in(context.person, None))
        found = await off(desk.service.ask, text, None, ids)
    except ServiceDown:
        await _reply(context, update, None, replies.STILL_DOWN)
        return
    except shown_errors() as error:
        await _reply(context, update, None, short(sentence(error), SAID_ROOM))
        return
    took = round(found.timings_ms.get("total", 0))
    await off(desk.people.log, Asked(user_of(update), "inline", text, found.outcome, found.id, took))
    if found.abstained:
        await _reply(context, update, None, replies.INLINE_NOTHING)
        return
    first, *rest = [line for line in found.answer.splitlines() if line.strip()]
    source = found.citations[0].title if found.citations else ""
    card = InlineQueryResultArticle(
        id=found.id,
        title=short(first, TITLE_ROOM),
        description=short(" · ".join([*rest[:1], source]), DESCRIPTION_ROOM) or None,
        input_message_content=InputTextMessageContent(
            answer_messages(found, quotes=False, asked=text)[0], ParseMode.HTML, link_preview_options=NO_PREVIEW
        ),
    )
    await _reply(context, update, card, "")


async def _reply(context: Context, update: Update, card: InlineQueryResultArticle | None, said: str) -> None:
    """The card, or a button that says why there is none and opens the private chat."""
    query = update.inline_query
    assert query is not None
    button = None if card else InlineQueryResultsButton(said, start_parameter=KNOWN)
    results = [card] if card else []
    try:
        await deliver(context.application, lambda: query.answer(results, cache_time=0, is_personal=True, button=button))
    except (BadRequest, Uncertain):
        return  # too old: the person has typed on
