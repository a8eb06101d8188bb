"""The heads of a table laid out with spaces, one line or two stories of them. Pure functions.

A head that spans others stands in the middle over them: what stands below it, under its letters, is what it spans.
Where that leaves a column without a head of its own, or a head off the middle of what it would span, nothing is
guessed and the table stays text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from ingest.loaders.flow import Filled

# How far a head may stand off the middle of the columns it spans: so many characters, or this share of their width.
_OFF, _OFF_SHARE = 4, 0.2
_MOST = 14
"""Columns below heads that span: of more the ways to part them are not tried."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words without a gap, and where they stand in their line."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Group:
    """A head that spans others, the line it stands in, and the columns below it."""

    head: Piece
    line: int
    columns: range


def column_of(piece: Piece, columns: Sequence[tuple[int, int]]) -> int | None:
    """The column that a piece stands in, or is nearest to; None where it stands in two."""
    inside = [c for c, (start, end) in enumerate(columns) if piece.start < end and piece.end > start]
    if not inside:  # a head beside its column
        return min(range(len(columns)), key=lambda c: abs(sum(columns[c]) - piece.start - piece.end))
    return inside[0] if len(inside) == 1 else None


def head_cells(lines: Sequence[list[Piece]], first: int, columns: Sequence[tuple[int, int]]) -> list[Filled] | None:
    """The cells of the heads printed in `lines`, of which line `first` holds that of the ordinals; None: unclear."""
    groups = _spanning(lines, columns)
    cells = _filled(lines, first, columns, groups) if groups is not None else None
    if cells is None and (groups := _centred(lines, columns)):
        cells = _filled(lines, first, columns, groups)
    return cells


def _filled(
    lines: Sequence[list[Piece]], first: int, columns: Sequence[tuple[int, int]], groups: Sequence[_Group]
) -> list[Filled] | None:
    own: list[list[tuple[int, str]]] = [[] for _ in columns]
    heads = [group.head for group in groups]
    for i, line in enumerate(lines):
        for piece in (piece for piece in line if not any(piece is head for head in heads)):
            column = column_of(piece, columns)
            if column is None:
                return None
            own[column].append((i, piece.text))
    above = {column: group for group in groups for column in group.columns}
    highest = max([first, *(group.line for group in groups)])
    for column, texts in enumerate(own):
        if not texts or (column not in above and texts[0][0] > highest):
            return None  # below a head that does not reach over it
        if column in above and texts[0][0] <= above[column].line:
            return None
    stories = 2 if groups else 1
    cells = [Filled(group.head.text, 0, group.columns[0], 1, len(group.columns)) for group in groups]
    for column, texts in enumerate(own):
        text = "\n".join(words for _, words in texts)
        cells.append(Filled(text, 1, column) if column in above else Filled(text, 0, column, stories))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _in_middle(head: Piece, run: range, line: Sequence[Piece], columns: Sequence[tuple[int, int]]) -> bool:
    """Whether a head stands in the middle over a run of columns and their heads."""
    below = [piece for piece in line if column_of(piece, columns) in run]
    start = min([columns[run[0]][0], *(piece.start for piece in below)])
    end = max([columns[run[-1]][1], *(piece.end for piece in below)])
    return abs(head.start + head.end - start - end) / 2 <= max(_OFF, _OFF_SHARE * (end - start))


def _spanning(lines: Sequence[list[Piece]], columns: Sequence[tuple[int, int]]) -> list[_Group] | None:
    """The heads whose letters stand over several others; None where one is off their middle."""
    found: list[_Group] = []
    for i, line in enumerate(lines):
        lower = [piece for other in lines[i + 1 :] for piece in other]
        for head in line:
            under = {column_of(q, columns) for q in lower if q.start < head.end and q.end > head.start}
            if len(under) < 2 and column_of(head, columns) is not None:
                continue
            group = sorted(column for column in under if column is not None)
            run = range(group[0], group[-1] + 1) if group else range(0)
            if len(group) < 2 or len(group) < max(len(under), len(run)) or not _in_middle(head, run, lower, columns):
                return None
            found.append(_Group(head, i, run))
    claimed = [column for group in found for column in group.columns]
    return found if len(claimed) == len(set(claimed)) else None


def _centred(lines: Sequence[list[Piece]], columns: Sequence[tuple[int, int]]) -> list[_Group] | None:
    """The only way to part the columns of the last line of heads so that each head above stands in the middle of its
    part; None where there is none or a choice. For short heads over many columns: "2026" over three."""
    *upper, last = lines
    low = sorted({column for piece in last if (column := column_of(piece, columns)) is not None})
    heads = [(i, piece) for i, line in enumerate(upper) for piece in line if column_of(piece, columns) in low]
    if not heads or len(low) != len(last) or low != list(range(low[0], low[-1] + 1)) or len(low) > _MOST:
        return None
    ways = []
    for cuts in combinations(low[1:], len(heads) - 1):
        runs = [range(a, b) for a, b in pairwise((low[0], *cuts, low[-1] + 1))]
        if all(_in_middle(head, run, last, columns) for (_, head), run in zip(heads, runs, strict=True)):
            ways.append([_Group(head, i, run) for (i, head), run in zip(heads, runs, strict=True)])
    return ways[0] if len(ways) == 1 else None
