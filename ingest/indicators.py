"""What each number of a sentence counts: the words before it, after it, or those of the number it belongs to.

Forms of the genre: "Tỷ lệ X đạt 93%"; "công bố mới 11 TTHC"; "100% cơ quan …"; a breakdown in brackets or after
"trong đó" whose parts name only a place take the indicator of their head.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.clauses import HEDGE_END, JOINT_END, NOUN, RATE, Context, counts
from ingest.gapped import answering, completed, in_turn, of_event, restricts
from ingest.naming import Named, named_by
from ingest.phrases import CUES, blank, cue, is_thin, tidy
from ingest.told_again import MOST
from ingest.vietnamese.levels import Scope, find_scopes
from ingest.vietnamese.number_units import unit_kind
from ingest.vietnamese.numbers import NUMERALS, Number

_PART = cue("part")
_BOUNDARY = re.compile(r"[;()\n]|[.!?…](?=\s|$)|:(?=\s*\S)")
_RIGHT = re.compile(r"[;()\n:]|[.!?…](?=\s|$)")
_CENTRAL = re.compile(r"(?:cấp|cơ quan|tại|giải quyết của)(?:\s+các)?(?:\s+cơ quan)?\s*$", re.IGNORECASE)
"""In front of a central body that is the figure's place; elsewhere it only gives orders ("do Chính phủ giao")."""
_WITHIN = re.compile(r"(?<!\w)(?:của|ở|thuộc|tại)\s+$", re.IGNORECASE)
_APART = re.compile(r"[,;:.()]|(?<!\w)(?:của|ở|thuộc|tại)\s+$", re.IGNORECASE)
_FOR = re.compile(r"\s*(?:cho|tại|ở|của)\s+", re.IGNORECASE)
_VALUE_OF = re.compile(r"\s*(?:đạt|là|chiếm|bằng)(?:\s+(?:tỷ lệ|tối thiểu|ít nhất|trên|khoảng))*\s*", re.IGNORECASE)
_AS_FOLLOWS = re.compile(r"(?<!\w)(?:sau|sau đây|như sau|gồm|bao gồm)\s*$", re.IGNORECASE)
_EQUALS = re.compile(r"^(?P<label>[^:=]*):[^:]*=\s*$")
"""A sum worked out behind its name: "Chi phí: 80 giờ x 40.000 đồng/giờ = 3.200.000 đồng"."""
_INCLUDING = re.compile(r"\((?:bao gồm|gồm|kể cả|tính cả|không bao gồm|trừ)(?!\w)[^()\d]*\)", re.IGNORECASE)
_IN_WORDS = re.compile(rf"\((?:bằng chữ:?)?(?:[\s,.]*(?:{NUMERALS}|đồng|chẵn)(?!\w))+[\s,.]*\)", re.IGNORECASE)
"""An amount said again in words, as the law on accounts asks: "(hai trăm linh chín nghìn đồng)"."""
_BRACKET = re.compile(r"\(([^()\d]*)\)")
JOINED = "\N{SINGLE LOW-9 QUOTATION MARK}"
"""In place of the comma inside one notion ("tổ chức, cá nhân"), while clauses are parted at commas."""
_LEFT_OVER = re.compile(rf"\s*{JOINED}(?=\s*(?:[()]|$))")  # at the end of words that were cut
_PAIR = re.compile(rf"(?<!\w)(?:{'|'.join(CUES['pair'])})(?!\w)", re.IGNORECASE)
_PLACE = re.compile(  # the joining words in front of a place go with it
    r"(?:,\s*)?(?:(?<!\w)(?:của|tại|ở|thuộc|trên|cho|thuộc thẩm quyền giải quyết|thẩm quyền|trên địa bàn)\s+)*$",
    re.IGNORECASE,
)


def _hidden(text: str, number: Number, floor: int, scopes: Sequence[Scope]) -> str:
    """The text with the level said right in front of the number blanked: it is the figure's place, not its name."""
    spans: list[tuple[int, int]] = []
    reach = number.start
    for scope in reversed([s for s in scopes if floor <= s.start and s.end <= number.start]):
        if not is_thin(text[scope.end : reach]) or scope.name != scope.level or scope.level == "trung ương":
            break
        place = _PLACE.search(text, max(floor, scope.start - 60), scope.start)
        reach = place.start() if place else scope.start
        spans.append((reach, scope.end))
    return blank(text, spans)


