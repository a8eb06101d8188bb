"""Words of direction at odds with the values: "giảm từ 10 lên 15", a field listed as risen that "giảm 15 bậc"; and
changes that the two values do not make: "265 lượt, tăng 18% so với cùng kỳ (202 lượt)"."""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.audit.breakdowns import same_unit
from ingest.audit.passages import Passage, digits, finding, half_unit, slack
from ingest.records import Finding, Statement
from ingest.vietnamese.digits import format_number
from ingest.vietnamese.fold import fold, folded_syllables
from ingest.vietnamese.numbers import Number

DIRECTION = "chiều tăng giảm không khớp"
CHANGE = "mức thay đổi không khớp"
_FROM = re.compile(r"(?P<word>(?:tăng|giảm)\s+)?(?:mạnh\s+|dần\s+|nhẹ\s+)?từ\s+(?:mức\s+)?$", re.IGNORECASE)
_TO = re.compile(
    r"\s*,?\s*(?:\([^()]*\)\s*)?(?:năm\s+\d{4}\s*)?(?P<word>(?:tăng|giảm)\s+)?(?P<way>lên|xuống|còn)\s+"
    r"(?:còn\s+|mức\s+|đến\s+|tới\s+)*",
    re.IGNORECASE,
)
_BY = re.compile(r"[\s,(]*(?:năm\s+\d{4}\s*)?[\s,(]*(?P<word>tăng|giảm)\s+(?:thêm\s+)?$", re.IGNORECASE)
_LISTED = re.compile(
    r"(?:Có\s+)?\d{1,2}\s+[^\W\d_]+(?:\s+[^\W\d_]+){0,2}\s+(?P<word>tăng|giảm)\s+(?:về\s+)?"
    r"(?P<what>thứ hạng|thứ bậc|hạng|điểm số|điểm)[^:;.]{0,40}:\s*(?P<names>[^:]+)$",
    re.IGNORECASE,
)
_OWN = re.compile(  # "giảm 15 bậc", "tăng 2,05% và 20 bậc"
    r"(?P<word>tăng|giảm)\s+(?:\d[\d.,]*\s*%?\s*(?:điểm\s+)?và\s+)?\d[\d.,]*\s*(?P<unit>bậc|hạng|điểm)", re.IGNORECASE
)
_RANKS = re.compile(r"hạng|thứ|vị trí|bậc", re.IGNORECASE)  # up is down among ranks, and both ways are in use
_ENGLISH = re.compile(r"\d{1,3},\d{3}")  # "1,613" may be one and a half or a thousand and a half
_OF_RANKS = frozenset(("bậc", "hạng"))
_CHANGED = re.compile(
    r"(?<!mức )(?<!tốc độ )(?P<word>tăng|giảm|(?:cao|thấp|nhiều|ít) hơn|gấp)\s+(?:thêm\s+)?$", re.IGNORECASE
)
_THAN = re.compile(  # from a change to what it is a change from: "so với cùng kỳ năm trước (1.102 nghìn lượt"
    r"\s*(?:so\s+(?:với\s+)?|(?<=lần)\s)(?:mức\s+)?(?:của\s+)?"
    r"(?:cùng|năm|quý|tháng|kỳ|cuối|đầu|thời điểm|giai đoạn|\d+ tháng)(?!\w)[^();]*"
    r"\(\s*(?:(?:là|đạt|có|chỉ)\s+)*",
    re.IGNORECASE,
)
_FEWEST_SYLLABLES = 3  # a shorter name may be part of many sentences


def moves(passage: Passage, numbers: Sequence[Number]) -> Iterator[Finding]:
    """Findings on "từ A lên B" in a sentence, and on the change said beside it."""
    text = passage.text
    for i, (a, b) in enumerate(pairwise(numbers)):
        start, way = _FROM.search(text[: a.start]), _TO.fullmatch(text[a.end : b.start])
        if start is None or way is None or a.of or b.of or a.value == b.value:
            continue
        if any(_ENGLISH.fullmatch(digits(number)) for number in (a, b)):
            continue
        if (a.unit and b.unit and a.unit != b.unit) or _RANKS.search(text[max(0, a.start - 40) : b.end]):
            continue
        words = {word.strip().lower() for word in (start["word"], way["word"]) if word}
        up = b.value > a.value
        wrong = (way["way"].lower() == "lên") != up or ("giảm" if up else "tăng") in words
        if wrong:
            message = f"“{text[start.start() : b.end].strip()}” nói ngược với hai giá trị {a.text} và {b.text}."
            yield finding(DIRECTION, message, passage.statement)
        by = numbers[i + 2] if i + 2 < len(numbers) else None
        said = _BY.fullmatch(text[b.end : by.start]) if by else None
        if by is None or said is None or by.comparator != "=":
            continue
        change, allowed = abs(b.value - a.value), slack(a) + slack(b) + slack(by) + 1e-9
        relative = 100 * change / a.value if a.value else change
        share = by.unit == "%" and abs(by.value - relative) <= _share_slack(a, b, by)
        if (
            not share
            and abs(by.value - change) > allowed
            and by.unit in ("%", a.unit, b.unit, "điểm %", "điểm phần trăm")
        ):
            right = f"từ {digits(a)} đến {digits(b)} là {format_number(change)}"
            message = f"Mức in là “{said['word']} {by.text}” nhưng {right}."
            yield finding(CHANGE, message, passage.statement)


