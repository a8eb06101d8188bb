"""The sum over the rows of a table that a question chooses: "các việc Công an tỉnh chủ trì tốn tổng bao nhiêu tiền"."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.vietnamese.numbers import format_number
from rag.draft import Draft
from rag.library import Library
from rag.read import as_it_stands
from rag.reading.grid import Row
from rag.reckoning.operands import Operand
from rag.reckoning.working import unit_of, with_unit, worked
from rag.tables.choice import Chosen

_MOST = 30
"""A sum of more rows cannot be followed."""


def summed(found: Sequence[Chosen], library: Library) -> Draft | None:
    """The sum of the numbers of chosen rows in the column that a question adds up; None where they are too many, of
    several tables or print too few numbers."""
    if len(found) != 1 or found[0].amounts is None:
        return None
    choice, amounts = found[0], found[0].amounts
    used = [o for row in choice.rows if (o := _operand(choice, row, library))]
    if not 1 < len(used) <= _MOST:
        return None
    total = round(sum(o.figure.value for o in used), 6)
    formula = f"{' + '.join(format_number(o.figure.value) for o in used)} = {format_number(total)}"
    result = with_unit(total, unit_of([o.figure for o in used]).partition(";")[0])
    said = f"{result} — {amounts.header}, cộng của {choice.noun}: {'; '.join(row.label for row in choice.rows)}"
    return worked(said, formula, result, used)


def _operand(choice: Chosen, row: Row, library: Library) -> Operand | None:
    """The number of a row in the column that is added up, where it stands."""
    column = choice.amounts.column if choice.amounts else -1
    figure = next((f for f in row.figures if f.column == column), None)
    place = next((p for p in library.places(row.statement) if p.column == column), None)
    if figure is None or place is None:
        return None
    return Operand(figure, replace(as_it_stands(row.statement, choice.document), place=place, figures=(figure,)))
