"""The heads of a flattened table, in the order of print → one header row, or two where some heads span others.

Print order loses which heads span; three habits of the genre give them back: lower heads that come again stand once
under each period; years stand under the head that names several ("Dự kiến 03 năm kế hoạch", "Giai đoạn 2026 - 2030");
what a year is told of ("Dự toán", "Ước thực hiện") stands under the first year. What none of them settles stays open.
"""

import re
from collections.abc import Callable

from ingest.loaders.flow import Filled

OPENS = re.compile(r"(?:năm|quý|tháng|kỳ|giai đoạn|6 tháng|9 tháng)\b.*\d", re.IGNORECASE)
"""A head that is a period, not one that only names one ("So sánh với năm 2023")."""
PERIOD = re.compile(rf"{OPENS.pattern}|.*\b20\d\d\b", re.IGNORECASE)
YEAR = re.compile(r"(?:năm\s+)?20\d\d", re.IGNORECASE)
SEVERAL = re.compile(r"giai đoạn\b|\b\d+ năm\b|các năm\b", re.IGNORECASE)
NOTE = re.compile(r"ghi chú", re.IGNORECASE)


def header(heads: list[str], width: int, named: int = 1) -> list[Filled] | None:
    """The header cells over `width` columns, of which the first `named` are text; None where the heads do not say."""
    if len(heads) == width:
        return [Filled(text, 0, column) for column, text in enumerate(heads)]
    if len(heads) < width:
        return None
    return _again(heads, width) or _spanning(heads, width, named)


def _again(heads: list[str], width: int) -> list[Filled] | None:
    """Two rows, the lower beginning at the first head that comes again ("Chỉ số", "Xếp hạng", "Chỉ số", …); a new
    group at each return of it; the groups stand under the heads that name periods, in order."""
    again = next((text for text in heads if heads.count(text) > 1), None)
    if again is None:
        return None
    upper, lower = heads[: heads.index(again)], heads[heads.index(again) :]
    starts = [index for index, text in enumerate(lower) if text == again]
    groups = [lower[a:b] for a, b in zip(starts, [*starts[1:], len(lower)], strict=True)]
    periods = [index for index, text in enumerate(upper) if OPENS.match(text)]
    if len(upper) - len(groups) + len(lower) != width or len(periods) != len(groups):
        return None
    return _two_rows(upper, dict(zip(periods, groups, strict=True)))


def _spanning(heads: list[str], width: int, named: int) -> list[Filled] | None:
    """Two rows where one or two upper heads span the lower ones, which stand last."""
    spanning = len(heads) - width
    end = len(heads)
    years = _run(heads, end, lambda text: YEAR.fullmatch(text) is not None)
    parent = next((i for i in range(named, end - years) if SEVERAL.search(heads[i])), None) if years > 1 else None
    groups: dict[int, list[str]] = {}
    if parent is not None:
        groups[parent] = heads[end - years :]
        end -= years
    if len(groups) < spanning:
        others = _run(heads, end, lambda text: not PERIOD.match(text) and not _apart(text))
        first = next((i for i in range(named, end - others) if i not in groups), None)
        if others < 2 or first is None:
            return None
        groups[first] = heads[end - others : end]
        end -= others
    upper = heads[:end]
    fits = len(groups) == spanning and all(index < end for index in groups)
    return _two_rows(upper, groups) if fits and len(upper) > named else None


def _apart(text: str) -> bool:
    """Whether a head is no lower one: it spans several years, or says that the column holds notes."""
    return bool(SEVERAL.search(text) or NOTE.search(text))


def _run(heads: list[str], end: int, fits: Callable[[str], bool]) -> int:
    """How many heads before `end` fit, one after another."""
    count = 0
    while count < end and fits(heads[end - count - 1]):
        count += 1
    return count


def _two_rows(upper: list[str], groups: dict[int, list[str]]) -> list[Filled]:
    cells: list[Filled] = []
    column = 0
    for index, text in enumerate(upper):
        below = groups.get(index)
        if below is None:
            cells.append(Filled(text, 0, column, 2, 1))
            column += 1
            continue
        cells.append(Filled(text, 0, column, 1, len(below)))
        cells.extend(Filled(name, 1, column + at) for at, name in enumerate(below))
        column += len(below)
    return cells
