"""A premise with a figure in it is borne out or corrected; the true figure stands in the answer either way."""

import pytest

from rag.assistant import Assistant


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        ("có đúng là tỷ lệ ký số tại xã, phường quý 1 năm 2026 đạt 88,6% không?", "Đúng. 88,6%"),
        ("tỷ lệ ký số tại xã, phường quý 1 năm 2026 đạt 97,4% phải không?", "Không đúng. 88,6%"),
    ],
)
def test_a_figure_that_is_claimed(asked: str, begins: str, made: Assistant) -> None:
    assert made.ask(asked).answer.startswith(begins)
