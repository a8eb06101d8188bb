"""Buttons and commands around answers: sources, thumbs, suggestions, examples, documents, charts, settings."""

import io
from dataclasses import replace

from PIL import Image

from bots.telegram_bot import replies
from bots.telegram_bot.service import Shelved
from bots.telegram_bot.shelf import shelf_page
from ingest.catalogue import Catalogue
from tests.fake_assistant import QUOTE, REFUSED, SIGNED
from tests.fake_service import FakeService, known
from tests.fake_telegram import FakeTelegram
from tests.running_bot import catalogue, desk_on, running, telegram

__all__ = ["catalogue", "telegram"]


def test_a_source_opens_with_its_quote_section_page_and_picture(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("ký số?")
        telegram.wait_for_messages(1)
        telegram.tap("[1]")
        picture = telegram.wait_for_messages(2)[1]
        telegram.tap("[2]", on=telegram.sent[0])
        text = telegram.wait_for_messages(3)[2]
    assert Image.open(io.BytesIO(picture.photo)).size == (60, 85)
    assert picture.seen == (
        "[1] Báo cáo chuyển đổi số (chưa ghi số)\nBan hành: 31/03/2026, UBND TỈNH\nMục: II. Kết quả\nTrang 3\n" + QUOTE
    )
    assert picture.reply_to == telegram.sent[0].message_id
    assert service.pictures == [("bao-cao-a", 3, QUOTE)]
    assert text.photo == b""
    assert "Tệp không chia trang, dòng “Xã”, cột “Quý 1”\nKý số đạt 96,81%." in text.seen


def test_a_quote_too_long_for_a_caption_follows_its_picture(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    long = replace(SIGNED.citations[0], quote="Tỷ lệ hồ sơ < 5 ngày & đúng hạn đạt 98,7%; " * 60)
    service = FakeService(replace(SIGNED, citations=(long,)))
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("ký số?")
        telegram.wait_for_messages(1)
        telegram.tap("[1]")
        _, picture, text = telegram.wait_for_messages(3)
    assert picture.photo
    assert picture.seen == ""
    assert text.seen.strip().endswith(long.quote.strip())


def test_pictures_can_be_switched_off(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("/caidat")
        [sent] = telegram.wait_for_messages(1)
        assert list(sent.buttons) == [f"✅ {name}" for name in replies.SETTING_NAMES.values()]
        telegram.tap("Ảnh trang")
        telegram.wait_for_event("⬜️ Ảnh trang khi mở nguồn")
        telegram.say("ký số?")
        telegram.wait_for_messages(2)
        telegram.tap("[1]")
        assert telegram.wait_for_messages(3)[2].photo == b""
    assert service.pictures == []


def test_thumbs_and_the_reason_by_button(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("ký số?")
        telegram.wait_for_messages(1)
        before = list(telegram.sent[0].buttons)
        telegram.tap("👍")
        telegram.wait_for_event(replies.THANKS)
        telegram.tap("👎")
        telegram.wait_for_event("bot đổi nút")
        telegram.tap("Sai kỳ")
        telegram.wait(lambda fake: list(fake.sent[0].buttons) == before)
    assert service.ratings == [("a-1", 1, ""), ("a-1", -1, ""), ("a-1", -1, "Sai kỳ")]


def test_the_reason_in_a_reply(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("ký số?")
        telegram.wait_for_messages(1)
        telegram.tap("👎")
        telegram.wait_for_event("bot đổi nút")
        telegram.tap("Lý do khác")
        asking = telegram.wait_for_messages(2)[1]
        assert asking.keyboard["force_reply"]
        telegram.say("đúng ra là 92,2%", reply_to=asking.message_id)
        assert telegram.wait_for_messages(3)[2].seen == replies.THANKS
    assert service.ratings[-1] == ("a-1", -1, "đúng ra là 92,2%")
    assert len(service.asked) == 1


def test_a_suggestion_is_asked_and_shown_above_its_answer(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("ký số?")
        telegram.wait_for_messages(1)
        telegram.tap("Còn sở, ngành?")
        sent = telegram.wait_for_messages(2)[1]
    assert sent.seen.startswith("❓ Còn sở, ngành?\n\n93,5%")
    assert service.asked[-1][:2] == ("Còn sở, ngành?", "c-1")


def test_start_offers_examples_that_have_answers(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    """The older figure is another one than the answer says, so its question is not offered."""
    service = FakeService()
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("/start")
        [sent] = telegram.wait_for_messages(1)
        assert list(sent.buttons) == ["Tỷ lệ ký số cấp xã quý 1 năm 2026?"]
        telegram.tap("Tỷ lệ ký số")
        assert telegram.wait_for_messages(2)[1].seen.startswith("❓ Tỷ lệ ký số cấp xã quý 1 năm 2026?\n\n93,5%")
    assert "hãy kiểm tra nguồn" in sent.seen


def test_start_with_nothing_to_show_says_so(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService(REFUSED)
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("/start")
        [sent] = telegram.wait_for_messages(1)
    assert sent.seen.endswith(replies.START_EMPTY)


def test_the_documents_by_year_and_kind(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    with running(telegram, desk_on(catalogue, FakeService())):
        telegram.say("/tailieu")
        [sent] = telegram.wait_for_messages(1)
        assert sent.seen == (
            "📚 Văn bản đang có: 2\n\n"
            "Năm 2026\n• Báo cáo: Chuyển đổi số Quý 1 năm 2026 (chưa ghi số, 8 trang)\n"
            "Năm 2024\n• Báo cáo: Thủ tục hành chính Quý 1 năm 2024 (số 12/BC-UBND)"
        )
        telegram.tap("2024")
        telegram.wait_for_event("✓ 2024")
    assert telegram.sent[0].seen.startswith("📚 Văn bản đang có: 1\n\nNăm 2024")


def test_many_documents_are_paged() -> None:
    """20 documents: 8, 8 and 4 a page."""
    documents = [Shelved(f"d{n}", f"Báo cáo số {n}", kind="báo cáo", year=2026) for n in range(20)]
    shown = []
    for page in range(3):
        text, keyboard = shelf_page(documents, page, 0, 0)
        assert keyboard is not None
        shown += [line for line in text.splitlines() if line.startswith("•")]
        labels = [each.text for each in keyboard.inline_keyboard[0]]
        assert labels == [["1/3", "▶"], ["◀", "2/3", "▶"], ["◀", "3/3"]][page]
    assert len(set(shown)) == 20


def test_a_chart_of_an_indicator_over_its_periods(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    with running(telegram, desk_on(catalogue, FakeService())):
        telegram.say("/bieudo tỷ lệ ký số xã phường")
        _, picture = telegram.wait_for_messages(2)
    assert Image.open(io.BytesIO(picture.photo)).width == 1280
    assert picture.seen == (
        "Tỷ lệ ký số — cấp xã\nNguồn:\n[1] Thủ tục hành chính Quý 1 năm 2024 (số 12/BC-UBND), trang 3\n"
        "[2] Chuyển đổi số Quý 1 năm 2026 (chưa ghi số), trang 3"
    )


def test_the_chart_of_a_comparison_is_one_tap_away(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    chart = {"type": "bar", "labels": ["Quý 1/2024", "Quý 1/2026"], "values": [96.81, 93.5], "unit": "%"}
    with running(telegram, desk_on(catalogue, FakeService(replace(SIGNED, chart=chart)))):
        telegram.say("/sosanh ký số xã quý 1 năm 2024 và 2026")
        telegram.wait_for_messages(1)
        telegram.tap("📊")
        picture = telegram.wait_for_messages(2)[1]
    assert picture.photo
    assert "[2] Báo cáo thủ tục (số 12/BC-UBND), tệp không chia trang" in picture.seen


def test_a_single_figure_makes_no_chart(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = FakeService()
    service.figures_on_file = [known(93.5, "2026-Q1", "Quý 1 năm 2026", "bao-cao-a")]
    with running(telegram, desk_on(catalogue, service)):
        telegram.say("/bieudo tỷ lệ ký số xã phường")
        assert telegram.wait_for_messages(2)[1].seen == replies.CHART_NONE
        telegram.say("/bieudo")
        telegram.say("/sosanh")
        assert [each.seen[:4] for each in telegram.wait_for_messages(4)[2:]] == ["Vẽ c", "So s"]
