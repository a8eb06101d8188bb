"""What the handlers share, and who is asking: see `Desk` and `Context`."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, ParamSpec, TypeVar

from telegram import Chat, Update
from telegram.ext import CallbackContext, ExtBot

from bots.telegram_bot import replies
from bots.telegram_bot.service import Service
from ingest.access import Label
from ingest.chat_people import ChatPeople, Person
from ingest.chats import Chats

P = ParamSpec("P")
R = TypeVar("R")
LISTED = Person(0, "reader", "cong_khai")
"""What someone may do who is on the allow-list of the settings and was not invited."""


class Context(CallbackContext[ExtBot[Any], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The library's context with who is asking, whom the gate has let in."""

    person: Person = LISTED


@dataclass(frozen=True, slots=True)
class Desk:
    """What answers, what is kept, and who may ask. `contact` is whom a stranger is sent to."""

    service: Service
    chats: Chats
    people: ChatPeople
    allowed: frozenset[int] = frozenset()
    contact: str = replies.CONTACT
    examples: dict[frozenset[str], tuple[str, ...]] = field(default_factory=dict)
    """The examples under /start for each set of documents that somebody may see."""

    def person(self, user_id: int) -> Person | None:
        """Who may ask, from the allow-list or invited; None for a stranger."""
        known = self.people.person(user_id)
        if known is not None and known.role:
            return known
        if user_id not in self.allowed:
            return None
        return replace(LISTED, user_id=user_id, settings=known.settings if known else {})

    def is_open(self) -> bool:
        """Whether anybody may ask, or holds an invitation."""
        return bool(self.allowed or self.people.people() or self.people.has_invites())


def access_in(person: Person, chat: Chat | None) -> Label:
    """The highest label that may be shown to someone there: elsewhere than in private, what anybody may read."""
    if chat is None or chat.type != Chat.PRIVATE:
        return "cong_khai"
    return person.access


async def off(call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Makes a blocking call in a thread: other chats go on meanwhile."""
    return await asyncio.to_thread(call, *args, **kwargs)


def user_of(update: Update) -> int:
    """The id of whoever caused an update that has passed the gate."""
    assert update.effective_user is not None
    return update.effective_user.id
