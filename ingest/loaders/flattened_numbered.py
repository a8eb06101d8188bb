"""A flattened table whose rows are numbered: a header with "TT" or "Stt", then 1, 2, 3 … alone on a line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.loaders.flow import Filled

ORDINAL_HEADS = {"tt", "stt", "số tt", "số thứ tự"}
FIRST = ("1", "01", "I")
ROMAN = re.compile(r"[IVXL]+")
# What a group's row in a table begins with.
GROUP = re.compile(r"[A-ZĐ](?:\.|$|\s-)|[IVXL]+(?:\.|$)|(?:lĩnh vực|nhóm|phần|mục|khối|cấp)\b", re.IGNORECASE)
# A row with rows of its own inside ("a)", "-" alone in a cell) is more than we can put together again.
BARE_MARK = re.compile(r"[a-zđ]\)|[-+*]")
LIST_ITEM = re.compile(r"[-+*]\s")
# The title of a group, and a column head, are at most this long; a table has at most this many heads.
TITLE, HEAD, HEADS = 150, 60, 16
# Share of the records that must have the same number of cells, and how many records make a table.
SURE, RECORDS = 0.6, 3


def numbered_table(texts: Sequence[str], at: int) -> tuple[list[Filled], list[list[str]], int] | None:
    """Header, rows (a group's row has one cell) and the line after the table; None if none begins here.

    Heads go from "TT" to the first number; there are as many columns as most records have cells between two numbers.

    Heads beyond that are the first group's row ("A", "Thủ tục cấp tỉnh"), or this is no table we understand.
    """
    if texts[at].casefold().rstrip(".") not in ORDINAL_HEADS:
        return None
    first = next((i for i in range(at + 2, min(len(texts), at + HEADS)) if texts[i] in FIRST), None)
    if first is None or any(len(text) > HEAD for text in texts[at:first]):
        return None
    counts = Counter(_counts(texts, first, 4 * (first - at) + 8))
    width, often = counts.most_common(1)[0] if counts else (0, 0)
    heads, group = list(texts[at:first][: width + 1]), list(texts[at:first][width + 1 :])
    if width < 1 or often < SURE * counts.total() or len(heads) <= width or (group and not GROUP.match(group[0])):
        return None
    body, end = _records(texts, first, width, [" ".join(group)] if group else [])
    if sum(len(row) > 1 and row[0].isdigit() for row in body) < RECORDS:
        return None
    return [Filled(text, 0, column) for column, text in enumerate(heads)], body, end


def _counts(texts: Sequence[str], first: int, limit: int) -> Iterator[int]:
    """How many cells stand between a number and the next, for all that follow in order."""
    at, number = first, 1
    while True:
        if texts[at] not in (str(number), f"{number:02d}"):
            at = next((i for i in range(at, min(len(texts), at + 4)) if texts[i] == str(number)), -1)
        end = next((i for i in range(at + 1, min(len(texts), at + limit)) if texts[i] == str(number + 1)), -1)
        if at < 0 or end < 0:
            return
        yield len(_joined(texts[at + 1 : end]))
        at, number = end, number + 1


def _records(texts: Sequence[str], first: int, width: int, group: list[str]) -> tuple[list[list[str]], int]:
    """Rows (a group's row has one cell, or its numeral and name) from the line of the first number or numeral."""
    rows = [group] if group else []
    at, number = first, 1
    while at < len(texts):
        following = texts[at + 1] if at + 1 < len(texts) else ""
        beyond = texts[at + 2] if at + 2 < len(texts) else ""
        if _is_number(texts[at], number):
            end = _cells_end(texts, at + 1, width)
            if not _opens(texts, end, number + 1):
                reach = min(len(texts), at + 4 * width + 8)
                end = next((i for i in range(at + 1, reach) if texts[i] == str(number + 1)), end)
            if any(BARE_MARK.fullmatch(text) for text in texts[at + 1 : end]):
                break
            rows.append([texts[at], *_fitted(_joined(texts[at + 1 : end]), width)])
            at, number = end, number + 1
        elif ROMAN.fullmatch(texts[at]) and (beyond in FIRST or _is_number(beyond, number)):
            rows.append([texts[at], following, *[""] * (width - 1)])
            at, number = at + 2, int(beyond) if beyond.isdigit() else 1
        elif _is_title(texts[at], following, number):
            rows.append([texts[at]])
            at, number = at + 1, int(following)
        else:
            break
    return rows, at


def _is_title(text: str, following: str, number: int) -> bool:
    """Does a line name a group: numbering starts anew below it, or goes on under "II. …"?"""
    counted = following in ("1", "01") or (GROUP.match(text) is not None and following == str(number))
    return counted and len(text) <= TITLE and text[-1] not in ".:;"


def _is_number(text: str, number: int) -> bool:
    return text in (str(number), f"{number:02d}")


def _opens(texts: Sequence[str], at: int, number: int) -> bool:
    """Does a row begin at this line: the next number, or a group's title right before a number?"""
    near = texts[at : at + 3]
    return any(_is_number(text, number) or text in FIRST for text in near)


def _cells_end(texts: Sequence[str], start: int, width: int) -> int:
    """Where a record ends: after its cells, list lines that go on in one cell counted once."""
    end = start
    while end < len(texts) and len(_joined(texts[start : end + 1])) <= width:
        end += 1
    return end


def _joined(lines: Sequence[str]) -> list[str]:
    """Lines → cells: list items one after another are one cell."""
    cells: list[str] = []
    for index, line in enumerate(lines):
        if cells and LIST_ITEM.match(line) and LIST_ITEM.match(lines[index - 1]):
            cells[-1] += "\n" + line
        else:
            cells.append(line)
    return cells


def _fitted(cells: list[str], width: int) -> list[str]:
    """As many cells as columns: what is too much belongs to the first, the longest column of such tables."""
    extra = len(cells) - width
    if extra > 0:
        cells = ["\n".join(cells[: extra + 1]), *cells[extra + 1 :]]
    return cells + [""] * (width - len(cells))
