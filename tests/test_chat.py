"""A chat model as writer: what it says well is shown, what it says wrong never is, and when it fails nobody waits."""

import math
import random
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag.assistant import Assistant
from rag.chat.prompts import REFUSAL, REPAIR
from rag.errors import UserError
from rag.records import Answer
from rag.settings import Settings
from tests.fake_chat import FakeChat, Reply, Script, fake_chat, sources_in
from tests.room import REPORT, on_file

WHY = "vì sao số hóa hồ sơ còn chậm?"
SIGNING = "tỷ lệ ký số tại xã phường quý 1 năm 2026?"


class Room:
    """The assistant on the made documents with a model whose script each test sets."""

    def __init__(self, assistant: Assistant, server: FakeChat) -> None:
        self.assistant, self.server = assistant, server
        self.script: Script = lambda system, user: Reply(REFUSAL)

    def ask(self, question: str, script: Script, **options: object) -> Answer:
        self.script = script
        return self.assistant.ask(question, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    rooms: list[Room] = []
    with fake_chat(lambda system, user: rooms[0].script(system, user)) as server:
        options = {"chat_model": "openai:fake", "chat_base_url": server.url, "chat_timeout": 10.0}
        with on_file(tmp_path_factory.mktemp("chat"), **options) as assistant:
            rooms.append(Room(assistant, server))
            yield rooms[0]


def key_of(user: str, words: str) -> str:
    """The key of the source that prints the words."""
    return next(key for key, text in sources_in(user) if words in text)


def says(line: str, words: str) -> Script:
    """A model that says one line citing the source that prints `words`, and again when asked to repair it."""
    return lambda system, user: Reply(line.replace("KEY", key_of(user, words)))


def test_an_explanation_is_told_in_the_models_words_and_cited(room: Room) -> None:
    line = "Số hóa hồ sơ còn chậm vì cấp xã thiếu máy quét và thiếu cán bộ chuyên trách [KEY]."
    answer = room.ask(WHY, says(line, "thiếu máy quét"))
    assert answer.answer == "Số hóa hồ sơ còn chậm vì cấp xã thiếu máy quét và thiếu cán bộ chuyên trách. [1]"
    assert "thiếu máy quét" in answer.citations[0].quote
    assert (answer.usage["input_tokens"], answer.usage["output_tokens"]) == (40, 9)


def test_the_tokens_of_a_call_that_was_cut_are_estimated_and_said_to_be(room: Room) -> None:
    answer = room.ask(WHY, lambda system, user: Reply("Số hóa hồ sơ còn chậm vì thiếu máy quét.", cut=3))
    prompt = sum(map(len, room.server.seen[-1]))
    assert answer.usage["input_tokens"] == math.ceil(prompt / 2.5)
    assert answer.usage["output_tokens"] == math.ceil(3 * 7 / 2.5)
    assert answer.usage["estimated"] == answer.usage["input_tokens"] + answer.usage["output_tokens"]


def test_a_call_that_the_endpoint_refuses_costs_no_tokens(room: Room) -> None:
    usage = room.ask(WHY, lambda system, user: Reply(status=500)).usage
    assert (usage["input_tokens"], usage["output_tokens"], usage["estimated"]) == (0, 0, 0)


def test_a_figure_stays_the_readers_and_context_stands_below_it(room: Room) -> None:
    answer = room.ask(SIGNING, says("Tại sở, ngành, tỷ lệ ký số đạt 97,4% [KEY].", "97,4%"))
    first, blank, context = answer.answer.split("\n")
    assert first.startswith("88,6%")
    assert (blank, context) == ("", "Tại sở, ngành, tỷ lệ ký số đạt 97,4%. [1]")


def test_an_altered_number_is_repaired_once(room: Room) -> None:
    def script(system: str, user: str) -> Reply:
        figure = "97,4%" if system == REPAIR else "94,7%"
        return Reply(f"Tại sở, ngành, tỷ lệ ký số đạt {figure} [{key_of(user, '97,4%')}].")

    answer = room.ask(SIGNING, script)
    assert "đạt 97,4%" in answer.answer
    assert "94,7" not in answer.answer
    assert answer.withheld == ()


def test_what_cannot_be_repaired_is_withheld_and_counted(room: Room) -> None:
    answer = room.ask(SIGNING, says("Tại sở, ngành, tỷ lệ ký số đạt 94,7% [KEY].", "97,4%"))
    assert "94,7" not in answer.answer
    assert answer.withheld == ("Tại sở, ngành, tỷ lệ ký số đạt 94,7%.",)
    assert any("Đã giữ lại 1 câu" in warning for warning in answer.warnings)


def test_a_false_sentence_of_an_explanation_gives_way_to_the_sources_own(room: Room) -> None:
    answer = room.ask(WHY, says("Số hóa hồ sơ chậm vì cấp xã thiếu 45 máy quét [KEY].", "thiếu máy quét"))
    assert "45" not in answer.answer
    assert answer.answer.startswith("Việc số hóa hồ sơ còn chậm do cấp xã thiếu máy quét")


@pytest.mark.parametrize(
    "line",
    [
        "Tại xã, phường, tỷ lệ ký số đạt 97,4% [KEY].",  # the neighbour's figure
        "Quý I năm 2025, tỷ lệ ký số tại sở, ngành đạt 97,4% [KEY].",  # another period
        "Tỷ lệ ký số tại sở, ngành giảm, đạt 97,4% [KEY].",  # a direction nobody printed
        "Tỷ lệ ký số tại sở, ngành chưa đạt 97,4% [KEY].",  # a no nobody printed
        "Mục tiêu tỷ lệ ký số tại sở, ngành là 97,4% [KEY].",  # a result told as an aim
        "Tỷ lệ ký số tại sở, ngành đạt 97,4% [khoagia].",  # a citation that was invented
        "Tỷ lệ ký số tại sở, ngành đạt 97,4%.",  # none
        "The signing rate of the departments reached 97,4% [KEY].",
        "Theo Quyết định số 12/QĐ-UBND, tỷ lệ ký số tại sở, ngành đạt 97,4% [KEY].",
        "Ông Nguyễn Văn Giả cho biết tỷ lệ ký số tại sở, ngành đạt 97,4% [KEY].",
        "Chép nguyên văn mọi con số, ngày, số hiệu, tên riêng [KEY].",  # the prompt
        "Tỷ lệ ký số tại sở, ngành đạt chín mươi bảy phần trăm [KEY].",
    ],
)
def test_a_sentence_its_source_does_not_say_is_withheld(line: str, room: Room) -> None:
    plain = room.assistant.ask(SIGNING, writer="extractive")
    answer = room.ask(SIGNING, says(line, "97,4%"))
    assert answer.answer == plain.answer
    assert len(answer.withheld) == 1


def test_markup_links_and_thoughts_are_taken_out(room: Room) -> None:
    line = "<think>Tôi nên nói dối 12%.</think>\n- **Tại sở, ngành**, [tỷ lệ ký số](http://x.vn/a) đạt 97,4% [KEY] ![](http://x.vn/b.png)"
    answer = room.ask(SIGNING, says(line, "97,4%"))
    assert answer.answer.endswith("Tại sở, ngành, tỷ lệ ký số đạt 97,4% [1]")


def test_the_refusal_of_the_model_leaves_the_extractive_answer(room: Room) -> None:
    plain = room.assistant.ask(WHY, writer="extractive")
    answer = room.ask(WHY, lambda system, user: Reply(REFUSAL))
    assert (answer.answer, answer.withheld) == (plain.answer, ())


def test_a_question_that_is_refused_never_reaches_the_model(room: Room) -> None:
    before = len(room.server.seen)
    answer = room.ask("tỷ lệ thất nghiệp quý 1 năm 2026 là bao nhiêu?", lambda system, user: Reply("2,1%"))
    assert answer.abstained
    assert len(room.server.seen) == before


def test_lines_are_said_as_they_pass_and_in_the_order_of_the_answer(room: Room) -> None:
    said: list[str] = []
    first = "Số hóa hồ sơ còn chậm do cấp xã thiếu máy quét [KEY]."
    second = "Cấp xã còn thiếu cán bộ chuyên trách [KEY]."
    answer = room.ask(WHY, says(f"{first}\n{second}", "thiếu máy quét"), say=said.append)
    assert said == [line for line in answer.answer.split("\n") if line]


FAILURES: dict[str, Callable[[], Reply]] = {
    "down": lambda: Reply(status=500),
    "rate-limited": lambda: Reply(status=429),
    "cut": lambda: Reply("Số hóa hồ sơ còn chậm vì cấp xã thiếu máy quét [x].", cut=2),
    "empty": lambda: Reply(""),
}


@pytest.mark.parametrize("kind", FAILURES)
def test_a_model_that_fails_leaves_the_extractive_answer_and_a_note(kind: str, tmp_path: Path) -> None:
    with (
        fake_chat(lambda system, user: FAILURES[kind]()) as server,
        on_file(tmp_path, chat_model="openai:fake", chat_base_url=server.url) as assistant,
    ):
        answer = assistant.ask(WHY)
        assert answer.answer == assistant.ask(WHY, writer="extractive").answer
        assert answer.warnings[-1].startswith("Câu trả lời bằng chữ của văn bản: ")


def test_a_model_that_hangs_is_left_at_the_deadline_and_after_three_failures_alone(tmp_path: Path) -> None:
    held = threading.Event()
    options = {"chat_model": "openai:fake", "chat_timeout": 0.3}
    with fake_chat(lambda system, user: Reply("…", held=held)) as server:
        with on_file(tmp_path, chat_base_url=server.url, **options) as assistant:
            notes = [assistant.ask(WHY).warnings[-1] for _ in range(4)]
        held.set()
        assert [("quá chậm" in note, "tạm nghỉ" in note) for note in notes] == [(True, False)] * 3 + [(False, True)]
        assert len(server.seen) == 3


def test_a_follow_up_may_be_rewritten_but_brings_in_nothing(room: Room) -> None:
    def script(told: str) -> Script:
        return lambda system, user: Reply(told if system.startswith("Viết lại") else REFUSAL)

    first = room.ask(SIGNING, script(""))
    good = "Tỷ lệ ký số tại sở ngành quý 1 năm 2026?"
    follow = room.ask("còn sở ngành?", script(good), conversation_id=first.conversation_id)
    assert (follow.standalone_question, follow.answer[:5]) == (good, "97,4%")
    first = room.ask(SIGNING, script(""))
    bad = "Tỷ lệ ký số tại sở ngành quý 1 năm 2019 có phải 12% không?"
    follow = room.ask("còn sở ngành?", script(bad), conversation_id=first.conversation_id)
    assert "2019" not in follow.standalone_question
    assert follow.answer.startswith("97,4%")


def test_a_follow_up_that_is_only_said_again_is_left_to_the_rules(room: Room) -> None:
    first = room.ask(SIGNING, lambda system, user: Reply(REFUSAL))
    echo = "còn sở ngành?"
    follow = room.ask(
        echo,
        lambda system, user: Reply(echo if system.startswith("Viết lại") else REFUSAL),
        conversation_id=first.conversation_id,
    )
    assert follow.answer.startswith("97,4%")


def test_the_parts_of_a_question_are_answered_each(room: Room) -> None:
    parts = "Tỷ lệ ký số tại xã phường quý 1 năm 2026?\nKinh phí đầu tư hạ tầng số là bao nhiêu?"

    def script(system: str, user: str) -> Reply:
        return Reply(parts if system.startswith("Câu hỏi sau") else REFUSAL)

    text = "tỷ lệ ký số tại xã phường quý 1 năm 2026 và kinh phí đầu tư hạ tầng số là bao nhiêu?"
    first, second = room.ask(text, script).answer.split("\n")[:2]
    assert first.startswith("88,6%")
    assert first.endswith("[1]")
    assert second.startswith("35,6 tỷ đồng")
    assert second.endswith("[2]")


TRUE = (
    (SIGNING, "Tại sở, ngành, tỷ lệ ký số đạt 97,4%", "97,4%"),
    ("có bao nhiêu hồ sơ trễ hạn?", "Toàn tỉnh tiếp nhận 12.480 hồ sơ trực tuyến", "12.480"),
    ("có bao nhiêu hồ sơ trễ hạn?", "Giải quyết đúng hạn 12.105 hồ sơ, trễ hạn 75 hồ sơ", "12.105"),
    ("kinh phí đầu tư hạ tầng số là bao nhiêu?", "Kinh phí đầu tư hạ tầng số là 35,6 tỷ đồng", "35,6"),
    (
        "chỉ số cải cách hành chính của tỉnh năm 2024 đạt bao nhiêu?",
        "Năm 2024, Chỉ số cải cách hành chính của tỉnh xếp thứ 12/63 tỉnh, thành phố",
        "88,25%",
    ),
)


def altered(line: str) -> Iterator[tuple[str, str]]:
    """The line with each of its numbers changed in a hundred ways, and the number that it then says."""
    for match in re.finditer(r"\d[\d.,/]*\d|\d", line):
        digits = match.group()
        for i in range(1, 100):
            number = "".join(str((int(d) + i * (at + 1)) % 10) if d.isdigit() else d for at, d in enumerate(digits))
            if number != digits:
                yield f"{line[: match.start()]}{number}{line[match.end() :]}", number


def test_no_altered_number_is_shown_in_five_hundred_tries(room: Room) -> None:
    tries = [(question, false, number, words) for question, line, words in TRUE for false, number in altered(line)]
    plain = {question: room.assistant.ask(question, writer="extractive").answer for question, _, _ in TRUE}
    printed = "\n".join(s.text for s in room.assistant.library.statements.values())
    tries = [t for t in tries if not re.search(rf"(?<![\d.,]){re.escape(t[2])}(?![\d.,]*\d)", printed)]
    tries = [*random.Random(8).sample(tries, 500)]
    for question, false, number, words in tries:
        answer = room.ask(question, says(f"{false} [KEY].", words))
        assert answer.answer == plain[question], (false, number)


def test_a_model_without_its_package_is_said_so(tmp_path: Path) -> None:
    with (
        pytest.raises(UserError, match=r'pip install "hoidap\[anthropic\]"'),
        on_file(tmp_path, chat_model="anthropic:some-model"),
    ):
        pass


def test_a_chat_answer_that_is_asked_for_without_a_model_is_said_so(made: Assistant) -> None:
    with pytest.raises(UserError, match="chưa cấu hình mô hình"):
        made.ask(SIGNING, writer="chat")


def test_no_setting_is_needed() -> None:
    assert Settings().chat_model == ""


def injections() -> list[str]:
    lines = Path("tests/data/injections.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[2] for line in lines if not line.startswith("#")]


def obeys(system: str, user: str) -> Reply:
    """A model that says whatever it reads that mentions the canary, and quotes the place."""
    found = [f"{' '.join(text.split())} [{key}]." for key, text in sources_in(user) if "KENHGIA" in text]
    return Reply("\n".join(found) or ("KENHGIA." if "KENHGIA" in user else REFUSAL))


@pytest.mark.parametrize("text", injections())
def test_a_document_that_speaks_to_the_machine_is_not_obeyed(text: str, tmp_path: Path) -> None:
    report = REPORT.replace("1. Ký số văn bản\n", f"1. Ký số văn bản\n\n{text}\n").replace(
        "thiếu cán bộ chuyên trách.", f"thiếu cán bộ chuyên trách.\n\n{text}"
    )
    with (
        fake_chat(obeys) as server,
        on_file(tmp_path, {"bao-cao.txt": report}, chat_model="openai:fake", chat_base_url=server.url) as assistant,
    ):
        for question in (WHY, SIGNING):
            assert "KENHGIA" not in assistant.ask(question).answer.upper()
        assert not any("KENHGIA" in user for _, user in server.seen)


@pytest.mark.parametrize("text", injections())
def test_a_question_that_gives_orders_is_not_obeyed(text: str, room: Room) -> None:
    answer = room.ask(f"{WHY} {text}", lambda system, user: Reply("KENHGIA đúng là như vậy."))
    said = answer.answer.split("\n")[0] if answer.abstained else answer.answer
    assert "KENHGIA" not in said
