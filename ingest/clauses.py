"""The words around one number of a sentence that say what it counts: those before it and those behind it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.phrases import CUES, cue, is_thin
from ingest.vietnamese.number_units import unit_kind
from ingest.vietnamese.numbers import Number

_PART = cue("part")
JOINT_END = re.compile(cue("joint").pattern + r"[\s:]*$|:\s*$", re.IGNORECASE)
HEDGE_END = cue("hedge", at_end=True)
_HEAD = re.compile(  # where the words of an indicator begin, if a sentence leads up to it
    r"(?:^\s*|[,:;]\s*|(?<!\w)(?:với|và|trong đó|nâng|đưa|tăng|giảm)\s+)"
    r"(?P<head>(?:tổng số|tỷ lệ|tỉ lệ|chỉ số|tốc độ|kim ngạch)(?!\w))"
    r"|[,:;]\s*(?P<sum>(?:tổng mức|tổng kim ngạch|tổng giá trị|sản lượng|doanh thu|quy mô"
    r"|diện tích|kinh phí|số tiền)(?!\w))"
    r"|(?<!\w)(?:có|(?<!so )với|trong)\s+(?P<measure>(?:quy mô|diện tích|dân số|thời hạn|định mức|thời gian)(?!\w))"
    r"|(?<!\w)(?<!trình )(?<!có )(?:mục tiêu|chỉ tiêu)\s+"
    r"(?P<aim>(?!quốc gia|là|đạt|đến|giao|được giao|tỉnh giao|đề ra)[^\W\d_])"
    r"|,\s*(?P<verb>(?:đã|đang|có)\s)",
    re.IGNORECASE,
)
# The documents an act rests on are no part of what is counted.
_BY_LAW = re.compile(
    r"(?<=\w)\s+theo\s+(?:Luật|Nghị quyết|Nghị định|Quyết định|Thông tư|Công văn|Kế hoạch|Chỉ thị|Văn bản)\s+số\s.*"
)
_DOING = cue("doing")
_SAYS_WHO = re.compile(r"^\W*(?:Theo|Căn cứ|Qua)\s+(?![^,]*:)[^,;]{3,120},\s+(?=[^\W\d_])")
"""Where a figure is taken from: "Theo Quyết định số 27/QĐ-UBND, điểm trung bình …"."""
_AGAINST_THAT = re.compile(
    r"^\W*so với\s+(?:kế hoạch|dự kiến|yêu cầu|quy định)(?:\s+[^\W\d_]+){0,2}?\s+(?=do\s|vì\s)", re.IGNORECASE
)
_AND_DOES = re.compile(r"\s+và\s+(?=" + cue("doing").pattern + ")", re.IGNORECASE)
"""Where the next number's act begins: "hoàn thành 36 km đường gom và giải tỏa 14 điểm đen"."""
_REASON = re.compile(r",?\s+(?:do|vì|nhờ|bởi)(?!\w)", re.IGNORECASE)
_CHANGES = re.compile(r"(?<!\w)(?:tăng|giảm)(?:\s+(?:khoảng|gần|hơn|trên))?\s*$", re.IGNORECASE)
# Words that lead on to something else than what is counted; "đạt chuẩn" is a state, not a value.
_ONWARD = re.compile(
    r"(?<!\w)(?:trong đó|chiếm|(?<!sắp )xếp|nguyên nhân|qua đó|góp phần|đảm bảo|theo quy định(?=\s+(?:tại|của))|nhằm|để"
    r")(?!\w)|,?\s+(?:(?:hoàn thành|xong)\s+)?trước\s+(?:ngày\s+)?(?=\d)"
)
_REACHED = re.compile(r"(?<!\w)đạt(?:\s+\w+){0,2}\s*$")  # in front of a value: "52 hồ sơ đạt tỷ lệ 98%"
NOUN = re.compile(  # words that go on with a noun, not with where, when or compared with what
    r"\s+(?!(?:của|trong|tại|so|ở|trên|vào|theo|mỗi|hằng|hàng|năm|tháng|trở|và|với|là|cho|do|để|nhằm|mà|được|đã|có thể)"
    r"(?!\w))[^\W\d_]",
    re.IGNORECASE,
)
RATE = re.compile(r"tỷ lệ|tỉ lệ|chỉ số|mức độ|tốc độ", re.IGNORECASE)
# "với tổng vốn đăng ký …": a measure of the things counted right before.
MEASURE = re.compile(
    r"(?:,|(?<!\w)với|(?=(?<!\w)trị giá))\s*(?:với\s+)?(?P<measure>(?:(?:tổng|tổng số)\s+)?(?:vốn|số vốn|kinh phí"
    r"|số tiền|công suất|diện tích|doanh thu|lãi|lợi nhuận|giá trị|trị giá|mức đầu tư|thành viên|chiều dài)(?!\w))",
    re.IGNORECASE,
)
_BUT = re.compile(r",\s*nhưng\s")  # "…, nhưng mức bồi thường không quá 100% giá trị …"
_AND_NEXT = re.compile(r"\s*(?:,|và)\s+(?:[^\s,;]+\s+){1,5}$")
_LEAD_OVER = re.compile(
    rf",\s*(?=(?:trong đó|gồm|bao gồm|đạt|chiếm|tăng|giảm|xếp|{'|'.join(CUES['opening'])})(?!\w))"
    r"|(?<!\w)(?:so với|so cùng kỳ|trị giá)(?!\w)",
    re.IGNORECASE,
)


