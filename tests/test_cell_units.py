"""A bare number of a table is of the unit that its column is named after; ranks before a name are no ordinals."""

import pytest

from ingest.records import Statement
from rag.reading.cell_units import in_column_of
from rag.reading.places import Place, places

ROW = (
    ("Đơn vị", "Phường Bến Tràm"),
    ("Tổng điểm", "75,75"),
    ("Tỷ lệ trực tuyến (%)", "38,2"),
    ("Tăng (+), giảm (-) hạng", "-2"),
)


def row(head: str = "Hạng") -> Statement:
    text, cells = "", []
    for column, (title, cell) in enumerate(((head, "40"), *ROW)):
        text += f"{'; ' if text else ''}{title}: "
        cells.append((column, len(text), len(text) + len(cell)))
        text += cell
    return Statement("x#1", "x", 1, "row", text, cells=tuple(cells))


def cell(text: str) -> Place:
    return next(place for place in places(row(), (), label_column=1) if place.text == text)


@pytest.mark.parametrize(
    ("unit", "text", "holds"),
    [
        ("hạng", "40", True),
        ("điểm", "75,75", True),
        ("điểm", "40", False),
        ("%", "38,2", True),
        ("hạng", "75,75", False),
        ("bậc", "-2", True),
        ("bậc", "40", False),
        ("điểm", "Phường Bến Tràm", False),
    ],
)
def test_a_column_is_named_after_what_it_holds(unit: str, text: str, holds: bool) -> None:
    assert in_column_of(unit, cell(text)) is holds


def test_an_ordinal_is_no_answer() -> None:
    assert all(place.text != "40" for place in places(row("STT"), (), label_column=1))
