"""Page numbers, running heads and footnotes, told by looking at all pages; and the text written down."""

from ingest.loaders.assemble import assemble
from ingest.loaders.glyphs import Rule
from ingest.loaders.layout import Print
from ingest.loaders.sheet import Sheet
from ingest.records import Line, Note


def printed(text: str, top: float, size: float = 14.0, x: float = 85.0, own: str = "") -> Print:
    return Print(text, (x, top, x + 6 * len(text), top + size), size, False, False, (), own)


def sheet(number: int, *items: Print, rules: tuple[Rule, ...] = ()) -> Sheet:
    return Sheet(number, 595, 842, items, rules)


BODY = "Một dòng chữ dài như mọi dòng chữ khác trong văn bản hành chính."


def test_page_numbers_stay_on_the_page_and_leave_the_flow() -> None:
    pages = [sheet(1, printed(BODY, 100)), sheet(2, printed("2", 40, x=290), printed("2", 300), printed(BODY, 330))]
    loaded = assemble("pdf", pages)
    assert loaded.pages[1].text.split("\n")[0] == "2"
    assert [item.text for item in loaded.flow if isinstance(item, Line)] == [BODY, "2", BODY]


def test_running_head_is_told_by_its_repetition() -> None:
    pages = [sheet(n, printed(f"CÔNG BÁO/Số {n}/Ngày 20-9-2023", 30), printed(BODY, 100)) for n in range(1, 5)]
    assert [item.text for item in assemble("pdf", pages).flow if isinstance(item, Line)] == [BODY] * 4


def test_notes_below_the_rule_continue_on_the_next_page() -> None:
    rule = (Rule(85, 700, 230, 700),)
    first = sheet(
        1, printed(BODY, 100), printed("Nghị quyết số 42", 710, 10, own="1"), printed("của HĐND", 722, 10), rules=rule
    )
    second = sheet(
        2, printed(BODY, 100), printed("tỉnh Ninh Bình", 710, 10), printed("Văn bản 11", 722, 10, own="2"), rules=rule
    )
    loaded = assemble("pdf", [first, second])
    notes = [item for item in loaded.flow if isinstance(item, Note)]
    assert [(note.mark, [line.text for line in note.lines]) for note in notes] == [
        ("1", ["Nghị quyết số 42", "của HĐND", "tỉnh Ninh Bình"]),
        ("2", ["Văn bản 11"]),
    ]
    assert [line.span.page for line in notes[0].lines] == [1, 1, 2]


def test_plain_number_opens_a_note_below_the_rule() -> None:
    page = sheet(1, printed(BODY, 100), printed("1 Nghị quyết số 42", 710, 10), rules=(Rule(85, 700, 230, 700),))
    (note,) = [item for item in assemble("pdf", [page]).flow if isinstance(item, Note)]
    assert (note.mark, note.lines[0].text) == ("1", "Nghị quyết số 42")


def test_a_rule_under_the_motto_opens_no_notes() -> None:
    page = sheet(1, printed("Độc lập - Tự do - Hạnh phúc", 60, 13), printed(BODY, 100), rules=(Rule(330, 76, 480, 76),))
    assert not [item for item in assemble("pdf", [page]).flow if isinstance(item, Note)]


def test_every_line_is_where_its_span_says() -> None:
    page = sheet(1, printed(BODY, 100), printed("Nghị quyết", 710, 10, own="1"), rules=(Rule(85, 700, 230, 700),))
    loaded = assemble("pdf", [page])
    for item in loaded.flow:
        for line in item.lines if isinstance(item, Note) else [item]:
            assert isinstance(line, Line)
            assert loaded.pages[0].text[line.span.start : line.span.end] == line.text
