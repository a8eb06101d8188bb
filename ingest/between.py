"""Findings between documents as the catalogue keeps them, brought up to date by what came, changed or went.

What each document says that another may say otherwise stands in `compared`, by key (see compared.py). The keys of
a document that comes or goes are noted in `compare_again`; `settle` reads those keys alone, so what one document costs
grows with it and with what it shares with others. Whatever is cut short is found by the next `settle`.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, fields

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from ingest import schema
from ingest.catalogue_errors import spoken_errors
from ingest.compared import Found, Said, in_order
from ingest.packing import pack, unpack
from ingest.records import Finding, Parsed, Statement

compared = Table(
    "compared",
    schema.metadata,
    Column("document_id", String, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("key", Text, nullable=False, index=True),
    *[Column(name, Text, nullable=False) for name in ("value", "statement_id", "name", "text")],
)
again = Table("compare_again", schema.metadata, Column("key", Text, primary_key=True))
findings = Table(
    "findings_between",
    schema.metadata,
    Column("key", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("first_document", String, nullable=False),
    Column("first_position", Integer, nullable=False),
    Column("record", Text, nullable=False),
)
_COLUMNS = tuple(compared.c[field.name] for field in fields(Said))


class Between:
    """Kept apart from the findings inside a document, which live and go with it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def settle(self, rules: str, read: Callable[[str], Parsed | None]) -> None:
        """Compares what documents have come since the last time, or were compared by other rules, and forgets the rest.

        `rules` names the version of the rules, `read` gives a document by its id.
        """
        from ingest.audit.between import sayings  # whoever asks need not wait for the rules

        documents = schema.documents.c
        with spoken_errors(), self._engine.connect() as connection:
            new = connection.execute(select(documents.id).where(documents.compared != rules)).scalars().all()
        for document_id in new:
            parsed = read(document_id)
            if parsed is not None:
                self._keep(document_id, sayings(parsed), rules)
        with spoken_errors(), self._engine.begin() as connection:
            compare_noted(connection)

    def _keep(self, document_id: str, said: Iterable[Said], rules: str) -> None:
        """Keeps what a document says in place of what it said, and notes the keys of both."""
        rows = [asdict(each) for each in said]
        with spoken_errors(), self._engine.begin() as connection:
            note(connection, document_id)
            connection.execute(delete(compared).where(compared.c.document_id == document_id))
            if rows:
                connection.execute(insert(compared), rows)
            note(connection, document_id)
            mine = schema.documents.c.id == document_id
            connection.execute(update(schema.documents).where(mine).values(compared=rules))

    def all(self, document_ids: Collection[str] | None = None, kind: str = "") -> tuple[Finding, ...]:
        """In order; with `document_ids`, those about these documents only: a finding quotes all it is about."""
        columns = findings.c
        query = select(columns.key, columns.first_document, columns.first_position, columns.record)
        with spoken_errors(), self._engine.connect() as connection:
            rows = connection.execute(query.order_by(columns.key, columns.position)).all()
        records = unpack(Finding, [row.record for row in rows])
        kept = (Found(row[0], (row[1], row[2]), (each,)) for row, each in zip(rows, records, strict=True))
        known = None if document_ids is None else set(document_ids)
        return tuple(
            finding
            for finding in in_order(kept)
            if (known is None or known.issuperset((finding.document_id, *finding.others)))
            and (not kind or finding.kind == kind)
        )


def note(connection: Connection, document_id: str) -> None:
    """Notes the keys of a document, and drops what quotes it, in the transaction in which it comes, changes or goes."""
    mine = select(compared.c.key).where(compared.c.document_id == document_id).distinct()
    new = mine.where(compared.c.key.not_in(select(again.c.key)))
    connection.execute(insert(again).from_select(["key"], new))
    kept = select(findings.c.key, findings.c.position, findings.c.record).where(findings.c.key.in_(mine))
    for key, position, record in connection.execute(kept).all():
        (finding,) = unpack(Finding, [record])
        if document_id in (finding.document_id, *finding.others):
            connection.execute(delete(findings).where(findings.c.key == key, findings.c.position == position))


def compare_noted(connection: Connection) -> None:
    """Finds anew what disagrees under the keys noted."""
    from ingest.audit.between import found

    noted = select(again.c.key)
    connection.execute(delete(findings).where(findings.c.key.in_(noted)))
    key = compared.c.key
    several = select(key).where(key.in_(noted)).group_by(key).having(func.count(compared.c.value.distinct()) > 1)
    rows = connection.execute(select(*_COLUMNS).where(key.in_(several))).all()
    made = found((Said(*row) for row in rows), lambda ids: _statements(connection, ids))
    values = [
        {
            "key": each.key,
            "position": position,
            "first_document": each.first[0],
            "first_position": each.first[1],
            "record": pack(finding),
        }
        for each in made
        for position, finding in enumerate(each.findings)
    ]
    if values:
        connection.execute(insert(findings), values)
    connection.execute(delete(again))


def _statements(connection: Connection, ids: Collection[str]) -> tuple[Statement, ...]:
    columns, wanted = schema.statements.c, sorted(ids)
    records: list[str] = []
    for start in range(0, len(wanted), schema.IDS_A_QUERY):
        query = select(columns.record).where(columns.id.in_(wanted[start : start + schema.IDS_A_QUERY]))
        records += connection.execute(query).scalars()
    return unpack(Statement, records)
