"""What disagrees inside a document or between documents, each with the places where it is printed.

A false alarm costs more than a miss: a drafter who meets one on every page stops reading. So a rule speaks only where
two printed values cannot both be right, rounding allowed for, and is silent where a text may mean something else.
"""

from collections.abc import Iterator

from ingest.audit.cited import cited, dates
from ingest.audit.columns import columns
from ingest.audit.passages import passages
from ingest.audit.shares import shares
from ingest.audit.sums import sums
from ingest.records import Finding, Parsed
from ingest.vietnamese.numbers import find_numbers


def audit(parsed: Parsed) -> tuple[Finding, ...]:
    """The disagreements inside one document, in reading order of their first place. Its own `findings` are not read."""
    order = {statement.id: statement.ordinal for statement in parsed.statements}
    found = [*_prose(parsed), *columns(parsed), *dates(cited(parsed))]
    return tuple(sorted(found, key=lambda each: order[each.statement_ids[0]]))


def _prose(parsed: Parsed) -> Iterator[Finding]:
    for passage in passages(parsed):
        numbers = find_numbers(passage.text)
        if numbers:
            yield from sums(passage, numbers)
            yield from shares(passage, numbers)
