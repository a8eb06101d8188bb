"""From a text made of joined lines back to where each of its characters is printed.

Joining only adds or drops spaces and the format's generated list numbers, so the two texts are walked together and
spaces are passed over.
"""

from collections.abc import Mapping, Sequence

from ingest.lines import slice_box
from ingest.records import Page, Span

_AHEAD = 6  # how far to look for the next common character where the two texts differ (a mark, a mended letter)


class Places:
    """The printed place of every character of `text`, whose lines stand at `spans`."""

    def __init__(self, text: str, spans: Sequence[Span], pages: Mapping[int, Page]) -> None:
        printed = [
            (number, offset)
            for number, span in enumerate(spans)
            if span.page in pages
            for offset in range(span.start, span.end)
            if not pages[span.page].text[offset : offset + 1].isspace()
        ]
        self.spans = spans
        self.at: list[tuple[int, int] | None] = [None] * len(text)
        cursor = 0
        for index, character in enumerate(text):
            if character.isspace() or cursor >= len(printed):
                continue
            for ahead in range(min(_AHEAD, len(printed) - cursor)):
                number, offset = printed[cursor + ahead]
                if pages[spans[number].page].text[offset] == character:
                    self.at[index] = printed[cursor + ahead]
                    cursor += ahead + 1
                    break

    def of(self, start: int, end: int) -> tuple[Span, ...]:
        """Where characters [start, end) are printed: a Span for each line, its box cut to the characters."""
        lines: dict[int, list[int]] = {}
        for place in self.at[start:end]:
            if place is not None:
                lines.setdefault(place[0], []).append(place[1])
        return tuple(_cut(self.spans[number], min(offsets), max(offsets) + 1) for number, offsets in lines.items())


def _cut(span: Span, start: int, end: int) -> Span:
    width = max(span.end - span.start, 1)
    left, right = (start - span.start) / width, (end - span.start) / width
    boxes = tuple(slice_box(box, left, right) for box in span.boxes) if len(span.boxes) == 1 else span.boxes
    return Span(span.page, start, end, boxes)