def against(passage: Passage, numbers: Sequence[Number]) -> Iterator[Finding]:
    """Findings on "A, tăng D so với … (B)" where no value in front and B make the change D.

    The change is of the nearest value of B's unit that stands in no brackets; it is right where it is that of any. A
    change off by its last digit is taken for rounding.
    """
    text = passage.text
    for by, base in pairwise(numbers):
        said = _CHANGED.search(text, 0, by.start)
        if said is None or by.comparator != "=" or base.of or _THAN.fullmatch(text, by.end, base.start) is None:
            continue
        before = [n for n in numbers if n.end <= said.start() and same_unit(n, base) and not n.of and n.unit]
        free = [n for n in before if text.count("(", 0, n.start) == text.count(")", 0, n.start)]
        if _scale(by) == "points" and not (by.kind == "points" and base.unit == "%") and not same_unit(by, base):
            continue  # "tăng 05 bậc so với năm 2024 (85,61 điểm, xếp thứ 24)"
        if not free or not base.unit or base.value <= 0 or any(n.upper or n.misprint for n in (by, base, free[-1])):
            continue
        down = fold(said["word"]).split()[0] in ("giam", "thap", "it")
        if any(_fits(n, base, by, down) for n in before):
            continue
        value, right = free[-1], _changes(free[-1], base)[_scale(by)]
        if by.unit == "%" and base.unit == "%":
            right = _changes(value, base)["points"]
        more = "gấp" if by.unit == "lần" else "giảm" if right < 0 else "tăng"
        shown = format_number(round(abs(right), max(_decimals(digits(n)) for n in (by, value, base))))
        unit = by.text[len(digits(by)) :]
        message = f"Mức in là “{said['word']} {by.text}” nhưng từ {base.text} đến {value.text} là {more} {shown}{unit}."
        yield finding(CHANGE, message, passage.statement)


def _changes(value: Number, base: Number) -> dict[str, float]:
    """How far a value is from its base: by so much, in percent of the base, as so many times it."""
    return {
        "points": value.value - base.value,
        "%": 100 * (value.value - base.value) / base.value,
        "lần": value.value / base.value,
    }


def _scale(by: Number) -> str:
    return by.unit if by.unit in ("%", "lần") else "points"


def _fits(value: Number, base: Number, by: Number, down: bool) -> bool:
    """Whether the printed change may be that of the values, each within its rounding."""
    changes, last = _changes(value, base), 2 * slack(by)
    drift = slack(value) + slack(base)
    scales = {"%": ("%", "points"), "lần": ("lần",)}.get(by.unit, ("points",))
    for scale in scales:
        change = changes[scale] if scale == "lần" else -changes[scale] if down else changes[scale]
        loose = drift if scale == "points" else drift / base.value * (1 if scale == "lần" else 100)
        if abs(change - by.value) <= last + loose + 1e-6:
            return True
    return False


def _decimals(printed: str) -> int:
    return max(0, round(-math.log10(2 * half_unit(printed))))


def _share_slack(a: Number, b: Number, by: Number) -> float:
    return slack(by) + 100 * (slack(a) + slack(b)) / max(a.value, 1e-9) + 1e-6


def listed_moves(statements: Sequence[Statement]) -> Iterator[Finding]:
    """Findings on names that a list gives as risen (or fallen) and whose own sentence gives as fallen (or risen)."""
    for listing in statements:
        match = _LISTED.search(listing.text)
        if match is None:
            continue
        ranks = "điểm" not in match["what"].lower()
        for name in match["names"].split(";" if ";" in match["names"] else ","):
            words = folded_syllables(name)
            if len(words) < _FEWEST_SYLLABLES:
                continue
            for own in statements:
                said = _own_direction(own, words, ranks) if own is not listing else None
                if said is not None and said[0] != match["word"].lower():
                    group = f"{match['word'].lower()} {match['what']}"
                    message = f"“{name.strip(' .')}” được xếp vào nhóm {group} nhưng nơi khác ghi “{said[1]}”."
                    yield finding(DIRECTION, message, listing, own)


def _own_direction(own: Statement, name: list[str], ranks: bool) -> tuple[str, str] | None:
    """The direction that a sentence headed by `name` ("c) Lĩnh vực … : đạt …, giảm 15 bậc") states, with its words."""
    head, colon, rest = own.text.partition(":")
    if not colon or folded_syllables(head)[-len(name) :] != name:
        return None
    said = (match for match in _OWN.finditer(rest.split("\n")[0]) if (match["unit"].lower() in _OF_RANKS) == ranks)
    return next(((match["word"].lower(), match.group()) for match in said), None)
