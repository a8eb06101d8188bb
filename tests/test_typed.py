"""What is typed without accents is read as questions mean it."""

import pytest

from ingest.vietnamese.accents import Restorer
from rag.question.typed import restored


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return Restorer.load()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ty le ky so xa phuong quy 1", "tỷ lệ ký số xã phường quý 1"),
        ("ty le ky so quy i/2024", "tỷ lệ ký số quý i/2024"),
        ("co may dich vu", "có mấy dịch vụ"),
        ("cấp xã được trang bị mấy máy tính", "cấp xã được trang bị mấy máy tính"),
        ("co may in nao", "có máy in nào"),
        ("đê dài mấy km", "đê dài mấy km"),
        ("còn vướng mấy hộ", "còn vướng mấy hộ"),
        ("q1 năm nay cấp mấy máy tính", "quý 1 năm nay cấp mấy máy tính"),
        ("thu ns 9t đầu năm được bn", "thu ngân sách 9 tháng đầu năm được bao nhiêu"),
        ("T3/2026 bao nhiêu hồ sơ", "tháng 3/2026 bao nhiêu hồ sơ"),
        ("tỷ lệ ở các xp", "tỷ lệ ở các xã phường"),
        ("tỷ lệ hồ sơ thí đểm không nhận giáy", "tỷ lệ hồ sơ thí điểm không nhận giấy"),
        ("được bao nhiêu phần trăn", "được bao nhiêu phần trăm"),
        ("chỉ số pci năm ngoái", "chỉ số pci năm ngoái"),
    ],
)
def test_question_words_and_quarters(typed: str, meant: str, restorer: Restorer) -> None:
    assert restored(typed, restorer) == meant
