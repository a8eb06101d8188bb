"""What each number of a sentence counts: the words before it, after it, or those of the number it belongs to.

Forms of the genre: "Tỷ lệ X đạt 93%"; "công bố mới 11 TTHC"; "100% cơ quan …"; a breakdown in brackets or after
"trong đó" whose parts name only a place take the indicator of their head.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.vietnamese.levels import Scope
from ingest.vietnamese.numbers import Number

_LONGEST = 28  # syllables of an indicator: the longest label of a table row in reports has about twenty
_SHORT_PART = 6  # a part named by so few syllables ("trễ hạn") needs its head to be understood


def _cues() -> dict[str, list[str]]:
    roles: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("figure_cues.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            role, words, _ = line.split("\t")
            roles.setdefault(role, []).extend(words.split("|"))
    return roles


CUES = _cues()


def cue(role: str, *, at_end: bool = False) -> re.Pattern[str]:
    """A pattern for the words of a role; `at_end` only where they close the text (a comparator's place)."""
    words = "|".join(re.escape(word) for word in sorted(CUES[role], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" + (r"[\s:]*$" if at_end else ""), re.IGNORECASE)


_THIN, _PART = cue("thin"), cue("part")
_JOINT_END = re.compile(cue("joint").pattern + r"[\s:]*$|:\s*$", re.IGNORECASE)
_BOUNDARY = re.compile(r"[;()\n]|[.!?…](?=\s|$)|:(?=\s*\S)")
_RIGHT = re.compile(r"[;()\n:]|[.!?…](?=\s|$)")
_HEAD = re.compile(  # where the words of an indicator begin, if a sentence leads up to it
    r"(?:^\s*|[,:;]\s*|(?<!\w)(?:với|và|trong đó|nâng|đưa)\s+)"
    r"(?P<head>(?:tổng số|tỷ lệ|tỉ lệ|chỉ số|tốc độ|kim ngạch)(?!\w))|,\s*(?P<verb>(?:đã|đang|có)\s)",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,:;(\-–]|(?<!\w)(?:và|với|là|đạt|chiếm|còn|tại|của|cho|có|được|trong đó|đạt tỷ lệ|với tổng số|tổng số|gồm"
    r"|bao gồm|tương ứng|tăng|giảm|trên|khoảng|ước|từ|đến|cụ thể|xếp|xếp thứ|tối thiểu|ít nhất|tối đa|không quá|gần|hơn"
    r"|theo|ở|do))+$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:[\s,;:.\-–+*•]|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|(?<!\w)(?:và|đã|trong đó có|trong đó|cụ thể|gồm"
    r"|bao gồm|với|hiện tại|hiện nay|đến nay|của|tại|cho|là|có|đạt|được|riêng)(?!\w))+",
    re.IGNORECASE,
)
_LEAD_OVER = re.compile(r",\s*(?=trong đó|gồm|bao gồm|đạt|chiếm|tăng|giảm|xếp)", re.IGNORECASE)
_BRACKET = re.compile(r"\(([^()\d]*)\)")
_MARKS = re.compile(r"\[\d+\]|[*_“”\"]")


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


def tidy(text: str) -> str:
    """Words of an indicator: marks, list numbers and joining words at both ends taken off, length bounded.

    >>> tidy("- Tỷ lệ ký số tại sở ngành đạt:")
    'tỷ lệ ký số tại sở ngành'
    """
    words = re.sub(r"\s+", " ", _MARKS.sub("", text)).strip()
    words = _TRAILING.sub("", _LEADING.sub("", words))
    words = " ".join(words.split(" ")[-_LONGEST:]).strip(" ,;:")
    return words if words[:2].isupper() or not words else words[0].lower() + words[1:]


def is_thin(text: str) -> bool:
    """True where nothing but joining words, marks and spaces is left."""
    return not re.search(r"[^\W\d_]", _THIN.sub(" ", text))


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


_PLACE = re.compile(  # the joining words in front of a place go with it
    r"(?:,\s*)?(?:(?<!\w)(?:của|tại|ở|thuộc|trên|cho|thuộc thẩm quyền giải quyết|thẩm quyền|trên địa bàn)\s+)*$",
    re.IGNORECASE,
)


def _hidden(text: str, scopes: Sequence[Scope], periods: Sequence[tuple[int, int]]) -> str:
    """The text with periods and generic levels blanked, so that an indicator is free of both."""
    spans = list(periods)
    for scope in scopes:
        if scope.name == scope.level != "trung ương":  # a level; not a named body, not "do Trung ương quy định"
            start = _PLACE.search(text, max(0, scope.start - 60), scope.start)
            spans.append((start.start() if start else scope.start, scope.end))
    return _blank(text, spans)


def name_numbers(
    text: str, numbers: Sequence[Number], scopes: Sequence[Scope], periods: Sequence[tuple[int, int]], fallback: str
) -> list[Named]:
    """An indicator and a place for each number of a sentence; `fallback` (lead or heading) where it says neither."""
    scopes = [s for s in scopes if not any(n.start < s.end and s.start < n.end for n in numbers)]
    text = _BRACKET.sub(lambda m: f" {m[1]} ", text)  # "(CCHC)" does not part a number from its indicator
    plain = _hidden(text, scopes, periods)
    named: list[Named] = []
    last_at: dict[int, int] = {}
    parts_of: int | None = None
    for i, number in enumerate(numbers):
        floor = numbers[i - 1].end if i else 0
        between = text[floor : number.start]
        colon_before = re.search(r":\s*$", between)
        stop = len(between) - (len(colon_before.group()) if colon_before else 0)
        cuts = [m for m in _BOUNDARY.finditer(between, 0, stop)]
        while len(cuts) and cuts[-1].group() == ":" and is_thin(plain[floor + cuts[-1].end() : number.start]):
            cuts.pop()  # "Lĩnh vực X: đạt 9,6 điểm"
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
    if context.index and context.left == context.floor and "," in before:  # "đạt 102% dự toán, tăng 27%"
        last = before.rpartition(",")[2]
        before = last if last.strip() and is_thin(last) else before
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
    counted = number.kind in ("count", "fraction", "number") and number.unit not in ("", "bậc", "hạng", "lần")
    own_thin, closed, summed = is_thin(before), bool(_JOINT_END.search(before.rstrip())), "tổng số" in before.lower()

    def own(words: str) -> Named:
        return Named(_with_head(tidy(words), parent, named), None, clause, parent, False)

    if not own_thin and (closed or (not counted and number.kind != "percent")):
        return own(before)
    if not own_thin:  # "ban hành 52 Quyết định công bố …", "hoàn thành 100% kế hoạch"
        return own(f"{before} {number.unit if counted else ''} {after}")
    if number.kind == "rank" and (about := re.search(r"(?<!\w)về\s+(.+)", after)):
        return own(about[1])
    if summed and counted:
        return own(f"tổng số {number.unit} {after}")
    printed = bool(context.text[context.left : number.start].strip(" ,:"))
    alike = head is not None and context.numbers[head].unit == number.unit and printed and is_thin(after)
    if head is not None and ((counted and alike) or (not counted and (before.split() or is_thin(after)))):
        return Named(named[head].indicator, None, clause, named[head].parent, True)
    if counted or not is_thin(after):
        return own(f"{number.unit if counted else ''} {after}")
    if head is not None:
        return Named(named[head].indicator, None, clause, named[head].parent, True)
    return Named(tidy(fallback), None, clause, parent, False)


def _first(after: str) -> str:
    """The words after a number that still belong to it."""
    return re.split(r"(?<!\w)(?:trong đó|chiếm|đạt|xếp|nguyên nhân|qua đó|góp phần|đảm bảo)(?!\w)", after)[0]


def _with_head(words: str, parent: int | None, named: Sequence[Named]) -> str:
    """The name of a part with that of its whole behind it, where the part is named too briefly to stand alone."""
    if parent is None or len(words.split()) > _SHORT_PART:
        return words
    head = named[parent].indicator.partition(" (")[0]
    return f"{words} ({head})" if head and head != words else words
