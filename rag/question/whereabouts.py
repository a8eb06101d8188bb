"""Where a question is about: levels and bodies (ingest/vietnamese/levels.py) and provinces said by their bare names."""

import re

from ingest.vietnamese.levels import Scope, find_scopes
from rag.words import phrases, words

PROVINCE = "tỉnh"
_BEFORE = re.compile(r"\b(?:tỉnh|thành phố|tp\.?)\s*$", re.IGNORECASE)


def whereabouts(text: str) -> tuple[Scope, ...]:
    """The levels, bodies and provinces that a text names, in order, without overlaps.

    >>> [(s.level, s.name) for s in whereabouts("tỉnh Lâm Đồng có bao nhiêu đơn vị cấp xã, thế Cà Mau?")]
    [('tỉnh', 'Lâm Đồng'), ('cấp xã', 'cấp xã'), ('tỉnh', 'Cà Mau')]
    """
    found = words(text)
    provinces = [
        Scope(PROVINCE, row[0], _from(text, found[start].start), found[end - 1].end)
        for start, end, row in phrases("provinces.tsv").find(found)
    ]
    others = (s for s in find_scopes(text) if not any(p.start < s.end and s.start < p.end for p in provinces))
    return tuple(sorted((*provinces, *others), key=lambda s: s.start))


def is_province(scope: Scope) -> bool:
    """Whether it is a province by its name, not the level."""
    return scope.level == PROVINCE and scope.name != PROVINCE


def _from(text: str, start: int) -> int:
    """Where the name begins, with the word for what it is."""
    before = _BEFORE.search(text, 0, start)
    return before.start() if before else start
