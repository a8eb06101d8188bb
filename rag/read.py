"""Evidence → the places that answer, best first, by a weighted sum of features (features.py).

The weights (data/reader.json) are fitted on the development questions by `python -m eval.fit_reader`; a weight can
be read: it says what a feature is worth beside the others.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.records import Document, Figure, Statement
from rag.library import KEPT, Library
from rag.reading.causes import TELLS
from rag.reading.feature_names import FEATURES
from rag.reading.features import Measure
from rag.reading.places import Place
from rag.records import Evidence, Question

WEIGHTS = Path(__file__).parent / "data" / "reader.json"

HOPELESS = 0.5
"""A statement that holds less than this share of what the best one does is not read: it never answered a
development question, and leaving it out halves the time."""
EXPLAINS = 0.35
"""The same for a statement that gives a reason where one is asked for: it need not say again what it explains."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A place as an answer: `covered` the share of the question it says, `fits` of the slots, `score` the whole.

    `figures` are the ones asked for; `met[i]` whether the place holds what the question's i-th ask wants. A place that
    says a tenth more of the question than another scores e^0.1 times as much, all else equal.
    """

    place: Place
    document: Document
    covered: float
    fits: float
    score: float
    figures: tuple[Figure, ...] = ()
    met: tuple[bool, ...] = ()
    features: tuple[float, ...] = ()


def as_it_stands(statement: Statement, document: Document) -> Reading:
    """A whole statement as an answer that no weighing chose: it is told for what it is."""
    return Reading(Place(statement, 0, len(statement.text)), document, 1.0, 1.0, 1.0)


def of_cell(place: Place, document: Document) -> Reading:
    """A cell as the answer to what asked for its row and column."""
    return Reading(place, document, 1.0, 1.0, 1.0, place.figures, (True,))


def read(question: Question, evidence: Sequence[Evidence], library: Library) -> tuple[Reading, ...]:
    """The readings of all places of the evidence, best first."""
    measure = Measure(question, library)
    promises = measure.promises(evidence)
    most = max(promises, default=0.0)
    tells = next((TELLS[ask.kind] for ask in question.asks if ask.kind in TELLS), None)
    promising = [
        piece
        for piece, promise in zip(evidence, promises, strict=True)
        if promise >= HOPELESS * most or (tells and promise >= EXPLAINS * most and tells(piece.statement))
    ]
    found = [(place, piece) for piece in promising for place in library.places(piece.statement)]
    weights = _weights()
    measured = measure(found)
    scores = np.exp((measured.values * weights).sum(axis=1) / weights[0]).tolist()
    rows = zip(found, scores, measured.values.tolist(), measured.told, strict=True)
    readings = [
        Reading(place, piece.document, features[0], told.fits, score, told.figures, told.met, tuple(features))
        for (place, piece), score, features, told in rows
    ]
    return tuple(sorted(readings, key=lambda r: -r.score))


def warm(library: Library) -> None:
    """Reads every place that is kept for a question that asks nothing: what they tell is then known to all others."""
    nothing = Question("", "")
    for statement in islice(library.statements.values(), KEPT):
        document = library.documents[statement.document_id]
        read(nothing, [Evidence(statement, document, library.figures(statement.id), 0.0)], library)


@lru_cache(maxsize=1)
def _weights() -> NDArray[np.float64]:
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return np.array([table[name] for name in FEATURES], dtype=np.float64)
