"""Word paragraphs: their text as printed, with list numbers, footnote marks, faces and text boxes.

Reads the raw XML, because python-docx does not know numbering, footnotes, tracked changes or text boxes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.loaders.docx_numbering import Numbering, upper_roman
from ingest.loaders.docx_styles import Styles, W, is_on
from ingest.loaders.raised import MARK, POWER
from ingest.vietnamese.normalize import clean

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Struck out by tracked changes, or moved away: not in the text as it stands.
REMOVED = {f"{W}del", f"{W}moveFrom"}
# Characters of the Symbol and Wingdings fonts in use as bullets or ticks.
SYMBOLS = {"F0B7": "•", "F02D": "-", "F0FC": "✓", "F0A7": "▪", "F0D8": "➢", "F0A8": "☐", "F0FE": "☒", "F0B0": "°"}


@dataclass
class Piece:
    """A printed line of a paragraph (a paragraph is cut at its line breaks)."""

    text: str = ""
    marks: list[tuple[int, str]] = field(default_factory=list)
    bold: int = 0
    italic: int = 0
    sizes: dict[float, int] = field(default_factory=dict)


@dataclass
class Paragraph:
    """What a Word paragraph prints. `notes` are the footnotes it refers to, `boxes` its text boxes' paragraphs.

    `breaks` tells how many pages Word turned in it, before its first text and after.
    """

    pieces: list[Piece]
    number: str
    level: int
    centred: bool
    indent: float | None
    notes: list[tuple[str, str]]
    boxes: list[Any]
    hidden: int
    breaks_before: int
    breaks_inside: int


def runs(element: Any) -> Iterator[Any]:
    """The runs of a paragraph in order: links, fields and insertions opened, tracked deletions left out."""
    for child in element:
        if child.tag in REMOVED:
            continue
        if child.tag == f"{W}r":
            yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from runs(alternative(child))
        elif child.tag not in (f"{W}pPr", f"{W}sdtPr", f"{W}txbxContent"):
            yield from runs(child)


def alternative(element: Any) -> Any:
    """The branch of an mc:AlternateContent to read: one of them, else the text is there twice."""
    choice = element.find(f"{MC}Choice")
    if choice is not None and len(choice):
        return choice
    fallback = element.find(f"{MC}Fallback")
    return fallback if fallback is not None else element


def read_paragraph(
    paragraph: Any, styles: Styles, numbering: Numbering, marks: dict[tuple[str, str], str]
) -> Paragraph:
    """`marks` numbers the footnotes as they are met: (kind, id) → printed mark."""
    style = styles.style_of(paragraph)
    made = Paragraph([Piece()], "", _level(paragraph, styles), False, None, [], [], 0, 0, 0)
    hides_field = 0
    for run in runs(paragraph):
        hidden = is_on(styles.run(run, style, "vanish"))
        raised = styles.run(run, style, "vertAlign")
        superscript = raised is not None and raised.get(f"{W}val") == "superscript"
        face = (is_on(styles.run(run, style, "b")), is_on(styles.run(run, style, "i")), _size(run, style, styles))
        for child in _contents(run):
            name = child.tag.removeprefix(W)
            if name == "fldChar":
                hides_field += {"begin": 1, "separate": -1}.get(child.get(f"{W}fldCharType"), 0)
            elif name in ("lastRenderedPageBreak", "br") and (name != "br" or child.get(f"{W}type") == "page"):
                _turn(made, rendered=name != "br")
            elif name == "txbxContent":
                made.boxes.extend(child)
            elif name in ("footnoteReference", "endnoteReference"):
                key = (name.removesuffix("Reference"), child.get(f"{W}id") or "")
                mark = child.get(f"{W}customMarkFollows")
                if mark in (None, "0", "false"):
                    printed = marks.setdefault(key, _next_mark(key[0], marks))
                    made.pieces[-1].marks.append((len(made.pieces[-1].text), printed))
                    made.notes.append((printed, ":".join(key)))
            else:
                text = "" if hides_field > 0 and name != "br" else _text(child, name)
                if text and hidden:
                    made.hidden += len(text)
                elif text:
                    _write(made, text, superscript, face)
    for piece in made.pieces:
        _tidy(piece)
    made.number = numbering.next(paragraph, styles) if any(piece.text for piece in made.pieces) else ""
    align, indent = styles.paragraph(paragraph, "jc"), styles.paragraph(paragraph, "ind")
    made.centred = align is not None and align.get(f"{W}val") == "center"
    made.indent = _indent(indent)
    return made


def _contents(run: Any) -> Iterator[Any]:
    for child in run:
        if child.tag == f"{MC}AlternateContent":
            yield from alternative(child).iter(f"{W}txbxContent")
        elif child.tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            yield from child.iter(f"{W}txbxContent")
        elif child.tag != f"{W}rPr":
            yield child


def _text(child: Any, name: str) -> str:
    if name == "t":
        return child.text or ""
    if name == "sym":
        return SYMBOLS.get((child.get(f"{W}char") or "").upper(), "")
    return {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(name, "")


def _write(made: Paragraph, text: str, superscript: bool, face: tuple[bool, bool, float | None]) -> None:
    piece = made.pieces[-1]
    matched = MARK.fullmatch(text.strip()) if superscript else None
    if matched and piece.text and not (matched.group(1) in "23" and POWER.search(piece.text)):
        piece.marks.append((len(piece.text), matched.group(1)))
        return
    for index, part in enumerate(text.split("\n")):
        if index:
            made.pieces.append(Piece())
        piece = made.pieces[-1]
        piece.text += clean(part)
        bold, italic, size = face
        letters = len(part.strip())
        piece.bold += letters * bold
        piece.italic += letters * italic
        if size and letters:
            piece.sizes[size] = piece.sizes.get(size, 0) + letters


def _tidy(piece: Piece) -> None:
    """NFC over run borders, tabs and runs of spaces to one space, none at the ends; marks keep their place."""
    cuts = sorted({offset for offset, _ in piece.marks})
    done, start, moved = "", 0, {}
    for cut in [*cuts, len(piece.text)]:
        part = re.sub(r"\s+", " ", piece.text[start:cut])
        done = clean((done + part) if not done.endswith(" ") else done + part.lstrip())
        done = done.lstrip()
        moved[cut] = len(done)
        start = cut
    piece.text = done.rstrip()
    piece.marks = [(min(moved[offset], len(piece.text)), mark) for offset, mark in piece.marks]


def _turn(made: Paragraph, rendered: bool) -> None:
    """Note a page turned. Word writes its own break again after one set by hand: that is the same page."""
    written = any(piece.text.strip() for piece in made.pieces)
    if not rendered:
        made.pieces.append(Piece())
        return
    if written:
        made.breaks_inside += 1
    else:
        made.breaks_before += 1


def _next_mark(kind: str, marks: dict[tuple[str, str], str]) -> str:
    count = sum(1 for key in marks if key[0] == kind) + 1
    return str(count) if kind == "footnote" else upper_roman(count).lower()  # as Word numbers endnotes


def _level(paragraph: Any, styles: Styles) -> int:
    level = styles.paragraph(paragraph, "outlineLvl")
    value = int(level.get(f"{W}val", "9")) if level is not None else 9
    return value + 1 if value < 9 else 0


def _size(run: Any, style: str | None, styles: Styles) -> float | None:
    size = styles.run(run, style, "sz")
    value = size.get(f"{W}val") if size is not None else None
    return float(value) / 2 if value else None


def _indent(element: Any | None) -> float | None:
    if element is None:
        return None
    left = element.get(f"{W}left") or element.get(f"{W}start") or "0"
    first = element.get(f"{W}firstLine") or "-" + (element.get(f"{W}hanging") or "0")
    try:
        return (float(left) + float(first)) / 20
    except ValueError:
        return None
