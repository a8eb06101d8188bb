"""Lines → blocks: wraps and page breaks mended, marks told apart, every block under its path."""

from ingest.records import Block, Line, Loaded, Note, Page, Span
from ingest.structure import structure
from tests.lines_of_text import plain, printed, whole


def blocks(loaded: Loaded) -> tuple[Block, ...]:
    return structure(loaded).blocks


def find(loaded: Loaded, start: str) -> Block:
    return next(block for block in blocks(loaded) if block.text.startswith(start))


def test_a_page_break_and_a_running_number_do_not_cut_a_paragraph() -> None:
    loaded = printed(
        "  Hệ thống đang theo dõi số liệu thuộc 10 phân hệ, phục vụ công tác điều hành kinh tế",
        "2\n- xã hội của tỉnh gồm: Y tế, Giáo dục và Đào tạo.",
    )
    assert [block.text for block in blocks(loaded)] == [
        "Hệ thống đang theo dõi số liệu thuộc 10 phân hệ, phục vụ công tác điều hành kinh tế "
        "- xã hội của tỉnh gồm: Y tế, Giáo dục và Đào tạo."
    ]
    assert [span.page for span in blocks(loaded)[0].spans] == [1, 2]


def test_a_first_line_indent_begins_a_paragraph() -> None:
    loaded = printed(
        "  Ủy ban nhân dân tỉnh giao các cơ quan, đơn vị triển khai thực hiện theo đúng quy.\n"
        "  Sở Nội vụ theo dõi, đôn đốc và báo cáo Ủy ban nhân dân tỉnh kết quả theo quý."
    )
    assert len(blocks(loaded)) == 2


def test_a_document_number_broken_at_a_line_end_is_joined() -> None:
    loaded = plain("Thực hiện Thông tư số 02/2017/TT-\nVPCP ngày 31/10/2017 của Văn phòng Chính phủ.")
    assert "02/2017/TT-VPCP ngày" in blocks(loaded)[0].text


def test_a_stray_blank_line_of_a_text_export_does_not_cut_a_sentence() -> None:
    loaded = plain("a) Tiếp tục đẩy mạnh triển khai thực hiện Chương trình cải cách hành\n\nchính nhà nước.")
    assert [(block.mark, block.text) for block in blocks(loaded)] == [
        ("a)", "Tiếp tục đẩy mạnh triển khai thực hiện Chương trình cải cách hành chính nhà nước.")
    ]


def test_a_numbered_heading_and_a_numbered_sentence() -> None:
    loaded = whole(
        "II. MỘT SỐ CHỈ TIÊU",
        "1. Phấn đấu Chỉ số cải cách hành chính thuộc nhóm dẫn đầu của cả nước.",
        "2. Hoàn thành 100% nhiệm vụ trong Kế hoạch.",
        "III. NHIỆM VỤ",
        "1. Công tác chỉ đạo, điều hành",
        "a) Xây dựng kế hoạch cụ thể.",
    )
    assert [(block.kind, block.mark) for block in blocks(loaded)] == [
        ("heading", "II."),
        ("item", "1."),
        ("item", "2."),
        ("heading", "III."),
        ("heading", "1."),
        ("item", "a)"),
    ]
    assert blocks(loaded)[-1].path == ("III. NHIỆM VỤ", "1. Công tác chỉ đạo, điều hành")


def test_a_run_in_label_stands_in_the_path_of_what_follows() -> None:
    loaded = whole(
        "2. Kết quả đánh giá các lĩnh vực",
        "2.1. Có 02 lĩnh vực giảm thứ hạng: Công tác chỉ đạo, điều hành; xây dựng chính quyền điện tử, số.",
        "a) Lĩnh vực Cải cách thể chế: đạt 9,61/10 điểm.",
        "- Lý do:",
        "+ Hạn chế: Tính khả thi của văn bản chưa cao.",
        "Điểm khảo sát đạt 3,61/4 điểm.",
        "b) Lĩnh vực Cải cách tài chính công: đạt 10,37/12 điểm.",
    )
    above = ("2. Kết quả đánh giá các lĩnh vực", "a) Lĩnh vực Cải cách thể chế", "Lý do")
    assert find(loaded, "Hạn chế").path == above
    assert find(loaded, "Điểm khảo sát").path == (*above, "Hạn chế")
    assert find(loaded, "Lĩnh vực Cải cách tài").path == above[:1]


def test_items_know_the_paragraph_that_introduces_them() -> None:
    loaded = whole("1. Nhận định", "Kết quả cụ thể như sau:", "a) Điện: 82,82%.", "b) Nước: 81,55%.", "Nhận xét chung.")
    lead = find(loaded, "Kết quả cụ thể").ordinal
    assert [block.lead for block in blocks(loaded)] == [None, None, lead, lead, None]
    assert find(loaded, "Điện").path == ("1. Nhận định",)


