"""Numbers as Vietnamese reports print them; each expectation can be read off the text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.loaders import load
from ingest.records import Line
from ingest.vietnamese.number_masks import _MASKS
from ingest.vietnamese.numbers import (
    all_number_tokens,
    find_numbers,
    format_number,
    parse_number,
    same_number,
)

CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.104 dịch vụ", [("2.104 dịch vụ", 2104, "dịch vụ", "=", None, "count")]),
        ("là 2104, đạt 100%", [("2104", 2104, "", "=", None, "number"), ("100%", 100, "%", "=", None, "percent")]),
        ("đạt 95.4%", [("95.4%", 95.4, "%", "=", None, "percent")]),
        ("đạt 95,4 %", [("95,4 %", 95.4, "%", "=", None, "percent")]),
        ("03/50 đơn vị", [("03/50 đơn vị", 3, "đơn vị", "=", 50, "fraction")]),
        ("1.234,5 tỷ đồng", [("1.234,5 tỷ đồng", 1234.5, "tỷ đồng", "=", None, "money")]),
        ("tăng 2,5 điểm phần trăm", [("2,5 điểm phần trăm", 2.5, "điểm phần trăm", "=", None, "points")]),
        ("xếp thứ 6/63", [("6/63", 6, "", "=", 63, "rank")]),
        ("hạng 14/63", [("14/63", 14, "", "=", 63, "rank")]),
        ("91,38/100 điểm", [("91,38/100 điểm", 91.38, "điểm", "=", 100, "score")]),
        ("trên 90%", [("90%", 90, "%", ">", None, "percent")]),
        ("từ 90% trở lên", [("90%", 90, "%", ">=", None, "percent")]),
        ("tối thiểu 20% các sở", [("20%", 20, "%", ">=", None, "percent")]),
        ("không quá 05 ngày làm việc", [("05 ngày làm việc", 5, "ngày làm việc", "<=", None, "measure")]),
        ("gần 2 triệu người", [("2 triệu người", 2, "triệu người", "~", None, "count")]),
        ("cao hơn 3,01%", [("3,01%", 3.01, "%", "=", None, "percent")]),
        ("(-0,07 điểm)", [("-0,07 điểm", -0.07, "điểm", "=", None, "score")]),
        ("50.000 đồng/ha", [("50.000 đồng/ha", 50000, "đồng/ha", "=", None, "money")]),
        ("66 phản ánh, kiến nghị", [("66 phản ánh, kiến nghị", 66, "phản ánh, kiến nghị", "=", None, "count")]),
        ("lấy mẫu 01 vị trí", [("01 vị trí", 1, "vị trí", "=", None, "count")]),
    ],
)
def test_what_a_number_states(text: str, expected: list[tuple[object, ...]]) -> None:
    found = [(n.text, n.value, n.unit, n.comparator, n.of, n.kind) for n in find_numbers(text)]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 280/QĐ-UBND ngày 15/9/2022",
        "Nghị quyết 131/NQ-CP, Nghị quyết số 66.7/2025/NQ-CP",
        "theo Đề án 06, cấp độ 3, Phụ lục 2, khoản 2 Điều 27",
        "điện thoại 02293.553.999",
        "1. Mục đích\n1.1. Yêu cầu",
        "(1) Kết nối; (2) chia sẻ [3]",
        "quý 1 năm 2026, 6 tháng đầu năm 2025, giai đoạn 2021-2030",
        "sửa đổi khoản 4 Điều 4 Luật Ban hành văn bản quy phạm pháp luật năm 2015",
        "Phường 5, VP7, mạng 5G, lúc 7h30, vào thứ 5 của tuần",
        "Chỉ tiêu 3: nâng cao chất lượng",
        "mô hình chính quyền địa phương 02 cấp",
        "Dự án 2 (Chương trình 135), đường Vành đai 4, Thẩm phán bậc 3, số thứ tự 5",
        "Luật Đất đai 2024; ngày 16/6 2025; năm 20…; mã thủ tục 1.001440",
        "Từ ngày 17 đến ngày 20 tháng 11 năm 2025, mực nước trên mức báo động 3",
        "Mẫu số 01, 02, 03 ban hành kèm theo; điểm 6 tiểu mục 2.5",
        "Nhà máy điện gió Tân Phú Đông 1 và Tân Phú Đông 2",
    ],
)
def test_what_only_names_or_counts_off_states_nothing(text: str) -> None:
    assert find_numbers(text) == ()


def test_ranges_have_both_ends() -> None:
    (days,) = find_numbers("giải quyết từ 5 đến 7 ngày")
    (share,) = find_numbers("40 - 50% chỉ số phải nhập thủ công")
    assert (days.value, days.upper, days.unit, days.kind) == (5, 7, "ngày", "range")
    assert (share.value, share.upper, share.unit, share.text) == (40, 50, "%", "40 - 50%")


def test_a_range_whose_unit_is_said_twice_is_one_and_a_fall_is_two_numbers() -> None:
    (fine,) = find_numbers("phạt từ 1.500.000 đồng đến 4.500.000 đồng")
    assert (fine.value, fine.upper, fine.unit, fine.kind) == (1_500_000, 4_500_000, "đồng", "range")
    assert [n.value for n in find_numbers("rút ngắn từ 10 ngày xuống 9 ngày")] == [10, 9]


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("không thấp hơn 50%", ">="),
        ("≥ 30% doanh nghiệp", ">="),
        ("lớn hơn hoặc bằng 97%", ">="),
        ("chậm nhất 15 ngày", "<="),
        ("có từ 15% hộ nghèo trở lên", ">="),
        ("tốc độ 80 km/h", "="),
        ("thấp hơn 3,01%", "="),
    ],
)
def test_comparators(text: str, comparator: str) -> None:
    assert [number.comparator for number in find_numbers(text)] == [comparator]


def test_degrees_below_and_above_zero() -> None:
    (heat,) = find_numbers("nhiệt độ từ -15°C tới +45°C")
    assert (heat.value, heat.upper, heat.unit) == (-15, 45, "°C")


def test_digits_said_again_in_words_do_not_part_them_from_their_unit() -> None:
    (days,) = find_numbers("trong thời hạn 15 (mười lăm) ngày làm việc")
    (pay,) = find_numbers("kinh phí bảo vệ rừng 1.386.000 đồng/ha/năm")
    assert (days.value, days.unit, pay.unit) == (15, "ngày làm việc", "đồng/ha/năm")


def test_a_misprint_is_kept_as_printed_and_flagged() -> None:
    sent, received = find_numbers("2.640.737 văn bản nhận; 2.27.235 văn bản đi")
    assert not sent.misprint
    assert (received.text, received.misprint) == ("2.27.235 văn bản đi", True)


def test_two_thirds_in_words() -> None:
    (share,) = find_numbers("hai phần ba số xã")
    assert share.value == pytest.approx(2 / 3)


def test_every_digit_is_a_token_for_the_grounding_check() -> None:
    text = "Từ 01/9/2025, VP7 gửi 2.104 hồ sơ (63/63 xã) theo 131/NQ-CP; Đề án 06, C06, 93.5%"
    tokens = [token for *_, token in all_number_tokens(text)]
    assert tokens == ["01/9/2025", "VP7", "2.104", "63/63", "131/NQ-CP", "06", "C06", "93.5"]
    covered = {i for start, end, _ in all_number_tokens(text) for i in range(start, end)}
    assert all(i in covered for i, letter in enumerate(text) if letter.isdigit())


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("2104", "2.104", True), ("93,5", "93.5", True), ("93,5", "93,50", True), ("06", "6", True),
        ("6/10/2022", "06.10.2022", True), ("63/63", "63/63", True), ("131/NQ-CP", "131/nq-cp", True),
        ("93,5", "935", False), ("131/NQ-CP", "131/NĐ-CP", False), ("2.27.235", "227.235", False),
        ("3/50", "50/3", False), ("98,5", "985", False),
    ],
)  # fmt: skip
def test_same_number(a: str, b: str, same: bool) -> None:
    assert same_number(a, b) is same


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=4))
def test_what_is_formatted_is_read_back(digits: int, decimals: int) -> None:
    value = digits / 10**decimals
    if value < 10**9:
        assert parse_number(format_number(value)) == pytest.approx(round(value, 6))


@given(st.text(alphabet="0123456789.,/%-() quýnămTTHCđồng", max_size=40))
def test_any_text_is_survived_and_offsets_hold(text: str) -> None:
    for number in find_numbers(text):
        assert text[number.start : number.end] == number.text


def test_no_shape_is_hidden_by_its_cues() -> None:
    """A shape is looked for only where one of its cues stands; one stands in whatever it matches."""
    lines = [line.text for line in load(CORPUS / "ke-hoach-cchc-2026.pdf").flow if isinstance(line, Line)]
    shapes = [text for text in (*lines, *STATING_NOTHING) if any(pattern.search(text) for _, pattern in _MASKS)]
    assert len(shapes) > 50
    for text in shapes:
        for cues, pattern in _MASKS:
            assert not pattern.search(text) or not cues or any(cue in text.lower() for cue in cues), pattern.pattern


@pytest.mark.parametrize(
    "text",
    [
        "thủ tục có số thứ tự 128, 129 và 130",
        "theo tiêu chuẩn TCVN 6909:2001 và QCVN 85:2025/BNNMT",
        "xã mới có tên gọi là xã A Lưới 5.",
        "báo ngay qua tổng đài 112 và liên thông 113/114/115",
        "bản đồ tỷ lệ 1:10.000 - 1:50.000; sơ đồ tỉ lệ 1/500",
        "tại tiết 1.2.1 và tiết 3.2.1 Phụ lục X",
        "gửi trước ngày 05 của tháng sau",
        "tiếp tục kiểm tra hạng mục không đạt từ lần kiểm tra thứ 03 (ba)",
        "đối tượng ưu tiên của Dự án 2 Chương trình mục tiêu quốc gia",
    ],
)
def test_numbers_that_only_name_or_order(text: str) -> None:
    assert find_numbers(text) == ()


def test_so_many_of_so_many() -> None:
    (number,) = find_numbers("xã đáp ứng ít nhất 01 trong 02 điều kiện sau đây")
    assert (number.value, number.of, number.unit, number.comparator) == (1, 2, "điều kiện", ">=")
    assert [n.text for n in find_numbers("thẩm định 12 trong tháng 5, độ dốc dưới 25°")] == ["12", "25°"]


STATING_NOTHING = (
    "xem https://laocai.gov.vn/12 hoặc gửi vp12@laocai.gov.vn",
    "Luật Đất đai 2024; Hiến pháp năm 2013; Bộ luật Dân sự 2015",
    "mã thủ tục 1.012345.000.00.00.H38, gọi 1900 1234, lúc 8h30, từ 08:00",
    "từ ngày 17 đến ngày 20; 16/6 2025; năm 20…; ngày 1...",
    "Phường 1, Khu phố 3, Tổ 12, Điện gió Tân Phú Đông 1.",
    "chỉ tiêu số 3: đạt; dự án 2) xong; trẻ em từ 3 tháng đến dưới 6 tháng tuổi",
    "12 xã Bản Hồ",
    "03 năm 2026 - 2028; chính quyền địa phương 2 cấp",
    "văn bản số 12; Điều 3, 4 và 5; Mẫu số 01 và 02; điểm 2 khoản 3",
)
