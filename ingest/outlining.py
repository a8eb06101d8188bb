"""The headings and items open at one place of a document: what stands under what.

Depths come from headings.py, but a document's own use wins: a mark of a kind that is already open is its sibling,
and an introduction ("… gồm:") takes the first mark after it as its child, whatever its kind.
"""

import re
from dataclasses import dataclass, field

from ingest import frame
from ingest.headings import Mark
from ingest.paragraphs import Draft
from ingest.records import Grid

# Sentences that end a report and belong to no section.
_CLOSING = re.compile(
    r"trân trọng[^.;]{0,40}\./?\.?\W*$|^\W*(?:Trên đây là|Gửi kèm|Kèm theo|Đề nghị các (?:cơ quan|đơn vị)|Yêu cầu các"
    r"|(?:Luật|Nghị quyết|Pháp lệnh) này (?:đã )?được)",
    re.IGNORECASE,
)
_LABEL_LENGTH = 200  # a path entry longer than this is cut at a word
_RUN_IN = 160  # a run-in label ("a) Lĩnh vực X: đạt …") is shorter than this
_SHORT = 12  # words: "2. Nội dung hỗ trợ." heads what follows although it ends in a full stop


@dataclass
class _Entry:
    kind: str
    depth: float
    label: str
    ordinal: int
    heading: bool
    holds: bool
    opens: bool = False
    level: int = 0
    order: int = 0


@dataclass
class Outline:
    """The open entries, outermost first."""

    entries: list[_Entry] = field(default_factory=list)

    def path(self) -> tuple[str, ...]:
        return tuple(entry.label for entry in self.entries if entry.label)

    def level(self) -> int:
        return 1 + sum(1 for entry in self.entries if entry.label)

    def lead(self) -> int | None:
        top = self.entries[-1] if self.entries else None
        return top.ordinal if top and not top.heading else None

    def reset(self, annex: bool = False) -> None:
        self.entries = [] if annex else [entry for entry in self.entries if entry.kind == "annex"]

    def open_annex(self, label: str, ordinal: int) -> None:
        self.entries = [_Entry("annex", 0, label, ordinal, True, True)]

    def follows_heading(self, mark: Mark) -> bool:
        """Whether the mark counts on from an open heading of its kind: "f)" after the heading "e) …"."""
        same = [entry for entry in self.entries if entry.kind == mark.kind]
        return bool(same) and same[-1].heading and mark.order in (0, same[-1].order + 1) and not mark.bullet

    def enter(self, mark: Mark, heading: bool, introduced: bool, before: int | None) -> None:
        """Closes what a new mark ends. `introduced`: the paragraph `before` ends in a colon."""
        open_kinds = [entry.kind for entry in self.entries]
        top = self.entries[-1] if self.entries else None
        child = top is not None and top.opens and top.kind != mark.kind and mark.order in (0, 1) and not heading
        if child and top is not None and top.ordinal == before:
            return
        if mark.kind in open_kinds:
            del self.entries[len(open_kinds) - 1 - open_kinds[::-1].index(mark.kind) :]
        else:
            while self.entries and self.entries[-1].depth >= mark.depth:
                self.entries.pop()
            while not mark.bullet and self.entries and not (self.entries[-1].opens or self.entries[-1].heading):
                self.entries.pop()
        if introduced and before is not None and not heading:
            self.entries.append(_Entry("lead", mark.depth - 0.5, "", before, False, False, True))

    def push(self, mark: Mark, label: str, ordinal: int, heading: bool, text: str) -> None:
        """Opens an entry. Only a heading or an introduction takes a count of its own below it ("… gồm:" over "a)")."""
        holds = holds_paragraphs(text, heading)
        sentence = text.rstrip().endswith((".", ";", ".”", ".)"))
        opens = heading or not sentence or len(text.split()) <= _SHORT
        self.entries.append(
            _Entry(mark.kind, mark.depth, label.rstrip(":"), ordinal, heading, holds, opens, 0, mark.order)
        )

    def enter_unmarked(self, level: int, capitals: bool) -> None:
        depth = _unmarked_depth(capitals)
        while self.entries and _closes(self.entries[-1], level, depth):
            self.entries.pop()

    def push_unmarked(self, label: str, ordinal: int, level: int, capitals: bool) -> None:
        self.entries.append(_Entry("", _unmarked_depth(capitals), label, ordinal, True, True, True, level))

    def enter_paragraph(self, text: str) -> None:
        """Running text stays under headings and labelled items, and closes lists of full sentences."""
        if _CLOSING.search(text):
            self.reset()
        while self.entries and not self.entries[-1].holds:
            self.entries.pop()


def _closes(entry: _Entry, level: int, depth: float) -> bool:
    """Whether an unmarked heading ends an open entry: by the format's own levels where both state one."""
    return entry.level >= level if entry.level and level else entry.depth >= depth


def _unmarked_depth(capitals: bool) -> float:
    return 3.5 if capitals else 11.5


def is_heading(draft: Draft, mark: Mark, after: Draft | Grid | None, follows: bool) -> bool:
    """Whether a marked paragraph heads what follows, rather than being an item of a list.

    `follows`: its number counts on from a heading, so a heading may also end in a full stop.
    """
    text = draft.text[mark.end :].rstrip()
    if mark.kind in {"part", "chapter", "section"} or not text:
        return True
    if frame.shouting(text) and len(text) < 400 and not mark.bullet:
        return True
    ends = text.endswith((".", ";", ":", "!", "?", "…", "/", ",", ".”", ".)"))
    if draft.level and len(text) < 250:
        return True
    plain_below = isinstance(after, Draft) and after.zone == "body" and after.mark is None
    if follows and plain_below and text.endswith(".") and len(text) < 300 and ". " not in text:
        return run_in_label(text) == ""
    if ends:
        return bool(draft.bold and len(text) < 250 and not text.endswith(";") and not mark.bullet)
    if draft.bold or (mark.bullet and draft.italic):
        return len(text) < 400
    if mark.bullet:
        return False
    if isinstance(after, Draft) and after.zone == "body":
        return after.mark is None or after.mark.bullet or after.mark.depth > mark.depth
    return isinstance(after, Grid)


def holds_paragraphs(text: str, heading: bool) -> bool:
    """Whether running text below belongs to this item: it is a heading, an introduction or has a run-in label."""
    stripped = text.rstrip()
    if heading or stripped.endswith(":") or not stripped.endswith((".", ";", ",", "/", "!", "?", ".”", ".)")):
        return True
    return run_in_label(text) != ""


def run_in_label(text: str) -> str:
    """The label before the first colon of an item, "" if there is none.

    >>> run_in_label("Lĩnh vực Cải cách thể chế: đạt 9,61/10 điểm (đạt 96,13%).")
    'Lĩnh vực Cải cách thể chế'
    >>> run_in_label("Phấn đấu Chỉ số cải cách hành chính thuộc nhóm dẫn đầu của cả nước.")
    ''
    """
    found = re.match(rf"([^:.;]{{2,{_RUN_IN}}}?)\s*:(?=\s|$)", text)
    return found.group(1) if found else ""


def path_label(text: str) -> str:
    """How an item or heading is named in a path: its run-in label, else its words, without the closing mark.

    >>> path_label("Điểm đánh giá trực tiếp: 63,55/68 điểm, đạt 93,46%, gồm:")
    'Điểm đánh giá trực tiếp'
    """
    label = run_in_label(text) or text.strip().rstrip(":;")
    if len(label) <= _LABEL_LENGTH:
        return label
    return label[:_LABEL_LENGTH].rsplit(" ", 1)[0] + "…"
