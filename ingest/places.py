"""From a text made of joined lines back to where each of its characters is printed.

Joining only adds or drops spaces and the format's generated list numbers, so the two texts are walked together and
spaces are passed over.
"""

import re
from collections.abc import Mapping, Sequence

from ingest.lines import slice_box
from ingest.records import Page, Span

_WORD = re.compile(r"\S+")
_AHEAD = 6  # how far to look for the next common character where the two texts differ (a mark, a mended letter)


class Places:
    """The printed place of every character of `text`, whose lines stand at `spans`."""

    def __init__(self, text: str, spans: Sequence[Span], pages: Mapping[int, Page]) -> None:
        ink, printed = _ink(spans, pages)
        self.spans = spans
        self.at: list[tuple[int, int] | None] = [None] * len(text)
        cursor = 0
        for word in _WORD.finditer(text):
            start, end = word.span()
            if ink.startswith(word.group(), cursor):  # nearly always: a word at a time, not a letter at a time
                self.at[start:end] = printed[cursor : cursor + end - start]
                cursor += end - start
                continue
            for index in range(start, end):
                found = ink.find(text[index], cursor, cursor + _AHEAD)
                if found >= 0:
                    self.at[index] = printed[found]
                    cursor = found + 1

    def of(self, start: int, end: int) -> tuple[Span, ...]:
        """Where characters [start, end) are printed: a Span for each line, its box cut to the characters."""
        lines: dict[int, list[int]] = {}
        for place in self.at[start:end]:
            if place is not None:
                number, offset = place
                if number in lines:
                    lines[number][1] = offset  # a line is walked from its left to its right
                else:
                    lines[number] = [offset, offset]
        return tuple(_cut(self.spans[number], first, last + 1) for number, (first, last) in lines.items())


def _ink(spans: Sequence[Span], pages: Mapping[int, Page]) -> tuple[str, list[tuple[int, int]]]:
    """The printed characters of the spans but for spaces, and where each stands: (number of the span, offset)."""
    ink, places = "", []
    for number, span in enumerate(spans):
        if span.page in pages:
            for word in _WORD.finditer(pages[span.page].text, span.start, span.end):
                ink += word.group()
                places += [(number, offset) for offset in range(*word.span())]
    return ink, places


def _cut(span: Span, start: int, end: int) -> Span:
    width = max(span.end - span.start, 1)
    left, right = (start - span.start) / width, (end - span.start) / width
    boxes = tuple(slice_box(box, left, right) for box in span.boxes) if len(span.boxes) == 1 else span.boxes
    return Span(span.page, start, end, boxes)
