"""When the honest answer is no, and which no."""

from dataclasses import replace
from pathlib import Path

import pytest

from rag.draft import Markers
from rag.library import Library
from rag.read import read
from rag.records import Outcome
from rag.refusing.judge import confidence
from rag.refusing.refuse import Refusal, fitting_first, refusal, said_periods, verdict
from tests.room import evidence, on_file, plan, reading


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


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("tỷ lệ ký số tại sở ngành quý 1 năm 2026?", "97,4%"),
        ("tỷ lệ ký số tại xã phường quý 1 năm 2026?", "88,6%"),
    ],
)
def test_a_near_place_of_the_level_asked_for_comes_first(question: str, told: str, shelf: Library) -> None:
    asked = plan(question, shelf)
    both = [r for r in read(asked, evidence(shelf), shelf) if r.place.text.startswith(("Tỷ lệ ký số", "tỷ lệ ký số"))]
    other_first = sorted(both, key=lambda r: told in r.place.text)
    level = [replace(r, score=1.0) for r in other_first]
    assert told in fitting_first(asked, level)[0].place.text


def test_a_figure_given_in_the_question_is_not_what_it_asks_for(tmp_path: Path) -> None:
    table = (
        "| Tiêu chí | Năm 2023 – Xếp hạng | Năm 2024 – Xếp hạng |\n|---|---|---|\n| Chính sách về y tế | 35 | 13 |\n"
    )
    text = f"BÁO CÁO\nMức độ hài lòng năm 2024\n\nI. KẾT QUẢ\n\n{table}"
    with on_file(tmp_path, {"bao-cao.md": text}) as assistant:
        before = assistant.ask("trước khi lên hạng 13, chính sách về y tế đứng thứ mấy?").answer
        now = assistant.ask("chính sách về y tế năm 2024 đứng thứ mấy?").answer
    assert before.startswith("thứ 35")
    assert now.startswith("thứ 13")


def test_what_stands_below_a_heading_is_told_for_it(tmp_path: Path) -> None:
    duties = (
        "1. Sở Tài chính\n\nChủ trì theo dõi nội dung cải cách tài chính công.\n\n"
        "2. Sở Tư pháp\n\nChủ trì theo dõi nội dung cải cách thể chế.\n"
    )
    text = f"KẾ HOẠCH\nCải cách hành chính năm 2026\n\nIII. TỔ CHỨC THỰC HIỆN\n\n{duties}"
    with on_file(tmp_path, {"ke-hoach.txt": text}) as assistant:
        first = assistant.ask("kế hoạch cải cách hành chính 2026 Sở Tài chính lo mảng nào?")
        second = assistant.ask("còn bên Tư pháp?", first.conversation_id)
    assert "tài chính công" in first.answer
    assert "thể chế" in second.answer


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("kinh phí in tài liệu năm 2027 bao nhiêu?", "160"),
        ("kinh phí năm 2027 tổng cộng bao nhiêu?", "502"),
        ("số người chết do mưa lũ?", "03 người"),
    ],
)
def test_what_is_named_comes_before_a_total_and_before_another_unit(question: str, first: str, tmp_path: Path) -> None:
    table = (
        "| Nội dung chi | Kinh phí năm 2027 (triệu đồng) |\n|---|---|\n| Biên soạn, in tài liệu | 160 |\n"
        "| Thuê nền tảng | 342 |\n| Tổng cộng | 502 |\n"
    )
    flood = "Thiệt hại do mưa lũ ước 214 tỷ đồng; 03 người chết, 05 người bị thương."
    text = f"KẾ HOẠCH\nBồi dưỡng kỹ năng số năm 2027\n\nI. ĐÁNH GIÁ\n\n{flood}\n\nII. KINH PHÍ\n\n{table}"
    with on_file(tmp_path, {"ke-hoach.md": text}) as assistant:
        assert assistant.ask(question).answer.startswith(first)
