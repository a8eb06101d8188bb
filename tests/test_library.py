from ingest.records import Statement
from rag.library import Library


def named(shelf: Library, beginning: str) -> Statement:
    return next(s for s in shelf.statements.values() if s.text.startswith(beginning))


def test_figures_stand_in_their_statement(shelf: Library) -> None:
    assert [f.text for f in shelf.figures(named(shelf, "Tỷ lệ ký số").id)] == ["97,4%", "88,6%"]
    assert shelf.figures("no such id") == ()


def test_the_rows_of_a_table_belong_together(shelf: Library) -> None:
    rows = shelf.rows(named(shelf, "STT: 2"))
    assert [r.text[:6] for r in rows] == ["STT: 1", "STT: 2", "STT: 3"]
    assert shelf.rows(named(shelf, "Tỷ lệ ký số")) == ()


def test_items_belong_to_the_sentence_that_introduces_them(shelf: Library) -> None:
    lead = named(shelf, "Trong quý II năm 2026")
    items = shelf.introduced_by(lead)
    assert [i.text for i in items] == [
        "- Nâng cấp cổng dịch vụ công;",
        "- Đào tạo 300 cán bộ cấp xã;",
        "- Kết nối cơ sở dữ liệu đất đai.",
    ]
    assert shelf.siblings(items[1]) == items
    assert shelf.siblings(lead) == (lead,)
    assert shelf.introduced_by(named(shelf, "Tỷ lệ ký số")) == ()


def test_a_paragraph_goes_on_with_its_next_sentences() -> None:
    first, second, third, other = (
        Statement(str(n), "d", n, "sentence", text, block=block)
        for n, (text, block) in enumerate([("Một.", 0), ("Hai.", 0), ("Ba.", 0), ("Khác.", 1)])
    )
    library = Library([], [first, second, third, other], [])
    assert library.goes_on(first, most=1) == (second,)
    assert library.goes_on(second) == (third,)
    assert library.goes_on(other) == ()


def test_an_empty_library_answers_nothing() -> None:
    library = Library([], [], [])
    assert (dict(library.documents), library.rarity("ký") > 0) == ({}, True)
