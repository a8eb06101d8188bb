"""Who may ask the bot: the allow-list, one-time invitations, labels; and what a stranger is told."""

import re
from datetime import UTC, datetime, timedelta

from bots.telegram_bot import replies
from bots.telegram_bot.admission import digest, new_word
from ingest.catalogue import Catalogue
from ingest.chat_people import Person
from tests.fake_service import FakeService
from tests.fake_telegram import FakeTelegram
from tests.running_bot import catalogue, desk_on, running, telegram

__all__ = ["catalogue", "telegram"]


def invited(catalogue: Catalogue, days: float = 1, role: str = "reader") -> str:
    word = new_word()
    catalogue.chat_people.add_invite(digest(word), role, "noi_bo", datetime.now(UTC) + timedelta(days=days))  # type: ignore[arg-type]
    return word


def test_a_stranger_gets_one_sentence_with_their_id_and_whom_to_ask(
    telegram: FakeTelegram, catalogue: Catalogue
) -> None:
    service = FakeService()
    with running(telegram, desk_on(catalogue, service, allowed=(2,))):
        telegram.say("ký số?", user=1)
        telegram.say("ký số?", user=2)
        sent = telegram.wait_for_messages(2)
    told = next(each for each in sent if each.chat == 1)
    assert told.seen == ("Tài khoản này (mã 1) chưa được cấp quyền hỏi; anh/chị gửi mã ấy cho Phòng CNTT để được mời.")
    assert len(service.asked) == 1


def test_nobody_is_let_in_until_somebody_is_named(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    with running(telegram, desk_on(catalogue, service, allowed=())):
        telegram.say("/start")
        [sent] = telegram.wait_for_messages(1)
    assert "mã 1" in sent.seen
    assert service.asked == []


def test_an_invitation_lets_one_person_in_once(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    word = invited(catalogue)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", word)
    service = FakeService()
    with running(telegram, desk_on(catalogue, service, allowed=())):
        telegram.say(f"/start {word}", user=7)
        sent = telegram.wait_for_messages(2)
        assert sent[0].seen == "Anh/chị đã được cấp quyền (hỏi)."
        assert sent[1].seen.startswith("Chào anh/chị")
        telegram.say(f"/start {word}", user=8)
        assert "đã được dùng hoặc đã hết hạn" in telegram.wait_for_messages(3)[2].seen
        telegram.say("ký số?", user=7)
        telegram.wait_for_messages(4)
    assert service.asked[-1][2] == ("bao-cao-a", "bao-cao-b", "ke-hoach-c")  # up to nội bộ
    assert catalogue.chat_people.people()[0].user_id == 7
    stored = str(catalogue.chat_people.people()) + str(catalogue.chat_people.logged())
    assert word not in stored


def test_an_invitation_ends(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    word = invited(catalogue, days=-1)
    with running(telegram, desk_on(catalogue, FakeService(), allowed=())):
        telegram.say(f"/start {word}", user=7)
        [sent] = telegram.wait_for_messages(1)
    assert "hết hạn" in sent.seen
    assert "mã của anh/chị: 7" in sent.seen


def test_whoever_is_in_does_not_use_an_invitation_up(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    word = invited(catalogue)
    with running(telegram, desk_on(catalogue, FakeService(), allowed=(1,))):
        telegram.say(f"/start {word}", user=1)
        telegram.wait_for_messages(1)
        telegram.say(f"/start {word}", user=7)
        telegram.wait(lambda fake: any(each.seen.startswith("Anh/chị đã được cấp quyền") for each in fake.sent))


def test_someone_removed_is_out_at_once(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    catalogue.chat_people.put_person(Person(7, "reader", "cong_khai"))
    with running(telegram, desk_on(catalogue, FakeService(), allowed=())):
        telegram.say("ký số?", user=7)
        telegram.wait_for_messages(1)
        assert catalogue.chat_people.remove_person(7)
        telegram.say("ký số?", user=7)
        assert "chưa được cấp quyền" in telegram.wait_for_messages(2)[1].seen
        telegram.tap("👍", user=7, on=telegram.sent[0])
        telegram.wait_for_event("bot (thông báo nhỏ): Anh/chị chưa được cấp quyền hỏi (mã 7).")


def test_settings_let_nobody_in(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    with running(telegram, desk_on(catalogue, FakeService(), allowed=(1,))):
        telegram.say("/caidat")
        telegram.wait_for_messages(1)
        telegram.tap("Câu gốc")
        telegram.wait_for_event("bot đổi nút")
        telegram.say("ký số?")
        assert "Tỷ lệ ký số tại sở, ngành" not in telegram.wait_for_messages(2)[1].seen
    with running(telegram, desk_on(catalogue, FakeService(), allowed=())):
        telegram.say("ký số?")
        assert "chưa được cấp quyền" in telegram.wait_for_messages(3)[2].seen


def test_a_document_taken_off_telegram_is_not_shown_any_more(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("ký số?")
        telegram.wait_for_messages(1)
        del service.shown["bao-cao-a"]
        telegram.tap("[1]")
        telegram.wait_for_event(replies.NO_LONGER_SHOWN)
        telegram.say("ký số?")
        telegram.wait_for_messages(2)
    assert service.asked[-1][2] == ("bao-cao-b",)
    assert service.pictures == []
