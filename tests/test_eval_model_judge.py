"""Grades of a chat model: a fake one in its place; what cannot be read as grades is counted."""

import pytest

from eval.metrics import scores
from eval.model_judge import configured, graded, prompt, read_grades
from eval.records import Run
from rag.chat.model import ChatFailed
from rag.errors import UserError
from rag.settings import Settings
from tests.test_eval_export import RUN


def test_answers_are_graded_and_refusals_are_not() -> None:
    heard: list[str] = []

    def say(instructions: str, text: str) -> str:
        heard.append(text)
        return 'Chấm: {"correct": 1, "faithful": 0.5}'

    run = graded(RUN, say, "giả")
    assert heard == [prompt(RUN.outcomes[0])]
    assert "<dap_an>93,5</dap_an>" in heard[0]
    assert [outcome.grades for outcome in run.outcomes] == [{"correct": 1, "faithful": 0.5}, {}]
    assert (run.about["judge"], run.about["judge_unreadable"]) == ("giả", "0/1")
    assert scores(run.outcomes)["judged_faithful"].mean == 0.5
    assert "judged_correct" not in scores(RUN.outcomes)


def test_what_is_no_grade_is_counted_not_guessed() -> None:
    def silent(instructions: str, text: str) -> str:
        raise ChatFailed("bận")

    for say in (silent, lambda instructions, text: "Đúng rồi!", lambda instructions, text: '{"correct": 2}'):
        run: Run = graded(RUN, say, "giả")
        assert run.about["judge_unreadable"] == "1/1"
        assert "judged_correct" not in scores(run.outcomes)
    assert read_grades('{"a": 1} {"correct": 0, "faithful": 0}') == {"correct": 0, "faithful": 0}


def test_without_a_configured_model_the_judge_says_what_to_set() -> None:
    with pytest.raises(UserError, match="Chưa có mô hình để chấm"):
        configured(Settings(chat_model=""))
