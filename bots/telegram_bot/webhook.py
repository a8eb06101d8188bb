"""The bot inside the API's process: Telegram calls the API, which hands each update over. For several replicas.

The bot keeps an event loop of its own, in a thread: a slow question cannot hold up the API, nor the other way round.
"""

import asyncio
import hashlib
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.error import NetworkError, TelegramError

from bots.telegram_bot.delivery import Bot
from bots.telegram_bot.desk import Desk
from bots.telegram_bot.logs import token_hidden
from bots.telegram_bot.main import INBOX, KINDS, LANES, build, introduce
from bots.telegram_bot.pace import Pace
from bots.telegram_bot.queue import shared_work

AGAIN_S = 15.0
"""Seconds before Telegram is told once more where to call, when it could not be reached."""
RECEIVE_S = 20.0
"""Seconds for an update to be kept; Telegram calls again when it gets no answer."""
log = logging.getLogger(__name__)


class NotKept(Exception):
    """An update could not be kept; Telegram must be told so, then it sends it again."""


class Hook:
    """What the API needs: the secret that Telegram shows with each call, and where updates go."""

    def __init__(self, app: Bot, loop: asyncio.AbstractEventLoop, secret: str) -> None:
        self._app, self._loop, self.secret = app, loop, secret

    def receive(self, told: dict[str, Any]) -> None:
        """Returns once the update is safe. Raises NotKept, or ValueError for what is no update."""
        try:
            update = Update.de_json(told, self._app.bot)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("no update") from error
        try:
            asyncio.run_coroutine_threadsafe(self._app.update_queue.put(update), self._loop).result(RECEIVE_S)
        except (NetworkError, TimeoutError, RuntimeError) as error:
            raise NotKept from error


def secret_of(token: str) -> str:
    """What Telegram shows with each call: made of the bot's token, so that all replicas know it and nobody else."""
    return hashlib.sha256(f"hoidap webhook {token}".encode()).hexdigest()


@contextmanager
def hooked(
    token: str, desk: Desk, folder: Path, url: str, *, base_url: str = "", pace: Pace | None = None
) -> Iterator[Hook]:
    """Runs the bot while inside; `url` is where Telegram is to call (HTTPS)."""
    with token_hidden(token):
        loop = asyncio.new_event_loop()
        app = build(token, desk, folder, base_url=base_url, pace=pace, polling=False)
        hook = Hook(app, loop, secret_of(token))
        stop = asyncio.Event()
        thread = threading.Thread(
            target=loop.run_until_complete, args=(_serve(app, desk, url, hook.secret, stop),), name="telegram"
        )
        thread.start()
        try:
            yield hook
        finally:
            loop.call_soon_threadsafe(stop.set)
            thread.join()
            loop.close()


async def _serve(app: Bot, desk: Desk, url: str, secret: str, stop: asyncio.Event) -> None:
    """Until stopped. Telegram need not be reachable: it is told where to call as soon as it is."""
    waiting = asyncio.create_task(stop.wait())
    while not stop.is_set():
        try:
            await app.initialize()
            await introduce(desk, app, shared=True)
            await app.bot.set_webhook(url, secret_token=secret, allowed_updates=KINDS)
        except TelegramError as error:
            log.warning("Chưa nối được tới Telegram, sẽ thử lại: %s", error)
            await asyncio.wait([waiting], timeout=AGAIN_S)
        else:
            async with shared_work(app.bot_data[INBOX], app.bot_data[LANES], desk.chats, app.bot):
                await app.start()
                await waiting
                await app.stop()
    await app.shutdown()
