"""The indicator of one number of a sentence, from the words before it, behind it, or of the number it belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.clauses import HEDGE_END, JOINT_END, MEASURE, NOUN, RATE, Context, counts, words_after, words_before
from ingest.deadlines import deadline
from ingest.phrases import cue, is_thin, tidy
from ingest.told_again import told_again
from ingest.vietnamese.levels import Scope
from ingest.vietnamese.number_units import unit_kind
from ingest.vietnamese.numbers import Number

_SHORT_PART = 6  # a part named by so few syllables ("trễ hạn") needs its head to be understood
_AIM_END = re.compile(r"(?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu)(?:\s+là)?\s*$", re.IGNORECASE)
_AIM_ALONE = re.compile(
    r"\W*(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu)(?:\s+(?:cả năm|năm|được giao|giao|đề ra|là|đạt))*\W*", re.IGNORECASE
)
_OUT_OF = re.compile(r"(?<!\w)(?:chiếm|bằng)(?:\s+\w+)?\s*$", re.IGNORECASE)
_FROM_END = re.compile(r"(?<!\w)từ\s*$", re.IGNORECASE)
_WITH_END = re.compile(r"(?<!\w)với\s*$", re.IGNORECASE)
# A change without a subject of its own: "tăng bình quân 10%" is about what was named before.
_GROWS = re.compile(
    r"^\W*(?:tăng|giảm|vượt|cao hơn|thấp hơn)"
    r"(?:\s+(?:bình quân|trung bình|trưởng|thêm|mạnh|nhẹ|khá|đều|so với|mức|cùng kỳ)(?!\w)|\W*$)",
    re.IGNORECASE,
)
_ADDS = re.compile(r"^\W*(?:tăng|giảm)\s+thêm(?!\w)", re.IGNORECASE)
# What a share is a share of: "đạt 45,2% kế hoạch", "bằng 108% dự toán năm".
_BASE = re.compile(
    r"\s*((?:kế hoạch|dự toán|chỉ tiêu|kịch bản|nghị quyết|mục tiêu|KH)(?!\w)"
    r"(?:\s+(?:cả năm|năm|quý|tháng|vốn|được giao|giao|tỉnh giao|trung ương giao|HĐND tỉnh giao|đề ra)(?!\w))*)",
    re.IGNORECASE,
)
# Whom or what a value holds for, said behind it: "từ 2 đến 3 triệu đồng đối với hành vi …"; a level alone is its place.
_TOPIC = re.compile(r"[\s,]*(?P<topic>đối với(?:\s+[^\s;]+){3}.*)", re.IGNORECASE)
_LONG = 12  # syllables: what stands behind longer words would be cut off with their end
_DOING = cue("doing")
_MULTIPLE = re.compile(r"^(?:nghìn|ngàn|triệu|tỷ|tỉ)\s+", re.IGNORECASE)
_STILL = re.compile(
    r"(?<!\w)nhưng\s+(?:tối đa\s+)?không\s+(?:quá|vượt|vượt quá|dưới|thấp hơn|ít hơn)\s*$", re.IGNORECASE
)
_PARTED = re.compile(r";")
_LISTED = re.compile(r"[^,]*(?:,\s*[^\s,]+(?:\s+[^\s,]+){0,2}(?=[,.;]|$))*")  # "các chỉ tiêu, nhiệm vụ"
_ENSURES = re.compile(r"(?<!\w)(?:đảm bảo|bảo đảm|phấn đấu)(?:\s+đạt)?(?:\s+tỷ lệ)?\s*$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:và|hoặc)(?!\w)")
_VERB = re.compile(r"(?<!\w)(?:đạt|chiếm|bằng|là|tăng|giảm|còn|vượt|ước|hơn)(?!\w)", re.IGNORECASE)
_REACHES = re.compile(  # "33 chỉ tiêu đạt và vượt": a state
    r"(?:\s+(?:chủ yếu|cơ bản))?(?=\s+(?:(?:không|chưa)\s+)?(?:đạt|vượt)(?!\w))(?:\s+[^\W\d_]+){1,6}"
)
_THERE_IS = re.compile(r"(?<!\w)có(?:\s+(?:từ|trên|ít nhất|tối thiểu|dưới|khoảng|không quá))*\s*$", re.IGNORECASE)
_LONGER = 18
"""Syllables: what is counted behind more words than this is named first, so that it is not cut off."""
_CONSISTS = re.compile(  # what is made of so many: "Khu vực Vành đai 2, gồm 14 phường", "Hồ sơ gồm: 01 bộ"
    r"(?P<what>[^.;:]*[^\W\d_][^.;:]*?)[\s,]+(?:bao )?gồm(?:\s+có)?[\s:]*$", re.IGNORECASE
)
_OF_BASE = re.compile(r" \(% [^()]*\)$")


@dataclass(slots=True)
class Named:
    """A number with its indicator, and the scope said for it (None where none was said).

    `clause` is the stretch of text that belongs to it; `parent` the index of the number it is a part of. `verb` is
    what was done to what is counted; `attribute` says that it measures its parent ("với 45 thành viên").
    """

    indicator: str
    scope: Scope | None
    clause: tuple[int, int]
    parent: int | None
    inherited: bool
    verb: str = ""
    attribute: bool = False


def named_by(context: Context, named: Sequence[Named], fallback: str) -> Named:
    number, head, parent = context.numbers[context.index], context.head, context.parent
    before, after, clause = words_before(context), words_after(context), (context.left, context.right)
    counted = counts(number)
    if context.index and before.strip().lower() in ("x", "×"):  # "25 mm x 30 mm"
        return Named(named[-1].indicator, None, (context.left, context.right), named[-1].parent, True)
    own_thin, summed = is_thin(before), "tổng số" in before.lower()
    hedged = bool(not counted and HEDGE_END.search(before))
    joined = bool(JOINT_END.search((HEDGE_END if hedged else _FROM_END).sub("", before).rstrip()))
    closed = joined or hedged
    base = _BASE.match(after) if number.unit == "%" and (own_thin or closed) else None
    whole = f" (% {tidy(base[1])})" if base else ""

    def own(*words: str, keep_start: bool = False) -> Named:
        name = tidy(" ".join(words), keep_start=keep_start)
        return Named(_with_head(name, parent, named), None, clause, parent, False)

    def inherited(index: int, more: str = "") -> Named:
        name = _OF_BASE.sub("", named[index].indicator)
        name = name.partition(" (")[0] if more else name
        return Named(name + more, None, clause, named[index].parent, True)

    front, behind = context.plain[context.floor : number.start], context.plain[number.end : context.right]
    again = is_thin(before) and bool(named) and named[-1].indicator.startswith("thời hạn")
    limit = deadline(before, behind, number.unit, front)
    if limit := limit or (deadline("thời hạn ", behind, number.unit) if again else ""):  # "15 ngày trước … và 7 ngày …"
        return Named(limit, None, clause, parent, False)
    if not counted and (topic := _TOPIC.match(after)):
        return Named(_about(topic["topic"], before if not own_thin else "", head, named), None, clause, parent, False)
    if head is not None and (same := told_again(context, [each.indicator for each in named], before, after)):
        return inherited(*same)
    owner = _owner(context, named)
    bare_with = owner is not None and "," not in before and _WITH_END.search(HEDGE_END.sub("", before).rstrip())
    if owner is not None and bare_with and not counted:  # "21 dự án đầu tư trong nước với 6.740 tỷ đồng"
        return Named(named[owner].indicator, None, clause, owner, True, attribute=True)
    if owner is not None and (bare_with or len(tidy(before).split()) <= _SHORT_PART):
        whole_name = named[owner].indicator.partition(" (")[0]
        if counted and _WITH_END.search(before):  # "617 HTX, với 32.495 thành viên"
            name = tidy(f"{number.unit} {after}", keep_start=True)
            return Named(f"{name} ({whole_name})", None, clause, owner, False, attribute=True)
        if not counted and MEASURE.match(f",{before}"):
            return Named(f"{tidy(before)} ({whole_name})", None, clause, owner, False, attribute=True)
    if head is not None and _AIM_ALONE.fullmatch(before):
        return inherited(head)  # "đạt 47,2%, cùng kỳ 44,9%, kế hoạch cả năm 95%"
    if number.unit == "%" and head is not None and _AIM_END.search(before):
        return inherited(head)  # "đạt 75,84%, chưa đảm bảo chỉ tiêu 100%"
    if number.unit == "%" and (of := re.match(r"\s+((?:tỷ lệ|tỉ lệ)\s.+)", after)):  # "mới đạt 75% tỷ lệ số dịch vụ …"
        return own(of[1], keep_start=True)
    unit = _MULTIPLE.sub("", number.unit) if counted else ""
    named_before = (
        unit != number.unit and is_thin(after) and not (own_thin or _DOING.search(before))
    )  # "đàn lợn 318 nghìn con"
    unit = "" if unit.lower() in before.lower() or named_before or (unit and unit_kind(unit) == "measure") else unit
    if not own_thin and closed and not is_thin(after) and _labels_phrase(before, after, number, counted):
        return own(unit, after, f"({tidy(before)})", keep_start=True)
    if own_thin and number.unit == "%" and not base and _ADDS.match(before) and NOUN.match(after):
        return own(tidy(before) or before.split(",")[-1].strip(), after, keep_start=True)  # "tăng thêm 10% số trường"
    if head is not None and not counted and (_STILL.search(before) or (own_thin and "/" in number.unit)):
        return inherited(head)  # "… 100% chi phí tư vấn nhưng không quá 100 triệu đồng/hồ sơ"
    if head is not None and not counted and _GROWS.match(before):
        return inherited(head, "" if own_thin else f" ({tidy(before)})")
    if number.unit == "%" and _THERE_IS.search(before) and NOUN.match(after) and len(before.split()) > _SHORT_PART:
        return own(after, keep_start=True)  # "Thôn miền núi là thôn có từ 15% hộ dân tộc thiểu số"
    if not own_thin and hedged and not joined and not base and not RATE.search(before) and NOUN.match(after):
        listed = _LISTED.match(after)  # "tiết kiệm thêm khoảng 10% chi thường xuyên"
        return own(tidy(before), listed[0] if listed else "", keep_start=True)
    if not own_thin and joined and number.unit == "%" and not base and is_generic(before) and not is_thin(after):
        return own(after, f"({tidy(before)})", keep_start=True)  # "đơn vị đạt tỷ lệ 100% người hưởng …"
    if not own_thin and joined and number.unit == "%" and _OUT_OF.search(before) and NOUN.match(after):
        return own(tidy(before) + f" (% {tidy(after.partition(',')[0])})")  # "Kinh tế số chiếm 45% GRDP"
    if not own_thin and number.unit == "%" and not base and _ENSURES.search(before) and NOUN.match(after):
        return own(after, f"({tidy(before)})", keep_start=True)  # "rà soát, đảm bảo đạt tỷ lệ 100% thủ tục được …"
    if not own_thin and closed and base:
        return own(tidy(before) + whole)
    if _STILL.search(before):  # no number before it: the sentence says from its start what must not be passed
        return own(context.plain[context.floor : number.start], keep_start=True)
    if not own_thin and counted and before.rstrip().endswith(":") and NOUN.match(after):
        return own(tidy(before) + f" ({tidy(f'{number.unit} {after}', keep_start=True)})")
    if not own_thin and not closed and number.kind == "measure" and NOUN.match(after):
        return own(tidy(before), after, keep_start=True)  # "gieo cấy 61.385 ha lúa vụ Xuân"
    if not own_thin and (closed or (not counted and number.kind not in ("percent", "range"))):
        return own(before)
    if not own_thin:  # "ban hành 52 Quyết định công bố …", "hoàn thành 100% kế hoạch"
        if len(before.split()) > _LONGER and NOUN.match(after) and after.lstrip()[0].islower():
            return Named(_behind(f"{unit} {after}", before), None, clause, parent, False)
        done = own(tidy(before), unit, "" if number.unit == "%" and _AND.match(after) else after, keep_start=True)
        done.verb = tidy(before) if counted and unit else ""
        return done
    if number.kind == "rank" and (about := re.search(r"(?<!\w)về\s+(.+)", after)):
        return own(about[1])
    if summed and counted:
        return own("tổng số", unit, after, keep_start=True)
    if (
        head is not None and counted and before.strip().lower() == "cho" and not is_thin(after)
    ):  # "tiêm ít nhất 01 mũi cho 12.400 trẻ"
        return own(named[head].indicator.partition(" (")[0], unit, after, keep_start=True)
    if head is None and counted and _ADDS.match(before):  # "Tăng thêm 04 Thứ trưởng"
        return own(tidy(before) or before.strip(" ,"), unit, after, keep_start=True)
    if head is not None and counted and named[head].verb and not before.strip(" ,") and not _PARTED.search(front):
        return own(named[head].verb, unit, after, keep_start=True)  # "thành lập mới 50 hợp tác xã, 02 liên hiệp"
    if number.kind == "measure" and NOUN.match(after) and not is_thin(after):
        return own(after, keep_start=True)  # "trên 63.000 ha cây trồng ngắn ngày"
    printed = context.text[context.left : number.start].strip(" ,:")
    alike = head is not None and context.numbers[head].unit == number.unit and bool(printed) and is_thin(after)
    if counted and unit and own_thin and (state := _REACHES.match(after)):
        return Named(f"{unit}{state.group()}", None, clause, parent, False)
    if head is not None and counted and before.strip().lower() in ("cho", "tại", "ở") and is_thin(after):
        return own(named[head].indicator, before, unit)  # "bàn giao 305 tài khoản cho 30/30 đơn vị"
    if head is not None and (
        (counted and alike)
        or (not counted and (number.kind == "rank" or _VERB.search(before) or base or not NOUN.match(after)))
    ):
        return inherited(head, whole)
    if counted and head is None and (whose := _CONSISTS.search(context.plain[context.floor : number.start])):
        name = f"{tidy(f'{unit} {after}', keep_start=True)} ({tidy(whose['what'])})"
        return Named(name, None, clause, parent, False)
    if counted or not is_thin(after):
        return own(unit, after, keep_start=True)
    return inherited(head, whole) if head is not None else Named(tidy(fallback) + whole, None, clause, parent, False)


def _behind(words: str, before: str) -> str:
    """The name of what is counted far inside a sentence, with the end of the words that lead up to it in brackets."""
    end = before.rpartition(",")[2] if len(before.rpartition(",")[2].split()) > _SHORT_PART else before
    led = " ".join(tidy(end).split()[-_LONG:])
    name = " ".join(tidy(words, keep_start=True).split()[:_LONGER])
    return f"{name} ({led})" if led else name


def _about(topic: str, before: str, head: int | None, named: Sequence[Named]) -> str:
    """The name of a value that holds for a topic: its own words in front, else those of the number before it."""
    what = tidy(_FROM_END.sub("", before)) or (
        named[head].indicator.partition(" đối với ")[0] if head is not None else ""
    )
    if len(what.split()) > _LONG:
        return f"{tidy(topic, keep_start=True)} ({what})"
    return tidy(f"{what} {topic}", keep_start=True)


def _owner(context: Context, named: Sequence[Named]) -> int | None:
    """The number of things that a measure said behind it belongs to, None where there is none in the same clause."""
    at = context.head
    while at is not None and named[at].attribute:
        at = named[at].parent
    same = context.left == context.floor and at is not None and counts(context.numbers[at])
    return at if same and context.numbers[context.index].unit != "%" else None


def _labels_phrase(before: str, after: str, number: Number, counted: bool) -> bool:
    """True where the words in front only label what follows: "Dữ liệu: 40 % chỉ số …", "trọng tâm là 40 xã đã …"."""
    few = len(before.split()) <= _SHORT_PART
    if counted:
        return few and bool(re.match(r"\s*(?:đã|được|bị|đang|chưa|có)\s", after))
    return before.rstrip().endswith(":") and number.unit == "%" and bool(re.match(r"\s+[^\W\d_]", after))


def _with_head(words: str, parent: int | None, named: Sequence[Named]) -> str:
    """The name of a part with that of its whole behind it, where the part is named too briefly to stand alone."""
    if parent is None or len(words.split()) > _SHORT_PART:
        return words
    head = named[parent].indicator.partition(" (")[0]
    return f"{words} ({head})" if head and head != words else words


def is_generic(words: str) -> bool:
    """True where words say too little to name a figure: "tỷ lệ", "đơn vị đạt tỷ lệ"."""
    return len(tidy(words).split()) <= 2
