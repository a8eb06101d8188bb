"""/caidat: what someone wants to see, on or off."""

from collections.abc import Mapping

from telegram import InlineKeyboardMarkup, Update

from bots.telegram_bot import replies
from bots.telegram_bot.delivery import answer_tap, edit_keyboard, send
from bots.telegram_bot.desk import Context, Desk, off
from bots.telegram_bot.keyboards import button, parts_of
from bots.telegram_bot.taps import tapped


async def preferences(desk: Desk, update: Update, context: Context) -> None:
    """The settings as buttons."""
    assert update.effective_message is not None
    keyboard = preferences_keyboard(context.person.settings)
    await send(context.application, update.effective_message.chat_id, replies.SETTINGS, keyboard)


async def switch(desk: Desk, update: Update, context: Context) -> None:
    """One setting the other way round."""
    found = await tapped(context, update)
    if found is None:
        return
    query, message = found
    name = list(replies.SETTING_NAMES)[parts_of(query.data)[0]]
    settings = {**context.person.settings, name: not context.person.settings.get(name, True)}
    await off(desk.people.set_settings, context.person.user_id, settings)
    await answer_tap(context.application, query)
    await edit_keyboard(context.application, message.chat_id, message.message_id, preferences_keyboard(settings))


def preferences_keyboard(settings: Mapping[str, bool]) -> InlineKeyboardMarkup:
    """A button a setting."""
    rows = []
    for at, (name, text) in enumerate(replies.SETTING_NAMES.items()):
        form = replies.SETTING_ON if settings.get(name, True) else replies.SETTING_OFF
        rows.append([button(form.format(name=text), "x", at)])
    return InlineKeyboardMarkup(rows)
