"""The records that ingest produces: small, frozen, without behaviour; each points to where it came from.

A citation is a walk back: Figure → Statement → Block or Table row → Span in a Page → Document. What stands here is
what is understood of a document; what a loader gives is in printed.py and can be had from here too. Every text is NFC.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ingest.printed import Box, Cell, Grid, Line, Loaded, Note, Page, Span

__all__ = [
    "Block",
    "BlockKind",
    "Box",
    "Cell",
    "Document",
    "Figure",
    "FigureKind",
    "Finding",
    "Grid",
    "Line",
    "Loaded",
    "Note",
    "Page",
    "Parsed",
    "Period",
    "PeriodKind",
    "Row",
    "Severity",
    "Span",
    "Statement",
    "StatementKind",
    "Table",
]

PeriodKind = Literal["day", "month", "quarter", "half", "nine_months", "year", "range", "as_of", "term"]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time a figure holds for. `start` and `end` are inclusive.

    `key` is its name in contracts: "2026", "2026-Q1", "2026-03", "2026-H1", "2026-9M", "2026-03-11",
    "2025-12-13/2026-03-11", "..2026-03-11" (as of a day), "2021/2025" (a term of years).
    """

    kind: PeriodKind
    start: date
    end: date
    key: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An administrative document. Fields blank in print are blank here, never guessed.

    `pages` is 0 where the format has none.
    `id` is the file's stem; `sha256` of its bytes; `number` the số/ký hiệu ("124/KH-UBND"); `kind` the
    loại ("báo cáo", "kế hoạch"); `title` the trích yếu; `issuer` the cơ quan ban hành; `issued` the day
    (`issued_text` as printed, also when incomplete); `signer` and `signer_role`; `recipients` the nơi
    nhận; `grounds` the căn cứ; `period` the kỳ báo cáo; `secrecy` the độ mật; `access` the label of who
    may see it ("công khai" | "nội bộ" | "hạn chế").
    """

    id: str
    path: str
    sha256: str
    format: str
    pages: int
    title: str = ""
    number: str = ""
    kind: str = ""
    issuer: str = ""
    place: str = ""
    issued: date | None = None
    issued_text: str = ""
    signer: str = ""
    signer_role: str = ""
    recipients: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    period: Period | None = None
    secrecy: str = ""
    access: str = "công khai"
    problems: tuple[str, ...] = ()


BlockKind = Literal[
    "letterhead", "title", "heading", "paragraph", "item", "footnote", "caption", "signature", "recipients"
]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or footnote, whole again where lines and pages cut it.

    `text` as printed, without its mark; `mark` the printed number or bullet ("1.2.", "a)", "-", footnote
    "3"); `path` the headings above it, outermost first, each with its mark; `lead` the ordinal of the
    block that introduces this item, if any; `notes` the marks of the footnotes it refers to.
    """

    ordinal: int
    kind: BlockKind
    text: str
    mark: str = ""
    level: int = 0
    path: tuple[str, ...] = ()
    lead: int | None = None
    notes: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `cells[i]` belongs to column i. Merged cells are repeated in each row they cover.

    `kind` "group" is a row that only names a group; `group` is the group (and parent row) it stands under,
    outermost first; `spans` is where the whole row is printed, one Span a page it stands on.
    """

    index: int
    cells: tuple[str, ...]
    kind: Literal["data", "group", "total"] = "data"
    group: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    cell_spans: tuple[Span | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table, whole again over its pages. `header[i]` is the header path of column i, outermost first."""

    ordinal: int
    header: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]
    path: tuple[str, ...] = ()
    caption: str = ""
    unit: str = ""
    after: int = -1
    """The ordinal of the block it stands after."""


StatementKind = Literal["sentence", "item", "row", "footnote", "heading", "title", "metadata"]


@dataclass(frozen=True, slots=True)
class Statement:
    """The smallest unit that can be quoted as an answer: a sentence, a list item, a footnote, a table row.

    `text` is what is quoted: the sentence or item as printed (its mark in front), a row as
    "header: cell; header: cell". `lead` is the sentence that introduces the item (or the table's
    caption), `path` the headings above. `cells` are the offsets of each cell in a row's text:
    (column, start, end). `page` is the page it starts on, 0 where the format has none.
    """

    id: str
    document_id: str
    ordinal: int
    kind: StatementKind
    text: str
    lead: str = ""
    path: tuple[str, ...] = ()
    page: int = 0
    spans: tuple[Span, ...] = ()
    block: int | None = None
    table: int | None = None
    row: int | None = None
    cells: tuple[tuple[int, int, int], ...] = ()
    notes: tuple[str, ...] = ()


FigureKind = Literal["kết quả", "kế hoạch", "chỉ tiêu", "cùng kỳ", "so sánh", "xếp hạng", "ước"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that states something, with its full identity.

    `text` as printed with its unit ("93,5%"); `value` in that unit; `start`, `end` its offsets in the
    text of its statement; `of` the whole it is counted against ("63/63 xã" → 63.0); `level` one of the
    levels of government ("tỉnh", "sở ngành", "cấp huyện", "cấp xã"), `scope` that or a named unit;
    `comparator` ">", ">=", "<", "<=", "~" or "="; `column` the table column it stands in.
    """

    document_id: str
    statement_id: str
    text: str
    value: float
    unit: str
    start: int
    end: int
    indicator: str = ""
    scope: str = ""
    level: str = ""
    period: Period | None = None
    kind: FigureKind = "kết quả"
    comparator: str = "="
    of: float | None = None
    column: int | None = None


Severity = Literal["cao", "trung bình", "thấp"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A disagreement: what is wrong, in one Vietnamese sentence, and the statements that disagree.

    `severity`: "cao" where a figure is wrong, "trung bình" a date, a period or a count, "thấp" how a thing is printed
    (a name, a number of a section, a share off by its last digit). `others` are the documents quoted beside
    `document_id`, in a finding between documents.
    """

    kind: str
    message: str
    document_id: str
    statement_ids: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    severity: Severity = "trung bình"
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """Everything the catalogue keeps of one document."""

    document: Document
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = field(default=())
    """Defined in the document itself: ("TTHC", "thủ tục hành chính")."""
