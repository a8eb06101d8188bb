from dataclasses import replace
from pathlib import Path

import pytest

from rag.library import Library
from rag.reading.slots import (
    BESIDE,
    ELSEWHERE,
    NEAR,
    OTHER,
    SILENT,
    agrees,
    document_factor,
    level_factor,
    own_level,
    own_periods,
    period_factor,
    periods_in,
    unit_factor,
)
from tests.room import YEARBOOK, on_file, place, plan

UPPER = "Tỷ lệ ký số tại sở, ngành đạt 97,4%"
LOWER = "tỷ lệ ký số tại xã, phường đạt 88,6%"
OLD = "Năm 2023, Chỉ số cải cách hành chính của tỉnh đạt 86,10%"


@pytest.mark.parametrize(
    ("asked", "own", "expected"),
    [
        ("năm 2024", "năm 2024", "same"),
        ("quý 1 năm 2026", "Quý I năm 2026", "same"),
        ("quý 1", "Quý I năm 2026", "same"),
        ("năm 2023", "năm 2024", "other"),
        ("quý 2 năm 2026", "quý I năm 2026", "other"),
        ("9 tháng năm 2025", "năm 2025", "other"),
        ("quý 2", "quý I năm 2026", "other"),
        ("năm 2026", "quý I năm 2026", "near"),
        ("quý 1 năm 2026", "từ ngày 13/12/2025 đến ngày 11/03/2026", "near"),
        ("đầu năm 2026", "quý I năm 2026", "near"),
        ("cuối năm 2026", "quý I năm 2026", "other"),
    ],
)
def test_periods_agree_clash_or_overlap(asked: str, own: str, expected: str, shelf: Library) -> None:
    worth = agrees(plan(asked, shelf).periods[0], plan(own, shelf).periods[0])
    assert {1.0: "same", OTHER: "other"}.get(worth, "near") == expected


def test_a_place_holds_for_its_own_period_else_its_documents(shelf: Library) -> None:
    assert [p.key for p in own_periods(place(OLD, shelf), shelf.documents["bao-cao-2024"])] == ["2023"]
    upper = place(UPPER, shelf)
    assert [p.key for p in own_periods(replace(upper, figures=()), shelf.documents["bao-cao-quy-1-2026"])] == [
        "2026-Q1"
    ]


def test_a_year_that_is_compared_with_stands_beside_the_places_own(tmp_path: Path) -> None:
    words = "Một số lĩnh vực tăng thứ hạng so với năm 2022"
    report = YEARBOOK.replace("I. CHỈ SỐ", f"I. CHỈ SỐ NĂM 2023\n\n{words}.")
    with on_file(tmp_path, {"bao-cao-2024.txt": report}) as assistant:
        own = own_periods(place(words, assistant.library), assistant.library.documents["bao-cao-2024"])
    assert [period.key for period in own] == ["2023", "2022"]


def test_another_year_is_a_near_twin(shelf: Library) -> None:
    document = shelf.documents["bao-cao-2024"]
    assert period_factor(plan("chỉ số năm 2023", shelf), place(OLD, shelf), document) == 1.0
    assert period_factor(plan("chỉ số năm 2024", shelf), place(OLD, shelf), document) == OTHER
    assert period_factor(plan("chỉ số của tỉnh", shelf), place(OLD, shelf), document) == 1.0


def test_another_level_is_a_near_twin(shelf: Library) -> None:
    lower = place(LOWER, shelf)
    assert level_factor(plan("tỷ lệ ký số tại xã phường", shelf), lower) == 1.0
    assert level_factor(plan("tỷ lệ ký số tại sở ngành", shelf), lower) == OTHER
    assert level_factor(plan("tỷ lệ ký số", shelf), lower) == 1.0
    assert [own_level(plan(f"ký số {level}", shelf), lower) for level in ("xã phường", "sở ngành")] == [1.0, 0.0]


def test_a_place_that_names_no_level_may_be_meant(shelf: Library) -> None:
    clause = place("phấn đấu cắt giảm 140 thủ tục hành chính", shelf)
    assert level_factor(plan("cấp xã cắt giảm bao nhiêu thủ tục", shelf), clause) == SILENT


def test_a_place_about_more_levels_than_asked_is_beside(shelf: Library) -> None:
    both = place(UPPER, shelf)
    both = replace(both, start=0, end=len(both.statement.text))
    assert level_factor(plan("ký số tại xã phường", shelf), both) == BESIDE


def test_another_province_or_body_is_elsewhere(shelf: Library) -> None:
    lower, document = place(LOWER, shelf), shelf.documents["bao-cao-quy-1-2026"]
    assert unit_factor(plan("ký số của tỉnh Nghệ An", shelf), lower.statement, document) == ELSEWHERE
    assert unit_factor(plan("ký số của tỉnh Lào Cai", shelf), lower.statement, document) == 1.0
    assert unit_factor(plan("ký số", shelf), lower.statement, document) == 1.0


def test_the_document_pointed_to_comes_first(shelf: Library) -> None:
    question = replace(plan("ký số", shelf), documents=("bao-cao-2024",))
    own, other = shelf.documents["bao-cao-2024"], shelf.documents["ke-hoach-kinh-te-so"]
    assert document_factor(question, own) == 1.0
    assert document_factor(replace(question, strict=True), other) < document_factor(question, other) < 1.0


@pytest.mark.parametrize(
    "said", ["năm trước", "năm ngoái", "năm kia", "quý trước", "tháng trước", "năm nay", "quý này"]
)
def test_a_printed_period_that_leans_on_today_is_no_period(said: str) -> None:
    """ "tăng 5% so với năm trước" in a document once ended the question with "year 0 is out of range"."""
    assert periods_in(f"tăng 5% so với {said}") == ()
    assert [p.key for p in periods_in(f"quý II năm 2025 tăng so với {said}")] == ["2025-Q2"]


def test_the_communes_are_not_the_first_of_them(tmp_path: Path) -> None:
    table = "| Đơn vị | Tỷ lệ văn bản ký số (%) |\n|---|---|\n| Phường Hoa Lư | 98,4 |\n| Xã Gia Viễn | 81,2 |\n"
    said = "Tỷ lệ văn bản điện tử được ký số của các sở, ngành bình quân đạt 97,4%; của UBND các xã, phường đạt 88,6%."
    report = f"BÁO CÁO\nKết quả quý I năm 2026\n\nI. KÝ SỐ\n\n{said}\n\nKết quả từng đơn vị:\n\n{table}"
    with on_file(tmp_path, {"bao-cao.md": report}) as assistant:
        asked = plan("tỷ lệ ký số các xã phường là bao nhiêu?", assistant.library)
        assert level_factor(asked, place("98,4", assistant.library)) == NEAR
        assert assistant.ask("tỷ lệ ký số các xã phường?").answer.startswith("88,6%")
        assert assistant.ask("tỷ lệ ký số phường Hoa Lư?").answer.startswith("98,4%")
