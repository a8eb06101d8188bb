"""How a document is laid out: every heading, item or sentence under which others stand, with what stands under it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.records import Statement
from rag.question.instructions import instructs
from rag.reading.match import grams

FEWEST = 2
"""A set has at least two members."""
_KINDS = ("heading", "item", "sentence")
_MARK = re.compile(r"^\W*(?:\(?[0-9a-zđIVX]{1,4}(?:\.\d+)*[.)]\s+)?")
_NAME = 40
"""Characters of a heading by which what stands below it names it in its path."""
_ORDERS = re.compile(r"^\W*(?:quyết định|quyết nghị|nghị quyết|chỉ thị)\W*$", re.IGNORECASE)
"""The formula before the articles of a document: they are its text, no set that anybody asks for."""

Member = tuple[Statement, ...]
"""An item with the sentences that its paragraph goes on with."""


@dataclass(frozen=True)
class Laid:
    """A set as it is laid out: the heading or item that it stands under, the sentence that introduces it, the members;
    one of the first two may be lacking."""

    head: Statement | None
    lead: Statement | None
    members: tuple[Member, ...]

    @property
    def named(self) -> Statement:
        """What introduces it, the nearest."""
        return self.lead or self.head or self.members[0][0]

    @cached_property
    def own(self) -> tuple[Statement, ...]:
        """All that introduces it."""
        return tuple(s for s in (self.lead, self.head) if s is not None)

    @cached_property
    def said(self) -> frozenset[str]:
        """The grams of all members."""
        return frozenset().union(*(grams(s.text) for m in self.members for s in m))

    @cached_property
    def size(self) -> int:
        """Characters of all members."""
        return sum(len(s.text) for m in self.members for s in m)


def laid_out(statements: Sequence[Statement]) -> tuple[Laid, ...]:
    """The sets of a document, given its statements in reading order: what stands right under each heading or item, and
    the items that each sentence introduces."""
    told = [s for s in statements if s.kind in _KINDS and not instructs(s.text)]
    return tuple(found for head, under in _groups(told) for found in _sets(head, under))


def _groups(statements: Sequence[Statement]) -> Iterator[tuple[Statement | None, list[Statement]]]:
    """What stands right under each head; a path that comes again under another head is another group."""
    heads: dict[tuple[str, ...], Statement] = {}
    last: dict[tuple[str, ...], Statement] = {}
    under: dict[tuple[tuple[str, ...], Statement | None], list[Statement]] = defaultdict(list)
    for s in statements:
        above = last.get(s.path[:-1]) if s.path else None
        if above is not None and _is_named(above, s.path[-1]):
            heads[s.path] = above
        under[s.path, heads.get(s.path)].append(s)
        last[s.path] = s
    for (_, head), found in under.items():
        yield head, found


def _is_named(head: Statement, name: str) -> bool:
    """Whether a path's last part is a statement: its text without mark and colon, or how it begins."""
    bare = _MARK.sub("", name)[:_NAME]
    return bool(bare) and bare in head.text[: 2 * _NAME]


def _sets(head: Statement | None, under: Sequence[Statement]) -> Iterator[Laid]:
    """The sets under a head: the items of each sentence that introduces some, and the whole where that is more."""
    leads = {s.lead for s in under if s.lead}
    introducing = {s.text: s for s in under if s.text in leads}
    members = _members([s for s in under if s.kind != "sentence" or s.text not in introducing])
    led: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        led[member[0].lead].append(member)
    for lead, found in led.items():
        if lead in introducing and len(found) >= FEWEST and not _ORDERS.match(lead):
            yield Laid(head, introducing[lead], tuple(found))
    marked = [m for m in members if m[0].kind != "sentence"]
    whole = marked if len(marked) >= FEWEST else members
    if len(whole) == 1:
        whole = [(s,) for s in whole[0]]
    if head and len(whole) >= FEWEST and not any(whole == found for lead, found in led.items() if lead in introducing):
        yield Laid(head, None, tuple(whole))


def _members(under: Sequence[Statement]) -> list[Member]:
    """Statements by the paragraph they stand in."""
    found: list[list[Statement]] = []
    for s in under:
        if found and s.block is not None and s.block == found[-1][-1].block:
            found[-1].append(s)
        else:
            found.append([s])
    return [tuple(member) for member in found]
