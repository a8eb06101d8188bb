"""Messages in words: questions and the commands around them."""

from telegram import Chat, ForceReply, InlineKeyboardMarkup, Update

from bots.telegram_bot import examples, replies
from bots.telegram_bot.delivery import send
from bots.telegram_bot.desk import Context, Desk, access_in, off, user_of
from bots.telegram_bot.feedback import keep_reason
from bots.telegram_bot.groups import question_in
from bots.telegram_bot.html import safe
from bots.telegram_bot.keyboards import button
from bots.telegram_bot.questions import Place, answer, answer_anew


async def start(desk: Desk, update: Update, context: Context) -> None:
    """First contact: what the bot can do, three examples that have answers, and that a machine answers."""
    assert update.effective_message is not None
    chat = update.effective_message.chat
    ids = await off(desk.service.allowed, access_in(context.person, chat))
    found = await off(examples.examples, desk, ids)
    if not found:
        await send(context.application, chat.id, f"{replies.START}\n\n{replies.START_EMPTY}")
        return
    rows = [[button(text, "e", at)] for at, text in enumerate(found)]
    text = f"{replies.START}\n\n{replies.START_EXAMPLES}"
    await send(context.application, chat.id, text, InlineKeyboardMarkup(rows))


async def show_help(desk: Desk, update: Update, context: Context) -> None:
    """/help."""
    assert update.effective_message is not None
    commands = "\n".join(f"/{name} — {text}" for name, text in replies.COMMANDS)
    text = replies.HELP.format(commands=commands, bot=context.bot.username)
    await send(context.application, update.effective_message.chat_id, text)


async def unknown_command(desk: Desk, update: Update, context: Context) -> None:
    """A command that does not exist."""
    assert update.effective_message is not None
    command = (update.effective_message.text or "").split()[0]
    text = replies.UNKNOWN_COMMAND.format(command=safe(command))
    await send(context.application, update.effective_message.chat_id, text)


async def text_only(desk: Desk, update: Update, context: Context) -> None:
    """A photo, a voice message, a sticker: the bot reads only text."""
    assert update.effective_message is not None
    await send(context.application, update.effective_message.chat_id, replies.TEXT_ONLY)


async def question(desk: Desk, update: Update, context: Context) -> None:
    """A message is a question; a reply to "why is it wrong?" is the reason."""
    message = update.effective_message
    assert message is not None
    if message.reply_to_message and await keep_reason(desk, update, context):
        return
    in_group = message.chat.type != Chat.PRIVATE
    text = question_in(message, context.bot.username)
    if not text:
        asking = ForceReply(selective=True, input_field_placeholder=replies.ASK_PLACEHOLDER)
        await send(context.application, message.chat_id, replies.ASK_WHAT, asking, reply_to=message.message_id)
        return
    await answer(desk, update, context, text, Place(message, reply=in_group))


async def edited(desk: Desk, update: Update, context: Context) -> None:
    """A question was edited: its answer changes in place. One that was not answered before is answered now."""
    message = update.edited_message
    assert message is not None
    text = question_in(message, context.bot.username)
    known = await off(desk.chats.exchange_about, message.chat_id, message.message_id)
    place = Place(message, reply=True)
    if not text or (known and known.question == text):
        return
    if known:
        await answer_anew(desk, context, known, text, place)
    else:
        await answer(desk, update, context, text, place)


async def compare(desk: Desk, update: Update, context: Context) -> None:
    """/sosanh A và B."""
    message = update.effective_message
    assert message is not None
    what = " ".join(context.args or ())
    if not what:
        await send(context.application, message.chat_id, replies.COMPARE_WHAT)
        return
    await answer(desk, update, context, replies.COMPARE.format(what=what), Place(message, reply=True, alone=True))


async def new_talk(desk: Desk, update: Update, context: Context) -> None:
    """/moi: the next question stands alone."""
    message = update.effective_message
    assert message is not None
    await off(desk.chats.set_conversation, message.chat_id, user_of(update), "")
    await send(context.application, message.chat_id, replies.NEW_TALK)
