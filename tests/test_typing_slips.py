"""Each kind of slip on its own; what is a word already is left to the sentence around it."""

from ingest.vietnamese.syllables import is_syllable
from ingest.vietnamese.tables import rows
from ingest.vietnamese.typing_slips import near, numbered, shorthand, split_words, telex, vni


def test_telex_leaves_foreign_words() -> None:
    assert [telex(word) for word in ("online", "cloud", "dashboard", "scan")] == [None] * 4


def test_telex_marks_anywhere() -> None:
    assert telex("tieensg") == telex("tieengs") == telex("tiengse") == "tiếng"


def test_vni_marks_anywhere() -> None:
    assert vni("tie61ng") == vni("tieng61") == "tiếng"
    assert vni("h1") is None


def test_near_prefers_swapped_letters() -> None:
    costs = dict(near("sacn", {"scan", "san", "sach"}))
    assert min(costs, key=lambda word: costs[word]) == "scan"
    assert set(costs) == {"scan", "san", "sach"}


def test_numbers_stick_to_counting_words_only() -> None:
    assert numbered("nam2025") == ("nam", "2025")
    assert numbered("c06") is None


def test_two_words_without_a_space() -> None:
    assert list(split_words("trehan", {"tre", "han"})) == [("tre", "han")]


def test_shorthand_stands_for_whole_words() -> None:
    assert {len(row) for row in rows("data/typing_shorthand.tsv")} == {3}
    for short, meanings in shorthand().items():
        assert all(is_syllable(word) for meant in meanings for word in meant.split()), short
