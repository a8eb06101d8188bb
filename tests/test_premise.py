"""A premise with a figure in it is borne out or corrected; the true figure stands in the answer either way."""

import pytest

from rag.assistant import Assistant
from rag.library import Library
from rag.question.premise import borne_out, claimed_bodies, neutral
from tests.room import plan


def test_a_body_that_is_claimed_is_no_condition(shelf: Library) -> None:
    asked = plan("ký số tại xã phường vẫn do Sở Tài chính chủ trì đúng không?", shelf)
    question = neutral(asked)
    assert claimed_bodies(asked) == ("Sở Tài chính",)
    assert (question.units, [a.kind for a in question.asks][-1]) == ((), "who")
    assert "Tài" not in question.content
    plain = plan("nhiệm vụ của Sở Tài chính là gì?", shelf)
    assert neutral(plain) == plain


def test_what_is_claimed_is_held_against_the_print(shelf: Library) -> None:
    asked = plan("ký số tại xã phường do Sở Tài chính chủ trì đúng không?", shelf)
    assert borne_out(asked, "Sở Tài chính chủ trì ký số") is True
    assert borne_out(asked, "Sở Nội vụ chủ trì ký số") is False
    assert borne_out(plan("ai chủ trì ký số?", shelf), "Sở Nội vụ") is None


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        ("có đúng là tỷ lệ ký số tại xã, phường quý 1 năm 2026 đạt 88,6% không?", "Đúng. 88,6%"),
        ("tỷ lệ ký số tại xã, phường quý 1 năm 2026 đạt 97,4% phải không?", "Không đúng. 88,6%"),
    ],
)
def test_a_figure_that_is_claimed(asked: str, begins: str, made: Assistant) -> None:
    assert made.ask(asked).answer.startswith(begins)


def test_a_body_or_another_is_a_premise(shelf: Library) -> None:
    asked = plan("Sở Tài chính có phải chủ trì ký số không, hay đơn vị khác?", shelf)
    assert (asked.intent, claimed_bodies(asked), asked.units) == ("check", ("Sở Tài chính",), ())
    assert borne_out(asked, "Sở Nội vụ chủ trì ký số") is False
