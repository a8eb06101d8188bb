"""The bot against a strict Bot API server on loopback: what a user sends, what the user sees."""

import asyncio
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bots import replies
from bots.telegram_bot.logs import token_hidden
from bots.telegram_bot.main import build, require_token, run
from rag.errors import UserError
from rag.records import Answer
from tests.fake_assistant import SIGNED, FakeAssistant
from tests.fake_telegram import TOKEN, FakeTelegram

SECRET = TOKEN.partition(":")[2]
Bot = Callable[..., FakeAssistant]


@pytest.fixture
def telegram(tmp_path: Path) -> Iterator[FakeTelegram]:
    """The server; its transcript is printed (shown when a test fails) and kept with the test's files."""
    with FakeTelegram() as fake:
        yield fake
    print(fake.transcript())
    (tmp_path / "transcript.txt").write_text(fake.transcript(), encoding="utf-8")


@contextmanager
def running(telegram: FakeTelegram, assistant: FakeAssistant, allowed: frozenset[int] = frozenset()) -> Iterator[None]:
    """The bot in a thread, with its own event loop, until the block ends."""
    loop = asyncio.new_event_loop()
    stop, started = asyncio.Event(), threading.Event()

    async def serve() -> None:
        app = build(TOKEN, assistant.ask, base_url=telegram.url, allowed=allowed)
        async with app:
            assert app.updater is not None
            await app.start()
            await app.updater.start_polling()
            started.set()
            await stop.wait()
            await app.updater.stop()
            await app.stop()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert started.wait(10), telegram.transcript()
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()


def test_a_question_is_answered_with_its_sources(telegram: FakeTelegram) -> None:
    assistant = FakeAssistant()
    with running(telegram, assistant):
        telegram.say("ty le ky so xa phuong quy 1")
        [sent] = telegram.wait_for_messages(1)
    assert sent.parse_mode == "HTML"
    assert sent.html.startswith("<b>93,5%</b> — tỷ lệ ký số")
    assert "[1] Báo cáo chuyển đổi số (chưa ghi số) — mục II. Kết quả, trang 3" in sent.seen
    assert telegram.events.index("bot → 1: (typing)") < telegram.events.index(f"bot → 1: {sent.seen}")
    assert assistant.questions == [("ty le ky so xa phuong quy 1", None, ())]


def test_a_chat_keeps_its_own_conversation(telegram: FakeTelegram) -> None:
    assistant = FakeAssistant()
    with running(telegram, assistant):
        telegram.say("ký số?", user=1)
        telegram.wait_for_messages(1)
        telegram.say("còn sở ngành?", user=1)
        telegram.wait_for_messages(2)
        telegram.say("hồ sơ?", user=2)
        telegram.wait_for_messages(3)
    assert [conversation for _, conversation, _ in assistant.questions] == [None, "c-1", None]
    assert [sent.chat for sent in telegram.sent] == [1, 1, 2]


def test_first_contact_help_and_unknown_commands(telegram: FakeTelegram) -> None:
    with running(telegram, FakeAssistant()):
        for text in ("/start", "/help", "/xoa"):
            telegram.say(text)
        seen = [sent.seen for sent in telegram.wait_for_messages(3)]
    assert seen == [replies.TELEGRAM_START, replies.TELEGRAM_HELP, replies.TELEGRAM_HELP]


def test_a_photo_is_told_that_text_is_needed(telegram: FakeTelegram) -> None:
    photo = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}
    with running(telegram, FakeAssistant()):
        telegram.say("", photo=[photo])
        [sent] = telegram.wait_for_messages(1)
    assert sent.seen == replies.TELEGRAM_TEXT_ONLY


def test_a_long_answer_arrives_whole_and_in_order(telegram: FakeTelegram) -> None:
    paragraphs = [f"{number}) {'nhiệm vụ & giải pháp < 5 ngày, ' * 40}".strip() for number in range(1, 9)]
    assistant = FakeAssistant(replace(SIGNED, answer="\n\n".join(["8 nhiệm vụ [1]", *paragraphs])))
    with running(telegram, assistant):
        telegram.say("nhiệm vụ nào?")
        telegram.wait(lambda fake: bool(fake.sent) and "Nguồn" in fake.sent[-1].seen)
    together = "\n\n".join(sent.seen for sent in telegram.sent)
    places = [together.index(paragraph) for paragraph in paragraphs]
    assert places == sorted(places)
    assert not any(event.startswith("! sendMessage") for event in telegram.events)


def test_refused_markup_is_sent_again_as_plain_text(telegram: FakeTelegram) -> None:
    telegram.fail("sendMessage", 400, "Bad Request: can't parse entities: Unsupported start tag")
    with running(telegram, FakeAssistant()):
        telegram.say("ký số?")
        [sent] = telegram.wait_for_messages(1)
    assert sent.parse_mode is None
    assert sent.seen.startswith("93,5% — tỷ lệ ký số")


