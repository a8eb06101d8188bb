"""`hoidap documents`, `figures`, `findings`: the reading side of the catalogue, for a person or as CSV/JSON."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bots import replies
from bots.commands.ask import OnlyIn, terminal_width
from bots.rows import document_row, figure_row, finding_row, sourced

if TYPE_CHECKING:  # importing SQLAlchemy takes longer than everything else here together
    from ingest.catalogue import Catalogue
    from ingest.records import Document

AsJson = Annotated[bool, typer.Option("--json", help="In JSON.")]


def documents(as_json: AsJson = False) -> None:
    """Liệt kê các văn bản đã nạp và các tệp không nạp được."""
    with opened_catalogue() as catalogue:
        found, failed = catalogue.documents(), [file for file in catalogue.files() if file.state == "failed"]
    if as_json:
        print_json([document_row(document) for document in found])
        return
    print("\n".join(document_lines(document) for document in found) or replies.NO_DOCUMENTS)
    for file in failed:
        print(replies.FILE_FAILED.format(path=file.path, reason=file.reason), file=sys.stderr)


AsCsv = Annotated[bool, typer.Option("--csv", help="In CSV.")]
AsWorkbook = Annotated[Path | None, typer.Option("--xlsx", metavar="TỆP", help="Ghi ra tệp Excel này.")]


def figures(
    indicator: Annotated[str, typer.Option(help="Chỉ tiêu có những từ này, không cần dấu.")] = "",
    period: Annotated[str, typer.Option(help="Kỳ: 2026, 2026-Q1, 2026-03 …")] = "",
    scope: Annotated[str, typer.Option(help="Phạm vi: cấp xã, sở ngành, tên đơn vị …")] = "",
    unit: Annotated[str, typer.Option(help="Đơn vị: %, hồ sơ, tỷ đồng …")] = "",
    kind: Annotated[str, typer.Option(help="Loại: kết quả, kế hoạch, chỉ tiêu, cùng kỳ, so sánh, xếp hạng, ước.")] = "",
    document: OnlyIn = None,
    as_csv: AsCsv = False,
    as_workbook: AsWorkbook = None,
    as_json: AsJson = False,
) -> None:
    """Liệt kê số liệu kèm kỳ, phạm vi và nguồn."""
    wanted = document or None
    with opened_catalogue() as catalogue:
        found = catalogue.figures(
            indicator=indicator, period=period, scope=scope, unit=unit, kind=kind, document_ids=wanted
        )
        rows = [figure_row(*each) for each in sourced(found, catalogue)]
    _put_out(rows, FIGURE_COLUMNS, as_csv, as_workbook, as_json, lambda: _figures_text(rows))


def findings(
    kind: Annotated[str, typer.Option(help="Loại mâu thuẫn: tổng không khớp, số in sai …")] = "",
    severity: Annotated[str, typer.Option(help="Mức: cao, trung bình, thấp.")] = "",
    document: OnlyIn = None,
    as_csv: AsCsv = False,
    as_workbook: AsWorkbook = None,
    as_json: AsJson = False,
) -> None:
    """Liệt kê chỗ số liệu, ngày tháng mâu thuẫn trong một văn bản hoặc giữa các văn bản."""
    with opened_catalogue() as catalogue:
        found = catalogue.findings(document_ids=document or None, kind=kind)
    rows = [finding_row(each) for each in found if severity in ("", each.severity)]
    _put_out(rows, FINDING_COLUMNS, as_csv, as_workbook, as_json, lambda: _findings_text(rows))


def _put_out(
    rows: list[dict[str, Any]],
    columns: tuple[str, ...],
    as_csv: bool,
    as_workbook: Path | None,
    as_json: bool,
    as_text: Callable[[], str],
) -> None:
    if as_json:
        print_json(rows)
        return
    cells = ("\n".join(row[name]) if isinstance(row[name], list) else row[name] for row in rows for name in columns)
    table = [columns, *zip(*[cells] * len(columns), strict=True)]
    if as_workbook is not None:
        from bots.sheets import to_xlsx
        from rag.errors import UserError

        try:
            as_workbook.write_bytes(to_xlsx(table))
        except OSError as error:
            reason = replies.FILE_NOT_WRITTEN.format(path=as_workbook, reason=error.strerror or error)
            raise UserError(reason, status=3) from error
        print(replies.FILE_WRITTEN.format(path=as_workbook, rows=len(rows)), file=sys.stderr)
    elif as_csv:
        from bots.sheets import to_csv

        print(to_csv(table).decode("utf-8-sig"), end="")
    else:
        print(as_text())


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


FIGURE_COLUMNS = (
    "text", "value", "unit", "indicator", "scope", "level", "period", "kind", "comparator", "of", "document_id",
    "section", "page", "quote",
)  # fmt: skip


FINDING_COLUMNS = ("severity", "kind", "message", "document_id", "others", "quotes")


def _figures_text(rows: list[dict[str, Any]]) -> str:
    return "\n".join(map(_figure_lines, rows)) or replies.NO_FIGURES


def _findings_text(rows: list[dict[str, Any]]) -> str:
    def lines(row: dict[str, Any]) -> str:
        documents = ", ".join([row["document_id"], *row["others"]])
        return _wrapped([f"{documents} [{row['severity']}]: {row['message']}", *(f"    “{q}”" for q in row["quotes"])])

    return "\n\n".join(map(lines, rows)) or replies.NO_FINDINGS


def document_lines(document: "Document") -> str:
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


def print_json(rows: Any) -> None:
    import json

    print(json.dumps(rows, ensure_ascii=False, indent=2))
