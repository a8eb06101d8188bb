"""Letters that stand in another face than their line, drawn after it."""

from pathlib import Path

from ingest import loaders
from ingest.loaders.glyphs import BREAK, Glyph, words
from ingest.loaders.substitutes import in_place


def glyph(text: str, x0: float, x1: float, base: float = 50) -> Glyph:
    return Glyph(text, x0, x1, base, 12, False, False)


def said(drawn: list[Glyph]) -> list[str]:
    return [word.text for word in words(in_place(drawn))]


def test_letters_drawn_after_the_line_fill_its_holes() -> None:
    line = [glyph("T", 0, 8), glyph(" ", 14, 14), glyph("N", 14, 23), glyph("H", 23, 32), glyph(" ", 32, 35)]
    line += [glyph("H", 35, 44), BREAK, glyph("Ỉ", 8, 14), glyph(" ", 44, 44), glyph("Ạ", 44, 53)]
    assert said(line) == ["TỈNH", "HẠ"]


def test_a_space_that_fell_together_with_a_hole_is_kept() -> None:
    line = [glyph("T", 0, 8), glyph(" ", 20, 20), glyph("d", 20, 26), glyph("o", 26, 32), BREAK, glyph("ự", 8, 18)]
    assert said(line) == ["Tự", "do"]


def test_two_columns_and_letters_drawn_twice_stay_as_drawn() -> None:
    right, left = [glyph("b", 100, 106)], [glyph("a", 10, 16)]
    assert in_place([*right, BREAK, *left]) == [*right, BREAK, *left]
    shadow = [glyph("A", 0, 9), glyph("N", 9, 18), glyph("A", 0.3, 9.3), glyph("N", 9.3, 18.3)]
    assert in_place(shadow) == shadow


def test_letters_of_two_faces() -> None:
    page = loaders.load(Path(__file__).parent / "data" / "letters_of_two_faces.pdf").pages[0]
    assert page.text.splitlines() == [
        "Tổng sản phẩm trên địa bàn tỉnh quý I năm 2026 ước đạt 15.216 tỷ đồng, tăng",
        "9,12% so với cùng kỳ; cơ cấu kinh tế chuyển dịch tích cực.",
        "Độc lập - Tự do - Hạnh phúc",
    ]
