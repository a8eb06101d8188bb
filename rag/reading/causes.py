"""Sentences that give a reason or a consequence, told by the words that administrative prose joins them with."""

import re
from collections.abc import Callable, Mapping

from ingest.vietnamese.levels import find_scopes

_CAUSE = re.compile(r"\b(?:nguyên nhân|lý do|chủ yếu do|một phần do|nhờ|vì|bởi|xuất phát từ|là do)\b", re.IGNORECASE)
_BY = re.compile(r"\bdo\s+", re.IGNORECASE)
_CONSEQUENCE = re.compile(
    r"\b(?:bị|phải chịu|chịu trách nhiệm|xử phạt|thu hồi|hủy bỏ|kỷ luật|bồi thường|hoàn trả|hoàn lại|không được|"
    r"đình chỉ|tạm dừng|dẫn đến|trả lại)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"^\W*(?:\d+\.\s*)?(?:quy chế|quy định|nghị quyết|quyết định|thông tư|nghị định) này quy định", re.IGNORECASE
)
"""The article that says what a document is about names consequences without stating any."""


def states_cause(text: str) -> bool:
    """Whether a sentence gives a reason: "do" before a body only says who acts.

    >>> states_cause("Chi vượt dự toán chủ yếu do sắp xếp bộ máy"), states_cause("do Sở Nội vụ chủ trì")
    (True, False)
    """
    if _CAUSE.search(text):
        return True
    bodies = {scope.start for scope in find_scopes(text)}
    return any(match.end() not in bodies for match in _BY.finditer(text))


def states_consequence(text: str) -> bool:
    """Whether a sentence says what follows for somebody: "bị hủy bỏ quyết định tặng thưởng"."""
    return bool(_CONSEQUENCE.search(text)) and not _DEFINES.match(text)


TELLS: Mapping[str, Callable[[str], bool]] = {"explain": states_cause, "consequence": states_consequence}
"""Kind of ask → whether a sentence tells it."""
