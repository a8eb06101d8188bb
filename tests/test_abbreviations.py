"""Abbreviations read out where they mean something, left alone where they do not."""

import pytest

from ingest.vietnamese.abbreviations import find, normal_form, normal_words
from ingest.vietnamese.tables import rows


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("tỷ lệ DVCTT", "tỷ lệ dịch vụ công trực tuyến"),
        ("dvc tt cấp xã", "dịch vụ công trực tuyến cấp xã"),
        ("bpmc cấp huyện", "bộ phận một cửa cấp huyện"),
        ("hdnd va ubnd", "Hội đồng nhân dân va Ủy ban nhân dân"),
        ("Sở KH&CN", "Sở khoa học và công nghệ"),
        ("sở khcn", "sở khoa học và công nghệ"),
        ("NQ131, nq 131", "nghị quyết 131, nghị quyết 131"),
        ("KT-XH 6 tháng", "kinh tế - xã hội 6 tháng"),
    ],
)
def test_short_forms_become_long(short: str, long: str) -> None:
    assert normal_form(short) == long


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch số 124/KH-UBND và Thông tư 02/2017/TT-VPCP",
        "ai ký, do ai ban hành",
        "tư vấn về tu sửa",
        "BAN CHỈ ĐẠO",
        "phòng VP7 và VP11",
        "khoa học, công nghệ và đổi mới sáng tạo",
        "kế hoạch đầu tư công năm 2026",
        "",
    ],
)
def test_what_is_no_short_form_stays(text: str) -> None:
    assert normal_form(text) == text


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("TT 01 của Bộ Nội vụ", "thông tư"),
        ("TT phục vụ hành chính công", "trung tâm"),
        ("KH cải cách hành chính", "kế hoạch"),
        ("KH nghiên cứu đề tài", "khoa học"),
        ("số HS tiểu học trong các trường", "học sinh"),
        ("số HS trễ hạn", "hồ sơ"),
        ("số ĐT liên hệ", "điện thoại"),
        ("vốn ĐT công", "đầu tư"),
    ],
)
def test_the_words_around_decide(text: str, long: str) -> None:
    assert find(text)[0].long == long


def test_nothing_is_guessed_without_context() -> None:
    assert find("TT này") == ()


def test_words_of_a_short_and_a_long_form_are_the_same() -> None:
    assert normal_words("Sở KHCN") == normal_words("sở Khoa học và Công nghệ")


def test_long_forms_of_the_table_are_final() -> None:
    for short, long, *_ in rows("data/abbreviations.tsv"):
        assert normal_form(long).lower() == long.lower(), short


def test_every_row_has_five_columns() -> None:
    assert {len(row) for row in rows("data/abbreviations.tsv")} == {5}
