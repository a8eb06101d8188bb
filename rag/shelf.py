"""What is on file, read anew after an ingest: what has not changed since the last time is not read again."""

from dataclasses import dataclass, field
from pathlib import Path

from ingest.catalogue import Catalogue
from ingest.records import Figure, Statement
from rag.library import Library


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library, and at which generation each of its documents was stored."""

    library: Library
    revisions: dict[str, int] = field(default_factory=dict)


def shelved(catalogue: Catalogue, counts: Path, before: Shelf | None = None) -> Shelf:
    """All that the catalogue holds; statements and figures of documents that stand as they did `before` are kept.

    The revisions are read first: a document that comes while the rest is read is read again the next time. `counts`
    is as for Library.
    """
    revisions = catalogue.revisions()
    old = before or Shelf(Library((), (), ()))
    kept = [key for key, revision in revisions.items() if old.revisions.get(key) == revision]
    changed = sorted(revisions.keys() - set(kept))
    statements: dict[str, list[Statement]] = {key: [] for key in revisions}
    figures: dict[str, list[Figure]] = {key: [] for key in revisions}
    for key in kept:
        statements[key].extend(old.library.in_order(key))
        figures[key].extend(figure for s in statements[key] for figure in old.library.figures(s.id))
    if changed:
        wanted = changed if kept else None
        for statement in catalogue.statements(document_ids=wanted):
            statements.get(statement.document_id, []).append(statement)
        for figure in catalogue.figures() if wanted is None else catalogue.figures(document_ids=wanted):
            figures.get(figure.document_id, []).append(figure)
    library = Library(
        (document for document in catalogue.documents() if document.id in revisions),
        (statement for each in statements.values() for statement in each),
        (figure for each in figures.values() for figure in each),
        catalogue.findings(),
        counts,
    )
    return Shelf(library, revisions)
