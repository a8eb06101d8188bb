"""`hoidap documents`, `show`, `figures`, `findings`: the reading side of the catalogue, for a person or as CSV/JSON."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bots import replies
from bots.commands.ask import OnlyIn, terminal_width

if TYPE_CHECKING:  # importing SQLAlchemy takes longer than everything else here together
    from ingest.catalogue import Catalogue
    from ingest.records import Document, Figure, Statement

AsJson = Annotated[bool, typer.Option("--json", help="In JSON.")]


def documents(as_json: AsJson = False) -> None:
    """Liệt kê các văn bản đã nạp và các tệp không nạp được."""
    with opened_catalogue() as catalogue:
        found, failed = catalogue.documents(), [file for file in catalogue.files() if file.state == "failed"]
    if as_json:
        _print_json([document_row(document) for document in found])
        return
    print("\n".join(_document_lines(document) for document in found) or replies.NO_DOCUMENTS)
    for file in failed:
        print(replies.FILE_FAILED.format(path=file.path, reason=file.reason), file=sys.stderr)


def show(
    document: Annotated[str, typer.Argument(metavar="MÃ_VĂN_BẢN", show_default=False)],
    page: Annotated[int | None, typer.Option("--page", metavar="N", help="Chỉ in trang này.")] = None,
) -> None:
    """In thông tin và chữ của một văn bản như máy đọc được."""
    from rag.errors import UserError

    with opened_catalogue() as catalogue:
        found, pages = catalogue.document(document), catalogue.pages(document)
    if found is None:
        raise UserError(replies.NO_SUCH_DOCUMENT.format(id=document), replies.NO_SUCH_DOCUMENT_HINT)
    wanted = [each for each in pages if page is None or each.number == page]
    if page is not None and not wanted:
        hint = replies.NO_SUCH_PAGE_HINT.format(pages=found.pages)
        raise UserError(replies.NO_SUCH_PAGE.format(id=document, page=page), hint)
    print(_document_lines(found))
    for each in wanted:
        print(f"\n{replies.PAGE_RULE.format(page=each.number)}" if each.number else "")
        print(each.text if not each.problem else f"{replies.UNREADABLE_PAGE.format(problem=each.problem)}\n{each.text}")


def figures(
    indicator: Annotated[str, typer.Option(help="Chỉ tiêu có những từ này, không cần dấu.")] = "",
    period: Annotated[str, typer.Option(help="Kỳ: 2026, 2026-Q1, 2026-03 …")] = "",
    scope: Annotated[str, typer.Option(help="Phạm vi: cấp xã, sở ngành, tên đơn vị …")] = "",
    document: OnlyIn = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="In CSV.")] = False,
    as_json: AsJson = False,
) -> None:
    """Liệt kê số liệu kèm kỳ, phạm vi và nguồn."""
    with opened_catalogue() as catalogue:
        found = catalogue.figures(indicator=indicator, period=period, scope=scope, document_ids=document or None)
        statements = {each.id: each for each in catalogue.statements(ids={figure.statement_id for figure in found})}
    rows = [figure_row(figure, statements[figure.statement_id]) for figure in found]
    if as_json:
        _print_json(rows)
    elif as_csv:
        _print_csv(rows)
    else:
        print("\n".join(map(_figure_lines, rows)) or replies.NO_FIGURES)


def findings(
    document: OnlyIn = None,
    as_json: AsJson = False,
) -> None:
    """Liệt kê chỗ số liệu, ngày tháng trong văn bản mâu thuẫn nhau."""
    with opened_catalogue() as catalogue:
        found = catalogue.findings(document_ids=document or None)
    if as_json:
        from dataclasses import asdict

        _print_json([asdict(finding) for finding in found])
        return
    blocks = ("\n".join([f"{each.document_id}: {each.message}", *_quotes(each.quotes)]) for each in found)
    print("\n\n".join(blocks) or replies.NO_FINDINGS)


@contextmanager
def opened_catalogue() -> "Iterator[Catalogue]":
    """The catalogue of this installation, closed afterwards; CatalogueError where it cannot be used."""
    from ingest.catalogue import Catalogue
    from rag.settings import load_settings

    settings = load_settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    catalogue = Catalogue.open(settings.catalogue_url)
    try:
        yield catalogue
    finally:
        catalogue.close()


def document_row(document: "Document") -> dict[str, Any]:
    """A document as a flat row of JSON."""
    return {
        "id": document.id,
        "title": document.title,
        "number": document.number,
        "kind": document.kind,
        "issuer": document.issuer,
        "issued": document.issued.isoformat() if document.issued else None,
        "period": document.period.key if document.period else None,
        "format": document.format,
        "pages": document.pages,
        "problems": list(document.problems),
    }


def figure_row(figure: "Figure", statement: "Statement") -> dict[str, Any]:
    """A figure with its identity and source as a flat row of CSV or JSON."""
    return {
        "text": figure.text,
        "value": figure.value,
        "unit": figure.unit,
        "indicator": figure.indicator,
        "scope": figure.scope,
        "level": figure.level,
        "period": figure.period.key if figure.period else "",
        "kind": figure.kind,
        "comparator": figure.comparator,
        "of": figure.of,
        "document_id": figure.document_id,
        "section": " › ".join(statement.path),
        "page": statement.page or None,
        "quote": statement.text,
    }


def _document_lines(document: "Document") -> str:
    issued = document.issued.strftime("%d/%m/%Y") if document.issued else document.issued_text
    parts = (
        replies.document_number(document.number),
        issued,
        document.issuer,
        replies.DOCUMENT_PERIOD.format(period=document.period.key) if document.period else "",
        replies.DOCUMENT_PAGES.format(pages=document.pages) if document.pages else "",
        document.format,
    )
    lines = [document.title or replies.NO_TITLE, "; ".join(part for part in parts if part)]
    lines += [f"! {problem}" for problem in document.problems]
    return _wrapped([document.id, *(f"    {line}" for line in lines)])


def _figure_lines(row: dict[str, Any]) -> str:
    identity = "; ".join(str(row[name]) for name in ("indicator", "scope", "period", "kind") if row[name])
    place = f"{row['document_id']}, " + (f"trang {row['page']}" if row["page"] else replies.NO_PAGES)
    return _wrapped([f"{row['text']} — {identity}", f"    {place}: “{row['quote']}”"])


def _wrapped(lines: list[str]) -> str:
    from bots.terminal import wrap

    return "\n".join(wrap(line, terminal_width(), "    ") for line in lines)


def _quotes(quotes: tuple[str, ...]) -> list[str]:
    return [f"    “{quote}”" for quote in quotes]


def _print_json(rows: list[dict[str, Any]]) -> None:
    import json

    print(json.dumps(rows, ensure_ascii=False, indent=2))


def _print_csv(rows: list[dict[str, Any]]) -> None:
    import csv

    writer = csv.DictWriter(sys.stdout, list(rows[0]) if rows else ["text"])
    writer.writeheader()
    writer.writerows(rows)
