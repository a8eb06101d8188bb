"""Tables that rank bodies: the rank before the name, a column of points for each field."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file as filed

DECISION = """QUYẾT ĐỊNH
Công bố kết quả xếp hạng chỉ số cải cách hành chính năm 2025

Phụ lục. Kết quả xếp hạng chỉ số cải cách hành chính năm 2025 của các xã, phường

ĐVT: điểm

| Hạng | Đơn vị | Thể chế (8) | Tài chính công (7) | Chuyển đổi số (17) | Tổng điểm |
|---|---|---|---|---|---|
| 1 | Xã Vĩnh Đông | 7,75 | 6,50 | 16,25 | 94,59 |
| 2 | Phường Tân Khê | 7,50 | 6,25 | 15,25 | 92,78 |
| 3 | Xã Ea Tình | 7,25 | 6,75 | 15,50 | 91,30 |
| 4 | Phường Bến Tràm | 5,50 | 5,00 | 13,00 | 75,75 |
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with filed(tmp_path_factory.mktemp("hang"), {"qd.md": DECISION}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("phường Bến Tràm xếp thứ mấy?", "thứ 4 "),
        ("phường Tân Khê đứng thứ mấy về chỉ số CCHC?", "thứ 2 "),
        ("điểm chuyển đổi số của xã Ea Tình", "15,50"),
        ("xã Ea Tình được mấy điểm chuyển đổi số?", "15,50"),
        ("tổng điểm phường Tân Khê", "92,78"),
    ],
)
def test_a_body_s_rank_and_points_are_told_from_its_row(office: Assistant, question: str, opens: str) -> None:
    assert office.ask(question).answer.startswith(opens)
