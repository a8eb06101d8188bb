"""XLSX → Loaded: each sheet as a page, its tables as grids, the lines above and below them as lines."""

import datetime
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from ingest.frame import BODY, kind_of, shouting
from ingest.headings import ANNEX
from ingest.loaders.errors import DEFAULT_LIMITS, Limits, LoadError, OnPage, quiet
from ingest.loaders.flow import Filled, Writer, grid
from ingest.loaders.package import check_package
from ingest.records import Grid, Line, Loaded, Note, Page
from ingest.vietnamese.normalize import clean

DAMAGED = "Tệp Excel hỏng hoặc bị cắt cụt nên không mở được; hãy mở bằng Excel, lưu lại rồi nạp lại."
NO_TEXT = "Tệp Excel không có ô nào có chữ hay số."
HIDDEN = "Trang tính ẩn “{name}” đã bỏ qua."
HIDDEN_ROWS = "Trang tính “{name}” có {count} dòng hoặc cột ẩn, đã bỏ qua."
TOO_LARGE = "Trang tính “{name}” có quá {limit} ô; hãy tách nhỏ tệp rồi nạp lại."
# A sheet with more cells than this is a database, not a report.
MOST_CELLS = 400_000
# A sheet names itself in its first lines.
_FRONT = 5
# A table needs this many filled cells side by side in two rows one above the other.
TABLE_COLUMNS = 2


def load_xlsx(path: Path, limits: Limits = DEFAULT_LIMITS, on_page: OnPage = quiet) -> Loaded:
    """Read a workbook. Raises LoadError when it is damaged, too large, or empty.

    A sheet is a page, numbered from 1; its name is its first line, set as a heading where the sheet does not
    begin with a letterhead or an annex's name.
    """
    check_package(path, limits)
    try:
        book = openpyxl.load_workbook(path, data_only=True, rich_text=False)
    except (InvalidFileException, KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise LoadError(DAMAGED) from error
    pages: list[Page] = []
    flow: list[Line | Grid | Note] = []
    problems: list[str] = []
    filled = False
    for number, sheet in enumerate(book.worksheets, 1):
        if sheet.sheet_state != "visible":
            problems.append(HIDDEN.format(name=sheet.title))
            continue
        if sheet.max_row * sheet.max_column > MOST_CELLS and len(sheet._cells) > MOST_CELLS:
            raise LoadError(TOO_LARGE.format(name=sheet.title, limit=MOST_CELLS))
        writer = Writer(number)
        name = writer.line(clean(sheet.title), level=1)
        found = _sheet(sheet, writer, problems)
        filled = filled or bool(found)
        flow.extend(found if any(_names_itself(item) for item in found[:_FRONT]) else [name, *found])
        pages.append(Page(number, writer.text))
        on_page(number, len(book.worksheets))
    if not filled:
        raise LoadError(NO_TEXT)
    return Loaded("xlsx", tuple(pages), tuple(flow), tuple(problems))


def _names_itself(item: Line | Grid) -> bool:
    """Whether a line is part of a letterhead or names an annex or a kind of document: the sheet's name says no more."""
    if not isinstance(item, Line):
        return False
    return bool(ANNEX.match(item.text) or kind_of(item.text)[0] or (BODY.match(item.text) and shouting(item.text)))


def _sheet(sheet: Any, writer: Writer, problems: list[str]) -> list[Line | Grid]:
    """A sheet's rows: those that stand together in two columns or more are a table, single cells are lines."""
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    cells: dict[int, list[Filled]] = {}
    skipped = sum(1 for row in sheet.row_dimensions.values() if row.hidden)
    hidden_columns = _hidden_columns(sheet)
    for (row, column), cell in sorted(sheet._cells.items()):
        text = shown(cell.value, cell.number_format)
        if not text or sheet.row_dimensions[row].hidden or column in hidden_columns:
            continue
        area = merged.get((row, column))
        high = area.max_row - area.min_row + 1 if area else 1
        wide = area.max_col - area.min_col + 1 if area else 1
        cells.setdefault(row, []).append(Filled(text, row, column, high, wide))
    if skipped or hidden_columns:
        problems.append(HIDDEN_ROWS.format(name=sheet.title, count=skipped + len(hidden_columns)))
    flow: list[Line | Grid] = []
    for block in _blocks(cells):
        if any(len(cells[row]) >= TABLE_COLUMNS for row in block) and len(block) > 1:
            head, body = _head(block, cells)
            flow.extend(_lines(writer, head, cells, sheet))
            tail = _tail(body, cells)
            flow.append(_grid(writer, body[: len(body) - len(tail)], cells))
            flow.extend(_lines(writer, tail, cells, sheet))
        else:
            flow.extend(_lines(writer, block, cells, sheet))
    return flow


def _blocks(cells: dict[int, list[Filled]]) -> list[list[int]]:
    """Rows that follow one another, an empty row (no merged cell reaching over it) between blocks."""
    blocks: list[list[int]] = []
    reach = 0
    for row in sorted(cells):
        if blocks and row <= reach + 1:
            blocks[-1].append(row)
        else:
            blocks.append([row])
        reach = max(reach, row, *(cell.row + cell.row_span - 1 for cell in cells[row]))
    return blocks


def _head(block: list[int], cells: dict[int, list[Filled]]) -> tuple[list[int], list[int]]:
    """Title rows and unit notes above the table: one cell each, before the first row of two cells."""
    first = next(index for index, row in enumerate(block) if len(cells[row]) >= TABLE_COLUMNS)
    return block[:first], block[first:]


def _tail(body: list[int], cells: dict[int, list[Filled]]) -> list[int]:
    """Notes right below the table: single cells in its first column after its last row of several cells."""
    last = max(index for index, row in enumerate(body) if len(cells[row]) >= TABLE_COLUMNS)
    return body[last + 1 :]


def _lines(writer: Writer, rows: list[int], cells: dict[int, list[Filled]], sheet: Any) -> list[Line]:
    found = []
    for row in rows:
        for cell in cells[row]:
            font = sheet.cell(cell.row, cell.column).font
            for text in cell.text.split("\n"):
                found.append(writer.line(text, bold=bool(font.b), italic=bool(font.i)))
    return found


def _grid(writer: Writer, rows: list[int], cells: dict[int, list[Filled]]) -> Grid:
    """The table with its empty rows and columns closed up, empty cells written out."""
    here = [cell for row in rows for cell in cells[row]]
    left = min(cell.column for cell in here)
    right = max(cell.column + cell.column_span for cell in here)
    top, bottom = rows[0], max(cell.row + cell.row_span for cell in here)
    used = sorted({cell.column for cell in here} | {left})
    place = {column: used.index(column) for column in used}
    width = len(used)

    def span(cell: Filled) -> int:
        return sum(1 for column in used if cell.column <= column < cell.column + cell.column_span)

    covered = {
        (row, column)
        for cell in here
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, min(right, cell.column + cell.column_span))
    }
    filled = [Filled(cell.text, cell.row - top, place[cell.column], cell.row_span, span(cell)) for cell in here]
    filled.extend(
        Filled("", row - top, place[column])
        for row in range(top, bottom)
        for column in used
        if (row, column) not in covered
    )
    return grid(writer, filled, bottom - top, width)


