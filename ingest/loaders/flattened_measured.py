"""A flattened table of measures: a name, then the same number of figures, again and again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.loaders.flattened_heads import header
from ingest.loaders.flow import Filled

FIGURE = re.compile(
    r"[-+]?\d[\d.,]*\s*(?:%|‰|/\d[\d.,]*)?(?:\s(?:điểm|bậc|đơn vị|triệu đồng|tỷ đồng))?|-|–|x", re.IGNORECASE
)
CHANGE = re.compile(r"(?:tăng|giảm|không đổi|giữ nguyên|bằng)\b(?=.*\d|.*đổi|.*nguyên).{0,40}", re.IGNORECASE)
# A column head is at most this long; a table has at most this many heads.
HEAD, HEADS = 60, 16
# So many records alike make a table; fewer may be chance.
RECORDS = 4


def is_figure(text: str) -> bool:
    """A cell of figures: "82,71", "28", "93,5%", "Tăng 2,63% Tăng 14 bậc".

    >>> [is_figure(text) for text in ("82,71", "Tăng 2 bậc", "1. Mục đích", "Năm 2024")]
    [True, True, False, False]
    """
    return len(text) <= HEAD and (FIGURE.fullmatch(text) is not None or CHANGE.fullmatch(text) is not None)


def measured_table(texts: Sequence[str], at: int) -> tuple[list[Filled], list[list[str]], int] | None:
    """Header, rows and the line after the table whose first head is at `at`; None if none begins here."""
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
    cells = header(list(texts[at:first]), width)
    if width < 3 or len(whole) < RECORDS or cells is None:
        return None
    return cells, whole, first + sum(len(row) for row in whole)


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
