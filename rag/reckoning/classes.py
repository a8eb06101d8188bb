"""How many stand in the classes from one on ("từ khá trở lên"): the classes of one sentence or row, added up."""

import re
from collections.abc import Sequence

from rag.draft import Draft
from rag.library import Library
from rag.question.standing import own_words
from rag.reading.kinds import is_count, unit_words
from rag.reading.places import Place, is_value_cell
from rag.reading.segments import segments
from rag.reading.siblings import members
from rag.reckoning.operands import Operand, beside, operands, part
from rag.reckoning.working import added
from rag.records import Evidence, Question

_RANGE = re.compile(r"(?P<class>(?:[^\W\d]+\s+)?[^\W\d]+)\s+trở\s+(?P<way>lên|xuống)\b")
_SHARE = re.compile(r"%|\bphần trăm\b|\btỷ lệ\b|\btỉ lệ\b")
_BESIDE = re.compile(r"\(\s*(?:tính|gồm|kể)\s+cả\b[^()]*\)")
_QUALITY = "xuất sắc"
"""A member of the family of classes (data/siblings.tsv), whose members stand there from the best to the worst."""
_FEWEST = 3
"""So many classes are told side by side where they are the classes of one whole."""


def from_a_class(question: Question, evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """The number in all classes from the one that a question names; None where it names none or asks for a share."""
    text = own_words(question.text).lower()
    ranged = _RANGE.search(text)
    if ranged is None or _SHARE.search(text):
        return None
    limit = _class(ranged["class"])
    if limit is None:
        return None
    asked = part(question, f"{_BESIDE.sub(' ', text[: ranged.start()])} {ranged['class']}")
    for seed in operands(asked, evidence, library, is_count):
        told = _told(seed, library)
        wanted = [rank for rank in sorted(told) if (rank <= limit if ranged["way"] == "lên" else rank >= limit)]
        if len(told) >= _FEWEST and limit in told:
            return added([told[rank] for rank in wanted])
    return None


def _class(text: str) -> int | None:
    """Which class a text names, from the best on; None where it names none, or two."""
    family = {f for f, _ in members(_QUALITY)}
    found = {int(member) for f, member in members(text) if f in family}
    return found.pop() if len(found) == 1 else None


def _told(seed: Operand, library: Library) -> dict[int, Operand]:
    """The count of each class in the statement of a figure, of the figure's unit."""
    found: dict[int, Operand] = {}
    for place in library.places(seed.reading.place.statement):
        for segment in segments(place):
            figure = segment.figures[0]
            rank = _class(_own(segment))
            if rank is not None and is_count(figure) and unit_words(figure) in ("", unit_words(seed.figure)):
                found.setdefault(rank, beside(seed, segment))
    return found


def _own(place: Place) -> str:
    return place.head if is_value_cell(place) else place.text
