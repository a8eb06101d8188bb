"""Value cells of a table → Figures: named by row and column, with period, place and unit from the header."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.column_heads import (
    counted_unit,
    head_kind,
    head_periods,
    is_of_marks,
    is_percent,
    narrowest,
    noted_unit,
    row_scope,
    spelled_out,
    unit_in_note,
)
from ingest.figure_kinds import kind_of
from ingest.figure_periods import period_of, same_time
from ingest.headings import read_mark
from ingest.identity import Ground, figure_of, periods_in, scope_around
from ingest.named import Named
from ingest.phrases import plain_label, tidy
from ingest.records import Figure, Period, Statement, Table
from ingest.vietnamese.calendar import year_before
from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.number_units import unit_kind
from ingest.vietnamese.numbers import find_numbers
from ingest.vietnamese.periods import Found

_ORDINAL_HEADER = re.compile(r"(?:stt|tt|số tt|số thứ tự|ghi chú|mã số)\.?", re.IGNORECASE)
_TASKS = re.compile(r"nhiệm vụ|công việc|hoạt động", re.IGNORECASE)
_TIME_HEADER = re.compile(r"(?:năm học|năm|quý|tháng|kỳ(?: báo cáo)?|giai đoạn|thời (?:kỳ|điểm))", re.IGNORECASE)
"""The head of the column that says which time each row of a series is of."""
_NO_FIGURE_HEADER = re.compile(
    r"thời hạn|tiến độ hoàn thành|^mã(?!\w)|số.{0,3}ký hiệu|điện thoại|căn cứ", re.IGNORECASE
)


def holds_figures(header: str) -> bool:
    """False for columns of ordinals, times, dates, numbers of documents and telephones."""
    head = header.strip()
    return not (_ORDINAL_HEADER.fullmatch(head) or _TIME_HEADER.fullmatch(head) or _NO_FIGURE_HEADER.search(header))


_GENERIC = re.compile(r"(?:đạt\s+)?(?:tỷ|tỉ) lệ(?:\s+đạt)?|đạt|số lượng|số tiền", re.IGNORECASE)
"""A head that says of what only together with the column before it."""
_COMPARED_WITH = re.compile(r"(?:(?<!\w)(?:so với|so|với|cùng kỳ)|/)\s*(?:[^\W\d_]+\s+){0,5}$", re.IGNORECASE)
_PLACES = re.compile(r"(?<!\w)(?:thứ hạng|hạng|bậc)\W*$", re.IGNORECASE)  # "Tăng/giảm hạng"
_NO_VALUE = ("so sánh", "cùng kỳ", "kế hoạch", "chỉ tiêu")
_UNITS = re.compile(r"(?:ĐVT|đơn vị tính)\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """The cell that names a row, and the head of its column."""

    text: str
    head: tuple[str, ...]
    when: str = ""
    """The time that a cell of the row says, in words: "Năm 2026" of a 2026 under "Năm"."""

    @property
    def tells_a_task(self) -> bool:
        """Whether its numbers state something: "Mua 06 xuồng cao tốc", unlike "Tổng cộng 14 xã"."""
        return bool(_TASKS.search(" ".join(self.head)))


def row_label(cells: dict[int, str], table: Table) -> Label:
    """The cell that names the row, the first with words (the ordinal column apart), and the time of its rows."""
    when = ""
    for column, cell in sorted(cells.items()):
        head = table.header[column] if column < len(table.header) else ()
        title = " ".join(head).strip()
        if not when and _TIME_HEADER.fullmatch(title):
            when = cell if re.search(r"[^\W\d_]{2}", cell) else f"{title} {cell}"
        if not _ORDINAL_HEADER.fullmatch(title) and re.search(r"[^\W\d_]{2}", cell):
            return Label(cell, head, when)
    return Label("", (), when)


def cell_figures(
    statement: Statement, table: Table, place: tuple[int, int, int], label: Label, ground: Ground
) -> Iterator[Figure]:
    """The figures of a value cell, `place` = (column, start, end) in the text of the row: "row label, column"."""
    column, start, end = place
    cell = statement.text[start:end]
    header = _head(table, column)
    title = " – ".join(header)
    unit = _unit_of(statement, table, header, label)
    own_periods = head_periods(title, table, ground)
    label_periods = periods_in(label.when, ground) or periods_in(label.text, ground)
    scopes = [scope for scope in find_scopes(title) if not title[scope.end :].lstrip().startswith("giao")]
    scopes = scopes or list(find_scopes(label.text))
    scope = row_scope(label.text, label.head) or (scopes[-1] if scopes else None)
    proper = scope is not None and not scope.level and scope.name == label.text.strip(" ,;:.")
    name = label.text.strip() if proper else _with_whole(label.text, statement, table)
    of_column = _column_name(table, column, ground)
    words = f"{name}, {of_column}" if name and of_column else name or of_column
    period = narrowest(own_periods or _beside(table, column, ground)) or narrowest(label_periods)
    for number in find_numbers(cell):
        item = Named(words, scope, (0, len(cell)), None, False)
        kind = head_kind(header) or kind_of(
            number.text, number, replace(item, clause=(0, len(number.text))), period, ground
        )
        around = Ground(ground.document, ground.around[2:], ground.path) if kind in ("so sánh", "cùng kỳ") else ground
        of_table = period_of(cell, number, item, (), False, around)
        if kind == "so sánh":  # the header names what is compared with; the figure is of what is compared
            found = narrowest(_of_value(title, own_periods)) or _measured(table, of_table, ground)
        elif kind == "cùng kỳ":
            found = _same_time(period, _measured(table, of_table, ground))
        else:
            found = period or of_table
        yield figure_of(statement, number, start, words, item.scope or scope_around(ground), found, kind, column, unit)


def _column_name(table: Table, column: int, ground: Ground) -> str:
    """What a column adds to the name of its rows; of a bare "Tỷ lệ (%)" also of what, which the column before says."""
    title = " – ".join(_head(table, column))
    bare = _without(title, head_periods(title, table, ground))
    name = tidy(bare)
    if not name or name.endswith("/"):  # "Tăng/giảm"
        return bare.lower()
    if not _GENERIC.fullmatch(name) or not column:
        return name
    left = " – ".join(_head(table, column - 1))
    of = tidy(_without(left, head_periods(left, table, ground))) if holds_figures(left) else ""
    return f"{name} ({of})" if of and not _GENERIC.fullmatch(of) and head_kind(_head(table, column - 1)) else name


def _of_value(title: str, periods: Sequence[Found]) -> list[Found]:
    """The periods of a comparing head but for those that are compared with: of "TH 2025/TH 2024" the first."""
    return [found for found in periods if not _COMPARED_WITH.search(title[: found.start])]


def _measured(table: Table, of_table: Period | None, ground: Ground) -> Period | None:
    """The period of the values that the changes in a table are changes of: that of the table where a column has it,
    else the latest; a single earlier one is what the table's own time is compared with."""
    told = [head for i in range(len(table.header)) if head_kind(head := _head(table, i)) not in _NO_VALUE]
    periods = [
        narrowest(head_periods(" – ".join(head), table, ground)) for head in told if holds_figures(" ".join(head))
    ]
    known = [period for period in periods if period]
    if not known or (of_table and any(period.key == of_table.key for period in known)):
        return of_table
    latest = max(known, key=lambda period: period.end)
    alone = len({period.key for period in known}) == 1
    return of_table if alone and of_table and latest.end < of_table.start else latest


