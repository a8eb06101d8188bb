"""Value cells of a table → Figures: named by row and column, with period, place and unit from the header."""

import re
from collections.abc import Iterator, Sequence

from ingest.headings import read_mark
from ingest.identity import Ground, figure_of, kind_of, period_of, periods_in, scope_around
from ingest.naming import Named
from ingest.phrases import plain_label, tidy
from ingest.records import Figure, FigureKind, Period, Statement, Table
from ingest.vietnamese.fold import fold
from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.numbers import Number, find_numbers
from ingest.vietnamese.periods import Found, is_partial

_ORDINAL_HEADER = re.compile(r"(?:stt|tt|số tt|số thứ tự|ghi chú|mã số)\.?", re.IGNORECASE)
_NO_FIGURE_HEADER = re.compile(r"thời hạn|tiến độ hoàn thành|số.{0,3}ký hiệu|điện thoại|căn cứ", re.IGNORECASE)
_UNIT_NOTE = re.compile(
    r"\((?P<in>%|(?!cả |l[ũu][yỹ] kế|năm|quý|tháng|đến|ước)[^()\d+-]{1,20})\)\s*$"
    r"|(?:đvt|đơn vị tính|đơn vị)\s*:?\s*(?P<after>[^()]+)",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?P<name>.*?)\s*:?\s*%")
_OF_SHARES = re.compile(r"t[ỷỉ] (?:lệ|trọng)|cơ cấu|tốc độ|so (?:với|sánh|cùng)|đạt|%", re.IGNORECASE)
"""Columns of shares, where a note only says that "%" is one of its units: "triệu đồng, %"."""


def holds_figures(header: str) -> bool:
    """False for columns of ordinals, dates, numbers of documents and telephones."""
    return not (_ORDINAL_HEADER.fullmatch(header.strip()) or _NO_FIGURE_HEADER.search(header))


_UNITS = re.compile(r"(?:ĐVT|đơn vị tính)\W*", re.IGNORECASE)


def row_label(cells: dict[int, str], table: Table) -> str:
    """The cell that names the row: the first with words, the ordinal column apart."""
    for column, cell in sorted(cells.items()):
        title = " ".join(table.header[column]) if column < len(table.header) else ""
        if not _ORDINAL_HEADER.fullmatch(title.strip()) and re.search(r"[^\W\d_]{2}", cell):
            return cell
    return ""


def cell_figures(
    statement: Statement, table: Table, place: tuple[int, int, int], label: str, ground: Ground
) -> Iterator[Figure]:
    """The figures of a value cell, `place` = (column, start, end) in the text of the row: "row label, column"."""
    column, start, end = place
    cell = statement.text[start:end]
    header = table.header[column] if column < len(table.header) else ()
    title = " – ".join(header)
    noted = _unit(table.unit) or _unit(table.caption) or table.unit
    named = next(filter(None, map(_unit, reversed(header))), "")
    unit = named or _of_row(statement, table) or _of_column(noted, title)
    periods, label_periods = periods_in(title, ground), periods_in(label, ground)
    scopes = find_scopes(title) or find_scopes(label)
    name, of_column = _with_whole(label, statement, table), tidy(_without(title, periods))
    words = f"{name}, {of_column}" if name and of_column else name or of_column
    period = _narrowest(periods) or _narrowest(label_periods)
    for number in find_numbers(cell):
        item = Named(words, scopes[-1] if scopes else None, (0, len(cell)), None, False)
        kind = _column_kind(title, number, period, ground)
        if kind == "so sánh":  # the header names what is compared with; the figure is of the table's own period
            around = Ground(ground.document, ground.around[2:], ground.path)
            years = sorted((f.period for f in periods), key=lambda p: p.end)
            found = years[-1] if len(years) > 1 else period_of(cell, number, item, (), False, around)
        else:
            found = period or period_of(cell, number, item, (), False, ground)
        yield figure_of(statement, number, start, words, item.scope or scope_around(ground), found, kind, column, unit)


