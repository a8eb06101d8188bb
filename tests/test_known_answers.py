"""What is asked again is answered from memory: the same answer with ids of its own, no other view's, no old one."""

from dataclasses import replace
from pathlib import Path

import pytest

from rag.assistant import Assistant
from rag.records import Answer
from tests.room import MADE, REPORT, on_file, take_in

SIGNING = "tỷ lệ ký số tại xã phường quý 1 năm 2026?"


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions for which an answer was worked out."""
    asked: list[str] = []
    made = Assistant._made

    def noting(self: Assistant, question: object, *rest: object) -> Answer:
        asked.append(question.text)  # type: ignore[attr-defined]
        return made(self, question, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Assistant, "_made", noting)
    return asked


def test_a_question_asked_again_is_not_worked_out_again(tmp_path: Path, worked: list[str]) -> None:
    with on_file(tmp_path) as assistant:
        first, again = assistant.ask(SIGNING), assistant.ask(f" {SIGNING}\n")
        assert worked == [SIGNING]
        ids = {"id": "", "conversation_id": "", "timings_ms": {}}
        assert replace(first, **ids) == replace(again, **ids)
        assert len({first.id, again.id, first.conversation_id, again.conversation_id}) == 4
        assert assistant.catalogue.talks.answered(again.id) is not None


def test_a_follow_up_is_worked_out_in_its_own_conversation(tmp_path: Path, worked: list[str]) -> None:
    with on_file(tmp_path) as assistant:
        follow = "còn sở ngành?"
        assistant.ask(follow)
        talk = assistant.ask(SIGNING).conversation_id
        assert assistant.ask(follow, talk).answer.startswith("97,4%")
        assert assistant.ask(follow, before=[SIGNING]).answer.startswith("97,4%")
        assert worked == [follow, SIGNING, follow, follow]


def test_each_view_has_answers_of_its_own(tmp_path: Path, worked: list[str]) -> None:
    with on_file(tmp_path) as assistant:
        whole, part = assistant.ask(SIGNING), assistant.ask(SIGNING, document_ids=["bao-cao-2024"])
        assert (whole.abstained, part.abstained) == (False, True)
        assert assistant.ask(SIGNING, document_ids=["bao-cao-2024"]).answer == part.answer
        assert worked == [SIGNING, SIGNING]


def test_what_is_taken_in_later_is_in_the_answer(tmp_path: Path) -> None:
    with on_file(tmp_path) as assistant:
        assert assistant.ask(SIGNING).answer.startswith("88,6%")
        changed = tmp_path / "corpus" / "bao-cao-quy-1-2026.txt"
        changed.write_text(REPORT.replace("88,6%", "89,9%"), encoding="utf-8")
        take_in(assistant, changed)
        assert assistant.ask(SIGNING).answer.startswith("89,9%")


def test_only_so_many_answers_are_kept(tmp_path: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.assistant.KEPT", 2)
    with on_file(tmp_path, dict(list(MADE.items())[:1])) as assistant:
        for question in ("a?", "b?", "c?", "c?", "a?"):
            assistant.ask(question)
        assert worked == ["a?", "b?", "c?", "a?"]
