"""Tables that a converter has laid out with spaces, column under column → their rows and columns. Pure functions.

Cells go over several lines, so that a line alone tells nothing: what stands under one another between two blank
strips is a column, and a number under "TT" begins a row. Heads may span others (see aligned_heads.py).
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.loaders.aligned_heads import Piece, column_of, head_cells
from ingest.loaders.flow import Filled, FlatTable

_FRAGMENT = re.compile(r"\S+(?: \S+)*")
_ORDINAL_HEAD = re.compile(r"(?:s?tt|số tt)\.?", re.IGNORECASE)
_MARK = re.compile(r"(?:[IVX]{1,5}|[A-HĐ]|\d{1,3}(?:\.\d{1,2})*)\.?")
_TOTAL = re.compile(r"(?:tổng|cộng)", re.IGNORECASE)
# A strip between columns is so wide at least; a table has so many columns and rows, its heads so many lines at most.
_STRIP, _COLUMNS, _ROWS, _HEAD_LINES = 2, 3, 3, 6
_ABOVE = 2
"""Lines of heads that stand above the one with "TT", which is printed in the middle of its cell."""


def aligned_tables(lines: Sequence[str]) -> list[FlatTable]:
    """The tables among the lines of a text, in order."""
    pieces = [[Piece(found[0], found.start(), found.end()) for found in _FRAGMENT.finditer(line)] for line in lines]
    found: list[FlatTable] = []
    at = 0
    while at < len(lines):
        heads = len(pieces[at]) > 1 and _ORDINAL_HEAD.fullmatch(pieces[at][0].text)
        table = _table(pieces, at, found[-1].end if found else 0) if heads else None
        if table:
            found.append(table)
        at = table.end if table else at + 1
    return found


def _table(pieces: Sequence[list[Piece]], at: int, floor: int) -> FlatTable | None:
    """The table whose ordinals are headed in line `at`, none of it above line `floor`."""
    ordinal = pieces[at][0]
    last_head = min(len(pieces), at + _HEAD_LINES)
    first = next((i for i in range(at + 1, last_head) if _begins(pieces[i], ordinal)), None)
    if first is None or not all(pieces[at:first]):
        return None
    end = first
    while end < len(pieces) and pieces[end] and pieces[end][0].start >= ordinal.start - _STRIP:
        end += 1
    columns = _columns([piece for line in pieces[first:end] for piece in line])
    starts = [i for i in range(first, end) if _begins(pieces[i], ordinal) or _is_total(pieces[i], columns)]
    body = [pieces[a:b] for a, b in pairwise([*starts, end])]
    rows = _cells(body, columns)
    if len(columns) < _COLUMNS or rows is None or len(rows) < _ROWS:
        return None
    top = at
    while top > max(floor, at - _ABOVE) and pieces[top - 1] and pieces[top - 1][0].start > columns[0][1]:
        top -= 1
    for start in range(top, at + 1):  # a caption above the heads is none of them
        heads = head_cells(pieces[start:first], at - start, columns)
        if heads:
            break
    else:
        return None
    stories = 1 + max(head.row for head in heads)
    cells = [Filled(text, stories + r, c) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return FlatTable(start, end, (*heads, *cells), stories + len(rows), len(columns), stories)


def _begins(line: Sequence[Piece], ordinal: Piece) -> bool:
    """Whether a line begins with the number of a row, under the head of the numbers."""
    near = bool(line) and line[0].start < ordinal.end + _STRIP and line[0].end > ordinal.start - _STRIP
    return near and len(line) > 1 and _MARK.fullmatch(line[0].text) is not None


def _is_total(line: Sequence[Piece], columns: Sequence[tuple[int, int]]) -> bool:
    return len(line) > 1 and _TOTAL.match(line[0].text) is not None and line[0].start >= columns[0][1]


def _columns(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """The stretches between strips that no piece stands in."""
    found: list[tuple[int, int]] = []
    for piece in sorted(pieces, key=lambda piece: piece.start):
        if found and piece.start < found[-1][1] + _STRIP:
            found[-1] = (found[-1][0], max(found[-1][1], piece.end))
        else:
            found.append((piece.start, piece.end))
    return found


def _cells(rows: Sequence[Sequence[list[Piece]]], columns: Sequence[tuple[int, int]]) -> list[list[str]] | None:
    """The text of each column of each row, a line a line; None where a piece stands in two columns."""
    found: list[list[str]] = []
    for lines in rows:
        cells = [""] * len(columns)
        for piece in (piece for line in lines for piece in line):
            column = column_of(piece, columns)
            if column is None:
                return None
            cells[column] = f"{cells[column]}\n{piece.text}".strip()
        found.append(cells)
    return found
