"""What a loader refuses, and how much it may use."""

from collections.abc import Callable
from dataclasses import dataclass


class LoadError(Exception):
    """A file that cannot be read. Its text is Vietnamese, shown to a person: why, and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost; beyond it the file is refused with a LoadError.

    `seconds` is the longest wait between two pages (a format without pages: for the whole file), so a long scan
    is not punished for its length; `unpacked_mb` is the size of an office file once unzipped.
    """

    seconds: float = 120.0
    memory_mb: int = 3072
    pages: int = 12_000
    file_mb: int = 500
    unpacked_mb: int = 400


DEFAULT_LIMITS = Limits()

OnPage = Callable[[int, int], None]
"""Called with (page read, pages in all) as a file is read."""


def quiet(number: int, count: int) -> None:
    """The OnPage that tells nobody."""
