"""BM25 over syllables and pairs: scores a person can work out, the same after saving and loading."""

import json
import math
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.lexical import LexicalDamaged, LexicalIndex
from rag.postings import FIELDS, K1, B

ENTRIES = [
    ("a/0", "a", "Tỷ lệ ký số tại xã, phường: 93,5%"),
    ("a/1", "a", "Tỷ lệ giải quyết đúng hạn: 95,4%"),
    ("b/0", "b", "Kỳ số liệu: Quý I"),
    ("b/1", "b", "Đào tạo cán bộ"),
]


@pytest.fixture
def index() -> LexicalIndex:
    return LexicalIndex.build(ENTRIES)


def found(index: LexicalIndex, query: str, documents: list[str] | None = None) -> list[str]:
    return [key for key, _ in index.search(query, 10, documents)]


def test_the_score_is_that_of_the_formula() -> None:
    """Three texts of one term each in each field, of equal length: idf ln(1 + (3 - 1 + .5) / 1.5), tf 1."""
    index = LexicalIndex.build([("1", "d", "xã"), ("2", "d", "tỉnh"), ("3", "d", "huyện")])
    expected = sum(weight for _, weight in FIELDS) * math.log(1 + 2.5 / 1.5) * 1 / (1 + K1)
    assert index.scores("xã") == pytest.approx([expected, 0, 0])


def test_length_and_repetition_count_as_in_the_formula() -> None:
    """ "xã xã" has the terms xã ×2 and "xã xã"; "tỉnh" one: lengths 3 and 1, mean 2."""
    index = LexicalIndex.build([("1", "d", "xã xã"), ("2", "d", "tỉnh")])
    idf = math.log(1 + 1.5 / 1.5)
    long, short = (K1 * (1 - B + B * length / 2) for length in (3, 1))
    assert index.scores("xã") == pytest.approx([idf * 2 / (2 + long), 0])
    assert index.scores("tỉnh") == pytest.approx([0, idf * 1 / (1 + short)])


def test_accents_decide_but_are_not_needed(index: LexicalIndex) -> None:
    assert found(index, "ký số") == ["a/0", "b/0"]
    assert found(index, "kỳ số") == ["b/0", "a/0"]
    assert set(found(index, "ky so")) == {"a/0", "b/0"}
    assert found(index, "dao tao can bo") == ["b/1"]


def test_pairs_do_not_reach_over_punctuation() -> None:
    index = LexicalIndex.build([("1", "d", "cấp xã, phường"), ("2", "d", "cấp xã phường")])
    assert found(index, "xã phường") == ["2", "1"]


WORDS = ("xã", "phường", "ký số", "tỷ lệ", "hồ sơ", "đúng hạn")
TEXTS = st.lists(
    st.tuples(st.sampled_from("abc"), st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)), max_size=12
)


@given(
    texts=TEXTS, query=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), chosen=st.sets(st.sampled_from("abc"))
)
def test_some_documents_are_searched_as_if_the_others_had_never_been(
    texts: list[tuple[str, list[str]]], query: list[str], chosen: set[str]
) -> None:
    entries = [(f"{document}/{at}", document, " ".join(words)) for at, (document, words) in enumerate(texts)]
    alone = LexicalIndex.build(each for each in entries if each[1] in chosen)
    asked = " ".join(query)
    assert LexicalIndex.build(entries).search(asked, 5, sorted(chosen)) == alone.search(asked, 5)


def entries_of(texts: list[tuple[str, list[str]]]) -> list[tuple[str, str, str]]:
    return sorted((f"{document}/{at}", document, " ".join(words)) for at, (document, words) in enumerate(texts))


@given(before=TEXTS, after=TEXTS, changed=st.sets(st.sampled_from("abc")))
def test_changed_document_by_document_it_is_the_one_built_of_all(
    before: list[tuple[str, list[str]]], after: list[tuple[str, list[str]]], changed: set[str]
) -> None:
    """Documents of `changed` come, change or go; the others stay: every array is the same, to the last bit."""
    kept = [each for each in entries_of(before) if each[1] not in changed]
    fresh = [each for each in entries_of(after) if each[1] in changed]
    whole = LexicalIndex.build(sorted(kept + fresh))
    made = LexicalIndex.build(entries_of(before)).changed(sorted({each[1] for each in kept + fresh}), fresh)
    assert (list(made.ids), list(made.documents)) == (list(whole.ids), list(whole.documents))
    assert np.array_equal(made.owners, whole.owners)
    for each in fields(made.postings):
        mine, other = getattr(made.postings, each.name), getattr(whole.postings, each.name)
        assert mine.dtype == other.dtype, each.name
        assert np.array_equal(mine, other), each.name


def test_numbers_are_whole(index: LexicalIndex) -> None:
    assert found(index, "93,5%") == ["a/0"]
    assert found(index, "93") == []


def test_both_tone_placements_are_one_word() -> None:
    index = LexicalIndex.build([("1", "d", "số hoá hồ sơ"), ("2", "d", "uỷ ban")])
    assert index.search("hóa", 1)[0] == index.search("hoá", 1)[0]


def test_documents_can_be_left_out(index: LexicalIndex) -> None:
    assert found(index, "ký số", ["b"]) == ["b/0"]
    assert found(index, "ký số", ["c"]) == []
    assert found(index, "ký số", []) == []


def test_at_most_k_the_best_first_equal_ones_in_order() -> None:
    index = LexicalIndex.build([(str(i), "d", "tỷ lệ" if i % 2 else "khác") for i in range(20)])
    assert [key for key, _ in index.search("tỷ lệ", 3)] == ["1", "3", "5"]
    assert index.search("không có", 3) == []
    assert index.search("", 3) == []


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    index = LexicalIndex.build([])
    assert index.search("tỷ lệ", 3) == []
    index.save(tmp_path / "empty")
    assert LexicalIndex.load(tmp_path / "empty").search("tỷ lệ", 3) == []
    assert LexicalIndex.build([("1", "d", "...")]).search("tỷ lệ", 3) == []


def test_saved_and_loaded_it_scores_the_same(index: LexicalIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical")
    for query in ("ký số", "tỷ lệ 95,4%", "dao tao"):
        assert loaded.search(query, 10, ["a", "b"]) == index.search(query, 10, ["a", "b"])
        assert np.array_equal(loaded.scores(query), index.scores(query))


@pytest.mark.parametrize("harm", ["gone", "cut", "garbage", "format", "misfit"])
def test_files_that_are_not_whole_are_not_read(index: LexicalIndex, tmp_path: Path, harm: str) -> None:
    folder = tmp_path / "lexical"
    index.save(folder)
    if harm == "gone":
        (folder / "rows.npy").unlink()
    elif harm == "cut":
        (folder / "weights.npy").write_bytes((folder / "weights.npy").read_bytes()[:-8])
    elif harm == "garbage":
        (folder / "terms.npy").write_bytes(b"\x00" * 300)
    elif harm == "format":
        names = json.loads((folder / "names.json").read_text())
        (folder / "names.json").write_text(json.dumps(names | {"format": 0}))
    else:
        np.save(folder / "owners.npy", np.zeros(2, np.int32))
    with pytest.raises(LexicalDamaged):
        LexicalIndex.load(folder)
