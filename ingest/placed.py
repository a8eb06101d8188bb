"""The grids of one table in the flow of a document: those that go on over pages, and the words above them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest import frame
from ingest.elements import Element
from ingest.records import Block, Grid, Note


@dataclass(frozen=True, slots=True)
class PlacedGrids:
    """The grids of one table, in order, with what stands above it."""

    grids: tuple[Grid, ...]
    path: tuple[str, ...]
    caption: str
    unit: str
    after: int


def run_of_grids(elements: Sequence[Element], index: int) -> list[int]:
    """The places of the grids that make up the table whose first grid stands at `index`."""
    run, grids = [index], [element for element in elements[index : index + 1] if isinstance(element, Grid)]
    for below in range(index + 1, len(elements)):
        element = elements[below]
        if isinstance(element, Note):
            continue
        if not isinstance(element, Grid) or not (_goes_on(grids[-1], element) or _goes_on(grids[0], element)):
            break
        grids.append(element)
        run.append(below)
    return run


def caption_above(blocks: Sequence[Block]) -> tuple[str, str]:
    """The paragraph right above and the unit note between it and the table."""
    unit = ""
    for block in reversed(blocks[-5:]):
        found = frame.UNIT_NOTE.match(block.text)
        if found:
            unit = found["unit"].strip()
        elif block.kind in {"paragraph", "item", "caption", "title"} and not _attached(block.text):
            return block.text, unit
        elif block.kind != "footnote" and not _attached(block.text):
            break
    return "", unit


def _goes_on(above: Grid, below: Grid) -> bool:
    """Whether a grid continues the table above it: as many columns, and on the next page or its header repeated."""
    if above.columns != below.columns:
        return False
    return below.page not in (0, above.page) or _first_row(above) == _first_row(below)


def _first_row(grid: Grid) -> list[str]:
    return ["".join(cell.text.split()) for cell in sorted(grid.cells, key=lambda c: c.column) if cell.row == 0]


def _attached(text: str) -> bool:
    return bool(re.match(r"^\W*(?:Kèm theo|Ban hành kèm)", text))
