"""Blocks and rows → statements: sentences, items with their lead, rows with their headers, ids, places."""

from pathlib import Path

import pytest

from ingest.parse import parse
from ingest.records import Loaded, Statement
from ingest.sentences import sentences
from tests.lines_of_text import grid, plain, printed, whole


def said(loaded: Loaded) -> tuple[Statement, ...]:
    return parse(loaded, Path("bao-cao.docx")).statements


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("UBND TP. Hồ Chí Minh ban hành (Tr. 5) Nghị quyết số 66.7/2025/NQ-CP.", 1),
        ("Có các nội dung: (1) Kết nối dân cư; (2) Đăng ký kinh doanh. Đã hoàn thành.", 2),
        ("Tổng số 2.104 dịch vụ, đạt 95.4%. Trong đó cấp xã 320.", 2),
        ("Gồm đất đai, hộ tịch v.v. theo quy định.", 1),
        ("Thực hiện theo quy định./.", 1),
        ("KT. CHỦ TỊCH ký ban hành.", 1),
        ("Theo Khoản 2. điều này (quy định. chung) áp dụng.", 1),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_an_item_is_quoted_with_its_mark_and_knows_its_lead() -> None:
    loaded = whole(
        "1. Số liệu", "Năm 2024 đã khảo sát. Kết quả như sau:", "a) Điện sinh hoạt: 82,82%.", "b) Nước: 81,55%."
    )
    item = next(statement for statement in said(loaded) if statement.text.startswith("a)"))
    assert item.text == "a) Điện sinh hoạt: 82,82%."
    assert (item.kind, item.lead, item.path) == ("item", "Kết quả như sau:", ("1. Số liệu",))


def test_the_later_sentences_of_a_labelled_item_carry_its_label() -> None:
    loaded = whole("2. Kết quả", "a) Lĩnh vực Thể chế: đạt 9,61/10 điểm. Đây là mức cao nhất trong 5 năm.")
    assert said(loaded)[-1].text == "Đây là mức cao nhất trong 5 năm."
    assert said(loaded)[-1].path == ("2. Kết quả", "a) Lĩnh vực Thể chế")


def test_a_row_is_quoted_with_its_headers_and_blank_cells_are_said_to_be_blank() -> None:
    loaded = whole(grid([["TT", "Nhiệm vụ", "Thời hạn"], ["10", "Số hóa hồ sơ", ""], ["11", "Tập huấn", "Quý IV"]]))
    row = next(statement for statement in said(loaded) if statement.kind == "row")
    assert row.text == "TT: 10; Nhiệm vụ: Số hóa hồ sơ; Thời hạn: (trống)"
    assert [(column, row.text[start:end]) for column, start, end in row.cells] == [(0, "10"), (1, "Số hóa hồ sơ")]


def test_spans_point_at_the_printed_words() -> None:
    loaded = printed(
        "  Tỉnh đã tiếp nhận 66 phản ánh. Đã xử lý 57 phản ánh đảm bảo đúng quy định của phá",
        "luật; đang xử lý 9 phản ánh.",
    )
    second = said(loaded)[-1]
    assert second.text.startswith("Đã xử lý 57")
    quoted = [loaded.pages[span.page - 1].text[span.start : span.end] for span in second.spans]
    assert quoted == ["Đã xử lý 57 phản ánh đảm bảo đúng quy định của phá", "luật; đang xử lý 9 phản ánh."]
    assert second.page == 1
    (box,) = second.spans[0].boxes
    assert 80.0 < box[0] < box[2] <= 500.0


def test_ids_stay_when_other_statements_come_and_repeated_ones_differ() -> None:
    short = {s.text: s.id for s in said(whole("Một điều.", "Hai điều."))}
    longer = {s.text: s.id for s in said(whole("Không điều.", "Một điều.", "Hai điều."))}
    assert {text: longer[text] for text in short} == short
    repeated = [s.id for s in said(whole("1. Sở Y tế", "Không có.", "2. Sở Nội vụ", "Không có.", "Không có."))]
    assert len(set(repeated)) == len(repeated)


def test_what_is_blank_in_the_frame_can_be_quoted() -> None:
    loaded = plain("Số: /BC-UBND\nHà Nam, ngày tháng 3 năm 2026\nBÁO CÁO\nTình hình quý I\nI. KẾT QUẢ\nTốt.")
    frame = {s.lead: s.text for s in said(loaded) if s.kind == "metadata"}
    assert frame["Số, ký hiệu"] == "Số: (để trống) – bản in: “Số: /BC-UBND”"
    assert frame["Nơi và ngày ban hành"].startswith("Ngày ban hành: (để trống)")
    assert frame["Người ký"] == "Người ký: (để trống)"


def test_a_line_with_a_label_belongs_to_the_task_above_it() -> None:
    loaded = whole(
        "1. Nhiệm vụ",
        "- Ra mắt trợ lý ảo cho cán bộ, công chức.",
        "Đơn vị chủ trì: Sở Tư pháp.",
        "Thời gian thực hiện: Tháng 12/2025.",
        "- Tập huấn.",
        "Đơn vị chủ trì: Sở Nội vụ.",
    )
    leads = {s.text: s.lead for s in said(loaded)}
    assert leads["Đơn vị chủ trì: Sở Tư pháp."] == "- Ra mắt trợ lý ảo cho cán bộ, công chức."
    assert leads["Thời gian thực hiện: Tháng 12/2025."] == "- Ra mắt trợ lý ảo cho cán bộ, công chức."
    assert leads["Đơn vị chủ trì: Sở Nội vụ."] == "- Tập huấn."


def test_a_breakdown_follows_the_sentence_it_breaks_down() -> None:
    loaded = whole("1. Hiện trạng", "Khu công nghiệp có 87 trạm. Trong đó, có 28 trạm 5G.")
    assert said(loaded)[-1].lead == "Khu công nghiệp có 87 trạm."
