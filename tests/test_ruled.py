"""Ruling lines → rows, columns and merged cells."""

from ingest.loaders.glyphs import Rule
from ingest.loaders.ruled import lattices


def grid(xs: list[float], ys: list[float]) -> list[Rule]:
    level = [Rule(xs[0], y, xs[-1], y) for y in ys]
    upright = [Rule(x, ys[0], x, ys[-1]) for x in xs]
    return level + upright


def test_plain_grid() -> None:
    (table,) = lattices(grid([0, 50, 120], [0, 20, 40, 60]))
    assert (table.rows, table.columns, len(table.fields)) == (3, 2, 6)
    assert table.fields[3].box == (50, 20, 120, 40)


def test_cell_merged_over_columns_and_rows() -> None:
    """Header of two rows: the first column runs through both, the second spans two columns."""
    rules = [
        Rule(0, 0, 150, 0), Rule(0, 40, 150, 40), Rule(0, 60, 150, 60), Rule(50, 20, 150, 20),
        Rule(0, 0, 0, 60), Rule(50, 0, 50, 60), Rule(100, 20, 100, 60), Rule(150, 0, 150, 60),
    ]  # fmt: skip
    (table,) = lattices(rules)
    spans = [(f.row, f.column, f.row_span, f.column_span) for f in table.fields]
    assert spans == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]


def test_lines_drawn_a_cell_at_a_time_and_twice_are_one() -> None:
    rules = []
    for x in (0, 50.0):
        for y in (0, 20.0):
            rules += [Rule(x, y, x + 50, y), Rule(x, y + 20, x + 50, y + 20)]
            rules += [Rule(x, y, x, y + 20), Rule(x + 50.4, y, x + 50.4, y + 20)]
    (table,) = lattices(rules)
    assert (table.rows, table.columns) == (2, 2)


def test_missing_outer_border_is_taken_as_drawn() -> None:
    rules = [Rule(0, 0, 100, 0), Rule(0, 20, 100, 20), Rule(0, 40, 100, 40), Rule(50, 0, 50, 40)]
    (table,) = lattices(rules)
    assert (table.rows, table.columns) == (2, 2)


def test_frame_and_underline_are_no_tables() -> None:
    frame = [Rule(0, 0, 100, 0), Rule(0, 50, 100, 50), Rule(0, 0, 0, 50), Rule(100, 0, 100, 50)]
    assert lattices([*frame, Rule(200, 10, 260, 10)]) == []


def test_two_tables_on_a_page_stay_two() -> None:
    below = [Rule(r.x0, r.top + 100, r.x1, r.bottom + 100) for r in grid([0, 50, 120], [0, 20, 40])]
    assert [table.rows for table in lattices([*below, *grid([0, 50, 120], [0, 20, 40, 60])])] == [3, 2]
