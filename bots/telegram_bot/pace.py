"""How fast the bot may talk: the library's limits for all chats and for groups, and one of ours for each chat."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.ext import AIORateLimiter

RETRIES = 5
"""How often a call refused for flooding is tried again after the pause that Telegram asks for; the default is 0."""
FORGET_ABOVE = 1024
"""Chats whose limiters are kept before idle ones are dropped."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Messages a second to all chats, and to one: Telegram's advice is 30, and about one with short bursts allowed.

    `read_timeout` is how many seconds an answer of Telegram is waited for: long, for after it nobody can tell
    whether a message has arrived.
    """

    overall: float = 30.0
    chat_burst: float = 4.0
    chat_seconds: float = 4.0
    read_timeout: float = 30.0


class Limiter(AIORateLimiter):
    """The library's limiter, and before it a chat's own: a burst, then about one message a second."""

    def __init__(self, pace: Pace) -> None:
        super().__init__(overall_max_rate=pace.overall, max_retries=RETRIES)
        self._pace = pace
        self._chats: dict[str, AsyncLimiter] = {}

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        if endpoint.startswith("send") and endpoint != "sendChatAction" and "chat_id" in data:
            await self._chat(str(data["chat_id"])).acquire()
        return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)

    def _chat(self, chat: str) -> AsyncLimiter:
        if len(self._chats) > FORGET_ABOVE:
            self._chats = {key: each for key, each in self._chats.items() if not each.has_capacity(each.max_rate)}
        return self._chats.setdefault(chat, AsyncLimiter(self._pace.chat_burst, self._pace.chat_seconds))
