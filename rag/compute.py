"""Arithmetic over cited operands, the formula shown: shares of a whole, sums, differences, ratios.

How questions ask for it stands in data/operations.tsv. An operand that is not on file leaves nothing computed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.records import Figure
from ingest.vietnamese.abbreviations import normal_words
from ingest.vietnamese.numbers import format_number
from rag.compare import side_by_side
from rag.draft import Draft, Markers
from rag.library import Library
from rag.question.standing import own_words
from rag.reading.kinds import ASKS_SHARE, Fits, is_count, is_value, unit_words
from rag.reading.match import grams
from rag.reading.slots import own_periods
from rag.reading.zones import name_of
from rag.reckoning.apart import Apart, either
from rag.reckoning.operands import Operand, content, counts_named, operands, part
from rag.reckoning.pairing import chosen, fair, same_indicator, same_unit, together
from rag.reckoning.share import share
from rag.reckoning.sides import two_bodies
from rag.reckoning.working import added, in_proportion, named, unit_left, with_unit, worked
from rag.records import Evidence, Question
from rag.words import table
from rag.write import sentence

_JOIN = re.compile(r"\s*(?:,\s*cộng với|cộng với|,|\bvà\b|\bcùng\b|\bcộng\b|\bvới\b|[“”\"])\s*")
_POINTS = re.compile(r"\b(?<!thời )(?<!địa )điểm\b(?! phần trăm| cầu| bưu)", re.IGNORECASE)
_NOW = re.compile(r"\b(?:bây giờ|hiện giờ|hiện nay|hiện tại|giờ)\b")
"""What a side says whose period is the newest on file."""
_PERSONS = frozenset(("người", "cái", "thứ", "việc"))
"""What anything may be counted as."""
_MOST_PARTS = 4
"""A question adds up to four things by name; more are a list that the document sums itself."""


@lru_cache(maxsize=1)
def _operations() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row[0]), row[1]) for row in table("operations.tsv"))


def computed(question: Question, evidence: Sequence[Evidence], apart: Apart, library: Library) -> Draft | None:
    """What the question wants computed, a refusal that names the operand that is missing, or None."""
    text = own_words(question.text).lower().rstrip(" ?.!")
    refused: Draft | None = None
    for pattern, operation in _operations():
        match = pattern.match(text)
        if match is None:
            continue
        said = match.groupdict()
        if operation in _WAYS:
            made = _WAYS[operation](question, said, evidence, library)
        else:
            made = _of_two(question, operation, said, evidence, apart, library)
        if made is not None and made.outcome == "computed":
            return made
        refused = refused or made
    return refused


def _fits(question: Question) -> Fits:
    """Shares are added and subtracted only where the question speaks of shares, points where it speaks of points."""
    if ASKS_SHARE.search(question.text):
        return is_value
    return _is_points if _POINTS.search(question.text) else is_count


def _is_points(figure: Figure) -> bool:
    return is_count(figure) and figure.unit == "điểm"


def _counts(unit: str, noun: str) -> bool:
    """Whether a unit is the noun that is counted: "bao nhiêu hồ sơ"."""
    return bool(noun) and bool(unit) and (noun.startswith(unit) or unit.startswith(noun))


def _noun(question: Question) -> str:
    return next((a.noun for a in question.asks if a.kind == "number" and "phần trăm" not in a.noun), "")


def _sum(question: Question, said: dict[str, str], evidence: Sequence[Evidence], library: Library) -> Draft | None:
    best: tuple[Operand, ...] | None = None
    for texts in _partings(said["parts"]):
        found = _sides(question, texts, _context(said), evidence, library, _fits(question))
        if found and (best is None or _weight(found) > _weight(best)):
            best = found
    if best is not None and not _says_noun(question, best):
        return None
    if best is None:
        plain = next((texts for texts in _partings(said["parts"])), [])
        return _missing(question, plain, said, evidence, library)
    return added(best)


def _says_noun(question: Question, found: Sequence[Operand]) -> bool:
    """Whether the places of what is added speak of what is to be counted: files are no "con trâu"."""
    noun = normal_words(_noun(question))
    if not noun or _PERSONS.intersection(noun) or any(a.unit for a in question.asks if a.kind == "number"):
        return True
    texts = [t for o in found for s in (o.reading.place.statement,) for t in (s.text, s.lead, *s.path, o.figure.unit)]
    texts += [name_of(o.reading.document) for o in found]
    return any(word in grams(" . ".join(texts)) for word in noun)


def _context(said: dict[str, str]) -> str:
    return " | ".join(said[name] for name in ("context", "tail") if said.get(name))


def _total(question: Question, said: dict[str, str], evidence: Sequence[Evidence], library: Library) -> Draft | None:
    """A sum where the question may as well name one printed total ("tổng số sở và ngành")."""
    made = _sum(question, said, evidence, library)
    return made if made and made.outcome == "computed" else None


def _weight(found: Sequence[Operand]) -> float:
    return sum(o.score for o in found) / len(found)


def _partings(text: str) -> Iterator[list[str]]:
    """The ways to part a text at the words that join: all of them, or one alone."""
    joins = [m for m in _JOIN.finditer(text) if m.start() and m.end() < len(text)]
    pieces = [p for p in _JOIN.split(text) if p.strip()]
    if 2 <= len(pieces) <= _MOST_PARTS:
        yield pieces
    if len(joins) > 1:
        for join in joins:
            yield [text[: join.start()], text[join.end() :]]


def _sides(
    question: Question,
    texts: Sequence[str],
    context: str,
    evidence: Sequence[Evidence],
    library: Library,
    fits: Callable[[Figure], bool],
    near: Callable[..., float] = together,
) -> tuple[Operand, ...] | None:
    """An operand for each text; a short one is about what the first says too ("cấp tỉnh và cấp xã")."""
    sides = []
    unit = next((a.unit for a in question.asks if a.kind == "number" and a.unit in ("%", "điểm")), "")
    for text in texts:
        short = text is not texts[0] and len(text.split()) < len(texts[0].split())
        shared = f"{context} | {texts[0]}" if short else context
        now = _NOW.search(text) and not any(p.text and p.text.lower() in text for p in question.periods)
        if short and not content(text, question.periods):  # "hồ sơ nhận quý 1/2026 gấp mấy lần quý 1/2024"
            text, shared = f"{_NOW.sub(' ', _without_periods(question, texts[0]))} {text}", context
        asked = part(question, _NOW.sub(" ", text) if now else text, shared, _noun(question))
        if now:  # "giờ nhiều hơn hồi 2024 bao nhiêu": the period that is named is the other side's
            asked = replace(asked, periods=(), newest=True)
        body = next((b for b in two_bodies(question) or () if b.lower() in text), "")
        if body:  # "Hưng Yên và Khánh Hòa gộp lại bao nhiêu đơn vị cấp xã": each of its own, nothing of the other
            asked = replace(part(question, text, context, _noun(question)), units=(body,), levels=())
        found = operands(asked, evidence, library, fits, named=True)
        found = [o for o in found if _counts(o.figure.unit, _noun(question))] or found
        sides.append([o for o in found if not unit or o.figure.unit == unit])

    def countable(group: Sequence[Operand]) -> bool:
        """One unit, or each the one that its own text counts: "số xã gấp mấy lần số phường"; of two bodies one and
        the same thing."""
        if two_bodies(question) and len({unit_words(o.figure) for o in group}) > 1:
            return False
        return same_unit(group) or all(counts_named(o.figure, t) for o, t in zip(group, texts, strict=True))

    return chosen([fair(side) for side in sides], countable, near)


def _without_periods(question: Question, text: str) -> str:
    for period in question.periods:
        if period.text:
            text = re.sub(re.escape(period.text), " ", text, flags=re.IGNORECASE)
    return text


def _two(
    question: Question, said: dict[str, str], evidence: Sequence[Evidence], library: Library
) -> tuple[Operand, Operand] | None:
    texts = (said["a"], said["b"])
    found = _sides(question, texts, _context(said), evidence, library, _fits(question), same_indicator)
    return (found[0], found[1]) if found else None


def _of_two(
    question: Question,
    operation: str,
    said: dict[str, str],
    evidence: Sequence[Evidence],
    apart: Apart,
    library: Library,
) -> Draft | None:
    """What a gap, difference or ratio comes to; a refusal that names a side that is not on file."""
    found = either(apart, lambda: _two(question, said, evidence, library))
    if found is None:
        return _missing(question, (said["a"], said["b"]), said, evidence, library)
    return _OF_TWO[operation](question, said, (found.first, found.second), library)


def _gap(question: Question, said: dict[str, str], pair: tuple[Operand, Operand], library: Library) -> Draft | None:
    """By how much one is more than the other; a change over time is told from the older to the newer."""
    if _NOW.search(said["a"]) and _same_time(*pair):
        return None
    if len(question.periods) == 2 and [p.key for p in question.periods] != sorted(p.key for p in question.periods):
        pair = pair[1], pair[0]
    return side_by_side(question, *pair, library)


def _same_time(a: Operand, b: Operand) -> bool:
    """Whether two figures hold for one period, so that nothing changed between them."""
    first, second = ({p.key for p in own_periods(o.reading.place, o.reading.document)} for o in (a, b))
    return first == second


def _difference(
    question: Question, said: dict[str, str], pair: tuple[Operand, Operand], library: Library
) -> Draft | None:
    a, b = pair
    value = round(a.figure.value - b.figure.value, 6)
    unit = unit_left(a, b)
    result = with_unit(value, " điểm phần trăm" if unit == "%" else unit).replace("  ", " ")
    formula = f"{format_number(a.figure.value)} − {format_number(b.figure.value)} = {format_number(value)}"
    return worked(f"{result} — {named(a)} trừ đi {named(b)}", formula, result, pair)


def _ratio(question: Question, said: dict[str, str], pair: tuple[Operand, Operand], library: Library) -> Draft | None:
    return in_proportion(pair)


def _missing(
    question: Question, texts: Sequence[str], said: dict[str, str], evidence: Sequence[Evidence], library: Library
) -> Draft | None:
    """A refusal that names the one operand that is not on file, with the others; None when more are missing."""
    found = [
        operands(part(question, text, _context(said), _noun(question)), evidence, library, _fits(question), named=True)
        for text in texts
    ]
    absent = [text.strip() for text, side in zip(texts, found, strict=True) if not side]
    if len(absent) != 1 or len(texts) < 2:
        return None
    markers = Markers()
    line = f"Không tính được: không có số liệu về “{absent[0]}” trong các văn bản đã nạp."
    there = [f"Có: {sentence(s[0].reading, (s[0].figure,))} {markers.mark(s[0].reading)}" for s in found if s]
    return Draft("not_found", (line, "", *there), markers.citations)


_WAYS = {"share": share, "sum": _sum, "total": _total}
_OF_TWO = {"difference": _difference, "gap": _gap, "ratio": _ratio}
