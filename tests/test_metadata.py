"""What a document says about itself, by hand-made frames and against the index of 150 real documents."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from ingest.loaders import load
from ingest.loaders.html import read_html
from ingest.metadata import describe
from ingest.parse import parse
from ingest.records import Document
from ingest.structure import structure
from ingest.vietnamese.fold import fold
from tests.lines_of_text import plain

GOV_DOCS = Path(__file__).parent.parent.parent / "shared" / "data" / "gov_docs"


def described(text: str) -> Document:
    return parse(plain(text), Path("van-ban.txt")).document


PLAN = """UBND TỈNH HÀ NAM
SỞ NỘI VỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/KH-SNV
Hà Nam, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Kiểm tra công vụ năm 2026
Căn cứ Luật Cán bộ, công chức số 80/2025/QH15;
Căn cứ Quyết định số 12/QĐ-UBND ngày 02/01/2026;
Sở Nội vụ ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
Nâng cao kỷ luật.
Nơi nhận:
- UBND tỉnh (b/c);
- Lưu: VT, TCCC.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
TS. Trần Thị Bình"""


def test_a_signature_beside_the_list_of_recipients_is_read_down_its_column() -> None:
    columns = """Nơi nhận:                 CHÁNH THANH TRA
- Như trên;
- Ban Nội chính Tỉnh ủy;        (Đã ký)
- Ban Tiếp công dân tỉnh;
- Lưu: VT, NV4.             Trần Thị Bình"""
    document = described(PLAN[: PLAN.index("Nơi nhận:")] + columns)
    assert document.signer == "Trần Thị Bình"
    assert "Ban Nội chính Tỉnh ủy" in document.recipients


def test_a_frame_below_the_heading_of_a_portal() -> None:
    page = f"""<html><body><h1>Kiểm tra công vụ năm 2026</h1><p>Ngày đăng: 08/10/2026</p>
    {"".join(f"<p>{line}</p>" for line in PLAN.splitlines())}</body></html>"""
    document = parse(read_html(page.encode()), Path("trang.html")).document
    assert (document.number, document.issued) == ("15/KH-SNV", date(2026, 1, 5))


def test_every_field_of_a_plan() -> None:
    document = described(PLAN)
    assert (document.number, document.kind, document.title) == ("15/KH-SNV", "kế hoạch", "Kiểm tra công vụ năm 2026")
    assert (document.issuer, document.place) == ("UBND TỈNH HÀ NAM SỞ NỘI VỤ", "Hà Nam")
    assert (document.issued, document.issued_text) == (date(2026, 1, 5), "Hà Nam, ngày 05 tháng 01 năm 2026")
    assert (document.signer, document.signer_role) == ("Trần Thị Bình", "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC")
    assert document.recipients == ("UBND tỉnh (b/c)", "Lưu: VT, TCCC")
    assert document.grounds == (
        "Căn cứ Luật Cán bộ, công chức số 80/2025/QH15",
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 02/01/2026",
    )
    assert document.period is not None
    assert document.period.key == "2026"


def test_what_was_left_to_be_written_by_hand_is_blank() -> None:
    document = described(
        "Số:      /BC-UBND\nHà Nam, ngày      tháng 3 năm 2026\nBÁO CÁO\nCông tác quý I năm 2026\nTốt."
    )
    assert (document.number, document.issued) == ("", None)
    assert document.issued_text == "Hà Nam, ngày      tháng 3 năm 2026"
    assert document.period is not None
    assert document.period.key == "2026-Q1"


def test_a_letter_names_no_kind() -> None:
    text = "CỤC THUẾ\nSố: 5680/CT-CS V/v thuế thu nhập\nHà Nội, ngày 01 tháng 12 năm 2025\nKính gửi: Ban A\nTrả lời."
    document = described(text)
    assert (document.kind, document.number, document.title) == ("công văn", "5680/CT-CS", "thuế thu nhập")
    assert document.issued == date(2025, 12, 1)


def test_a_resolution_is_dated_by_its_adoption() -> None:
    text = "NGHỊ QUYẾT\nVề ngân sách\nQUỐC HỘI\nQUYẾT NGHỊ:\nĐiều 1. Bổ sung.\n"
    text += "Nghị quyết này được Quốc hội thông qua ngày 17 tháng 5 năm 2025."
    assert described(text).issued == date(2025, 5, 17)


def test_a_date_in_the_grounds_is_not_the_date_of_the_document() -> None:
    text = (
        "NGHỊ ĐỊNH\nQuy định về công chức\nCăn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025;\nĐiều 1. Phạm vi."
    )
    assert described(text).issued is None


@pytest.mark.skipif(not (GOV_DOCS / "index.jsonl").exists(), reason="../shared/data/gov_docs is not on this machine")
def test_the_index_of_real_documents() -> None:
    """≥ 95 % right where the text holds what the index says; a field counts only when it does."""
    right: dict[str, int] = {}
    held: dict[str, int] = {}
    index = [json.loads(line) for line in (GOV_DOCS / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    for entry in index[1::4]:
        path = GOV_DOCS / f"{entry['id']}.txt"
        head = "\n".join(path.read_text(encoding="utf-8").split("\n")[:12])
        blank = Document(path.stem, str(path), "", "txt", 1)
        document, _ = describe(blank, structure(load(path)).blocks)
        found = {
            "type": (document.kind, entry["type"] if f"\n{entry['type']}" in head or "V/v" in head else None),
            "number": (document.number, entry["number"] if entry["number"] and entry["number"] in head else None),
            "date": (str(document.issued), entry["date"] if _dated(head, entry["date"]) else None),
            "issuer": (document.issuer, entry["issuer"]),
        }
        for name, (got, wanted) in found.items():
            if wanted:
                held[name] = held.get(name, 0) + 1
                right[name] = right.get(name, 0) + (_bare(got) == _bare(wanted))
    assert min(held.values()) >= 20
    assert {name: right[name] / held[name] >= 0.95 for name in held} == dict.fromkeys(held, True)


def _dated(head: str, day: str | None) -> bool:
    """Whether the head of the text has a place-and-date line with this day."""
    if not day:
        return False
    year, month, number = day.split("-")
    return re.search(rf", ngày {number} tháng {month} năm {year}\W*$", head, re.MULTILINE) is not None


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()


@pytest.mark.parametrize(
    "end",
    [
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Anh Chúc\n",
        "\n| Nơi nhận: - Lưu: VT. | TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Anh Chúc |\n|---|---|\n",
    ],
)
def test_the_signer_under_a_markdown_table(tmp_path: Path, end: str) -> None:
    path = tmp_path / "bc.md"
    path.write_text(f"# BÁO CÁO\nTình hình\n\n| Đơn vị | Hồ sơ |\n|---|---|\n| Xã An | 12 |\n{end}", encoding="utf-8")
    assert parse(load(path), path).document.signer == "Nguyễn Anh Chúc"


@pytest.mark.parametrize("cut", [" NAM", " VIỆT NAM"])
def test_a_narrow_letterhead_cuts_its_lines(cut: str) -> None:
    title = "VIỆT NAM".replace(cut.strip(), f"\n{cut.strip()}")
    narrow = PLAN.replace("VIỆT NAM", title).replace("năm 2026\nKẾ HOẠCH", "năm\n2026\nKẾ HOẠCH")
    document = described(narrow)
    assert (document.issuer, document.issued) == ("UBND TỈNH HÀ NAM SỞ NỘI VỤ", date(2026, 1, 5))


def test_the_deciding_body_under_a_title_is_no_part_of_it() -> None:
    text = "UBND TỈNH A\nSố: 12/QĐ-UBND\nA, ngày 01 tháng 02 năm 2026\nQUYẾT ĐỊNH\nVề việc giao chỉ tiêu năm 2026\n"
    text += "ỦY BAN NHÂN DÂN TỈNH A\nCăn cứ Luật Ngân sách nhà nước;\nĐiều 1. Giao chỉ tiêu."
    assert described(text).title == "Về việc giao chỉ tiêu năm 2026"
    assert described(text).issuer == "UBND TỈNH A"


def test_the_days_counted_over_are_no_part_of_the_title() -> None:
    text = (
        "BÁO CÁO\nAn toàn giao thông 9 tháng đầu năm 2026\n(Số liệu từ ngày 15/12/2025\nđến ngày 14/9/2026)\nI. KẾT QUẢ"
    )
    assert described(text).title == "An toàn giao thông 9 tháng đầu năm 2026"


def test_the_signer_is_found_between_recipients_read_across() -> None:
    text = PLAN.partition("Nơi nhận")[0] + (
        "Nơi nhận: TL. CHỦ TỊCH\n- Thường trực Tỉnh ủy; CHÁNH VĂN PHÒNG\n- Các PCT UBND tỉnh;\n- Các sở; (đã ký)\n"
        "- UBND các xã;\n- Các hội;\n- Lưu: VT. Hồ Sỹ Nam"
    )
    document = described(text)
    assert (document.signer, document.signer_role) == ("Hồ Sỹ Nam", "TL. CHỦ TỊCH CHÁNH VĂN PHÒNG")
    assert "Các sở" in document.recipients
