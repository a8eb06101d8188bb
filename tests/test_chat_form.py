"""Sentences in a prescribed form, where the model's endpoint heeds it, and in words where it refuses or ignores it."""

import json
from pathlib import Path

import pytest

from rag.chat.prompts import REPAIR
from rag.chat.sentences import as_lines
from tests.fake_chat import Reply, Script, fake_chat, formed, sources_in
from tests.room import on_file

WHY = "vì sao số hóa hồ sơ còn chậm?"
FIRST = "Số hóa hồ sơ còn chậm do cấp xã thiếu máy quét"
SECOND = "Cấp xã còn thiếu cán bộ chuyên trách"


def says(*lines: str) -> Script:
    """A model that says the lines, each citing the source on the scanners."""

    def script(system: str, user: str) -> Reply:
        key = next(key for key, text in sources_in(user) if "thiếu máy quét" in text)
        return Reply("\n".join(f"{line} [{key}]." for line in lines))

    return script


@pytest.mark.parametrize(
    ("form", "prescribed"), [("heeded", [True, True]), ("refused", [True, False, False]), ("ignored", [True, False])]
)
def test_an_answer_is_the_same_whatever_the_endpoint_makes_of_the_form(
    form: str, prescribed: list[bool], tmp_path: Path
) -> None:
    with (
        fake_chat(says(FIRST, SECOND), form) as server,
        on_file(tmp_path, chat_model="openai:fake", chat_base_url=server.url) as assistant,
    ):
        answers = [assistant.ask(WHY) for _ in range(2)]
        assert server.forms == prescribed  # asked for once, and no more where it was of no use
    for answer in answers:
        assert answer.answer == f"{FIRST}. [1]\n\n{SECOND}. [1]"
        assert (answer.withheld, answer.chat_failure) == ((), "")
        assert answer.usage["output_tokens"] == 9


def test_sentences_of_a_form_are_said_as_they_pass_and_false_ones_never(tmp_path: Path) -> None:
    said: list[str] = []
    false = "Cấp xã thiếu 45 máy quét"
    with (
        fake_chat(says(FIRST, false, SECOND), "heeded") as server,
        on_file(tmp_path, chat_model="openai:fake", chat_base_url=server.url) as assistant,
    ):
        answer = assistant.ask(WHY, say=said.append)
        assert [system == REPAIR for system, _ in server.seen] == [False, True]
    assert "45" not in answer.answer
    assert said == [line for line in answer.answer.split("\n") if line]
    assert said[0] == f"{FIRST}. [1]"


def test_a_form_that_is_cut_leaves_the_extractive_answer(tmp_path: Path) -> None:
    with (
        fake_chat(lambda system, user: Reply(says(FIRST)(system, user).text, cut=3), "heeded") as server,
        on_file(tmp_path, chat_model="openai:fake", chat_base_url=server.url) as assistant,
    ):
        answer = assistant.ask(WHY)
        assert answer.answer == assistant.ask(WHY, writer="extractive").answer
        assert answer.chat_failure


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_lines_come_whole_however_the_form_is_cut_into_pieces(size: int) -> None:
    text = formed('Đạt 5% "năm" [a1].\nCòn chậm [b2][c3].')
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    assert list(as_lines(pieces)) == ['Đạt 5% "năm". [a1]\n', "Còn chậm. [b2][c3]\n"]


@pytest.mark.parametrize(
    "reply", ["```json\n{}\n```", "<think>Đạt 9%?</think>\n{}", "<think>{{</think>```{}```", " {}\n"], ids=repr
)
@pytest.mark.parametrize("size", [1, 5, 1000])
def test_a_fence_and_thoughts_around_a_form_are_no_part_of_it(reply: str, size: int) -> None:
    text = reply.replace("{}", formed("Đạt 5% [a1].")).replace("{{", "{")
    assert list(as_lines([text[i : i + size] for i in range(0, len(text), size)])) == ["Đạt 5%. [a1]\n"]


@pytest.mark.parametrize(
    "reply",
    ['{"sentences": 5}', '{"sentences": ["Đạt 5%."]}', '{"other": []}', "{}", '{"sentences": [{"text": "Đạt', "{x"],
)
def test_a_form_that_holds_no_sentence_gives_no_line(reply: str) -> None:
    assert list(as_lines([reply])) == []


def test_keys_that_are_no_words_are_left_out() -> None:
    reply = json.dumps({"sentences": [{"text": "Đạt 5%.", "keys": [1, "a1"]}, {"text": "Chậm.", "keys": "a1"}]})
    assert list(as_lines([reply])) == ["Đạt 5%. [a1]\n", "Chậm. \n"]
