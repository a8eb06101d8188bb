"""A loaded file → its Blocks in reading order, each under its path of headings, and the places of its tables.

Headings and items carry the same marks in this genre ("1. Công tác chỉ đạo" heads a part, "1. Phấn đấu … cả nước."
is one of ten targets), so what a mark is follows from how it ends, how it is printed and what stands below it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest import frame
from ingest.elements import Element, elements_of
from ingest.headings import ANNEX, Mark
from ingest.lines import flow
from ingest.outlining import Outline, is_heading, path_label
from ingest.paragraphs import Draft, Paragraphs, is_annex, measures
from ingest.placed import PlacedGrids, caption_above, run_of_grids
from ingest.records import Block, BlockKind, Grid, Loaded, Note, Span
from ingest.zones import zones

_CAPTION = re.compile(r"^(?:Bảng|BẢNG|Biểu|BIỂU|Hình|HÌNH|Biểu đồ)\s*(?:số\s*)?[\dIVX][\d.IVX]*\s*[.:–-]?\s")
_NAMED_BELOW = 3  # an annex's title stands in at most this many paragraphs under its name


@dataclass(frozen=True, slots=True)
class Structure:
    """Blocks, tables' grids, and for each block (by ordinal) its footnote marks with their offset in its full text."""

    blocks: tuple[Block, ...]
    tables: tuple[PlacedGrids, ...]
    marks: dict[int, tuple[tuple[int, str], ...]]


def structure(loaded: Loaded) -> Structure:
    """What a loaded file says, in order. Never raises on odd text: what fits no form is a paragraph."""
    items = flow(loaded)
    elements = elements_of(items, zones(items), loaded.pages)
    builder = _Builder(elements)
    for index in range(len(elements)):
        builder.take(index)
    return Structure(_notes_under_their_blocks(builder.blocks), tuple(builder.tables), builder.marks)


