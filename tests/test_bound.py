"""A number, a day, a name or a word with an opposite must stand in a telling where its source prints it."""

import pytest

from ingest.records import Document, Statement
from rag.chat.added import added
from rag.chat.bound import displaced
from rag.chat.points import points
from rag.chat.sources import Source, as_printed
from rag.reading.places import Place
from rag.write import citation

SIGNING = "Tỷ lệ ký số tại sở, ngành đạt 97,4%; tỷ lệ ký số tại xã, phường đạt 88,6%."
WAITING = "Thời gian chờ giảm từ 25 phút xuống còn 12 phút."
TASKS = "Sở Tài chính báo cáo trước ngày 15/5/2026; Sở Nội vụ báo cáo trước ngày 30/6/2026."
SUPPORT = "Mức hỗ trợ tối đa 24 tháng đối với hộ nghèo, tối thiểu 6 tháng đối với hộ cận nghèo."
TEACHERS = "Toàn ngành thiếu 1.846 giáo viên, trong đó mầm non 712 giáo viên, tiểu học 540 giáo viên."


def source(text: str, marker: int = 1) -> Source:
    report = Document("d", "d", "x", "txt", 1, title="Báo cáo", kind="báo cáo")
    statement = Statement(f"s{marker}", report.id, 1, "sentence", text)
    return Source("k", citation(marker, Place(statement, 0, len(text)), report), statement, report, ())


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (SIGNING, "Tỷ lệ ký số tại sở, ngành đạt 88,6%."),
        (SIGNING, "Tỷ lệ ký số đạt 97,4% ở xã, phường."),
        (WAITING, "Thời gian chờ giảm từ 12 phút xuống còn 25 phút."),
        (TASKS, "Sở Nội vụ báo cáo trước ngày 15/5/2026."),
        (TASKS, "Sở Tài chính báo cáo sau ngày 15/5/2026."),
        (SUPPORT, "Hộ nghèo được hỗ trợ tối thiểu 24 tháng."),
        (SUPPORT, "Mức hỗ trợ tối đa 24 năm đối với hộ nghèo."),
        (TEACHERS, "Bậc tiểu học thiếu 712 giáo viên."),
        (TEACHERS, "Bậc mầm non thiếu 1.846 giáo viên."),
    ],
)
def test_what_stands_in_the_place_of_another_is_found(printed: str, told: str) -> None:
    assert displaced(told, [source(printed)])


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (SIGNING, "Xã, phường có tỷ lệ ký số 88,6%, còn sở, ngành đạt 97,4%."),
        (WAITING, "Thời gian chờ chỉ còn 12 phút."),
        (WAITING, "Thời gian chờ rút từ 25 phút xuống 12 phút."),
        (TASKS, "Trước ngày 30/6/2026, Sở Nội vụ báo cáo."),
        (SUPPORT, "Hộ cận nghèo được hỗ trợ ít nhất 6 tháng."),
        (TEACHERS, "Bậc tiểu học thiếu 540 giáo viên."),
        (TEACHERS, "Toàn ngành thiếu 1.846 giáo viên."),
    ],
)
def test_what_is_told_in_other_words_stands_where_it_is_printed(printed: str, told: str) -> None:
    assert displaced(told, [source(printed)]) == ""


def test_two_cited_sentences_do_not_lend_each_other_their_numbers() -> None:
    both = [source("Xã Hoa Lư có 120 hộ nghèo.", 1), source("Xã Gia Viễn có 95 hộ nghèo.", 2)]
    assert displaced("Xã Hoa Lư có 120 hộ nghèo; xã Gia Viễn có 95 hộ nghèo.", both) == ""
    assert displaced("Xã Hoa Lư có 95 hộ nghèo; xã Gia Viễn có 120 hộ nghèo.", both)


def test_numbers_that_nothing_tells_apart_are_not_told() -> None:
    assert displaced("Đạt 97,4%.", [source(SIGNING)]) == "number"


def test_a_point_has_what_stands_around_it() -> None:
    first, second = (p for p in points(WAITING) if p.kind == "number")
    assert (first.value, first.unit, first.left[0]) == ("25", "phút", "to:begin")
    assert (second.value, second.before, second.left[0]) == ("12", "25", "to:end")


def test_short_and_long_forms_are_told_as_printed() -> None:
    printed = source("UBND tỉnh đã rà soát 120 thủ tục hành chính.")
    assert as_printed("Ủy ban nhân dân tỉnh đã rà soát 120 TTHC.", [printed]) == printed.citation.quote


def test_words_that_nothing_prints_are_found_but_not_those_that_say_the_same() -> None:
    assert added("Theo văn bản, tỉnh hoàn tất 5 dự án", "Tỉnh hoàn thành 5 dự án") == frozenset()
    assert added("Tỉnh hoàn thành 5 dự án cầu", "Tỉnh hoàn thành 5 dự án") == {"cầu"}
