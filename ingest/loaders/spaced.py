"""Tables that an export has written with wide spaces between their cells → their rows and columns. Pure functions.

"Số lượt tiếp công dân  lượt  831  702  758": as many cells in row after row, most of them figures, under heads of the
same number. A head that stands over several is followed by them in brackets: "Vụ việc (Thuộc thẩm quyền  Đã giải
quyết)". What has no head for every column stays text.
"""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.loaders.flow import Filled, FlatTable

_CELLS = re.compile(r"\s{2,}")
_FIGURE = re.compile(r"[-+–]?\d[\d.,/]*\s?%?|[-–—x…]|\.{2,}", re.IGNORECASE)
_ORDINAL_HEAD = re.compile(r"(?:s?tt|số tt|số thứ tự)\.?", re.IGNORECASE)
_MARK = re.compile(r"[IVXLC]{1,5}|[A-HĐ]|\d{1,3}(?:\.\d{1,2})*")
# A table has so many columns and rows at least, its heads so many lines at most.
_COLUMNS, _ROWS, _HEAD_LINES = 3, 3, 3
# Share of the cells behind the names that are figures.
_FIGURES = 0.4


def spaced_tables(lines: Sequence[str]) -> list[FlatTable]:
    """The tables among the lines of a text, in order."""
    split = [_CELLS.split(line.strip()) if line.strip() else [] for line in lines]
    found: list[FlatTable] = []
    at = 0
    while at < len(lines):
        table = _table(split, at) if len(split[at]) >= 2 else None
        if table:
            found.append(table)
        at = table.end if table else at + 1
    return found


def _table(split: Sequence[list[str]], at: int) -> FlatTable | None:
    """The table whose heads begin at line `at`, or None."""
    first = next((i for i in range(at + 1, min(len(split), at + _HEAD_LINES + 1)) if _is_row(split[i])), None)
    if first is None or _is_row(split[at]) or not all(split[at:first]):
        return None
    counts = Counter(len(cells) for cells in _run(split, first))
    width = max(counts, key=lambda count: (counts[count], count))
    heads = _heads([cell for cells in split[at:first] for cell in cells])
    if width < _COLUMNS or heads is None or max(head.column + head.column_span for head in heads) != width:
        return None
    ordinal = _ORDINAL_HEAD.fullmatch(heads[0].text) is not None
    body: list[list[str]] = []
    end = first
    while end < len(split) and (row := _fitted(split[end], width, ordinal)):
        body.append(row)
        end += 1
    behind = [cell for row in body for cell in row[1 + ordinal :] if cell]
    if len(body) < _ROWS or sum(_FIGURE.fullmatch(cell) is not None for cell in behind) < _FIGURES * len(behind):
        return None
    head_rows = 1 + max(head.row for head in heads)
    cells = [Filled(text, head_rows + r, c) for r, row in enumerate(body) for c, text in enumerate(row)]
    return FlatTable(at, end, (*heads, *cells), head_rows + len(body), width, head_rows)


def _is_row(cells: Sequence[str]) -> bool:
    """Whether a line's cells are those of a row: a name, and figures behind it."""
    figures = sum(_FIGURE.fullmatch(cell) is not None for cell in cells[1:])
    return len(cells) >= _COLUMNS and figures >= 2 and figures >= _FIGURES * (len(cells) - 1)


def _run(split: Sequence[list[str]], first: int) -> Sequence[list[str]]:
    """The rows from line `first` on that nothing interrupts."""
    end = first
    while end < len(split) and len(split[end]) >= 2:
        end += 1
    return split[first:end]


def _heads(texts: Sequence[str]) -> list[Filled] | None:
    """Head cells in one row, or in two where some stand in brackets behind the one over them; None: a bracket open."""
    upper: list[tuple[str, list[str]]] = []
    inside = False
    for text in texts:
        opened = text.rfind("(") if text.count("(") > text.count(")") else -1
        closes = inside and text.count(")") > text.count("(")
        if opened >= 0 and not inside:
            upper.append((text[:opened].strip(), [text[opened + 1 :].strip()]))
            inside = True
        elif inside:
            upper[-1][1].append(text.removesuffix(")").strip() if closes else text)
            inside = not closes
        else:
            upper.append((text, []))
    if inside:
        return None
    grouped = any(below for _, below in upper)
    found: list[Filled] = []
    column = 0
    for text, below in upper:
        found.append(Filled(text, 0, column, 2 if grouped and not below else 1, max(1, len(below))))
        found.extend(Filled(name, 1, column + offset) for offset, name in enumerate(below))
        column += max(1, len(below))
    return found


def _fitted(cells: Sequence[str], width: int, ordinal: bool) -> list[str]:
    """A row's cells over `width` columns; [] where the line is none. A total has no number, a group no figures."""
    figures = sum(_FIGURE.fullmatch(cell) is not None for cell in cells[1:])
    if len(cells) == width and figures:
        return list(cells)
    if ordinal and len(cells) == width - 1 and figures and not _MARK.fullmatch(cells[0]):
        return ["", *cells]
    if ordinal and len(cells) == 2 and _MARK.fullmatch(cells[0]) and not _FIGURE.fullmatch(cells[1]):
        return [*cells, *[""] * (width - 2)]
    return []
