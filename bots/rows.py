"""What is on file as flat rows: the one place that says what a document, a figure and a finding are to other programs.

The command line (JSON, CSV, XLSX) and the HTTP API give these rows, or some of their columns.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # importing SQLAlchemy takes longer than a command may
    from ingest.catalogue import Catalogue
    from ingest.records import Document, Figure, Finding, Statement


def document_row(document: "Document") -> dict[str, Any]:
    """A document's identity and what went wrong in reading it."""
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


def sourced(figures: "Sequence[Figure]", catalogue: "Catalogue") -> "list[tuple[Figure, Statement, Document]]":
    """Figures with where they stand; one whose document went meanwhile is left out."""
    statements = {each.id: each for each in catalogue.statements(ids={figure.statement_id for figure in figures})}
    documents = {each.id: each for each in catalogue.documents()}
    return [
        (figure, statements[figure.statement_id], documents[figure.document_id])
        for figure in figures
        if figure.statement_id in statements and figure.document_id in documents
    ]


def figure_row(figure: "Figure", statement: "Statement", document: "Document") -> dict[str, Any]:
    """A figure with its whole identity and its source; `of` is the whole it is counted against, None for none."""
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
        "document_id": document.id,
        "title": document.title,
        "section": " › ".join(statement.path),
        "page": statement.page or None,
        "quote": statement.text,
        "statement_id": statement.id,
    }


def finding_row(finding: "Finding") -> dict[str, Any]:
    """A finding; `quotes` are the places that disagree, as printed, `others` documents quoted beside its own."""
    return {
        "severity": finding.severity,
        "kind": finding.kind,
        "message": finding.message,
        "document_id": finding.document_id,
        "others": list(finding.others),
        "statement_ids": list(finding.statement_ids),
        "quotes": list(finding.quotes),
    }
