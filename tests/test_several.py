"""Several figures asked for in one question: each is told, from one place or one column."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file as filed

REPORT = """BÁO CÁO
Kết quả công tác Quý I năm 2026

I. DỊCH VỤ CÔNG

- Tổng số dịch vụ công toàn trình: 880 dịch vụ (cấp tỉnh: 778 dịch vụ; cấp xã: 102 dịch vụ).

- Tổng số dịch vụ công một phần: 1.200 dịch vụ (cấp tỉnh: 1.000 dịch vụ; cấp xã: 200 dịch vụ).

II. KÝ SỐ

Tỷ lệ ký số tại sở, ngành đạt 92,2%; tỷ lệ ký số tại xã, phường đạt 93,5%.

III. SẮP XẾP

Sau khi sắp xếp, tỉnh có 95 đơn vị hành chính, gồm 72 xã và 23 phường; trong đó có 67 xã, 21 phường hình thành sau \
sắp xếp và 7 đơn vị giữ nguyên.

IV. TRANG THIẾT BỊ

Trong kỳ đã mua 40 máy quét. Đã thanh lý 15 máy in.
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with filed(tmp_path_factory.mktemp("office"), {"bao-cao.txt": REPORT}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("tổng số dịch vụ công toàn trình bao nhiêu, trong đó cấp xã mấy?", ["880 dịch vụ", "102 dịch vụ"]),
        ("tỷ lệ ký số: sở ngành bao nhiêu phần trăm, xã phường mấy phần trăm?", ["92,2%", "93,5%"]),
        ("tỉnh có bao nhiêu xã, bao nhiêu phường?", ["72 xã", "23 phường"]),
    ],
)
def test_every_figure_is_told_and_cited(office: Assistant, question: str, figures: list[str]) -> None:
    answer = office.ask(question)
    assert [f.text for f in answer.figures] == figures, answer.answer
    first = answer.answer.split("\n\n")[0]
    quotes = {c.marker: c.quote for c in answer.citations}
    assert all(f.text in first and f.text in quotes[f.citation] for f in answer.figures)
    assert len(first) <= 400


def test_what_is_not_on_file_is_not_told_beside_what_is(office: Assistant) -> None:
    answer = office.ask("quý 1 mua bao nhiêu máy quét và bao nhiêu xe ô tô?")
    assert "15" not in answer.answer.split("\n\n")[0]
