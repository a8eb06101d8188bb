"""Shares that do not fit what they are shares of: "8,55/10 điểm, đạt 82,71%", "(đúng hạn 30 hồ sơ, chiếm 70%; …)"."""

import math
import re
from collections.abc import Iterator

from ingest.audit.breakdowns import breakdowns
from ingest.audit.passages import Passage, digits, finding, half_unit, slack
from ingest.records import Finding
from ingest.vietnamese.digits import format_number, parse_number
from ingest.vietnamese.numbers import Number

SHARE = "tỷ lệ không khớp"
_LINK = re.compile(  # what stands between a value and its share
    r"\W*(?:(?:tương ứng|tương đương)\s+(?:với\s+)?(?:(?:tăng|giảm)\s+)?)?(?:(?:chỉ|mới|đã|và)\s+)*"
    r"(?:(?:đạt|chiếm|bằng|là)\s+)?"
    r"(?:(?:tỷ|tỉ) lệ\s*)?(?:là|đạt|chiếm|:)?\s*",
    re.IGNORECASE,
)
_OTHER_WHOLE = re.compile(  # the share is of something else: "3/5 xã, đạt 60% kế hoạch"
    r"\s*(?:so\s|kế hoạch|chỉ tiêu|dự toán|mục tiêu|tổng|số|trong|của|trên|các|cùng kỳ|KH|DT)", re.IGNORECASE
)
_OF = re.compile(r"\W*(?:\w+\s+){0,3}?(?:trên|trong)\s+tổng\s+(?:số\s+)?(?:\w+\s+){0,2}?$", re.IGNORECASE)


def shares(passage: Passage, numbers: tuple[Number, ...]) -> Iterator[Finding]:
    """Findings on the shares of a sentence whose operands stand beside them."""
    for i, number in enumerate(numbers[:-1]):
        share = numbers[i + 1]
        if not _is_share(passage.text, number, share):
            continue
        if number.of is not None and number.kind in ("fraction", "score"):
            parts = re.findall(r"\d[\d.,]*", number.text)
            if not fits(number.value, slack(number), number.of, _slack_of(parts[1], number), share) and _said(
                passage.text, number, share
            ):
                yield _finding(passage, number.text, number.value, number.of, share)
        elif i and number.of is None and _OF.fullmatch(passage.text[numbers[i - 1].end : number.start]):
            part = numbers[i - 1]
            if part.of is None and not fits(part.value, slack(part), number.value, slack(number), share):
                yield _finding(passage, f"{part.text} trên {number.text}", part.value, number.value, share)
    for breakdown in breakdowns(passage.text, numbers):
        if not breakdown.complete:
            continue
        for part in breakdown.parts:
            share = next((n for n in numbers if n.start >= part.end), part)
            if share is part or not _is_share(passage.text, part, share) or part.of is not None:
                continue
            wholes = [n for n in numbers if n.start < part.start and n.value >= part.value]
            if not any(fits(part.value, slack(part), whole.value, slack(whole), share) for whole in wholes):
                of = f"{part.text} trên {breakdown.total.text}"
                yield _finding(passage, of, part.value, breakdown.total.value, share)


def _is_share(text: str, value: Number, share: Number) -> bool:
    between = text[value.end : share.start]
    named = share.unit == "%" and share.kind == "percent" and share.upper is None and share.comparator == "="
    return (
        named
        and value.kind not in ("percent", "points", "rank", "range")
        and value.comparator == "="
        and bool(between.strip())
        and ";" not in between  # "tại 21/24 xã, phường; 100% sở, ngành …": two things counted
        and _LINK.fullmatch(between) is not None
        and not _OTHER_WHOLE.match(text, share.end)
    )


def _said(text: str, value: Number, share: Number) -> bool:
    """A bare fraction with a share in brackets ("1/5 (11%)") may be about two things; that of a map is its scale."""
    scale = re.search(r"(?:tỷ|tỉ) lệ\s*$", text[: value.start], re.IGNORECASE)
    return not scale and bool(value.unit or re.search(r"\w", text[value.end : share.start]))


def _slack_of(printed: str, number: Number) -> float:
    """That of the whole, which is rounded only where the part is."""
    return half_unit(printed) if half_unit(printed) < 0.5 or slack(number) == 0.5 else 0.0


def fits(part: float, part_slack: float, whole: float, whole_slack: float, share: Number) -> bool:
    """True where the printed share can be that of the printed values, each within half its last digit."""
    if whole - whole_slack <= 0:
        return True
    printed, half = parse_number(digits(share) + "%"), half_unit(digits(share))
    low = 100 * (part - part_slack) / (whole + whole_slack)
    high = 100 * (part + part_slack) / (whole - whole_slack)
    return low - half - 1e-9 <= printed <= high + half + 1e-9


def _finding(passage: Passage, operands: str, part: float, whole: float, share: Number) -> Finding:
    decimals = _decimals(digits(share))
    right = format_number(round(100 * part / whole, decimals))
    message = f"Tỷ lệ in là {share.text} nhưng {operands} là {right}%."
    last_digit = abs(parse_number(digits(share) + "%") - 100 * part / whole) < 3 * half_unit(digits(share))
    return finding(SHARE, message, passage.statement, severity="thấp" if last_digit else "cao")


def _decimals(printed: str) -> int:
    """How many digits after the mark, at most: the share is given as exactly as it is printed."""
    return round(-math.log10(2 * half_unit(printed)))
