"""Lines that mean nothing alone: "Đơn vị chủ trì: Sở Tư pháp" under its task, "Trong đó, …" after its sentence.

Plans in the form of Nghị định 30/2020 give each task such lines; what they belong to introduces them.
"""

import re
from collections.abc import Sequence

from ingest.records import Block

_LONGEST = 380
"""Characters of an owner that can be quoted before its line."""
_ATTRIBUTE = re.compile(
    r"^[-–+*•\s]*(?:đơn vị|cơ quan|bộ phận|thời gian|thời hạn|thời điểm|tiến độ|lộ trình|kinh phí|nguồn|số lượng"
    r"|địa điểm|hình thức|đối tượng|sản phẩm|chủ trì|phối hợp|thành phần|tần suất|quy mô|phương thức|người|hoàn thành)"
    r"(?:\s+[^\W\d]+){0,7}\s*:\s*\S",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:trong đó|trong số đó|cụ thể)\b", re.IGNORECASE)


def owner(block: Block, blocks: Sequence[Block]) -> Block | None:
    """The task that a line "label: value" belongs to: what stands before it and its like, under the same heading."""
    if block.kind not in ("item", "paragraph") or not _ATTRIBUTE.match(block.text):
        return None
    for other in reversed(blocks[: block.ordinal]):
        if other.kind not in ("item", "paragraph") or other.path != block.path:
            return None
        if not _ATTRIBUTE.match(other.text):
            return other if len(other.text) <= _LONGEST else None
    return None


def goes_on(sentence: str) -> bool:
    """Whether a sentence breaks down the one before it."""
    return _GOES_ON.match(sentence) is not None
