import pytest

from rag.library import Library
from tests.room import plan


@pytest.mark.parametrize(
    ("question", "ids", "strict"),
    [
        ("báo cáo 45/BC-UBND do ai ký?", ("bao-cao-quy-1-2026",), True),
        ("báo cáo 45 do ai ký?", ("bao-cao-quy-1-2026",), True),
        ("báo cáo số 310 về việc gì?", ("bao-cao-2024",), True),
        ("45/BC-UBND gửi tới đâu?", ("bao-cao-quy-1-2026",), True),
        ("kế hoạch phát triển kinh tế số năm 2026 do ai ký?", ("ke-hoach-kinh-te-so",), True),
        ("báo cáo 999/BC-UBND do ai ký?", (), False),
        ("kế hoạch 124 do ai ký?", (), False),
        ("tỷ lệ ký số tại xã phường quý 1?", (), False),
    ],
)
def test_the_document_that_a_question_names(question: str, ids: tuple[str, ...], strict: bool, shelf: Library) -> None:
    asked = plan(question, shelf)
    assert (asked.documents, asked.strict) == (ids, strict)


def test_of_two_reports_the_period_decides(shelf: Library) -> None:
    assert plan("trong báo cáo năm 2024, chỉ số là bao nhiêu?", shelf).documents == ("bao-cao-2024",)
    assert plan("trong báo cáo quý 1 năm 2026, tỷ lệ là bao nhiêu?", shelf).documents == ("bao-cao-quy-1-2026",)
