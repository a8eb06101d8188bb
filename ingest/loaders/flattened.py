"""Tables that an export has flattened to one cell a line → their rows and columns again. Pure functions.

Three shapes of the genre are recognised, each by what a plain list can never look like:
numbered (a header with "TT" or "Stt", then 1, 2, 3 … alone on a line), measured (a name, then the same number of
figures, again and again) and tasks (flattened_tasks.py: lead agency, partners, deadline). What fits none stays text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.loaders.flattened_tasks import task_table
from ingest.loaders.flow import Filled

ORDINAL_HEADS = {"tt", "stt", "số tt", "số thứ tự"}
FIRST = ("1", "01", "I")
ROMAN = re.compile(r"[IVXL]+")
# What a group's row in a table begins with.
GROUP = re.compile(r"[A-ZĐ](?:\.|$|\s-)|[IVXL]+(?:\.|$)|(?:lĩnh vực|nhóm|phần|mục|khối|cấp)\b", re.IGNORECASE)
# A row with rows of its own inside ("a)", "-" alone in a cell) is more than we can put together again.
BARE_MARK = re.compile(r"[a-zđ]\)|[-+*]")
# The title of a group is at most this long.
TITLE = 150
# Share of the records that must have the same number of cells.
SURE = 0.6
FIGURE = re.compile(
    r"[-+]?\d[\d.,]*\s*(?:%|‰|/\d[\d.,]*)?(?:\s(?:điểm|bậc|đơn vị|triệu đồng|tỷ đồng))?|-|–|x", re.IGNORECASE
)
CHANGE = re.compile(r"(?:tăng|giảm|không đổi|giữ nguyên|bằng)\b(?=.*\d|.*đổi|.*nguyên).{0,40}", re.IGNORECASE)
PERIOD = re.compile(r"(?:năm|quý|tháng|kỳ|giai đoạn|6 tháng|9 tháng)\b.*\d", re.IGNORECASE)
LIST_ITEM = re.compile(r"[-+*]\s")
# A column head is at most this long; a flattened table has at most this many heads.
HEAD, HEADS = 60, 16
# So many records alike make a table; fewer may be chance.
RECORDS = 3
MEASURED_RECORDS = 4


@dataclass(frozen=True, slots=True)
class FlatTable:
    """Lines [start, end) as a table."""

    start: int
    end: int
    cells: tuple[Filled, ...]
    rows: int
    columns: int
    header_rows: int


def flat_tables(lines: Sequence[str]) -> list[FlatTable]:
    """The flattened tables among the lines of a text (blank lines allowed between cells), in order."""
    kept = [(index, " ".join(line.split())) for index, line in enumerate(lines) if line.strip()]
    texts = [text for _, text in kept]
    found: list[FlatTable] = []
    at = 0
    while at < len(texts):
        table = _numbered(texts, at) or _measured(texts, at) or _tasks(texts, at)
        if table is None:
            at += 1
            continue
        found.append(replace(table, start=kept[at][0], end=kept[table.end - 1][0] + 1))
        at = table.end
    return found


def _made(start: int, end: int, header: list[Filled], header_rows: int, body: list[list[str]]) -> FlatTable:
    columns = max(cell.column + cell.column_span for cell in header)
    cells = list(header)
    for index, row in enumerate(body):
        if len(row) == 1:
            cells.append(Filled(row[0], header_rows + index, 0, 1, columns))
            continue
        cells.extend(Filled(text, header_rows + index, column) for column, text in enumerate(row))
    return FlatTable(start, end, tuple(cells), header_rows + len(body), columns, header_rows)


# --- numbered ----------------------------------------------------------------------------------------


def _numbered(texts: Sequence[str], at: int) -> FlatTable | None:
    """Heads from "TT" to the first number; as many columns as most records have cells between two numbers.

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
    header = [Filled(text, 0, column) for column, text in enumerate(heads)]
    return _made(at, end, header, 1, body)


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


# --- measured ----------------------------------------------------------------------------------------


def is_figure(text: str) -> bool:
    """A cell of figures: "82,71", "28", "93,5%", "Tăng 2,63% Tăng 14 bậc".

    >>> [is_figure(text) for text in ("82,71", "Tăng 2 bậc", "1. Mục đích", "Năm 2024")]
    [True, True, False, False]
    """
    return len(text) <= HEAD and (FIGURE.fullmatch(text) is not None or CHANGE.fullmatch(text) is not None)


def _measured(texts: Sequence[str], at: int) -> FlatTable | None:
    """`at` is the first head: the heads, then names each with `width` figures."""
    first = _first_record(texts, at)
    if first is None:
        return None
    rows = list(_measures(texts, first))
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    whole: list[list[str]] = []
    for row in rows:
        if len(row) != width:
            break
        whole.append(row)
    header = _header(list(texts[at:first]), width)
    if width < 3 or len(whole) < MEASURED_RECORDS or header is None:
        return None
    end = first + sum(len(row) for row in whole)
    return _made(at, end, header, 1 + max(cell.row for cell in header), whole)


def _first_record(texts: Sequence[str], at: int) -> int | None:
    """The line of the first name, when short heads stand from `at` up to it and nothing else above them does."""
    if len(texts[at]) > HEAD or texts[at][-1] in ".:;" or is_figure(texts[at]):
        return None
    for index in range(at + 2, min(len(texts) - 2, at + HEADS)):
        if is_figure(texts[index + 1]) and is_figure(texts[index + 2]):
            return index if not is_figure(texts[index]) else None
        if len(texts[index]) > HEAD or texts[index][-1] in ".:;" or is_figure(texts[index]):
            return None
    return None


def _measures(texts: Sequence[str], first: int) -> Iterator[list[str]]:
    at = first
    while at < len(texts) and not is_figure(texts[at]):
        end = at + 1
        while end < len(texts) and is_figure(texts[end]):
            end += 1
        yield list(texts[at:end])
        if end == at + 1:
            return
        at = end


def _header(heads: list[str], width: int) -> list[Filled] | None:
    """Heads in the order of print → one row, or two where some of the upper row's spread over several columns.

    In two rows the lower one begins at the first head that comes again ("Chỉ số", "Xếp hạng", "Chỉ số", …), and starts
    a new group at each return of it; the groups stand under the heads that name periods, in order.
    """
    if len(heads) == width:
        return [Filled(text, 0, column) for column, text in enumerate(heads)]
    again = next((text for text in heads if heads.count(text) > 1), None)
    if again is None or len(heads) < width:
        return None
    upper, lower = heads[: heads.index(again)], heads[heads.index(again) :]
    starts = [index for index, text in enumerate(lower) if text == again]
    groups = [lower[a:b] for a, b in zip(starts, [*starts[1:], len(lower)], strict=True)]
    named = [text for text in upper if PERIOD.match(text)]
    if len(upper) - len(groups) + len(lower) != width or len(named) != len(groups):
        return None
    cells: list[Filled] = []
    column = 0
    for text in upper:
        if text not in named:
            cells.append(Filled(text, 0, column, 2, 1))
            column += 1
            continue
        group = groups.pop(0)
        cells.append(Filled(text, 0, column, 1, len(group)))
        cells.extend(Filled(name, 1, column + index) for index, name in enumerate(group))
        column += len(group)
    return cells


# --- tasks -------------------------------------------------------------------------------------------


def _tasks(texts: Sequence[str], at: int) -> FlatTable | None:
    found = task_table(texts, at)
    if found is None:
        return None
    heads, cells, rows, end = found
    header = [Filled(text, 0, column) for column, text in enumerate(heads)]
    return FlatTable(at, end, (*header, *cells), rows + 1, len(heads), 1)
