"""What disagrees inside a document or between documents, each with the places where it is printed.

A false alarm costs more than a miss: a drafter who meets one on every page stops reading. So a rule speaks only where
two printed values cannot both be right, rounding allowed for, and is silent where a text may mean something else.
"""

import re
from collections.abc import Iterable, Iterator

from ingest.audit.cited import Cited, cited, dates, misdated
from ingest.audit.columns import columns
from ingest.audit.counted import counted, sections
from ingest.audit.moves import listed_moves, moves
from ingest.audit.names import names, signed, signers
from ingest.audit.passages import passages
from ingest.audit.reporting import reporting
from ingest.audit.shares import shares
from ingest.audit.sums import listed, sums
from ingest.audit.totals import totals
from ingest.audit.twice import Stated, stated, twice
from ingest.records import Document, Finding, Parsed, Statement
from ingest.vietnamese.fold import fold
from ingest.vietnamese.numbers import find_numbers

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
        *sections(parsed),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda each: order[each.statement_ids[0]]))


def _prose(parsed: Parsed) -> Iterator[Finding]:
    for passage in passages(parsed):
        yield from counted(passage)
        numbers = find_numbers(passage.text) if _SEVERAL.search(passage.text) else ()
        if numbers:
            yield from sums(passage, numbers)
            yield from shares(passage, numbers)
            yield from moves(passage, numbers)


def audit_between(documents: Iterable[Parsed]) -> tuple[Finding, ...]:
    """The disagreements between documents that none of them has alone; each is filed under the first it quotes.

    Each document is read once and only what can be compared is kept of it, so a whole catalogue may be given.
    """
    signatures: list[tuple[Document, Statement]] = []
    citations: list[Cited] = []
    reports: dict[tuple[str, str], list[Stated]] = {}
    for parsed in documents:
        document, signature = parsed.document, signed(parsed)
        if signature is not None:
            signatures.append((document, signature))
        citations.extend(cited(parsed))
        if document.period is not None:
            for whose in {fold(document.issuer), ""}:  # an appendix names no issuer
                reports.setdefault((whose, document.period.key), []).extend(stated(parsed))
    figures = (found for (_, _), group in reports.items() for found in twice(group, between=True))
    return tuple(dict.fromkeys((*signers(signatures), *dates(citations, between=True), *figures)))
