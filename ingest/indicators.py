"""What each number of a sentence counts: the words before it, after it, or those of the number it belongs to.

Forms of the genre: "Tỷ lệ X đạt 93%"; "công bố mới 11 TTHC"; "100% cơ quan …"; a breakdown in brackets or after
"trong đó" whose parts name only a place take the indicator of their head.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.phrases import blank, cue, is_thin, tidy
from ingest.vietnamese.levels import Scope
from ingest.vietnamese.numbers import Number, unit_kind

_SHORT_PART = 6  # a part named by so few syllables ("trễ hạn") needs its head to be understood


_PART = cue("part")
_JOINT_END = re.compile(cue("joint").pattern + r"[\s:]*$|:\s*$", re.IGNORECASE)
_HEDGE_END = cue("hedge", at_end=True)
_BOUNDARY = re.compile(r"[;()\n]|[.!?…](?=\s|$)|:(?=\s*\S)")
_RIGHT = re.compile(r"[;()\n:]|[.!?…](?=\s|$)")
_HEAD = re.compile(  # where the words of an indicator begin, if a sentence leads up to it
    r"(?:^\s*|[,:;]\s*|(?<!\w)(?:với|và|trong đó|nâng|đưa)\s+)"
    r"(?P<head>(?:tổng số|tỷ lệ|tỉ lệ|chỉ số|tốc độ|kim ngạch)(?!\w))|,\s*(?P<verb>(?:đã|đang|có)\s)",
    re.IGNORECASE,
)
_LEAD_OVER = re.compile(r",\s*(?=trong đó|gồm|bao gồm|đạt|chiếm|tăng|giảm|xếp)", re.IGNORECASE)
_CENTRAL = re.compile(r"(?:cấp|cơ quan|tại|giải quyết của)(?:\s+các)?(?:\s+cơ quan)?\s*$", re.IGNORECASE)
"""In front of a central body that is the figure's place; elsewhere it only gives orders ("do Chính phủ giao")."""
_BRACKET = re.compile(r"\(([^()\d]*)\)")


@dataclass(slots=True)
class Named:
    """A number with its indicator, and the scope said for it (None where none was said).

    `clause` is the stretch of text that belongs to it; `parent` the index of the number it is a part of.
    """

    indicator: str
    scope: Scope | None
    clause: tuple[int, int]
    parent: int | None
    inherited: bool


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
    text = _BRACKET.sub(lambda m: f" {m[1]} ", text)  # "(CCHC)" does not part a number from its indicator
    timeless = blank(text, periods)
    named: list[Named] = []
    last_at: dict[int, int] = {}
    parts_of: int | None = None
    for i, number in enumerate(numbers):
        floor = numbers[i - 1].end if i else 0
        between = text[floor : number.start]
        colon_before = re.search(r":\s*$", between)
        stop = len(between) - (len(colon_before.group()) if colon_before else 0)
        cuts = list(_BOUNDARY.finditer(between, 0, stop))
        plain = _hidden(timeless, number, floor, scopes)
        bare = number.unit != "%" or is_thin(re.split(r"[,;()]", text[number.end : number.end + 80])[0])
        while bare and cuts and cuts[-1].group() == ":" and is_thin(plain[floor + cuts[-1].end() : number.start]):
            cuts.pop()  # "Lĩnh vực X: đạt 9,6 điểm", but not "Ở khu công nghiệp: phấn đấu 100% cán bộ …"
        if _only_in_brackets(plain, between, cuts, floor, first=i == 0):
            cuts.pop()  # "Tính hợp lý của văn bản (0,90/1 điểm)"
        left = floor + (cuts[-1].end() if cuts else 0)
        depth = _depth(text, number.start)
        right = _right(text, number, numbers[i + 1].start if i + 1 < len(numbers) else len(text))
        if re.search(r"[.!?]\s", between):
            parts_of = None
        if i and _PART.search(between) and depth == 0:
            parts_of = last_at.get(0)
        for deeper in [d for d in last_at if d > depth]:
            del last_at[deeper]
        sibling, above = last_at.get(depth), last_at.get(depth - 1) if depth else parts_of
        new_part = any(cut.group() in "();" for cut in cuts)
        parent = above if (depth or parts_of is not None) else None
        head = sibling if sibling is not None and not (new_part and parent is not None) else above
        if head is None and sibling is not None:
            head = sibling
        context = _Context(text, plain, numbers, i, left, right, head if head is not None else parent, parent, floor)
        item = _name(context, named, fallback)
        own = [s for s in scopes if left <= s.start < number.start]
        after = [s for s in scopes if number.end <= s.start < right and s.level != "cả nước"]
        if own:
            item.scope = own[-1]
        elif after and not item.inherited:
            item.scope = after[0]
        elif head is not None and (item.inherited or item.parent is not None or not new_part):
            item.scope = named[head].scope
        elif parent is not None:
            item.scope = named[parent].scope
        else:
            before = [s for s in scopes if s.end <= left]
            item.scope = before[-1] if before and not re.search(r"[.;]\s", text[before[-1].end : left]) else None
        named.append(item)
        last_at[depth] = i
    return named


def _only_in_brackets(plain: str, between: str, cuts: Sequence[re.Match[str]], floor: int, *, first: bool) -> bool:
    """True where a bracket opens right before the number and the words in front of it are about no other number."""
    if len(cuts) < (1 if first else 2) or cuts[-1].group() != "(" or between[cuts[-1].end() :].strip(" -"):
        return False
    start = cuts[-2].end() if len(cuts) > 1 else 0
    return not is_thin(plain[floor + start : floor + cuts[-1].start()])


