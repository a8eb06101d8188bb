"""The last answer in full, for "chi tiết hơn": the place it stood in with what introduces it and what goes on there."""

from ingest.records import Statement
from rag.draft import Draft, Markers
from rag.library import Library
from rag.read import as_it_stands
from rag.write import LINE, quote, shorten

MOST = 12
"""Items of one list that are told."""
_SURE = 0.9
"""What is told is what the answer was read from, and stands beside it."""


def in_full(stood: Statement, library: Library) -> Draft:
    """The whole statement that the last answer stood in, then the rest of its list or paragraph."""
    document = library.documents[stood.document_id]
    rest = library.introduced_by(stood) or library.goes_on(stood) or library.siblings(stood)
    markers = Markers()
    lines = [f"{shorten(quote(stood), len(stood.text) + LINE)} {markers.mark(as_it_stands(stood, document))}"]
    others = [s for s in rest if s.id != stood.id][:MOST]
    lines += ["", *(f"{shorten(s.text, LINE)} {markers.mark(as_it_stands(s, document))}" for s in others)]
    return Draft("answered", tuple(lines) if others else tuple(lines[:1]), markers.citations, confidence=_SURE)