def _hidden_columns(sheet: Any) -> set[int]:
    found: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            found.update(range(dimension.min or 0, (dimension.max or 0) + 1))
    return found


def shown(value: Any, number_format: str = "General") -> str:
    """A cell's value as a Vietnamese reader sees it printed.

    >>> shown(0.935, "0.0%"), shown(1234.5), shown(datetime.datetime(2026, 3, 11)), shown(2104.0)
    ('93,5%', '1234,5', '11/03/2026', '2104')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return f"{value:%d/%m/%Y}" if midnight else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float):
        return _number(float(value), number_format)
    lines = (" ".join(line.split()) for line in clean(str(value).replace("\r\n", "\n")).split("\n"))
    return "\n".join(line for line in lines if line)


# What a number format prints beside the number: '0.0" %"', and what it only reserves or colours ("_-", "[Red]", "* ").
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_UNPRINTED = re.compile(r"_.|\*.|\[[^\]]*\]")


def _number(value: float, number_format: str) -> str:
    """Decimal comma; as many decimals as the format prints, else the digits of the value itself.

    Grouping points are shown only where the format groups ("#,##0").

    >>> _number(86, "0.0"), _number(1284.6, "#,##0.0"), _number(12.5, "0.0#"), _number(8.5, '0.0" %"')
    ('86,0', '1.284,6', '12,5', '8,5 %')
    """
    section = _UNPRINTED.sub("", number_format.split(";")[0])
    pattern = _LITERAL.sub("", section)
    behind = "".join("".join(found) for found in _LITERAL.findall(re.split(r"[0#?]", section)[-1]))
    grouped = "," if "#,##0" in pattern else ""
    decimals = re.sub(r"[^0#?]", "", pattern.partition(".")[2])
    if "%" in pattern:
        text = _decimal(value * 100, decimals, "") + "%"
    elif decimals:
        text = _decimal(value, decimals, grouped)
    elif value == int(value) and abs(value) < 1e15:
        text = f"{int(value):{grouped}}"
    else:
        text = f"{value:{grouped}.10g}"
    return text.translate(str.maketrans(",.", ".,")) + behind


def _decimal(value: float, decimals: str, grouped: str) -> str:
    """With as many decimals as the format's zeros demand, and those of its # that are not nought."""
    whole, _, part = f"{value:{grouped}.{len(decimals)}f}".partition(".")
    kept = part[: decimals.count("0")] + part[decimals.count("0") :].rstrip("0")
    return f"{whole}.{kept}" if kept else whole
