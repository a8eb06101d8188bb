"""The cell of the best row under the head for what is asked: "phải xong quý mấy" of a task is its "Thời gian" cell."""

from ingest.vietnamese.levels import find_scopes
from rag.read import Reading
from rag.reading.expect import COLUMNS
from rag.reading.places import is_value_cell
from rag.records import Question

NEAR = 0.6
"""What the cell must score of the place of its row that scores best: a task of many words says more of the question."""


def column_first(question: Question, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings, the cell for a day or body first where one alone is asked for, and the best place stands in its row
    under another head."""
    kinds = {ask.kind for ask in question.asks}
    if len(kinds) != 1 or not readings or readings[0].place.label is None:
        return readings
    heads = COLUMNS.get(next(iter(kinds)))
    best = readings[0]
    if heads is None or heads.search(best.place.head) or ("who" in kinds and find_scopes(best.place.text)):
        return readings
    row = best.place.statement.id
    found = [
        r
        for r in readings
        if r.place.statement.id == row
        and is_value_cell(r.place)
        and r.score >= NEAR * best.score
        and all(r.met)
        and heads.search(r.place.head)
    ]
    if len({r.place.head for r in found}) != 1:
        return readings
    return (found[0], *(r for r in readings if r is not found[0]))
