"""The lines of an answer that stands in one place."""

from dataclasses import replace
from pathlib import Path

from rag.library import Library
from rag.read import read
from rag.reading.places import BLANK
from rag.telling.reasons import reasons
from rag.telling.single import acting_body, beside, one
from tests.room import evidence, on_file, plan, reading


def lines(question: str, shelf: Library) -> tuple[str, ...]:
    asked = plan(question, shelf)
    return one(asked, read(asked, evidence(shelf), shelf)).lines


def test_the_figure_comes_first_then_what_it_is_and_when(shelf: Library) -> None:
    said = lines("tỷ lệ ký số tại xã phường quý 1?", shelf)
    assert said == ("88,6% — tỷ lệ ký số tại xã, phường (Quý I năm 2026) [1]",)


def test_the_other_year_on_file_is_told_of_apart(shelf: Library) -> None:
    said = lines("chỉ số cải cách hành chính của tỉnh năm 2024 đạt bao nhiêu?", shelf)
    assert said == (
        "88,25% — Năm 2024, Chỉ số cải cách hành chính của tỉnh [1]",
        "",
        "Kỳ khác: 86,10% — Năm 2023, Chỉ số cải cách hành chính của tỉnh [2]",
    )


def test_a_cell_is_told_with_its_row_and_column(shelf: Library) -> None:
    said = lines("cơ quan nào chủ trì thống kê doanh nghiệp số?", shelf)
    assert said == ("Sở Tài chính — Cơ quan chủ trì: Thống kê doanh nghiệp số (năm 2026) [1]",)


def test_a_blank_cell_is_said_to_be_blank(shelf: Library) -> None:
    said = lines("cơ quan nào chủ trì khảo sát hộ kinh doanh?", shelf)
    assert said == ("Văn bản để trống, không ghi “Cơ quan chủ trì”: Khảo sát hộ kinh doanh (năm 2026) [1]",)


def test_further_cells_whose_headers_are_said(shelf: Library) -> None:
    question = plan("cơ quan chủ trì và thời hạn của thống kê doanh nghiệp số?", shelf)
    assert [p.text for p in beside(question, reading("Sở Tài chính", shelf).place)] == ["Tháng 9/2026"]
    alone = plan("cơ quan chủ trì thống kê doanh nghiệp số?", shelf)
    assert list(beside(alone, reading("Sở Tài chính", shelf).place)) == []


def test_the_body_that_a_section_is_headed_by_acts_in_it(shelf: Library) -> None:
    statement = reading(BLANK, shelf).place.statement
    assert acting_body(replace(statement, path=("III. PHÂN CÔNG", "5. Sở Tư pháp"))) == "Sở Tư pháp"
    assert acting_body(replace(statement, path=("III. PHÂN CÔNG",))) == ""
    assert acting_body(replace(statement, path=())) == ""


def test_reasons_are_whole_sentences_without_repeats(shelf: Library) -> None:
    question = plan("vì sao số hóa hồ sơ còn chậm?", shelf)
    readings = read(question, evidence(shelf), shelf)
    told = reasons(question, [*readings[:1], *readings], shelf)
    cause = "Việc số hóa hồ sơ còn chậm do cấp xã thiếu máy quét và thiếu cán bộ chuyên trách. [1]"
    assert told.lines[0] == cause
    assert told.lines.count(cause) == 1


def test_the_years_that_a_programme_is_for_are_not_the_day_of_its_paper(tmp_path: Path) -> None:
    words = "Triển khai Nghị quyết số 66/NQ-CP ngày 26/3/2025 về Chương trình cắt giảm thủ tục năm 2025 và 2026"
    with on_file(
        tmp_path, {"ke-hoach.txt": f"KẾ HOẠCH\nCải cách hành chính\n\nI. NHIỆM VỤ\n\n{words}.\n"}
    ) as assistant:
        years = assistant.ask("chương trình cắt giảm thủ tục theo Nghị quyết 66/NQ-CP cho những năm nào?").answer
        day = assistant.ask("Nghị quyết 66/NQ-CP về cắt giảm thủ tục ban hành ngày nào?").answer
    assert years.startswith("năm 2025 và 2026")
    assert day.startswith("26/3/2025")
