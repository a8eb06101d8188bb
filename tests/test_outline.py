"""A parsed document as text for a person."""

from pathlib import Path

from ingest.outline import outline
from ingest.parse import parse
from tests.lines_of_text import grid, printed, whole


def test_tree_and_table() -> None:
    loaded = whole(
        "KẾ HOẠCH",
        "Số hóa năm 2026",
        "I. NHIỆM VỤ",
        "a) Số hóa hồ sơ.",
        grid([["TT", "Việc"], ["1", ""], ["2", "Quét"]]),
    )
    text = outline(parse(loaded, Path("ke-hoach.docx")))
    assert "  Số, ký hiệu: (để trống)\n" in text
    assert "\n# I. NHIỆM VỤ\n  a) Số hóa hồ sơ.\n" in text
    assert "| TT   | Việc    |" in text
    assert "| 1    | (trống) |" in text


def test_one_page_only() -> None:
    text = outline(parse(printed("  Trang đầu có câu này.", "  Trang sau có câu kia."), Path("a.pdf")), page=2)
    assert text == "Trang sau có câu kia."


def test_a_table_of_many_narrow_columns_does_not_fail() -> None:
    row: list[str | None] = [str(number) for number in range(40)]
    text = outline(parse(whole(grid([[f"Cột {n}" for n in range(40)], row, row])), Path("b.docx")))
    assert "[Bảng 1]" in text
