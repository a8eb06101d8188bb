import pytest

from rag.library import Library
from rag.question.conversation import Standalone, stand_alone
from tests.room import plan

FIRST = "tỷ lệ ký số tại xã phường quý 1 năm 2026?"


def stand(message: str, first: str, shelf: Library) -> Standalone:
    return stand_alone(message, lambda text: plan(text, shelf), plan(first, shelf))


def after(message: str, first: str, shelf: Library) -> tuple[str, str, bool]:
    alone = stand(message, first, shelf)
    return alone.text, alone.inherits, alone.follows


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("còn sở ngành?", "tỷ lệ ký số tại sở ngành quý 1 năm 2026?"),
        ("sở ngành thì sao?", "tỷ lệ ký số tại sở ngành quý 1 năm 2026?"),
        ("còn quý 2 năm 2026?", "tỷ lệ ký số tại xã phường quý 2 năm 2026?"),
        ("năm 2024 thì sao?", "tỷ lệ ký số tại xã phường năm 2024?"),
    ],
)
def test_a_place_or_a_period_is_exchanged(message: str, expected: str, shelf: Library) -> None:
    assert after(message, FIRST, shelf) == (expected, "", True)


def test_a_question_about_the_same_thing_inherits_it(shelf: Library) -> None:
    text, inherits, follows = after("vì sao?", "tỷ lệ ký số tại xã phường?", shelf)
    assert (text, follows) == ("vì sao?", True)
    assert "ký số" in inherits


def test_a_whole_question_stands_alone(shelf: Library) -> None:
    new = "Kinh phí đầu tư hạ tầng số của toàn tỉnh là bao nhiêu?"
    assert after(new, FIRST, shelf) == (new, "", False)


def test_the_first_message_stands_alone(shelf: Library) -> None:
    assert stand_alone("còn sở ngành?", lambda text: plan(text, shelf), None).text == "còn sở ngành?"


def test_an_indicator_of_its_own_takes_over_the_period_only(shelf: Library) -> None:
    text, inherits, _ = after("thế tỷ lệ số hóa hồ sơ công chứng thì sao?", FIRST, shelf)
    assert inherits == ""
    assert "quý 1 năm 2026" in text


@pytest.mark.parametrize(
    ("message", "first", "expected"),
    [
        ("máy scan?", "số máy in cấp tỉnh là bao nhiêu?", "số máy scan cấp tỉnh là bao nhiêu?"),
        ("còn máy scan cấp xã?", "số máy in cấp tỉnh là bao nhiêu?", "số máy scan cấp xã là bao nhiêu?"),
        ("còn tài chính công?", "cải cách thể chế xếp thứ mấy?", "tài chính công xếp thứ mấy?"),
        ("chuối thì bao nhiêu?", "Sơn La xuất khẩu mấy tấn xoài?", "Sơn La xuất khẩu mấy tấn chuối?"),
        ("thế báo cáo quý 2?", "ai ký báo cáo quý 1?", "ai ký báo cáo quý 2?"),
    ],
)
def test_the_subject_is_exchanged(message: str, first: str, expected: str, shelf: Library) -> None:
    assert after(message, first, shelf) == (expected, "", True)


def test_another_thing_asked_of_the_subject_keeps_it(shelf: Library) -> None:
    alone = stand("tỷ lệ đúng hạn?", "quý 1 năm 2026 tiếp nhận bao nhiêu hồ sơ?", shelf)
    assert "hồ sơ" in alone.inherits
    assert (alone.text, alone.about) == ("tỷ lệ đúng hạn?", "quý 1 năm 2026 tiếp nhận hồ sơ")


@pytest.mark.parametrize(
    ("message", "first", "expected"),
    [
        ("thế Cà Mau?", "tỉnh Lâm Đồng có bao nhiêu xã?", "Cà Mau có bao nhiêu xã?"),
        ("còn cấp xã?", "tỉnh Lâm Đồng ký số bao nhiêu %?", "tỉnh Lâm Đồng ký số bao nhiêu % ở cấp xã?"),
    ],
)
def test_a_province_takes_the_place_of_a_province(message: str, first: str, expected: str, shelf: Library) -> None:
    assert after(message, first, shelf)[0] == expected


@pytest.mark.parametrize(
    ("message", "first", "expected"),
    [
        ("cùng kỳ năm trước?", FIRST, "tỷ lệ ký số tại xã phường quý I năm 2025?"),
        ("thế quý trước?", FIRST, "tỷ lệ ký số tại xã phường quý IV năm 2025?"),
        ("quý 2 thì sao?", FIRST, "tỷ lệ ký số tại xã phường quý II năm 2026?"),
        ("còn năm trước đó?", "tỉnh cắt giảm bao nhiêu thủ tục năm 2024?", "tỉnh cắt giảm bao nhiêu thủ tục năm 2023?"),
        (
            "sang năm dự kiến mấy ha?",
            "xã Hòa An năm 2025 trồng mấy ha rau?",
            "xã Hòa An năm 2026 dự kiến trồng mấy ha rau?",
        ),
    ],
)
def test_a_period_is_counted_from_the_one_spoken_of(message: str, first: str, expected: str, shelf: Library) -> None:
    assert after(message, first, shelf) == (expected, "", True)


@pytest.mark.parametrize(
    ("message", "first", "expected"),
    [
        ("phê duyệt thì ai?", "quy hoạch vùng cơ quan nào thẩm định?", "quy hoạch vùng cơ quan nào phê duyệt?"),
        ("quý I/2025 bao nhiêu?", "quý 1/2026 tiếp nhận bao nhiêu hồ sơ?", "quý I/2025 tiếp nhận bao nhiêu hồ sơ?"),
        ("đợt 2?", "sở trình điều chuyển vốn đợt 1 hạn nào?", "sở trình điều chuyển vốn đợt 2 hạn nào?"),
        ("cái nào cao nhất?", "chính sách nào có điểm thấp nhất?", "chính sách nào có điểm cao nhất?"),
        ("cấp xã thôi", "tỷ lệ ký số tại cấp tỉnh?", "tỷ lệ ký số tại cấp xã?"),
        ("ai vận hành nó?", "trung tâm dữ liệu khởi công khi nào?", "ai vận hành trung tâm dữ liệu?"),
    ],
)
def test_who_asks_the_same_again_exchanges_one_thing(message: str, first: str, expected: str, shelf: Library) -> None:
    assert after(message, first, shelf) == (expected, "", True)


def test_an_attribute_is_asked_of_the_same_thing(shelf: Library) -> None:
    alone = stand("còn kinh phí?", "trung tâm dữ liệu khởi công khi nào?", shelf)
    assert (alone.text, alone.about) == ("kinh phí?", "trung tâm dữ liệu khởi công")


def test_what_has_its_own_place_time_and_matter_follows_nothing(shelf: Library) -> None:
    new = "thời tiết Hà Nội hôm nay thế nào?"
    assert after(new, FIRST, shelf) == (new, "", False)


@pytest.mark.parametrize("message", ["chỉ số CCHC năm 2024 xếp thứ mấy?", "năm 2024 tỉnh xếp thứ mấy về CCHC?"])
def test_a_short_form_names_a_subject_of_its_own(message: str, shelf: Library) -> None:
    assert after(message, FIRST, shelf) == (message, "", False)
