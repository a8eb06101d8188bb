"""Where a citation's quote stands on a page: through the statements it is made of, else by its words. Pure."""

import re
from collections.abc import Iterable

from ingest.records import Page, Statement

FEWEST_WORDS = 3
"""Fewer words than these could stand anywhere on a page."""


def spans_of(statements: Iterable[Statement], page: Page, quote: str) -> tuple[tuple[int, int], ...]:
    """The stretches (start, end) of `page.text` that a quote is made of, in order; none where it is not found.

    `statements` are those of the document; a row of a table is quoted with its headers in it, so its words do not
    follow each other on the page, but its statement knows where it stands.
    """
    whole = " ".join(quote.split())
    quoted = [each for each in statements if each.text and " ".join(each.text.split()) in whole]
    spans = {(s.start, s.end) for each in quoted for s in each.spans if s.page == page.number}
    return _apart(sorted(spans)) or words_in(page.text, quote)


def words_in(text: str, quote: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a quote follow each other in a text, whatever blanks and line ends are between them.

    >>> words_in("Tỷ lệ\\nký số:  93,5%.", "lệ ký số: 93,5%"), words_in("Tỷ lệ ký số", "số ký")
    (((3, 19),), ())
    """
    words = quote.split()
    if len(words) < FEWEST_WORDS:
        return ()
    found = re.search(r"\s+".join(map(re.escape, words)), text)
    return (found.span(),) if found else ()


def _apart(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Those that stand in no other: a sentence of a row that is quoted whole is marked once."""
    return tuple(s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans))
