"""Footnotes in text that has lost its superscripts: "27-NQ/TW1" in a line, "1 Nghị quyết …" at the page's bottom.

A pure function. Both halves must be there, in order (1, 2, 3 …), or nothing is taken for a note: a digit is never
removed from a word on suspicion.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.vietnamese.letters import UPPER

# A note's text begins with a capital or a quotation mark, after its number and one space ("1 Nghị quyết số").
BEGINS = re.compile(rf"\s*(\d{{1,2}}) (?=[{UPPER}“\"])")
# A mark stands right behind a letter, a bracket or a quotation mark, and ends the word.
STANDS = r"(?<=[^\W\d_]|[)”\"]){number}(?=[\s,.;:)]|$)"
# Marks and their notes stand on one page: about this many lines apart.
PAGE_LINES = 60


@dataclass(frozen=True, slots=True)
class PlainNotes:
    """`notes`: first line → (mark, line after the note). `marks`: line → ((offset in it, mark), …)."""

    notes: dict[int, tuple[str, int]] = field(default_factory=dict)
    marks: dict[int, tuple[tuple[int, str], ...]] = field(default_factory=dict)


def plain_notes(lines: Sequence[str]) -> PlainNotes:
    """Find the notes whose mark and text are both there.

    >>> found = plain_notes(["theo Nghị quyết số 27-NQ/TW1 về", "", "1 Nghị quyết số 27 ngày", "9/11.", ""])
    >>> found.notes, found.marks
    ({2: ('1', 4)}, {0: ((27, '1'),)})
    """
    found = PlainNotes()
    expected = 1
    for index, line in enumerate(lines):
        matched = BEGINS.match(line)
        if not matched or int(matched.group(1)) != expected:
            continue
        if index and lines[index - 1].strip() and index - 1 not in _ends(found):
            continue
        place = _place(lines, index, matched.group(1))
        if place is None:
            continue
        at, offset = place
        end = index + 1
        while end < len(lines) and lines[end].strip() and not _starts_anew(lines, index, end, expected + 1):
            end += 1
        found.notes[index] = (matched.group(1), end)
        found.marks[at] = tuple(sorted((*found.marks.get(at, ()), (offset, matched.group(1)))))
        expected += 1
    return found


def _ends(found: PlainNotes) -> set[int]:
    return {end - 1 for _, end in found.notes.values()}


def _starts_anew(lines: Sequence[str], first: int, index: int, following: int) -> bool:
    """Where a note stops though no blank line follows: the next note, a list item, or the text of the next page,
    which exports set off by a space (where the page number stood)."""
    if lines[index][0].isspace() and not lines[first][0].isspace():
        return True
    matched = BEGINS.match(lines[index])
    if matched and int(matched.group(1)) == following:
        return True
    return re.match(r"\s*(?:[a-zđ]\)|\d{1,2}(?:\.\d{1,2})*\.|[IVX]+\.|[-+])\s", lines[index]) is not None


def _place(lines: Sequence[str], index: int, number: str) -> tuple[int, int] | None:
    pattern = re.compile(STANDS.format(number=number))
    for at in range(index - 1, max(-1, index - PAGE_LINES), -1):
        places = list(pattern.finditer(lines[at]))
        if places:
            return at, places[-1].start()
    return None
