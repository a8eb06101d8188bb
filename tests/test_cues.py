"""What the cues of a question ask for, and which of them only look so."""

import pytest

from ingest.vietnamese.normalize import clean
from rag.question.cues import MUTE, cues_of
from rag.words import words


def kinds(question: str) -> list[str]:
    return [row[1] for _, _, row in cues_of(clean(question), words(clean(question)))]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("mấy cơ sở nuôi tôm không phép thì ai xử phạt", [MUTE, "who"]),
        ("trong công điện, bộ nào lo sửa gấp mấy chỗ sạt lở", ["who", MUTE]),
        ("có mấy nhiệm vụ, ai chủ trì", ["number", "who"]),
        ("có mấy nhiệm vụ", ["number"]),
    ],
)
def test_a_plural_is_no_number(question: str, expected: list[str]) -> None:
    assert kinds(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("kho gỗ phải chữa cháy được ít nhất mấy giờ liền", [MUTE, "number"]),
        ("mỗi đội có nhiều nhất bao nhiêu người", [MUTE, "number"]),
        ("tỷ lệ của huyện nào ít nhất", ["who", "extreme"]),
    ],
)
def test_a_bound_is_no_extreme(question: str, expected: list[str]) -> None:
    assert kinds(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("email công vụ giao cho bên nào vận hành", ["who"]),
        ("email của Sở Nội vụ", ["contact"]),
        ("vướng kế hoạch thì gọi ai, số mấy", ["contact", "mute"]),
        ("Sở Nội vụ với Sở Tài chính bên nào cao hơn", ["compare", "compare"]),
    ],
)
def test_what_is_spoken_of_is_not_asked_for(question: str, expected: list[str]) -> None:
    assert kinds(question) == expected


def test_a_condition_is_no_day() -> None:
    assert kinds("khi nào công chức bị coi là tái phạm") == ["condition"]
    assert kinds("khi nào hệ thống đi vào vận hành") == ["date"]


def test_a_term_is_asked_for_unless_something_else_is() -> None:
    assert kinds("căn cước điện tử là gì") == ["definition"]
    assert kinds("thời hạn là gì") == ["date", MUTE]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("vì sao số hóa còn chậm so với kế hoạch", ["explain", "none"]),
        ("giải ngân thấp so với cùng kỳ là do đâu", ["none", "explain"]),
        ("giải ngân so với cùng kỳ thế nào, vì sao", ["compare", "manner", "explain"]),
        ("cắt giảm 50% là so với mốc năm nào", ["date"]),
    ],
)
def test_what_is_to_be_explained_is_not_compared(question: str, expected: list[str]) -> None:
    assert kinds(question) == expected
