"""The rows of a table under one another: totals, rows that only name a group, numbers that stand below a number."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.headings import Mark, cell_mark, read_mark
from ingest.records import Row

_TOTAL = re.compile(
    r"^\W*(?:(?:tổng|cộng)(?:\s+(?:cộng|số|chung))?(?:\s+toàn\s+(?:tỉnh|thành phố|huyện|xã|ngành))?"
    r"|toàn tỉnh|toàn thành phố)"
    r"\W*(?:\([^()]*\)\W*)?$",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"^\W*(?:bình quân|trung bình)(?!\w)", re.IGNORECASE)  # of all rows, not of the last one's group
_PART_OF = re.compile(r"^\W*trong đó(?!\w)", re.IGNORECASE)
_NUMBER_HEAD = re.compile(r"^\W*(?:TT|STT|Stt|Tt|Số TT|Số thứ tự)\W*$", re.IGNORECASE)


def grouped(rows: Sequence[Row], header: Sequence[tuple[str, ...]]) -> tuple[Row, ...]:
    """Rows with their kind and the group and parent rows they stand under."""
    result: list[Row] = []
    open_rows: list[tuple[float, str]] = []
    whole = ""
    numbered = bool(header and header[0] and _NUMBER_HEAD.match(header[0][-1]))
    for position, row in enumerate(rows):
        mark, name = _label(row, numbered)
        kind = row.kind
        if any(_TOTAL.match(text) for text in row.cells[:2]):
            kind, open_rows = "total", []
        elif mark is None and kind == "data" and _AVERAGE.match(name):
            open_rows = []
        elif kind == "data" and mark and _only_named(row) and _deeper_follows(rows[position + 1 :], mark, numbered):
            kind = "group"
        if kind == "group" and mark is None:
            open_rows = [(0.0, name)]
            result.append(replace(row, kind=kind))
            continue
        depth = _depth(mark) if mark else None
        if depth is not None:
            open_rows = [item for item in open_rows if item[0] < depth]
        above = tuple(label for _, label in open_rows)
        if depth is None and _PART_OF.match(name):
            above += (whole,) if whole and whole not in above else ()  # "- Công nghiệp - xây dựng", "Trong đó: …"
        else:
            whole = name
        result.append(replace(row, kind=kind, group=above))
        if depth is not None and kind != "total":
            open_rows.append((depth, name))
    return tuple(result)


def _depth(mark: Mark) -> float:
    """Depth in a table: "1.1.1" is deeper than "1.1" although both are decimal."""
    return mark.depth + (mark.text.strip(".)").count(".") * 0.1 if mark.kind == "decimal" else 0.0)


def _label(row: Row, numbered: bool) -> tuple[Mark | None, str]:
    """A row's mark and its name: the number cell and the next, or the first filled cell with its own mark."""
    first, second = row.cells[0], row.cells[1] if len(row.cells) > 1 else ""
    own = cell_mark(first) if first else None
    if own is not None and second != first:
        printed = first if first.endswith((".", ")")) else f"{first}."
        return own, f"{printed} {second}".strip()
    text = second if numbered and second and not first else first or second
    mark = read_mark(text)
    return (mark if mark and not mark.bullet else None), text


def _only_named(row: Row) -> bool:
    return len(row.cells) > 2 and not any(row.cells[2:]) and bool(row.cells[1])


def _deeper_follows(rows: Sequence[Row], mark: Mark, numbered: bool) -> bool:
    for row in rows[:1]:
        below, _ = _label(row, numbered)
        return below is not None and _depth(below) > _depth(mark)
    return False
