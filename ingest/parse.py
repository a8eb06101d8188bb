"""A loaded file → everything the catalogue keeps of it."""

from dataclasses import replace
from pathlib import Path

from ingest.audit import audit
from ingest.figures import figures
from ingest.metadata import describe
from ingest.records import Document, Loaded, Parsed
from ingest.statements import full_text, statements
from ingest.structure import structure
from ingest.tables import tables
from ingest.vietnamese.definitions import learn


def parse(loaded: Loaded, path: Path, document_id: str = "", sha256: str = "") -> Parsed:
    """All that is understood of `loaded`, read from `path`, with what disagrees in it. Pure; never raises."""
    identity = document_id or path.stem
    found = structure(loaded)
    whole = tables(found.tables)
    pages = sum(1 for page in loaded.pages if page.number)
    blank = Document(identity, str(path), sha256, loaded.format, pages, problems=loaded.problems)
    document, stated = describe(blank, found.blocks)
    said = statements(identity, found, whole, stated, loaded.pages)
    parsed = Parsed(
        document,
        loaded.pages,
        found.blocks,
        whole,
        said,
        figures(document, said, whole),
        abbreviations=learn("\n".join(map(full_text, found.blocks))),
    )
    return replace(parsed, findings=audit(parsed))
