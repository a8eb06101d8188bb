"""Rows of one table that a question names: added, set against each other, in proportion, or all told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.assistant import Assistant
from tests.room import on_file

TABLE = """<html><body>
<p>ỦY BAN NHÂN DÂN TỈNH AN LÃO</p><p>BÁO CÁO</p><p>Kết quả giải quyết thủ tục hành chính quý III năm 2026</p>
<p>Bảng 1. Tình hình tiếp nhận, giải quyết hồ sơ quý III năm 2026</p>
<table>
<tr><th>TT</th><th>Đơn vị</th><th>Hồ sơ tiếp nhận</th><th>Hồ sơ quá hạn</th><th>Tỷ lệ đúng hạn (%)</th></tr>
<tr><td>1</td><td>Sở Y tế</td><td>1.874</td><td>85</td><td>94,8</td></tr>
<tr><td>2</td><td>Sở Nội vụ</td><td>1.127</td><td>12</td><td>98,8</td></tr>
<tr><td>3</td><td>Xã Hòa Sơn</td><td>2.874</td><td>212</td><td>92,2</td></tr>
<tr><td>4</td><td>Xã Đắk Rơm</td><td>1.246</td><td>108</td><td>90,9</td></tr>
</table></body></html>"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("rows_named")
    with on_file(folder, {"bao-cao.html": TABLE}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Hòa Sơn với Đắk Rơm cộng lại quá hạn bao nhiêu hồ sơ", ("320 hồ sơ", "212 + 108 = 320")),
        ("tổng hồ sơ tiếp nhận của Sở Y tế và Sở Nội vụ là bao nhiêu", ("3.001", "1.874 + 1.127 = 3.001")),
        ("tỷ lệ đúng hạn của xã Hòa Sơn và xã Đắk Rơm", ("92,2", "90,9")),
        ("Sở Y tế quá hạn gấp mấy lần Sở Nội vụ", ("7,08 lần", "85 / 12 = 7,08")),
        ("xã Hòa Sơn tiếp nhận nhiều hơn xã Đắk Rơm bao nhiêu hồ sơ", ("2.874", "1.246", "1.628")),
    ],
)
def test_the_named_rows_of_one_column_are_reckoned_with(
    assistant: Assistant, question: str, said: tuple[str, ...]
) -> None:
    answer = assistant.ask(question)
    assert all(words in answer.answer for words in said), answer.answer


def test_a_column_that_the_question_does_not_name_is_not_guessed(assistant: Assistant) -> None:
    answer = assistant.ask("Hòa Sơn với Đắk Rơm cộng lại có bao nhiêu con trâu")
    assert "4.120" not in answer.answer
    assert "320" not in answer.answer
