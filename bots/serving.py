"""The note that a running service leaves in its data folder, so that this machine's other commands find it.

Its secret lets whoever can read the note in as the machine's own person; the file is for its owner alone.
"""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

NOTE = "service.json"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a service answers, and what to show it."""

    url: str
    secret: str


def new_secret() -> str:
    """A secret that cannot be guessed; it lasts as long as the service runs."""
    return secrets.token_urlsafe(32)


@contextmanager
def announced(data_dir: Path, address: Address) -> Iterator[None]:
    """Leaves the note while the block runs; an older one, of a process that was killed, is replaced."""
    note, making = data_dir / NOTE, data_dir / f"{NOTE}.making"
    making.unlink(missing_ok=True)
    with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(address), file)
    making.replace(note)
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def found(data_dir: Path) -> Address | None:
    """What the note says; None where there is none that can be read."""
    try:
        return Address(**json.loads((data_dir / NOTE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
