"""What is measured of a place, feature by feature, on near twins."""

from rag.library import Library
from rag.reading.feature_names import FEATURES
from rag.reading.features import Measure
from rag.records import Evidence
from tests.room import place, plan

UPPER = "Tỷ lệ ký số tại sở, ngành đạt 97,4%"
LOWER = "tỷ lệ ký số tại xã, phường đạt 88,6%"


def measured(question: str, words: str, shelf: Library) -> dict[str, float]:
    found = place(words, shelf)
    piece = Evidence(found.statement, shelf.documents[found.statement.document_id], (), 1.0)
    [values] = Measure(plan(question, shelf), shelf)([(found, piece)]).values.tolist()
    return dict(zip(FEATURES, values, strict=True))


def test_every_feature_is_measured(shelf: Library) -> None:
    assert set(measured("tỷ lệ ký số?", UPPER, shelf)) == set(FEATURES)


def test_the_level_asked_for_tells_twins_apart(shelf: Library) -> None:
    question = "tỷ lệ ký số tại xã phường"
    assert measured(question, LOWER, shelf)["level"] > measured(question, UPPER, shelf)["level"]


def test_the_year_asked_for_tells_twins_apart(shelf: Library) -> None:
    new = "Năm 2024, Chỉ số cải cách hành chính của tỉnh đạt 88,25%"
    old = "Năm 2023, Chỉ số cải cách hành chính của tỉnh đạt 86,10%"
    question = "chỉ số cải cách hành chính năm 2023"
    assert measured(question, old, shelf)["period"] == 0.0
    assert measured(question, new, shelf)["period"] < -0.5


def test_a_target_clashes_with_a_result_that_is_asked_for(shelf: Library) -> None:
    aim, done = "phấn đấu cắt giảm 140 thủ tục hành chính", "Trong năm 2024, toàn tỉnh cắt giảm 117 thủ tục hành chính"
    assert measured("đã bãi bỏ được bao nhiêu thủ tục hành chính?", aim, shelf)["target"] == 1.0
    assert measured("đã bãi bỏ được bao nhiêu thủ tục hành chính?", done, shelf)["target"] == 0.0
    assert measured("mục tiêu cắt giảm bao nhiêu thủ tục hành chính?", aim, shelf)["target"] == 0.0


def test_a_name_that_is_said_nowhere_is_seen(shelf: Library) -> None:
    assert measured("tỷ lệ ký số của xã Nam Cam Ranh", LOWER, shelf)["names"] == 0.0
    assert measured("tỷ lệ ký số của tỉnh Lào Cai", LOWER, shelf)["names"] == 1.0


def test_a_header_that_is_said_picks_its_column(shelf: Library) -> None:
    question = "cơ quan chủ trì thống kê doanh nghiệp số"
    assert measured(question, "Sở Tài chính", shelf)["header"] == 1.0
    assert measured(question, "Tháng 9/2026", shelf)["header"] == 0.0


def test_the_newest_period_on_file_is_the_most_recent(shelf: Library) -> None:
    question = "chỉ số của tỉnh là bao nhiêu?"
    old = measured(question, "Năm 2023, Chỉ số cải cách hành chính của tỉnh đạt 86,10%", shelf)
    new = measured(question, "Năm 2024, Chỉ số cải cách hành chính của tỉnh đạt 88,25%", shelf)
    assert old["recent"] < new["recent"] < 1.0


def test_what_a_document_is_called_need_not_be_said_again(shelf: Library) -> None:
    said = measured("tỷ lệ ký số tại sở, ngành trong báo cáo", UPPER, shelf)
    assert said["naming"] > 0.0
    assert said["beyond"] >= said["covered"]


def test_a_long_place_is_short_only_where_one_thing_is_asked_for(shelf: Library) -> None:
    assert measured("tỷ lệ ký số là bao nhiêu?", UPPER, shelf)["short_open"] == 0.0
    open_ = measured("vì sao ký số tại sở, ngành thấp?", UPPER, shelf)
    assert open_["short_open"] == open_["short"]
