"""A parsed document as plain text for a person: its frame, its headings as a tree, its tables as tables."""

import textwrap
from collections.abc import Sequence

from ingest.records import Block, Document, Parsed, Row, Span, Table
from ingest.statements import BLANK, full_text

_WIDTH = 110  # columns of a terminal that most people's windows show
_CELL = 38  # a wider column would leave no room for the others
_NARROW = 4  # a column is never narrower: a word must wrap somewhere

_FIELDS = (
    ("Tiêu đề", "title"),
    ("Số, ký hiệu", "number"),
    ("Loại", "kind"),
    ("Cơ quan ban hành", "issuer"),
    ("Nơi và ngày ban hành", "issued_text"),
    ("Người ký", "signer"),
    ("Chức vụ", "signer_role"),
    ("Độ mật", "secrecy"),
)


def outline(parsed: Parsed, page: int | None = None) -> str:
    """The document as a tree; with `page`, only what stands on that page. Ends without a line break."""
    paged = any(printed.number for printed in parsed.pages)
    lines = [] if page is not None else [*_frame(parsed.document, paged), ""]
    after: dict[int, list[Table]] = {}
    for table in parsed.tables:
        after.setdefault(table.after, []).append(table)
    for table in after.get(-1, []):
        lines.extend(_table(table, page))
    for block in parsed.blocks:
        if page is None or _on(block.spans, page):
            lines.extend(_block(block))
        for table in after.get(block.ordinal, []):
            lines.extend(_table(table, page))
    problems = [f"Trang {p.number}: {p.problem}" for p in parsed.pages if p.problem and page in (None, p.number)]
    return "\n".join([*lines, *problems]).rstrip()


def _on(spans: Sequence[Span], page: int) -> bool:
    return any(span.page == page for span in spans)


def _frame(document: Document, paged: bool) -> list[str]:
    lines = [f"{document.id} ({document.format}{f', {document.pages} trang' if paged else ''})"]
    for name, attribute in _FIELDS:
        value = str(getattr(document, attribute))
        if value or attribute in {"number", "issued_text", "signer"}:
            lines.append(f"  {name}: {value or '(để trống)'}")
    if document.issued:
        lines.append(f"  Ngày: {document.issued:%d/%m/%Y}")
    if document.period:
        lines.append(f"  Kỳ báo cáo: {document.period.text or document.period.key}")
    if document.recipients:
        lines.append(f"  Nơi nhận: {'; '.join(document.recipients)}")
    lines.extend(f"  Căn cứ: {ground}" for ground in document.grounds)
    lines.extend(f"  Lưu ý: {problem}" for problem in document.problems)
    return lines


def _block(block: Block) -> list[str]:
    indent = "  " * len(block.path)
    text = full_text(block)
    if block.kind == "heading":
        text = f"# {text}"
    elif block.kind == "footnote":
        text = f"[{block.mark}] {block.text}"
    elif block.kind in {"letterhead", "signature", "recipients"}:
        text = f"· {text}"
    marks = "".join(f" [{note}]" for note in block.notes)
    return textwrap.wrap(f"{text}{marks}", _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ") or [indent]


def _table(table: Table, page: int | None) -> list[str]:
    rows = [row for row in table.rows if page is None or _on(row.spans, page)]
    if not rows:
        return []
    header = [" – ".join(path) for path in table.header]
    widths = [
        min(
            _CELL, max([_NARROW, len(title), *(len(row.cells[column] or BLANK) for row in rows if row.kind != "group")])
        )
        for column, title in enumerate(header)
    ]
    spare = _WIDTH - 3 * len(widths) - 1
    if sum(widths) > spare:
        widths = [max(_NARROW, width * spare // sum(widths)) for width in widths]
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    lines = [f"[Bảng {table.ordinal + 1}]" + (f" {table.caption}" if table.caption else "")]
    if table.unit:
        lines.append(f"ĐVT: {table.unit}")
    lines.extend([rule, *_cells(header, widths), rule])
    for row in rows:
        lines.extend(_row(row, widths))
        lines.append(rule)
    return lines


def _row(row: Row, widths: Sequence[int]) -> list[str]:
    if row.kind == "group":
        text = " ".join(cell for column, cell in enumerate(row.cells) if cell and cell not in row.cells[:column])
        width = sum(widths) + 3 * (len(widths) - 1)
        return [f"| {line.ljust(width)} |" for line in textwrap.wrap(text, width) or [""]]
    return _cells([cell or BLANK for cell in row.cells], widths)


def _cells(texts: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [textwrap.wrap(text, width) or [""] for text, width in zip(texts, widths, strict=True)]
    height = max(len(lines) for lines in wrapped)
    return [
        "| "
        + " | ".join(
            (lines[line] if line < len(lines) else "").ljust(width)
            for lines, width in zip(wrapped, widths, strict=True)
        )
        + " |"
        for line in range(height)
    ]
