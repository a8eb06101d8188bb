"""The column of numbers that a question speaks of."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.records import Period
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.colloquial import formal
from ingest.vietnamese.fold import fold
from rag.reading.grid import Grid, Row, values
from rag.reading.match import Rarity
from rag.reading.slots import OTHER, agrees, periods_in
from rag.records import Question
from rag.tables.ends import as_first, extreme
from rag.tables.limits import SHARE, Limit

_RANK = re.compile(r"\b(?:hạng|thứ hạng|xếp hạng|bậc)\b", re.IGNORECASE)
CHANGE = re.compile(
    r"\b(?:tăng|giảm|tụt|sụt|nhảy|cải thiện|trừ|mất|hụt|so sánh|chênh lệch|thay đổi"
    r"|so(?: với)? (?:năm|cùng kỳ|kỳ|kế hoạch|dự toán|ước|th|dt|kh|\d))\b",
    re.IGNORECASE,
)
_BY_SHARE = re.compile(
    r"\b(?:giải ngân|thu|chi|hoàn thành|thực hiện|đạt|tiến độ)\b[^?]*\b(?:thấp|cao|chậm|tốt|kém|nhanh)\s+nhất\b"
    r"|\b(?<!hộ )nghèo\s+nhất\b",
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
_DENIES = re.compile(r"\b(?:chưa|không)\s+(?P<what>[^\W\d_]+)", re.IGNORECASE)
_OFTEN = re.compile(r"\b(?:hay|thường|phổ biến|chủ yếu)\b", re.IGNORECASE)
"""How often something comes is what any column of counts tells."""
_MANY = re.compile(r"\b(?:nhiều|ít|lớn|nhỏ)\b", re.IGNORECASE)
"""How many of something there are is what the one column of counts tells."""
_SHARED = 10.0
"""What a column of shares gains, in nats, where things are compared that are by their share."""
_WAYS = re.compile(r"\b(?:tăng|giảm|so(?: sánh)?|với|chênh lệch|thay đổi)\b", re.IGNORECASE)
"""What every column of changes says."""
_YEAR = 2.0
"""What a head loses for each year that it is older than the newest, in nats, where no time is asked for."""
_OWN, _OTHERS = 8.0, 12.0
"""What a column gains whose time is the one asked for, and what it loses where it is another, in nats."""
_BARE_YEAR = re.compile(r"\b20\d\d\b")
"""A year that nothing says to be one: "kinh phí kỹ năng số 2026"."""
_UNITS = (
    (re.compile(r"\b(?:bậc|hạng|vị trí)\b", re.IGNORECASE), ("bậc", "hạng")),
    (re.compile(r"\b(?:điểm|chỉ số|phần trăm)\b|%", re.IGNORECASE), ("điểm", "%")),
)
"""How a question names the unit of what it compares, and the units that are meant."""
_UNIT = 3.0
"""What a column of that unit gains, in nats."""
_NEWER = 0.1
"""What a column gains for each one on its left, in nats: tables go on from older to newer."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """A column of a grid, with the numbers of one unit in it by the id of their row, and the year that they hold for (0
    where they say none). Where the numbers are changes reckoned from another column, `since` is that one, `times` are
    those of both, `worth` says how well they go together and `ways` what more and less is called."""

    column: int
    header: str
    unit: str
    of: Mapping[str, float]
    year: int
    since: int | None = None
    times: tuple[Period, ...] = ()
    worth: float = 0.0
    ways: tuple[str, str] = ("tăng", "giảm")

    @property
    def columns(self) -> tuple[int, ...]:
        """The column, after the one that it is set against."""
        return (self.column,) if self.since is None else (self.since, self.column)

    @property
    def changes(self) -> bool:
        """Whether its numbers are changes, printed or reckoned."""
        return self.since is not None or bool(CHANGE.search(self.header)) or min(self.of.values()) < 0


def column(
    question: Question,
    grid: Grid,
    rows: Sequence[Row],
    rarity: Rarity,
    wanted: Limit | None,
    reckoned: Sequence[Amounts] = (),
) -> Amounts | None:
    """The column that holds what a question compares: the one whose head says most of it, of several years the newest;
    of what moved, one of changes, printed or `reckoned`. None where none fits."""
    said = " ".join((question.text, *formal(question.text)))
    asked = frozenset(normal_words(said))
    columns = [c for c in (*columns_of(grid), *reckoned) if any(r.statement.id in c.of for r in rows)]
    printed = [c for c in columns if is_share(c)]
    shares = wanted.share if wanted else bool(SHARE.search(question.text))
    by_share = wanted is None and not shares and bool(_BY_SHARE.search(as_first(question.text)[0]))
    if shares and not printed and "%" in grid.rows[0].statement.lead:
        printed = columns
    newest = max((c.year for c in columns), default=0)
    moves = moved(question.text) or (wanted is not None and wanted.against == "time")
    best: list[tuple[float, Amounts]] = []
    for at, amounts in enumerate(columns):
        filled = sum(r.statement.id in amounts.of for r in rows)
        if shares and amounts.since is None and amounts not in printed:
            continue
        if wanted is not None and not wanted.share and wanted.head is None and is_share(amounts):
            continue
        if moves and not amounts.changes:
            continue
        if _NO_AMOUNT.search(amounts.header) or (
            (wanted is None or wanted.head is None) and _denied(question, amounts)
        ):
            continue
        if amounts.since is None and wanted is not None and wanted.head and not wanted.head.search(amounts.header):
            continue
        head = _WAYS.sub(" ", amounts.header) if moves else amounts.header
        score = _said(head, asked, rarity) + _period(question, amounts, newest) + filled / len(rows)
        score += amounts.worth + _of_unit(question.text, amounts) - _unasked(question, amounts, moves)
        if by_share and amounts in printed:
            score += _SHARED
        if _MONEY.search(question.text) and ("đồng" in amounts.unit or _MONEY.search(amounts.header)):
            score += _MONEYED
        best.append((score + _NEWER * at * (amounts.since is None), amounts))
    best.sort(key=lambda b: -b[0])
    if not best:
        return None
    chosen = _whole(best[0][1], [b[1] for b in best], frozenset(normal_words(question.text)))
    spoken = bool(len(best) == 1 or (wanted and wanted.head) or _MONEY.search(question.text))
    alone = chosen.since is None or len({amounts.columns for _, amounts in best}) == 1
    spoken = spoken or bool(_OFTEN.search(question.text)) or (moves and alone)
    if spoken or shares or (by_share and chosen in printed) or _names(chosen.header, asked):
        return chosen
    counts = [amounts for _, amounts in best if not is_share(amounts) and not amounts.changes]
    return counts[0] if len(counts) == 1 and _MANY.search(question.text) else None


def moved(text: str) -> bool:
    """Whether an extreme of what rose, fell or was lost is asked for, which only a column of changes tells."""
    end = extreme(text)
    return end is not None and end.moved and not end.told.startswith("mất")


def _of_unit(text: str, amounts: Amounts) -> float:
    """What a unit that a question names tells of a column of it, or of another: ranks or shares."""
    if amounts.unit and re.search(
        rf"\b(?:nhiều|ít|mấy|số|thêm|bớt)\s+{re.escape(amounts.unit)}\b", text, re.IGNORECASE
    ):
        return _UNIT
    said = [bool(pattern.search(text)) for pattern, _ in _UNITS]
    own = [amounts.unit in units for _, units in _UNITS]
    return _UNIT * sum(a and b for a, b in zip(said, own, strict=True)) if any(own) and said.count(True) == 1 else 0.0


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


def is_share(amounts: Amounts) -> bool:
    return amounts.unit == "%" or bool(SHARE.search(amounts.header))


def columns_of(grid: Grid) -> list[Amounts]:
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
    own = amounts.times or periods_in(amounts.header)
    wanted = question.periods if amounts.since is None else tuple(_ends_of(question.periods))
    said = {int(year) for year in _BARE_YEAR.findall(question.text)}
    if not question.periods and said and amounts.year:
        return _OWN if amounts.year in said else -_OTHERS
    if not question.periods:
        return _YEAR * (amounts.year - newest) if amounts.year else 0.0
    if not own:
        return 0.0
    fits = [max(agrees(asked, mine) for mine in own) for asked in wanted]
    best = max(fits) if amounts.since is None else min(fits)
    return _OWN * best if best > OTHER else -_OTHERS


def _ends_of(periods: Sequence[Period]) -> Iterator[Period]:
    """The periods; of one of several years, between which something changed, the first and the last year."""
    for p in periods:
        years = (p.start.year, p.end.year)
        yield from (p,) if years[0] == years[1] else (own for year in years for own in periods_in(f"năm {year}"))


def _unasked(question: Question, amounts: Amounts, moves: bool) -> float:
    """What is against a column: that it ranks, compares or plans where the question speaks of none of it."""
    against = 0.0
    head = f"{amounts.header} {amounts.unit}"
    for pattern in (_RANK, CHANGE, _PLAN):
        asked = bool(pattern.search(question.text)) or (pattern is CHANGE and moves)
        if bool(pattern.search(head)) != asked and not (pattern is CHANGE and amounts.since is not None):
            against += 6.0 if pattern is not _PLAN else 2.0
    return against


def is_rank(amounts: Amounts) -> bool:
    """Whether a column holds ranks: a low number is a high rank."""
    head = amounts.header.rpartition(" – ")[2]
    return bool(re.search(r"\b(?:hang|thu hang|xep hang|xep thu)\b", fold(head))) and not CHANGE.search(head)
