"""Groups and inline mode: only what is said to the bot is answered, from what anybody may read."""

import pytest

from bots.telegram_bot import replies
from ingest.catalogue import Catalogue
from ingest.chat_people import Person
from tests.fake_assistant import REFUSED
from tests.fake_service import FakeService
from tests.fake_telegram import GROUP, FakeTelegram
from tests.running_bot import catalogue, desk_on, running, telegram

__all__ = ["catalogue", "telegram"]


def test_a_command_a_reply_and_a_mention_are_answered_to_the_asker(
    telegram: FakeTelegram, catalogue: Catalogue
) -> None:
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("hôm nay họp lúc mấy giờ?", chat=GROUP)
        first = telegram.say("/hoi@hoidap_test_bot ký số xã?", chat=GROUP)
        telegram.wait_for_messages(1)
        telegram.say("còn sở ngành?", chat=GROUP, reply_to=telegram.sent[0].message_id)
        telegram.wait_for_messages(2)
        telegram.say("@hoidap_test_bot hồ sơ trễ hạn?", chat=GROUP, mention=True, user=2)
        telegram.wait_for_messages(3)
        telegram.say("/hoi@other_bot ký số?", chat=GROUP)
        asked = telegram.say("tỷ lệ ký số?", chat=GROUP, user=2)
        telegram.say("/hoi@hoidap_test_bot", chat=GROUP, reply_to=asked)
        telegram.wait_for_messages(4)
    assert [(question, conversation) for question, conversation, _ in service.asked] == [
        ("ký số xã?", None),
        ("còn sở ngành?", "c-1"),
        ("hồ sơ trễ hạn?", None),
        ("tỷ lệ ký số?", "c-1"),
    ]
    assert telegram.sent[0].reply_to == first
    assert {sent.chat for sent in telegram.sent} == {GROUP}
    assert {each.place for each in catalogue.chat_people.logged()} == {"group"}


def test_a_group_sees_only_what_is_public(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    catalogue.chat_people.put_person(Person(1, "admin", "han_che"))
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("ký số?")
        telegram.say("/hoi@hoidap_test_bot ký số?", chat=GROUP)
        telegram.wait_for_messages(2)
    assert sorted(len(documents) for _, _, documents in service.asked) == [2, 3]


def test_a_bare_command_in_a_group_asks_for_the_question(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("/hoi@hoidap_test_bot", chat=GROUP)
        [asking] = telegram.wait_for_messages(1)
        assert asking.keyboard["force_reply"]
        telegram.say("ký số xã?", chat=GROUP, reply_to=asking.message_id)
        telegram.wait_for_messages(2)
    assert service.asked[0][0] == "ký số xã?"


def test_inline_gives_a_card_to_send(
    telegram: FakeTelegram, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bots.telegram_bot.inline.SETTLED_S", 3.0)  # a busy machine types slowly
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        telegram.type_inline("ký")
        telegram.wait_for_event(replies.INLINE_HINT)
        telegram.type_inline("ký số xã")
        telegram.type_inline("ký số xã phường")
        telegram.wait(lambda fake: len(fake.cards) == 2)
    [card] = telegram.cards[1]
    assert card["title"].startswith("93,5% — tỷ lệ ký số tại xã, phường")
    assert card["seen"].startswith("❓ ký số xã phường\n\n93,5%")
    assert "[1] Báo cáo chuyển đổi số" in card["seen"]
    assert [question for question, _, _ in service.asked] == ["ký số xã phường"]  # not every letter on the way


def test_inline_without_an_answer_and_for_a_stranger(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    with running(telegram, desk_on(catalogue, FakeService(REFUSED))):
        telegram.type_inline("giá vàng hôm nay")
        telegram.wait_for_event(replies.INLINE_NOTHING)
        telegram.type_inline("ký số xã phường", user=9)
        telegram.wait_for_event("(mã 9)")
    assert telegram.cards == [[], []]
