"""Slots that a place does not meet although its words fit."""

from dataclasses import replace
from pathlib import Path

import pytest

from rag.library import Library
from rag.refusing.misfit import asks_person, misfit, persons_in, unsaid_index, unsaid_number
from tests.room import on_file, plan, reading

LOWER = "tỷ lệ ký số tại xã, phường đạt 88,6%"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("tỷ lệ ký số tại xã phường?", None),
        ("tỷ lệ ký số cấp huyện?", "level"),
        ("tỷ lệ ký số cấp 3 tại xã phường?", "number"),
        ("chỉ tiêu tỷ lệ ký số tại xã phường là bao nhiêu?", "result"),
        ("Giám đốc Sở Nội vụ tên là gì?", "person"),
    ],
)
def test_a_near_twin_does_not_fit(asked: str, found: str | None, shelf: Library) -> None:
    assert misfit(plan(asked, shelf), reading(LOWER, shelf)) == found


def test_a_target_is_no_result(shelf: Library) -> None:
    spot = reading(LOWER, shelf)
    aimed = replace(spot, figures=tuple(replace(f, kind="chỉ tiêu") for f in spot.place.figures))
    assert misfit(plan("đến nay ký số tại xã phường đã đạt được bao nhiêu phần trăm?", shelf), aimed) == "target"
    assert misfit(plan("chỉ tiêu ký số tại xã phường là bao nhiêu phần trăm?", shelf), aimed) is None


def test_a_document_number_must_be_printed(shelf: Library) -> None:
    assert unsaid_number(plan("Nghị định 15/2020/NĐ-CP quy định gì?", shelf), reading(LOWER, shelf)) == "15/2020/nđ-cp"


def test_a_congress_is_counted_in_roman_numerals(tmp_path: Path) -> None:
    words = "Chào mừng Đại hội lần thứ XIV của Đảng"
    with on_file(tmp_path, {"ke-hoach.txt": f"KẾ HOẠCH\nThi đua năm 2025\n\nIII. NỘI DUNG\n\n{words}.\n"}) as assistant:
        spot = reading(words, assistant.library)
        said = [unsaid_number(plan(f"thi đua mừng đại hội lần {n}", assistant.library), spot) for n in (14, 13)]
        level = unsaid_number(plan("thi đua cấp 3", assistant.library), spot)
    assert (said, level) == (["", "lần 13"], "cấp 3")


@pytest.mark.parametrize(
    ("asked", "letters"),
    [
        ("Chỉ số PCI của tỉnh năm 2024 bao nhiêu?", "PCI"),
        ("chi so pci cua tinh nam 2024", "pci"),
        ("PAR INDEX của tỉnh năm 2024 bao nhiêu?", ""),
        ("Chỉ số CCHC năm 2024?", ""),
    ],
)
def test_an_index_is_no_other_index(asked: str, letters: str, shelf: Library) -> None:
    spot = reading("Năm 2024, Chỉ số cải cách hành chính của tỉnh đạt 88,25%", shelf)
    assert unsaid_index(plan(asked, shelf), spot) == letters
    assert misfit(plan(asked, shelf), spot) == ("index" if letters else None)


def test_a_sentence_without_a_number_is_no_figure(tmp_path: Path) -> None:
    words = "Phấn đấu nâng cao chỉ số cải cách hành chính năm 2026"
    with on_file(tmp_path, {"ke-hoach.txt": f"KẾ HOẠCH\nCải cách hành chính năm 2026\n\n{words}.\n"}) as assistant:
        shelf = assistant.library
        assert (
            misfit(plan("chỉ số cải cách hành chính năm 2026 đạt bao nhiêu?", shelf), reading(words, shelf)) == "figure"
        )
        assert misfit(plan("năm 2026 làm gì với chỉ số cải cách hành chính?", shelf), reading(words, shelf)) is None


def test_who_holds_an_office_is_a_person(shelf: Library) -> None:
    assert asks_person(plan("Chủ tịch UBND tỉnh là ai?", shelf))
    assert not asks_person(plan("ai chủ trì cải cách thể chế?", shelf))
    assert persons_in("Phó Chủ tịch Nguyễn Anh Chức, tỉnh Thái Bình") == ("Nguyễn Anh Chức",)


@pytest.mark.parametrize(
    ("asked", "words", "found"),
    [
        ("DTI năm 2024 được mấy điểm?", "năm 2024 đạt 86,29 điểm", "another"),
        ("PAR INDEX năm 2024 được mấy điểm?", "năm 2024 đạt 86,29 điểm", None),
        ("DTI của tỉnh được mấy điểm?", "Chỉ số chuyển đổi số (DTI) đạt 0,7281 điểm", None),
        ("SIPAS của tỉnh được mấy điểm?", "Chỉ số chuyển đổi số (DTI) đạt 0,7281 điểm", "index"),
    ],
)
def test_of_several_indices_a_figure_is_of_the_last_named(
    asked: str, words: str, found: str | None, tmp_path: Path
) -> None:
    told = (
        "Chỉ số CCHC (PAR INDEX) năm 2025 đạt 88,74 điểm (năm 2024 đạt 86,29 điểm); "
        "Chỉ số chuyển đổi số (DTI) đạt 0,7281 điểm."
    )
    with on_file(tmp_path, {"bao-cao.txt": f"BÁO CÁO\nCải cách hành chính năm 2025\n\n{told}\n"}) as assistant:
        shelf = assistant.library
        assert misfit(plan(asked, shelf), reading(words, shelf)) == found
