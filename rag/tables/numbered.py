"""Members that a question names by their numbers: "trong các chính sách (1)-(7)"."""

import re

_RANGE = re.compile(r"\((\d{1,2})\)\s*(?:-|–|đến|tới)\s*\((\d{1,2})\)")
_NUMBER = re.compile(r"^\s*\(?(\d{1,2})(?:[).]|\s*$)")


def numbers_named(text: str) -> range | None:
    """The numbers that a question names; None where it names none.

    >>> numbers_named("trong các chính sách (1)-(3), chính sách nào"), numbers_named("giai đoạn 2021-2025")
    (range(1, 4), None)
    """
    limits = _RANGE.search(text)
    return range(int(limits[1]), int(limits[2]) + 1) if limits else None


def unnumbered(text: str) -> str:
    """A question without the numbers that it names members by."""
    return _RANGE.sub(" ", text)


def is_one_of(text: str, numbers: range | None) -> bool:
    """Whether a member's text begins with one of the numbers; where none are named, any does.

    >>> is_one_of("(2) Giao thông: 81,22", range(1, 3)), is_one_of("(4) Y tế", range(1, 3)), is_one_of("Y tế", None)
    (True, False, True)
    """
    found = _NUMBER.match(text)
    return numbers is None or (found is not None and int(found[1]) in numbers)
