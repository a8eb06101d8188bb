"""Numbers told of what an earlier number of the sentence is told of: a change of it, or where it is the highest."""

import re
from collections.abc import Sequence

from ingest.clauses import Context, counts
from ingest.phrases import CUES, is_thin, tidy

# What changed by so many: "…, tăng 05 giải", "so với cùng kỳ giảm 15 vụ", "nhiều hơn cùng kỳ 11 người".
_CHANGED = re.compile(
    r"^\W*(?:so (?:với|cùng)[^,;]*?)?[\s,]*(?:tăng gấp|gấp|tăng|giảm|vượt|hụt|(?:cao|thấp|nhiều|ít) hơn)"
    r"(?:\s+(?:thêm|so với|so|mức|cùng kỳ|năm trước|kế hoạch|chỉ tiêu|dự toán|nghị quyết|kịch bản|tỉnh giao"
    r"|được giao|giao|đề ra|khoảng|gần|hơn|trên))*\s*$",
    re.IGNORECASE,
)
MOST = re.compile(
    r"^\W*(?:trong đó,?\s+)?(?:(?:cao|thấp|nhiều|ít|lớn|nhỏ|đông|chậm|nhanh)\s+nhất\s+(?:là\s+)?(?!là(?!\w))"
    r"|cao điểm\s+|(?:tập trung|chủ yếu)\s+(?:(?:chủ yếu|nhiều|nhất)\s+)?(?:ở|tại|vào|là)\s+(?=[^,]*$))[^\W\d_]",
    re.IGNORECASE,
)
# What a value is set against: "thấp hơn kịch bản 9 tháng là 9,6%", "cao hơn mức 7,8% của quý I".
_BENCHMARK = re.compile(
    r"^\W*(?:(?:nhưng|song|và|tuy|mặc dù|vẫn)\s+)*(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn(?:\s+so với)?\s+"
    r"(?:mức|kịch bản|kế hoạch|mục tiêu|chỉ tiêu|dự toán|bình quân|trung bình|trung vị|yêu cầu)(?!\w)",
    re.IGNORECASE,
)
_THIS = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ|con số|mức|số|chỉ số)\s+(?:này|nêu trên)(?!\w)", re.IGNORECASE)


def told_again(context: Context, names: Sequence[str], before: str, after: str) -> tuple[int, str] | None:
    """Which earlier number (of those with `names`) is told of the same, and what is added to its name; None: none is.

    `before` and `after` are the words around the number that belong to it.
    """
    changed, most, this = _CHANGED.match(before), MOST.match(before), _THIS.search(before)
    if not (changed or most or this or _BENCHMARK.match(before)):
        return None
    counted = counts(context.numbers[context.index])
    like = _like(context, names, after if counted else "", of_unit=not this and (counted or bool(most)))
    return None if like is None else (like, f" ({tidy(before)})" if most else "")


def _like(context: Context, names: Sequence[str], noun: str, *, of_unit: bool) -> int | None:
    """The number before it that is told of the same: of its unit, and of the noun behind it where there is one."""
    number, numbers, text = context.numbers[context.index], context.numbers, context.text
    open_here = [j for j in reversed(range(context.index)) if _level(text[numbers[j].end : number.start])]
    same = [j for j in open_here if not of_unit or _alike(numbers[j].unit.lower(), number.unit.lower())]
    if is_thin(noun) or not of_unit:
        anyone = not of_unit or number.unit.lower() in CUES["anyone"]
        return same[0] if same else context.head if anyone else None
    words = tidy(noun)
    return next((j for j in same if words in names[j]), None)


def _alike(unit: str, other: str) -> bool:
    """Whether two units are one, or one is the other with more words: "lượt" after "lượt người"."""
    return bool(unit and other) and (f"{unit} ".startswith(f"{other} ") or f"{other} ".startswith(f"{unit} "))


def _level(between: str) -> bool:
    """Whether no bracket closes between two numbers that is not opened there."""
    return between.count(")") <= between.count("(")
