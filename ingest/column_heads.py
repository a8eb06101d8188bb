"""What the head of a column says of the figures below it: their unit, their kind, their periods, whose row it is."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.identity import Ground, periods_in
from ingest.phrases import CUES, cue, plain_label
from ingest.records import FigureKind, Period, Table
from ingest.vietnamese.fold import fold
from ingest.vietnamese.levels import Scope, find_scopes
from ingest.vietnamese.number_units import unit_kind
from ingest.vietnamese.numbers import find_numbers
from ingest.vietnamese.periods import Found, find_periods, is_partial

_kept = lru_cache(maxsize=4096)
"""A head is asked about once for each row below it."""
_UNIT_NOTE = re.compile(r"(?:đvt|đơn vị tính|đơn vị(?=\s*:))\s*:?\s*(?P<unit>[^()\s][^()]*)", re.IGNORECASE)
_IN_SHARES = re.compile(r"(?P<name>.*?)\s*:?\s*%")
_OF_SHARES = re.compile(r"t[ỷỉ] (?:lệ|trọng)|cơ cấu|tốc độ|so (?:với|sánh|cùng)|đạt|%", re.IGNORECASE)
"""Columns of shares, where a note only says that "%" is one of its units: "triệu đồng, %"."""
_MONEY_NAMES = frozenset(("tien", "so tien", "kinh phi", "gia tri"))
_IN_BRACKETS = re.compile(r"\((?P<unit>%|[^()\d+-]{1,20})\)\s*$")
_BOUND = re.compile(r"(?<=\w)\s+(?:tối đa|tối thiểu|chuẩn)\s*$", re.IGNORECASE)
_NO_UNIT = re.compile(rf"(?:{'|'.join(CUES['no_unit'])}|[ivx]+|[a-zđ])\s*", re.IGNORECASE)
_MARKS = re.compile(
    r"(?:tổng\s+)?(?:số\s+)?điểm"
    r"(?:\s+(?:số|đạt|chấm|đánh giá|trung bình|bình quân|theo|tự|thẩm định|cộng|trừ|thưởng).*)?",
    re.IGNORECASE,
)
_RATE = cue("rate")
_COUNT_OF = re.compile(r"(?:tổng\s+)?số(?:\s+lượng)?\s+(?=\w)", re.IGNORECASE)
_PERCENT = re.compile(r"\(\s*%\s*\)")
_SHARE = re.compile(r"(?:^|– )(?:tỷ|tỉ) lệ(?!\w)", re.IGNORECASE)
_MONEY = re.compile(
    r"thu|chi|vốn|tiền|kinh phí|ngân sách|dự toán|giải ngân|doanh thu|giá trị|mức đầu tư", re.IGNORECASE
)
_BRACKETS = re.compile(r"\([^()]*\)")
_SHORT = {"TH": "thực hiện", "UTH": "ước thực hiện", "KH": "kế hoạch", "DT": "dự toán"}
_SHORTENED = re.compile(  # not "KH&CN", nor "DT gieo cấy", which is an area
    r"(?:(?<=^)|(?<=– )|(?<=/)|(?<=[Ưư]ớc )|(?<=so ))"
    r"(U?TH(?![\w&])|(?:KH|DT)(?=\s+(?:năm|\d|giao|cả|quý|vốn|HĐND)|\s*$|\s*/|\s*\())"
)
_MONTHS = re.compile(r"(?<![\w/])(\d{1,2})T(?=\W|$)")  # "6T/2026"
_MONTH = re.compile(r"(?<![\w/])T(\d{1,2})(?=/\d{4})")  # "T9/2026"


@_kept
def spelled_out(head: tuple[str, ...], header: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The head with what it shortens written out: "TH 6T/2025" is "thực hiện 6 tháng/2025".

    Where a table (with this `header`) has a column "THCS", "TH" is a school.
    """
    schools = any("THCS" in part for each in header for part in each)
    parts = [_MONTH.sub(r"tháng \1", _MONTHS.sub(r"\1 tháng", part)) for part in head]
    return tuple(part if schools else _SHORTENED.sub(lambda match: _SHORT[match[1]], part) for part in parts)


def head_periods(title: str, table: Table, ground: Ground) -> tuple[Found, ...]:
    """The periods that a head names; a part of a year is of the year that stands beside it or in the caption."""
    found = periods_in(title, ground)
    for said in (found, periods_in(_BRACKETS.sub("", table.caption), ground)):
        years = {each.period.end.year for each in said if each.period.kind == "year" and not is_partial(each.period)}
        if len(years) == 1:
            return find_periods(title, today=ground.today, default_year=years.pop())
    return found


@_kept
def noted_unit(text: str) -> str:
    """The unit in brackets at the end of a head, or behind "ĐVT:"; "" where there is none.

    >>> noted_unit("Diện tích (ha)"), noted_unit("Công trình (ĐVT: tỷ đồng)"), noted_unit("Tiền sử dụng đất (cả năm)")
    ('ha', 'tỷ đồng', '')
    >>> noted_unit("Điểm theo lĩnh vực (điểm tối đa)")  # the most that there is, in points
    'điểm'
    """
    match = _UNIT_NOTE.search(text) or _IN_BRACKETS.search(text)
    unit = _BOUND.sub("", match["unit"]).strip() if match else ""
    return "" if _NO_UNIT.fullmatch(unit) else unit


def is_unit_note(caption: str) -> bool:
    """Whether what stands above a table tells its units and not what it shows."""
    return bool(re.match(r"\W*(?:đvt|đơn vị tính)(?!\w)", caption, re.IGNORECASE))


