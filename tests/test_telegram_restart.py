"""What survives: a stop or a kill in the middle, a flood, faults of every kind. Nothing is lost, nothing doubled."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bots.telegram_bot import replies
from ingest.catalogue import Catalogue
from tests.fake_assistant import SIGNED
from tests.fake_service import FakeService
from tests.fake_telegram import TOKEN, FakeTelegram, some_faults
from tests.running_bot import catalogue, desk_on, running, telegram

__all__ = ["catalogue", "telegram"]
SLOW = 120
"""Seconds that things may take on a machine that has others to do."""
SECRET = TOKEN.partition(":")[2]


class Echo(FakeService):
    """Answers each question with itself, so that every answer can be told from the others."""

    def ask(self, question: str, *rest: object) -> object:  # type: ignore[override]
        self.hold.wait(20)
        self.assistant.questions.append((question, None, ()))
        return replace(SIGNED, answer=f"{question} [1]", figures=(), warnings=(), suggestions=())


def answers(telegram: FakeTelegram) -> Counter[str]:
    """How often each question was answered: its words stand in the first line of the answer."""
    return Counter(sent.seen.split(" [1]")[0] for sent in telegram.sent if " [1]" in sent.seen)


def test_a_stop_in_the_middle_loses_nothing(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    service = Echo()
    service.hold.clear()
    with running(telegram, desk_on(catalogue, service)):
        for number in range(5):
            telegram.say(f"câu {number}", user=number % 2 + 1)
        telegram.wait(lambda fake: len(fake._updates) == 0 or "getUpdates" in fake.calls)
        telegram.wait_for_event("(typing)")
        service.hold.set()
    with running(telegram, desk_on(catalogue, service)):
        telegram.wait(lambda fake: len(answers(fake)) == 5)
    assert answers(telegram) == {f"câu {number}": 1 for number in range(5)}


def test_an_answer_is_kept_until_telegram_can_be_reached(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    """Stopped while nobody can be reached, the bot sends the answer after its next start, without asking again."""
    service = Echo()
    service.hold.clear()
    bot = running(telegram, desk_on(catalogue, service))
    bot.__enter__()
    telegram.say("câu 1")
    telegram.wait_for_event("(typing)")
    with telegram.unreachable():
        service.hold.set()
        while not (kept := catalogue.chats.exchange(1)) or kept.state != "sending":
            threading.Event().wait(0.05)
        bot.__exit__(None, None, None)
    with running(telegram, desk_on(catalogue, service)):
        telegram.wait_for_messages(1)
    assert answers(telegram) == {"câu 1": 1}
    assert len(service.asked) == 1


def test_a_flood_of_200_messages_from_20_chats(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    people = tuple(range(1, 21))
    with running(telegram, desk_on(catalogue, Echo(), people)):
        for number in range(200):
            telegram.say(f"câu {number}", user=people[number % 20])
        telegram.wait_for_messages(200, SLOW)
    assert answers(telegram) == {f"câu {number}": 1 for number in range(200)}
    for person in people:
        mine = [int(sent.seen.split()[1]) for sent in telegram.sent if sent.chat == person]
        assert mine == sorted(mine)


@pytest.mark.filterwarnings("ignore:.*retry_after")
def test_faults_of_every_kind_lose_and_double_nothing(telegram: FakeTelegram, catalogue: Catalogue) -> None:
    """A sixth of all calls fail. Who sees no answer taps the button that the bot then offers."""
    people = tuple(range(1, 13))
    telegram.fault = some_faults(7, 1 / 6, ("sendMessage", "getUpdates", "deleteMessage"))
    with running(telegram, desk_on(catalogue, Echo(), people)):
        for number in range(60):
            telegram.say(f"câu {number}", user=people[number % 12])
        telegram.wait(lambda fake: all_told(fake, 60), SLOW)
        telegram.fault = lambda method: None
        for offer in [sent for sent in telegram.sent if sent.seen == replies.MAYBE_ARRIVED]:
            asked = telegram._messages[offer.reply_to or 0]["text"]
            if asked not in answers(telegram):
                telegram.tap("Gửi lại", offer.chat, on=offer)
        telegram.wait(lambda fake: len(answers(fake)) == 60, SLOW)
    assert answers(telegram) == {f"câu {number}": 1 for number in range(60)}


def all_told(telegram: FakeTelegram, count: int) -> bool:
    """Whether every question has its answer, or the offer to send it again."""
    offered = {
        telegram._messages[sent.reply_to or 0]["text"] for sent in telegram.sent if sent.seen == replies.MAYBE_ARRIVED
    }
    return len(offered | set(answers(telegram))) == count


# --- processes ------------------------------------------------------------------------------------

PROGRAM = """
import logging, sys
from pathlib import Path
from bots.commands.telegram import one_bot
from bots.failures import sentence
from bots.telegram_bot import troubles
from bots.telegram_bot.main import run
from ingest.catalogue import Catalogue
from rag.errors import UserError
from tests.fake_service import FakeService
from tests.running_bot import desk_on
token, url, folder, troubles.NEWCOMER = sys.argv[1], sys.argv[2], Path(sys.argv[3]), float(sys.argv[4])
logging.basicConfig(level=logging.DEBUG)
try:
    with one_bot(folder):
        catalogue = Catalogue.open(f"sqlite:///{folder / 'catalogue.db'}")
        run(token, desk_on(catalogue, FakeService()), folder, base_url=url)
