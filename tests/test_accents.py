"""Accents restored, slips repaired, what is right left alone."""

import pytest

from ingest.vietnamese.accents import Restorer
from ingest.vietnamese.accents_asked import asked_row, asked_texts, written_out
from ingest.vietnamese.accents_model import load_model


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
    ("typed", "meant"),
    [
        ("hoi dau nam ba con duoc may cai", "hồi đầu năm bà con được mấy cái"),
        ("nuoi duoc may tan tom", "nuôi được mấy tấn tôm"),
        ("kho khan o khau nao", "khó khăn ở khâu nào"),
        ("so nao lo viec nay", "sở nào lo việc này"),
        ("quyet dinh nay de ngay nao", "quyết định này đề ngày nào"),
        ("duong sat lo may cho", "đường sạt lở mấy chỗ"),
    ],
)
def test_words_of_the_street(restorer: Restorer, typed: str, meant: str) -> None:
    assert restorer.restore(typed).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Soos hoof sow trex hajn cuar Sowr Nooij vuj", "Số hồ sơ trễ hạn của Sở Nội vụ"),
        ("tyr leej kys soos quys 1", "tỷ lệ ký số quý 1"),
        ("DDieemr cuar tinhr", "Điểm của tỉnh"),
        ("HDDND xax hopj maays laanf", "HĐND xã họp mấy lần"),
    ],
)
def test_telex_keys_of_a_whole_question(restorer: Restorer, typed: str, meant: str) -> None:
    assert restorer.restore(typed).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Quyet dinh 104/QD-TTg", "Quyết định 104/QĐ-TTg"),
        ("nghi quyet cua HDND tinh", "nghị quyết của HĐND tỉnh"),
        ("theo ND 45/2020", "theo NĐ 45/2020"),
        ("DVC truc tuyen", "DVC trực tuyến"),
        ("DA đường sắt có đúng hạn không", "DA đường sắt có đúng hạn không"),
    ],
)
def test_short_forms_get_their_bars(restorer: Restorer, typed: str, meant: str) -> None:
    taught = restorer.adapt(["Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08/4/2020"])
    assert taught.restore(typed).text == meant


def test_a_line_of_alternatives_is_written_out() -> None:
    assert written_out("(mình|tôi) cần (gì|mấy)") == ["mình cần gì", "mình cần mấy", "tôi cần gì", "tôi cần mấy"]
    many = written_out("(một|hai|ba|bốn) (năm|sáu|bảy) (tám|chín|mười) (cái|chỗ|nơi)", most=12)
    assert len(many) == 12
    assert {word for phrase in many for word in phrase.split()} >= {"một", "bốn", "bảy", "mười", "nơi"}


def test_the_text_of_questions_is_of_the_models_words() -> None:
    assert asked_row().max() < len(load_model().words)
    assert asked_row().size > 50_000
    assert "sở nào lo" in " / ".join(asked_texts())


@pytest.mark.parametrize(
    "text",
    [
        "nghị quyết tăng trưởng từ 8% cho bơm thêm bao nhiêu vốn",
        "đường ven biển dài bao nhiêu km?",
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


def test_a_name_is_one_word_whatever_its_syllables_say(restorer: Restorer) -> None:
    taught = restorer.adapt(["Tỉnh Sông Hạ có 54 xã.", "Năm 2025, Sông Hạ thu ngân sách đạt dự toán."] * 2)
    assert taught.names == {"song ha": "Sông Hạ"}
    assert taught.restore("tien thue dat cua Song Ha").text == "tiền thuê đất của Sông Hạ"
    assert taught.restore("Sông Hà").text == "Sông Hà", "a name typed otherwise is not put right"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("don vi nao dung dau tinh, dat may diem", "đơn vị nào đứng đầu tỉnh, đạt mấy điểm"),
        ("dat may % ke hoach", "đạt mấy % kế hoạch"),
        ("duong dai may km", "đường dài mấy km"),
        ("thu ngan sach quy II/2025", "thu ngân sách quý II/2025"),
        ("ke hoach cds cua tinh", "kế hoạch cđs của tỉnh"),
        ("hang may ca nuoc", "hạng mấy cả nước"),
        ("trong do may ho ngheo", "trong đó mấy hộ nghèo"),
    ],
)
def test_what_words_stand_beside(restorer: Restorer, typed: str, meant: str) -> None:
    taught = restorer.adapt(["Kế hoạch CĐS năm 2025 của tỉnh"])
    assert taught.restore(typed).text == meant


def test_an_empty_catalogue_teaches_nothing(restorer: Restorer) -> None:
    assert restorer.adapt([]).restore("ty le ky so").text == "tỷ lệ ký số"


@pytest.mark.parametrize("typed", ["xã nào đứng bét bảng", "sở nào ì ạch nhất", "đoạn nào xập xệ", "chây ì nộp thuế"])
def test_an_everyday_word_with_its_marks_is_no_slip(restorer: Restorer, typed: str) -> None:
    assert restorer.restore(typed).text == typed