@_kept
def counted_unit(heads: tuple[str, ...], said_number: bool = False) -> str:
    """What a column (its head, outermost first) or a row counts: "Số hộ nghèo", "Hồ sơ tiếp nhận – Tổng số"; or "".

    With `said_number` only where the word "số" says so: then a note on the whole table does not hold for it.

    >>> counted_unit(("Hồ sơ tiếp nhận", "Tổng số")), counted_unit(("Tỷ lệ hộ nghèo",)), counted_unit(("Hộ",), True)
    ('hồ sơ', '', '')
    """
    if any(_RATE.search(head) for head in heads):
        return ""
    for head in reversed(heads):
        if any(pattern.match(head) for pattern, _ in _KIND_PATTERNS):
            continue
        number = _COUNT_OF.match(head)
        words = head[number.end() :] if number else head
        if (said_number and not number) or not words.strip():
            continue
        found = find_numbers(f"1 {words[0].lower()}{words[1:]}")
        unit = found[0].unit if found and found[0].start == 0 else ""
        for named in (unit, unit.split(" ")[0]):
            if named and unit_kind(named) == "count":
                return named
    return ""


def is_of_marks(heads: Sequence[str]) -> bool:
    """Whether a column is of marks: "Điểm số – Năm 2024", "Tổng điểm"; not of points in space ("điểm trường")."""
    return any(_MARKS.fullmatch(head.strip()) for head in heads)


@_kept
def unit_in_note(note: str, title: str) -> str:
    """The unit of a column in a note on its table, which may tell several; "" where the note leaves it out.

    >>> unit_in_note("hồ sơ; tỷ lệ %", "Trễ hạn"), unit_in_note("Tiền: tỷ đồng; hộ nghèo: hộ", "Số hộ nghèo")
    ('hồ sơ', 'hộ')
    """
    parts = [part.strip() for part in re.split(r"[;,]\s*", note)]
    plain = ""
    for part in parts:
        share = _IN_SHARES.fullmatch(part)
        name, colon, unit = (share["name"], ":", "%") if share else part.partition(":")
        key = fold(name.strip())
        money = key in _MONEY_NAMES and _MONEY.search(title)
        meant = key in fold(title) or money if key else len(parts) == 1 or _OF_SHARES.search(title)
        if colon and meant:
            return _BRACKETS.sub("", unit).strip()
        plain = plain or ("" if colon else part)
    return plain


@_kept
def is_percent(title: str) -> bool:
    """Whether some part of a head says that what stands below is per cent; a share without a unit is.

    >>> is_percent("So sánh (%) – So với kế hoạch"), is_percent("Tỷ lệ ký số"), is_percent("Tỷ lệ che phủ (ha)")
    (True, True, False)
    """
    return bool(_PERCENT.search(title) or (_SHARE.search(title) and not noted_unit(title)))


_KINDS: tuple[tuple[str, FigureKind], ...] = (  # in the head of a column; the first that stands there wins
    (r"so sánh|so với|so cùng kỳ|so (?:kế hoạch|dự toán)|tăng|giảm|chênh lệch"
     r"|thực hiện[^/]*/\s*(?:kế hoạch|dự toán|thực hiện)", "so sánh"),
    ("cùng kỳ", "cùng kỳ"), ("xếp hạng|thứ hạng|vị trí|vị thứ|xếp thứ|hạng(?! (?:mục|đất|xe|nhà))", "xếp hạng"),
    ("ước|dự kiến (?:thực hiện|giải ngân|đạt|cả năm)", "ước"), ("chỉ tiêu|mục tiêu", "chỉ tiêu"),
    ("kế hoạch|dự toán|dự kiến|cam kết|biên chế giao|được giao", "kế hoạch"),
    ("kết quả|thực hiện|giải ngân|đã|đạt|lũy kế|luỹ kế|chỉ số|điểm", "kết quả"),
)  # fmt: skip
_PRODUCT = re.compile(r"sản phẩm", re.IGNORECASE)  # "Sản phẩm, kết quả" of a task: done or to be done
_KIND_PATTERNS = tuple((re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), kind) for words, kind in _KINDS)


@_kept
def head_kind(heads: tuple[str, ...]) -> FigureKind | None:
    """The kind of the figures below a head, from its innermost part outwards; None where it says nothing.

    What stands below a comparison compares: "So sánh (%) – Thực hiện 2025/Thực hiện 2024".
    """
    if any(_KIND_PATTERNS[0][0].search(head) for head in heads):
        return "so sánh"
    for head in reversed(heads):
        for pattern, kind in _KIND_PATTERNS:
            if pattern.search(head) and not _PRODUCT.search(head):
                return kind
    return None


def row_scope(label: str, head: Sequence[str]) -> Scope | None:
    """Whose row it is, where the head of the labels says that each row is of a body or a place."""
    name = label.strip(" ,;:.")
    named = next((part for part in reversed(head) if part.strip()), "").strip().lower()
    if not _begins(named.removeprefix("tên "), "who") or _begins(name.lower(), "whole"):
        return None
    found = find_scopes(plain_label(label)) or find_scopes(label)
    return Scope(found[0].level if found and found[0].start <= 1 else "", name, 0, len(label))


def _begins(text: str, role: str) -> bool:
    return any(text == word or text.startswith((f"{word} ", f"{word},")) for word in CUES[role])


def narrowest(found: Sequence[Found]) -> Period | None:
    """The period that a header path tells: of "Giai đoạn 2026 - 2030 – Năm 2026" the year, else the first."""
    full = [f.period for f in found if not is_partial(f.period)]
    inside = (p for p in full if all(q.start <= p.start and p.end <= q.end for q in full))
    return next(inside, full[0] if full else None)