except UserError as error:
    print(sentence(error))
    sys.exit(error.status)
"""


class Process:
    """The bot in a process of its own; what it says goes into a file, for a pipe that nobody reads would stop it."""

    def __init__(self, telegram: FakeTelegram, folder: Path, newcomer: float = 60) -> None:
        root = Path(__file__).parent.parent
        folder.mkdir(exist_ok=True)
        self._said = folder / f"said-{time.monotonic_ns()}.txt"
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, TOKEN, telegram.url, str(folder), str(newcomer)],
                cwd=root,
                env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        self.pid = self._process.pid

    def end(self, how: int | None = None) -> tuple[int, str]:
        """Its status and what it said, once it has ended; `how` is a signal to send first."""
        if how is not None:
            self._process.send_signal(how)
        try:
            status = self._process.wait(SLOW)
        finally:
            self._process.kill()
        return status, self._said.read_text(encoding="utf-8")


def test_two_machines_with_one_token(telegram: FakeTelegram, tmp_path: Path) -> None:
    """The one that runs answers on; the newcomer says why it stops; neither prints the token, logging everything."""
    first = Process(telegram, tmp_path / "a", newcomer=0)
    telegram.say("ký số?")
    telegram.wait(lambda fake: bool(fake.sent), SLOW)
    second = Process(telegram, tmp_path / "b")
    status, said = second.end()
    assert (status, said.splitlines()[-1]) == (3, f"{replies.SECOND} {replies.SECOND_HINT}")
    telegram.say("còn sở ngành?")
    telegram.wait(lambda fake: len(fake.sent) == 2, SLOW)
    status, output = first.end(signal.SIGTERM)
    assert status == 0
    assert "Bot @hoidap_test_bot đang nhận câu hỏi" in output
    assert SECRET not in output + said


def test_two_processes_on_one_data_folder(telegram: FakeTelegram, tmp_path: Path) -> None:
    first = Process(telegram, tmp_path)
    telegram.say("ký số?")
    telegram.wait(lambda fake: bool(fake.sent), SLOW)
    second = Process(telegram, tmp_path)
    status, said = second.end()
    first.end(signal.SIGTERM)
    assert status == 3
    assert f"Đã có một bot đang chạy trên thư mục dữ liệu này (tiến trình {first.pid})" in said


def test_killed_and_started_again(telegram: FakeTelegram, tmp_path: Path) -> None:
    """SIGKILL at any moment: afterwards every question has one answer, or the offer of it where nobody can tell."""
    first = Process(telegram, tmp_path)
    telegram.wait(lambda fake: "getUpdates" in fake.calls, SLOW)
    asked = [telegram.say(f"ký số {number}?", user=number % 2 + 1) for number in range(30)]
    telegram.wait(lambda fake: len(fake.sent) >= 5, SLOW)
    first.end(signal.SIGKILL)
    second = Process(telegram, tmp_path)
    telegram.wait(lambda fake: len(fake.sent) >= 30, SLOW)
    telegram.say("/moi")
    telegram.wait(lambda fake: fake.sent[-1].seen == replies.NEW_TALK, SLOW)
    second.end(signal.SIGTERM)
    offers = [sent for sent in telegram.sent if sent.seen == replies.MAYBE_ARRIVED]
    answered = [sent for sent in telegram.sent if sent.seen.startswith("93,5%")]
    assert len(answered) + len(offers) >= len(asked)
    assert len(answered) <= len(asked)
    assert len(offers) <= 2  # at most one in each chat was on its way


def test_nothing_logged_shows_the_token(
    telegram: FakeTelegram, catalogue: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    """Everything is logged, calls fail in every way, and the secret is in no record."""
    from bots.telegram_bot.logs import token_hidden

    telegram.fail("getUpdates", 502, "Bad Gateway")
    telegram.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
    with caplog.at_level(logging.DEBUG), token_hidden(TOKEN), running(telegram, desk_on(catalogue, FakeService())):
        telegram.say("ký số?")
        telegram.wait_for_event("! sendMessage: 403")
        telegram.say("ký số?")
        telegram.wait_for_messages(1)
    assert caplog.records
    assert SECRET not in caplog.text
