"""A document as rows of the catalogue's tables, and the record of the file it came from."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, CursorResult, Table, delete, insert, select, update

from ingest import schema
from ingest.packing import pack
from ingest.records import Figure, Parsed
from ingest.vietnamese.fold import fold

FileState = Literal["received", "parsed", "stored", "live", "failed"]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was handed in. `document_id` is its own from the first moment on, also when it fails.

    `sha256` and `parser` are those of the last attempt; `state` runs received → parsed → stored (in the
    catalogue) → live (in the indexes too), or failed with a Vietnamese `reason`. Times are ISO 8601, UTC.
    """

    path: str
    document_id: str
    sha256: str = ""
    parser: str = ""
    state: FileState = "received"
    reason: str = ""
    received_at: str = ""
    changed_at: str = ""


def now() -> str:
    """The time as the catalogue writes it: ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def first_key(inserted: CursorResult[Any]) -> int:
    """The number that the database gave to the row just inserted."""
    key = inserted.inserted_primary_key
    assert key is not None  # an insert of one row has one
    return int(key[0])


def rows(parsed: Parsed, revision: int) -> dict[Table, list[dict[str, Any]]]:
    """The rows of a document stored at a generation, table by table; a document before its parts."""
    key = parsed.document.id

    def parts(records: Iterable[Any]) -> list[dict[str, Any]]:
        return [{"document_id": key, "position": i, "record": pack(record)} for i, record in enumerate(records)]

    return {
        schema.documents: [{"id": key, "record": pack(parsed.document), "revision": revision}],
        schema.pages: parts(parsed.pages),
        schema.blocks: parts(parsed.blocks),
        schema.tables: parts(parsed.tables),
        schema.abbreviations: parts(parsed.abbreviations),
        schema.statements: [
            {"id": statement.id, "document_id": key, "ordinal": i, "record": pack(statement)}
            for i, statement in enumerate(parsed.statements)
        ],
        schema.figures: [_figure(key, i, figure) for i, figure in enumerate(parsed.figures)],
        schema.findings: [
            {"document_id": key, "position": i, "kind": finding.kind, "record": pack(finding)}
            for i, finding in enumerate(parsed.findings)
        ],
    }


def _figure(document_id: str, position: int, figure: Figure) -> dict[str, Any]:
    period = figure.period
    return {
        "document_id": document_id,
        "position": position,
        "statement_id": figure.statement_id,
        "indicator": fold(figure.indicator),
        "unit": figure.unit,
        "level": figure.level,
        "scope": fold(figure.scope),
        "kind": figure.kind,
        "period": period.key if period else "",
        "period_start": period.start.isoformat() if period else "",
        "period_end": period.end.isoformat() if period else "",
        "value": figure.value,
        "record": pack(figure),
    }


_GENERATION = schema.counters.c.name == "generation"


def count_up(connection: Connection) -> int:
    """The content changes in this transaction: the new generation, see Catalogue.generation."""
    counters = schema.counters
    connection.execute(update(counters).where(_GENERATION).values(value=counters.c.value + 1))
    return int(connection.execute(select(counters.c.value).where(_GENERATION)).scalar_one())


def write_file(connection: Connection, file: StoredFile) -> None:
    """Records a file in place of what stands under its path or its document; times are kept here."""
    columns = schema.files.c
    received = connection.execute(select(columns.received_at).where(columns.path == file.path)).scalar()
    row = replace(file, received_at=received or file.received_at or now(), changed_at=now())
    same = (columns.path == file.path) | (columns.document_id == file.document_id)
    connection.execute(delete(schema.files).where(same))
    connection.execute(insert(schema.files).values(asdict(row)))
