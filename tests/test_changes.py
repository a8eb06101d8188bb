"""The value before a stated change, reckoned from the change and the value it is a change to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.assistant import Assistant
from tests.room import on_file

REPORT = """ỦY BAN NHÂN DÂN TỈNH AN LÃO

BÁO CÁO
Tình hình kinh tế - xã hội 9 tháng đầu năm 2026

I. KẾT QUẢ

1. Tài chính

Nợ thuế đến 30/9/2026 là 1.047 tỷ đồng, tăng 96 tỷ đồng so với cuối năm 2025.

2. An sinh xã hội

Tỷ lệ hộ nghèo đa chiều còn 3,15%, giảm 0,92 điểm phần trăm so với cuối năm 2025.

3. Tổ chức bộ máy

Trong quý đã giải thể 02 đơn vị, đưa số đơn vị sự nghiệp công lập xuống còn 618, giảm 13 đơn vị so với năm 2025.

4. Dịch vụ công

Tỷ lệ hồ sơ trực tuyến đạt 80,4%, tăng 2,8 điểm phần trăm so với quý II (77,6%) và tăng 11,5 điểm phần trăm so với \
cùng kỳ năm 2025.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("changes")
    with on_file(folder, {"bao-cao.txt": REPORT}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("nợ thuế cuối năm 2025 là bao nhiêu", "1.047 − 96 = 951"),
        ("tỷ lệ hộ nghèo cuối năm 2025 bao nhiêu", "3,15 + 0,92 = 4,07"),
        ("năm 2025 có bao nhiêu đơn vị sự nghiệp công lập", "618 + 13 = 631"),
        ("tỷ lệ hồ sơ trực tuyến cùng kỳ năm 2025", "80,4 − 11,5 = 68,9"),
    ],
)
def test_the_value_before_a_change_is_reckoned(assistant: Assistant, question: str, said: str) -> None:
    assert said in assistant.ask(question).answer
