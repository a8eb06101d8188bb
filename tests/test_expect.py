from datetime import date

import pytest

from ingest.records import Figure, Period, Statement
from rag.library import Library
from rag.reading.expect import CHANGED, LACKS, NOTHING, OTHER_UNIT, expectation
from rag.reading.places import BLANK, Place
from rag.records import Ask, Question
from rag.understand import understand
from tests.room import place, plan


def fit(question: str, words: str, shelf: Library) -> float:
    return expectation(plan(question, shelf), place(words, shelf))[0]


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("tỷ lệ ký số là bao nhiêu?", "Tỷ lệ ký số tại sở, ngành đạt 97,4%", 1.0),
        ("bao nhiêu tỷ đồng?", "trễ hạn 75 hồ sơ", OTHER_UNIT),
        ("bao nhiêu phần trăm?", "trễ hạn 75 hồ sơ", OTHER_UNIT),
        ("xếp hạng mấy?", "xếp thứ 12/63 tỉnh, thành phố", 1.0),
        ("xếp hạng mấy?", "Năm 2023, Chỉ số cải cách hành chính của tỉnh đạt 86,10%", OTHER_UNIT),
        ("thiếu bao nhiêu máy quét?", "- Nâng cấp cổng dịch vụ công", NOTHING),
        ("cơ quan nào chủ trì?", "Sở Tài chính", 1.0),
        ("cơ quan nào chủ trì?", "Tháng 9/2026", LACKS),
        ("thời hạn khi nào?", "Tháng 9/2026", 1.0),
        ("thời hạn khi nào?", "Sở Tài chính", LACKS),
        ("cơ quan nào chủ trì?", BLANK, 1.0),
        ("thời hạn khi nào?", BLANK, LACKS),
        ("chủ trì giải ngân bao nhiêu tỷ đồng?", BLANK, 1.0),
    ],
)
def test_the_kind_of_answer_that_is_asked_for(question: str, words: str, expected: float, shelf: Library) -> None:
    assert fit(question, words, shelf) == expected


def test_a_reason_gives_one(shelf: Library) -> None:
    reason = "Việc số hóa hồ sơ còn chậm do cấp xã thiếu máy quét và thiếu cán bộ chuyên trách"
    assert fit("vì sao số hóa còn chậm?", reason, shelf) == 1.0
    assert fit("vì sao số hóa còn chậm?", "trễ hạn 75 hồ sơ", shelf) == LACKS


def test_which_asks_are_met_and_by_which_figure(shelf: Library) -> None:
    question = plan("có bao nhiêu hồ sơ trễ hạn và giải quyết khi nào?", shelf)
    _, met, figures = expectation(question, place("trễ hạn 75 hồ sơ", shelf))
    assert (met, [f.text for f in figures]) == ((True, False), ["75 hồ sơ"])


def test_a_change_is_no_level() -> None:
    text = "tăng 2,5% so với năm 2023"
    change = Figure("d", "s", "2,5%", 2.5, "%", 5, 9, kind="so sánh")
    moved = Place(Statement("s", "d", 0, "sentence", text), 0, len(text), figures=(change,))
    assert expectation(Question("", "", asks=(Ask("number", "%"),)), moved)[0] == CHANGED
    assert expectation(Question("", "", asks=(Ask("change"),)), moved)[0] == 1.0


def test_what_is_counted_may_be_called_by_its_abbreviation(shelf: Library) -> None:
    cut = "Trong năm 2024, toàn tỉnh cắt giảm 117 thủ tục hành chính"
    assert fit("cắt giảm bao nhiêu TTHC?", cut, shelf) == fit("cắt giảm bao nhiêu thủ tục hành chính?", cut, shelf)


def _told(words: str, *figures: tuple[str, float, str]) -> Place:
    """A clause printed so, with its figures given as (text, value, unit)."""
    at = [(words.index(text), text, value, unit) for text, value, unit in figures]
    found = tuple(Figure("d", "s", text, value, unit, a, a + len(text), kind="kết quả") for a, text, value, unit in at)
    return Place(Statement("s", "d", 0, "sentence", words), 0, len(words), figures=found)


def test_a_definition_says_what_the_term_is(shelf: Library) -> None:
    question = plan("tạm khóa tài khoản là gì?", shelf)
    said = _told("Tạm khóa tài khoản là việc tạm thời không cho phép truy nhập")
    assert expectation(question, said)[0] == 1.0
    for other in ("Thực hiện tạm khóa tài khoản theo Điều 8", "Sở Nội vụ là cơ quan tạm khóa tài khoản"):
        assert expectation(question, _told(other))[0] < 1.0


def test_a_share_of_what_is_not_counted(shelf: Library) -> None:
    time = _told("cắt giảm 50% thời gian giải quyết", ("50%", 50.0, "%"))
    assert expectation(plan("cắt giảm bao nhiêu thời gian giải quyết?", shelf), time)[0] == 1.0
    records = _told("cắt giảm 50% hồ sơ", ("50%", 50.0, "%"))
    assert expectation(plan("cắt giảm bao nhiêu hồ sơ?", shelf), records)[0] == OTHER_UNIT


def test_persons_are_counted_by_what_stands_before(shelf: Library) -> None:
    question = plan("có bao nhiêu thẩm phán?", shelf)
    assert expectation(question, _told("Tổng số thẩm phán là 7.004 người", ("7.004 người", 7004.0, "người")))[0] == 1.0
    assert expectation(question, _told("Tổng số hội thẩm là 7.004 người", ("7.004 người", 7004.0, "người")))[0] < 1.0


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("tỷ lệ nộp trực tuyến 6 tháng cuối năm 2025", "81,6%"),
        ("tỷ lệ nộp trực tuyến 6 tháng đầu năm 2025", "66,4%"),
        ("tỷ lệ nộp trực tuyến ở cấp xã", "78,6%"),
        ("bao nhiêu phần trăm hồ sơ đất đai nộp trực tuyến", "54,1%"),
    ],
)
def test_the_figure_of_a_clause_that_is_of_the_period_level_and_thing_asked_for(question: str, expected: str) -> None:
    year = date(2025, 12, 31)
    first = Period("half", date(2025, 1, 1), date(2025, 6, 30), "2025-H1", "6 tháng đầu năm 2025")
    last = Period("half", date(2025, 7, 1), year, "2025-H2", "6 tháng cuối năm 2025")
    whole = Period("year", date(2025, 1, 1), year, "2025", "năm 2025")
    text = "Nộp trực tuyến 66,4%, 81,6%, cấp xã 78,6%, hồ sơ đất đai 54,1%"
    figures = tuple(
        Figure("d", "s", printed, 0.0, "%", text.index(printed), text.index(printed) + 5, name, "", level, period)
        for printed, name, level, period in (
            ("66,4%", "nộp trực tuyến", "tỉnh", first),
            ("81,6%", "nộp trực tuyến", "tỉnh", last),
            ("78,6%", "nộp trực tuyến", "cấp xã", whole),
            ("54,1%", "hồ sơ đất đai nộp trực tuyến", "", whole),
        )
    )
    asked = understand(question, documents=(), today=date(2026, 4, 1))
    at = Place(Statement("s", "d", 0, "sentence", text), 0, len(text), figures=figures)
    assert [f.text for f in expectation(asked, at)[2]] == [expected]
