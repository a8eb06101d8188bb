"""How fast the bot answers, and what it loses or doubles: `python -m tests.bench_telegram [speed|faults|both]`.

Against the fake Bot API server on this machine, with the assistant on the corpus. Prints a line a measurement.
`speed`: 20 chats, each asking its next question a while after its last answer (people read), then all at once.
`faults`: 1,000 questions from 50 chats while a sixth of all calls fails in every way; who sees no answer taps.
"""

import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from bots.commands.load import take_in
from bots.telegram_bot import replies
from bots.telegram_bot.local import Local
from bots.telegram_bot.pace import Pace
from ingest.catalogue import Catalogue
from rag.assistant import Assistant
from rag.settings import Settings
from tests.fake_assistant import SIGNED
from tests.fake_service import FakeService
from tests.fake_telegram import FakeTelegram, some_faults
from tests.running_bot import desk_on, running

QUESTIONS = (
    "ty le ky so xa phuong quy 1",
    "tỷ lệ ký số sở ngành quý 1 năm 2026",
    "tổng số TTHC đang thực hiện quý 1 năm 2026",
    "tỷ lệ văn bản đi ký số quý 1 năm 2026",
)
CHATS = 20
UNPACED = Pace(overall=10_000, chat_burst=10_000, chat_seconds=1)
"""Telegram's pace is not what is measured."""


class Clock(FakeTelegram):
    """Keeps when each chat asked, and how long its answer took."""

    def __init__(self) -> None:
        super().__init__()
        self.asked_at: dict[int, float] = {}
        self.took: list[float] = []

    def ask(self, text: str, user: int) -> None:
        self.asked_at[user] = time.perf_counter()
        self.say(text, user)

    def on_sendMessage(self, fields: dict[str, str]) -> object:  # type: ignore[override]
        since = self.asked_at.pop(int(fields["chat_id"]), None)
        if since is not None:
            self.took.append((time.perf_counter() - since) * 1000)
        return super().on_sendMessage(fields)


def speed(seconds: float = 30.0) -> None:
    """Twenty chats."""
    folder = Path(tempfile.mkdtemp())
    corpus = Path(__file__).parents[1] / "corpus"
    people = tuple(range(1, CHATS + 1))
    with Assistant.open(Settings(data_dir=folder)) as assistant, Clock() as telegram:
        take_in(assistant, [corpus])
        desk = desk_on(assistant.catalogue, Local(assistant), people)
        with running(telegram, desk, folder, UNPACED):
            for question in QUESTIONS:
                telegram.ask(question, 1)
                telegram.wait(lambda fake: not fake.asked_at, 60)  # type: ignore[attr-defined]
            telegram.took.clear()
            until = time.monotonic() + seconds

            def person(user: int) -> None:
                pause = threading.Event()
                pause.wait(user / CHATS * 2)  # they do not all begin in the same moment
                at = user
                while time.monotonic() < until:
                    telegram.ask(QUESTIONS[at % len(QUESTIONS)], user)
                    telegram.wait(lambda fake: user not in fake.asked_at, 60)  # type: ignore[attr-defined]
                    pause.wait(2)
                    at += 1

            threads = [threading.Thread(target=person, args=(user,)) for user in people]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            report("20 chats, a question every two seconds each", telegram.took)
            telegram.took.clear()
            for _ in range(5):
                for user in people:
                    telegram.ask(QUESTIONS[user % len(QUESTIONS)], user)
                telegram.wait(lambda fake: not fake.asked_at, 60)  # type: ignore[attr-defined]
            report("20 chats in the same instant, five times", telegram.took)


def report(what: str, took: list[float]) -> None:
    """One line."""
    ranked = statistics.quantiles(took, n=20)
    print(f"{what}: {len(took)} answers, p50 {statistics.median(took):.0f} ms, p95 {ranked[18]:.0f} ms", flush=True)


class Echo(FakeService):
    """Answers each question with itself."""

    def ask(self, question: str, *rest: object) -> object:  # type: ignore[override]
        return replace(SIGNED, answer=f"{question} [1]", figures=(), warnings=(), suggestions=())


def faults(count: int = 1000, chats: int = 50) -> None:
    """A thousand questions."""
    folder, people = Path(tempfile.mkdtemp()), tuple(range(1, chats + 1))
    catalogue = Catalogue.open(f"sqlite:///{folder / 'catalogue.db'}")
    with FakeTelegram() as telegram:
        telegram.fault = some_faults(1, 1 / 6, ("sendMessage", "getUpdates", "deleteMessage"))
        with running(telegram, desk_on(catalogue, Echo(), people), folder, UNPACED):
            started = time.perf_counter()
            for number in range(count):
                telegram.say(f"câu {number}", people[number % chats])
            telegram.wait(lambda fake: told(fake) == count, 600)
            telegram.fault = lambda method: None
            offers = [sent for sent in telegram.sent if sent.seen == replies.MAYBE_ARRIVED]
            for offer in offers:
                if answers(telegram)[str(telegram._messages[offer.reply_to or 0]["text"])] == 0:
                    telegram.tap("Gửi lại", offer.chat, on=offer)
            telegram.wait(lambda fake: len(answers(fake)) == count, 600)
            took = time.perf_counter() - started
    catalogue.close()
    counts = Counter(answers(telegram).values())
    failed = sum(1 for event in telegram.events if event.startswith("!"))
    lost, doubled = count - sum(counts.values()), sum(n for times, n in counts.items() if times > 1)
    print(f"{count} questions, {failed} failed calls, {len(offers)} answers offered again: ", end="")
    print(f"lost {lost}, doubled {doubled}, {took:.0f} s")


def answers(telegram: FakeTelegram) -> Counter[str]:
    """How often each question was answered."""
    return Counter(sent.seen.split(" [1]")[0] for sent in telegram.sent if " [1]" in sent.seen)


def told(telegram: FakeTelegram) -> int:
    """How many questions have an answer, or the offer to send it again."""
    offered = {
        telegram._messages[sent.reply_to or 0]["text"] for sent in telegram.sent if sent.seen == replies.MAYBE_ARRIVED
    }
    return len(offered | set(answers(telegram)))


if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else "both"
    if wanted in ("speed", "both"):
        speed()
    if wanted in ("faults", "both"):
        faults()
