"""Ruling lines → tables as laid out: rows, columns and merged cells. Pure functions.

The lines that touch one another make a lattice. Its columns and rows are the positions of its lines; two fields of
the lattice without a line between them are one merged cell. An outer border that is not drawn is taken as drawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.loaders.glyphs import Rule
from ingest.records import Box

# A rule thicker than this (points) is a filled area, not a line of a table.
THICK = 3.5
# Lines nearer than this (points) are one line drawn twice (a cell's right border and the next one's left border).
SNAP = 3.0
# Share of a field's side that must be drawn to divide two fields.
DRAWN = 0.6
# A lattice smaller than this (points) is an ornament or a tick box.
SMALLEST = 12.0


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a lattice, its box in points."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Lattice:
    fields: tuple[Field, ...]
    rows: int
    columns: int
    box: Box


def sides(points: Sequence[tuple[float, float]], stroked: bool) -> Iterator[Rule]:
    """The straight level and upright lines of a figure drawn through these points; a thin filled one is a line itself.

    >>> list(sides([(85, 100), (510, 100), (510, 100.5), (85, 100.5)], stroked=False))
    [Rule(x0=85, top=100.25, x1=510, bottom=100.25)]
    """
    if len(points) < 2:
        return
    across, down = [p[0] for p in points], [p[1] for p in points]
    x0, x1, top, bottom = min(across), max(across), min(down), max(down)
    if not stroked and min(x1 - x0, bottom - top) <= THICK:
        yield _thin(x0, top, x1, bottom)
    elif stroked or len(points) >= 4:
        for (ax, ay), (bx, by) in pairwise(points):
            if abs(ax - bx) <= 1 or abs(ay - by) <= 1:
                yield _thin(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _thin(x0: float, top: float, x1: float, bottom: float) -> Rule:
    if x1 - x0 >= bottom - top:
        middle = (top + bottom) / 2
        return Rule(x0, middle, x1, middle)
    middle = (x0 + x1) / 2
    return Rule(middle, top, middle, bottom)


def lattices(rules: Sequence[Rule]) -> list[Lattice]:
    """The tables that the rules draw, top to bottom. Frames around text (one field) are not tables."""
    found = []
    for group in _touching([rule for rule in rules if max(rule.x1 - rule.x0, rule.bottom - rule.top) > SNAP]):
        lattice = _lattice(group)
        if lattice is not None:
            found.append(lattice)
    return sorted(found, key=lambda lattice: (lattice.box[1], lattice.box[0]))


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """Groups of rules that cross or touch (within SNAP), by union of neighbours sorted from the top."""
    parent = list(range(len(rules)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    order = sorted(range(len(rules)), key=lambda item: rules[item].top)
    active: list[int] = []
    for item in order:
        one = rules[item]
        active = [other for other in active if rules[other].bottom + SNAP >= one.top]
        for other in active:
            two = rules[other]
            if two.x0 - SNAP <= one.x1 and one.x0 - SNAP <= two.x1:
                parent[root(item)] = root(other)
        active.append(item)
    groups: dict[int, list[Rule]] = {}
    for item in order:
        groups.setdefault(root(item), []).append(rules[item])
    return list(groups.values())


def _positions(values: Iterable[float]) -> list[float]:
    """Positions nearer than SNAP made one (their mean), ascending."""
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - clusters[-1][-1] <= SNAP:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    return [sum(cluster) / len(cluster) for cluster in clusters]


def _lattice(rules: list[Rule]) -> Lattice | None:
    level = [rule for rule in rules if rule.horizontal]
    upright = [rule for rule in rules if not rule.horizontal]
    if len(level) < 2 or not upright:
        return None
    left, right = min(rule.x0 for rule in rules), max(rule.x1 for rule in rules)
    top, bottom = min(rule.top for rule in rules), max(rule.bottom for rule in rules)
    if right - left < SMALLEST or bottom - top < SMALLEST:
        return None
    xs = _positions([left, right, *(rule.x0 for rule in upright)])
    ys = _positions([top, bottom, *(rule.top for rule in level)])
    fields = _fields(xs, ys, level, upright)
    if len(fields) < 2:
        return None
    return Lattice(tuple(fields), len(ys) - 1, len(xs) - 1, (left, top, right, bottom))


def _walls(at: float, lines: list[tuple[float, float, float]], cuts: list[float]) -> list[bool]:
    """For each stretch between two cuts: is it drawn at position `at`? `lines` are (position, start, end)."""
    here = [(start, end) for position, start, end in lines if abs(position - at) <= SNAP]
    drawn = []
    for start, end in pairwise(cuts):
        length = sum(max(0.0, min(end, b) - max(start, a)) for a, b in here)
        drawn.append(length >= DRAWN * (end - start))
    return drawn


def _fields(xs: list[float], ys: list[float], level: list[Rule], upright: list[Rule]) -> list[Field]:
    columns, rows = len(xs) - 1, len(ys) - 1
    lines_v = [(rule.x0, rule.top, rule.bottom) for rule in upright]
    lines_h = [(rule.top, rule.x0, rule.x1) for rule in level]
    wall_right = [_walls(x, lines_v, ys) for x in xs]
    wall_top = [_walls(y, lines_h, xs) for y in ys]
    taken = [[False] * columns for _ in range(rows)]
    found = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            wide = 1
            while column + wide < columns and not taken[row][column + wide] and not wall_right[column + wide][row]:
                wide += 1
            high = 1
            while row + high < rows and _joins(wall_top[row + high], wall_right, column, wide, row + high):
                high += 1
            for r in range(row, row + high):
                for c in range(column, column + wide):
                    taken[r][c] = True
            box = (xs[column], ys[row], xs[column + wide], ys[row + high])
            found.append(Field(row, column, high, wide, box))
    return found


def _joins(top: list[bool], wall_right: list[list[bool]], column: int, wide: int, row: int) -> bool:
    """Is the next row's stretch part of the same cell: nothing drawn above it nor inside it?"""
    open_above = not any(top[c] for c in range(column, column + wide))
    return open_above and not any(wall_right[c][row] for c in range(column + 1, column + wide))