def test_repeated_and_skipped_numbers_keep_their_place() -> None:
    loaded = whole(
        "I. CHỈ ĐẠO", "II. ĐÁNH GIÁ", "1. Kết quả thực hiện", "Tốt.", "II. CẢI CÁCH", "5. Số hóa hồ sơ", "Đạt 67,5%."
    )
    assert find(loaded, "Tốt").path == ("II. ĐÁNH GIÁ", "1. Kết quả thực hiện")
    assert find(loaded, "Đạt").path == ("II. CẢI CÁCH", "5. Số hóa hồ sơ")


def test_the_fourth_letter_is_a_letter_after_c_and_a_roman_after_iv() -> None:
    loaded = whole("A. MỘT", "B. HAI", "C. BA", "I. NHỎ", "V. NĂM")
    assert [block.path for block in blocks(loaded)] == [(), (), (), ("C. BA",), ("C. BA",)]


def test_an_annex_begins_a_path_of_its_own() -> None:
    loaded = whole(
        "IV. TỔ CHỨC THỰC HIỆN",
        "1. Sở Nội vụ",
        "Thực hiện theo Phụ lục I.",
        "PHỤ LỤC I",
        "PHÂN TÍCH KẾT QUẢ",
        "1. Kết quả",
        "Đạt.",
    )
    assert find(loaded, "Thực hiện").path == ("IV. TỔ CHỨC THỰC HIỆN", "1. Sở Nội vụ")
    assert find(loaded, "Đạt").path == ("PHỤ LỤC I PHÂN TÍCH KẾT QUẢ", "1. Kết quả")


def test_a_chapter_takes_the_title_on_the_line_below() -> None:
    loaded = whole("Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi điều chỉnh", "Luật này quy định về căn cước.")
    assert find(loaded, "Luật này").path == ("Chương I QUY ĐỊNH CHUNG", "Điều 1. Phạm vi điều chỉnh")


def test_a_footnote_is_tied_to_the_block_that_carries_its_mark() -> None:
    text = "1. Kết quả\nĐã kết nối với 19 cơ sở dữ liệu.\n(1) Cơ sở dữ liệu dân cư."
    flow = (
        Line("1. Kết quả", Span(0, 0, 10), whole=True),
        Line("Đã kết nối với 19 cơ sở dữ liệu.", Span(0, 11, 43), marks=((31, "4"),), whole=True),
        Note("4", (Line("(1) Cơ sở dữ liệu dân cư.", Span(0, 44, 69), whole=True),)),
    )
    bearer, note = blocks(Loaded("docx", (Page(0, text),), flow))[1:]
    assert (bearer.notes, note.kind, note.mark, note.lead) == (("4",), "footnote", "4", bearer.ordinal)
    assert note.path == bearer.path == ("1. Kết quả",)


def test_the_frame_is_recognised_and_the_closing_words_stand_under_no_section() -> None:
    loaded = plain(
        "UBND TỈNH HÀ NAM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n"
        "Số: /BC-UBND Hà Nam, ngày tháng 3 năm 2026\n"
        "BÁO CÁO\n"
        "Kết quả cải cách hành chính Quý I năm 2026\n"
        "I. KẾT QUẢ\n"
        "Đã hoàn thành.\n"
        "Trên đây là báo cáo của Ủy ban nhân dân tỉnh./.\n"
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n"
        "- Bộ Nội vụ; KT. CHỦ TỊCH\n"
        "- Lưu: VT, NC. PHÓ CHỦ TỊCH\n"
        "NH/VP7\n"
        "Trần Văn An"
    )
    kinds = [(block.kind, block.text) for block in blocks(loaded)]
    assert kinds[:6] == [
        ("letterhead", "UBND TỈNH HÀ NAM"),
        ("letterhead", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("letterhead", "Độc lập - Tự do - Hạnh phúc"),
        ("letterhead", "Số: /BC-UBND"),
        ("letterhead", "Hà Nam, ngày tháng 3 năm 2026"),
        ("title", "BÁO CÁO"),
    ]
    assert find(loaded, "Trên đây").path == ()
    assert [text for kind, text in kinds if kind == "recipients"] == ["Nơi nhận:", "Bộ Nội vụ;", "Lưu: VT, NC."]
    assert [text for kind, text in kinds if kind == "signature"] == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Văn An",
    ]


def test_a_heading_in_capitals_with_its_text_on_the_same_line() -> None:
    found = blocks(
        plain("I. CÔNG TÁC CHỈ ĐẠO Ủy ban nhân dân tỉnh đã ban hành 12 văn bản.\nII. KẾT QUẢ ĐẠT ĐƯỢC\nTốt.")
    )
    assert [(block.kind, block.text) for block in found] == [
        ("heading", "CÔNG TÁC CHỈ ĐẠO"),
        ("paragraph", "Ủy ban nhân dân tỉnh đã ban hành 12 văn bản."),
        ("heading", "KẾT QUẢ ĐẠT ĐƯỢC"),
        ("paragraph", "Tốt."),
    ]


def test_a_range_cut_at_its_dash_is_no_list_item() -> None:
    (one,) = blocks(plain("Tốc độ tăng bình quân đạt từ 05\n- 06%/năm."))
    assert one.text == "Tốc độ tăng bình quân đạt từ 05 - 06%/năm."
