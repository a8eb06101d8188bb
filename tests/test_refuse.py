"""When the honest answer is no, and which no."""

import pytest

from rag.draft import Markers
from rag.library import Library
from rag.read import read
from rag.records import Outcome
from rag.refusing.judge import confidence
from rag.refusing.refuse import Refusal, refusal, said_periods, verdict
from tests.room import evidence, plan, reading


def judged(question: str, shelf: Library) -> Outcome | None:
    asked = plan(question, shelf)
    readings = read(asked, evidence(shelf), shelf)
    found = verdict(asked, readings, shelf.rarity, confidence(asked, readings, shelf.rarity))
    return found.outcome if found else None


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("tỷ lệ ký số tại xã phường quý 1 năm 2026?", None),
        ("tỷ lệ ký số tại xã phường quý 3 năm 2025?", "other_period"),
        ("chỉ số cải cách hành chính năm 2022?", "other_period"),
        ("tỷ trọng kinh tế số năm 2025?", "other_period"),
        ("tỷ lệ ký số tại xã phường của tỉnh Nghệ An quý 1 năm 2026?", "not_found"),
        ("tỷ lệ ký số tại xã Nam Cam Ranh quý 1 năm 2026?", "not_found"),
        ("giá vàng miếng hôm qua?", "out_of_scope"),
        ("diện tích rừng trồng năm 2026 toàn tỉnh?", "out_of_scope"),
    ],
)
def test_each_no_has_its_outcome(question: str, outcome: Outcome | None, shelf: Library) -> None:
    assert judged(question, shelf) == outcome


def test_nothing_found_is_a_no(shelf: Library) -> None:
    assert verdict(plan("tỷ lệ ký số?", shelf), (), shelf.rarity) == Refusal("not_found")
    assert verdict(plan("nấu phở bò?", shelf), (), shelf.rarity) == Refusal("out_of_scope")


def test_another_period_names_the_nearest_with_its_source(shelf: Library) -> None:
    question = plan("tỷ lệ ký số tại xã phường quý 3 năm 2025?", shelf)
    markers = Markers()
    first, blank, nearest = refusal(
        Refusal("other_period", "period", nearest=reading("tỷ lệ ký số tại xã, phường đạt 88,6%", shelf)),
        question,
        markers,
    )
    assert (first, blank) == ("Không có số liệu này cho quý 3 năm 2025 trong các văn bản đã nạp.", "")
    assert nearest == "Kỳ gần nhất có số liệu: 88,6% — tỷ lệ ký số tại xã, phường (Quý I năm 2026) [1]"
    assert [c.document_id for c in markers.citations] == ["bao-cao-quy-1-2026"]


@pytest.mark.parametrize("outcome", ["out_of_scope", "not_found"])
def test_a_refusal_without_a_nearest_figure_states_none(outcome: Outcome, shelf: Library) -> None:
    markers = Markers()
    lines = refusal(Refusal(outcome), plan("giá vàng?", shelf), markers)
    assert (any(c.isdigit() for c in "".join(lines)), markers.citations) == (False, ())


def test_periods_are_said_once(shelf: Library) -> None:
    assert said_periods(plan("quý 1 năm 2025 và quý 2 năm 2025", shelf).periods) == "quý 1 năm 2025, quý 2 năm 2025"
    assert said_periods(()) == "kỳ được hỏi"
