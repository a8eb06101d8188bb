"""Letterhead and signature that an OCR export prints side by side; page numbers on lines of their own."""

from pathlib import Path

from ingest.loaders.text import read_text
from ingest.loaders.text_columns import page_numbers
from ingest.parse import parse
from ingest.records import Parsed

SCANNED = """UBND TỈNH HÀ                 CỘNG HOÀ XÃ HỘl CHỦ NGHĨA VlỆT NAM
THANH TRA TỈNH                  Độc lập - Tự do - Hạnh phủc
Số: 93/BC-TTT              Hà Nam, ngày 28 tháng 9 năm 2026

BÁO CÁO
Công tác tiếp công dân quý III năm 2026

Toàn tỉnh đã tiếp 758 lượt công dân, trong đó cấp xã 368 lượt, các sở, ngành 390 lượt; so với cùng
kỳ giảm 73 lượt, chủ yếu ở lĩnh vực đất đai và chế độ chính sách của người có công trong toàn tỉnh.

Trên đây là báo cáo của Thanh tra tỉnh./.

                                        2

Nơi nhận:                                   CHÁNH THANH TRA
- Như trên;
- Ban Nội chỉnh Tỉnh ủy;                         (Đã ký)
- Lưu: VT, NV4.                             Phạm Hữu Tấn

BIỂU SỐ 01
"""


def read(text: str) -> Parsed:
    return parse(read_text(text), Path("quet.txt"))


def test_issuer_and_signer_of_a_scan_stand_in_two_columns() -> None:
    document = read(SCANNED).document
    assert (document.issuer, document.number) == ("UBND TỈNH HÀ THANH TRA TỈNH", "93/BC-TTT")
    assert (document.signer, document.signer_role) == ("Phạm Hữu Tấn", "CHÁNH THANH TRA")
    assert document.recipients == ("Như trên", "Ban Nội chỉnh Tỉnh ủy", "Lưu: VT, NV4")
    assert str(document.issued) == "2026-09-28"


def test_a_second_line_of_the_issuer_stands_below_the_national_title() -> None:
    text = SCANNED.replace("UBND TỈNH HÀ    ", "ỦY BAN NHÂN DÂN ").replace("THANH TRA TỈNH", "TỈNH HÀ NAM   ")
    assert read(text).document.issuer == "ỦY BAN NHÂN DÂN TỈNH HÀ NAM"


def test_a_page_number_between_the_recipients_parts_no_columns() -> None:
    closing = SCANNED.replace("- Ban Nội", "2\n\n- Ban Nội")
    assert read(closing).document.signer == "Phạm Hữu Tấn"


def test_a_blank_line_ends_a_paragraph_and_a_page_number_is_none() -> None:
    paragraphs = [block.text for block in read(SCANNED).blocks if block.kind == "paragraph"]
    assert [text.split()[0] for text in paragraphs] == ["Toàn", "Trên"]
    assert paragraphs[0].endswith("trong toàn tỉnh.")


def test_numbers_of_rows_are_no_page_numbers() -> None:
    rows = [line for number in range(1, 6) for line in (str(number), "", f"Việc {number}", "")]
    assert page_numbers(rows) == frozenset()
    pages = [line for number in (2, 3, 4) for line in (*["Câu."] * 20, "", str(number), "")]
    assert [pages[at] for at in sorted(page_numbers(pages))] == ["2", "3", "4"]
