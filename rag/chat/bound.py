"""Whether each point of a telling (points.py) stands for the printed one whose surroundings it has, not for another.

"Sở ngành đạt 93,5%; xã phường đạt 92,2%" has every number of its source, and the words that say what 93,5% is of are
those of the printed 92,2%: two points have changed places. The same holds for days, bodies and words that have an
opposite ("tối thiểu" where "tối đa" is printed). Where the words do not tell two numbers apart, neither is shown.
"""

from collections.abc import Sequence

from rag.chat.pointed import DOCUMENT, LEVEL, NAME, NUMBER, TIME
from rag.chat.points import Point, leaning, points, sides
from rag.chat.sources import Source

_BODIES = frozenset((NAME, LEVEL))
_MONEY = ("đồng", "usd")
_MEASURES = frozenset(
    ("%", "điểm", "bậc", "lần", "ha", "km", "km2", "m", "m2", "m3", "tấn", "kg", "giờ", "phút", "ngày", "tuần", "tháng")
) | {"năm", "tuổi"}
"""The first words of units that measure; all others count things."""
_TIMES = frozenset(("giờ", "ngày", "tuần", "tháng", "quý", "năm"))
CLEAR = 0.05
"""How much must speak for the own printed number against another of its unit."""
OTHER_UNIT, OTHER_COUNT = -1.5, -0.5
"""The same against a number of another unit, which itself tells the two apart; less so where both count things: people
are "người", "lao động", "học sinh" of one sentence."""
ANOTHER = -0.5
"""How much must speak for another word where what stands beside both is the same."""
_AT_ITS_NUMBER = frozenset(("order", "bound", "about", "aim", "part", "way"))
"""Kinds of words that stand on one side of what they are said of, so that the other side tells nothing."""
_NEAR = 6
"""Words within which a word stands at a number: "80% hồ sơ công việc cấp tỉnh"."""
IN_PLACE = 1.5
"""How many words beside it a word must share with its opposite, when its source does not print it at all."""


def displaced(sentence: str, sources: "Sequence[Source]") -> str:
    """The kind of the first point of a sentence that stands where its sources print another, "" when none does."""
    printed = [p for s in sources for p in points(s.citation.quote)]
    return next((told.kind for told in points(sentence) if _elsewhere(told, printed)), "")


def _elsewhere(told: Point, printed: Sequence[Point]) -> bool:
    alike = [p for p in printed if p.kind == told.kind or {p.kind, told.kind} <= _BODIES]
    own = [p for p in alike if _same(told, p)]
    rivals = [p for p in alike if not _same(told, p)]
    if told.kind == NUMBER and own and not any(_counts_alike(told, p) for p in own):
        return True
    if not own:
        return told.kind not in (NUMBER, NAME, TIME, DOCUMENT) and any(sum(sides(told, r)) >= IN_PLACE for r in rivals)
    held = _number_held if told.kind == NUMBER else _word_held
    return not any(all(held(told, p, r) for r in rivals) for p in own)


def _counts_alike(told: Point, printed: Point) -> bool:
    """Whether two numbers are of one unit of time, or not both of units of time."""
    units = [(p.unit or "").split()[:1] for p in (told, printed)]
    return units[0] == units[1] or not all(u and u[0] in _TIMES for u in units)


def _same(told: Point, printed: Point) -> bool:
    if told.kind == NAME:
        return told.value in printed.value or printed.value in told.value
    return told.value == printed.value


def _number_held(told: Point, own: Point, rival: Point) -> bool:
    """Whether a told number is nearer to its own printed place than to that of another number."""
    nearer = sum(sides(told, own, loose=True)) - sum(sides(told, rival)) + leaning(told, own, rival)
    as_printed = sides(told, own) == sides(told, told) > (0.0, 0.0)
    return nearer >= (-CLEAR if as_printed else _margin(told.unit, rival.unit))


def _margin(told: str, other: str) -> float:
    if told == other:
        return CLEAR
    measures = any(unit.split(" ")[0] in _MEASURES or unit.endswith(_MONEY) for unit in (told.lower(), other.lower()))
    return OTHER_UNIT if measures else OTHER_COUNT


def _word_held(told: Point, own: Point, rival: Point) -> bool:
    """Whether another of its kind does not fit the place of a told word better, on both sides."""
    here, there = sides(told, own, loose=True), sides(told, rival)
    if all(a == b for a, b in zip(here, there, strict=True)):
        return sum(there) == 0 or leaning(told, own, rival) > ANOTHER
    return any(a > b for a, b in zip(here, there, strict=True)) or (
        told.kind not in _AT_ITS_NUMBER and _by_number(told, own)
    )


def _by_number(told: Point, printed: Point) -> bool:
    """Whether a told word stands at the number at which it is printed, before or behind it."""
    near = {t for side in (told.left, told.right) for t in side[:_NEAR] if t[:1].isdigit()}
    return any(t in near for side in (printed.left, printed.right) for t in side[:_NEAR])
