"""Findings between documents as the catalogue keeps them: all made anew whenever documents come, change or go."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, Engine, delete, insert, select

from ingest import schema
from ingest.catalogue_errors import spoken_errors
from ingest.packing import pack, unpack
from ingest.records import Finding


class Between:
    """Kept apart from the findings inside a document, which live and go with it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, findings: Iterable[Finding]) -> bool:
        """Keeps these instead of those kept before; False when they are the same."""
        made = tuple(findings)
        if made == self.all():
            return False
        with spoken_errors(), self._engine.begin() as connection:
            connection.execute(delete(schema.findings_between))
            if made:
                values = [{"position": i, "record": pack(finding)} for i, finding in enumerate(made)]
                connection.execute(insert(schema.findings_between), values)
        return True

    def all(self, document_ids: Collection[str] | None = None, kind: str = "") -> tuple[Finding, ...]:
        """In order; with `document_ids`, those about these documents only: a finding quotes all it is about."""
        columns = schema.findings_between.c
        with spoken_errors(), self._engine.connect() as connection:
            records = connection.execute(select(columns.record).order_by(columns.position)).scalars().all()
        found = unpack(Finding, records)
        known = None if document_ids is None else set(document_ids)
        return tuple(
            finding
            for finding in found
            if (known is None or known.issuperset((finding.document_id, *finding.others)))
            and (not kind or finding.kind == kind)
        )


def forget(connection: Connection, document_id: str) -> None:
    """Drops what quotes a document, in the transaction in which it changes or goes."""
    columns = schema.findings_between.c
    for position, record in connection.execute(select(columns.position, columns.record)).all():
        (finding,) = unpack(Finding, [record])
        if document_id in (finding.document_id, *finding.others):
            connection.execute(delete(schema.findings_between).where(columns.position == position))
