"""What each number of a sentence counts: the words before it, after it, or those of the number it belongs to.

Forms of the genre: "Tỷ lệ X đạt 93%"; "công bố mới 11 TTHC"; "100% cơ quan …"; a breakdown in brackets or after
"trong đó" whose parts name only a place take the indicator of their head.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.clauses import Context
from ingest.gapped import answering, completed, in_turn, of_event, shared_predicate
from ingest.named import Named
from ingest.naming import named_by
from ingest.phrases import cue, is_thin, tidy
from ingest.stretches import JOINED, Sentence, Stretch, depth, prepared, stretch
from ingest.vietnamese.levels import Scope, find_scopes
from ingest.vietnamese.numbers import Number

_PART = cue("part")
_FOR = re.compile(r"\s*(?:cho|tại|ở|của)\s+", re.IGNORECASE)
_EQUALS = re.compile(r"^(?P<label>[^:=]*):[^:]*=\s*$")
"""A sum worked out behind its name: "Chi phí: 80 giờ x 40.000 đồng/giờ = 3.200.000 đồng"."""
_LEFT_OVER = re.compile(rf"\s*{JOINED}(?=\s*(?:[()]|$))")  # at the end of words that were cut
_NOT_ITS_PLACE = re.compile(r"(?<!\w)(?:là|gồm|bao gồm)\s+(?!\w+ của)|:|(?<!\w)(?:riêng|trong đó)\s")
_SENTENCE_END = re.compile(r"[.!?]\s")


def name_numbers(
    text: str, numbers: Sequence[Number], scopes: Sequence[Scope], periods: Sequence[tuple[int, int]], fallback: str
) -> list[Named]:
    """An indicator and a place for each number of a sentence; `fallback` (lead or heading) where it says neither."""
    sentence = prepared(text, numbers, scopes, periods)
    answers, told = answering(sentence.text, numbers), in_turn(sentence.timeless, numbers)
    named: list[Named] = []
    nesting = _Nesting()
    for i in range(len(numbers)):
        if i in sentence.restated:
            named.append(replace(named[i - 1], inherited=True))
            continue
        own = stretch(sentence, i)
        nest = nesting.place(i, own, named)
        if i in answers:
            item = replace(named[answers[i]], clause=(own.left, own.right), inherited=True)
        elif i in told:
            item = Named(told[i], None, (own.left, own.right), None, False)
        else:
            item = _named(sentence, i, own, nest, named, fallback)
        said = find_scopes(told[i]) if i in told else None
        item.scope = _scope(sentence, i, own, nest, item, named, said)
        if item.inherited and item.scope and nest.head is not None:
            item.indicator = _of_place(item.indicator, sentence.text, named[nest.head].scope, item.scope)
        named.append(item)
    for item in named:
        item.indicator = _LEFT_OVER.sub("", item.indicator).replace(f" {JOINED}", ",").replace(JOINED, ",")
    return named


@dataclass(frozen=True, slots=True)
class _Nest:
    """The number that this one is a part of, the one it may lean on, and whether a new part begins with it."""

    parent: int | None
    head: int | None
    new_part: bool


@dataclass(slots=True)
class _Nesting:
    """Which numbers are parts of which, by brackets and by "trong đó"."""

    last_at: dict[int, int] = field(default_factory=dict)
    """The last number at each depth of brackets."""
    parts_of: int | None = None

    def place(self, i: int, own: Stretch, named: Sequence[Named]) -> _Nest:
        if _SENTENCE_END.search(own.between):
            self.parts_of = None
        if i and _PART.search(own.between) and own.depth == 0:
            self.parts_of = _told_first(self.last_at.get(0), named)
            if self.parts_of is not None and ";" in own.between:
                # "148 đơn vị, gồm 133 xã và 15 phường; trong đó có 131 xã"
                parent_of = named[self.parts_of].parent
                self.parts_of = self.parts_of if parent_of is None else parent_of
        for deeper in [d for d in self.last_at if d > own.depth]:
            del self.last_at[deeper]
        sibling = self.last_at.get(own.depth)
        above = self.last_at.get(own.depth - 1) if own.depth else self.parts_of
        new_part = any(cut in "();" for cut in own.cuts)
        parent = above if (own.depth or self.parts_of is not None) else None
        head = sibling if sibling is not None and not (new_part and parent is not None) else above
        self.last_at[own.depth] = i
        return _Nest(parent, sibling if head is None else head, new_part)


def _told_first(i: int | None, named: Sequence[Named]) -> int | None:
    """The number that `i` is told of again or measures: a part of "8.746 tỷ đồng, tăng 13,7%" is one of the sum."""
    if i is None or not (named[i].inherited or named[i].attribute):
        return i
    if named[i].attribute:
        return named[i].parent
    core = named[i].indicator.partition(" (")[0]
    return next((j for j in range(i) if named[j].indicator.partition(" (")[0] == core), i)


def _named(sentence: Sentence, i: int, own: Stretch, nest: _Nest, named: Sequence[Named], fallback: str) -> Named:
    head = nest.head if nest.head is not None else nest.parent
    context = Context(sentence.text, own.plain, sentence.numbers, i, own.left, own.right, head, nest.parent, own.floor)
    item = named_by(context, named, fallback)
    if equals := _EQUALS.match(own.plain[: sentence.numbers[i].start]):
        item = Named(tidy(equals["label"]), None, (own.left, own.right), None, False)
    number = sentence.numbers[i]
    nothing_before = is_thin(own.plain[own.left : number.start]) and not item.inherited
    if nothing_before and (tail := shared_predicate(sentence.text, sentence.numbers, i)):
        item.indicator = f"{item.indicator if number.unit == '%' else number.unit} {tail}"
    if not item.inherited and nest.parent is None:
        names, bare = [each.indicator for each in named], item.indicator
        item.indicator = completed(item.indicator, i, sentence.numbers, names, sentence.text)
        if nest.head is not None and not _SENTENCE_END.search(own.between):
            item.indicator = of_event(item.indicator, named[nest.head].indicator)
        item.completed = item.indicator != bare
    return item


def _scope(
    sentence: Sentence, i: int, own: Stretch, nest: _Nest, item: Named, named: Sequence[Named],
    said: Sequence[Scope] | None,
) -> Scope | None:  # fmt: skip
    """The place of a number: said in its clause (`said` where that is known), behind it, or of what it belongs to."""
    text, number, scopes = sentence.text, sentence.numbers[i], sentence.scopes
    here = [s for s in scopes if own.left <= s.start < number.start] if said is None else said
    after = [s for s in scopes if number.end <= s.start < own.right and _placed(text, number, s)]
    if here and after and i:
        last = sentence.end_of(i - 1)
        between = text[here[-1].end : number.start]
        of_the_one_before = here[-1].start >= last and ("," in between or between.strip() in ("và", "hoặc"))
        if of_the_one_before or _FOR.fullmatch(text[last : here[-1].start]):
            return after[0]  # "02 người thuộc phường A, 01 người thuộc xã B", "215 tỷ đồng cho A và 209 tỷ đồng cho B"
    if here:
        return here[-1]
    if after and not item.inherited:
        return after[0]
    if nest.head is not None and (item.inherited or item.parent is not None or not nest.new_part):
        return named[nest.head].scope
    if nest.parent is not None:
        return named[nest.parent].scope
    before = [s for s in scopes if s.end <= own.left and depth(text, s.start) <= own.depth]
    return before[-1] if before and not _ends(text, before[-1], own.left, sentence.numbers) else None


def _of_place(name: str, text: str, said: Scope | None, own: Scope) -> str:
    """A name told of another place, told of its own: "khối sở, ngành đạt 83,2%, khối xã, phường đạt 78,7%"."""
    if said is None or said.level == own.level:
        return name
    return name.replace(
        text[said.start : said.end].replace(JOINED, ","), text[own.start : own.end].replace(JOINED, ",")
    )


def _ends(text: str, scope: Scope, left: int, numbers: Sequence[Number]) -> bool:
    """Whether a place named before is left behind: with its sentence, or its clause unless it opens the sentence."""
    label = text[scope.end :].lstrip().startswith(":")  # "- Cấp xã: tiếp nhận 65 hồ sơ; giải quyết 60 hồ sơ"
    opens = scope.end <= numbers[0].start and (scope.level == "tỉnh" or label)
    return bool(re.search(r"[.](?:\s|$)" if opens else r"[.;](?:\s|$)", text[scope.end : left]))


def _placed(text: str, number: Number, scope: Scope) -> bool:
    """Whether a place behind a number is the number's: the whole country only where it is said right there, and
    no name of a list of what is counted ("02 xã không sắp xếp là xã A và xã B")."""
    if _NOT_ITS_PLACE.search(text[number.end : scope.start]):
        return False
    return scope.level != "cả nước" or text[number.end : scope.start].strip() in ("của", "trong", "")
