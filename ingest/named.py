"""A number with its name, and what is known of a number when its name is looked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.clauses import Context
from ingest.phrases import tidy
from ingest.vietnamese.levels import Scope
from ingest.vietnamese.numbers import Number

SHORT_PART = 6
"""Syllables: a part named by so few ("trễ hạn") needs its head to be understood."""
LONG = 12
"""Syllables: what stands behind longer words would be cut off with their end."""
FROM_END = re.compile(r"(?<!\w)từ\s*$", re.IGNORECASE)
ADDS = re.compile(r"^\W*(?:tăng|giảm)\s+thêm(?!\w)", re.IGNORECASE)
_OF_BASE = re.compile(r" \(% [^()]*\)$")


@dataclass(slots=True)
class Named:
    """A number with its indicator, and the scope said for it (None where none was said).

    `clause` is the stretch of text that belongs to it; `parent` the index of the number it is a part of. `verb` is
    what was done to what is counted; `attribute` says that it measures its parent ("với 45 thành viên"), `completed`
    that a number before it told a part of its name ("làm chết 33 người").
    """

    indicator: str
    scope: Scope | None
    clause: tuple[int, int]
    parent: int | None
    inherited: bool
    verb: str = ""
    attribute: bool = False
    completed: bool = False

    @property
    def leans(self) -> bool:
        """Whether it belongs to a number before it."""
        return self.inherited or self.completed or self.parent is not None


@dataclass(frozen=True, slots=True)
class Said:
    """What is said around one number: the words in front of it and behind it, and the numbers named before it.

    `counted`: a number of things. `thin`: the words in front say nothing; `hedged` and `joined`: they end in a
    comparator or in what joins a name to its value. `whole` is the end of the name of a share that says of what it is
    one, `unit` the unit where the name wants it.
    """

    context: Context
    named: Sequence[Named]
    before: str
    after: str
    counted: bool
    thin: bool
    hedged: bool
    joined: bool
    whole: str
    unit: str

    @property
    def number(self) -> Number:
        return self.context.numbers[self.context.index]

    @property
    def head(self) -> int | None:
        return self.context.head

    @property
    def parent(self) -> int | None:
        return self.context.parent

    @property
    def clause(self) -> tuple[int, int]:
        return self.context.left, self.context.right

    @property
    def closed(self) -> bool:
        return self.joined or self.hedged

    @property
    def share(self) -> bool:
        return self.number.unit == "%"

    @property
    def front(self) -> str:
        """The words since the number before it."""
        return self.context.plain[self.context.floor : self.number.start]

    def own(self, *words: str, keep_start: bool = False) -> Named:
        """Named by words of its own, with its whole where they are brief."""
        return self.plain(_with_head(tidy(" ".join(words), keep_start=keep_start), self.parent, self.named))

    def plain(self, name: str) -> Named:
        return Named(name, None, self.clause, self.parent, False)

    def inherited(self, index: int, more: str = "") -> Named:
        """Named as an earlier number is, with `more` in place of what that one adds in brackets."""
        name = _OF_BASE.sub("", self.named[index].indicator)
        name = name.partition(" (")[0] if more else name
        return Named(name + more, None, self.clause, self.named[index].parent, True)


def _with_head(words: str, parent: int | None, named: Sequence[Named]) -> str:
    """The name of a part with that of its whole behind it, where the part is named too briefly to stand alone."""
    if parent is None or len(words.split()) > SHORT_PART:
        return words
    head = named[parent].indicator.partition(" (")[0]
    return f"{words} ({head})" if head and head != words else words
