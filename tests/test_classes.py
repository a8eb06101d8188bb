"""All classes from one on ("từ khá trở lên") are added up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.assistant import Assistant
from tests.room import on_file

REPORT = """ỦY BAN NHÂN DÂN TỈNH AN LÃO

BÁO CÁO
Kết quả xếp loại quý I năm 2026

I. KẾT QUẢ

Về xếp loại các đơn vị: có 17 đơn vị xếp loại Xuất sắc, 24 đơn vị loại Tốt, 15 đơn vị loại Khá và 06 đơn vị loại \
Trung bình.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("classes")
    with on_file(folder, {"bao-cao.txt": REPORT}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("quý I năm 2026 có bao nhiêu đơn vị xếp loại từ khá trở lên", "17 + 24 + 15 = 56"),
        ("bao nhiêu đơn vị xếp loại tốt trở lên", "17 + 24 = 41"),
        ("mấy đơn vị xếp loại khá trở xuống", "15 + 6 = 21"),
    ],
)
def test_classes_are_added_from_the_one_that_is_named(assistant: Assistant, question: str, said: str) -> None:
    assert said in assistant.ask(question).answer
