"""A flow of lines → a flow of paragraphs, tables and notes: what structure.py puts under headings."""

from collections.abc import Sequence

from ingest.lines import Item
from ingest.paragraphs import Draft, Paragraphs, measures
from ingest.records import Grid, Line, Note, Page

Element = Draft | Grid | Note


def elements_of(items: Sequence[Item], names: Sequence[str], printed: Sequence[Page]) -> list[Element]:
    """The flow with its lines joined to paragraphs, in order; `names` are the zones of its items.

    A footnote printed where a page break cuts a paragraph comes after the whole paragraph.
    """
    pages = {page.number: page for page in printed}
    measure, right = measures(item for item in items if isinstance(item, Line))
    paragraphs = Paragraphs(measure, right)
    elements: list[Element] = []
    held: list[Element] = []  # notes printed inside a paragraph that the next page goes on with
    last: Line | None = None
    for item, name in zip(items, names, strict=True):
        if isinstance(item, Note):
            held.append(item)
            continue
        closed: list[Draft]
        if isinstance(item, Line):
            closed = paragraphs.add(item, name, _gap(last, item, pages))
            last = item
        else:
            closed, last = paragraphs.close(), None
        elements.extend(closed)
        if closed or isinstance(item, Grid):
            elements.extend(held)
            held = []
        if isinstance(item, Grid):
            elements.append(item)
    return [*elements, *paragraphs.close(), *held]


def _gap(last: Line | None, line: Line, pages: dict[int, Page]) -> bool:
    if last is None or last.span.page != line.span.page or line.span.page not in pages:
        return False
    return pages[line.span.page].text[last.span.end : line.span.start].count("\n") > 1
