from ingest.records import Statement
from rag.library import Library
from rag.reading.places import BLANK, is_value_cell, label_column, places
from tests.room import place


def row(shelf: Library, task: str) -> Statement:
    return next(s for s in shelf.statements.values() if s.kind == "row" and task in s.text)


def test_each_clause_of_prose_has_its_own_figure(shelf: Library) -> None:
    upper = place("Tỷ lệ ký số tại sở, ngành đạt 97,4%", shelf)
    lower = place("tỷ lệ ký số tại xã, phường đạt 88,6%", shelf)
    assert ([f.text for f in upper.figures], [f.text for f in lower.figures]) == (["97,4%"], ["88,6%"])


def test_a_cell_knows_its_row_and_column(shelf: Library) -> None:
    body = place("Sở Tài chính", shelf)
    text = body.statement.text
    assert body.header is not None
    assert body.label is not None
    assert (text[slice(*body.header)], text[slice(*body.label)]) == ("Cơ quan chủ trì", "Thống kê doanh nghiệp số")
    assert is_value_cell(body)


def test_an_empty_cell_is_a_place_that_says_it_is_blank(shelf: Library) -> None:
    blank = place(BLANK, shelf)
    assert blank.header is not None
    assert blank.statement.text[slice(*blank.header)] == "Cơ quan chủ trì"
    assert is_value_cell(blank)


def test_rows_are_named_by_the_column_that_tells_them_apart(shelf: Library) -> None:
    rows = shelf.rows(row(shelf, "Khảo sát"))
    column = label_column(rows)
    assert [s.text[a:b] for s in rows for c, a, b in s.cells if c == column] == [
        "Xây dựng kho dữ liệu dùng chung",
        "Thống kê doanh nghiệp số",
        "Khảo sát hộ kinh doanh",
    ]


def test_a_document_that_is_referred_to_is_a_place() -> None:
    text = "Thực hiện Quyết định số 15/QĐ-TTg ngày 05/02/2025 của Thủ tướng Chính phủ."
    found = [p.reference for p in places(Statement("s", "d", 0, "sentence", text), ()) if p.reference]
    assert [(r.kind, r.number, r.date) for r in found] == [("Quyết định", "15/QĐ-TTg", "05/02/2025")]
