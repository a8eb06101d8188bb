"""What is said around a question is no part of it; what belongs to the matter stays."""

import pytest

from rag.question.framing import unframed


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Em chào anh, cho em hỏi quý 2 có bao nhiêu hồ sơ quá hạn ạ?", "quý 2 có bao nhiêu hồ sơ quá hạn?"),
        ("Sếp đang cần gấp, tỷ lệ giải ngân 9 tháng bao nhiêu", "tỷ lệ giải ngân 9 tháng bao nhiêu"),
        ("nhờ trợ lý tra giúp số hộ nghèo năm 2024, cảm ơn", "số hộ nghèo năm 2024"),
        ("xin cấp lại thẻ căn cước thì nộp ở đâu?", "xin cấp lại thẻ căn cước thì nộp ở đâu?"),
        ("anh hùng lao động có bao nhiêu người?", "anh hùng lao động có bao nhiêu người?"),
        ("Theo Nghị quyết 57, tỷ lệ chi là bao nhiêu?", "Theo Nghị quyết 57, tỷ lệ chi là bao nhiêu?"),
        ("Mình đạt 93,5% à?", "Mình đạt 93,5% à?"),
        ("chào em", "chào em"),
    ],
)
def test_the_frame_is_left_out(message: str, question: str) -> None:
    assert unframed(message) == question
