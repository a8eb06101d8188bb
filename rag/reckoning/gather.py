"""All the evidence for a question: what is found for it whole and, where it sets two bodies beside each other, for each
of them alone, since the documents of either may say nothing of the other."""

from collections.abc import Callable, Sequence

from rag.reckoning.sides import of_each_body
from rag.records import Evidence, Question
from rag.retrieve import query_of


def gathered(question: Question, search: Callable[[str], Sequence[Evidence]]) -> Sequence[Evidence]:
    """The evidence that `search` gives for a question's queries, the best first, each statement once."""
    each = of_each_body(question)
    whole = search(query_of(question))
    if not each:
        return whole
    found = {piece.statement.id: piece for wanted in each for piece in search(query_of(wanted))}
    found.update((piece.statement.id, piece) for piece in whole)
    return sorted(found.values(), key=lambda piece: -piece.score)
