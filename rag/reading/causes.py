"""Sentences that give a reason or a consequence, told by the words that administrative prose joins them with."""

import re
from collections.abc import Callable, Mapping

from ingest.records import Statement
from ingest.vietnamese.levels import find_scopes
from rag.words import table


def _said(kind: str, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
    """What finds the words of a kind (data/explaining.tsv)."""
    patterns = "|".join(row[0] for row in table("explaining.tsv") if row[1] == kind)
    return re.compile(f"{before}(?:{patterns}){after}", re.IGNORECASE)


_MARK = r"^\W*(?:[0-9a-zđ]{1,4}(?:\.\d+)*[.)]\s*)?"
"""What may stand before the first word of an item or heading: "- ", "2. ", "IV. "."""
_CAUSE = _said("cause")
_PURPOSE = _said("purpose")
_SHORT = _said("short")
_SHORTCOMINGS = _said("heading")
_REMEDIES = _said("remedy")
_PRAISE = _said("praise", _MARK + r"(?:những )?")
IN_THE_WAY = _said("in_the_way", r"\b(?:còn |đang |bị )?", r"\s+(?:nhất\s+)?$")
"""What, right before a "where", asks for what is lacking rather than for a place."""
_NAMES_CAUSE = re.compile(_MARK + r"(?:(?:về|các|một số)\s+)?(?:nguyên nhân|lý do)\b", re.IGNORECASE)
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


def states_purpose(text: str) -> bool:
    """Whether a sentence says what something is done for."""
    return bool(_PURPOSE.search(text))


def speaks_ill(text: str) -> bool:
    """Whether the words of a question or sentence say that something is lacking, falls short or is in the way."""
    return bool(_SHORT.search(text))


def without_ill(content: str) -> str:
    """What a question is about without the words that say so: "tài chính công | mất điểm" is "tài chính công"."""
    return _SHORT.sub("|", content)


def praises(statement: Statement) -> bool:
    """Whether a statement opens, or stands under a heading, as what went well: "+ Ưu điểm: …"."""
    return any(map(_PRAISE.match, (statement.text, *statement.path[-1:])))


def states_consequence(text: str) -> bool:
    """Whether a sentence says what follows for somebody: "bị hủy bỏ quyết định tặng thưởng"."""
    return bool(_CONSEQUENCE.search(text)) and not _DEFINES.match(text)


def states_shortcoming(statement: Statement) -> bool:
    """Whether a statement says what is lacking or in the way, or stands where a report says it: a sentence or item
    under "Tồn tại, hạn chế"."""
    around = " ".join([statement.lead, *statement.path[-2:]])
    return statement.kind != "heading" and bool(_SHORT.search(statement.text) or _SHORTCOMINGS.search(around))


def states_remedy(statement: Statement) -> bool:
    """Whether a statement stands where a document says what is to be done: under "Nhiệm vụ, giải pháp", "Kiến nghị"."""
    around = " ".join([statement.lead, *statement.path])
    return statement.kind != "heading" and bool(_REMEDIES.search(around))


def heads_causes(heading: str) -> bool:
    """Whether a heading begins with the word: "2. Nguyên nhân", "IV. NGUYÊN NHÂN CỦA TỒN TẠI"."""
    return bool(_NAMES_CAUSE.match(heading))


def names_cause(statement: Statement) -> bool:
    """Whether a statement begins with the word "Nguyên nhân" or "Lý do", or stands under a heading that does."""
    return any(map(heads_causes, (statement.text, statement.lead, *statement.path[-2:])))


TELLS: Mapping[str, Callable[[Statement], bool]] = {
    "explain": lambda statement: (
        states_cause(statement.text) or states_purpose(statement.text) or names_cause(statement)
    ),
    "consequence": lambda statement: states_consequence(statement.text),
    "shortcoming": states_shortcoming,
    "remedy": states_remedy,
}
"""Kind of ask → whether a statement tells it."""
