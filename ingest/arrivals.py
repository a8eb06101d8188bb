"""Which document each file is that comes: its own of before, one that has moved, one on file elsewhere, or a new one.

A file is known by its path, then by its content: the same bytes in another folder are no second document, for twins
would answer, and be cited, for each other. Whoever hands in a file without seeing every document learns nothing of
this way and takes nothing over: for them only the documents that they may see are on file.
"""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.records import Document
from ingest.stored import StoredFile


@dataclass(frozen=True, slots=True)
class Twin:
    """A file that is not read: its content is that of a document already, which was read from `known_path`."""

    path: str
    document_id: str
    known_path: str


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The document of each file to be taken in, by path; files that are another one's twins; files that are no more."""

    ids: Mapping[Path, str]
    twins: tuple[Twin, ...]
    gone: tuple[StoredFile, ...]


def arrivals(
    digests: Mapping[Path, str],
    files: Collection[StoredFile],
    documents: Iterable[Document],
    gone: Collection[str] = (),
    seen: Collection[str] | None = None,
) -> Arrivals:
    """What the files with these digests are, in the order given, beside the files and documents on file.

    `gone` are the paths on file that are to be forgotten, unless a file of the same content is where they went.
    `seen` are the documents that whoever hands the files in may see, None for all. To whoever sees all, a document
    whose own file no longer exists takes the path of a file of its content, or else of its stem; for others, none
    changes its place. A new document is called by its stem, made unique by "-2", "-3" ….

    >>> found = arrivals({Path("/a/bc.pdf"): "1", Path("/b/bc.pdf"): "2", Path("/c/sao.pdf"): "1"}, (), ())
    >>> found.ids
    {PosixPath('/a/bc.pdf'): 'bc', PosixPath('/b/bc.pdf'): 'bc-2'}
    >>> found.twins
    (Twin(path='/c/sao.pdf', document_id='bc', known_path='/a/bc.pdf'),)
    """
    own = {file.path: file.document_id for file in files}
    ids = {path: own[str(path)] for path in digests if str(path) in own}
    first = {digests[path]: path for path in reversed(list(ids))}
    taken = set(ids.values())
    held = {file.document_id for file in files if seen is not None or Path(file.path).exists()} | taken
    # A document whose own file is among these has the content of that file from now on.
    same: dict[str, list[Document]] = {}
    for document in documents:
        if (seen is None or document.id in seen) and document.id not in taken:
            same.setdefault(document.sha256, []).append(document)

    twins, new = [], []
    for path, digest in digests.items():
        if path in ids:
            continue
        known = sorted(same.get(digest, ()), key=lambda each: each.id != _stem(path))
        moved = next((each for each in known if each.id not in held), None)
        if digest in first:
            twins.append(_twin(path, first[digest], ids))
        elif moved is not None:
            ids[path] = moved.id
            held.add(moved.id)
            first[digest] = path
        elif known:
            twins.append(Twin(str(path), known[0].id, known[0].path))
        else:
            new.append(path)
    left = tuple(file for file in files if file.path in gone and file.document_id not in ids.values())
    for path in new:
        if digests[path] in first:
            twins.append(_twin(path, first[digests[path]], ids))
            continue
        ids[path] = _free(_stem(path), held)
        held.add(ids[path])
        first[digests[path]] = path
    return Arrivals(ids, tuple(sorted(twins, key=lambda twin: twin.path)), left)


def _twin(path: Path, known: Path, ids: Mapping[Path, str]) -> Twin:
    return Twin(str(path), ids[known], str(known))


def _stem(path: Path) -> str:
    return unicodedata.normalize("NFC", path.stem)


def _free(stem: str, held: Collection[str]) -> str:
    number, key = 1, stem
    while key in held:
        number += 1
        key = f"{stem}-{number}"
    return key
