"""Whole documents of the corpus: every table cell in place, and the same reading from print and from text export."""

import re
from pathlib import Path

import pytest

from ingest.loaders import load
from ingest.parse import parse
from ingest.records import Parsed
from ingest.statements import full_text

ROOT = Path(__file__).parent.parent
EXPORTS = ROOT.parent / "shared" / "corpus" / "text"


def parsed(path: Path) -> Parsed:
    return parse(load(path), path)


def test_the_appendix_is_one_table_of_27_tasks_in_three_groups() -> None:
    (table,) = parsed(ROOT / "corpus" / "phu-luc-nq131-quy-1-2026.pdf").tables
    tasks = [row for row in table.rows if row.kind == "data"]
    assert [row.cells[0] for row in tasks] == [str(number) for number in range(1, 28)]
    assert [row.cells[0] for row in table.rows if row.kind == "group"] == ["I", "II", "III"]
    assert tasks[17].cells[3] == ""
    assert tasks[25].cells[4] == "Trong tháng 12 năm 2022"


def test_the_plan_has_its_three_tables_and_each_row_of_a_statement_points_back() -> None:
    plan = parsed(ROOT / "corpus" / "ke-hoach-124-nang-cao-chi-so-cchc-2025.docx")
    assert [(len(table.rows), len(table.header)) for table in plan.tables] == [(6, 5), (51, 7), (49, 6)]
    sipas = plan.tables[1]
    assert sipas.header[5] == ("Năm 2024", "Chỉ số chung của cả nước (%)")
    water = next(row for row in sipas.rows if "nước sinh hoạt" in row.cells[0] and row.group[0].startswith("1."))
    assert water.group[1] == "1.3. Chất lượng chính sách"
    for statement in plan.statements:
        if statement.table is not None and statement.row is not None:
            row = plan.tables[statement.table].rows[statement.row]
            assert all(statement.text[start:end] == row.cells[column] for column, start, end in statement.cells)


@pytest.mark.skipif(not EXPORTS.exists(), reason="../shared/corpus/text is not on this machine")
@pytest.mark.parametrize(
    ("typeset", "export"),
    [
        ("bao-cao-nq131-quy-1-2026.pdf", "bao-cao-nq131-quy-1-2026.md"),
        ("bao-cao-cai-cach-tthc-quy-1-2024.pdf", "bao-cao-cai-cach-tthc-quy-1-2024.md"),
        ("ke-hoach-cchc-2026.pdf", "ke-hoach-cchc-2026.txt"),
    ],
)
def test_print_and_text_export_are_read_alike(typeset: str, export: str) -> None:
    """The letterhead apart, which the exports lack: the same blocks of the same kind under the same headings."""

    def content(path: Path) -> list[tuple[str, str, str]]:
        blocks = [block for block in parsed(path).blocks if block.kind not in {"letterhead", "footnote"}]
        return [(block.kind, _bare(full_text(block)), _bare("".join(block.path))) for block in blocks]

    assert content(EXPORTS / export) == content(ROOT / "corpus" / typeset)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()
