"""Accents restored, slips repaired, what is right left alone."""

import pytest

from ingest.vietnamese.accents import Restorer


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return Restorer.load()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ty le giai ngan von dau tu cong quy 2", "tỷ lệ giải ngân vốn đầu tư công quý 2"),
        ("tỷ lệ giải ngan vốn đầu tu công", "tỷ lệ giải ngân vốn đầu tư công"),
        ("so ho so tre han cua so tai chinh la bao nhieu", "số hồ sơ trễ hạn của sở tài chính là bao nhiêu"),
        ("vi sao chua hoan thanh ke hoach", "vì sao chưa hoàn thành kế hoạch"),
        ("thế còn cấp xã", "thế còn cấp xã"),
    ],
)
def test_accents_left_out(restorer: Restorer, typed: str, meant: str) -> None:
    assert restorer.restore(typed).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kys soos", "ký số"),
        ("thur tucj hanhf chinhs", "thủ tục hành chính"),
        ("ho62 so7 tre64 ha5n", "hồ sơ trễ hạn"),
        ("nguời dân đuợc hỗ trợ", "người dân được hỗ trợ"),
        ("trưc tuyến", "trực tuyến"),
        ("quí 3 năm nay", "quý 3 năm nay"),
        ("có bao nhiu đơn vị", "có bao nhiêu đơn vị"),
        ("thủ tụcc hành chính", "thủ tục hành chính"),
        ("hoso tre han", "hồ sơ trễ hạn"),
        ("so lieu quy1 nam2025", "số liệu quý 1 năm 2025"),
        ("bn hs bị trả lại", "bao nhiêu hồ sơ bị trả lại"),
    ],
)
def test_slips_of_the_hand(restorer: Restorer, typed: str, meant: str) -> None:
    assert restorer.restore(typed).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "Tỷ lệ hồ sơ giải quyết đúng hạn đạt 93,5%, tăng 2,1 điểm phần trăm",
        "Quyết định số 15/2024/QĐ-UBND ngày 10/5/2024",
        "IOC, SIPAS và dashboard trên cloud",
        "gửi về email phongvanthu@tinh.gov.vn",
        "thu, chi ngân sách của VPUB năm 2025",
        "",
        "?",
    ],
)
def test_what_is_right_stays(restorer: Restorer, text: str) -> None:
    restored = restorer.restore(text)
    assert restored.text == text
    assert restored.changes == ()


def test_changes_say_what_and_where(restorer: Restorer) -> None:
    restored = restorer.restore("Ty le nam 2025")
    assert restored.text == "Tỷ lệ năm 2025"
    assert restored.changes == ((0, 2, "Ty", "Tỷ"), (3, 5, "le", "lệ"), (6, 9, "nam", "năm"))
    for start, end, typed, _ in restored.changes:
        assert restored.original[start:end] == typed


def test_a_catalogue_teaches_its_own_words(restorer: Restorer) -> None:
    taught = restorer.adapt(["Trung tâm Tầm Vông khai trương. Trung tâm Tầm Vông phục vụ. Đến Tầm Vông, xã Quẫy."] * 3)
    assert taught.restore("trung tam tam vong").text == "trung tâm tầm vông"
    assert taught.restore("xa quay co gi").text.startswith("xã quẫy")
    assert restorer.restore("ty le").text == taught.restore("ty le").text
