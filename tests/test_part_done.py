"""Which share of a whole is done, where no share is printed; how far apart the two ends of a set stand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.assistant import Assistant
from tests.room import on_file

REPORT = """ỦY BAN NHÂN DÂN TỈNH AN LÃO

BÁO CÁO
Công tác cải cách hành chính quý III năm 2026

I. KẾT QUẢ

1. Số hóa

Hiện tại các cơ quan đã thực hiện số hóa được 600 trang A4 quy đổi; số còn lại cần được số hóa là 900 trang A4 quy đổi.

2. Phản ánh, kiến nghị

Tiếp nhận 320 phản ánh, kiến nghị về quy định hành chính; đã xử lý 304, trong đó 09 phản ánh xử lý quá hạn.

3. Kiểm tra

Qua kiểm tra đã chỉ ra 60 tồn tại, hạn chế; đến nay các đơn vị khắc phục xong 45 tồn tại.

4. Khảo sát

Mức độ quan tâm của người dân đến các nhóm chính sách như sau:

- Chính sách về điện sinh hoạt: 82,82%.
- Chính sách về nước sinh hoạt: 80,10%.
- Chính sách về phát triển kinh tế: 78,14%.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("part_done")
    with on_file(folder, {"bao-cao.txt": REPORT}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("số trang A4 đã số hóa được mấy phần trăm", "600 + 900 = 1.500; 600 / 1.500 × 100 = 40"),
        ("phản ánh kiến nghị quý III đã xử lý được mấy phần trăm", "304 / 320 × 100 = 95"),
        ("các tồn tại qua kiểm tra đã khắc phục được bao nhiêu phần trăm", "45 / 60 × 100 = 75"),
        ("chênh giữa chính sách dân quan tâm nhất và ít nhất là bao nhiêu", "82,82 − 78,14 = 4,68"),
    ],
)
def test_what_is_done_and_how_far_ends_are_apart(assistant: Assistant, question: str, said: str) -> None:
    assert said in assistant.ask(question).answer