_PART = re.compile(r"^\s*(?:[-–+*•]|trong đó\b)", re.IGNORECASE)


def _with_whole(label: str, statement: Statement, table: Table) -> str:
    """The name of a row, with that of the row above that it is a part of: "dịch vụ (tốc độ tăng GRDP)"."""
    name = re.sub(r"^trong đó\s*:?\s*", "", plain_label(label), flags=re.IGNORECASE) or plain_label(label)
    whole = next((row for row in reversed(statement.path[len(table.path) :]) if not _PART.match(row)), "")
    if not whole or not _PART.match(label):
        return name
    mark = read_mark(whole)
    return f"{name} ({plain_label(whole[mark.end :] if mark else whole).partition(' (')[0]})"


def _unit(text: str) -> str:
    match = _UNIT_NOTE.search(text)
    return (match["in"] or match["after"]).strip() if match else ""


def _of_row(statement: Statement, table: Table) -> str:
    """The unit that a row prints in its column for units; ""."""
    heads = {column: " ".join(head).strip() for column, head in enumerate(table.header)}
    return next((statement.text[a:b].strip() for c, a, b in statement.cells if _UNITS.fullmatch(heads.get(c, ""))), "")


def _of_column(note: str, title: str) -> str:
    """The unit of a column in a note; "" where the note leaves a column out.

    Of "Tiền: tỷ đồng; hộ nghèo: hộ" that of "Số hộ nghèo" is "hộ"; of "hồ sơ; tỷ lệ %" that of "Tỷ lệ ký số" is "%" and
    that of every other column "hồ sơ".
    """
    parts = [part.strip() for part in re.split(r"[;,]\s*", note)]
    plain = ""
    for part in parts:
        share = _SHARE.fullmatch(part)
        name, colon, unit = (share["name"], ":", "%") if share else part.partition(":")
        meant = fold(name.strip()) in fold(title) if name else len(parts) == 1 or _OF_SHARES.search(title)
        if colon and meant:
            return unit.strip()
        plain = plain or ("" if colon else part)
    return plain


def _narrowest(found: Sequence[Found]) -> Period | None:
    """The period that a header path tells: of "Giai đoạn 2026 - 2030 – Năm 2026" the year, else the first."""
    full = [f.period for f in found if not is_partial(f.period)]
    inside = (p for p in full if all(q.start <= p.start and p.end <= q.end for q in full))
    return next(inside, full[0] if full else None)


def _without(text: str, periods: Sequence[Found]) -> str:
    for found in reversed(periods):
        text = text[: found.start] + text[found.end :]
    return re.sub(r"\((?:%|[^()]{0,20})\)\s*$|\s–\s*$", "", text).strip(" –")


_COLUMN_KINDS: tuple[tuple[str, FigureKind], ...] = (  # in the header of a column; the first that stands there wins
    ("so sánh|so với|so cùng kỳ|tăng|giảm|chênh lệch|u?th(?: \\d{4})?/(?:kh|dt|th)", "so sánh"), ("cùng kỳ", "cùng kỳ"),
    ("xếp hạng|thứ hạng|vị trí", "xếp hạng"), ("ước|uth", "ước"), ("chỉ tiêu|mục tiêu", "chỉ tiêu"),
    ("kế hoạch|dự toán|kh(?= (?:năm|\\d{4}|giao|cả năm)|$)|dt(?= (?:năm|\\d{4}|giao|hđnd))", "kế hoạch"),
    ("kết quả|thực hiện|th|chỉ số|điểm", "kết quả"),
)  # fmt: skip


def _column_kind(title: str, number: Number, period: Period | None, ground: Ground) -> FigureKind:
    stated = (kind for words, kind in _COLUMN_KINDS if re.search(rf"(?<!\w)(?:{words})(?!\w)", title.lower()))
    alone = Named("", None, (0, len(number.text)), None, False)
    return next(stated, None) or kind_of(number.text, number, alone, period, ground)
