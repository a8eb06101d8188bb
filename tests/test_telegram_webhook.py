"""The bot inside the API: the secret, what is no update, what Telegram sends twice, two replicas, and what was left."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bots.api.telegram import HEADER, PATH, telegram_router
from bots.telegram_bot import queue
from bots.telegram_bot.webhook import NotKept, hooked, secret_of
from ingest.catalogue import Catalogue
from ingest.catalogue_errors import CatalogueError
from tests.fake_service import FakeService
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.running_bot import QUICK, catalogue, desk_on, telegram

__all__ = ["catalogue", "telegram"]
URL = "https://ioc.example.vn/telegram/webhook"


@contextmanager
def replica(telegram: FakeTelegram, catalogue: Catalogue, service: FakeService) -> Iterator[TestClient]:
    """An API with the bot in it, once Telegram was told where to call."""
    with hooked(TOKEN, desk_on(catalogue, service), Path(), URL, base_url=telegram.url, pace=QUICK) as hook:
        app = FastAPI()
        app.include_router(telegram_router(hook, NotKept))
        telegram.wait(lambda fake: fake.webhook == URL)
        yield TestClient(app)


def call(client: TestClient, update: dict[str, Any], secret: str = secret_of(TOKEN)) -> int:
    """What Telegram gets for a call."""
    return client.post(PATH, json=update, headers={HEADER: secret}).status_code


def said(telegram: FakeTelegram, text: str, user: int = 1) -> dict[str, Any]:
    """An update, as Telegram would call with it."""
    telegram.say(text, user)
    return telegram.last_update


def test_a_call_is_answered_and_its_repetition_is_not(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    with replica(telegram, catalogue, service) as client:
        update = said(telegram, "ký số?")
        assert [call(client, update), call(client, update)] == [200, 200]
        telegram.wait_for_messages(1)
        assert call(client, said(telegram, "/moi")) == 200
        telegram.wait_for_messages(2)
    assert len(service.asked) == 1


def test_the_secret_is_asked_for(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    with replica(telegram, catalogue, FakeService()) as client:
        update = said(telegram, "ký số?")
        assert [call(client, update, secret) for secret in ("", "wrong", secret_of(TOKEN)[:-1])] == [403] * 3
        assert client.post(PATH, content=b"{", headers={HEADER: secret_of(TOKEN)}).status_code == 400
        assert call(client, {"hello": 1}) == 400
    assert telegram.sent == []
    assert TOKEN.partition(":")[2] not in secret_of(TOKEN)


def test_what_cannot_be_kept_is_sent_again(
    telegram: FakeTelegram, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bool:
        raise CatalogueError("Đĩa đầy.")

    with replica(telegram, catalogue, FakeService()) as client:
        update = said(telegram, "ký số?")
        with monkeypatch.context() as patch:
            patch.setattr(catalogue.chats, "receive", full)
            assert call(client, update) == 503
        assert call(client, update) == 200
        telegram.wait_for_messages(1)


def test_two_replicas_answer_each_question_once(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    first, second = FakeService(), FakeService()
    with replica(telegram, catalogue, first) as one, replica(telegram, catalogue, second) as other:
        for number in range(10):
            update = said(telegram, f"ký số {number}?", user=number % 2 + 1)
            assert [call(one, update), call(other, update)] == [200, 200]
        telegram.wait_for_messages(10)
    assert len(first.asked) + len(second.asked) == 10


def test_what_a_vanished_replica_left_is_taken_up(
    telegram: FakeTelegram, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Claimed an hour ago by a process that is gone; one claimed just now is another replica's, and left to it."""
    left, taken = said(telegram, "ký số?"), said(telegram, "hồ sơ?")
    long_ago = (datetime.now(UTC) - timedelta(hours=1)).isoformat(timespec="milliseconds")
    with monkeypatch.context() as patch:
        patch.setattr("ingest.chats.now", lambda: long_ago)
        catalogue.chats.receive(left["update_id"], json.dumps(left))
    catalogue.chats.receive(taken["update_id"], json.dumps(taken))
    monkeypatch.setattr(queue, "CLAIM_S", 1.0)  # so that the second is taken up while the test waits
    service = FakeService()
    with replica(telegram, catalogue, service):
        telegram.wait_for_messages(1)
        assert [question for question, _, _ in service.asked] == ["ký số?"]
        telegram.wait_for_messages(2)


def test_telegram_cannot_be_reached_when_the_api_starts(
    telegram: FakeTelegram, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bots.telegram_bot.webhook.AGAIN_S", 0.2)
    desk = desk_on(catalogue, FakeService())
    with telegram.unreachable():
        bot = hooked(TOKEN, desk, Path(), URL, base_url=telegram.url, pace=QUICK)
        bot.__enter__()
        threading.Event().wait(0.5)
    telegram.wait(lambda fake: fake.webhook == URL)
    bot.__exit__(None, None, None)