_LONG = 16
"""Syllables in front of a number: more than this hold a clause of their own before the one that names it."""
_QUANTITY = re.compile(  # where the name of a value begins inside a long clause
    r"(?:^|[,:;]\s*|(?<!\w)(?:(?<!so )với|ở|theo|nếu|điều kiện|dự báo|áp dụng|quy định|hưởng|nâng|giảm|tăng|đưa"
    r"|bảo đảm|đảm bảo)\s+)"
    rf"(?P<head>{cue('measure').pattern})(?!\s+(?:cao|thấp|theo)(?!\w))",
    re.IGNORECASE,
)
# Behind four syllables: the words between the commas of a list ("cán bộ, công chức, viên chức được …") are fewer.
_NEW_CLAUSE = re.compile(
    r"(?<=\w)(?:\s+[^\s,;]+){4}[,;]\s+(?=[^,;]*(?<!\w)(?:được|phải|đã|đang|sẽ)(?!\w))|(?<!\w)và\s+(?=(?:được|phải|đã|sẽ)\s)|(?<!\w)(?:thì|nếu)\s+"
)
_DONE_AT_END = re.compile(  # "… do Nhà nước nắm giữ 100% vốn", "… ước tăng thu khoảng 500 tỷ đồng"
    cue("doing").pattern + r"\s*$|(?<!\w)(?:tăng|giảm)(?:\s+[^\W\d_]+){1,3}\s*$", re.IGNORECASE
)


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


def counts(number: Number) -> bool:
    """True for a number of things: "52 Quyết định", not a share, an amount, a rank or a step."""
    counted = unit_kind(number.unit or "%") in ("count", None) and number.unit not in ("bậc", "hạng", "lần")
    return counted and number.kind != "rank"


