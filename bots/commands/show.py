"""`hoidap show`: a document as it was read, its headings and items as a tree, its tables as tables."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bots import replies
from bots.commands.ask import terminal_width
from bots.commands.browse import document_lines, opened_catalogue, print_json
from bots.rows import document_row

if TYPE_CHECKING:
    from ingest.records import Block, Page, Parsed, Table

WIDEST = 200
"""Columns of a pipe or file, whose width nobody says: tables need some width to be laid out in."""


def show(
    document: Annotated[str, typer.Argument(metavar="MÃ_VĂN_BẢN", show_default=False)],
    page: Annotated[int | None, typer.Option("--page", metavar="N", help="Chỉ trang này.")] = None,
    text: Annotated[bool, typer.Option("--text", help="In chữ từng trang thay cho cơ cấu.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="In JSON.")] = False,
) -> None:
    """In một văn bản như máy đọc được: cơ cấu mục, bảng, chú thích."""
    from rag.errors import UserError

    with opened_catalogue() as catalogue:
        parsed = catalogue.parsed(document)
    if parsed is None:
        raise UserError(replies.NO_SUCH_DOCUMENT.format(id=document), replies.NO_SUCH_DOCUMENT_HINT)
    pages = [each for each in parsed.pages if page is None or each.number == page]
    if page is not None and not pages:
        if not parsed.document.pages:
            raise UserError(replies.NO_PAGES_AT_ALL.format(id=document))
        hint = replies.NO_SUCH_PAGE_HINT.format(pages=parsed.document.pages)
        raise UserError(replies.NO_SUCH_PAGE.format(id=document, page=page), hint)
    if as_json:
        print_json(_structure(parsed, page))
        return
    print(document_lines(parsed.document))
    if text or not parsed.blocks:
        _print_pages(pages)
        return
    for each in pages:
        if each.problem:
            print(f"! {replies.PAGE_RULE.format(page=each.number)} {each.problem}")
    print()
    for part in _parts(parsed, page):
        print(part)


def _print_pages(pages: "list[Page]") -> None:
    for each in pages:
        print(f"\n{replies.PAGE_RULE.format(page=each.number)}" if each.number else "")
        print(each.text if not each.problem else f"{replies.UNREADABLE_PAGE.format(problem=each.problem)}\n{each.text}")


def _parts(parsed: "Parsed", page: int | None) -> Iterator[str]:
    """Blocks, indented by the headings above them, and tables, in the order of the document."""
    after: dict[int, list[Table]] = {}
    for table in parsed.tables:
        after.setdefault(table.after, []).append(table)
    yield from (_drawn(table) for table in after.get(-1, ()) if _on(_table_pages(table), page))
    for block in parsed.blocks:
        if _on([span.page for span in block.spans], page):
            yield _line(block)
        yield from (_drawn(table) for table in after.get(block.ordinal, ()) if _on(_table_pages(table), page))


def _on(pages: list[int], page: int | None) -> bool:
    return page is None or page in pages


def _table_pages(table: "Table") -> list[int]:
    return [span.page for row in table.rows for span in row.spans]


def _line(block: "Block") -> str:
    from bots.terminal import wrap

    indent = "  " * len(block.path)
    mark = f"[{block.mark}] " if block.kind == "footnote" else f"{block.mark} " if block.mark else ""
    kind = replies.BLOCK_KINDS.get(block.kind, "")
    first = block.spans[0].page if block.spans else 0
    place = f"  ({replies.ON_PAGE.format(page=first)})" if first and block.kind == "heading" else ""
    return wrap(f"{indent}{kind}{mark}{block.text}{place}", terminal_width(), f"{indent}  ")


def _drawn(table: "Table") -> str:
    """The table with lines, one header row, group rows on their own."""
    from rich.console import Console
    from rich.table import Table as Drawing
    from rich.text import Text

    drawing = Drawing(title=Text(table.caption) if table.caption else None, title_justify="left", show_lines=True)
    for header in table.header:
        drawing.add_column(Text(" – ".join(header)), overflow="fold")
    for row in table.rows:
        cells = [Text(cell, style="bold" if row.kind != "data" else "") for cell in row.cells]
        if row.kind == "group":
            named = dict.fromkeys(cell for cell in row.cells if cell)
            cells = [Text(" ".join(named), style="bold"), *(Text("") for _ in row.cells[1:])]
        drawing.add_row(*cells)
    console = Console(width=terminal_width() or WIDEST, force_terminal=sys.stdout.isatty())
    with console.capture() as captured:
        console.print(drawing)
    return captured.get().rstrip("\n")


def _structure(parsed: "Parsed", page: int | None) -> dict[str, Any]:
    """What is shown, for a program."""
    return {
        **document_row(parsed.document),
        "blocks": [
            {
                "kind": block.kind,
                "mark": block.mark,
                "text": block.text,
                "path": list(block.path),
                "page": block.spans[0].page if block.spans and block.spans[0].page else None,
                "notes": list(block.notes),
            }
            for block in parsed.blocks
            if _on([span.page for span in block.spans], page)
        ],
        "tables": [
            {
                "caption": table.caption,
                "unit": table.unit,
                "path": list(table.path),
                "header": [list(header) for header in table.header],
                "rows": [{"kind": row.kind, "group": list(row.group), "cells": list(row.cells)} for row in table.rows],
            }
            for table in parsed.tables
            if _on(_table_pages(table), page)
        ],
    }
