"""An official's morning with the bot, on the documents of the corpus: the answers are the assistant's own.

The transcript is printed (`pytest -s`) and is to be read as its user would.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from bots.telegram_bot import replies
from bots.telegram_bot.local import Local
from ingest.chat_people import Person
from rag.assistant import Assistant
from rag.settings import Settings
from tests.fake_telegram import GROUP, FakeTelegram
from tests.running_bot import desk_on, running, telegram

__all__ = ["telegram"]
SLOW = 120
"""Seconds that an answer may take on a machine that has other things to do."""
CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    from bots.commands.load import take_in

    folder = tmp_path_factory.mktemp("telegram")
    with Assistant.open(Settings(data_dir=folder, corpus_dir=CORPUS)) as opened:
        take_in(opened, [CORPUS])
        yield opened


def test_a_morning(telegram: FakeTelegram, assistant: Assistant, tmp_path: Path) -> None:
    desk = desk_on(assistant.catalogue, Local(assistant), allowed=(1,))
    with running(telegram, desk, tmp_path):
        telegram.say("/start")
        first = telegram.wait_for_messages(1, SLOW)[0]
        assert len(first.buttons) == 3
        for label in list(first.buttons):
            telegram.tap(label, on=first)
            sent = telegram.wait_for_messages(len(telegram.sent) + 1, SLOW)[-1]
            assert sent.seen.startswith(f"❓ {label}\n\n")
            assert sent.html.split("\n\n")[1].startswith("<b>")
            assert "[1]" in sent.seen

        telegram.say("ty le ky so xa phuong quy 1")
        answer = telegram.wait_for_messages(len(telegram.sent) + 1, SLOW)[-1]
        assert answer.html.startswith("<b>93,5%</b> — Tỷ lệ ký số tại xã phường (Quý 1 năm 2026")
        telegram.tap("[1]")
        page = telegram.wait_for_messages(len(telegram.sent) + 1, SLOW)[-1]
        assert re.search(r"Trang \d+", page.seen)
        assert "Tỷ lệ ký số tại xã phường" in page.seen
        assert "93,5%" in page.seen
        picture = Image.open(io.BytesIO(page.photo)).convert("RGB")
        yellow = sum(1 for _, colour in picture.getcolors(1 << 24) or () if colour == (255, 235, 110))
        assert picture.width == 1280
        assert yellow == 1

        telegram.say("còn sở ngành?")
        assert telegram.wait_for_messages(len(telegram.sent) + 1, SLOW)[-1].html.startswith("<b>92,2%</b>")
        telegram.tap("👎")
        telegram.wait_for_event("bot đổi nút")
        telegram.tap("Sai kỳ")
        telegram.wait(lambda fake: len(assistant.catalogue.talks.feedback()) == 2)
        assert assistant.catalogue.talks.feedback()[-1].reason == "Sai kỳ"

        telegram.say("/sosanh tỷ lệ ký số sở ngành và xã phường quý 1 năm 2026")
        compared = telegram.wait_for_messages(len(telegram.sent) + 1, SLOW)[-1]
        assert "1,3 điểm phần trăm" in compared.seen
        telegram.tap("📊")
        chart = telegram.wait_for_messages(len(telegram.sent) + 1, SLOW)[-1]
        assert Image.open(io.BytesIO(chart.photo)).width == 1280

        telegram.say("/moi")
        telegram.wait_for_messages(len(telegram.sent) + 1, SLOW)
        telegram.say("giá vàng hôm nay")
        assert "Không" in telegram.wait_for_messages(len(telegram.sent) + 1, SLOW)[-1].seen
        telegram.say("/tailieu")
        assert "📚 Văn bản đang có: 5" in telegram.wait_for_messages(len(telegram.sent) + 1, SLOW)[-1].seen
        telegram.say("/hoi@hoidap_test_bot tỷ lệ ký số xã phường quý 1 năm 2026", chat=GROUP)
        assert telegram.wait_for_messages(len(telegram.sent) + 1, SLOW)[-1].chat == GROUP
    assert not [event for event in telegram.events if event.startswith("!")]


def test_a_report_is_handed_in_and_asked(telegram: FakeTelegram, assistant: Assistant, tmp_path: Path) -> None:
    """Internal: whoever may see only what is public does not get it, nor does a group."""
    people = assistant.catalogue.chat_people
    people.put_person(Person(5, "uploader", "noi_bo"))
    people.put_person(Person(6, "reader", "cong_khai"))
    text = (
        "UBND TỈNH LÀO CAI\nSố: 77/BC-UBND\n\nBÁO CÁO\nKết quả trồng rừng năm 2025\n\n"
        "Năm 2025, toàn tỉnh trồng được 1.250 ha rừng, trong đó: rừng phòng hộ 400 ha; rừng sản xuất 800 ha.\n"
    )
    question = "diện tích rừng trồng năm 2025 toàn tỉnh?"
    with running(telegram, desk_on(assistant.catalogue, Local(assistant), ()), tmp_path):
        telegram.send_file("bao-cao-rung.txt", text.encode(), user=5)
        telegram.wait_for_messages(1)
        telegram.tap("Nội bộ, hỏi được trên Telegram", user=5)
        done = telegram.wait_for_event("Đã nạp")
        assert "Kết quả trồng rừng năm 2025 (số 77/BC-UBND)" in done
        telegram.say(question, user=5)
        assert "1.250 ha" in telegram.wait_for_messages(2, SLOW)[-1].seen
        telegram.say(question, user=6)
        assert "1.250" not in telegram.wait_for_messages(3, SLOW)[-1].seen
        telegram.say(f"/hoi@hoidap_test_bot {question}", user=5, chat=GROUP)
        assert "1.250" not in telegram.wait_for_messages(4, SLOW)[-1].seen
    assert replies.UPLOAD_STAGES["fetching"] in telegram.transcript()
