"""Several counts of both sides of a comparison ("mấy quyết định và bao nhiêu TTHC mỗi bên"): each is printed beside
the one that the two sides were found by."""

from collections.abc import Sequence

from ingest.vietnamese.abbreviations import normal_words
from rag.draft import Draft
from rag.library import Library
from rag.reading.kinds import is_count
from rag.reading.segments import segments
from rag.reckoning.operands import Operand, beside
from rag.reckoning.working import each_told
from rag.records import Question

_FEWEST = 2


def of_both(question: Question, found: Sequence[Operand], library: Library) -> Draft | None:
    """All counts that a question asks for of either side, told; None where it asks for one or a side lacks one."""
    nouns = [noun for a in question.asks if a.kind == "number" and (noun := normal_words(a.noun))]
    if len(nouns) < _FEWEST or len({o.figure.statement_id for o in found}) != len(found):
        return None
    told = [_counted(side, noun, library) for side in found for noun in nouns]
    kept = [o for o in told if o is not None]
    return each_told(kept) if len(kept) == len(told) and len({o.key for o in kept}) == len(kept) else None


def _counted(side: Operand, noun: Sequence[str], library: Library) -> Operand | None:
    """The count of a noun in the sentence of a side; of a whole and its parts the whole."""
    near = (beside(side, s) for place in library.places(side.reading.place.statement) for s in segments(place))
    of_noun = [o for o in near if is_count(o.figure) and _is_of(o, noun)]
    return max(of_noun, key=lambda o: o.figure.value, default=None)


def _is_of(operand: Operand, noun: Sequence[str]) -> bool:
    unit = normal_words(operand.figure.unit)
    return bool(unit) and tuple(noun[: len(unit)]) == unit
