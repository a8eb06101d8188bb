"""Findings on small made sentences, each with the sum a reader can do in the head; silence where nothing is wrong."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.audit import audit, audit_between
from ingest.catalogue import Catalogue
from ingest.loaders import load
from ingest.parse import parse
from ingest.pipeline import ingest
from ingest.records import Document, Figure, Finding, Parsed, Row, Statement, Table
from ingest.vietnamese.calendar import quarter_of, year_of


def parsed(*texts: str, **fields: object) -> Parsed:
    document = Document("bc", "bc.docx", "0", "docx", 0, **fields)  # type: ignore[arg-type]
    statements = tuple(Statement(f"s{i}", "bc", i, "sentence", text) for i, text in enumerate(texts))
    return Parsed(document, (), statements=statements)


def found(*texts: str) -> tuple[Finding, ...]:
    return audit(parsed(*texts))


def kinds(*texts: str) -> list[str]:
    return [finding.kind for finding in found(*texts)]


@pytest.mark.parametrize(
    "text",
    [
        "Tổng số bàn là 60 chiếc (cấp tỉnh 25 chiếc; cấp huyện 20 chiếc; cấp xã 25 chiếc).",
        "Đã mua 1.210 cây giống, trong đó: 1.000 cây giống lúa; 310 cây giống ngô.",
        "Tổng chi ước 526 tỷ đồng, đạt 17,4% dự toán, gồm: chi đầu tư 187 tỷ đồng; chi thường xuyên 349 tỷ đồng.",
        "Thu 8.746 tỷ đồng, đạt 82,1% dự toán; gồm thu nội địa 7.512 tỷ đồng, thu nhập khẩu 1.324 tỷ đồng.",  # 1.234
        "Xây 312 phòng học với 41,6 tỷ đồng, gồm: mầm non 148 phòng, tiểu học 96 phòng và THCS 78 phòng; xong 99.",
    ],
)
def test_parts_that_do_not_make_their_total(text: str) -> None:
    assert kinds(text) == ["tổng không khớp"]


@pytest.mark.parametrize(
    "text",
    [
        "Tổng số bàn là 70 chiếc (cấp tỉnh 25 chiếc; cấp huyện 20 chiếc; cấp xã 25 chiếc).",
        "Đạt 27,85 điểm (gồm: hồ sơ 8,55 điểm; khảo sát 19,29 điểm).",  # 27,84: half a unit on each
        "Có 60 hồ sơ (đúng hạn 20 hồ sơ; trễ hạn 10 hồ sơ).",  # the rest may be under way
        "Có 60 người (nữ 40 người; đảng viên 20 người; dân tộc thiểu số 10 người), cả tỉnh.",  # parts overlap
    ],
)
def test_sums_that_may_be_right(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Tỉnh đón 250 nghìn lượt khách, tăng 20% so với cùng kỳ năm trước (200 nghìn lượt).", "tăng 25%"),
        (
            "Tỷ lệ hộ nghèo còn 3,79%, giảm 0,84 điểm phần trăm so với cuối năm 2025 (4,36%).",
            "giảm 0,57 điểm phần trăm",
        ),
        ("Tiếp 758 lượt, tăng 73 lượt so với quý III/2025 (831 lượt).", "giảm 73 lượt"),
        ("Thiệt hại 1.200 tỷ đồng, gấp 3 lần năm 2024 (600 tỷ đồng).", "gấp 2 lần"),
    ],
)
def test_a_change_that_the_value_before_does_not_make(text: str, right: str) -> None:
    (finding,) = found(text)
    assert finding.kind == "mức thay đổi không khớp"
    assert finding.message.endswith(f" là {right}.")


@pytest.mark.parametrize(
    "text",
    [
        "Tỉnh đón 1.265 nghìn lượt khách, tăng 14,8% so với cùng kỳ năm trước (1.102 nghìn lượt).",
        "Tỷ lệ đạt 78,5%, tăng 5,7% so với năm 2024 (74,2%).",  # of a share the change may be relative: 5,8
        "Có 412 đơn (96 khiếu nại), giảm 12,0% so với cùng kỳ (468 đơn), tăng 5,9% so với quý II/2026 (389 đơn).",
        "Đạt 87,94 điểm, xếp thứ 19, tăng 05 bậc so với năm 2024 (85,61 điểm, xếp thứ 24).",
        "Tăng 9,12%, cao hơn mức tăng 7,84% của quý I nhưng thấp hơn kịch bản đề ra cho quý (9,40%).",
        "Giảm 47 vụ so với cùng kỳ (14,7%).",
    ],
)
def test_changes_that_may_be_right(text: str) -> None:
    assert kinds(text) == []


def test_a_sum_says_both_values() -> None:
    (finding,) = found("Tổng số bàn là 60 chiếc (cấp tỉnh 25 chiếc; cấp huyện 20 chiếc; cấp xã 25 chiếc).")
    assert finding.message == "Tổng in là 60 chiếc nhưng các phần cộng lại là 25 + 20 + 25 = 70."
    assert finding.statement_ids == ("s0",)
    assert finding.quotes[0].startswith("Tổng số bàn")


def test_a_misprinted_number_with_the_value_that_fits() -> None:
    (finding,) = found("Tổng số 1.500.000 văn bản, trong đó: 1.290.765 văn bản đến; 2.09.235 văn bản đi.")
    assert finding.kind == "số in sai"
    assert "209.235" in finding.message


def test_sections_and_dates_are_no_misprints() -> None:
    assert kinds("Theo mục 2.1.13 và ngày 02.12.2024, thực hiện 1.2.3 của Quy chế.") == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Đã giải quyết 30/40 hồ sơ, đạt tỷ lệ 76%.", "75%"),
        ("Đạt 4,5/9 điểm (đạt 51,5%).", "50%"),
        ("Đã trả 40 hồ sơ (đúng hạn 30 hồ sơ, chiếm 80%; trễ hạn 10 hồ sơ, chiếm 25%).", "75%"),
        ("Có 30 hồ sơ trên tổng số 40 hồ sơ, đạt 57%.", "75%"),
    ],
)
def test_a_share_that_does_not_fit(text: str, right: str) -> None:
    (finding,) = found(text)
    assert finding.kind == "tỷ lệ không khớp"
    assert right in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Đã giải quyết 2/3 hồ sơ, đạt tỷ lệ 66,7%.",
        "Đạt 12,94/13 điểm (đạt 99,57%).",  # 12,945 : 13 = 99,577
        "Có 3/5 xã, đạt 60% kế hoạch; có 4/5 xã, đạt 90% chỉ tiêu năm.",
        "Xếp hạng 33/63, đạt 70,96% số điểm.",
        "Có 2/3 hồ sơ, đạt trên 60%.",
        "Bản đồ tỷ lệ 1/50.000 đạt 90% diện tích.",
        "Phòng họp không giấy tờ có tại 21/24 xã, phường; 100% sở, ngành cung cấp số liệu.",
    ],
)
def test_shares_that_may_be_right(text: str) -> None:
    assert kinds(text) == []


def test_two_dates_for_one_number() -> None:
    (finding,) = found(
        "Thực hiện Quyết định số 99/QĐ-TTg ngày 05/02/2024 của Thủ tướng Chính phủ.",
        "Căn cứ Quyết định số 99/QĐTTg ngày 25 tháng 01 năm 2024 của Thủ tướng Chính phủ.",
    )
    assert finding.kind == "hai ngày cho một văn bản"
    assert finding.statement_ids == ("s0", "s1")
    assert "05/02/2024" in finding.message
    assert "25 tháng 01 năm 2024" in finding.message


@pytest.mark.parametrize(
    "texts",
    [
        # numbers start anew each year
        ("Nghị quyết 01/NQ-CP ngày 05/01/2024.", "Nghị quyết 01/NQ-CP ngày 08/01/2025."),
        ("Quyết định 5/QĐ-UBND ngày 01/02/2024 của UBND tỉnh.", "Quyết định 5/QĐ-UBND ngày 09/02/2024 của UBND huyện."),
        ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020.", "Nghị định 30/2020/NĐ-CP ngày 5 tháng 3 năm 2020."),
        ("Thực hiện Thông tư số 5/2023/TT-BTC, ngày 01/7/2024 Sở đã ban hành hướng dẫn.",),  # the day of the guidance
    ],
)
def test_documents_that_are_not_the_same_or_have_one_date(texts: tuple[str, str]) -> None:
    assert kinds(*texts) == []


def test_a_number_of_one_year_dated_in_another_and_a_day_that_is_none() -> None:
    assert kinds("Nghị quyết số 7/2020/NQ-HĐND ngày 12/7/2023.") == ["năm của số và ngày văn bản lệch nhau"]
    assert kinds("Quyết định số 7/QĐ-UBND ngày 31/4/2024 của UBND tỉnh.") == ["ngày không có trong lịch"]


def test_the_parts_of_a_total_are_the_items_of_a_list() -> None:
    lead, a, b = "Điểm đánh giá: 50/60 điểm, gồm:", "a) Điểm hồ sơ: 30/40 điểm;", "b) Điểm khảo sát: 15/20 điểm."
    document = parsed(lead, a, b)
    items = tuple(replace(s, kind="item", lead=lead) if s.ordinal else s for s in document.statements)
    (finding,) = audit(replace(document, statements=items))
    assert finding.kind == "tổng không khớp"
    assert finding.statement_ids == ("s0", "s1", "s2")
    assert "30 + 15 = 45" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "Có khoảng 140 loài (cây khoảng 80 loài, cỏ khoảng 70 loài).",
        "Trồng 1.826 cây (lần đầu 1.660 cây, trồng dặm 10% × 1.660 cây).",
        "Có 32 đội (năm trước 16 đội, năm nay 24 đội).",
        "Có 256 trường, trong đó 100 trường tiểu học, 156 trường mầm non, bên cạnh đó còn có 10 trường nghề.",
        "Thu 900 tỷ đồng, trong đó huy động 500 tỷ đồng, tổng dư nợ 700 tỷ đồng.",
        "Đạt 500 tỷ đồng, trong đó: nông nghiệp 200 tỷ đồng, tăng 5%; dịch vụ 300 tỷ đồng, tăng 7%.",
    ],
)
def test_numbers_beside_one_another_that_are_no_parts(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tỷ lệ này giảm từ 10% lên 15%.", "chiều tăng giảm không khớp"),
        ("Tỷ lệ này từ 20% tăng lên 15%.", "chiều tăng giảm không khớp"),
        ("Số hồ sơ từ 200 hồ sơ lên 250 hồ sơ, tăng 60 hồ sơ.", "mức thay đổi không khớp"),
    ],
)
def test_directions_and_changes_at_odds_with_the_values(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Tỷ lệ này tăng từ 10% lên 15%, tăng 5%.",
        "Số hồ sơ từ 200 hồ sơ lên 250 hồ sơ, tăng 25%.",
        "Chỉ số tăng từ hạng 24 lên hạng 13.",
        "Phấn đấu tăng từ 10 đến 15%.",
    ],
)
def test_directions_and_changes_that_fit(text: str) -> None:
    assert kinds(text) == []


def test_a_field_listed_as_risen_that_fell() -> None:
    listing = "Có 02 lĩnh vực tăng thứ hạng so với năm 2023: Cải cách thể chế; cải cách tài chính công."
    (finding,) = found(
        listing,
        "a) Lĩnh vực Cải cách thể chế: đạt 9 điểm (tăng 2,05% và 20 bậc).",
        "b) Lĩnh vực Cải cách tài chính công: đạt 8 điểm (tăng 0,2% và giảm 15 bậc).",
    )
    assert finding.statement_ids == ("s0", "s2")
    assert "cải cách tài chính công" in finding.message


def table(header: tuple[str, ...], *rows: tuple[str, ...], last: str = "data") -> Parsed:
    """A document of one table; the kind of its last row is `last`."""
    made = tuple(
        Row(i, row, "total" if i == len(rows) - 1 and last == "total" else "data") for i, row in enumerate(rows)
    )
    statements = tuple(Statement(f"r{i}", "bc", i, "row", "; ".join(row), table=0, row=i) for i, row in enumerate(rows))
    grid = Table(0, tuple((title,) for title in header), made)
    return Parsed(Document("bc", "bc.docx", "0", "docx", 0), (), tables=(grid,), statements=statements)


RANKS = [
    ("Một", "24", "13", "Tăng 11 bậc"),
    ("Hai", "30", "20", "Tăng 10 bậc"),
    ("Ba", "5", "9", "Giảm 4 bậc"),
    ("Bốn", "20", "12", "Tăng 8 bậc"),
    ("Năm", "33", "18", "Tăng 15 bậc"),
    ("Sáu", "8", "2", "Tăng 6 bậc"),
    ("Bảy", "40", "21", "Tăng 19 bậc"),
    ("Tám", "9", "7", "Tăng 2 bậc"),
    ("Chín", "50", "46", "Tăng 4 bậc"),
]


def test_a_row_that_breaks_the_rule_of_its_columns() -> None:
    header = ("Tiêu chí", "Hạng 2023", "Hạng 2024", "So sánh")
    assert audit(table(header, *RANKS)) == ()
    (finding,) = audit(table(header, *RANKS, ("Mười", "24", "13", "Tăng 9 bậc")))
    assert (finding.kind, finding.statement_ids) == ("mức thay đổi không khớp", ("r9",))
    assert "24 − 13 = 11" in finding.message


def test_a_rule_that_can_be_said_in_three_ways_is_told_once() -> None:
    rows = [(f"Xã {i}", str(10 * i), str(i * i + 1), str(10 * i + i * i + 1)) for i in range(1, 12)]
    assert audit(table(("Đơn vị", "Nam", "Nữ", "Cộng"), *rows)) == ()
    (finding,) = audit(table(("Đơn vị", "Nam", "Nữ", "Cộng"), *rows, ("Xã 12", "7", "8", "14")))
    assert "7 + 8 = 15" in finding.message


def test_a_total_row_that_is_not_the_sum_in_one_column_of_three() -> None:
    header = ("Đơn vị", "Tiếp nhận", "Đã trả", "Đang xử lý")
    rows = [("Xã A", "10", "8", "2"), ("Xã B", "20", "15", "5")]
    assert audit(table(header, *rows, ("Tổng", "30", "23", "7"), last="total")) == ()
    (finding,) = audit(table(header, *rows, ("Tổng", "30", "25", "7"), last="total"))
    assert finding.kind == "hàng tổng không khớp"
    assert "“Đã trả”: hàng tổng in là 25 nhưng các hàng cộng lại là 23" in finding.message


def test_a_period_of_another_year_in_a_report_on_a_quarter() -> None:
    texts = ("Quý 1 năm 2025, tỷ lệ hồ sơ đồng bộ đạt 90%.", "Quý 1 năm 2026, đạt 95%, cùng kỳ quý 1 năm 2025 đạt 90%.")
    assert [f.kind for f in audit(parsed(*texts, period=quarter_of(2026, 1, "Quý 1 năm 2026")))] == [
        "kỳ không khớp báo cáo"
    ]
    assert audit(parsed(*texts, period=year_of(2026))) == ()


def test_lists_and_sections_that_are_miscounted() -> None:
    assert kinds("Bao gồm 04 chỉ số thành phần: (1) Một; (2) Hai; (3) Ba.") == ["số lượng liệt kê không khớp"]
    assert kinds("Bao gồm 03 chỉ số thành phần: (1) Một; (2) Hai; (3) Ba.") == []
    document = parsed("I. MỤC ĐÍCH", "II. NỘI DUNG", "II. TỔ CHỨC THỰC HIỆN")
    headings = tuple(replace(s, kind="heading") for s in document.statements)
    assert [f.message for f in audit(replace(document, statements=headings))] == ["Hai mục cùng mang số “II.”."]


def test_one_body_in_two_ways() -> None:
    (finding,) = found("Giao Sở Khoa học - Công nghệ chủ trì.", "Sở Khoa học và Công nghệ báo cáo kết quả.")
    assert finding.kind == "tên cơ quan in hai cách"
    assert kinds("Sở Lao động - Thương binh và Xã hội chủ trì.", "Sở Lao động - Thương binh và Xã hội trình.") == []


def test_one_figure_with_two_values() -> None:
    period = quarter_of(2026, 1)
    texts = ("Tỷ lệ lưu kho điện tử đạt 95,4%.", "- Tỷ lệ lưu kho điện tử đạt 94,5%.")

    def figures(documents: list[str]) -> tuple[Figure, ...]:
        starts = [text.index("9") for text in texts]
        return tuple(
            Figure(document, f"s{i}", text[start : start + 5], value, "%", start, start + 5, period=period)
            for i, (document, text, start, value) in enumerate(zip(documents, texts, starts, (95.4, 94.5), strict=True))
        )

    (finding,) = audit(replace(parsed(*texts), figures=figures(["bc", "bc"])))
    assert finding.message == "“Tỷ lệ lưu kho điện tử đạt” in là 95,4% và 94,5%."

    whole = parsed(*texts, period=period)
    first, second = figures(["bc", "bc"])
    appendix = Parsed(
        Document("pl", "pl.pdf", "0", "pdf", 1, period=period),
        (),
        statements=(replace(whole.statements[1], document_id="pl"),),
        figures=(second,),
    )
    report = replace(whole, statements=whole.statements[:1], figures=(first,))
    (between,) = audit_between([report, appendix])
    assert between.kind == "hai giá trị cho một số liệu"


def test_two_documents_signed_by_one_person_in_two_spellings() -> None:
    def signed(identity: str, signer: str) -> Parsed:
        statement = Statement(f"{identity}-ky", identity, 0, "metadata", f"CHỦ TỊCH {signer}", lead="Người ký")
        document = Document(identity, "", "0", "pdf", 1, issuer="UBND TỈNH X", signer=signer)
        return Parsed(document, (), statements=(statement,))

    (finding,) = audit_between(
        [signed("a", "Trần Văn Thức"), signed("b", "Trần Văn Thực"), signed("c", "Trần Văn Thức")]
    )
    assert finding.statement_ids == ("a-ky", "b-ky")
    assert audit_between([signed("a", "Trần Hòa Bình"), signed("b", "Trần Hoà Bình")]) == ()  # where the tone stands


SHARED = Path(__file__).parent.parent / ".." / "shared" / "data" / "gov_docs"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="cần thư mục ../shared/data/gov_docs")


@needs_shared
def test_at_most_one_finding_in_ten_pages_of_documents_nobody_here_wrote() -> None:
    """A sample of the 150; over all of them it is 6 findings, each read and each right, on about 1,560 pages."""
    letters = findings = 0
    for path in sorted(SHARED.glob("*.txt"))[::10]:
        whole = parse(load(path), path)
        letters += sum(len(page.text) for page in whole.pages)
        findings += len(whole.findings)
    assert findings <= letters / 2500 / 10


CORPUS = Path(__file__).parent.parent / "corpus"


def test_the_slips_of_a_typeset_report_are_found() -> None:
    path = CORPUS / "bao-cao-nq131-quy-1-2026.pdf"
    found = {finding.kind: finding for finding in parse(load(path), path).findings}
    assert "227.235" in found["số in sai"].message
    assert {"06/10/2022", "06/01/2022"} == set(
        re.findall(r"\d\d/\d\d/\d{4}", found["hai ngày cho một văn bản"].message)
    )


def test_findings_between_documents_are_kept_until_one_of_them_goes(tmp_path: Path) -> None:
    def text(name: str, day: str, signer: str) -> None:
        frame = "UBND TỈNH X\nSố: 1/BC-UBND\nX, ngày 02 tháng 4 năm 2026\nBÁO CÁO\nTình hình\n"
        said = f"Thực hiện Quyết định số 104/QĐ-TTg ngày {day} của Thủ tướng Chính phủ.\n"
        signed = f"Nơi nhận:\n- Lưu: VT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n{signer}\n"
        (tmp_path / f"{name}.txt").write_text(frame + said + signed, encoding="utf-8")

    text("a", "25/01/2024", "Nguyễn Anh Chúc")
    text("b", "05/02/2024", "Nguyễn Anh Chức")
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")
    ingest([tmp_path], catalogue, load, parse)
    kept = {finding.kind: finding for finding in catalogue.findings()}
    assert set(kept) == {"hai ngày cho một văn bản", "tên người in hai cách"}
    dates = kept["hai ngày cho một văn bản"]
    assert (dates.document_id, dates.others, dates.severity) == ("a", ("b",), "trung bình")
    assert not catalogue.findings(document_ids=["a"])  # what quotes b is not told to who may only see a
    (tmp_path / "b.txt").unlink()
    ingest([tmp_path], catalogue, load, parse)
    assert not catalogue.findings()


def test_a_share_off_by_its_last_digit_weighs_less_than_a_wrong_one() -> None:
    slight = found("Đã giải quyết 37.803/38.675 hồ sơ, đạt tỷ lệ 97,74%.")
    grave = found("Đã giải quyết 37.803/38.675 hồ sơ, đạt tỷ lệ 87,74%.")
    assert [each.severity for each in (*slight, *grave)] == ["thấp", "cao"]


def test_a_total_alone_in_its_table_is_held_against_its_rows_where_a_slip_parts_them() -> None:
    header = ("Nội dung", "Kinh phí (triệu đồng)")
    rows = [("Hạ tầng", "12.400"), ("Dữ liệu", "8.350"), ("Đào tạo", "3.200")]
    assert audit(table(header, *rows, ("Tổng cộng", "23.950"), last="total")) == ()
    assert audit(table(header, *rows, ("Tổng cộng", "31.700"), last="total")) == ()  # may hold more than these
    (finding,) = audit(table(header, *rows, ("Tổng cộng", "23.590"), last="total"))
    assert finding.message == "Cột “Kinh phí (triệu đồng)”: hàng tổng in là 23.590 nhưng các hàng cộng lại là 23.950."


@pytest.mark.parametrize(("printed", "found"), [("12.400", 0), ("12.040", 1), ("18.700", 0)])
def test_a_row_that_others_stand_under(printed: str, found: int) -> None:
    plain = table(("Công trình", "Vốn"), ("I. Giao thông", printed), ("Cầu", "8.300"), ("Đường", "4.100"))
    (grid,) = plain.tables
    below = [replace(row, group=("I. Giao thông",)) for row in grid.rows[1:]]
    nested = replace(plain, tables=(replace(grid, rows=(grid.rows[0], *below)),))
    assert len(audit(nested)) == found


def test_rows_that_are_some_of_the_row_above_make_no_sum() -> None:
    plain = table(("Nội dung", "Số"), ("1. Thu", "12.040"), ("Trong đó: phí", "8.300"), ("Thuế", "4.100"))
    (grid,) = plain.tables
    below = [replace(row, group=("1. Thu",)) for row in grid.rows[1:]]
    assert audit(replace(plain, tables=(replace(grid, rows=(grid.rows[0], *below)),))) == ()
