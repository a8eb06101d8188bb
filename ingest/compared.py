"""What a document says that another may say otherwise, and what was found to disagree.

It is kept as `Said`, a short row with a `key`; only rows of one key can disagree. So a catalogue finds what a new
document disagrees with by looking up its keys, and need not read the others. The rules are in audit/between.py.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.records import Finding

APART = "\x1f"
"""Between the parts of a key, of which the first names the subject: it stands in no text."""
_NUMBER = re.compile(r"\d[\d.,/-]*\d|\d")


@dataclass(frozen=True, slots=True)
class Said:
    """What statement `statement_id` says of what `key` names: `value`, to be compared, printed as `text`.

    `name` is how the document calls it; `position` counts the sayings of a document in reading order.
    """

    document_id: str
    position: int
    key: str
    value: str
    statement_id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """The findings on one key, and where the first of those who say it stands."""

    key: str
    first: tuple[str, int]
    findings: tuple[Finding, ...]


def in_order(groups: Iterable[Found]) -> tuple[Finding, ...]:
    """The findings of all keys, each once though it is found under several: by subject, then by where the first of
    those who disagree says it."""
    ordered = sorted(groups, key=lambda each: (each.key.partition(APART)[0], each.first))
    told: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Finding] = {}
    for finding in (finding for group in ordered for finding in group.findings):
        told.setdefault((finding.kind, finding.statement_ids, tuple(_NUMBER.findall(finding.message))), finding)
    return tuple(told.values())
