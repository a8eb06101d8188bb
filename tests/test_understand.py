from datetime import date

import pytest

from rag.library import Library
from rag.records import Ask
from rag.understand import understand
from tests.room import TODAY, plan


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("tỷ lệ ký số xã phường quý 1?", "figure"),
        ("có bao nhiêu hồ sơ trễ hạn?", "figure"),
        ("xếp thứ mấy cả nước?", "figure"),
        ("thời hạn hoàn thành khi nào?", "date"),
        ("cơ quan nào chủ trì?", "who"),
        ("kể tên các nhiệm vụ", "list"),
        ("những hệ thống nào đã kết nối?", "list"),
        ("vì sao hồ sơ trễ hạn?", "explain"),
        ("báo cáo do ai ký?", "document"),
        ("tiêu chí nào cao nhất?", "extreme"),
        ("tỷ lệ năm 2024 so với năm 2023?", "compare"),
        ("tổng cộng bao nhiêu máy?", "compute"),
        ("có phải đạt 97% không?", "check"),
    ],
)
def test_what_is_asked(question: str, intent: str, shelf: Library) -> None:
    assert plan(question, shelf).intent == intent


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("tỷ lệ năm 2024?", "2024"),
        ("tỷ lệ quý I/2026?", "2026-Q1"),
        ("tỷ lệ quý 1?", "?-Q1"),
        ("tỷ lệ năm ngoái?", "2025"),
        ("6 tháng đầu năm 2025 đạt bao nhiêu?", "2025-H1"),
        ("năm ngoái 9 tháng thu được bao nhiêu?", "2025-9M"),
    ],
)
def test_which_period_is_asked(question: str, key: str, shelf: Library) -> None:
    assert [p.key for p in plan(question, shelf).periods] == [key]


def test_a_cause_need_not_say_what_its_effect_is_measured_by(shelf: Library) -> None:
    assert plan("tại sao giải ngân thấp hơn cùng kỳ?", shelf).content == "giải ngân"
    assert "cùng kỳ" in plan("giải ngân so với cùng kỳ thế nào?", shelf).content


def test_what_is_left_open_asks_for_a_figure(shelf: Library) -> None:
    assert plan("ký số cấp xã cả năm 2024 đạt?", shelf).asks == (Ask("number"),)


def test_the_year_of_a_document_number_is_no_period(shelf: Library) -> None:
    assert plan("Nghị quyết 66/2025 quy định gì?", shelf).periods == ()


def test_relative_periods_count_from_today() -> None:
    assert [p.key for p in understand("tỷ lệ năm nay?", documents=(), today=date(2030, 5, 1)).periods] == ["2030"]


@pytest.mark.parametrize(
    ("question", "levels", "units"),
    [
        ("tỷ lệ ký số tại sở ngành", ("sở ngành",), ()),
        ("tỷ lệ ký số tại xã phường", ("cấp xã",), ()),
        ("tỷ lệ ký số của Nghệ An", (), ("Nghệ An",)),
        ("Sở Nội vụ làm gì?", ("sở ngành",), ("sở Nội vụ",)),
    ],
)
def test_which_level_body_or_province(
    question: str, levels: tuple[str, ...], units: tuple[str, ...], shelf: Library
) -> None:
    asked = plan(question, shelf)
    assert (asked.levels, asked.units) == (levels, units)


def test_what_is_counted_and_in_which_unit(shelf: Library) -> None:
    assert plan("có bao nhiêu hồ sơ?", shelf).asks == (Ask("number", "", "hồ sơ"),)
    assert plan("tỷ lệ ký số là bao nhiêu?", shelf).asks[0].unit == "%"
    assert plan("chi bao nhiêu tiền?", shelf).asks[0].unit == "đồng"
    assert plan("xếp thứ mấy?", shelf).asks[0].unit == "hạng"


def test_the_content_is_what_is_left_when_cues_fillers_and_periods_are_gone(shelf: Library) -> None:
    assert plan("Cho tôi hỏi tỷ lệ ký số xã phường quý 1 là bao nhiêu ạ?", shelf).content == "tỷ lệ ký số xã phường"


@pytest.mark.parametrize("question", ["?", "...", "???!!", "\u200b", "123", "🙂"])
def test_a_question_without_words_has_a_plan_too(question: str) -> None:
    assert understand(question, documents=(), today=TODAY).asks == ()


@pytest.mark.parametrize("question", ["xã phường ký số bao nhiêu %?", "trách nhiệm giải trình: chỉ số bao nhiêu?"])
def test_the_number_of_an_indicator_is_no_document_number(question: str, shelf: Library) -> None:
    assert [ask.kind for ask in plan(question, shelf).asks] == ["number"]


def test_a_year_that_is_denied_is_not_asked_for(shelf: Library) -> None:
    found = plan("chỉ số năm 2024 chứ không phải 2023 là bao nhiêu?", shelf)
    assert [p.key for p in found.periods] == ["2024"]


def test_a_national_rank_is_the_provinces_own(shelf: Library) -> None:
    assert plan("chỉ số của tỉnh xếp thứ mấy cả nước?", shelf).levels == ("tỉnh",)


def test_which_has_more_compares(shelf: Library) -> None:
    assert plan("tỉnh nào nhiều đơn vị cấp xã hơn?", shelf).intent == "compare"


def test_words_of_a_system_are_no_filler(shelf: Library) -> None:
    assert "máy tính" in plan("cấp xã có mấy máy tính?", shelf).content
    assert "an toàn thông tin" in plan("cấp độ an toàn thông tin là mấy?", shelf).content


def test_years_up_to_now_are_a_stretch_and_a_change_is_counted_from_the_first(shelf: Library) -> None:
    assert [p.key for p in plan("xếp hạng thấp nhất từ 2016 tới nay", shelf).periods] == ["2016/2026"]
    assert [p.key for p in plan("từ năm 2021 trở lại đây thu được bao nhiêu", shelf).periods] == ["2021/2026"]
    assert [p.key for p in plan("từ 2024 đến giờ giảm mấy hộ nghèo", shelf).periods] == ["2024"]
