"""The indicator of one number of a sentence, from the words before it, behind it, or of the number it belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.phrases import cue, is_thin, tidy
from ingest.vietnamese.levels import Scope
from ingest.vietnamese.numbers import Number, unit_kind

_SHORT_PART = 6  # a part named by so few syllables ("trễ hạn") needs its head to be understood
_PART = cue("part")
_JOINT_END = re.compile(cue("joint").pattern + r"[\s:]*$|:\s*$", re.IGNORECASE)
_HEDGE_END = cue("hedge", at_end=True)
_HEAD = re.compile(  # where the words of an indicator begin, if a sentence leads up to it
    r"(?:^\s*|[,:;]\s*|(?<!\w)(?:với|và|trong đó|nâng|đưa|tăng|giảm)\s+)"
    r"(?P<head>(?:tổng số|tỷ lệ|tỉ lệ|chỉ số|tốc độ|kim ngạch)(?!\w))"
    r"|[,:;]\s*(?P<sum>(?:tổng mức|tổng kim ngạch|tổng giá trị|sản lượng|doanh thu|quy mô)(?!\w))"
    r"|(?<!\w)(?:có|(?<!so )với|trong)\s+(?P<measure>(?:quy mô|diện tích|dân số|thời hạn|định mức|thời gian)(?!\w))"
    r"|(?<!\w)(?<!trình )(?:mục tiêu|chỉ tiêu)\s+(?P<aim>(?!quốc gia|là|đạt|đến)[^\W\d_])"
    r"|,\s*(?P<verb>(?:đã|đang|có)\s)",
    re.IGNORECASE,
)
# The documents an act rests on are no part of what is counted.
_BY_LAW = re.compile(
    r"(?<=\w)\s+theo\s+(?:Luật|Nghị quyết|Nghị định|Quyết định|Thông tư|Công văn|Kế hoạch|Chỉ thị|Văn bản)\s+số\s.*"
)
_AIM_END = re.compile(r"(?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu)(?:\s+là)?\s*$", re.IGNORECASE)
_DOING = cue("doing")
_OUT_OF = re.compile(r"(?<!\w)(?:chiếm|bằng)(?:\s+\w+)?\s*$", re.IGNORECASE)
_NOUN = re.compile(  # words that go on with a noun, not with where, when or compared with what
    r"\s+(?!(?:của|trong|tại|so|ở|trên|vào|theo|mỗi|hằng|hàng|năm|tháng|trở|và|với|là|cho|do|để|nhằm|mà|được|đã|có thể)"
    r"(?!\w))[^\W\d_]",
    re.IGNORECASE,
)
_FROM_END = re.compile(r"(?<!\w)từ\s*$", re.IGNORECASE)
_WITH_END = re.compile(r"(?<!\w)với\s*$", re.IGNORECASE)
_RATE = re.compile(r"tỷ lệ|tỉ lệ|chỉ số|mức độ|tốc độ", re.IGNORECASE)
# Words that lead on to something else than what is counted; "đạt chuẩn" is a state, not a value.
_ONWARD = re.compile(
    r"(?<!\w)(?:trong đó|chiếm|xếp|nguyên nhân|qua đó|góp phần|đảm bảo|theo quy định(?=\s+(?:tại|của))|nhằm|để"
    r"|đạt(?!\s+(?:chuẩn|tiêu chuẩn|tiêu chí|yêu cầu|quy chuẩn|loại|danh hiệu|trình độ)))(?!\w)"
)
# A change without a subject of its own: "tăng bình quân 10%" is about what was named before.
_GROWS = re.compile(
    r"^\W*(?:tăng|giảm|vượt|cao hơn|thấp hơn)"
    r"(?:\s+(?:bình quân|trung bình|trưởng|thêm|mạnh|nhẹ|khá|đều|so với)(?!\w)|\W*$)",
    re.IGNORECASE,
)
_ADDS = re.compile(r"^\W*(?:tăng|giảm)\s+thêm(?!\w)", re.IGNORECASE)
# What a share is a share of: "đạt 45,2% kế hoạch", "bằng 108% dự toán năm".
_BASE = re.compile(
    r"\s*((?:kế hoạch|dự toán|chỉ tiêu|kịch bản|nghị quyết|mục tiêu|KH)(?!\w)"
    r"(?:\s+(?:cả năm|năm|quý|tháng|vốn|được giao|giao|tỉnh giao|trung ương giao|HĐND tỉnh giao|đề ra)(?!\w))*)",
    re.IGNORECASE,
)
_OF_BASE = re.compile(r" \(% [^()]*\)$")
# "với tổng vốn đăng ký …": a measure of the things counted right before.
_MEASURE = re.compile(
    r"(?:,|(?<!\w)với)\s*(?:với\s+)?(?P<measure>(?:(?:tổng|tổng số)\s+)?(?:vốn|số vốn|kinh phí|số tiền|công suất"
    r"|diện tích|doanh thu|lãi|lợi nhuận|giá trị|mức đầu tư|thành viên|chiều dài)(?!\w))",
    re.IGNORECASE,
)
_LEAD_OVER = re.compile(r",\s*(?=trong đó|gồm|bao gồm|đạt|chiếm|tăng|giảm|xếp)", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class Context:
    text: str
    plain: str
    numbers: Sequence[Number]
    index: int
    left: int
    right: int
    head: int | None
    parent: int | None
    floor: int


def _before(context: Context) -> str:
    """The words in front of a number that name it."""
    before = context.plain[context.left : context.numbers[context.index].start]
    if context.index and context.left == context.floor:  # "đạt 102% dự toán, tăng 27%", "11 TTHC mới và 9 TTHC cũ"
        last = re.split(r",|(?<!\w)và(?!\w)", before)[-1]
        before = last if is_thin(last) and len(last) < len(before) else before.partition(",")[2] or before
    elif re.search(r",\D*(?<!\w)có\s*$", before):  # "…, ước cả năm có 1.600 doanh nghiệp đăng ký mới"
        last = before.rpartition(",")[2]
        before = last if is_thin(last) else before
    before = before[[0, *(match.end() for match in _PART.finditer(before))][-1] :]
    last = before.rpartition(",")[2]
    number = context.numbers[context.index]
    acts = _DOING.match(last.strip()) and not _JOINT_END.search(_HEDGE_END.sub("", before).rstrip())
    if acts and (counts(number) or number.unit == "%"):  # "…, thu hút gần 8,1 triệu lượt khách"
        before = last
    before = _BY_LAW.sub(" ", before)
    counted_before = context.head is not None and counts(context.numbers[context.head])
    if counted_before and (measures := list(_MEASURE.finditer(before))):
        before = before[measures[-1].start("measure") :]
    elif heads := list(_HEAD.finditer(before)):
        before = before[heads[-1].start(heads[-1].lastgroup or 0) :]
    return before


def _after(context: Context) -> str:
    """The words behind a number that still belong to it, not those that lead over to the next."""
    after = context.plain[context.numbers[context.index].end : context.right]
    next_follows = context.right < len(context.text) and context.text[context.right] not in ";.()\n:!?…"
    if next_follows and "," in after:
        rest, _, last = after.rpartition(",")
        after = rest if is_thin(last) or len(last) < 60 else after
    after = _LEAD_OVER.split(after)[0]
    return _first(after)


def named_by(context: Context, named: Sequence[Named], fallback: str) -> Named:
    number, head, parent = context.numbers[context.index], context.head, context.parent
    before, after, clause = _before(context), _after(context), (context.left, context.right)
    counted = counts(number)
    own_thin, summed = is_thin(before), "tổng số" in before.lower()
    hedged = bool(not counted and _HEDGE_END.search(before))
    joined = bool(_JOINT_END.search((_HEDGE_END if hedged else _FROM_END).sub("", before).rstrip()))
    closed = joined or hedged
    base = _BASE.match(after) if number.unit == "%" and (own_thin or closed) else None
    whole = f" (% {tidy(base[1])})" if base else ""

    def own(*words: str, keep_start: bool = False) -> Named:
        name = tidy(" ".join(words), keep_start=keep_start)
        return Named(_with_head(name, parent, named), None, clause, parent, False)

    def inherited(index: int, more: str = "") -> Named:
        return Named(_OF_BASE.sub("", named[index].indicator) + more, None, clause, named[index].parent, True)

    owner = _owner(context, named)
    if owner is not None and len(tidy(before).split()) <= _SHORT_PART:
        whole_name = named[owner].indicator.partition(" (")[0]
        if counted and _WITH_END.search(before):  # "617 HTX, với 32.495 thành viên"
            name = tidy(f"{number.unit} {after}", keep_start=True)
            return Named(f"{name} ({whole_name})", None, clause, owner, False, attribute=True)
        if not counted and _MEASURE.match(f",{before}"):
            return Named(f"{tidy(before)} ({whole_name})", None, clause, owner, False, attribute=True)
    if number.unit == "%" and head is not None and _AIM_END.search(before):
        return inherited(head)  # "đạt 75,84%, chưa đảm bảo chỉ tiêu 100%"
    if number.unit == "%" and (of := re.match(r"\s+((?:tỷ lệ|tỉ lệ)\s.+)", after)):  # "mới đạt 75% tỷ lệ số dịch vụ …"
        return own(of[1], keep_start=True)
    unit = number.unit if counted and number.unit.lower() not in before.lower() else ""
    if not own_thin and closed and not is_thin(after) and _labels_phrase(before, after, number, counted):
        return own(unit, after, f"({tidy(before)})", keep_start=True)
    if own_thin and number.unit == "%" and not base and _ADDS.match(before) and _NOUN.match(after):
        return own(tidy(before) or before.split(",")[-1].strip(), after, keep_start=True)  # "tăng thêm 10% số trường"
    if head is not None and not counted and _GROWS.match(before):
        return inherited(head, "" if own_thin else f" ({tidy(before)})")
    if not own_thin and hedged and not joined and not base and not _RATE.search(before) and _NOUN.match(after):
        return own(
            tidy(before), after.partition(",")[0], keep_start=True
        )  # "tiết kiệm thêm khoảng 10% chi thường xuyên"
    if not own_thin and joined and number.unit == "%" and not base and is_generic(before) and not is_thin(after):
        return own(after, f"({tidy(before)})", keep_start=True)  # "đơn vị đạt tỷ lệ 100% người hưởng …"
    if not own_thin and joined and number.unit == "%" and _OUT_OF.search(before) and _NOUN.match(after):
        return own(tidy(before) + f" (% {tidy(after.partition(',')[0])})")  # "Kinh tế số chiếm 45% GRDP"
    if not own_thin and closed and base:
        return own(tidy(before) + whole)
    if not own_thin and (closed or (not counted and number.kind not in ("percent", "range"))):
        return own(before)
    if not own_thin:  # "ban hành 52 Quyết định công bố …", "hoàn thành 100% kế hoạch"
        done = own(tidy(before), unit, after, keep_start=True)
        done.verb = tidy(before) if counted and unit else ""
        return done
    if number.kind == "rank" and (about := re.search(r"(?<!\w)về\s+(.+)", after)):
        return own(about[1])
    if summed and counted:
        return own("tổng số", unit, after, keep_start=True)
    if head is not None and counted and named[head].verb and not before.strip(" ,"):
        return own(named[head].verb, unit, after, keep_start=True)  # "thành lập mới 50 hợp tác xã, 02 liên hiệp"
    if number.kind == "measure" and _NOUN.match(after) and not is_thin(after):
        return own(after, keep_start=True)  # "trên 63.000 ha cây trồng ngắn ngày"
    printed = context.text[context.left : number.start].strip(" ,:")
    alike = head is not None and context.numbers[head].unit == number.unit and bool(printed) and is_thin(after)
    if head is not None and counted and before.strip().lower() in ("cho", "tại", "ở") and is_thin(after):
        return own(named[head].indicator, before, unit)  # "bàn giao 305 tài khoản cho 30/30 đơn vị"
    if head is not None and (
        (counted and alike) or (not counted and (before.split() or base or not _NOUN.match(after)))
    ):
        return inherited(head, whole)
    if counted or not is_thin(after):
        return own(unit, after, keep_start=True)
    return inherited(head, whole) if head is not None else Named(tidy(fallback) + whole, None, clause, parent, False)


def _owner(context: Context, named: Sequence[Named]) -> int | None:
    """The number of things that a measure said behind it belongs to, None where there is none in the same clause."""
    at = context.head
    while at is not None and named[at].attribute:
        at = named[at].parent
    same = context.left == context.floor and at is not None and counts(context.numbers[at])
    return at if same and context.numbers[context.index].unit != "%" else None


def counts(number: Number) -> bool:
    """True for a number of things: "52 Quyết định", not a share, an amount, a rank or a step."""
    counted = unit_kind(number.unit or "%") in ("count", None) and number.unit not in ("bậc", "hạng", "lần")
    return counted and number.kind != "rank"


def _labels_phrase(before: str, after: str, number: Number, counted: bool) -> bool:
    """True where the words in front only label what follows: "Dữ liệu: 40 % chỉ số …", "trọng tâm là 40 xã đã …"."""
    few = len(before.split()) <= _SHORT_PART
    if counted:
        return few and bool(re.match(r"\s*(?:đã|được|bị|đang|chưa|có)\s", after))
    return before.rstrip().endswith(":") and number.unit == "%" and bool(re.match(r"\s+[^\W\d_]", after))


def _first(after: str) -> str:
    """The words after a number that still belong to it."""
    return _ONWARD.split(after)[0]


def _with_head(words: str, parent: int | None, named: Sequence[Named]) -> str:
    """The name of a part with that of its whole behind it, where the part is named too briefly to stand alone."""
    if parent is None or len(words.split()) > _SHORT_PART:
        return words
    head = named[parent].indicator.partition(" (")[0]
    return f"{words} ({head})" if head and head != words else words


def is_generic(words: str) -> bool:
    """True where words say too little to name a figure: "tỷ lệ", "đơn vị đạt tỷ lệ"."""
    return len(tidy(words).split()) <= 2
