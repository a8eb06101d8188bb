"""A document's own data, and what it leaves blank."""

import pytest

from rag.library import Library
from rag.telling.about import about_document
from tests.room import plan

NUMBER = "Văn bản để trống số, ký hiệu: Số: (để trống) – bản in: “Số: /KH-UBND” [1]"
DAY = "Văn bản để trống ngày ban hành: Ngày ban hành: (để trống) – bản in: “Lào Cai, ngày tháng 01 năm 2026” [1]"


def said(question: str, shelf: Library) -> tuple[str, tuple[str, ...], list[str]] | None:
    found = about_document(plan(question, shelf), shelf)
    return found and (found.outcome, found.lines, [c.quote for c in found.citations])


@pytest.mark.parametrize(
    ("question", "line", "quote"),
    [
        (
            "báo cáo 45/BC-UBND do ai ký?",
            "Người ký: TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Hoàng Văn Mẫu [1]",
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Hoàng Văn Mẫu",
        ),
        (
            "báo cáo 45/BC-UBND ban hành ngày nào?",
            "Ngày ban hành: Lào Cai, ngày 20 tháng 3 năm 2026 [1]",
            "Lào Cai, ngày 20 tháng 3 năm 2026",
        ),
        (
            "báo cáo 310/BC-UBND về việc gì?",
            "Nội dung: Kết quả cải cách hành chính năm 2024 [1]",
            "Kết quả cải cách hành chính năm 2024",
        ),
    ],
)
def test_signer_day_and_subject(question: str, line: str, quote: str, shelf: Library) -> None:
    assert said(question, shelf) == ("answered", (line,), [quote])


def test_all_recipients(shelf: Library) -> None:
    found = said("báo cáo 45/BC-UBND gửi tới những nơi nào?", shelf)
    assert found is not None
    assert all(name in found[1][0] for name in ("Bộ Khoa học và Công nghệ", "Thường trực Tỉnh ủy", "Lưu: VT, KGVX"))


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("số hiệu của kế hoạch phát triển kinh tế số năm 2026?", NUMBER),
        ("kế hoạch phát triển kinh tế số năm 2026 ban hành ngày nào?", DAY),
        ("kế hoạch phát triển kinh tế số năm 2026 do ai ký?", "Văn bản để trống người ký: Người ký: (để trống) [1]"),
    ],
)
def test_what_is_blank_is_refused_with_the_blank_line(question: str, line: str, shelf: Library) -> None:
    found = said(question, shelf)
    assert found is not None
    assert (found[0], found[1], len(found[2])) == ("not_found", (line,), 1)


@pytest.mark.parametrize(
    "question",
    [
        "ai ký?",
        "báo cáo 999/BC-UBND do ai ký?",
        "kế hoạch 124 do ai ký?",
        "trong báo cáo 45/BC-UBND, tỷ lệ ký số là bao nhiêu?",
    ],
)
def test_only_a_named_document_has_data(question: str, shelf: Library) -> None:
    assert said(question, shelf) is None


def test_of_two_documents_of_a_kind_the_period_tells_which(shelf: Library) -> None:
    found = said("ai ký tờ báo cáo năm 2024 của tỉnh về cải cách?", shelf)
    assert found is not None
    assert found[1] == ("Người ký: TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Trần Thị Thử [1]",)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("báo cáo kết quả chuyển đổi số quý I năm 2026 số mấy?", "Số, ký hiệu: 45/BC-UBND [1]"),
        (
            "báo cáo 45/BC-UBND gửi cho ai?",
            "Nơi nhận: Bộ Khoa học và Công nghệ; Thường trực Tỉnh ủy; Lưu: VT, KGVX [1]",
        ),
        ("báo cáo kết quả chuyển đổi số quý I lập ngày nào?", "Ngày ban hành: Lào Cai, ngày 20 tháng 3 năm 2026 [1]"),
    ],
)
def test_asked_in_other_words(question: str, line: str, shelf: Library) -> None:
    found = said(question, shelf)
    assert found is not None
    assert (found[0], found[1][0].replace(" [2]", "").replace(" [3]", "")) == ("answered", line)


def test_the_number_of_what_is_replaced_is_not_the_document_s_own(shelf: Library) -> None:
    assert said("báo cáo kết quả chuyển đổi số quý I năm 2026 thay thế văn bản số mấy?", shelf) is None
