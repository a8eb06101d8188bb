"""Starting the bot: no token, a refused one, and what may be logged of it."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bots.telegram_bot.logs import token_hidden
from bots.telegram_bot.main import require_token, run
from ingest.catalogue import Catalogue
from rag.errors import UserError
from tests.fake_service import FakeService
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.running_bot import catalogue, desk_on, telegram

__all__ = ["catalogue", "telegram"]
SECRET = TOKEN.partition(":")[2]


@pytest.fixture
def _event_loop() -> Iterator[None]:
    """run() closes the loop of the main thread, which the next test would be handed."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield
    asyncio.set_event_loop(None)
    loop.close()


def test_no_token() -> None:
    with pytest.raises(UserError, match="HOIDAP_TELEGRAM_TOKEN"):
        require_token("")


@pytest.mark.usefixtures("_event_loop")
def test_a_token_that_telegram_refuses_is_not_repeated(
    telegram: FakeTelegram, catalogue: Catalogue, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="không nhận mã bot") as caught:
        run("123456:another-secret", desk_on(catalogue, FakeService()), tmp_path, base_url=telegram.url)
    assert "another-secret" not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
def test_no_record_carries_the_token(caplog: pytest.LogCaptureFixture, level: int) -> None:
    url = f"https://api.telegram.org/bot{TOKEN}/sendMessage"
    with caplog.at_level(level), token_hidden(TOKEN):
        logging.getLogger("somewhere").warning("GET %s", url)
        try:
            raise ValueError(url)
        except ValueError:
            logging.getLogger("elsewhere").exception("failed")
        logging.getLogger("httpx").info("GET %s", url)
    assert len(caplog.records) == 2
    assert "ValueError" in caplog.text
    assert SECRET not in caplog.text


def test_a_call_cut_short_is_refused_as_telegram_refuses_it(telegram: FakeTelegram) -> None:
    for method in ("sendChatAction", "sendMessage", "answerCallbackQuery", "getFile"):
        reply = httpx.post(f"{telegram.url}/bot{TOKEN}/{method}", content=b"chat_", trust_env=False)
        assert (reply.status_code, reply.json()["ok"]) == (400, False), method
        assert reply.json()["description"].endswith(" is empty")
