import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.library import Library
from rag.reading.places import BLANK
from rag.write import LINE, citation, quote, sentence, shorten, title
from tests.room import reading

LOWER = "tỷ lệ ký số tại xã, phường đạt 88,6%"


def test_a_clause_begins_with_its_figure(shelf: Library) -> None:
    found = reading(LOWER, shelf)
    assert sentence(found, found.figures) == "88,6% — tỷ lệ ký số tại xã, phường (Quý I năm 2026)"


def test_a_period_that_is_said_is_not_said_twice(shelf: Library) -> None:
    found = reading("Trong năm 2024, toàn tỉnh cắt giảm 117 thủ tục hành chính", shelf)
    assert sentence(found, found.figures).count("2024") == 1


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Sở Tài chính", "Sở Tài chính — Cơ quan chủ trì: Thống kê doanh nghiệp số (năm 2026)"),
        (BLANK, "Văn bản để trống, không ghi “Cơ quan chủ trì”: Khảo sát hộ kinh doanh (năm 2026)"),
    ],
)
def test_a_cell_is_told_with_its_header_and_label(words: str, line: str, shelf: Library) -> None:
    assert sentence(reading(words, shelf)) == line


def test_a_citation_says_where_the_clause_stands(shelf: Library) -> None:
    found = reading(LOWER, shelf)
    cited = citation(3, found.place, found.document)
    assert (cited.marker, cited.document_id, cited.number) == (3, "bao-cao-quy-1-2026", "45/BC-UBND")
    assert cited.title == "Báo cáo Kết quả chuyển đổi số Quý I năm 2026"
    assert cited.section == "I. KẾT QUẢ THỰC HIỆN > 1. Ký số văn bản"
    assert cited.quote == "Tỷ lệ ký số tại sở, ngành đạt 97,4%; tỷ lệ ký số tại xã, phường đạt 88,6%."
    assert (cited.page, cited.row, cited.column) == (None, None, None)


def test_a_cell_is_cited_with_its_row_and_column(shelf: Library) -> None:
    found = reading("Sở Tài chính", shelf)
    cited = citation(1, found.place, found.document)
    assert (cited.row, cited.column) == ("Thống kê doanh nghiệp số", "Cơ quan chủ trì")
    assert cited.quote.startswith("STT: 2; Nhiệm vụ: Thống kê doanh nghiệp số")


def test_an_item_is_quoted_after_what_introduces_it(shelf: Library) -> None:
    item = reading("- Kết nối cơ sở dữ liệu đất đai", shelf).place.statement
    assert quote(item) == f"{item.lead} - Kết nối cơ sở dữ liệu đất đai."
    assert item.lead.startswith("Trong quý II năm 2026")


def test_a_document_without_title_is_called_by_its_file(shelf: Library) -> None:
    document = shelf.documents["bao-cao-2024"]
    assert title(document) == "Báo cáo Kết quả cải cách hành chính năm 2024"


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_what_is_shortened_is_the_beginning_of_the_text(text: str, limit: int) -> None:
    whole = " ".join(text.split())
    short = shorten(text, limit)
    assert len(short) <= limit + 1
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-1]))
    assert len(whole) > limit or short == whole


def test_a_line_fits_what_a_person_reads_at_a_glance() -> None:
    assert len(shorten("một hai " * 200)) <= LINE