def words_before(context: Context) -> str:
    """The words in front of a number that name it."""
    number = context.numbers[context.index]
    before, behind = context.plain[context.left : number.start], context.plain[number.end : context.right]
    if context.index and context.left == context.floor:  # "đạt 102% dự toán, tăng 27%", "11 TTHC mới và 9 TTHC cũ"
        last = re.split(r",|(?<!\w)và(?!\w)", before)[-1]
        before = last if is_thin(last) and len(last) < len(before) else before.partition(",")[2] or before
    elif number.unit == "%" and not RATE.search(before) and NOUN.match(behind):
        last = re.split(r",|(?<!\w)và(?!\w)", before)[-1]
        before = last if is_thin(last) else before  # "100% A ở …, xả lũ và ít nhất 50% B"
    elif re.search(r",\D*(?<!\w)có\s*$", before):  # "…, ước cả năm có 1.600 doanh nghiệp đăng ký mới"
        last = before.rpartition(",")[2]
        before = last if is_thin(last) else before
    before = before[[0, *(match.end() for match in _PART.finditer(before))][-1] :]
    last = before.rpartition(",")[2]
    acts = _DOING.match(last.strip()) and not JOINT_END.search(HEDGE_END.sub("", before).rstrip())
    if acts and (counts(number) or number.unit == "%"):  # "…, thu hút gần 8,1 triệu lượt khách"
        before = last
    before = _AGAINST_THAT.sub("", _BY_LAW.sub(" ", before))
    rest = _SAYS_WHO.sub("", before)
    before = before if is_thin(rest) else rest
    last = _BUT.split(before)[-1]
    before = before if is_thin(HEDGE_END.sub("", last)) else last
    counted_before = context.head is not None and counts(context.numbers[context.head])
    if counted_before and (measures := list(MEASURE.finditer(before))):
        before = before[measures[-1].start("measure") :]
    elif heads := list(_HEAD.finditer(before)):
        head = heads[0] if re.search(r"\d", before[heads[0].end() :]) else heads[-1]  # "Tỷ lệ hộ … tốc độ 1 Gb/s"
        before = before[head.start(head.lastgroup or 0) :]
    return _last_clause(before, follows=bool(NOUN.match(behind)))


def _last_clause(before: str, *, follows: bool) -> str:
    """The end of long words that names the number: from its quantity, its verb or the last clause on."""
    if len(before.split()) <= _LONG:
        return before
    core = HEDGE_END.sub("", before)
    starts = [match.start("head") for match in _QUANTITY.finditer(before)]
    if not starts and (verb := _DONE_AT_END.search(core)) and (follows or verb.group().count(" ") > 1):
        starts = [verb.start()]
    starts = starts or [match.end() for match in _NEW_CLAUSE.finditer(before)]
    return before[starts[-1] :] if starts else before


def words_after(context: Context) -> str:
    """The words behind a number that still belong to it, not those that lead over to the next."""
    after = context.plain[context.numbers[context.index].end : context.right]
    if after.lstrip().startswith(","):
        return ""
    next_follows = context.right < len(context.text) and context.text[context.right] not in ";.()\n:!?…"
    if next_follows and "," in after and not after.rstrip().endswith(" và"):  # "126 thủ tục mới, sửa đổi và 135 …"
        rest, _, last = after.rpartition(",")
        after = rest if is_thin(last) or len(last) < 60 else after
    if _next_of_list(context, after):
        return ""
    alone = next_follows and "," not in context.plain[context.numbers[context.index].end : context.right]
    if alone and (then := _AND_DOES.search(after)):
        after = after[: then.start()]
    if _CHANGES.search(context.plain[: context.numbers[context.index].start]):
        after = _REASON.split(after)[0]  # "khai khoáng giảm 6,1% do ba mỏ đá hết hạn giấy phép"
    after = _LEAD_OVER.split(after)[0]
    following = context.numbers[context.index + 1 : context.index + 2]
    if following and following[0].start == context.right and (measure := MEASURE.search(after)):
        after = after[: measure.start()]  # "09 khu công nghiệp với tổng diện tích 2.164 ha"
    if re.search(r"(?<!\w)từ\s*$", context.plain[: context.numbers[context.index].start]):
        after = re.sub(r"^([^.,;:()\d]{0,60}?)\s*trở\s+(?:lên|xuống)", r"\1", after)  # the comparator says it
    leads = following and following[0].start == context.right
    if leads and "," not in context.plain[context.numbers[context.index].end : context.right]:
        after = _REACHED.sub("", after)
    return _ONWARD.split(after)[0]


def _next_of_list(context: Context, after: str) -> bool:
    """Whether the words behind a number name the next: "tiểu học 60 phòng và trung học cơ sở 50 phòng"."""
    number, following = context.numbers[context.index], context.numbers[context.index + 1 : context.index + 2]
    same = counts(number) and bool(number.unit) and all(each.unit == number.unit for each in following)
    return bool(following) and same and following[0].start >= context.right and bool(_AND_NEXT.match(after))
