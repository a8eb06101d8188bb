"""The bot in a thread against the fake Bot API server, for tests; every transcript is printed and kept."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bots.telegram_bot.desk import Desk
from bots.telegram_bot.main import KINDS, build, introduce
from bots.telegram_bot.pace import Pace
from bots.telegram_bot.service import Service
from ingest.catalogue import Catalogue
from tests.fake_telegram import TOKEN, FakeTelegram

QUICK = Pace(overall=1000, chat_burst=1000, chat_seconds=1, read_timeout=5)
"""Telegram's pace is its own test; the others need not wait for it."""


@pytest.fixture
def telegram(tmp_path: Path) -> Iterator[FakeTelegram]:
    """The server; its transcript is printed (shown when a test fails, or with -s) and kept with the test's files."""
    with FakeTelegram() as fake:
        yield fake
    print(fake.transcript())
    (tmp_path / "transcript.txt").write_text(fake.transcript(), encoding="utf-8")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """Where the bot keeps what it keeps."""
    opened = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")
    yield opened
    opened.close()


def desk_on(catalogue: Catalogue, service: Service, allowed: tuple[int, ...] = (1, 2)) -> Desk:
    """The bot's desk, with the people of the allow-list."""
    return Desk(service, catalogue.chats, catalogue.chat_people, frozenset(allowed), "Phòng CNTT")


@contextmanager
def running(telegram: FakeTelegram, desk: Desk, folder: Path = Path(), pace: Pace = QUICK) -> Iterator[None]:
    """The bot in a thread, with its own event loop, until the block ends."""
    loop = asyncio.new_event_loop()
    stop, started = asyncio.Event(), threading.Event()

    async def serve() -> None:
        app = build(TOKEN, desk, folder, base_url=telegram.url, pace=pace)
        async with app:
            await introduce(desk, app)
            assert app.updater is not None
            await app.updater.start_polling(allowed_updates=KINDS)
            await app.start()
            started.set()
            await stop.wait()
            await app.updater.stop()
            await app.stop()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert started.wait(20), telegram.transcript()
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(30)
        loop.close()
