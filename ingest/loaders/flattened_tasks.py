"""A flattened table of tasks: "Nhiệm vụ … Cơ quan chủ trì, Cơ quan phối hợp, Thời gian" and their rows.

A row ends at its deadline, right after a line that names agencies; before them stand what is to be done and, in the
columns of merged cells, the task it belongs to ("1. …", "1.1. …") where a new one begins.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.loaders.flow import Filled

HEAD, HEADS = 60, 12
LEAD = re.compile(r"chủ trì|thực hiện$|chịu trách nhiệm", re.IGNORECASE)
PARTNER = re.compile(r"phối hợp", re.IGNORECASE)
WHEN = re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành", re.IGNORECASE)
DEADLINE = re.compile(
    r"(?:thường xuyên|định kỳ|hằng|hàng|quý|tháng|năm|trong|trước|sau|từ|đến|theo|khi|ngày|cả năm|đột xuất|xong|"
    r"hoàn thành|chậm nhất|\d{1,2}/)\b.{0,90}",
    re.IGNORECASE,
)
# What the name of an agency or a group of agencies begins with in documents of a province.
AGENCY = re.compile(
    r"(?:[-+]\s)?(?:các|sở|ban|văn phòng|ubnd|ủy ban|uỷ ban|hđnd|công an|bộ|cục|chi cục|thanh tra|trung tâm|kho bạc|"
    r"ngân hàng|bảo hiểm|thuế|đơn vị|cơ quan|phòng|đài|báo|tòa án|toà án|viện|tỉnh đoàn|hội|liên đoàn|mặt trận|trường|"
    r"bệnh viện|công ty|tổ|bưu điện|quân khu)\b.{0,200}",
    re.IGNORECASE,
)
GROUP = re.compile(r"\d{1,2}\.(?!\d)\s*\S")
TASK = re.compile(r"\d{1,2}\.\d{1,2}\.?(?!\d)\s*\S")
# Lines of one row at most, and rows at least.
LONGEST, ROWS = 16, 3


@dataclass
class _Row:
    group: str
    task: str
    content: str
    lead: str
    partner: str
    deadline: str


def task_table(texts: Sequence[str], at: int) -> tuple[list[str], list[Filled], int, int] | None:
    """Heads, body cells (the header is row 0), number of body rows, line after the table; None if none begins."""
    heads = _heads(texts, at)
    if heads is None:
        return None
    before = next(index for index, text in enumerate(heads) if LEAD.search(text))
    rows: list[_Row] = []
    start = at + len(heads)
    while True:
        end = _deadline(texts, start)
        if end is None:
            break
        rows.append(_row(list(texts[start : end + 1]), before))
        start = end + 1
    if len(rows) < ROWS:
        return None
    return heads, _cells(rows, before), len(rows), start


def _heads(texts: Sequence[str], at: int) -> list[str] | None:
    """The heads from `at`: short lines, one of them the lead agency, then partners, the last a deadline."""
    heads: list[str] = []
    for text in texts[at : at + HEADS]:
        if len(text) > HEAD or text[-1] in ".:;":
            return None
        heads.append(text)
        if WHEN.search(text) and len(heads) >= 4:
            last = [bool(LEAD.search(heads[-3])), bool(PARTNER.search(heads[-2]))]
            return heads if all(last) and len(heads) in (5, 6) else None
    return None


def _deadline(texts: Sequence[str], start: int) -> int | None:
    for index in range(start + 2, min(len(texts), start + LONGEST)):
        if DEADLINE.fullmatch(texts[index]) and AGENCY.fullmatch(texts[index - 1]):
            return index
    return None


def _row(lines: list[str], before: int) -> _Row:
    deadline = lines.pop()
    last = _pop_agency(lines)
    above = _pop_agency(lines) if len(lines) > 1 and AGENCY.fullmatch(lines[-1]) and _may_lead(lines) else ""
    lead, partner = (above, last) if above else (last, "")
    group = lines.pop(0) if lines and GROUP.match(lines[0]) else ""
    task = lines.pop(0) if lines and (TASK.match(lines[0]) or (group and before == 3 and len(lines) > 1)) else ""
    return _Row(group, task, "\n".join(lines), lead, partner, deadline)


def _may_lead(lines: list[str]) -> bool:
    """Something must be left to do when the line is taken for the lead agency."""
    rest = lines[:-1]
    while rest and (GROUP.match(rest[0]) or TASK.match(rest[0])):
        rest = rest[1:]
    return bool(rest)


def _pop_agency(lines: list[str]) -> str:
    """The last cell: one line, or the list items that end here and all name agencies."""
    taken = [lines.pop()]
    if re.match(r"[-+]\s", taken[0]):
        while lines and re.match(r"[-+]\s", lines[-1]) and AGENCY.fullmatch(lines[-1]):
            taken.insert(0, lines.pop())
    return "\n".join(taken)


def _cells(rows: list[_Row], before: int) -> list[Filled]:
    """Cells of the body; a group or task is one cell over the rows until the next one."""
    cells: list[Filled] = []
    for index, row in enumerate(rows, 1):
        heads = [row.group, row.task] if before == 3 else [row.task or row.group]
        for column, text in enumerate(heads):
            fresh = text or index == 1 or (column == 1 and row.group)
            if fresh:
                cells.append(Filled(text, index, column))
            else:
                last = max(i for i, cell in enumerate(cells) if cell.column == column)
                old = cells[last]
                cells[last] = Filled(old.text, old.row, column, index - old.row + 1)
        rest = (row.content, row.lead, row.partner, row.deadline)
        cells.extend(Filled(text, index, len(heads) + column) for column, text in enumerate(rest))
    return cells
