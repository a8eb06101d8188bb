"""A document sent to the bot: by whom, of what kind, under which label; progress and findings in one message."""

from pathlib import Path

import pytest

from bots.telegram_bot import replies
from bots.telegram_bot.service import ServiceDown, Taken
from ingest.catalogue import Catalogue
from ingest.chat_people import Person
from tests.fake_service import FakeService
from tests.fake_telegram import GROUP, FakeTelegram
from tests.running_bot import catalogue, desk_on, running, telegram

__all__ = ["catalogue", "telegram"]


@pytest.fixture
def uploader(catalogue: Catalogue) -> Catalogue:
    catalogue.chat_people.put_person(Person(1, "uploader", "noi_bo"))
    return catalogue


def test_a_document_is_labelled_taken_in_and_its_findings_told(
    telegram: FakeTelegram, uploader: Catalogue, tmp_path: Path
) -> None:
    service = FakeService()
    with running(telegram, desk_on(uploader, service), tmp_path):
        telegram.send_file("../Báo cáo quý 1.pdf", b"%PDF")
        [sent] = telegram.wait_for_messages(1)
        assert list(sent.buttons) == [*(text for _, _, text in replies.UPLOAD_LABELS), replies.UPLOAD_CANCEL]
        telegram.tap("Nội bộ, hỏi được")
        telegram.wait_for_event("✅ Đã nạp")
    assert service.taken == [("Báo cáo quý 1.pdf", b"%PDF", "noi_bo", True)]
    assert telegram.sent[0].seen == (
        "📎 ../Báo cáo quý 1.pdf\n✅ Đã nạp: Báo cáo Chuyển đổi số Quý 1 năm 2026 (chưa ghi số), 8 trang\n"
        "Người xem: Nội bộ, hỏi được trên Telegram\n\n"
        "⚠️ Có 1 chỗ không khớp trong văn bản:\n• Tổng 10 không bằng 4 + 5 = 9."
    )


def test_a_document_that_cannot_be_read_says_why(telegram: FakeTelegram, uploader: Catalogue, tmp_path: Path) -> None:
    service = FakeService()
    service.upload = Taken(None, reason="Tệp có mật khẩu.")
    with running(telegram, desk_on(uploader, service), tmp_path):
        telegram.send_file("a.pdf", b"%PDF")
        telegram.wait_for_messages(1)
        telegram.tap("Công khai")
        telegram.wait_for_event("❌ Tệp có mật khẩu.")


def test_a_file_can_be_left_out_and_a_second_tap_does_nothing(
    telegram: FakeTelegram, uploader: Catalogue, tmp_path: Path
) -> None:
    service = FakeService()
    with running(telegram, desk_on(uploader, service), tmp_path):
        telegram.send_file("a.pdf", b"%PDF")
        [sent] = telegram.wait_for_messages(1)
        data = sent.buttons["Công khai, hỏi được trên Telegram"]
        telegram.tap("Thôi")
        telegram.wait_for_event("Không nạp.")
        telegram.tap("", data=data, on=sent)
        telegram.wait_for_event(replies.UPLOAD_OVER)
    assert service.taken == []


def test_the_service_is_down_while_a_file_is_taken_in(
    telegram: FakeTelegram, uploader: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object) -> Taken:
        raise ServiceDown("refused")

    service = FakeService()
    monkeypatch.setattr(service, "take_in", down)
    with running(telegram, desk_on(uploader, service), tmp_path):
        telegram.send_file("a.pdf", b"%PDF")
        telegram.wait_for_messages(1)
        telegram.tap("Công khai")
        telegram.wait_for_event(replies.UPLOAD_LATER)


@pytest.mark.parametrize(
    ("user", "name", "size", "said"),
    [
        (2, "a.pdf", 4, replies.UPLOAD_NOT_ALLOWED),
        (1, "a.exe", 4, replies.UPLOAD_BAD_KIND),
        (1, "a.pdf", 20_000_001, "Tệp quá 20 MB"),
    ],
)
def test_what_is_not_taken(
    telegram: FakeTelegram, uploader: Catalogue, user: int, name: str, size: int, said: str
) -> None:
    file = {"file_id": "f", "file_unique_id": "f", "file_name": name, "file_size": size}
    with running(telegram, desk_on(uploader, FakeService())):
        telegram.say("", user, document=file)
        [sent] = telegram.wait_for_messages(1)
    assert sent.seen.startswith(said)
    assert not sent.buttons


def test_files_in_a_group_are_none_of_the_bots_business(telegram: FakeTelegram, uploader: Catalogue) -> None:
    file = {"file_id": "f", "file_unique_id": "f", "file_name": "a.pdf", "file_size": 4}
    with running(telegram, desk_on(uploader, FakeService())):
        telegram.say("", chat=GROUP, document=file)
        telegram.say("/moi")
        [sent] = telegram.wait_for_messages(1)
    assert sent.chat == 1
