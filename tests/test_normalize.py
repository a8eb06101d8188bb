"""Text mending: each pair can be checked by eye."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.vietnamese.fold import fold, folded_syllables, syllables
from ingest.vietnamese.levels import LEVELS, find_scopes
from ingest.vietnamese.normalize import canonical_tone, clean, decode_legacy, join_broken


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Quyết ðịnh", "Quyết định"),
        ("số\u00a012\u2011KH", "số 12-KH"),
        ("thủ\u00ad tục\u200b", "thủ tục"),
        ("ﬁle ﬂash", "file flash"),
        ("ＴＴＨＣ", "TTHC"),
        ("САО", "CAO"),
        ("a\r\nb\tc", "a\nb\tc"),
        ("“Một cửa”", "“Một cửa”"),
        (unicodedata.normalize("NFD", "Tỷ lệ"), "Tỷ lệ"),
        ("Россия", "Россия"),
    ],
)
def test_clean(given_text: str, expected: str) -> None:
    assert clean(given_text) == expected


def test_both_tone_placements_meet() -> None:
    assert canonical_tone("hoà, thuỷ, khoẻ, hoàn, quý, toàn, uỷ, già") == "hòa, thủy, khỏe, hoàn, quý, toàn, ủy, già"


@given(st.text(max_size=60))
def test_matching_forms_keep_offsets(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert len(fold(text)) == len(text) == len(canonical_tone(text))


@given(st.text(max_size=60))
def test_clean_twice_is_clean_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_old_encodings() -> None:
    assert decode_legacy("uû ban nh©n d©n tØnh ban hµnh kÕ ho¹ch") == "uỷ ban nhân dân tỉnh ban hành kế hoạch"
    assert decode_legacy("Uûy ban nhaân daân tænh ban haønh keá hoaïch") == "Ủy ban nhân dân tỉnh ban hành kế hoạch"
    for unicode_text in ("Tỷ lệ ký số", "báo cáo có phí", "café", "plain text"):
        assert decode_legacy(unicode_text) == unicode_text


@pytest.mark.parametrize(
    ("a", "b", "joined"),
    [
        ("Thông tư số 02/2017/TT-", "VPCP", "Thông tư số 02/2017/TT-VPCP"),
        ("ngày 15/7/", "2021", "ngày 15/7/2021"),
        ("giai đoạn 2021-", "2030", "giai đoạn 2021-2030"),
        ("2.640.", "737 văn bản", "2.640.737 văn bản"),
        ("đạt 93,", "5%", "đạt 93,5%"),
        ("số 131", "/NQ-CP", "số 131/NQ-CP"),
        ("trong năm 2024.", "123 hồ sơ", "trong năm 2024. 123 hồ sơ"),
        ("kinh tế -", "xã hội", "kinh tế - xã hội"),
        ("thủ tục ", " hành chính", "thủ tục hành chính"),
    ],
)
def test_join_broken(a: str, b: str, joined: str) -> None:
    assert join_broken(a, b) == joined


def test_tokens() -> None:
    assert syllables("Tỷ lệ số hoá đạt 93,5% (131/NQ-CP)") == ["tỷ", "lệ", "số", "hóa", "đạt", "93,5", "131/nq-cp"]
    assert folded_syllables("Đề án 06") == ["de", "an", "06"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tại xã phường và sở ngành", [("cấp xã", "cấp xã"), ("sở ngành", "sở ngành")]),
        ("ty le ky so xa phuong", [("cấp xã", "cấp xã")]),
        ("UBND huyện Gia Viễn và Sở Khoa học và Công nghệ", [("cấp huyện", "UBND huyện Gia Viễn"),
                                                              ("sở ngành", "Sở Khoa học và Công nghệ")]),
        ("Phường Lam Giang; Thị xã Tân Lộc", [("cấp xã", "Phường Lam Giang"), ("cấp huyện", "Thị xã Tân Lộc")]),
        ("so noi vu", [("sở ngành", "sở nội vụ")]),
        ("trung bình cả nước", [("cả nước", "cả nước")]),
        ("tinh giản biên chế, xa xôi", []),
    ],
)  # fmt: skip
def test_scopes(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(scope.level, scope.name) for scope in find_scopes(text)] == expected


def test_the_district_level_ended_with_the_reform() -> None:
    until = LEVELS["cấp huyện"].until
    assert until is not None
    assert until.isoformat() == "2025-06-30"
    assert all(level.until is None for name, level in LEVELS.items() if name != "cấp huyện")
