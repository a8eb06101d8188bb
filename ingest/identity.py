"""The identity of a number beside its indicator: the period and the place, from near to far around it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from ingest.named import Named
from ingest.records import Document, Figure, FigureKind, Period, Statement
from ingest.vietnamese.levels import Scope, find_scopes
from ingest.vietnamese.numbers import Number
from ingest.vietnamese.periods import Found, find_periods, is_partial


@dataclass(frozen=True, slots=True)
class Ground:
    """What surrounds a sentence: words to fall back to, innermost first, and the document."""

    document: Document
    around: tuple[str, ...]
    path: tuple[str, ...]
    when: str = ""
    """The period that an earlier sentence of the paragraph opens with."""
    whole: Period | None = None
    """The period of the figure that the sentence breaks down."""

    @property
    def today(self) -> date:
        known = self.document.period.end if self.document.period else self.document.issued
        return known or date(2000, 1, 1)  # only relative words depend on it; a report without any date has none


_COUNTED = re.compile(r"\s*\(\s*(?:(?:tính|số liệu|cập nhật)\s+)*", re.IGNORECASE)
"""What stands between a period and the day up to which it is counted, in brackets: "quý III (đến ngày 14/9)"."""


_BOUND_BY = re.compile(r"(?<!\w)(?:trước|sau)\s+$", re.IGNORECASE)
"""In front of a time that only bounds another: "số hóa sổ hộ tịch giai đoạn trước năm 2007"."""


def figure_of(
    statement: Statement, number: Number, shift: int, indicator: str, scope: Scope | None, period: Period | None,
    kind: FigureKind, column: int | None, unit: str = "",
) -> Figure:  # fmt: skip
    return Figure(
        statement.document_id, statement.id, number.text, number.value, number.unit or unit, number.start + shift,
        number.end + shift, indicator, scope.name if scope else "", scope.level if scope else "", period, kind,
        number.comparator, number.of, column,
    )  # fmt: skip


def periods_in(text: str, ground: Ground) -> tuple[Found, ...]:
    """The periods that a text names, without the day up to which it counts one: "quý III (đến ngày 14/9) xảy ra"."""
    found = find_periods(text, today=ground.today, default_year=year_around(ground))
    days = (pair for pair in pairwise(found) if pair[1].period.kind in ("as_of", "day"))
    after = {day.start for whole, day in days if _COUNTED.fullmatch(text[whole.end : day.start])}
    return tuple(f for f in found if f.start not in after and not _BOUND_BY.search(text[: f.start]))


def year_around(ground: Ground) -> int | None:
    """The year of a period said without one: that of the nearest heading, else of the document."""
    known = ground.document.period.end if ground.document.period else ground.document.issued
    return _year_of(ground.path, ground.today) or (known.year if known else None)


@lru_cache(maxsize=1024)  # asked for each cell below the headings
def _year_of(path: tuple[str, ...], today: date) -> int | None:
    for heading in reversed(path):
        ends = [item.period.end.year for item in find_periods(heading, today=today) if not is_partial(item.period)]
        if len(set(ends)) == 1:
            return ends[0]
    return None


def scope_around(ground: Ground) -> Scope | None:
    for words in ground.around[:3]:
        if scopes := [scope for scope in find_scopes(words) if scope.level not in ("trung ương", "cả nước")]:
            return scopes[-1]
    return None


_BOUND = re.compile(r"(?<!\w)(?P<bound>tối đa|tối thiểu)(?!\w)[^.;\d]*(?<!\w)(?:là|bằng)\s*$", re.IGNORECASE)


def bound_of(text: str, number: Number, item: Named) -> str:
    """The comparator of a number, also where its name says it: "mức vay tối đa đối với một hộ là 30 triệu đồng"."""
    named = _BOUND.search(text[item.clause[0] : number.start])
    if number.comparator != "=" or not named:
        return number.comparator
    return "<=" if named["bound"].lower() == "tối đa" else ">="
