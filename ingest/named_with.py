"""Numbers that lean on another one: a time limit, a measure of what was counted, a change, an aim told beside it."""

import re
from collections.abc import Sequence

from ingest.clauses import HEDGE_END, MEASURE, counts
from ingest.deadlines import deadline
from ingest.named import FROM_END, LONG, SHORT_PART, Named, Said
from ingest.phrases import tidy
from ingest.told_again import told_again

_AIM_END = re.compile(r"(?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu)(?:\s+là)?\s*$", re.IGNORECASE)
_AIM_ALONE = re.compile(
    r"\W*(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu)(?:\s+(?:cả năm|năm|được giao|giao|đề ra|là|đạt))*\W*", re.IGNORECASE
)
_WITH_END = re.compile(r"(?<!\w)với\s*$", re.IGNORECASE)
# Whom or what a value holds for, said behind it: "từ 2 đến 3 triệu đồng đối với hành vi …"; a level alone is its place.
_TOPIC = re.compile(r"[\s,]*(?P<topic>đối với(?:\s+[^\s;]+){3}.*)", re.IGNORECASE)
_CHANGES = re.compile(r"^\W*(?:tăng|giảm|vượt)(?:\s+(?:thêm|gần|hơn|trên|khoảng))*\s*$", re.IGNORECASE)
_ABOUT = re.compile(r"\s*về\s+(?:tổng\s+)?(?:số\s+(?:lượng\s+)?)?(?P<what>[^,;.()]+?)\s*(?:[,;.()]|$|so (?:với|cùng))")
_AT = re.compile(r"(?:^|\s)(tại|ở)\s*$")
_RATE_BEHIND = re.compile(r"\s+((?:tỷ lệ|tỉ lệ)\s.+)")


def _dimension(said: Said) -> Named | None:
    """ "25 mm x 30 mm" """
    if said.context.index and said.before.strip().lower() in ("x", "×"):
        last = said.named[-1]
        return Named(last.indicator, None, said.clause, last.parent, True)
    return None


def _limit(said: Said) -> Named | None:
    """ "trong 15 ngày trước … và 7 ngày …" """
    behind = said.context.plain[said.number.end : said.context.right]
    limit = deadline(said.before, behind, said.number.unit, said.front)
    if not limit and said.thin and said.named and said.named[-1].indicator.startswith("thời hạn"):
        limit = deadline("thời hạn ", behind, said.number.unit)
    return said.plain(limit) if limit else None


def _topic(said: Said) -> Named | None:
    topic = None if said.counted else _TOPIC.match(said.after)
    return said.plain(_about(topic["topic"], "" if said.thin else said.before, said)) if topic else None


def _about(topic: str, before: str, said: Said) -> str:
    """The name of a value that holds for a topic: its own words in front, else those of the number before it."""
    what = tidy(FROM_END.sub("", before)) or (
        said.named[said.head].indicator.partition(" đối với ")[0] if said.head is not None else ""
    )
    if len(what.split()) > LONG:
        return f"{tidy(topic, keep_start=True)} ({what})"
    return tidy(f"{what} {topic}", keep_start=True)


def _again(said: Said) -> Named | None:
    if said.head is None:
        return None
    same = told_again(said.context, [each.indicator for each in said.named], said.before, said.after)
    return said.inherited(*same) if same else None


def _measure(said: Said) -> Named | None:
    """What measures the things counted right before: "617 HTX, với 32.495 thành viên, vốn 40 tỷ đồng"."""
    owner = _owner(said, said.named)
    if owner is None:
        return None
    with_ = bool(_WITH_END.search(HEDGE_END.sub("", said.before).rstrip())) and "," not in said.before
    if with_ and not said.counted:  # "21 dự án đầu tư trong nước với 6.740 tỷ đồng"
        return Named(said.named[owner].indicator, None, said.clause, owner, True, attribute=True)
    if not with_ and len(tidy(said.before).split()) > SHORT_PART:
        return None
    if said.counted and _WITH_END.search(said.before):
        name = tidy(f"{said.number.unit} {said.after}", keep_start=True)
    elif not said.counted and MEASURE.match(f",{said.before}"):
        name = tidy(said.before)
    else:
        return None
    whole = said.named[owner].indicator.partition(" (")[0]
    return Named(f"{name} ({whole})", None, said.clause, owner, False, attribute=True)


def _owner(said: Said, named: Sequence[Named]) -> int | None:
    """The number of things that a measure said behind it belongs to, None where there is none in the same clause."""
    at = said.head
    while at is not None and named[at].attribute:
        at = named[at].parent
    same = said.context.left == said.context.floor and at is not None and counts(said.context.numbers[at])
    return at if same and not said.share else None


def _aimed(said: Said) -> Named | None:
    """ "đạt 47,2%, cùng kỳ 44,9%, kế hoạch cả năm 95%", "đạt 75,84%, chưa đảm bảo chỉ tiêu 100%" """
    if said.head is not None and (_AIM_ALONE.fullmatch(said.before) or (said.share and _AIM_END.search(said.before))):
        return said.inherited(said.head)
    return None


def _rate_behind(said: Said) -> Named | None:
    """ "mới đạt 75% tỷ lệ số dịch vụ …" """
    of = _RATE_BEHIND.match(said.after) if said.share else None
    return said.own(of[1], keep_start=True) if of else None


def _about_what(said: Said) -> Named | None:
    """ "thành lập mới 412 doanh nghiệp, vốn 4.018 tỷ đồng, tăng 23,8% về vốn" """
    about = _ABOUT.match(said.after) if said.head is not None and _CHANGES.search(said.before) else None
    if about is None or said.head is None:
        return None
    of = next((i for i in reversed(range(len(said.named))) if about["what"] in _core(said.named[i])), None)
    if of is not None:
        return said.inherited(of)
    return said.plain(f"{tidy(about['what'])} ({_core(said.named[said.head])})")


def _core(item: Named) -> str:
    return item.indicator.partition(" (")[0]


def _where(said: Said) -> Named | None:
    """ "phát sinh 07 ổ dịch tả lợn châu Phi tại 04 xã" """
    at = _AT.search(HEDGE_END.sub("", said.front)) if said.counted and said.head is not None else None
    if at is None or said.head is None or not counts(said.context.numbers[said.head]) or "," in said.front:
        return None
    return said.own(_core(said.named[said.head]), at[1], said.unit, said.after, keep_start=True)


RULES = (_dimension, _limit, _topic, _about_what, _where, _again, _measure, _aimed, _rate_behind)