def _depth(text: str, at: int) -> int:
    """How many brackets are open at an offset; the bracket of a list mark "c)" closes none."""
    depth = 0
    for bracket in re.findall(r"[()]", text[:at]):
        depth = depth + 1 if bracket == "(" else max(0, depth - 1)
    return depth


def _right(text: str, number: Number, limit: int) -> int:
    match = _RIGHT.search(text, number.end, limit)
    return match.start() if match else limit


@dataclass(frozen=True, slots=True)
class _Context:
    text: str
    plain: str
    numbers: Sequence[Number]
    index: int
    left: int
    right: int
    head: int | None
    parent: int | None
    floor: int


def _before(context: _Context) -> str:
    """The words in front of a number that name it."""
    before = context.plain[context.left : context.numbers[context.index].start]
    if context.index and context.left == context.floor:  # "đạt 102% dự toán, tăng 27%", "11 TTHC mới và 9 TTHC cũ"
        last = re.split(r",|(?<!\w)và(?!\w)", before)[-1]
        before = last if is_thin(last) and len(last) < len(before) else before
    before = before[[0, *(match.end() for match in _PART.finditer(before))][-1] :]
    if heads := list(_HEAD.finditer(before)):
        before = before[heads[-1].start("head" if heads[-1]["head"] else "verb") :]
    return before


def _after(context: _Context) -> str:
    """The words behind a number that still belong to it, not those that lead over to the next."""
    after = context.plain[context.numbers[context.index].end : context.right]
    next_follows = context.right < len(context.text) and context.text[context.right] not in ";.()\n:!?…"
    if next_follows and "," in after:
        rest, _, last = after.rpartition(",")
        after = rest if is_thin(last) or len(last) < 60 else after
    after = _LEAD_OVER.split(after)[0]
    return _first(after)


def _name(context: _Context, named: Sequence[Named], fallback: str) -> Named:
    number, head, parent = context.numbers[context.index], context.head, context.parent
    before, after, clause = _before(context), _after(context), (context.left, context.right)
    counted = unit_kind(number.unit or "%") in ("count", None) and number.unit not in ("bậc", "hạng", "lần")
    counted = counted and number.kind != "rank"
    own_thin, summed = is_thin(before), "tổng số" in before.lower()
    closed = bool(_JOINT_END.search(before.rstrip()) or (not counted and _HEDGE_END.search(before)))

    def own(*words: str, keep_start: bool = False) -> Named:
        name = tidy(" ".join(words), keep_start=keep_start)
        return Named(_with_head(name, parent, named), None, clause, parent, False)

    def inherited(index: int) -> Named:
        return Named(named[index].indicator, None, clause, named[index].parent, True)

    if number.unit == "%" and (of := re.match(r"\s+((?:tỷ lệ|tỉ lệ)\s.+)", after)):  # "mới đạt 75% tỷ lệ số dịch vụ …"
        return own(of[1], keep_start=True)
    unit = number.unit if counted and number.unit.lower() not in before.lower() else ""
    if not own_thin and closed and not is_thin(after) and _labels_phrase(before, after, number, counted):
        return own(unit, after, f"({tidy(before)})", keep_start=True)
    if not own_thin and (closed or (not counted and number.kind not in ("percent", "range"))):
        return own(before)
    if not own_thin:  # "ban hành 52 Quyết định công bố …", "hoàn thành 100% kế hoạch"
        return own(tidy(before), unit, after, keep_start=True)
    if number.kind == "rank" and (about := re.search(r"(?<!\w)về\s+(.+)", after)):
        return own(about[1])
    if summed and counted:
        return own("tổng số", unit, after, keep_start=True)
    printed = context.text[context.left : number.start].strip(" ,:")
    alike = head is not None and context.numbers[head].unit == number.unit and bool(printed) and is_thin(after)
    if head is not None and counted and before.strip().lower() in ("cho", "tại", "ở") and is_thin(after):
        return own(named[head].indicator, before, unit)  # "bàn giao 305 tài khoản cho 30/30 đơn vị"
    if head is not None and ((counted and alike) or (not counted and (before.split() or is_thin(after)))):
        return inherited(head)
    if counted or not is_thin(after):
        return own(unit, after, keep_start=True)
    return inherited(head) if head is not None else Named(tidy(fallback), None, clause, parent, False)


def _labels_phrase(before: str, after: str, number: Number, counted: bool) -> bool:
    """True where the words in front only label what follows: "Dữ liệu: 40 % chỉ số …", "trọng tâm là 40 xã đã …"."""
    few = len(before.split()) <= _SHORT_PART
    if counted:
        return few and bool(re.match(r"\s*(?:đã|được|bị|đang|chưa|có)\s", after))
    return before.rstrip().endswith(":") and number.unit == "%" and bool(re.match(r"\s+[^\W\d_]", after))


def _first(after: str) -> str:
    """The words after a number that still belong to it."""
    return re.split(r"(?<!\w)(?:trong đó|chiếm|đạt|xếp|nguyên nhân|qua đó|góp phần|đảm bảo)(?!\w)", after)[0]


def _with_head(words: str, parent: int | None, named: Sequence[Named]) -> str:
    """The name of a part with that of its whole behind it, where the part is named too briefly to stand alone."""
    if parent is None or len(words.split()) > _SHORT_PART:
        return words
    head = named[parent].indicator.partition(" (")[0]
    return f"{words} ({head})" if head and head != words else words
