"""The way of an update: kept in SQL before Telegram is told that it arrived, then one at a time in each chat.

An update is dealt with once, however often Telegram sends it; one that was not finished when the bot stopped or was
killed is taken up by the next start, or after a while by another replica.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from weakref import WeakValueDictionary

from telegram import Bot, Update
from telegram.error import NetworkError
from telegram.ext import Application, BaseUpdateProcessor

from bots.telegram_bot.beside import beside
from ingest.catalogue_errors import CatalogueError
from ingest.chats import Chats

AT_ONCE = 4096
"""Updates that may wait or be worked on at a time in this process; the rest waits in the queue."""
CLAIM_S = 120.0
"""A replica that has said nothing for so long of an update it was working on is taken to be gone."""
UPLOADS = "u:"
"""How the data of buttons begin that take a file in: minutes of work, which the chat's questions do not wait for."""
log = logging.getLogger(__name__)


class Inbox(asyncio.Queue[object]):
    """The application's queue. `put` returns once the update is safe; one that came before is dropped.

    Raises NetworkError when it cannot be kept: then Telegram is not told, and sends it again.
    """

    def __init__(self, chats: Chats) -> None:
        super().__init__()
        self._chats = chats

    async def put(self, item: object) -> None:
        if isinstance(item, Update):
            try:
                new = await asyncio.to_thread(self._chats.receive, item.update_id, item.to_json())
            except CatalogueError as error:
                raise NetworkError(f"Không lưu được tin nhắn đến: {error.message}") from error
            if not new:
                return
        await super().put(item)

    async def take_up(self, bot: Bot, idle_since: datetime | None = None) -> None:
        """Queues what was left unanswered (see Chats.unanswered)."""
        for payload in await asyncio.to_thread(self._chats.unanswered, idle_since):
            await super().put(Update.de_json(json.loads(payload), bot))


class Lanes(BaseUpdateProcessor):
    """Works on one update at a time in each chat, in the order they came, and on many chats at once."""

    def __init__(self, chats: Chats) -> None:
        super().__init__(AT_ONCE)
        self._chats = chats
        self._lanes: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.at_work: set[int] = set()
        """The updates that wait or are worked on in this process."""
        self.app: Application[Any, Any, Any, Any, Any, Any] | None = None

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if not isinstance(update, Update):
            await coroutine
            return
        self.at_work.add(update.update_id)
        try:
            async with self._lanes.setdefault(lane(update), asyncio.Lock()):
                if self.app is not None and not self.app.running and isinstance(coroutine, Coroutine):
                    coroutine.close()  # the next start takes it up
                    return
                await coroutine
                await asyncio.to_thread(self._chats.finish, update.update_id)
        finally:
            self.at_work.discard(update.update_id)

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass


def lane(update: Update) -> str:
    """What an update queues with: its chat. Files are taken in one at a time; inline queries wait for nothing."""
    query = update.callback_query
    if query and (query.data or "").startswith(UPLOADS):
        return "uploads"
    if update.effective_chat:
        return f"chat {update.effective_chat.id}"
    return f"update {update.update_id}"


@asynccontextmanager
async def shared_work(inbox: Inbox, lanes: Lanes, chats: Chats, bot: Bot) -> AsyncIterator[None]:
    """While inside, this replica says what it is at work on, and takes up what a vanished one has left."""

    async def look_after() -> None:
        while True:
            await asyncio.sleep(CLAIM_S / 4)
            try:
                if lanes.at_work:
                    await asyncio.to_thread(chats.keep_claims, sorted(lanes.at_work))
                await inbox.take_up(bot, datetime.now(UTC) - timedelta(seconds=CLAIM_S))
            except CatalogueError:
                log.exception("Không xem được hàng đợi; sẽ thử lại")

    async with beside(look_after()):
        yield
