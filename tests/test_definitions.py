"""Abbreviations learned from the documents that define them."""

import pytest

from ingest.vietnamese.definitions import learn


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("giải quyết thủ tục hành chính (TTHC) đúng hạn", (("TTHC", "thủ tục hành chính"),)),
        ("Chỉ số cải cách hành chính (CCHC)", (("CCHC", "cải cách hành chính"),)),
        ("TTHC (thủ tục hành chính)", (("TTHC", "thủ tục hành chính"),)),
        ("Sở Khoa học và Công nghệ (viết tắt là Sở KH&CN)", ()),
        ("khoa học và công nghệ (KH&CN)", (("KH&CN", "khoa học và công nghệ"),)),
        ("khoa học và công nghệ (KHCN)", (("KHCN", "khoa học và công nghệ"),)),
        (
            "Lao động - Thương binh và Xã hội (sau đây gọi tắt là LĐTB&XH)",
            (("LĐTB&XH", "Lao động - Thương binh và Xã hội"),),
        ),
        ("các đơn vị sự nghiệp, sau đây viết tắt là ĐVSN, gồm", (("ĐVSN", "đơn vị sự nghiệp"),)),
        (
            "DANH MỤC\nCSDL: Cơ sở dữ liệu\nCNTT - Công nghệ thông tin",
            (
                ("CSDL", "Cơ sở dữ liệu"),
                ("CNTT", "Công nghệ thông tin"),
            ),
        ),
        ("Trung tâm Điều hành (IOC)", ()),
        ("các xã, phường (cấp xã)", ()),
        ("Cục Kiểm soát thủ tục hành chính (VPCP)", ()),
        ("theo mục (II) và phụ lục (A)", ()),
        ("tổng vốn (ODA) là 5 tỷ", ()),
    ],
)
def test_definitions(text: str, pairs: tuple[tuple[str, str], ...]) -> None:
    assert learn(text) == pairs
