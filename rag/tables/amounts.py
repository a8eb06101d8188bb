"""The column of numbers that a question speaks of, and the rows at its ends."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.colloquial import formal
from ingest.vietnamese.fold import fold
from rag.reading.grid import Grid, Row, values
from rag.reading.match import Rarity
from rag.reading.slots import OTHER, agrees, periods_in
from rag.records import Question
from rag.tables.ends import Extreme, extreme
from rag.tables.limits import SHARE, Limit

_RANK = re.compile(r"\b(?:hạng|thứ hạng|xếp hạng|bậc)\b", re.IGNORECASE)
CHANGE = re.compile(
    r"\b(?:tăng|giảm|trừ|mất|hụt|so sánh|chênh lệch|thay đổi"
    r"|so(?: với)? (?:năm|cùng kỳ|kỳ|kế hoạch|dự toán|ước|th|dt|kh|\d))\b",
    re.IGNORECASE,
)
_BY_SHARE = re.compile(
    r"\b(?:giải ngân|thu|chi|hoàn thành|thực hiện|đạt|tiến độ)\b[^?]*\b(?:thấp|cao|chậm|tốt|kém|nhanh)\s+nhất\b",
    re.IGNORECASE,
)
"""What is compared between large and small by its share: "xã nào giải ngân thấp nhất"."""
_PLAN = re.compile(r"\b(?:kế hoạch|kh|dự toán|dt|chỉ tiêu|mục tiêu|giao|dự kiến)\b", re.IGNORECASE)


_UNSAID = 0.3
"""What a word of a head costs that the question does not say."""
_OF_TIME = frozenset(("năm", "tháng", "quý", "ngày", "đến", "ước", "kỳ", "cùng"))
_MONEY = re.compile(r"\b(?:tiền|tốn|ngốn|kinh phí|chi phí|đắt|rẻ)\b", re.IGNORECASE)
_MONEYED = 4.0
"""What a column of money gains, in nats, where money is asked for in whatever words."""
_WHOLE = re.compile(r"^\W*(?:tổng(?: số| cộng| kinh phí| vốn| điểm| tiền| chi| thu)?|cộng)\W*$", re.IGNORECASE)
"""The head of a column that adds up those beside it."""
_NO_AMOUNT = re.compile(r"\b(?:số thứ tự|mã|số hiệu|điện thoại|số quyết định|năm sinh)\b", re.IGNORECASE)
"""Numbers that name and count nothing."""
_FALLS = re.compile(r"^(?!.*(?:\btăng\b|so sánh|/|\bso\b)).*\b(?:giảm|mất|hụt)\b", re.IGNORECASE)
"""A column of falls alone: they are printed without a sign."""
_DENIES = re.compile(r"\b(?:chưa|không)\s+(?P<what>[^\W\d_]+)", re.IGNORECASE)
_OFTEN = re.compile(r"\b(?:hay|thường|phổ biến|chủ yếu)\b", re.IGNORECASE)
"""How often something comes is what any column of counts tells."""
_SHARED = 4.0
"""What a column of shares gains, in nats, where things are compared that are by their share."""
_HALF = 50.0
"""Changes of more than half are rare: a column of "so sánh (%)" whose middle is above prints shares of the whole."""
_YEAR = 2.0
"""What a head loses for each year that it is older than the newest, in nats, where no time is asked for."""
_OWN, _OTHERS = 8.0, 12.0
"""What a column gains whose time is the one asked for, and what it loses where it is another, in nats."""
_BARE_YEAR = re.compile(r"\b20\d\d\b")
"""A year that nothing says to be one: "kinh phí kỹ năng số 2026"."""
_NEWER = 0.1
"""What a column gains for each one on its left, in nats: tables go on from older to newer."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """A column of a grid, with the numbers of one unit in it by the id of their row, and the year that they hold for (0
    where they say none)."""

    column: int
    header: str
    unit: str
    of: Mapping[str, float]
    year: int


def column(question: Question, grid: Grid, rows: Sequence[Row], rarity: Rarity, wanted: Limit | None) -> Amounts | None:
    """The column that holds what a question compares: the one whose head says most of it, of several years the newest;
    None where none fits."""
    said = " ".join((question.text, *formal(question.text)))
    asked = frozenset(normal_words(said))
    columns = [c for c in _columns(grid) if any(r.statement.id in c.of for r in rows)]
    printed = [c for c in columns if _is_share(c)]
    shares = wanted.share if wanted else bool(SHARE.search(question.text))
    by_share = wanted is None and not shares and bool(_BY_SHARE.search(question.text))
    if shares and not printed and "%" in grid.rows[0].statement.lead:
        printed = columns
    newest = max((c.year for c in columns), default=0)
    best: list[tuple[float, Amounts]] = []
    for at, amounts in enumerate(columns):
        filled = sum(r.statement.id in amounts.of for r in rows)
        if shares and amounts not in printed:
            continue
        if wanted is not None and not wanted.share and wanted.head is None and _is_share(amounts):
            continue
        if _falls(question.text) and not (CHANGE.search(amounts.header) or min(amounts.of.values()) < 0):
            continue
        if _NO_AMOUNT.search(amounts.header) or (
            (wanted is None or wanted.head is None) and _denied(question, amounts)
        ):
            continue
        if wanted is not None and wanted.head is not None and not wanted.head.search(amounts.header):
            continue
        score = _said(amounts.header, asked, rarity) + _period(question, amounts, newest) + filled / len(rows)
        score -= _unasked(question, amounts)
        if by_share and amounts in printed:
            score += _SHARED
        if _MONEY.search(question.text) and ("đồng" in amounts.unit or _MONEY.search(amounts.header)):
            score += _MONEYED
        best.append((score + _NEWER * at, amounts))
    best.sort(key=lambda b: -b[0])
    if not best:
        return None
    chosen = _whole(best[0][1], [b[1] for b in best], frozenset(normal_words(question.text)))
    spoken = len(best) == 1 or (wanted is not None and wanted.head is not None) or _MONEY.search(question.text)
    spoken = spoken or _OFTEN.search(question.text)
    return chosen if spoken or shares or by_share or _names(chosen.header, asked) else None


def _falls(text: str) -> bool:
    """Whether an extreme of what fell or was lost is asked for, which only a column of changes tells."""
    end = extreme(text)
    return end is not None and end.told.startswith("giảm")


def _whole(chosen: Amounts, columns: Sequence[Amounts], asked: frozenset[str]) -> Amounts:
    """The column that adds up those beside it, instead of one of these of which a question says nothing; else the one
    chosen."""
    of_all = frozenset.intersection(*(frozenset(normal_words(c.header)) for c in columns))
    own = {w for w in normal_words(chosen.header.rpartition(" – ")[2]) if w[0].isalpha()} - of_all - _OF_TIME
    wholes = [c for c in columns if _WHOLE.match(c.header.rpartition(" – ")[2]) and c.unit == chosen.unit]
    return wholes[0] if len(wholes) == 1 and not own & asked and chosen.year == wholes[0].year else chosen


def _denied(question: Question, amounts: Amounts) -> bool:
    """Whether a question denies what a column counts: "chưa đạt nhiều tiêu chí nhất" and "Số tiêu chí đạt"."""
    denied = {match["what"].lower() for match in _DENIES.finditer(question.text)}
    return any(re.search(rf"\b{word}\b", amounts.header, re.IGNORECASE) for word in denied) and not _DENIES.search(
        amounts.header
    )


def _is_share(amounts: Amounts) -> bool:
    return amounts.unit == "%" or bool(SHARE.search(amounts.header))


def _columns(grid: Grid) -> list[Amounts]:
    """The columns of numbers, one with two units in most of its cells ("Tăng 2,5% Tăng 7 bậc") once for each."""
    found = []
    for c in grid.of("number"):
        figures = [f for r in grid.data for f in r.figures if f.column == c]
        counts = Counter(f.unit for f in figures)
        several = [unit for unit, n in counts.items() if n > len(grid.data) / 2]
        year = max((f.period.end.year for f in figures if f.period), default=0)
        for unit in several if len(several) > 1 else [""]:
            own = unit or (figures[0].unit if len(counts) == 1 else "")
            found.append(Amounts(c, grid.headers[c], own, values(grid, c, unit), year))
    return found


def _names(header: str, asked: frozenset[str]) -> bool:
    """Whether a question says a word of a head that tells what it holds."""
    return any(w in asked for w in normal_words(header) if w[0].isalpha() and w not in _OF_TIME and len(w) > 1)


def _said(header: str, asked: frozenset[str], rarity: Rarity) -> float:
    """How much of a head the question says, in nats, less a little for what it does not."""
    own = dict.fromkeys(w for w in normal_words(header) if w[0].isalpha() and w not in _OF_TIME)
    said = sum(rarity(w) for w in own if w in asked)
    return said - _UNSAID * sum(rarity(w) for w in own if w not in asked)


def _period(question: Question, amounts: Amounts, newest: int) -> float:
    """What the periods of a column tell: much where they are those asked for, as much against where they are others;
    where no time is asked for, a little against those that are not of the newest year."""
    own = periods_in(amounts.header)
    said = {int(year) for year in _BARE_YEAR.findall(question.text)}
    if not question.periods and said and amounts.year:
        return _OWN if amounts.year in said else -_OTHERS
    if not question.periods:
        return _YEAR * (amounts.year - newest) if amounts.year else 0.0
    if not own:
        return 0.0
    best = max(agrees(asked, mine) for asked in question.periods for mine in own)
    return _OWN * best if best > OTHER else -_OTHERS


def _unasked(question: Question, amounts: Amounts) -> float:
    """What is against a column: that it ranks, compares or plans where the question speaks of none of it."""
    against = 0.0
    for pattern in (_RANK, CHANGE, _PLAN):
        if bool(pattern.search(f"{amounts.header} {amounts.unit}")) != bool(pattern.search(question.text)):
            against += 6.0 if pattern is not _PLAN else 2.0
    return against


def is_rank(amounts: Amounts) -> bool:
    """Whether a column holds ranks: a low number is a high rank."""
    head = amounts.header.rpartition(" – ")[2]
    return bool(re.search(r"\b(?:hang|thu hang|xep hang)\b", fold(head))) and not CHANGE.search(head)


def rank_column(grid: Grid, rows: Sequence[Row]) -> Amounts | None:
    """The first column of ranks that most rows print; None where the table has none."""
    columns = (c for c in _columns(grid) if is_rank(c))
    return next((c for c in columns if sum(r.statement.id in c.of for r in rows) > len(rows) / 2), None)


def at_top(amounts: Amounts, end: Extreme) -> bool:
    """Whether an end of a column is at its greatest numbers: the worst rank is, and the greatest fall in a column of
    falls alone ("Số hộ nghèo giảm")."""
    falls = end.moved and _FALLS.search(amounts.header) and all(value >= 0 for value in amounts.of.values())
    return (not end.most if falls else end.most) != is_rank(amounts)


def of_ratio(amounts: Amounts, wanted: Limit) -> Limit:
    """A limit of no change, for a column that prints what share of the earlier number the later one is."""
    numbers = sorted(abs(v) for v in amounts.of.values())
    is_ratio = (
        wanted.head is not None and wanted.value == 0 and _is_share(amounts) and numbers[len(numbers) // 2] > _HALF
    )
    return replace(wanted, value=100.0) if is_ratio else wanted


def beyond(amounts: Amounts, rows: Sequence[Row], wanted: Limit) -> tuple[Row, ...]:
    """The rows whose number lies beyond a limit."""
    rank = is_rank(amounts)
    return tuple(r for r in rows if r.statement.id in amounts.of and wanted.passes(amounts.of[r.statement.id], rank))


def unknown(amounts: Amounts, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows whose cell is blank there."""
    return tuple(r for r in rows if r.statement.id not in amounts.of)


def ranked(amounts: Amounts, rows: Sequence[Row], most: bool, top: int) -> tuple[Row, ...]:
    """The `top` rows with the greatest (or least) numbers, with all that tie with the last of them."""
    own = [r for r in rows if r.statement.id in amounts.of]
    own.sort(key=lambda r: amounts.of[r.statement.id], reverse=most)
    if len(own) <= top:
        return tuple(own)
    last = amounts.of[own[top - 1].statement.id]
    return tuple(r for i, r in enumerate(own) if i < top or amounts.of[r.statement.id] == last)
