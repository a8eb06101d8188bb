"""The mark grammar: what begins with a number or bullet, and what only looks so."""

import pytest

from ingest.headings import read_mark


@pytest.mark.parametrize(
    ("line", "kind", "mark"),
    [
        ("PHẦN I. ĐÁNH GIÁ", "part", "PHẦN I."),
        ("Phần thứ hai NHIỆM VỤ", "part", "Phần thứ hai"),
        ("Chương II", "chapter", "Chương II"),
        ("A. CÔNG TÁC CHỈ ĐẠO", "letter", "A."),
        ("IV. KẾT QUẢ", "roman", "IV."),
        ("IH. KẾT QUẢ", "roman", "IH."),
        ("Điều 12. Hiệu lực", "article", "Điều 12."),
        ("1.1. Đánh giá", "decimal", "1.1."),
        ("2.1 Tình hình", "decimal", "2.1"),
        ("1.Công tác", "number", "1."),
        ("đ) Việc", "point", "đ)"),
        ("(3) Các TTHC", "paren", "(3)"),
        ("1) CQNN tổ chức", "paren", "1)"),
        ("* Dữ liệu", "star", "*"),
        ("- Tổng số", "dash", "-"),
        ("+ Hạn chế", "plus", "+"),
    ],
)
def test_marks(line: str, kind: str, mark: str) -> None:
    found = read_mark(line)
    assert found is not None
    assert (found.kind, found.text) == (kind, mark)


@pytest.mark.parametrize(
    "line",
    [
        "2.104 dịch vụ",
        "1.2 tỷ đồng",
        "-0,07 điểm",
        "V/v trả lời",
        "2026",
        "Chương trình tổng thể",
        "Mục tiêu",
        "---",
        "03/50 nhiệm vụ",
    ],
)
def test_no_marks(line: str) -> None:
    assert read_mark(line) is None


@pytest.mark.parametrize("line", ["1.5 ước đạt", "2.1 đồng", "1.ước đạt"])
def test_a_small_letter_with_marks_is_no_capital(line: str) -> None:
    """In Unicode "đ" and "ư" lie between "À" and "Ỹ"."""
    assert read_mark(line) is None
