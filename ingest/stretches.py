"""A sentence made ready to name its numbers, and the stretch of it that belongs to each number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.clauses import HEDGE_END, JOINT_END, NOUN, RATE, counts
from ingest.gapped import restricts
from ingest.phrases import CUES, blank, is_thin
from ingest.told_again import MOST
from ingest.vietnamese.levels import Scope
from ingest.vietnamese.number_units import unit_kind
from ingest.vietnamese.numbers import NUMERALS, Number

_BOUNDARY = re.compile(r"[;()\n]|[.!?…](?=\s|$)|:(?=\s*\S)")
_RIGHT = re.compile(r"[;()\n:]|[.!?…](?=\s|$)")
_CENTRAL = re.compile(r"(?:cấp|cơ quan|tại|giải quyết của)(?:\s+các)?(?:\s+cơ quan)?\s*$", re.IGNORECASE)
"""In front of a central body that is the figure's place; elsewhere it only gives orders ("do Chính phủ giao")."""
_WITHIN = re.compile(r"(?<!\w)(?:của|ở|thuộc|tại)\s+$", re.IGNORECASE)
_APART = re.compile(r"[,;:.()]|(?<!\w)(?:của|ở|thuộc|tại)\s+$", re.IGNORECASE)
_VALUE_OF = re.compile(r"\s*(?:đạt|là|chiếm|bằng)(?:\s+(?:tỷ lệ|tối thiểu|ít nhất|trên|khoảng))*\s*", re.IGNORECASE)
_AS_FOLLOWS = re.compile(r"(?<!\w)(?:sau|sau đây|như sau|gồm|bao gồm)\s*$", re.IGNORECASE)
_INCLUDING = re.compile(r"\((?:bao gồm|gồm|kể cả|tính cả|không bao gồm|trừ)(?!\w)[^()\d]*\)", re.IGNORECASE)
_IN_WORDS = re.compile(rf"\((?:bằng chữ:?)?(?:[\s,.]*(?:{NUMERALS}|đồng|chẵn)(?!\w))+[\s,.]*\)", re.IGNORECASE)
"""An amount said again in words, as the law on accounts asks: "(hai trăm linh chín nghìn đồng)"."""
_BRACKET = re.compile(r"\(([^()\d]*)\)")
JOINED = "\N{SINGLE LOW-9 QUOTATION MARK}"
"""In place of the comma inside one notion ("tổ chức, cá nhân"), while clauses are parted at commas."""
_PAIR = re.compile(rf"(?<!\w)(?:{'|'.join(CUES['pair'])})(?!\w)", re.IGNORECASE)
_PLACE = re.compile(  # the joining words in front of a place go with it
    r"(?:,\s*)?(?:(?<!\w)(?:của|tại|ở|thuộc|trên|cho|thuộc thẩm quyền giải quyết|thẩm quyền|trên địa bàn)\s+)*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without what would part its numbers from their names; offsets are those of the printed one.

    `timeless` is the text without its periods, `restated` the numbers that say the one before them again.
    """

    text: str
    timeless: str
    numbers: Sequence[Number]
    scopes: Sequence[Scope]
    restated: frozenset[int]

    def end_of(self, i: int) -> int:
        return self.numbers[i].end if i >= 0 else 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """What belongs to a number: text[left:right] and, from `floor` on, the clauses before it in the sentence.

    `plain` is the text without periods and without the place of the number, `cuts` what parts the clauses between
    `floor` and the number, `depth` how many brackets are open.
    """

    floor: int
    left: int
    right: int
    plain: str
    between: str
    cuts: tuple[str, ...]
    depth: int


def prepared(
    text: str, numbers: Sequence[Number], scopes: Sequence[Scope], periods: Sequence[tuple[int, int]]
) -> Sentence:
    """A sentence with its numbers, the places it names and where it names periods."""
    scopes = [
        s
        for s in scopes
        if not any(n.start < s.end and s.start < n.end for n in numbers)
        and (s.level != "trung ương" or _CENTRAL.search(text[: s.start]))
    ]
    text = _PAIR.sub(lambda m: m[0].replace(",", JOINED), text)
    for aside in (_INCLUDING, _IN_WORDS):
        text = aside.sub(lambda m: " " * len(m[0]), text)
    again = [i for i, (a, b) in enumerate(pairwise(numbers), 1) if _restates(text, a, b)]
    text = blank(text, [(text.rindex("(", 0, numbers[i].start), text.index(")", numbers[i].end) + 1) for i in again])
    text = _BRACKET.sub(lambda m: f" {m[1]} ", text)  # "(CCHC)" does not part a number from its indicator
    return Sentence(text, blank(text, periods), numbers, scopes, frozenset(again))


def stretch(sentence: Sentence, i: int) -> Stretch:
    """What belongs to number `i`."""
    text, number = sentence.text, sentence.numbers[i]
    floor = _floor(sentence, i)
    between = text[floor : number.start]
    colon_before = re.search(r":\s*$", between)
    stop = len(between) - (len(colon_before.group()) if colon_before else 0)
    cuts = list(_BOUNDARY.finditer(between, 0, stop))
    plain = _hidden(sentence.timeless, number, floor, sentence.scopes)
    bare = number.unit != "%" or is_thin(re.split(r"[,;()]", text[number.end : number.end + 80])[0])
    listed = bool(cuts and _AS_FOLLOWS.search(between[: cuts[-1].start()]))
    while bare and not listed and cuts and cuts[-1].group() == ":":
        if not is_thin(plain[floor + cuts[-1].end() : number.start]):
            break
        cuts.pop()  # "Lĩnh vực X: đạt 9,6 điểm", but not "Ở khu công nghiệp: phấn đấu 100% cán bộ …"
    if _only_in_brackets(plain, between, cuts, number, floor, first=i == 0):
        cuts.pop()  # "Tính hợp lý của văn bản (0,90/1 điểm)"
    left = floor + (cuts[-1].end() if cuts else 0)
    marks = tuple(cut.group() for cut in cuts)
    return Stretch(floor, left, _right(sentence, i), plain, between, marks, depth(text, number.start))


def _floor(sentence: Sentence, i: int) -> int:
    """Where the words of a number may begin: behind the number before it, unless that one only describes."""
    text, numbers = sentence.text, sentence.numbers
    floor = sentence.end_of(i - 1)
    if not i:
        return floor
    between = text[floor : numbers[i].start]
    within = _WITHIN.search(text[: numbers[i - 1].start]) and not _APART.search(between)
    if within:  # "GRDP của 02 tỉnh sau hợp nhất khoảng 07 tỷ USD"
        floor = sentence.end_of(i - 2)
    described = _describes(text[max(0, floor - 160) : numbers[i - 1].start], text[floor : numbers[i].start])
    return sentence.end_of(i - 2) if described else floor


def _right(sentence: Sentence, i: int) -> int:
    """Where the words behind a number end: at a boundary or at the next number that does not only restrict it."""
    text, numbers = sentence.text, sentence.numbers
    beyond = i + 1
    while beyond < len(numbers) and (
        beyond in sentence.restated or restricts(text, numbers[beyond - 1], numbers[beyond])
    ):
        beyond += 1
    limit = numbers[beyond].start if beyond < len(numbers) else len(text)
    match = _RIGHT.search(text, numbers[i].end, limit)
    return match.start() if match else limit


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


def depth(text: str, at: int) -> int:
    """How many brackets are open at an offset; the bracket of a list mark "c)" closes none."""
    found = 0
    for bracket in re.findall(r"[()]", text[:at]):
        found = found + 1 if bracket == "(" else max(0, found - 1)
    return found
