"""Names of figures that leave out what the figure before them said: "Tỷ lệ hộ nghèo 1,8%, hộ cận nghèo 2,5%".

Reports say a quantity once and go on with whose or of what the next value is; numbers set against others before them
("tương ứng là", "lần lượt là") say nothing at all. Both are completed from what they lean on.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.phrases import CUES, cue, tidy
from ingest.vietnamese.number_units import unit_kind
from ingest.vietnamese.numbers import Number

_QUANTITY = re.compile(rf"(?:{'|'.join(sorted(CUES['measure'] + CUES['quantity'], key=len, reverse=True))})(?!\w)")
_DOING = cue("doing")
_SENTENCE_END = re.compile(r"[.!?]\s")
_LABEL = re.compile(rf"\W*({_QUANTITY.pattern}[^:;.\d]*):", re.IGNORECASE)  # "Cơ cấu kinh tế: nông nghiệp chiếm 11%"
_LONGER = 8  # syllables of a part of "Cơ cấu: …"
_LONGEST = 5  # syllables: a longer name is said in full
_RESPECTIVELY = re.compile(
    r"(?<!\w)(?:lần lượt|tương ứng)(?!\w)(?:\s+(?:là|đạt|còn|bằng|với|tăng|giảm|ước|ở mức))*\s*", re.IGNORECASE
)
_NEXT = re.compile(r"\s*(?:,|;|và|,\s*và)\s*")
_AND = re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+")
_HAVE = re.compile(rf"^(?P<who>.+?)\s+(?:có|với|đạt)\s+(?P<what>{_QUANTITY.pattern}[^,;]*)$", re.IGNORECASE)
_FOLLOWS = cue("consequence")
_OF = re.compile(r"^(?P<what>.*(?<!\w)(?:của|tại|ở|cho))\s+(?P<whose>.+)$")


def names_quantity(name: str) -> bool:
    """Whether a name says of what quantity the value is: "tỷ lệ …", "diện tích …"."""
    return _QUANTITY.match(name) is not None


def completed(name: str, index: int, numbers: Sequence[Number], names: Sequence[str], text: str) -> str:
    """The name of number `index`, with the quantity that a number of the same unit before it names.

    >>> from ingest.vietnamese.numbers import find_numbers
    >>> completed("hộ cận nghèo", 1, find_numbers("hộ nghèo 1,8%, hộ cận nghèo 2,5%"), ["tỷ lệ hộ nghèo"], "")
    'tỷ lệ hộ cận nghèo'
    """
    number = numbers[index]
    own = name.split()
    if not own or len(own) > _LONGER or "(" in name or not number.unit or unit_kind(number.unit) == "count":
        return name
    label = _LABEL.match(text[: number.start]) if number.unit == "%" else None
    if label and not names_quantity(name):
        return f"{name} ({tidy(label[1])})"
    if len(own) > _LONGEST:
        return name
    like = next((j for j in reversed(range(index)) if numbers[j].unit.lower() == number.unit.lower()), None)
    if like is None or _SENTENCE_END.search(text[numbers[like].end : number.start]):
        return name
    whole, _, of = names[like].partition(" (")
    whole = of.removesuffix(")") if _QUANTITY.match(of) else whole  # "khối khách sạn (công suất buồng phòng)"
    quantity = _QUANTITY.match(whole)
    if quantity is None or names_quantity(name) or name == whole:
        return name
    head = len(quantity.group().split())
    said = whole.split()
    if own[0] in said[head:]:  # "tỷ lệ sàng lọc trước sinh 71%, sàng lọc sơ sinh 67%"
        return " ".join((*said[: said.index(own[0], head)], *own))
    return name if _DOING.match(name) else f"{name} ({whole})"


def of_event(name: str, whole: str) -> str:
    """The name of what came of an event or a sum, with that of the number before it: "làm chết (vụ cháy)"."""
    if len(name.split()) > _LONGEST or "(" in name or not _FOLLOWS.match(name) or not whole:
        return name
    core, _, of = whole.partition(" (")
    return f"{name} ({of.removesuffix(')') if of and _FOLLOWS.match(core) else core})"


def answering(text: str, numbers: Sequence[Number]) -> dict[int, int]:
    """Which number each number in brackets is set against: "A 11%; B 47% (năm 2025 tương ứng là 12%; 45%)".

    >>> from ingest.vietnamese.numbers import find_numbers
    >>> answering(t := "A 11%; B 47% (năm 2025 tương ứng là 12%; 45%)", find_numbers(t))
    {2: 0, 3: 1}
    """
    found: dict[int, int] = {}
    for match in re.finditer(r"\([^()]*(?<!\w)(?:tương ứng|lần lượt)(?!\w)[^()]*\)", text, re.IGNORECASE):
        inside = [i for i, number in enumerate(numbers) if match.start() < number.start < match.end()]
        before = [
            i for i, n in enumerate(numbers) if n.end <= match.start() and inside and n.unit == numbers[inside[0]].unit
        ]
        if len(inside) > 1 and len(before) >= len(inside):
            found.update(zip(inside, before[-len(inside) :], strict=True))
    return found


def in_turn(text: str, numbers: Sequence[Number]) -> dict[int, str]:
    """The names of numbers that are told behind the list of what they are of: "A, B và C lần lượt là 1, 2 và 3".

    >>> from ingest.vietnamese.numbers import find_numbers
    >>> in_turn(t := "Tỷ lệ đúng hạn của Sở A, Sở B lần lượt là 95%, 97%.", find_numbers(t))
    {0: 'tỷ lệ đúng hạn của Sở A', 1: 'tỷ lệ đúng hạn của Sở B'}
    """
    found: dict[int, str] = {}
    for match in _RESPECTIVELY.finditer(text):
        first = next((i for i, number in enumerate(numbers) if number.start == match.end()), None)
        if first is None:
            continue
        run = [first]
        for i, (a, b) in enumerate(pairwise(numbers[first:]), start=first + 1):
            if not _NEXT.fullmatch(text[a.end : b.start]):
                break
            run.append(i)
        clause = re.split(r"[;:()]|[.!?]\s", text[: match.start()])[-1].strip()
        have = _HAVE.match(clause)
        names = _parts(have["who"] if have else clause, len(run))
        if len(run) < 2 or not names:
            continue
        if have:
            found.update(zip(run, (tidy(f"{have['what']} {name}") for name in names), strict=True))
            continue
        of = _OF.match(names[0])
        rest = [f"{of['what']} {name}" if of else f"{name} ({tidy(names[0])})" for name in names[1:]]
        found.update(zip(run, (tidy(name) for name in (names[0], *rest)), strict=True))
    return found


def _parts(words: str, count: int) -> list[str]:
    """The names of a list of `count`, whose "và" may stand inside a name: "Sở Y tế, Sở Giáo dục và Đào tạo"."""
    commas = [part.strip() for part in words.split(",") if part.strip()]
    *others, last = commas or [""]
    for parts in (_AND.split(words), [*others, *(part for part in last.rpartition(" và ")[::2] if part)], commas):
        named = [part.strip() for part in parts if part.strip()]
        if len(named) == count:
            return named
    return []


_PREDICATE = re.compile(  # where what is said of the things begins
    r"(?<!\w)(?:được|đã|có|thực hiện|sử dụng|thu phí|đạt|phải|hoàn thành|triển khai|kết nối|áp dụng|đáp ứng|bảo đảm"
    r"|tham gia|hình thành|thuộc|chưa|không)(?!\w)",
    re.IGNORECASE,
)
_PER = re.compile(r"(?<!\w)trên (?:một|mỗi|1)(?!\w)", re.IGNORECASE)
_ONE_MORE = re.compile(r"[^,;:.()\d]{0,50}\s+và\s+(?:(?:trên|ít nhất|tối thiểu|khoảng|gần|hơn)\s+)?")


def shared_predicate(text: str, numbers: Sequence[Number], i: int) -> str:
    """What is said of the things of number `i` only behind the next one, or how many each has; "" where nothing is.

    >>> from ingest.vietnamese.numbers import find_numbers
    >>> shared_predicate(t := "100% sở và 80% xã sử dụng chữ ký số.", find_numbers(t), 0)
    'sử dụng chữ ký số'
    >>> shared_predicate(t := "đạt 32,6 giường và 10,4 bác sĩ trên một vạn dân", find_numbers(t), 0)
    'trên một vạn dân'
    """
    here, after = numbers[i], numbers[i + 1] if i + 1 < len(numbers) else None
    if after is None or (here.unit == "%") != (after.unit == "%"):
        return ""
    between = text[here.end : after.start]
    if not _ONE_MORE.fullmatch(between) or _PREDICATE.search(between):
        return ""
    behind = re.split(r"[,;:()]|[.!?](?:\s|$)", text[after.end :])[0]
    said = (_PREDICATE if here.unit == "%" else _PER).search(behind)
    return tidy(behind[said.start() :], keep_start=True) if said else ""


_THRESHOLD = ("<", ">", "<=", ">=")
_VALUE = re.compile(
    r"[,;:()]|[.!?](?:\s|$)|(?<!\w)(?:đạt|chiếm|bằng|là|với|cho|trị giá|tương ứng|còn|tăng|giảm|và|hoặc|nhưng)(?!\w)",
    re.IGNORECASE,
)
_IN = re.compile(r"(?<!\w)(?:ở|tại|của|thuộc)\s*$", re.IGNORECASE)


def restricts(text: str, number: Number, following: Number) -> bool:
    """Whether a number only says of which things the one before it is told: "12 dự án giải ngân dưới 30%".

    >>> from ingest.vietnamese.numbers import find_numbers
    >>> a, b = find_numbers(t := "12 dự án giải ngân dưới 30%")
    >>> restricts(t, a, b), restricts("12 dự án đạt trên 30%", a, b)
    (True, False)
    """
    if number.unit != "%" and unit_kind(number.unit or "%") not in ("count", None):
        return False
    between = text[number.end : following.start]
    if _VALUE.search(between) or not between.strip():
        return False
    placed = number.unit == "%" and _IN.search(between) and unit_kind(following.unit) == "count"
    return bool(placed or (following.comparator in _THRESHOLD and following.unit != number.unit))
