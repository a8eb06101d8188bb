"""Words with places → lines: columns apart, marks out, exponents in."""

from ingest.loaders.glyphs import Word
from ingest.loaders.layout import lines


def row(base: float, x: float, *texts: str, size: float = 14.0, gap: float = 4.0) -> list[Word]:
    """Words side by side, each letter 7 points wide."""
    made = []
    for text in texts:
        made.append(Word(text, x, x + 7 * len(text), base, size, spaces=1))
        x += 7 * len(text) + gap
    return made


def test_letterhead_left_column_before_right_column() -> None:
    page = [
        *row(60, 80, "UBND", "TỈNH"),
        *row(60, 300, "CỘNG", "HÒA"),
        *row(76, 310, "Độc", "lập"),
        *row(98, 85, "Số:", "12/BC"),
        *row(98, 305, "ngày", "1/4"),
        *row(130, 80, *["chữ"] * 18),
    ]
    texts = [line.text for line in lines(page)]
    assert texts[:5] == ["UBND TỈNH", "Số: 12/BC", "CỘNG HÒA", "Độc lập", "ngày 1/4"]


def test_narrow_gap_is_cut_where_the_row_below_shows_the_columns() -> None:
    page = [
        *row(60, 80, "BINH", "ĐOÀN"),
        *row(60, 80 + 60 + 11, "CỘNG", "HÒA"),
        *row(80, 100, "Số"),
        *row(80, 160, "ngày"),
    ]
    assert [line.text for line in lines(page)] == ["BINH ĐOÀN", "Số", "CỘNG HÒA", "ngày"]


def test_a_blank_left_for_a_number_is_not_a_column() -> None:
    blank = [Word("Số:", 80, 101, 60, 14, spaces=10), Word("/BC-UBND", 140, 196, 60, 14)]
    assert [line.text for line in lines(blank)] == ["Số: /BC-UBND"]


def test_raised_digit_is_a_mark_and_not_part_of_the_number() -> None:
    page = [*row(60, 80, "số", "27-NQ/TW"), Word("1", 155, 159, 55, 8, spaces=1), *row(60, 163, "về")]
    (line,) = lines(page)
    assert line.text == "số 27-NQ/TW về"
    assert line.marks == ((11, "1"),)


def test_mark_before_a_full_stop_leaves_no_space() -> None:
    page = [Word("Bình", 80, 108, 60, 14), Word("2", 108, 112, 55, 8), Word(".", 112, 115, 60, 14)]
    (line,) = lines(page)
    assert (line.text, line.marks) == ("Bình.", ((4, "2"),))


def test_exponent_of_a_unit_stays() -> None:
    page = [*row(60, 80, "120"), Word("km", 105, 119, 60, 14), Word("2", 119, 123, 55, 8)]
    (line,) = lines(page)
    assert (line.text, line.marks) == ("120 km2", ())


def test_mark_at_the_start_of_a_note() -> None:
    page = [Word("3", 80, 83, 52, 6), *row(55, 84, "Văn", "bản", size=10)]
    (line,) = lines(page)
    assert (line.own, line.text, line.marks) == ("3", "Văn bản", ())


def test_list_mark_before_a_tab_is_not_a_column() -> None:
    page = [Word("a)", 80, 92, 60, 14), *row(60, 120, "Tiếp", "tục")]
    assert [line.text for line in lines(page)] == ["a) Tiếp tục"]
