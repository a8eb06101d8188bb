"""Alternatives that reports set beside each other ("trễ hạn", "đúng hạn"): a place that tells another is a near twin.

The families stand in data/siblings.tsv.
"""

from collections.abc import Iterable
from functools import lru_cache

from ingest.vietnamese.abbreviations import normal_form
from ingest.vietnamese.levels import find_scopes
from rag.words import Phrases, table, words


@lru_cache(maxsize=1)
def _phrases() -> Phrases:
    """Each member's words with the number of its family and its number there."""
    return Phrases(
        (phrase, str(family), str(member))
        for family, row in enumerate(table("siblings.tsv"))
        for member, synonyms in enumerate(row[0].split("|"))
        for phrase in synonyms.split(",")
    )


@lru_cache(maxsize=65536)
def members(text: str) -> frozenset[tuple[str, str]]:
    """The members of families that a text names, each as (family, member)."""
    return frozenset((row[1], row[2]) for _, _, row in _phrases().find(words(normal_form(text))))


def alike(text: str, subject: str) -> tuple[int, int] | None:
    """Where a text names another member of the family of which the subject is one, as characters [start, end).

    >>> text = "tổng số dịch vụ công toàn trình"
    >>> text[slice(*alike(text, "một phần"))]
    'toàn trình'
    """
    named = words(subject)
    families = {row[1] for start, end, row in _phrases().find(named) if end - start == len(named)}
    found = words(text)
    places = (
        (found[start].start, found[end - 1].end) for start, end, row in _phrases().find(found) if row[1] in families
    )
    return next(places, None)


def without_alternatives(text: str) -> str:
    """A text in runs without the members of families that it names, levels of government apart.

    >>> without_alternatives("hồ sơ | đã giải quyết | cấp xã")
    'hồ sơ | cấp xã'
    """
    found = words(text)
    for start, end, row in reversed(_phrases().find(found)):
        if not find_scopes(row[0]):
            text = text[: found[start].start] + text[found[end - 1].end :]
    return " | ".join(run.strip() for run in text.split("|") if run.strip())


def another(asked: str, told: Iterable[str]) -> bool:
    """Whether what is told, nearest first, is of another member of a family than the one asked for.

    The nearest text that tells of the family decides: "đã tiếp nhận 66, trong đó đang xử lý 9" is "đang" at the 9.

    >>> another("bao nhiêu hồ sơ trễ hạn", ["đúng hạn 97%"]), another("hồ sơ trễ hạn", ["đúng hạn 97, trễ hạn 3 hồ sơ"])
    (True, False)
    """
    wanted = members(asked)
    if not wanted:
        return False
    open_ = {family for family, _ in wanted}
    for text in told:
        if not open_:
            break
        said = members(text)
        if not said:
            continue
        for family in open_ & {family for family, _ in said}:
            if not any(member in said for member in wanted if member[0] == family):
                return True
            open_ = open_ - {family}
    return False
