from rag.library import Library
from rag.read import read
from rag.reading.feature_names import FEATURES
from rag.refusing.judge import CIRCUMSTANCES, confidence, measured, share_known, threshold, unmet
from tests.room import evidence, plan


def sure(question: str, shelf: Library) -> float:
    asked = plan(question, shelf)
    return confidence(asked, read(asked, evidence(shelf), shelf), shelf.rarity)


def test_no_reading_is_no_confidence(shelf: Library) -> None:
    assert confidence(plan("tỷ lệ ký số?", shelf), (), shelf.rarity) == 0.0


def test_an_answer_is_surer_than_another_year_or_another_province(shelf: Library) -> None:
    right = sure("tỷ lệ ký số tại xã phường quý 1 năm 2026?", shelf)
    assert 0.0 < sure("tỷ lệ ký số tại xã phường quý 1 năm 2019?", shelf) < right < 1.0
    assert threshold() < right
    assert sure("tỷ lệ ký số tại xã phường của tỉnh Nghệ An?", shelf) < right


def test_what_confidence_rests_on_has_names(shelf: Library) -> None:
    question = plan("tỷ lệ ký số tại xã phường?", shelf)
    rests_on = measured(question, read(question, evidence(shelf), shelf), shelf.rarity)
    assert set(rests_on) == {*FEATURES, *CIRCUMSTANCES}
    assert (rests_on["unmet"], rests_on["figure"], rests_on["asks"]) == (0.0, 1.0, 1.0)


def test_a_number_is_asked_for_and_no_place_has_one(shelf: Library) -> None:
    question = plan("thiếu bao nhiêu cán bộ chuyên trách?", shelf)
    reasons = [e for e in evidence(shelf) if "chuyên trách" in e.statement.text]
    assert unmet(question, read(question, reasons, shelf))


def test_words_that_the_documents_use_are_known(shelf: Library) -> None:
    assert share_known(plan("tỷ lệ ký số", shelf), shelf.rarity) == 1.0
    assert share_known(plan("giá vàng miếng", shelf), shelf.rarity) == 0.0


def test_an_everyday_word_makes_no_stranger_of_a_question_nor_one_of_it_at_home(shelf: Library) -> None:
    assert share_known(plan("tỷ lệ ký điện tử", shelf), shelf.rarity) == 1.0
    assert share_known(plan("giá vàng miếng ký điện tử", shelf), shelf.rarity) < 0.7
