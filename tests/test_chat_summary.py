"""A summary in a model's words: every section told and checked, and the document's own words where it fails."""

import re
from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from rag.chat.prompts import REPAIR
from rag.records import Answer
from tests.fake_chat import FakeChat, Reply, Script, fake_chat, sources_in
from tests.room import on_file

ASKED = "tóm tắt báo cáo quý 1 năm 2026"


class Room:
    """The assistant on the made documents with a model whose script each test sets."""

    def __init__(self, assistant: Assistant, server: FakeChat) -> None:
        self.assistant, self.server = assistant, server
        self.script: Script = lambda system, user: Reply(status=500)

    def ask(self, script: Script, **options: object) -> Answer:
        self.script = script
        return self.assistant.ask(ASKED, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    rooms: list[Room] = []
    with (
        fake_chat(lambda system, user: rooms[0].script(system, user)) as server,
        on_file(
            tmp_path_factory.mktemp("chat"), chat_model="openai:fake", chat_base_url=server.url, chat_timeout=20.0
        ) as assistant,
    ):
        rooms.append(Room(assistant, server))
        yield rooms[0]


def quotes(system: str, user: str) -> Reply:
    """A model that says what each of its sources says, in their order."""
    return Reply("\n".join(f"{text.rstrip('.')} [{key}]." for key, text in sources_in(user)))


def raises_every_number(system: str, user: str) -> Reply:
    """A model that tells each number one too high, also when asked to repair it."""
    reply = quotes(system, user).text
    return Reply(re.sub(r"(?<![\w.,])\d+(?![\w.]*\w*\])", lambda m: str(int(m[0]) + 1), reply))


def test_every_section_is_told_in_the_models_words_and_cited(room: Room) -> None:
    said: list[str] = []
    answer = room.ask(quotes, say=said.append)
    assert answer.withheld == ()
    assert answer.answer.split("\n")[0] == "Tóm tắt báo cáo số 45/BC-UBND Kết quả chuyển đổi số Quý I năm 2026 [1]"
    for words in ("97,4%", "12.480", "thiếu máy quét", "Đào tạo 300 cán bộ"):
        assert words in answer.answer
    assert [line for line in answer.answer.split("\n") if line in said] == said
    marked = {int(m) for line in said for m in re.findall(r"\[(\d+)\]", line)}
    assert marked == {c.marker for c in answer.citations}


def test_no_altered_number_is_told(room: Room) -> None:
    plain = room.assistant.ask(ASKED, writer="extractive")
    printed = set(re.findall(r"\d[\d.,]*\d|\d", plain.answer + " ".join(c.quote for c in plain.citations)))
    answer = room.ask(raises_every_number)
    body = re.sub(r"\[\d+\]", "", answer.answer)
    assert set(re.findall(r"\d[\d.,]*\d|\d", body)) <= printed
    assert answer.withheld
    assert "97,4%" in answer.answer


def test_a_model_that_fails_in_the_middle_leaves_the_other_sections_to_the_document(room: Room) -> None:
    def script(system: str, user: str) -> Reply:
        return quotes(system, user) if "Ký số" in user and system != REPAIR else Reply(status=500)

    answer = room.ask(script)
    assert "97,4%" in answer.answer
    assert "thiếu máy quét" in answer.answer
    assert any(note.startswith("Câu trả lời bằng chữ của văn bản") for note in answer.warnings)


def test_a_comparison_is_computed_and_never_told_by_the_model(room: Room) -> None:
    before = len(room.server.seen)
    room.script = quotes
    answer = room.assistant.ask("so sánh báo cáo quý 1 năm 2026 với báo cáo năm 2024")
    assert answer.answer.startswith("So sánh")
    assert len(room.server.seen) == before
