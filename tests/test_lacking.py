"""The words of a question that a place does not say tell a near twin from the answer."""

import pytest

from ingest.vietnamese.compounds import compounds
from rag.library import Library
from rag.refusing.lacking import lacking, telling, unsaid_indicator
from tests.room import place, plan

LOWER = "tỷ lệ ký số tại xã, phường đạt 88,6%"


def lacks(question: str, shelf: Library) -> list[str]:
    spot = place(LOWER, shelf)
    document = shelf.documents["bao-cao-quy-1-2026"]
    return [lack.text for lack in lacking(plan(question, shelf), spot, document)]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("tỷ lệ thất nghiệp của tỉnh", ["tỷ lệ", "thất nghiệp", "của", "tỉnh"]),
        ("máy photocopy cấp xã", ["máy", "photocopy", "cấp xã"]),
        ("", []),
    ],
)
def test_syllables_that_go_together_are_one_word(said: str, words: list[str]) -> None:
    assert [word.text for word in compounds(said.split())] == words


def test_a_word_that_the_place_does_not_say_is_lacking(shelf: Library) -> None:
    assert lacks("tỷ lệ ký số cá nhân tại xã phường?", shelf) == ["cá nhân"]
    assert "thất nghiệp" in lacks("tỷ lệ thất nghiệp tại xã phường?", shelf)


def test_words_of_asking_levels_and_numbers_need_not_be_said(shelf: Library) -> None:
    assert lacks("cho biết tỷ lệ ký số của sở ngành đạt được bao nhiêu phần trăm trong quý 3?", shelf) == []


def test_a_question_that_names_nothing_tells_nothing(shelf: Library) -> None:
    assert telling(plan("cái đó thế nào?", shelf)) == 0.0
    assert telling(plan("tỷ lệ ký số?", shelf)) > 0.0


def test_a_short_form_is_said_where_its_letters_begin_words(shelf: Library) -> None:
    said, unsaid = (telling(plan(f"{short} tại xã phường?", shelf)) for short in ("tlks", "qtks"))
    assert said == unsaid
    assert weight("tlks tại xã phường?", shelf) < 0.5 * weight("qtks tại xã phường?", shelf)


def weight(question: str, shelf: Library) -> float:
    lacking_there = lacking(plan(question, shelf), place(LOWER, shelf), shelf.documents["bao-cao-quy-1-2026"])
    return sum(lack.weight for lack in lacking_there)


def test_an_everyday_word_of_doing_weighs_little(shelf: Library) -> None:
    assert weight("dồn tỷ lệ ký số tại xã phường?", shelf) < 0.5 * weight("loa tỷ lệ ký số tại xã phường?", shelf)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("tỷ lệ thất nghiệp tại xã phường là bao nhiêu?", "thất nghiệp"),
        ("bao nhiêu hội viên phụ nữ tại xã phường ký số?", "phụ nữ"),
        ("dân số các xã phường ký số là bao nhiêu?", "dân số"),
        ("tỷ lệ ký số tại xã phường là mấy nghìn tỷ?", ""),
        ("vì sao tỷ lệ thất nghiệp tại xã phường tăng?", ""),
    ],
)
def test_the_thing_a_figure_is_asked_of_must_be_said(question: str, word: str, shelf: Library) -> None:
    asked = plan(question, shelf)
    lacks = lacking(asked, place(LOWER, shelf), shelf.documents["bao-cao-quy-1-2026"])
    assert unsaid_indicator(asked, lacks) == word
