"""Names of numbers that the words in front of them say, or those words with what stands behind the number."""

import re

from ingest.clauses import NOUN, RATE
from ingest.named import ADDS, LONG, SHORT_PART, Named, Said
from ingest.phrases import cue, is_thin, tidy

# A change without a subject of its own: "tăng bình quân 10%" is about what was named before.
_GROWS = re.compile(
    r"^\W*(?:tăng|giảm|vượt|cao hơn|thấp hơn)"
    r"(?:\s+(?:bình quân|trung bình|trưởng|thêm|mạnh|nhẹ|khá|đều|so với|mức|cùng kỳ)(?!\w)|\W*$)",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"(?<!\w)nhưng\s+(?:tối đa\s+)?không\s+(?:quá|vượt|vượt quá|dưới|thấp hơn|ít hơn)\s*$", re.IGNORECASE
)
_OUT_OF = re.compile(r"(?<!\w)(?:chiếm|bằng)(?:\s+\w+)?\s*$", re.IGNORECASE)
_LISTED = re.compile(r"[^,]*(?:,\s*[^\s,]+(?:\s+[^\s,]+){0,2}(?=[,.;]|$))*")  # "các chỉ tiêu, nhiệm vụ"
_ENSURES = re.compile(r"(?<!\w)(?:đảm bảo|bảo đảm|phấn đấu)(?:\s+đạt)?(?:\s+tỷ lệ)?\s*$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:và|hoặc)(?!\w)")
_THERE_IS = re.compile(r"(?<!\w)có(?:\s+(?:từ|trên|ít nhất|tối thiểu|dưới|khoảng|không quá))*\s*$", re.IGNORECASE)
_STATE = re.compile(r"\s*(?:đã|được|bị|đang|chưa|có)\s")
_WORD = re.compile(r"\s+[^\W\d_]")
_GIVES = re.compile(
    cue("doing").pattern + r"\s*$|(?<!\w)(?:bổ sung|chi|dành|phân bổ|đầu tư|tặng|trao)\s*$", re.IGNORECASE
)
_TO_WHAT = re.compile(r"\s*(?:cho|để|mua|mua sắm|đầu tư|xây dựng|thực hiện|sửa chữa)\s")
_LONGER = 18
"""Syllables: what is counted behind more words than this is named first, so that it is not cut off."""


def _label(said: Said) -> Named | None:
    """Words that only label what follows: "Dữ liệu: 40 % chỉ số …", "trọng tâm là 40 xã đã …"."""
    if said.thin or not said.closed or is_thin(said.after):
        return None
    if said.counted:
        labels = len(said.before.split()) <= SHORT_PART and bool(_STATE.match(said.after))
    else:
        labels = said.before.rstrip().endswith(":") and said.share and bool(_WORD.match(said.after))
    return said.own(said.unit, said.after, f"({tidy(said.before)})", keep_start=True) if labels else None


def _added(said: Said) -> Named | None:
    """ "tăng thêm 10% số trường" """
    if said.thin and said.share and not said.whole and ADDS.match(said.before) and NOUN.match(said.after):
        return said.own(tidy(said.before) or said.before.split(",")[-1].strip(), said.after, keep_start=True)
    return None


def _of_head(said: Said) -> Named | None:
    """ "… 100% chi phí tư vấn nhưng không quá 100 triệu đồng/hồ sơ", "tăng bình quân 10%" """
    if said.head is None or said.counted:
        return None
    if _STILL.search(said.before) or (said.thin and "/" in said.number.unit):
        return said.inherited(said.head)
    if _GROWS.match(said.before):
        return said.inherited(said.head, "" if said.thin else f" ({tidy(said.before)})")
    return None


def _share(said: Said) -> Named | None:
    """Shares whose name stands behind them or on both sides of them."""
    before, after = said.before, said.after
    noun = NOUN.match(after)
    if said.share and _THERE_IS.search(before) and noun and len(before.split()) > SHORT_PART:
        return said.own(after, keep_start=True)  # "Thôn miền núi là thôn có từ 15% hộ dân tộc thiểu số"
    if said.thin:
        return None
    if said.hedged and not said.joined and not said.whole and not RATE.search(before) and noun:
        listed = _LISTED.match(after)  # "tiết kiệm thêm khoảng 10% chi thường xuyên"
        return said.own(tidy(before), listed[0] if listed else "", keep_start=True)
    if not said.share:
        return None
    if said.joined and not said.whole and _is_generic(before) and not is_thin(after):
        return said.own(after, f"({tidy(before)})", keep_start=True)  # "đơn vị đạt tỷ lệ 100% người hưởng …"
    if said.joined and _OUT_OF.search(before) and noun:
        return said.own(tidy(before) + f" (% {tidy(after.partition(',')[0])})")  # "Kinh tế số chiếm 45% GRDP"
    if not said.whole and _ENSURES.search(before) and noun:
        return said.own(after, f"({tidy(before)})", keep_start=True)  # "rà soát, đảm bảo đạt tỷ lệ 100% thủ tục được …"
    return said.own(tidy(before) + said.whole) if said.closed and said.whole else None


def _is_generic(words: str) -> bool:
    """True where words say too little to name a figure: "tỷ lệ", "đơn vị đạt tỷ lệ"."""
    return len(tidy(words).split()) <= 2


def _in_front(said: Said) -> Named | None:
    """The words in front, with those behind where a noun goes on there."""
    if _STILL.search(said.before):  # no number before it: the sentence says from its start what must not be passed
        return said.own(said.front, keep_start=True)
    if said.thin:
        return None
    before, after, number = said.before, said.after, said.number
    noun = NOUN.match(after)
    if said.counted and before.rstrip().endswith(":") and noun:
        return said.own(tidy(before) + f" ({tidy(f'{number.unit} {after}', keep_start=True)})")
    if not said.closed and number.kind == "measure" and noun:
        return said.own(tidy(before), after, keep_start=True)  # "gieo cấy 61.385 ha lúa vụ Xuân"
    if number.kind == "money" and not said.closed and _GIVES.search(before) and _TO_WHAT.match(after):
        return said.own(tidy(before), after, keep_start=True)  # "bố trí 420 tỷ đồng cho khoa học, công nghệ"
    if said.closed or (not said.counted and number.kind not in ("percent", "range")):
        return said.own(before)
    return _done(said)


def _done(said: Said) -> Named:
    """ "ban hành 52 Quyết định công bố …", "hoàn thành 100% kế hoạch" """
    before, after = said.before, said.after
    if len(before.split()) > _LONGER and NOUN.match(after) and after.lstrip()[0].islower():
        return said.plain(_behind(f"{said.unit} {after}", before))
    name = said.own(tidy(before), said.unit, "" if said.share and _AND.match(after) else after, keep_start=True)
    name.verb = tidy(before) if said.counted and said.unit else ""
    return name


def _behind(words: str, before: str) -> str:
    """The name of what is counted far inside a sentence, with the end of the words that lead up to it in brackets."""
    end = before.rpartition(",")[2] if len(before.rpartition(",")[2].split()) > SHORT_PART else before
    led = " ".join(tidy(end).split()[-LONG:])
    name = " ".join(tidy(words, keep_start=True).split()[:_LONGER])
    return f"{name} ({led})" if led else name


RULES = (_label, _added, _of_head, _share, _in_front)
