"""Rows of a table added up, averaged and counted."""

from collections.abc import Iterator

import pytest

from rag.assistant import Assistant
from tests.room import on_file

TABLE = """<html><body>
<p>BÁO CÁO</p><p>Kết quả giải quyết hồ sơ 9 tháng đầu năm 2026</p>
<p>Phụ lục 1. Hồ sơ và ký số của các xã, phường</p>
<table>
<tr><th>TT</th><th>Đơn vị</th><th>Hồ sơ tiếp nhận</th><th>Hồ sơ trễ hạn</th><th>Tỷ lệ ký số (%)</th></tr>
<tr><td>1</td><td>Phường Lam Giang</td><td>140</td><td>36</td><td>98,4</td></tr>
<tr><td>2</td><td>Phường Bến Đò</td><td>120</td><td>21</td><td>95,0</td></tr>
<tr><td>3</td><td>Phường Tân Thành</td><td>110</td><td>58</td><td>91,6</td></tr>
<tr><td>4</td><td>Xã Vạn Thọ</td><td>60</td><td>19</td><td>93,0</td></tr>
<tr><td>5</td><td>Xã Đông Lĩnh</td><td>70</td><td>15</td><td>96,1</td></tr>
<tr><td></td><td>Tổng cộng</td><td>500</td><td>149</td><td>94,8</td></tr>
</table></body></html>"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with on_file(tmp_path_factory.mktemp("tally"), {"phu-luc.html": TABLE}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("3 phường cộng lại bao nhiêu hồ sơ trễ hạn", ("115", "36", "21", "58")),
        ("hai xã tổng cộng tiếp nhận bao nhiêu hồ sơ", ("130", "60", "70")),
        ("bình quân 3 phường tỷ lệ ký số là bao nhiêu", ("95", "98,4")),
        ("mấy xã phường ký số từ 95% trở lên", ("3 xã phường", "98,4", "95,0", "96,1")),
        ("bao nhiêu phường trễ hạn trên 30 hồ sơ", ("2 phường", "36", "58")),
    ],
)
def test_rows_are_reckoned_and_shown(assistant: Assistant, question: str, said: tuple[str, ...]) -> None:
    answer = assistant.ask(question)
    assert answer.outcome == "computed"
    assert all(part in answer.answer.partition("\n")[0] for part in said)
    assert all(c.quote in TABLE or "Đơn vị" in c.quote for c in answer.citations)


@pytest.mark.parametrize(
    "question", ["7 phường cộng lại bao nhiêu hồ sơ trễ hạn", "3 phường cộng lại bao nhiêu máy in"]
)
def test_no_sum_over_other_rows_or_of_another_column(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).outcome != "computed"
