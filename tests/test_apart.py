"""Two figures told apart by what a question names: rows, columns, clauses, periods, "cùng kỳ", a plan."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.assistant import Assistant
from tests.room import on_file

REPORT = """ỦY BAN NHÂN DÂN TỈNH LÀO CAI

BÁO CÁO
Tình hình kinh tế - xã hội 6 tháng đầu năm 2026

I. KẾT QUẢ

1. Công nghiệp

Khu công nghiệp Phố Lu lấp đầy 94,3%, khu công nghiệp Bắc Hà mới lấp đầy 38,2%.

2. Y tế

Ghi nhận 214 ca sốt xuất huyết (cùng kỳ 167 ca), 92 ca tay chân miệng (cùng kỳ 131 ca).

3. Chuyển đổi số

Tỷ trọng kinh tế số ước đạt 14,8% (mục tiêu 15%).

4. Giáo dục

Điểm trung bình môn Toán đạt 5,12 (năm 2025: 4,87), môn Ngữ văn đạt 7,04 (năm 2025: 6,89).

5. Tài chính

Chi chuyển đổi số 149,1 tỷ đồng, đạt 80,0% kế hoạch; năm 2024 tỷ lệ này là 86,9%.

6. Môi trường

Tỷ lệ chất thải rắn đô thị được thu gom là 96,1%; nông thôn: 89,4%.
"""
TABLE = """<html><body>
<p>BÁO CÁO</p><p>Giải ngân vốn đầu tư công đến ngày 30/6/2026</p>
<p>Bảng 1. Kết quả giải ngân theo chủ đầu tư</p>
<table>
<tr><th>TT</th><th>Chủ đầu tư</th><th>Kế hoạch vốn năm 2026</th><th>Giải ngân 6 tháng năm 2025</th>
<th>Giải ngân 6 tháng năm 2026</th><th>Tỷ lệ (%)</th></tr>
<tr><td>1</td><td>Ban Quản lý công trình giao thông</td><td>2.480</td><td>400</td><td>462</td><td>18,6</td></tr>
<tr><td>2</td><td>Ban Quản lý công trình dân dụng</td><td>1.365</td><td>150</td><td>191</td><td>14,0</td></tr>
<tr><td>3</td><td>Sở Y tế</td><td>300</td><td>20</td><td>90</td><td>30,0</td></tr>
</table></body></html>"""
OLDER = """ỦY BAN NHÂN DÂN TỈNH LÀO CAI

BÁO CÁO
Công tác cải cách hành chính quý I năm 2024

I. KẾT QUẢ

Tỷ lệ hồ sơ đồng bộ lên Cổng Dịch vụ công quốc gia đạt 75,84%.

Có 1.064 dịch vụ công trực tuyến được tích hợp trên Cổng Dịch vụ công quốc gia.

Các cơ quan đã tiếp nhận 112.239 hồ sơ, đã giải quyết 106.386 hồ sơ.
"""
NEWER = """ỦY BAN NHÂN DÂN TỈNH LÀO CAI

BÁO CÁO
Công tác cải cách hành chính quý I năm 2026

I. KẾT QUẢ

Số dịch vụ công trực tuyến đã tích hợp lên Cổng Dịch vụ công quốc gia là 2.104 dịch vụ, đạt tỷ lệ 100%.

Các cơ quan đã tiếp nhận 421.387 hồ sơ, đã giải quyết 394.565 hồ sơ.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("apart")
    with on_file(folder, {"bao-cao.txt": REPORT, "giai-ngan.html": TABLE, "cu.txt": OLDER, "moi.txt": NEWER}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("khu công nghiệp Phố Lu và Bắc Hà lấp đầy hơn kém nhau bao nhiêu", ("94,3%", "38,2%", "56,1 điểm phần trăm")),
        ("số ca sốt xuất huyết tăng bao nhiêu ca so với cùng kỳ", ("214 ca", "167 ca", "tăng 47")),
        ("kinh tế số 6 tháng 2026 kém mục tiêu bao nhiêu", ("14,8%", "15%", "0,2 điểm phần trăm")),
        ("điểm Toán năm nay hơn năm ngoái không", ("5,12", "4,87", "tăng 0,25")),
        ("tỷ lệ chi chuyển đổi số 6 tháng đầu năm 2026 so với năm 2024", ("80,0%", "86,9%", "giảm 6,9 điểm phần trăm")),
        ("thu gom chất thải rắn đô thị với nông thôn chênh mấy điểm phần trăm", ("96,1%", "89,4%", "6,7")),
        ("dịch vụ đã lên cổng quốc gia: quý 1/2024 vs quý 1/2026", ("1.064", "2.104")),
        ("hồ sơ nhận quý 1/2026 gấp mấy lần quý 1/2024", ("3,75 lần", "421.387", "112.239")),
        ("ban giao thông và ban dân dụng, ai giải ngân tốt hơn", ("18,6", "14,0", "4,6 điểm phần trăm")),
        ("kế hoạch vốn năm 2026 ban dân dụng nhiều hơn Sở Y tế bao nhiêu", ("1.365", "300", "1.065")),
        ("giải ngân của Sở Y tế 6 tháng 2026 so với 6 tháng 2025 tăng bao nhiêu", ("90", "20", "tăng 70")),
    ],
)
def test_both_sides_are_told_with_their_difference(assistant: Assistant, question: str, said: tuple[str, ...]) -> None:
    answer = assistant.ask(question)
    assert answer.outcome == "computed"
    assert all(part in answer.answer.partition("\n")[0] for part in said)
    assert answer.computation is not None


def test_a_stretch_said_once_is_of_both_years(assistant: Assistant) -> None:
    answer = assistant.ask("quý 1 hai năm 2024, 2026 tiếp nhận bao nhiêu hồ sơ mỗi năm")
    assert all(words in answer.answer.partition("\n")[0] for words in ("112.239", "421.387"))


@pytest.mark.parametrize(
    "question",
    [
        "tỷ lệ giải ngân vốn ODA so với cùng kỳ",
        "khu công nghiệp Phố Lu với khu công nghiệp Tằng Loỏng lấp đầy chênh nhau bao nhiêu",
        "số ca ho gà tăng bao nhiêu so với cùng kỳ",
    ],
)
def test_a_side_that_is_not_on_file_is_not_made_up(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).outcome != "computed"
