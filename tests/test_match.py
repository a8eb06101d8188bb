import pytest

from rag.reading.match import FOLDED, Rarity, grams, held, terms
from rag.reading.wanted import Wanted


@pytest.fixture(scope="module")
def rarity() -> Rarity:
    return Rarity.of(["tỷ lệ ký số", "tỷ lệ hồ sơ", "tỷ lệ số hóa", "hồ sơ trễ hạn"])


def test_what_is_rarer_weighs_more(rarity: Rarity) -> None:
    weight = {t.text: t.weight for t in terms("tỷ lệ ký số", rarity)}
    assert weight["ký"] > weight["số"] > weight["lệ"]


def test_words_that_never_stand_side_by_side_are_no_pair(rarity: Rarity) -> None:
    assert {t.text for t in terms("hồ sơ ký số", rarity)} == {"hồ", "sơ", "ký", "số", "hồ sơ", "ký số"}
    assert "sơ | ký" not in {t.text for t in terms("hồ sơ | ký số", rarity)}


def test_an_unaccented_match_counts_less(rarity: Rarity) -> None:
    ky = next(t for t in terms("ký", rarity))
    assert (held(ky, grams("ký số")), held(ky, grams("ky so")), held(ky, grams("hồ sơ"))) == (1.0, FOLDED, 0.0)


def test_an_abbreviation_is_its_long_form() -> None:
    assert "thủ tục" in grams("117 TTHC")


def test_a_document_number_is_also_its_beginning() -> None:
    assert {"117", "117/2013", "117/2013/nđ-cp"} <= grams("Nghị định 117/2013/NĐ-CP")


def test_coverage_takes_the_nearest_zone(rarity: Rarity) -> None:
    wanted = Wanted(terms("trễ", rarity))
    near, far = grams("trễ"), grams("trễ hạn")
    assert wanted.coverage(((near, 1.0), (far, 0.5))) == 1.0
    assert wanted.coverage(((grams("khác"), 1.0), (far, 0.5))) == 0.5


def test_a_word_said_nowhere_is_missed(rarity: Rarity) -> None:
    wanted = Wanted(terms("hộ nghèo", rarity))
    assert wanted.missing(wanted.best(((grams("tỷ lệ ký số"), 1.0),))) == 1.0
    assert wanted.missing(wanted.best(((grams("hộ nghèo"), 1.0),))) == 0.0


def test_how_many_terms_are_said_as_written(rarity: Rarity) -> None:
    assert Wanted(terms("ký số", rarity)).said(grams("ký số")) == 3
    assert Wanted(terms("ký số", rarity)).said(grams("ky so")) == 0


def test_nothing_asked_is_covered_by_nothing() -> None:
    nothing = Wanted(())
    zone = ((grams("a"), 1.0),)
    assert (nothing.coverage(zone), nothing.missing(nothing.best(zone))) == (0.0, 0.0)


def test_an_everyday_phrase_is_held_where_its_formal_one_is() -> None:
    rarity = Rarity.of(["Có 25 hồ sơ trễ hạn.", "Đã bãi bỏ 09 thủ tục."])
    wanted = Wanted(terms("hồ sơ bị chậm", rarity))
    late, other = (((grams(text), 1.0),) for text in ("Có 25 hồ sơ trễ hạn.", "Có 25 hồ sơ mới."))
    assert wanted.coverage(late) > 0.8 > wanted.coverage(other)
