"""People and invitations in words, for the command line."""

from datetime import datetime
from typing import cast, get_args

from bots.telegram_bot import replies
from ingest.access import LABEL_NAMES
from ingest.chat_people import Person, PersonRole
from rag.errors import UserError


def person_role(text: str) -> PersonRole:
    """The role that a person writes; UserError for another word."""
    if text not in get_args(PersonRole):
        raise UserError(replies.BAD_ROLE.format(role=text), replies.BAD_ROLE_HINT)
    return cast(PersonRole, text)


def invite_text(bot_name: str, word: str, ends: datetime) -> str:
    """What to send to the person invited: a link, or the words to type where the bot's name is not known yet."""
    day = ends.astimezone().strftime("%H:%M %d/%m/%Y")
    if not bot_name:
        return replies.INVITE_NO_NAME.format(word=word, ends=day)
    return replies.INVITE.format(link=f"https://t.me/{bot_name}?start={word}", ends=day)


def person_line(person: Person) -> str:
    """Someone who was let in, on one line."""
    access = LABEL_NAMES[person.access]
    return replies.PERSON.format(
        id=person.user_id, role=replies.ROLES[person.role or "reader"], access=access, since=person.since[:10]
    )
