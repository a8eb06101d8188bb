"""Whether two figures are called by one name, in other words: "tổng chi cho y tế", "chi cho y tế – thực hiện".

A figure is called by its own words, without those that say nothing of which figure it is (figure_names.tsv). Two are
one where all that only one of them says stands around the other too: in what introduces it, over it, or in the title
of its document. Any other word narrows, and makes it another figure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.records import Document, Figure, FigureKind, Period, Statement
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.number_units import unit_kind
from ingest.vietnamese.tables import rows

SOURCE = re.compile(
    r"^(?:(?:theo|qua|căn cứ|tính đến|đến)\s[^,]*,\s*|(?:tuy nhiên|tuy vậy|song|trong khi đó|đồng thời|do đó)[\s,]+)",
    re.IGNORECASE,
)
"""What names where a figure is from, or joins its sentence to the one before: "theo kết quả rà soát, …"."""
_WHOLE = re.compile(r"(?<!\w)(?:(?:trên )?địa bàn|toàn bộ)(?!\w)", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")
_AIM = re.compile(r"(?:chỉ tiêu|kế hoạch|mục tiêu|dự toán)(?!\w)", re.IGNORECASE)
_ROUGH = re.compile(r"(?:khoảng|gần|trên|hơn|xấp xỉ|dưới|chừng|~|≈)\s*$", re.IGNORECASE)
_CHANGE = re.compile(r"(?<!\w)(?:tăng|giảm|chênh|vượt|hụt|(?:cao|thấp|nhiều|ít)\s+hơn)(?!\w)", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;.:()](?=\s|$)")
_TOTAL = re.compile(r"\W*(?:tổng(?:\s+(?:cộng|số|chung))?|cộng|toàn (?:tỉnh|thành phố)|chung)(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}")
_MEASURED = frozenset(("percent", "money", "measure", "points", "score", "rank"))
"""Kinds of units that are no part of a name; what is counted is: "1.656 giáo viên"."""
_PLANNED: frozenset[FigureKind] = frozenset(("kế hoạch", "chỉ tiêu"))
_RANKED: FigureKind = "xếp hạng"
FEWEST = 2
"""Words that both must say: one may be that of many figures."""


@dataclass(frozen=True, slots=True)
class Called:
    """A figure with what it is called: `own` words, and those `around` it.

    `total` for the last row of a table, which is called by its table; `sort` is its unit of measure, its place and
    whether it is planned, in which two must agree.
    """

    own: frozenset[str]
    around: frozenset[str]
    total: bool
    sort: tuple[str, ...]


@lru_cache(maxsize=1)
def _light() -> frozenset[str]:
    return frozenset(word for role, words, _ in rows("figure_names.tsv") if role == "light" for word in words.split())


@lru_cache(maxsize=1)
def _kinds() -> frozenset[str]:
    return frozenset(word for role, words, _ in rows("figure_names.tsv") if role == "plan" for word in words.split())


@lru_cache(maxsize=1)
def _same() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Each phrase that has another for the same thing → the first of its row, the longest first."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for role, words, _ in rows("figure_names.tsv"):
        if role == "same":
            phrases = [normal_words(phrase) for phrase in words.split("; ")]
            found.update((phrase, phrases[0]) for phrase in phrases)
    return tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=16384)
def content(text: str) -> frozenset[str]:
    """The words of a name that tell which figure it is.

    >>> sorted(content("Tổng số hồ sơ trễ hạn toàn tỉnh")) == sorted(content("hồ sơ bị quá hạn"))
    True
    """
    words = list(normal_words(_WHOLE.sub(" ", text)))
    kept: list[str] = []
    at = 0
    while at < len(words):
        phrase, first = next(
            ((p, f) for p, f in _same() if tuple(words[at : at + len(p)]) == p), ((words[at],), (words[at],))
        )
        kept += first
        at += len(phrase)
    return frozenset(word for word in kept if word not in _light() and not word[0].isdigit())


def called(
    figure: Figure, statement: Statement, document: Document, abbreviations: Sequence[tuple[str, str]] = ()
) -> Called:
    """What a figure is called; `abbreviations` are those that its document defines."""
    name = SOURCE.sub("", figure.indicator)
    for short, long in abbreviations:
        if short in name:
            name = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", long, name)
    total = figure.column is not None and bool(_TOTAL.match(name))
    unit = figure.unit.lower() if unit_kind(figure.unit) in _MEASURED else ""
    clause = _clause(figure, statement)
    aimed = figure.kind in _PLANNED or any(map(_AIM.match, (name, clause.strip())))
    aside = _ASIDE.findall(name) if figure.column is not None else ()  # what a row is part of, how it is reckoned
    over = (statement.lead, *statement.path, document.title, document.kind, clause, *aside)
    name = _ASIDE.sub(" ", name) if aside else name
    words = content(f"{_TOTAL.sub(' ', name) if total else name} {'' if unit else figure.unit}")
    if aimed:
        words -= _kinds()
    sort = (unit, _place(figure, statement), "planned" if aimed else "done")
    return Called(words, frozenset().union(*map(content, over)), total, sort)


def _place(figure: Figure, statement: Statement) -> str:
    """The place of a figure; "" for the whole that the document is of, and where a level is named only behind it:
    "11.182 hồ sơ trễ hạn, chủ yếu ở cấp xã"."""
    if figure.level in ("", "tỉnh"):
        return ""
    before = (statement.lead, *statement.path, statement.text[: figure.start])
    if figure.column is None and not any(s.level == figure.level for text in before for s in find_scopes(text)):
        return ""
    return figure.scope.lower()


def _clause(figure: Figure, statement: Statement) -> str:
    """The words of a sentence between the marks around a figure; of a row none: its other cells are other figures."""
    if figure.column is not None:
        return ""
    text = statement.text
    before = [m.end() for m in _CLAUSE.finditer(text, 0, figure.start)]
    after = _CLAUSE.search(text, figure.end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def is_one(a: Called, b: Called) -> bool:
    """Whether two figures are called by one name."""
    if a.sort != b.sort or (a.total and b.total):
        return False
    if a.total or b.total:
        whole, other = (a, b) if a.total else (b, a)
        said = other.own <= whole.own | whole.around and whole.own <= other.own | other.around
        return len(other.own) >= FEWEST and said
    return len(a.own & b.own) >= FEWEST and a.own - b.own <= b.around and b.own - a.own <= a.around


def comparable(figure: Figure, statement: Statement) -> bool:
    """Whether a figure states one exact value of a time, which another place may print otherwise."""
    if figure.period is None or figure.of is not None or not figure.text[:1].isdigit() or figure.kind == _RANKED:
        return False
    if figure.comparator != "=" and (figure.comparator != "~" or _ROUGH.search(statement.text, 0, figure.start)):
        return False
    around = f"{figure.indicator} {_clause(figure, statement)}"
    changes = figure.kind == "so sánh" and (unit_kind(figure.unit) in _MEASURED or _CHANGE.search(around))
    return not changes and _WORD.search(statement.text) is not None


def one_time(a: Period, b: Period) -> bool:
    """Whether two periods are one, or one stands at the end of the other."""
    return (a.start, a.end) == (b.start, b.end) or (a.end == b.end and "as_of" in (a.kind, b.kind))
