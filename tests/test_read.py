"""Which place of the made documents reads best for a question: near twins told apart."""

import pytest

from rag.library import Library
from rag.read import Reading, read, warm
from rag.reading.zones import zones_of
from tests.room import evidence, plan


def best(question: str, shelf: Library) -> Reading:
    return read(plan(question, shelf), evidence(shelf), shelf)[0]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("tỷ lệ ký số tại sở ngành quý 1 năm 2026?", "Tỷ lệ ký số tại sở, ngành đạt 97,4%"),
        ("tỷ lệ ký số tại xã phường quý 1 năm 2026?", "tỷ lệ ký số tại xã, phường đạt 88,6%"),
        ("chỉ số cải cách hành chính năm 2023?", "Năm 2023, Chỉ số cải cách hành chính của tỉnh đạt 86,10%"),
        ("chỉ số cải cách hành chính năm 2024?", "Năm 2024, Chỉ số cải cách hành chính của tỉnh đạt 88,25%"),
        ("mục tiêu cắt giảm bao nhiêu thủ tục hành chính?", "phấn đấu cắt giảm 140 thủ tục hành chính"),
        (
            "năm 2024 cắt giảm bao nhiêu thủ tục?",
            "Trong năm 2024, toàn tỉnh cắt giảm 117 thủ tục hành chính",
        ),
        ("cơ quan nào chủ trì thống kê doanh nghiệp số?", "Sở Tài chính"),
        ("thời hạn xây dựng kho dữ liệu dùng chung?", "Tháng 6/2026"),
        ("cơ quan nào chủ trì khảo sát hộ kinh doanh?", "(trống)"),
    ],
)
def test_near_twins_are_told_apart(question: str, expected: str, shelf: Library) -> None:
    assert best(question, shelf).place.text == expected


def test_the_figure_asked_for_comes_with_the_reading(shelf: Library) -> None:
    found = best("có bao nhiêu hồ sơ trễ hạn?", shelf)
    assert ([f.text for f in found.figures], found.met) == (["75 hồ sơ"], (True,))


def test_readings_come_best_first(shelf: Library) -> None:
    scores = [r.score for r in read(plan("tỷ lệ ký số?", shelf), evidence(shelf), shelf)]
    assert scores == sorted(scores, reverse=True)


def test_no_evidence_gives_no_reading(shelf: Library) -> None:
    assert read(plan("tỷ lệ ký số?", shelf), (), shelf) == ()


def test_what_was_warmed_is_read_from_memory(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    warm(shelf)
    every = [place for statement in shelf.statements.values() for place in shelf.places(statement)]
    monkeypatch.setattr("rag.reading.zones.grams", None)  # what is not known now cannot be found out any more
    assert len([zones_of(place) for place in every]) == len(every) > 10
