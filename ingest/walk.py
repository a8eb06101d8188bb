"""The files that lie under the given paths, with their digests; what cannot be looked at is said, not skipped."""

import hashlib
import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

SUFFIXES = frozenset([".pdf", ".docx", ".doc", ".xlsx", ".xlsm", ".html", ".htm", ".txt", ".md", ".markdown"])
"""What is taken from a folder. A file that is named itself is tried whatever it is called."""
NOT_DOCUMENTS = ("readme", "~$", ".")
"""How names of files begin that lie in a folder of documents without being one; "~$" are Word's lock files."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in, and why (Vietnamese)."""

    path: str
    reason: str


@dataclass(slots=True)
class Found:
    """What lies under the given paths. `unread` could not be looked into, so nothing in them counts as gone."""

    files: set[Path] = field(default_factory=set)
    folders: list[Path] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    unread: list[Path] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)


def walk(paths: Iterable[Path]) -> Found:
    """Files as they are named, folders with all that lies in them."""
    found = Found()
    for path in paths:
        if path.is_dir():
            found.folders.append(path.resolve())
            _walk_folder(path.resolve(), found)
        elif path.is_file():
            found.files.add(path.parent.resolve() / path.name)
        else:
            found.failed.append(Failure(str(path), "Không có tệp hoặc thư mục này; kiểm tra lại đường dẫn."))
    found.ignored.sort()
    return found


def _walk_folder(folder: Path, found: Found) -> None:
    def unread(error: OSError) -> None:
        found.unread.append(Path(error.filename))
        found.failed.append(Failure(str(error.filename), f"Không mở được thư mục: {error.strerror}."))

    for place, folders, names in os.walk(folder, onerror=unread):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place, name)
            if not _is_text(str(path)):
                found.failed.append(Failure(os.fsencode(path).decode("utf-8", "replace"), "Tên tệp không phải UTF-8."))
            elif name.lower().startswith(NOT_DOCUMENTS) or path.suffix.lower() not in SUFFIXES:
                found.ignored.append(str(path))
            else:
                found.files.add(path)


def _is_text(name: str) -> bool:
    """Whether a file's name is valid Unicode; Python shows the bytes of others as lone surrogates."""
    return not any(unicodedata.category(character) == "Cs" for character in name)


def is_gone(path: Path, found: Found) -> bool:
    """Whether a file that once stood in one of the folders no longer does."""
    if not any(map(path.is_relative_to, found.folders)) or any(map(path.is_relative_to, found.unread)):
        return False
    return path not in found.files and not path.exists()


def digests_of(paths: Iterable[Path]) -> tuple[dict[Path, str], list[Failure]]:
    """The sha256 of each file, and the files that cannot be read."""
    digests, failed = {}, []
    for path in paths:
        try:
            with path.open("rb") as file:
                digests[path] = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            failed.append(Failure(str(path), f"Không đọc được tệp: {error.strerror}."))
    return digests, failed
