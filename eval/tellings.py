"""Counts lies shown and honest tellings withheld, made mechanically of the sentences on file.

    python -m eval.tellings [--show N] [--each N]

Documents are split by chance into a half that may be looked at (`--show` prints N failures a kind of it) and one that
is only counted. Needs a data folder (HOIDAP_DATA_DIR); the more documents, the more it says.
"""

import argparse
import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from eval.telling_honest import HONEST, merged
from eval.telling_lies import LIES, exchanged
from ingest.catalogue import Catalogue
from ingest.records import Statement
from ingest.vietnamese.numbers import find_numbers
from rag.chat.claims import faults
from rag.chat.sources import Source, as_printed
from rag.library import Library
from rag.reading.places import Place
from rag.settings import load_settings
from rag.write import citation

LENGTHS = range(50, 400)
"""Characters of a sentence: shorter ones are headings, of longer ones a telling would quote a part."""
HALVES = ("looked at", "only counted")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence told of sources, a lie or not, of a kind."""

    kind: str
    lie: bool
    text: str
    sources: tuple[Source, ...]


def half(document_id: str) -> str:
    """The half that a document belongs to: by its name's bytes, so by chance and for ever."""
    return HALVES[hashlib.sha256(document_id.encode()).digest()[0] % 2]


def sources(library: Library) -> dict[str, list[Source]]:
    """The sentences on file as a model may cite them, by document, each sentence once."""
    found: dict[str, list[Source]] = defaultdict(list)
    seen: set[str] = set()
    for statement in library.statements.values():
        text = statement.text
        if statement.kind in ("sentence", "item") and len(text) in LENGTHS and text not in seen and _prose(text):
            seen.add(text)
            found[statement.document_id].append(_source(statement, library))
    return found


def _prose(text: str) -> bool:
    """Whether a text is a sentence, not a form to fill in or a formula."""
    return text[:1].isalpha() and "…" not in text and "..." not in text and "=" not in text and "_" not in text


def _source(statement: Statement, library: Library) -> Source:
    document = library.documents[statement.document_id]
    cited = citation(1, Place(statement, 0, len(statement.text)), document)
    return Source(statement.id, cited, statement, document, library.figures(statement.id))


def tellings(cited: Sequence[Source]) -> Iterator[Told]:
    """All that is made of the sentences of one document."""
    for source in cited:
        text = source.statement.text
        for lie, kinds in ((True, LIES), (False, HONEST)):
            for kind, make in kinds.items():
                yield from (Told(kind, lie, told, (source,)) for told in make(text) if told != text or not lie)
    counting = [s for s in cited if find_numbers(s.statement.text)]
    for first, second in pairwise(counting):
        yield from _of_two(first, second)


def _of_two(first: Source, second: Source) -> Iterator[Told]:
    """Two sentences in one, and with the first number of each in the other."""
    whole = merged(first.statement.text, second.statement.text)
    second = replace(second, citation=replace(second.citation, marker=2))
    yield Told("two in one", False, whole, (first, second))
    at = len(first.statement.text.rstrip(" .;:"))
    found = [(n.start, n.digits_end) for n in find_numbers(whole)]
    pair = [span for span in (next(iter(found), None), next((s for s in found if s[0] > at), None)) if span]
    if len(pair) == 2:
        yield from (Told("numbers of two", True, told, (first, second)) for told in exchanged(whole, pair))


def drawn(library: Library, each: int) -> dict[str, list[Told]]:
    """At most `each` tellings a kind and half, drawn by chance."""
    by_kind: dict[tuple[str, bool, str], list[Told]] = defaultdict(list)
    for document_id, cited in sources(library).items():
        for told in tellings(cited):
            by_kind[half(document_id), told.lie, told.kind].append(told)
    found: dict[str, list[Told]] = {name: [] for name in HALVES}
    for key, every in sorted(by_kind.items()):
        found[key[0]] += random.Random(str(key)).sample(every, min(each, len(every)))
    return found


def held(told: Told) -> tuple[str, ...]:
    """Why a telling is withheld, nothing where it is shown."""
    return faults(as_printed(told.text, told.sources), told.sources)


def main() -> None:
    """Prints, for each half, how many of each kind of lie are shown and of each honest kind withheld."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--each", type=int, default=150)
    options = parser.parse_args()
    catalogue = Catalogue.open(load_settings().catalogue_url)
    library = Library(catalogue.documents(), catalogue.statements(), catalogue.figures())
    for name, every in drawn(library, options.each).items():
        _report(name, every, options.show if name == HALVES[0] else 0)


def _report(name: str, every: Sequence[Told], show: int) -> None:
    wrong: dict[tuple[bool, str], list[tuple[Told, tuple[str, ...]]]] = defaultdict(list)
    asked: dict[tuple[bool, str], int] = defaultdict(int)
    for told in every:
        asked[told.lie, told.kind] += 1
        why = held(told)
        if bool(why) != told.lie:
            wrong[told.lie, told.kind].append((told, why))
    for lie in (True, False):
        total = sum(n for key, n in asked.items() if key[0] == lie)
        failed = sum(len(found) for key, found in wrong.items() if key[0] == lie)
        print(
            f"{name}: {'lies shown' if lie else 'honest withheld'} {failed} of {total} ({failed / max(1, total):.1%})"
        )
        for (_, kind), number in ((key, n) for key, n in asked.items() if key[0] == lie):
            print(f"  {kind:16} {len(wrong[lie, kind]):4} of {number}")
            for told, why in wrong[lie, kind][:show]:
                printed = " / ".join(s.statement.text for s in told.sources)
                print(f"    - {told.text}", f"{'; '.join(why)} | {printed}", sep="\n      ")


if __name__ == "__main__":
    main()
