"""Rows as a file for a spreadsheet: CSV that Excel opens in Vietnamese, and XLSX. No cell of them is ever a formula."""

import csv
import io
import re
from collections.abc import Sequence

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOM = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's own code page."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula (OWASP, CSV injection)."""
_NUMBER = re.compile(r"[-+]?\d[\d.,]*\s?%?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
Value = str | float | int | None


def to_csv(rows: Sequence[Sequence[Value]]) -> bytes:
    """UTF-8 with a byte order mark; text that would be a formula gets an apostrophe in front.

    >>> to_csv([["=1+1", "-5%", 93.5]]).decode().strip()
    "\\ufeff'=1+1,-5%,93.5"
    """
    out = io.StringIO()
    csv.writer(out).writerows([[_harmless(value) for value in row] for row in rows])
    return (BOM + out.getvalue()).encode()


def _harmless(value: Value) -> Value:
    if isinstance(value, str) and value.lstrip().startswith(_FORMULA) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def to_xlsx(rows: Sequence[Sequence[Value]]) -> bytes:
    """A workbook of one sheet, its first row kept in sight; text is text, whatever it begins with."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Số liệu")
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, None)
            if isinstance(value, str):
                cell.value = _CONTROL.sub(" ", value)
                cell.data_type = "s"
            else:
                cell.value = value
            if number == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
