"""A loaded file → everything the catalogue keeps of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ingest.audit import audit
from ingest.figures import figures
from ingest.metadata import describe
from ingest.records import Block, Document, Loaded, Parsed
from ingest.statements import full_text, statements
from ingest.structure import structure
from ingest.tables import tables

# "thủ tục hành chính (TTHC)": an abbreviation in capitals right after what it stands for.
_DEFINED = re.compile(r"\((?:sau đây (?:gọi tắt |viết tắt )?(?:là |gọi là )?)?([A-ZĐ][A-ZĐ&]{1,9})\)")


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
        abbreviations=abbreviations(found.blocks),
    )
    return replace(parsed, findings=audit(parsed))


def abbreviations(blocks: Sequence[Block]) -> tuple[tuple[str, str], ...]:
    """Abbreviations that the document defines, each with the words whose initials it is.

    >>> abbreviations([Block(0, "paragraph", "cải cách thủ tục hành chính (TTHC) và dịch vụ công (DVC)")])
    (('TTHC', 'thủ tục hành chính'), ('DVC', 'dịch vụ công'))
    """
    found: dict[str, str] = {}
    for block in blocks:
        text = full_text(block)
        for match in _DEFINED.finditer(text):
            short = match.group(1)
            words = text[: match.start()].split()[-len(short) :]
            initials = "".join(word[0] for word in words if word).upper()
            if initials == short and short not in found:
                found[short] = " ".join(words).strip('“”"(,;:')
    return tuple(found.items())
