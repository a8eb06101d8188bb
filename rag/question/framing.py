"""What a message says around its question: greetings, who writes and why, thanks. The question is what is left.

"Dạ em chào anh, em bên văn phòng đang soạn báo cáo, nhờ hệ thống cho em biết số hồ sơ trễ hạn quý I là bao nhiêu ạ"
asks "số hồ sơ trễ hạn quý I là bao nhiêu". The words of the frame would count as the question's otherwise, and none
of them stands in a document. A message that is all frame is left as it is.
"""

import re

_ENDS = re.compile(r"(?<=[,;!?\n])\s+|(?<=[.:])\s+(?=\D)")
"""Where a part of a message ends; not within a number or a day."""
_CIVIL = re.compile(
    r"^(?:dạ|vâng|alo|a lô|chào|xin chào|kính chào|em chào|cháu chào|kính gửi|kính thưa|thưa"
    r"|(?:em |tôi |mình |cháu )?(?:xin )?(?:cảm ơn|cám ơn|chân thành|trân trọng))\b",
    re.IGNORECASE,
)
_SELF = (
    r"(?:bên |phòng |cơ quan |đơn vị )?"
    r"(?:em|tôi|mình|tớ|cháu|anh|chị|sếp|thủ trưởng|chúng tôi|chúng em|bọn em|bọn mình)"
)
# Who writes and why: begins with a person, who is no part of a name ("anh hùng", "chị em phụ nữ").
_OF_SELF = re.compile(
    rf"^(?:(?:dạ|vì|do|hiện|nay|mai|đang|hôm nay|chiều nay|sáng nay|sáng mai|ngày mai)\s+)*{_SELF}\s+(?!hùng|em\b|thư)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:bao nhiêu|mấy|nào|gì|ai|đâu|bao giờ|sao|thế nào|bao lâu|tỷ lệ|tỉ lệ|hay|phải không|đúng không|chưa"
    r"|liệt kê|kể|so sánh|tổng|số)\b|\d|%|\?",
    re.IGNORECASE,
)
# How a question is led in, word by word, before it begins; what asks and who is asked, nothing of the matter.
_LEAD_WORDS = (
    "dạ|ơi|ạ|à|nhờ|xin|cho|mong|giúp|giùm|dùm|hộ|với|vui lòng|làm ơn|phiền|hệ thống|trợ lý|máy|bot|ad|admin|bạn|em|tôi"
    "|mình|anh|chị|cháu|sếp|thầy|cô|hỏi|biết|xem|tra|tìm|tra cứu|kiểm tra|trả lời|nhanh|gấp|ngay|cái|chút|một chút|tí"
    "|câu|muốn|cần|được|lại|là|rằng|thêm|nữa"
)
_LEAD = re.compile(rf"^(?:(?:{_LEAD_WORDS})\b[\s,:]*)+", re.IGNORECASE)
_ASKED_OF = re.compile(r"\b(?:hỏi|biết|giúp|giùm|hộ|nhờ|vui lòng|làm ơn|phiền)\b", re.IGNORECASE)
_TAIL = re.compile(
    r"(?<!\bmấy)(?<!\bnhiêu)(?<!\bsố)(?<!\bcác)(?<!\btừng)(?<!\bmỗi)"  # "còn mấy hộ" counts households
    r"(?:[\s,]+(?:ạ|nhé|nha|với|giúp|hộ|em|mình|tôi|anh|chị|cái|gấp|nhanh|đi|cảm ơn|cám ơn|xin))+\s*([?.!]*)\s*$",
    re.IGNORECASE,
)
_LAST = re.compile(r"\b(?:ạ|nhé|nha|giúp|hộ|cảm ơn|cám ơn)\b", re.IGNORECASE)


def unframed(message: str) -> str:
    """The question of a message, without what is said around it.

    >>> unframed("Anh đang họp, trả lời nhanh giúp: sở nào chủ trì chuyển đổi số?")
    'sở nào chủ trì chuyển đổi số?'
    >>> unframed("Chào bạn, tôi là phóng viên, xin hỏi quý I năm 2026 có bao nhiêu hồ sơ trễ hạn ạ?")
    'quý I năm 2026 có bao nhiêu hồ sơ trễ hạn?'
    >>> unframed("theo kế hoạch 124, sở nào chủ trì?")
    'theo kế hoạch 124, sở nào chủ trì?'
    """
    parts = _ENDS.split(message)
    kept = [part for part in parts if not _is_frame(part)] or parts
    kept[0] = _led(kept[0])
    text = " ".join(part for part in kept if part.strip())
    tail = _TAIL.search(text)
    if tail and _LAST.search(tail.group()):
        text = text[: tail.start()] + tail[1]
    text = text.strip(" ,;:")
    return text if re.search(r"\w", text) else message


def _is_frame(part: str) -> bool:
    """Whether a part of a message is greeting, thanks, or about who writes; not when it asks something itself."""
    words = part.strip()
    if not _led(words).strip(" ,;:.!?"):
        return True
    return bool(_CIVIL.match(words) or _OF_SELF.match(words)) and not _ASKS.search(_led(words))


def _led(part: str) -> str:
    """A part without the words that lead its question in, when they ask somebody."""
    lead = _LEAD.match(part)
    return part[lead.end() :] if lead and _ASKED_OF.search(lead.group()) else part
