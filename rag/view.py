"""What one circle of askers sees of the catalogue: the library, the accents of its words, the search over it.

A question is answered from one view alone, so what a caller may not see is not there: not in the answer, nor in the
other periods on file, the counts, the warnings, the way a document is named or an accent is restored.
"""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Lock

from ingest.vietnamese.accents import Restorer
from rag.index import Index
from rag.library import Library
from rag.records import Answer
from rag.retrieve import Search
from rag.telling.suggest import Suggester

MOST = 16
"""Views kept beside the whole one: there are six circles (three labels, Telegram or not); the rest are for questions
that choose their documents."""


@dataclass(frozen=True, slots=True)
class View:
    """`ids` limits the search in the indexes, which hold everything; None where the library is everything too.
    `answers` are those already given to questions that stand alone, by question and day (see Assistant.ask)."""

    library: Library
    restorer: Restorer
    search: Search
    suggester: Suggester
    ids: frozenset[str] | None = None
    answers: dict[tuple[str, date], Answer] = field(default_factory=dict, compare=False, repr=False)


class Views:
    """The views of one state of the catalogue, made when first asked for; safe to share between threads."""

    def __init__(self, library: Library, restorer: Restorer, index: Index, counts: Path, state: str) -> None:
        """`counts` is the folder that keeps how rare terms are, by `state` of the catalogue."""
        self._restorer, self._index, self._counts, self._state = restorer, index, counts, state
        self._lock = Lock()
        self._made: OrderedDict[frozenset[str], View] = OrderedDict()
        self.whole = self._view(library, None)

    def of(self, document_ids: Collection[str] | None) -> View:
        """The view of these documents; of everything where None or nothing is left out. Unknown ids are no matter."""
        whole = self.whole.library.documents
        if document_ids is None:
            return self.whole
        ids = frozenset(whole).intersection(document_ids)
        if len(ids) == len(whole):
            return self.whole
        with self._lock:
            if ids not in self._made:
                mark = sha256("\n".join(sorted(ids)).encode()).hexdigest()[:16]
                counts = self._counts / f"rarity-{self._state}-{mark}.json"
                self._made[ids] = self._view(self.whole.library.within(ids, counts), ids)
                if len(self._made) > MOST:
                    self._made.popitem(last=False)
            self._made.move_to_end(ids)
            return self._made[ids]

    def _view(self, library: Library, ids: frozenset[str] | None) -> View:
        restorer = self._restorer.adapt(s.text for s in library.statements.values())
        return View(library, restorer, Search(self._index, library), Suggester(library), ids)
