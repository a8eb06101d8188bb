"""How new what a place holds for is, and how near it stands to the conversation's last answer."""

from datetime import date

from ingest.records import Document, Statement
from ingest.vietnamese.dates import find_dates
from rag.reading.places import Place, kept
from rag.reading.slots import own_periods

_FORGOTTEN = 60
"""Months after which nothing is recent any more: the term of a plan."""


def recency(place: Place, document: Document, newest: int) -> float:
    """How new what the place holds for is: 1 for the newest period on file, 0 for `_FORGOTTEN` months before it."""
    dates = _days(place) if place.reference else ()
    ends = dates or [p.end for p in own_periods(place, document)]
    if not ends:
        return 0.0
    return min(1.0, max(0.0, 1 - (newest - month(max(ends))) / _FORGOTTEN))


@kept
def _days(place: Place) -> tuple[date, ...]:
    """The days of the document that a place is."""
    return tuple(d.date for d in find_dates(place.reference.date) if d.date) if place.reference else ()


def month(day: date) -> int:
    return day.year * 12 + day.month


def nearness(a: Statement, b: Statement) -> float:
    """1 for the same statement, less for the same paragraph or list, the same section; 0 elsewhere."""
    if a.document_id != b.document_id:
        return 0.0
    if a.id == b.id:
        return 1.0
    if (a.block is not None and a.block == b.block) or (a.lead and a.lead == b.lead):
        return 0.7
    return 0.4 if a.path and a.path == b.path else 0.0
