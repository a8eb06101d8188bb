"""What is suggested next is answered when it is asked."""

import pytest

from ingest.records import Figure
from ingest.vietnamese.calendar import quarter_of, year_of
from rag.assistant import Assistant
from rag.telling.suggest import MOST, worded


def figure(indicator: str, **other: object) -> Figure:
    return Figure("d", "s", "93,5%", 93.5, "%", 0, 5, indicator, **other)  # type: ignore[arg-type]


COMMUNES = figure("tỷ lệ ký số", level="cấp xã", period=quarter_of(2026, 1))
CELL = figure("điện sinh hoạt, chỉ số", column=2, period=year_of(2024))


@pytest.mark.parametrize(
    ("made", "question"),
    [
        (COMMUNES, "Tỷ lệ ký số cấp xã quý 1 năm 2026 là bao nhiêu?"),
        (CELL, "Chỉ số điện sinh hoạt năm 2024 là bao nhiêu?"),
        (figure("tỷ lệ ký số", kind="chỉ tiêu"), ""),
        (figure("bàn giao tài khoản cho các đơn vị"), ""),
        (figure("tỷ lệ như sau đạt"), ""),
    ],
)
def test_a_figure_is_worded_as_a_question(made: Figure, question: str) -> None:
    assert worded(made) == question


@pytest.mark.parametrize("asked", ["tỷ lệ ký số tại xã phường?", "tỷ lệ ký số tại sở ngành quý 1 năm 2026?"])
def test_every_suggestion_is_answered(asked: str, made: Assistant) -> None:
    answer = made.ask(asked)
    assert 0 < len(answer.suggestions) <= MOST
    assert all(not made.ask(suggestion).abstained for suggestion in answer.suggestions)
    assert answer.question not in answer.suggestions


def test_suggestions_keep_to_the_documents_allowed(made: Assistant) -> None:
    allowed = {"bao-cao-quy-1-2026"}
    for suggestion in made.ask("tỷ lệ ký số tại xã phường?", document_ids=allowed).suggestions:
        again = made.ask(suggestion, document_ids=allowed)
        assert {c.document_id for c in again.citations} == allowed


def test_nothing_is_suggested_where_nothing_is_near(made: Assistant) -> None:
    assert made.ask("giá vàng miếng hôm qua?").suggestions == ()


def test_nothing_that_was_just_told_is_suggested(made: Assistant) -> None:
    answer = made.ask("tỷ lệ ký số tại xã phường quý 1 năm 2026?")
    assert answer.figures[0].text == "88,6%"
    assert answer.suggestions
    assert not [s for s in answer.suggestions if made.ask(s).answer.startswith("88,6%")]
