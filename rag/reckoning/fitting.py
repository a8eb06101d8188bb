"""What two figures are, against what a comparison asks for: things of the noun that it opens with, named rates rather
than "100% of" some bodies, no parts that it does not ask for."""

from functools import lru_cache

from ingest.vietnamese.colloquial import formal
from rag.reading.kinds import unit_words
from rag.reading.places import is_value_cell
from rag.reading.siblings import members
from rag.reading.slots import levels_in
from rag.reckoning.compared import Compared
from rag.reckoning.spots import Spot

_COUNTED = 0.2
"""What is gained where the question opens with what is counted."""
_ALL_OF = 0.1
"""What is lost for "100% bộ phận một cửa …", which rates nothing."""
_PART = 0.1
"""What is lost where a clause tells one alternative and the question none."""
_PARTS = ("trễ hạn", "công bố mới")
"""A member of each family (data/siblings.tsv) whose members part what came in: who asks for files wants all of them."""
_LEVELLED = 0.1
"""What is lost for a clause of one level ("cấp xã 2.211 hồ sơ") where none is named: the whole is meant."""
_SAME = 0.1
"""What is lost for two equal numbers: who asks how two differ expects that they do."""


def fitting(a: Spot, b: Spot, asked: Compared) -> float:
    """What is gained or lost by what the figures are: things of the noun that the question opens with, a rate that is
    named rather than "100% of" some bodies, two numbers that differ at all."""
    fit = 0.0
    if asked.opens and not asked.share:
        counted = [f" {asked.opens} ".startswith(f" {u} ") for s in (a, b) if (u := _head(unit_words(s.figure)))]
        fit += _COUNTED * any(counted)
    if a.is_share:
        fit -= _ALL_OF * any(_is_of_all(s) for s in (a, b))
    fit -= _PART * any(_is_unasked_part(s, asked) for s in (a, b))
    if not asked.levels:
        fit -= _LEVELLED * any(levels_in(s.place.text) for s in (a, b) if not is_value_cell(s.place))
        fit -= _LEVELLED * (bool(a.figure.level) != bool(b.figure.level))
    return fit - _SAME * (a.figure.value == b.figure.value)


def _is_unasked_part(spot: Spot, asked: Compared) -> bool:
    """Whether a clause tells one of alternatives of which the question names none: "trễ hạn 25 hồ sơ"."""
    if is_value_cell(spot.place):
        return False
    said = {family for family, _ in members(spot.place.text)} & _families(_PARTS)
    return bool(said and said - _families((asked.text, *formal(asked.text))))


@lru_cache(maxsize=256)
def _families(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(family for text in texts for family, _ in members(text))


def _is_of_all(spot: Spot) -> bool:
    return not is_value_cell(spot.place) and spot.place.text.lstrip(" -+").startswith(spot.figure.text)


def _head(unit: str) -> str:
    """The noun of a unit: "dịch vụ" of "dịch vụ công trực tuyến"."""
    return " ".join(unit.split()[:2]) if unit != "%" else ""