def name_numbers(
    text: str, numbers: Sequence[Number], scopes: Sequence[Scope], periods: Sequence[tuple[int, int]], fallback: str
) -> list[Named]:
    """An indicator and a place for each number of a sentence; `fallback` (lead or heading) where it says neither."""
    scopes = [
        s
        for s in scopes
        if not any(n.start < s.end and s.start < n.end for n in numbers)
        and (s.level != "trung ương" or _CENTRAL.search(text[: s.start]))
    ]
    text = _PAIR.sub(lambda m: m[0].replace(",", JOINED), text)
    text = _INCLUDING.sub(lambda m: " " * len(m[0]), text)
    text = _IN_WORDS.sub(lambda m: " " * len(m[0]), text)
    restated = {i for i in range(1, len(numbers)) if _restates(text, numbers[i - 1], numbers[i])}
    text = blank(text, [(text.rindex("(", 0, numbers[i].start), text.index(")", numbers[i].end) + 1) for i in restated])
    text = _BRACKET.sub(lambda m: f" {m[1]} ", text)  # "(CCHC)" does not part a number from its indicator
    timeless = blank(text, periods)
    answers, told = answering(text, numbers), in_turn(timeless, numbers)
    named: list[Named] = []
    last_at: dict[int, int] = {}
    parts_of: int | None = None
    for i, number in enumerate(numbers):
        if i in restated:
            named.append(replace(named[i - 1], inherited=True))
            continue
        floor = numbers[i - 1].end if i else 0
        if i and _WITHIN.search(text[: numbers[i - 1].start]) and not _APART.search(text[floor : number.start]):
            floor = numbers[i - 2].end if i > 1 else 0  # "GRDP của 02 tỉnh sau hợp nhất khoảng 07 tỷ USD"
        if i and _describes(text[floor - 160 if floor > 160 else 0 : numbers[i - 1].start], text[floor : number.start]):
            floor = numbers[i - 2].end if i > 1 else 0
        between = text[floor : number.start]
        colon_before = re.search(r":\s*$", between)
        stop = len(between) - (len(colon_before.group()) if colon_before else 0)
        cuts = list(_BOUNDARY.finditer(between, 0, stop))
        plain = _hidden(timeless, number, floor, scopes)
        bare = number.unit != "%" or is_thin(re.split(r"[,;()]", text[number.end : number.end + 80])[0])
        listed = bool(_AS_FOLLOWS.search(between[: cuts[-1].start()])) if cuts else False
        while (
            bare
            and not listed
            and cuts
            and cuts[-1].group() == ":"
            and is_thin(plain[floor + cuts[-1].end() : number.start])
        ):
            cuts.pop()  # "Lĩnh vực X: đạt 9,6 điểm", but not "Ở khu công nghiệp: phấn đấu 100% cán bộ …"
        if _only_in_brackets(plain, between, cuts, number, floor, first=i == 0):
            cuts.pop()  # "Tính hợp lý của văn bản (0,90/1 điểm)"
        left = floor + (cuts[-1].end() if cuts else 0)
        depth = _depth(text, number.start)
        beyond = i + 1
        while beyond < len(numbers) and (beyond in restated or restricts(text, numbers[beyond - 1], numbers[beyond])):
            beyond += 1
        following = numbers[beyond].start if beyond < len(numbers) else len(text)
        right = _right(text, number, following)
        if re.search(r"[.!?]\s", between):
            parts_of = None
        if i and _PART.search(between) and depth == 0:
            parts_of = last_at.get(0)
            if parts_of is not None and ";" in between:  # "148 đơn vị, gồm 133 xã và 15 phường; trong đó có 131 xã"
                parent_of = named[parts_of].parent
                parts_of = parts_of if parent_of is None else parent_of
        for deeper in [d for d in last_at if d > depth]:
            del last_at[deeper]
        sibling, above = last_at.get(depth), last_at.get(depth - 1) if depth else parts_of
        new_part = any(cut.group() in "();" for cut in cuts)
        parent = above if (depth or parts_of is not None) else None
        head = sibling if sibling is not None and not (new_part and parent is not None) else above
        if head is None and sibling is not None:
            head = sibling
        context = Context(text, plain, numbers, i, left, right, head if head is not None else parent, parent, floor)
        item = named_by(context, named, fallback)
        if equals := _EQUALS.match(plain[: number.start]):
            item = Named(tidy(equals["label"]), None, (left, right), None, False)
        if i in answers:
            item = replace(named[answers[i]], clause=(left, right), inherited=True)
        elif i in told:
            item = Named(told[i], None, (left, right), None, False)
        elif not item.inherited and parent is None:
            item.indicator = completed(item.indicator, i, numbers, [each.indicator for each in named], text)
            if head is not None and not re.search(r"[.!?]\s", between):
                item.indicator = of_event(item.indicator, named[head].indicator)
        own = [s for s in scopes if left <= s.start < number.start]
        after = [s for s in scopes if number.end <= s.start < right and _placed(text, number, s)]
        if i in told:
            own = list(find_scopes(told[i]))
        if own and after and i and "," in text[own[-1].end : number.start] and own[-1].start >= numbers[i - 1].end:
            own = after[:1]  # "02 người thuộc phường A, 01 người thuộc xã B"
        if own and after and i and _FOR.fullmatch(text[numbers[i - 1].end : own[-1].start]):
            own = after[:1]  # "215 tỷ đồng cho thành phố A và 209 tỷ đồng cho thành phố B"
        if own:
            item.scope = own[-1]
        elif after and not item.inherited:
            item.scope = after[0]
        elif head is not None and (item.inherited or item.parent is not None or not new_part):
            item.scope = named[head].scope
        elif parent is not None:
            item.scope = named[parent].scope
        else:
            before = [s for s in scopes if s.end <= left and _depth(text, s.start) <= depth]
            item.scope = before[-1] if before and not _ends(text, before[-1], left, numbers) else None
        named.append(item)
        last_at[depth] = i
    for item in named:
        item.indicator = _LEFT_OVER.sub("", item.indicator).replace(f" {JOINED}", ",").replace(JOINED, ",")
    return named


