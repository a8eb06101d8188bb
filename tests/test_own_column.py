"""A day or body asked of a task is told from the cell under its head, not from the task's own words."""

from ingest.records import Document, Statement
from rag.read import Reading
from rag.reading.own_column import column_first
from rag.reading.places import Place
from rag.records import Ask, Question

DOCUMENT = Document("k", "k.docx", "0", "docx", 0, kind="kế hoạch")
TEXT = "Nhiệm vụ: Mở lớp đào tạo năm 2025; Chủ trì: Sở Nội vụ; Thời gian: Quý IV năm 2025"
CELLS = ("Mở lớp đào tạo năm 2025", "Sở Nội vụ", "Quý IV năm 2025")
ROW = Statement(
    "k-1",
    "k",
    1,
    "row",
    TEXT,
    table=1,
    cells=tuple((i, TEXT.index(words), TEXT.index(words) + len(words)) for i, words in enumerate(CELLS)),
)


def cell(words: str, head: str, score: float, met: bool = True) -> Reading:
    start, at, label = TEXT.index(words), TEXT.index(head), TEXT.index("Mở lớp")
    place = Place(
        ROW,
        start,
        start + len(words),
        header=(at, at + len(head)),
        label=(label, TEXT.index("; Chủ")),
        column=TEXT.count(";", 0, start),
    )
    return Reading(place, DOCUMENT, 1.0, 1.0, score, (), (met,))


TASK = cell("Mở lớp đào tạo năm 2025", "Nhiệm vụ", 1.0)
LEADS = cell("Sở Nội vụ", "Chủ trì", 0.8)
WHEN = cell("Quý IV năm 2025", "Thời gian", 0.7)


def asked(*kinds: str) -> Question:
    return Question("?", "?", asks=tuple(Ask(kind) for kind in kinds))


def test_the_cell_for_what_is_asked_comes_first() -> None:
    assert column_first(asked("date"), (TASK, LEADS, WHEN))[0] is WHEN
    assert column_first(asked("who"), (TASK, LEADS, WHEN))[0] is LEADS


def test_what_asks_for_a_figure_or_for_more_keeps_its_place() -> None:
    assert column_first(asked("number"), (TASK, LEADS, WHEN))[0] is TASK
    assert column_first(asked("date", "who"), (TASK, LEADS, WHEN))[0] is TASK


def test_a_cell_far_behind_stays_there() -> None:
    far = cell("Quý IV năm 2025", "Thời gian", 0.3)
    assert column_first(asked("date"), (TASK, LEADS, far))[0] is TASK
