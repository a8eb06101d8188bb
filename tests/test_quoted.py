"""Where a quote stands on a page: prose by its words, a row of a table by its statement, what is not there nowhere."""

from ingest.quoted import spans_of
from ingest.records import Page, Span, Statement

TEXT = "* Số liệu:\n- Tỷ lệ ký số tại\nsở ngành: 92,2%.\n22\tKý số\tSở KHCN\tĐạt 93,5%"
PAGE = Page(4, TEXT)


def statement(ordinal: int, text: str, printed: str, page: int = 4) -> Statement:
    start = TEXT.index(printed)
    return Statement(
        f"s{ordinal}", "bc", ordinal, "item", text, page=page, spans=(Span(page, start, start + len(printed)),)
    )


LEAD = statement(1, "* Số liệu:", "* Số liệu:")
ITEM = statement(2, "- Tỷ lệ ký số tại sở ngành: 92,2%.", "- Tỷ lệ ký số tại\nsở ngành: 92,2%.")
ROW = statement(3, "TT: 22; Tên: Ký số; Cơ quan: Sở KHCN; Sản phẩm: Đạt 93,5%", "22\tKý số\tSở KHCN\tĐạt 93,5%")


def shown(quote: str, *statements: Statement) -> list[str]:
    return [TEXT[start:end] for start, end in spans_of(statements, PAGE, quote)]


def test_an_item_is_quoted_with_its_lead() -> None:
    quote = "* Số liệu: - Tỷ lệ ký số tại sở ngành: 92,2%."
    assert shown(quote, LEAD, ITEM, ROW) == ["* Số liệu:", "- Tỷ lệ ký số tại\nsở ngành: 92,2%."]


def test_a_row_is_found_though_its_headers_are_not_printed_beside_it() -> None:
    assert shown(ROW.text, LEAD, ITEM, ROW) == ["22\tKý số\tSở KHCN\tĐạt 93,5%"]


def test_words_are_looked_for_where_no_statement_says_so() -> None:
    assert shown("ký số tại sở ngành: 92,2%") == ["ký số tại\nsở ngành: 92,2%"]


def test_a_statement_within_another_is_marked_once() -> None:
    half = statement(4, "sở ngành: 92,2%.", "sở ngành: 92,2%.")
    assert shown(ITEM.text, ITEM, half) == ["- Tỷ lệ ký số tại\nsở ngành: 92,2%."]


def test_what_stands_on_another_page_is_not_marked_here() -> None:
    elsewhere = Statement("s9", "bc", 9, "item", "Câu ở trang sau.", spans=(Span(5, 0, 16),))
    assert shown("Câu ở trang sau.", elsewhere) == []
