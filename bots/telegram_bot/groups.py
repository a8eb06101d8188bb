"""Groups: what is said to the bot there, and what of it is the question. Pure."""

import re

from telegram import Chat, Message, MessageEntity

ASK = re.compile(r"^/(?:hoi)(?:@\w+)?\b\s*", re.IGNORECASE)
_COMMAND = re.compile(r"^/\w+@(\w+)\b", re.IGNORECASE)


def is_for_bot(message: Message, bot_name: str, bot_id: int) -> bool:
    """Whether a message is said to the bot: in private always, in a group as a command to it, a reply or a mention.

    A bare command in a group (not "/hoi@bot") reaches the bot only where Telegram thinks it is meant.
    """
    if message.chat.type == Chat.PRIVATE:
        return True
    text = message.text or ""
    named = _COMMAND.match(text)
    if named:
        return named.group(1).lower() == bot_name.lower()
    return text.startswith("/") or is_reply_to(message, bot_id) or bool(_mentions(message, bot_name))


def is_reply_to(message: Message, bot_id: int) -> bool:
    """Whether a message replies to one of the bot's."""
    answered = message.reply_to_message
    return bool(answered and answered.from_user and answered.from_user.id == bot_id)


def question_in(message: Message, bot_name: str) -> str:
    """The question of a message without "/hoi" and the bot's name; a bare "/hoi" asks what it replies to."""
    text = message.text or ""
    for mention in _mentions(message, bot_name):
        text = text.replace(mention, " ")
    text = " ".join(ASK.sub("", text).split())
    answered = message.reply_to_message
    if not text and answered and answered.text and not (answered.from_user and answered.from_user.is_bot):
        return answered.text
    return text


def _mentions(message: Message, bot_name: str) -> list[str]:
    found = message.parse_entities([MessageEntity.MENTION]).values()
    return [mention for mention in found if mention.lower() == f"@{bot_name.lower()}"]
