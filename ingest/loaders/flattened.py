"""Tables that an export has flattened to one cell a line → their rows and columns again. Pure functions.

Four shapes of the genre are recognised, each by what a plain list can never look like:
numbered (a header with "TT" or "Stt", then 1, 2, 3 … alone on a line), marked (such a header, then a mark, a name and
a figure for each column), measured (a name, then the same number of
figures, again and again) and tasks (lead agency, partners, deadline). What fits none stays text.
"""

from collections.abc import Sequence

from ingest.loaders.flattened_marked import marked_table
from ingest.loaders.flattened_measured import measured_table
from ingest.loaders.flattened_numbered import numbered_table
from ingest.loaders.flattened_tasks import task_table
from ingest.loaders.flow import Filled, FlatTable


def flat_tables(lines: Sequence[str]) -> list[FlatTable]:
    """The flattened tables among the lines of a text (blank lines allowed between cells), in order."""
    kept = [(index, " ".join(line.split())) for index, line in enumerate(lines) if line.strip()]
    texts = [text for _, text in kept]
    found: list[FlatTable] = []
    at = 0
    while at < len(texts):
        table = numbered_table(texts, at) or marked_table(texts, at) or measured_table(texts, at)
        tasks = None if table else task_table(texts, at)
        if table:
            header, body, end = table
            found.append(_made(kept[at][0], kept[end - 1][0] + 1, header, body))
        elif tasks:
            heads, cells, rows, end = tasks
            header = [Filled(text, 0, column) for column, text in enumerate(heads)]
            found.append(FlatTable(kept[at][0], kept[end - 1][0] + 1, (*header, *cells), rows + 1, len(heads), 1))
        else:
            end = at + 1
        at = end
    return found


def _made(start: int, end: int, header: list[Filled], body: list[list[str]]) -> FlatTable:
    """Rows below a header; a row of one cell runs over all columns."""
    columns = max(cell.column + cell.column_span for cell in header)
    header_rows = 1 + max(cell.row for cell in header)
    cells = list(header)
    for index, row in enumerate(body, header_rows):
        if len(row) == 1:
            cells.append(Filled(row[0], index, 0, 1, columns))
        else:
            cells.extend(Filled(text, index, column) for column, text in enumerate(row))
    return FlatTable(start, end, tuple(cells), header_rows + len(body), columns, header_rows)