def _same_time(period: Period | None, own: Period | None) -> Period | None:
    """The time that "Cùng kỳ" or "Cùng kỳ năm 2025" means beside a value of `own`."""
    if period is None:
        return year_before(own) if own else None
    return same_time(period, own)


_PART = re.compile(r"^\s*(?:[-–+*•]|trong đó\b)", re.IGNORECASE)


def _with_whole(label: str, statement: Statement, table: Table) -> str:
    """The name of a row, with that of the row above that it is a part of: "dịch vụ (tốc độ tăng GRDP)"."""
    name = re.sub(r"^trong đó\s*:?\s*", "", plain_label(label), flags=re.IGNORECASE) or plain_label(label)
    whole = next((row for row in reversed(statement.path[len(table.path) :]) if not _PART.match(row)), "")
    if not whole or not _PART.match(label):
        return name
    mark = read_mark(whole)
    return f"{name} ({plain_label(whole[mark.end :] if mark else whole).partition(' (')[0]})"


def _head(table: Table, column: int) -> tuple[str, ...]:
    return spelled_out(table.header[column], table.header) if column < len(table.header) else ()


def _beside(table: Table, column: int, ground: Ground) -> tuple[Found, ...]:
    """The periods of the column to the left, for the share of what was done: "Giải ngân đến 31/3", "Tỷ lệ (%)"."""
    left = _head(table, column - 1) if column else ()
    if not is_percent(" – ".join(_head(table, column))) or head_kind(left) not in ("kết quả", "ước"):
        return ()
    return head_periods(" – ".join(left), table, ground)


def _unit_of(statement: Statement, table: Table, header: tuple[str, ...], label: Label) -> str:
    """The unit of a cell: that of its column, of its row, of the note on the table, or what is counted in it."""
    title = " – ".join(header)
    if head_kind(header) == "xếp hạng":
        return ""  # a place in an order has no unit, whatever the table's note says
    if head_kind(header) == "so sánh" and _PLACES.search(header[-1]):
        return "bậc"
    if is_percent(title):
        return "%"
    noted = noted_unit(table.unit) or noted_unit(table.caption) or table.unit
    own = next(filter(None, map(noted_unit, reversed(header))), "") or _of_row(statement, table)
    of_table = unit_in_note(noted, title)
    if own or (":" in noted and of_table):
        return own or of_table
    counted = counted_unit(header, said_number=True) if unit_kind(of_table) != "count" else ""
    unit = counted or of_table or counted_unit(header) or counted_unit((label.text,), said_number=True)
    return unit or ("điểm" if is_of_marks(header) else "")


def _of_row(statement: Statement, table: Table) -> str:
    """The unit that a row prints in its column for units; ""."""
    heads = {column: " ".join(head).strip() for column, head in enumerate(table.header)}
    return next((statement.text[a:b].strip() for c, a, b in statement.cells if _UNITS.fullmatch(heads.get(c, ""))), "")


def _without(text: str, periods: Sequence[Found]) -> str:
    for found in reversed(periods):
        text = text[: found.start] + text[found.end :]
    return re.sub(r"\((?:%|[^()]{0,20})\)\s*$|\s–\s*$", "", text).strip(" –")
