from rag.words import Phrases, phrases, table, words


def test_words_know_where_they_stand() -> None:
    text = "Theo Quyết định 15/QĐ-TTg, đạt 93,5%."
    assert [text[w.start : w.end] for w in words(text)] == ["Theo", "Quyết", "định", "15/QĐ-TTg", "đạt", "93,5"]


def test_both_tone_placements_are_one_word() -> None:
    assert [w.text for w in words("Hoà Bình")] == [w.text for w in words("Hòa Bình")]


def test_the_longest_phrase_wins_and_no_word_is_used_twice() -> None:
    found = Phrases([("bao nhiêu", "count"), ("bao nhiêu phần trăm", "share")]).find(words("chiếm bao nhiêu phần trăm"))
    assert found == ((1, 5, ("bao nhiêu phần trăm", "share")),)


def test_a_phrase_is_whole_words() -> None:
    assert Phrases([("sao",)]).find(words("bản sao lưu, saola")) == ((1, 2, ("sao",)),)
    assert Phrases([("ai",)]).find(words("khai thác tại")) == ()


def test_every_row_of_a_table_of_cues_says_why_it_is_there() -> None:
    rows = table("cues.tsv")
    assert [row for row in rows if len(row) != 4 or not row[3].strip()] == []
    assert phrases("cues.tsv") is phrases("cues.tsv")