@pytest.mark.filterwarnings("ignore:.*retry_after")  # the library warns of its own next version
def test_a_flood_pause_is_waited_out(telegram: FakeTelegram) -> None:
    telegram.fail("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    with running(telegram, FakeAssistant()):
        telegram.say("ký số?")
        [sent] = telegram.wait_for_messages(1)
    assert sent.seen.startswith("93,5%")


def test_what_a_person_can_mend_is_said_in_its_own_words(telegram: FakeTelegram) -> None:
    error = UserError("Câu hỏi dài quá 2.000 ký tự.", "Hãy hỏi ngắn hơn.")
    with running(telegram, FakeAssistant(error=error)):
        telegram.say("dài")
        [sent] = telegram.wait_for_messages(1)
    assert sent.seen == "Câu hỏi dài quá 2.000 ký tự. Hãy hỏi ngắn hơn."


def test_a_bug_is_one_sentence_to_the_user_and_in_the_log(
    telegram: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    with token_hidden(TOKEN), running(telegram, FakeAssistant(error=ZeroDivisionError(f"at {TOKEN}"))):
        telegram.say("ký số?")
        [sent] = telegram.wait_for_messages(1)
    assert sent.seen == replies.TELEGRAM_FAILED
    assert "ZeroDivisionError" in caplog.text
    assert SECRET not in caplog.text


def test_a_server_error_of_telegram_does_not_stop_the_bot(telegram: FakeTelegram) -> None:
    telegram.fail("sendChatAction", 502, "Bad Gateway")
    with running(telegram, FakeAssistant()):
        telegram.say("ký số?")
        telegram.wait_for_messages(1)
        telegram.say("ký số?")
        seen = [sent.seen for sent in telegram.wait_for_messages(2)]
    assert seen[0] == replies.TELEGRAM_FAILED
    assert seen[1].startswith("93,5%")


def test_who_is_not_on_the_list_gets_one_sentence_and_no_answer(telegram: FakeTelegram) -> None:
    assistant = FakeAssistant()
    with running(telegram, assistant, allowed=frozenset({2})):
        telegram.say("ký số?", user=1)
        telegram.say("ký số?", user=2)
        sent = telegram.wait_for_messages(2)
    assert [(each.chat, each.seen.startswith("93,5%")) for each in sent] == [(1, False), (2, True)]
    assert "mã 1" in sent[0].seen
    assert len(assistant.questions) == 1


# --- starting and stopping ------------------------------------------------------------------------


def never(question: str, conversation_id: str | None = None) -> Answer:
    raise AssertionError("nobody asks")


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
def test_a_token_that_telegram_refuses_is_not_repeated(telegram: FakeTelegram) -> None:
    with pytest.raises(UserError, match="không nhận mã bot") as caught:
        run("123456:another-secret", never, base_url=telegram.url)
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


PROGRAM = """
import logging, sys
from bots.failures import sentence
from bots.telegram_bot import handlers
from bots.telegram_bot.main import run
from rag.errors import UserError
from tests.fake_assistant import FakeAssistant
token, url, handlers.NEWCOMER = sys.argv[1], sys.argv[2], float(sys.argv[3])
logging.basicConfig(level=logging.DEBUG)
try:
    run(token, FakeAssistant().ask, base_url=url)
except UserError as error:
    print(sentence(error))
    sys.exit(error.status)
"""


def start_process(telegram: FakeTelegram, newcomer: float) -> subprocess.Popen[str]:
    root = Path(__file__).parent.parent
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, TOKEN, telegram.url, str(newcomer)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def test_two_processes_with_one_token(telegram: FakeTelegram) -> None:
    """The one that runs answers on; the newcomer says why it stops; neither prints the token, logging everything."""
    first = start_process(telegram, newcomer=0)
    telegram.say("ký số?")
    telegram.wait(lambda fake: bool(fake.sent), 30)
    second = start_process(telegram, newcomer=60)
    said, _ = second.communicate(timeout=30)
    assert (second.returncode, said.splitlines()[-1]) == (
        3,
        f"{replies.TELEGRAM_SECOND} {replies.TELEGRAM_SECOND_HINT}",
    )
    telegram.say("còn sở ngành?")
    telegram.wait(lambda fake: len(fake.sent) == 2, 30)
    first.send_signal(signal.SIGTERM)
    output, _ = first.communicate(timeout=30)
    assert first.returncode == 0
    assert "Bot @hoidap_test_bot đang nhận câu hỏi" in output
    assert SECRET not in output + said