class _Builder:
    """Walks the elements once, in order; the state is the outline of headings open at this place."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self.elements = elements
        self.blocks: list[Block] = []
        self.tables: list[PlacedGrids] = []
        self.marks: dict[int, tuple[tuple[int, str], ...]] = {}
        self.outline = Outline()
        self.done: set[int] = set()
        self.recipients: int | None = None

    def take(self, index: int) -> None:
        element = self.elements[index]
        if index in self.done:
            return
        if isinstance(element, Grid):
            self._table(index)
        elif isinstance(element, Note):
            self._footnote(element)
        elif element.zone != "body":
            self._framed(element)
        elif is_annex(element):
            self._annex(index, element)
        elif element.mark:
            self._marked(index, element, element.mark)
        else:
            self._plain(index, element)

    def _put(
        self,
        kind: BlockKind,
        draft: Draft,
        text: str,
        mark: str = "",
        *,
        level: int = 0,
        lead: int | None = None,
        spans: tuple[Span, ...] | None = None,
    ) -> int:
        ordinal = len(self.blocks)
        block = Block(
            ordinal,
            kind,
            text,
            mark,
            level,
            self.outline.path(),
            lead,
            tuple(note for _, note in draft.notes),
            draft.spans if spans is None else spans,
        )
        self.blocks.append(block)
        if draft.notes:
            skipped = len(draft.text) - len(text) - (len(mark) + 1 if mark else 0)
            self.marks[ordinal] = tuple((max(0, offset - skipped), note) for offset, note in draft.notes)
        return ordinal

    def _framed(self, draft: Draft) -> None:
        kind: BlockKind = "letterhead"
        if draft.zone in {"kind", "title"}:
            kind = "title"
        elif draft.zone in {"recipients", "signature"}:
            kind = "recipients" if draft.zone == "recipients" else "signature"
        self.outline.reset()
        mark = re.match(r"[-–—*+]\s*", draft.text) if kind == "recipients" else None
        text = draft.text[mark.end() :] if mark else draft.text
        ordinal = self._put(kind, draft, text, mark.group().strip() if mark else "")
        if kind == "recipients":
            if mark and self.recipients is not None:
                self.blocks[ordinal] = replace(self.blocks[ordinal], lead=self.recipients)
            elif not mark:
                self.recipients = ordinal

    def _annex(self, index: int, draft: Draft) -> None:
        """An annex's name with the title under it opens a path of its own."""
        self.outline.reset(annex=True)
        mark, title, spans = _annex_parts(draft), "", list(draft.spans)
        name, title = mark
        for below in range(index + 1, min(len(self.elements), index + 1 + _NAMED_BELOW)):
            element = self.elements[below]
            if not isinstance(element, Draft) or element.mark or element.zone not in {"body", "kind", "title"}:
                break
            if not (frame.shouting(element.text) or (element.bold and element.centred)):
                break
            title = f"{title} {element.text}".strip()
            spans.extend(element.spans)
            self.done.add(below)
        ordinal = self._put("heading", draft, title or name, name if title else "", level=1, spans=tuple(spans))
        self.outline.open_annex(f"{name} {title}".strip(), ordinal)

    def _marked(self, index: int, draft: Draft, mark: Mark) -> None:
        text = draft.text[mark.end :]
        if mark.kind in {"part", "chapter", "section"}:
            draft, text = self._with_title_below(index, draft, text)
        previous = self.blocks[-1] if self.blocks else None
        before = next((block for block in reversed(self.blocks) if block.kind != "footnote"), previous)
        heading = is_heading(draft, mark, self._next(index), self.outline.follows_heading(mark))
        self.outline.enter(mark, heading, _introduces(before), before.ordinal if before else None)
        lead = None if heading else self.outline.lead()
        kind: BlockKind = "heading" if heading else "item"
        ordinal = self._put(kind, draft, text, mark.text, level=self.outline.level(), lead=lead)
        label = path_label(text)
        printed = label if mark.bullet else f"{mark.text} {label}".strip()
        self.outline.push(mark, printed, ordinal, heading, text)

    def _with_title_below(self, index: int, draft: Draft, text: str) -> tuple[Draft, str]:
        """ "Chương I" and, on the next line, "QUY ĐỊNH CHUNG"."""
        below = self._next(index)
        if not isinstance(below, Draft) or below.mark or below.zone != "body" or len(below.text) > 300:
            return draft, text
        if frame.shouting(below.text) or (not text and (below.bold or below.centred)):
            self.done.add(next(i for i in range(index + 1, len(self.elements)) if self.elements[i] is below))
            return replace(draft, spans=(*draft.spans, *below.spans)), f"{text} {below.text}".strip()
        return draft, text

    def _plain(self, index: int, draft: Draft) -> None:
        after = self._next(index)
        unit = frame.UNIT_NOTE.match(draft.text)
        if unit or (_CAPTION.match(draft.text) and len(draft.text) < 300):
            self._put("caption", draft, draft.text)
            return
        if _unmarked_heading(draft, after):
            self.outline.enter_unmarked(draft.level, frame.shouting(draft.text))
            ordinal = self._put("heading", draft, draft.text, level=self.outline.level())
            self.outline.push_unmarked(draft.text, ordinal, draft.level, frame.shouting(draft.text))
            return
        self.outline.enter_paragraph(draft.text)
        self._put("paragraph", draft, draft.text)

    def _footnote(self, note: Note) -> None:
        measure, right = measures(note.lines)
        paragraphs = Paragraphs(measure, right)
        drafts = [draft for line in note.lines for draft in paragraphs.add(line, "body", False)]
        for draft in [*drafts, *paragraphs.close()]:
            self._put("footnote", draft, draft.text, note.mark)

    def _table(self, index: int) -> None:
        run = run_of_grids(self.elements, index)
        self.done.update(run)
        caption, unit = caption_above(self.blocks)
        grids = tuple(element for place in run if isinstance(element := self.elements[place], Grid))
        self.tables.append(PlacedGrids(grids, self.outline.path(), caption, unit, len(self.blocks) - 1))

    def _next(self, index: int) -> Draft | Grid | None:
        for element in self.elements[index + 1 :]:
            if not isinstance(element, Note):
                return element
        return None


def _introduces(block: Block | None) -> bool:
    return block is not None and block.kind == "paragraph" and block.text.rstrip().endswith(":")


def _annex_parts(draft: Draft) -> tuple[str, str]:
    found = ANNEX.match(draft.text)
    return (found["mark"], (found["title"] or "").strip()) if found else (draft.text, "")


def _unmarked_heading(draft: Draft, after: Draft | Grid | None) -> bool:
    text = draft.text.rstrip()
    capitals = frame.shouting(text)
    if len(text) > (400 if capitals else 200) or text.endswith((".", ";", ",", "/", "…")) or after is None:
        return False
    if isinstance(after, Draft) and after.zone != "body":
        return False
    if draft.level or (capitals and len(text) > 3 and not text.endswith(":")):
        return True
    return draft.bold and not text.endswith(":") and text[:1].isupper()


def _notes_under_their_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Footnotes take the path of the block that carries their mark: the nearest before them, else the nearest after."""
    result = list(blocks)
    carriers: dict[str, list[Block]] = {}
    for block in blocks:
        for mark in block.notes if block.kind != "footnote" else ():
            carriers.setdefault(mark, []).append(block)
    for block in blocks:
        if block.kind != "footnote":
            continue
        bearers = carriers.get(block.mark, [])
        before = [other for other in bearers if other.ordinal < block.ordinal]
        bearer = before[-1] if before else bearers[0] if bearers else None
        if bearer:
            result[block.ordinal] = replace(block, path=bearer.path, lead=bearer.ordinal)
    return tuple(result)
