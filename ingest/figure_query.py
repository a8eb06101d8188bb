"""Which figures of the catalogue are meant: words, exact values and periods → conditions on their table."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement

from ingest import schema
from ingest.vietnamese.fold import fold


def figure_conditions(
    *,
    document_ids: Collection[str] | None = None,
    statement_ids: Collection[str] | None = None,
    indicator: str = "",
    scope: str = "",
    level: str = "",
    unit: str = "",
    kind: str = "",
    period: str = "",
    start: date | None = None,
    end: date | None = None,
) -> list[ColumnElement[bool]]:
    """`indicator` and `scope` match when every word of them occurs, accents and case aside; `level`, `unit`, `kind`
    and `period` (a Period key) are exact; `start`/`end` keep the figures whose period lies within.
    """
    columns = schema.figures.c
    found: list[ColumnElement[bool]] = []
    for column, values in ((columns.document_id, document_ids), (columns.statement_id, statement_ids)):
        if values is not None:
            found.append(column.in_(list(values)))
    for column, words in ((columns.indicator, indicator), (columns.scope, scope)):
        found += [column.contains(word, autoescape=True) for word in fold(words).split()]
    exact = ((columns.level, level), (columns.unit, unit), (columns.kind, kind), (columns.period, period))
    found += [column == value for column, value in exact if value]
    if start:
        found.append(columns.period_start >= start.isoformat())
    if end:
        found += [columns.period_end <= end.isoformat(), columns.period_end != ""]
    return found
