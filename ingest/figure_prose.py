"""The numbers of a sentence → Figures.

Indicator and place come from the number's own clause, else from what it is a part of, else from the sentence, its
lead and the headings above; the period likewise, and from the document's period last.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.attributes import goes_on
from ingest.figure_kinds import is_planned, kind_of, of_same_time
from ingest.figure_names import part_of, with_ground
from ingest.figure_periods import period_of, planned_period, same_time, since_new_year
from ingest.figure_units import unit_beside, with_units
from ingest.identity import Ground, bound_of, figure_of, periods_in, scope_around
from ingest.indicators import name_numbers
from ingest.named import Named
from ingest.records import Figure, FigureKind, Period, Statement
from ingest.vietnamese.calendar import year_before
from ingest.vietnamese.levels import find_scopes
from ingest.vietnamese.numbers import Number, find_numbers
from ingest.vietnamese.periods import Found

_ORDINAL = re.compile(r"\s*\d{1,3}(?:\.\d)?[.)]?\s*")  # a line of its own: the ordinal of a row that was read as lines


def prose(
    statement: Statement, text: str, shift: int, ground: Ground, column: int | None = None,
    wholes: Sequence[Figure] = (),
) -> Iterator[Figure]:  # fmt: skip
    """The figures of a text that stands `shift` characters behind the start of its statement.

    `wholes`: the figures of the sentence that this one breaks down or is a footnote on.
    """
    numbers = with_units(text, find_numbers(text))
    if not numbers or (column is None and _ORDINAL.fullmatch(text)):
        return
    periods = periods_in(text, ground)
    fallback = next((words for words in ground.around if words), "")
    named = name_numbers(text, numbers, find_scopes(text), [(f.start, f.end) for f in periods], fallback)
    times = _Times(text, periods, ground, ground.document.period)
    planned = not wholes and goes_on(text) and is_planned(statement.lead)
    of_lead: FigureKind = "kế hoạch" if planned else "kết quả"
    if wholes and statement.kind != "footnote":
        of_lead = wholes[0].kind
    kinds: list[FigureKind] = []
    bound = "="
    for i, (number, item) in enumerate(zip(numbers, named, strict=True)):
        same = of_same_time(text, number, item)
        period = times.of(number, item, same)
        joined = i and text[numbers[i - 1].end : number.start].strip() == "và"  # "cao hơn 1,07 điểm và 4,84%"
        kind: FigureKind = "cùng kỳ" if same else kind_of(text, number, item, period, ground)
        if joined and kinds[-1] == "so sánh":
            kind = "so sánh"
        elif kind == "kết quả" and not _apart(item):
            above = kinds[item.parent] if item.parent is not None else of_lead
            kind = above if above in ("kế hoạch", "ước") else kind
        kinds.append(kind)
        sign = bound_of(text, number, item)
        joined_to = item.inherited and text[: number.start].rstrip().endswith(" và")
        sign = bound if joined_to and sign == "=" else sign  # "tối đa 30 triệu đồng/hộ và 50 triệu đồng/nhóm"
        bound = sign if sign in ("<=", ">=") else "="
        number = replace(number, comparator=sign, unit=number.unit or unit_beside(text, numbers, i, item))
        period = planned_period(text, number, period) if kind == "kế hoạch" else period
        name = part_of(with_ground(item, number, statement, text, ground, wholes), item, number, wholes)
        scope = item.scope or scope_around(ground)
        yield figure_of(statement, number, shift, name, scope, period, kind, column)


def _apart(item: Named) -> bool:
    """Whether a value is set beside what is told of, not a part of it: "mức tăng cả nước là 9,2%"."""
    return item.scope is not None and item.scope.level == "cả nước"


@dataclass(slots=True)
class _Times:
    """The periods of the numbers of a text, one after the other."""

    text: str
    periods: Sequence[Found]
    ground: Ground
    own: Period | None
    """That of the last figure that "cùng kỳ" may be said of."""
    own_of: dict[str, Period | None] = field(default_factory=dict)
    """The same of each name, without what stands in brackets."""
    so_far: tuple[Period | None, Period | None] | None = None
    """A period that was told of and the one since the new year that it is counted for: "lũy kế 12.640 tỷ đồng"."""

    def of(self, number: Number, item: Named, same: bool) -> Period | None:
        """`same`: the number is one of the same time of another year."""
        name = item.indicator.partition(" (")[0]
        period = period_of(self.text, number, item, self.periods, same, self.ground)
        if same:
            self.own = self.own_of.get(name, self.own)
            return year_before(self.own) if period is None and self.own is not None else same_time(period, self.own)
        counted = since_new_year(self.text, number, period, any(f.end <= number.start for f in self.periods))
        if counted != period:
            self.so_far = (period, counted)
        elif not item.inherited:
            self.so_far = None
        period = self.so_far[1] if self.so_far and self.so_far[0] == period else period
        self.own = period or self.ground.document.period
        self.own_of.setdefault(name, self.own)
        return period
