"""A report on a portal's page: what is the document's and what is the page's."""

from pathlib import Path

from ingest.loaders.html import read_html
from ingest.parse import parse

PAGE = """<html><body>
<div class="top-links">
<ul><li><a href="/">Trang chủ</a></li><li><a href="/s">Sơ đồ</a></li><li><a href="/r">RSS</a></li>
</ul>
</div><div><p>Trang chủ » Báo cáo</p>
<h1>Báo cáo giảm nghèo 9 tháng</h1><p>Ngày đăng: 08/10/2026 14:35 | Lượt xem: 2.314</p>
<p>SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG TỈNH A</p><p>Số: 528/BC-SNNMT</p><p>Hà Nam, ngày 05 tháng 10 năm 2026</p>
<p>BÁO CÁO</p><p>Kết quả giảm nghèo 9 tháng đầu năm 2026</p>
<h3>I. KẾT QUẢ</h3><p>Toàn tỉnh còn 3.190 hộ nghèo<sup>(1)</sup>, tỷ lệ 3,79%.</p>
<p>(1) Theo chuẩn nghèo đa chiều.</p>
<p>Nơi nhận: UBND tỉnh (b/c); UBND các xã; Lưu: VT.</p>
<p>KT. GIÁM ĐỐC</p><p>PHÓ GIÁM ĐỐC</p><p>Vi Văn Thoại</p></div>
<div><p><b>Tin liên quan</b></p><ul><li>6 tháng: tỷ lệ hộ nghèo còn 4,12%</li></ul><p>Đang truy cập: 214</p></div>
</body></html>"""


def test_the_frame_below_the_heading_of_the_page() -> None:
    parsed = parse(read_html(PAGE.encode()), Path("trang.html"))
    document = parsed.document
    assert (document.number, str(document.issued)) == ("528/BC-SNNMT", "2026-10-05")
    assert document.issuer == "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG TỈNH A"
    assert document.signer == "Vi Văn Thoại"
    assert document.recipients == ("UBND tỉnh (b/c)", "UBND các xã", "Lưu: VT")


def test_what_is_the_pages_own_is_not_told_as_the_documents() -> None:
    parsed = parse(read_html(PAGE.encode()), Path("trang.html"))
    said = " ".join(statement.text for statement in parsed.statements)
    assert not [words for words in ("4,12%", "2.314", "RSS", "Đang truy cập") if words in said]
    assert [s.text for s in parsed.statements if s.lead == "Ngày đăng"] == ["Ngày đăng: 08/10/2026 14:35"]
    assert [figure.text for figure in parsed.figures] == ["3.190 hộ nghèo", "3,79%"]


def test_a_paragraph_that_begins_with_the_mark_of_a_note_is_the_note() -> None:
    (note,) = [
        block for block in parse(read_html(PAGE.encode()), Path("trang.html")).blocks if block.kind == "footnote"
    ]
    assert (note.mark, note.text, note.path) == ("1", "Theo chuẩn nghèo đa chiều.", ("I. KẾT QUẢ",))


def test_what_a_portal_says_about_a_document_is_no_table_of_it() -> None:
    told = {"Số ký hiệu": "45/KH-UBND", "Người ký": "Trần Hậu", "Ngày ban hành": "12/03/2026"}
    rows = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in told.items())
    page = f"<html><body><table>{rows}</table><p>KẾ HOẠCH</p><p>Phòng dịch năm 2026</p></body></html>"
    parsed = parse(read_html(page.encode()), Path("trang.html"))
    assert (parsed.tables, parsed.document.number) == ((), "45/KH-UBND")
    assert "Người ký: Trần Hậu" in [statement.text for statement in parsed.statements]
