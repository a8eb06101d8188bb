"""A reason asked for what is not so is answered with what is printed."""

from pathlib import Path

import pytest

from tests.room import on_file

TOLD = (
    "Năm 2024, Chỉ số cải cách hành chính (PAR INDEX) đạt 88,25%, xếp thứ 12/63 tỉnh, thành phố do đổi mới chỉ đạo; "
    "Chỉ số hài lòng (SIPAS) đạt 84,16%, xếp thứ 14/63."
)


@pytest.mark.parametrize(
    ("question", "corrected"),
    [
        ("vì sao PAR INDEX năm 2024 tụt xuống hạng 30?", "Không đúng như câu hỏi nêu: 12/63"),
        ("vì sao SIPAS năm 2024 đứng thứ 30?", "Không đúng như câu hỏi nêu: 14/63"),
        ("vì sao PAR INDEX năm 2024 xếp thứ 12?", ""),
        ("vì sao việc thu ngân sách năm 2024 tụt xuống hạng 30?", ""),
    ],
)
def test_only_a_rank_that_is_printed_otherwise_is_corrected(question: str, corrected: str, tmp_path: Path) -> None:
    text = f"BÁO CÁO\nCải cách hành chính năm 2024\n\nI. KẾT QUẢ\n\n{TOLD}\n"
    with on_file(tmp_path, {"bao-cao.txt": text}) as assistant:
        answer = assistant.ask(question).answer
    assert answer.startswith(corrected) if corrected else "Không đúng như câu hỏi" not in answer
