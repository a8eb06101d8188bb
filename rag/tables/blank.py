"""The rows that leave a column blank of which a question says so: "để trống thời hạn", "chưa ghi cơ quan phối hợp"."""

import re
from collections.abc import Sequence

from ingest.vietnamese.abbreviations import normal_words
from rag.reading.grid import Grid, Row, role_of
from rag.records import Question
from rag.tables.asked import Words, holds
from rag.tables.state import Stated

_EMPTY = re.compile(r"\b(?:để|bỏ|còn|bị)\s+(?:trống|trắng|ngỏ)\b", re.IGNORECASE)
"""Said of a cell itself: before or after what the column is called."""
_LACKS = re.compile(
    r"\b(?:chưa|không|ko|chẳng|thiếu)\s+(?:thấy\s+)?(?:ghi|có|nêu|điền|bố trí|xác định|ấn định|quy định|đặt|dùng"
    r"|sử dụng|lấy|cần|được cấp|được bố trí)\s+"
    r"|\bthiếu\s+",
    re.IGNORECASE,
)
"""Said of a row that lacks what follows."""
_CALLED = frozenset(("ô", "cột", "mục", "phần", "rõ", "cụ", "thể", "thông", "tin", "tên", "về", "ra", "ai", "là"))
_ROLES = ("leads", "helps", "deadline")
_SKIPPED = 2
"""Words that may stand before what a column is called: "không có tiền ngân sách xã"."""
_NEAR = 5
"""Words beside the saying in which the column is named."""
_DASHES = frozenset("-–—…. ")
"""A cell of nothing else prints nothing."""


def blank(question: Question, grid: Grid, rows: Sequence[Row]) -> Stated | None:
    """The rows that leave a column blank; None where the question says so of no column of the table, or no row does."""
    column = _column(question.text, grid)
    found = tuple(r for r in rows if not set(r.cells.get(column, "")) - _DASHES) if column is not None else ()
    return Stated(found, grid.headers[column], (column,)) if found and column is not None else None


def _column(text: str, grid: Grid) -> int | None:
    """The column of which a question says that it is blank."""
    empty, lacks = _EMPTY.search(text), _LACKS.search(text)
    match = empty or lacks
    if match is None:
        return None
    after = normal_words(re.split(r"[,;:.?!(]", text[match.end() :])[0])
    while after and after[0] in _CALLED:
        after = after[1:]
    named = next((c for n in range(_SKIPPED + 1) if (c := _named(after[n:][:_NEAR], grid)) is not None), None)
    if named is None and empty is not None:
        before = normal_words(re.split(r"[,;:.?!(]", text[: match.start()])[-1])[-_NEAR:]
        named = next((c for n in range(len(before)) if (c := _named(before[n:], grid)) is not None), None)
    return named


def _named(said: Words, grid: Grid) -> int | None:
    """The column whose head begins as what is said does, in two words or in all it has; else the only one of a role."""
    best: tuple[int, int] | None = None
    for c, header in grid.headers.items():
        own = tuple(w for w in normal_words(header.rpartition(" – ")[2]) if w[0].isalpha())
        size = next((n for n in range(min(len(own), len(said)), 0, -1) if own[:n] == said[:n]), 0)
        if c != grid.named and own and (size > 1 or size == len(own)) and (best is None or size > best[0]):
            best = (size, c)
    if best is not None:
        return best[1]
    role = role_of(" ".join(said[:_NEAR]))
    of_role = grid.of(role) if role in _ROLES else ()
    return of_role[0] if len(of_role) == 1 and not holds(said, ("kế", "hoạch")) else None