def _describes(before: str, between: str) -> bool:
    """True where a number only describes of what the next is a share: "Tỷ lệ hộ có tốc độ 1 Gb/s đạt 100%"."""
    clause = _BOUNDARY.split(before)[-1]
    if between.strip() == ":":
        return not JOINT_END.search(clause)  # "Nhà đã sử dụng dưới 5 năm: 100%"
    return bool(
        RATE.search(clause) and not JOINT_END.search(HEDGE_END.sub("", clause)) and _VALUE_OF.fullmatch(between)
    )


def _restates(text: str, number: Number, other: Number) -> bool:
    """True where a bracket behind a number only says it in another unit: "05 ngày làm việc (40 giờ làm việc)"."""
    opened, closed = text[number.end : other.start].strip(), text[other.end :].lstrip()[:1]
    return opened == "(" and closed == ")" and unit_kind(number.unit) == unit_kind(other.unit) in ("measure", "money")


def _only_in_brackets(
    text: str, between: str, cuts: Sequence[re.Match[str]], number: Number, floor: int, *, first: bool
) -> bool:
    """True where a bracket opens right before the number and the words in front of it are about no other number."""
    if counts(number) and NOUN.match(text, number.end):
        return False  # "các dự án đã đầu tư (02 dự án nhà máy điện gió …)" says itself what it counts
    led = len(cuts) == 1 and MOST.match(between[: cuts[0].start()])  # "đạt 40%, cao nhất là Sở Y tế (88%)"
    if len(cuts) < (1 if first or led else 2) or cuts[-1].group() != "(" or not is_thin(between[cuts[-1].end() :]):
        return False
    start = cuts[-2].end() if len(cuts) > 1 else 0
    return not is_thin(text[floor + start : floor + cuts[-1].start()])


def _ends(text: str, scope: Scope, left: int, numbers: Sequence[Number]) -> bool:
    """Whether a place named before is left behind: with its sentence, or its clause unless it opens the sentence."""
    opens = scope.end <= numbers[0].start and scope.level == "tỉnh"
    return bool(re.search(r"[.](?:\s|$)" if opens else r"[.;](?:\s|$)", text[scope.end : left]))


def _placed(text: str, number: Number, scope: Scope) -> bool:
    """Whether a place behind a number is the number's: the whole country only where it is said right there, and
    no name of a list of what is counted ("02 xã không sắp xếp là xã A và xã B")."""
    if re.search(r"(?<!\w)(?:là|gồm|bao gồm)\s+(?!\w+ của)|:", text[number.end : scope.start]):
        return False
    return scope.level != "cả nước" or text[number.end : scope.start].strip() in ("của", "trong", "")


def _depth(text: str, at: int) -> int:
    """How many brackets are open at an offset; the bracket of a list mark "c)" closes none."""
    depth = 0
    for bracket in re.findall(r"[()]", text[:at]):
        depth = depth + 1 if bracket == "(" else max(0, depth - 1)
    return depth


def _right(text: str, number: Number, limit: int) -> int:
    match = _RIGHT.search(text, number.end, limit)
    return match.start() if match else limit
