"""Small made documents on file, and the real assistant on them: what a person asks and what can be checked by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from ingest.loaders.sandbox import load_isolated
from ingest.parse import parse
from ingest.pipeline import Report, ingest
from rag.assistant import Assistant
from rag.library import Library
from rag.read import Reading
from rag.reading.places import Place
from rag.records import Evidence, Question
from rag.settings import Settings
from rag.understand import understand

TODAY = date(2026, 4, 15)
REPORT = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 45/BC-UBND

Lào Cai, ngày 20 tháng 3 năm 2026

BÁO CÁO
Kết quả chuyển đổi số Quý I năm 2026

I. KẾT QUẢ THỰC HIỆN

1. Ký số văn bản

Tỷ lệ ký số tại sở, ngành đạt 97,4%; tỷ lệ ký số tại xã, phường đạt 88,6%.

2. Hồ sơ trực tuyến

Toàn tỉnh tiếp nhận 12.480 hồ sơ trực tuyến, trong đó giải quyết đúng hạn 12.105 hồ sơ, trễ hạn 75 hồ sơ.

3. Hạ tầng số

Kinh phí đầu tư hạ tầng số là 35,6 tỷ đồng.

II. TỒN TẠI, HẠN CHẾ

Việc số hóa hồ sơ còn chậm do cấp xã thiếu máy quét và thiếu cán bộ chuyên trách.

III. NHIỆM VỤ

Trong quý II năm 2026, Sở Khoa học và Công nghệ chủ trì thực hiện các nhiệm vụ sau:

- Nâng cấp cổng dịch vụ công;

- Đào tạo 300 cán bộ cấp xã;

- Kết nối cơ sở dữ liệu đất đai.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Hoàng Văn Mẫu

Nơi nhận:
- Bộ Khoa học và Công nghệ;
- Thường trực Tỉnh ủy;
- Lưu: VT, KGVX.
"""
YEARBOOK = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI

Số: 310/BC-UBND

Lào Cai, ngày 15 tháng 12 năm 2024

BÁO CÁO
Kết quả cải cách hành chính năm 2024

I. CHỈ SỐ

Năm 2024, Chỉ số cải cách hành chính của tỉnh đạt 88,25%, xếp thứ 12/63 tỉnh, thành phố.

Năm 2023, Chỉ số cải cách hành chính của tỉnh đạt 86,10%, xếp thứ 21/63 tỉnh, thành phố.

Trong năm 2024, toàn tỉnh cắt giảm 117 thủ tục hành chính.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Thị Thử
"""
PLAN = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI

Số:       /KH-UBND

Lào Cai, ngày     tháng 01 năm 2026

KẾ HOẠCH
Phát triển kinh tế số năm 2026

I. MỤC TIÊU

Phấn đấu năm 2026 tỷ trọng kinh tế số đạt 22,5% GRDP; phấn đấu cắt giảm 140 thủ tục hành chính.

II. PHÂN CÔNG

| STT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |
|---|---|---|---|
| 1 | Xây dựng kho dữ liệu dùng chung | Sở Khoa học và Công nghệ | Tháng 6/2026 |
| 2 | Thống kê doanh nghiệp số | Sở Tài chính | Tháng 9/2026 |
| 3 | Khảo sát hộ kinh doanh | | Tháng 11/2026 |
"""
MADE = {"bao-cao-quy-1-2026.txt": REPORT, "bao-cao-2024.txt": YEARBOOK, "ke-hoach-kinh-te-so.md": PLAN}


@contextmanager
def on_file(folder: Path, documents: dict[str, str] | None = None, **settings: Any) -> Iterator[Assistant]:
    """The assistant on documents given as file name → text (the made ones when none are given)."""
    source = folder / "corpus"
    source.mkdir(parents=True)
    for name, text in (MADE if documents is None else documents).items():
        (source / name).write_text(text, encoding="utf-8")
    with Assistant.open(Settings(data_dir=folder / "data", corpus_dir=source, today=TODAY, **settings)) as assistant:
        take_in(assistant, source)
        yield assistant


def take_in(assistant: Assistant, *paths: Path) -> Report:
    """Ingests files or folders and lets the assistant see them; none may fail."""
    report = ingest(paths, assistant.catalogue, load_isolated, parse)
    assert report.failed == ()
    assistant.refresh()
    return report


def plan(text: str, on: Library) -> Question:
    """The plan of a question whose accents are right, asked on `TODAY`."""
    return understand(text, documents=tuple(on.documents.values()), today=TODAY)


def evidence(on: Library) -> tuple[Evidence, ...]:
    """Every statement of a library, all found alike: what is read of them decides."""
    return tuple(
        Evidence(s, on.documents[s.document_id], on.figures(s.id), 1.0, 1.0, 1.0) for s in on.statements.values()
    )


def place(words: str, on: Library) -> Place:
    """The one place of a library that is printed so."""
    found = [p for s in on.statements.values() for p in on.places(s) if p.text == words]
    assert len(found) == 1, [p.text for p in found]
    return found[0]


def reading(words: str, on: Library) -> Reading:
    """That place as an answer that is sure of itself, with all figures that stand in it."""
    found = place(words, on)
    return Reading(found, on.documents[found.statement.document_id], 1.0, 1.0, 1.0, found.figures)
