"""What a cell counts, by the heads of its row and column."""

from ingest.records import Figure, Statement
from rag.reading.nouns import column_said, noun_fit, of_another_column
from rag.reading.places import Place
from rag.records import Ask, Question

HEADS = ("Xã", "Vốn đầu tư công – Tỷ lệ (%)", "Số hộ nghèo", "Ghi chú")
CELLS = ("Xã Nậm Vài", "11,7", "429", "(trống)")


def cell(column: int) -> Place:
    """A cell of the row "Xã Nậm Vài"."""
    text, at = "", []
    for head, value in zip(HEADS, CELLS, strict=True):
        start = len(f"{text}{head}: ")
        at.append((start - len(head) - 2, start, start + len(value)))
        text += f"{head}: {value}; "
    cells = tuple((i, a, b) for i, (_, a, b) in enumerate(at))
    row = Statement("s", "d", 0, "row", text.rstrip("; "), cells=cells)
    head, start, end = at[column]
    figures = (Figure("d", "s", CELLS[column], 1.0, "", start, end),)
    return Place(row, start, end, (), figures, (head, start - 2), (at[0][1], at[0][2]), column)


def test_a_cell_counts_what_its_column_names() -> None:
    poor = Ask("number", "", "hộ nghèo")
    assert noun_fit(poor, cell(2).figures[0], cell(2)) == 1.0
    assert noun_fit(poor, cell(1).figures[0], cell(1)) < 1.0


def test_a_rate_of_something_else_is_another_column() -> None:
    question = Question("", "tỷ lệ hộ nghèo xã Nậm Vài", content="tỷ lệ hộ nghèo xã Nậm Vài")
    assert of_another_column(("hộ", "nghèo"), question, cell(1))
    assert not of_another_column(("hộ", "nghèo"), question, cell(2))
    invested = Question("", "tỷ lệ giải ngân vốn đầu tư công xã Nậm Vài")
    assert not of_another_column(("giải", "ngân"), invested, cell(1))


def test_a_blank_note_is_no_blank_answer() -> None:
    assert not column_said(Question("", "xã Nậm Vài nợ thuế bao nhiêu"), cell(3))
    assert column_said(Question("", "xã Nậm Vài còn mấy hộ nghèo"), cell(2))
