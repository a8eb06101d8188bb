"""What disagrees inside a document or between documents, each with the places where it is printed.

A false alarm costs more than a miss: a drafter who meets one on every page stops reading. So a rule speaks only where
two printed values cannot both be right, rounding allowed for, and is silent where a text may mean something else.
"""

import re
from collections.abc import Iterator

from ingest.audit.between import audit_between
from ingest.audit.cited import cited, dates, misdated
from ingest.audit.columns import columns
from ingest.audit.counted import counted, sections
from ingest.audit.moves import against, listed_moves, moves
from ingest.audit.names import names
from ingest.audit.passages import passages
from ingest.audit.reporting import reporting
from ingest.audit.retold import retold
from ingest.audit.shares import shares
from ingest.audit.slipped import slipped
from ingest.audit.sums import listed, sums
from ingest.audit.totals import totals
from ingest.audit.twice import stated, twice
from ingest.records import Finding, Parsed
from ingest.vietnamese.numbers import find_numbers

__all__ = ["audit", "audit_between"]

_SEVERAL = re.compile(r"\d.*?[^\d\s].*?\d", re.DOTALL)  # one number alone agrees with everything


def audit(parsed: Parsed) -> tuple[Finding, ...]:
    """The disagreements inside one document, in reading order of their first place. Its own `findings` are not read."""
    order = {statement.id: statement.ordinal for statement in parsed.statements}
    citations = list(cited(parsed))
    found = [
        *_prose(parsed),
        *listed(parsed),
        *listed_moves(parsed.statements),
        *columns(parsed),
        *totals(parsed),
        *misdated(parsed, citations),
        *dates(citations),
        *names(parsed),
        *reporting(parsed),
        *twice(stated(parsed)),
        *retold(parsed),
        *sections(parsed),
    ]
    found += slipped(parsed, {frozenset(each.statement_ids) for each in found})
    return tuple(sorted(dict.fromkeys(found), key=lambda each: order[each.statement_ids[0]]))


def _prose(parsed: Parsed) -> Iterator[Finding]:
    for passage in passages(parsed):
        yield from counted(passage)
        numbers = find_numbers(passage.text) if _SEVERAL.search(passage.text) else ()
        if numbers:
            yield from sums(passage, numbers)
            yield from shares(passage, numbers)
            yield from moves(passage, numbers)
            yield from against(passage, numbers)
