"""The catalogue: everything ingest keeps, in SQL. It is the truth; the indexes are rebuilt from it.

Each change of content is one transaction that also counts `generation` up, so an index can tell whether it is
behind. All functions raise CatalogueError (see schema.py) when the database cannot be used.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, Self, TypeVar

from sqlalchemy import Engine, Select, Table, delete, func, insert, select, update

from ingest import schema
from ingest.access import Access, AccessError, Labels
from ingest.between import Between, compare_noted, note
from ingest.catalogue_errors import CatalogueError, spoken_errors
from ingest.chat_people import ChatPeople
from ingest.chats import Chats
from ingest.figure_query import figure_conditions
from ingest.jobs import Jobs
from ingest.keys import Keys
from ingest.packing import pack, unpack
from ingest.records import Block, Document, Figure, Finding, Page, Parsed, Statement
from ingest.records import Table as GridTable
from ingest.schema import open_engine
from ingest.stored import StoredFile, count_up, now, rows, write_file
from ingest.talks import Feedback, StoredTurn, Talks

__all__ = ["Catalogue", "CatalogueError", "Feedback", "StoredFile", "StoredTurn"]

R = TypeVar("R")


class Catalogue:
    """Opened with `Catalogue.open(url)`; safe to share between threads; `close()` when done."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.talks = Talks(engine)
        self.labels = Labels(engine)
        self.keys = Keys(engine)
        self.chats, self.chat_people = Chats(engine), ChatPeople(engine)
        self.between = Between(engine)
        self.jobs = Jobs(engine)

    @classmethod
    def open(cls, url: str) -> Self:
        """`url` is any SQLAlchemy URL, "sqlite:////…/catalogue.db" by default."""
        return cls(open_engine(url))

    def close(self) -> None:
        self._engine.dispose()

    # --- documents ------------------------------------------------------------------------------

    def put(self, parsed: Parsed, parser: str = "") -> None:
        """Stores a document in place of whatever stands under its id, whole or not at all.

        Its file is "stored" in the same transaction; `parser` is the version of the code that read it.
        """
        document = parsed.document
        with spoken_errors(), self._engine.begin() as connection:
            note(connection, document.id)
            connection.execute(delete(schema.documents).where(schema.documents.c.id == document.id))
            for table, values in rows(parsed, count_up(connection)).items():
                if values:
                    connection.execute(insert(table), values)
            file = StoredFile(document.path, document.id, document.sha256, parser, "stored")
            write_file(connection, file)

    def remove(self, document_id: str) -> bool:
        """Forgets a document, its parts and its file; False when there was no such document."""
        with spoken_errors(), self._engine.begin() as connection:
            note(connection, document_id)
            found = connection.execute(delete(schema.documents).where(schema.documents.c.id == document_id)).rowcount
            compare_noted(connection)
            connection.execute(delete(schema.files).where(schema.files.c.document_id == document_id))
            self.labels.forget(document_id, connection)
            if found:
                count_up(connection)
        return bool(found)

    def documents(self) -> tuple[Document, ...]:
        return self._read(Document, select(schema.documents.c.record).order_by(schema.documents.c.id))

    def document(self, document_id: str) -> Document | None:
        found = self._read(Document, select(schema.documents.c.record).where(schema.documents.c.id == document_id))
        return found[0] if found else None

    def revisions(self) -> dict[str, int]:
        """At which generation each document was stored, in their order: with the same one it is the same as before."""
        columns = schema.documents.c
        query = select(columns.id, columns.revision).order_by(columns.id)
        with spoken_errors(), self._engine.connect() as connection:
            return {key: revision for key, revision in connection.execute(query)}

    def pages(self, document_id: str) -> tuple[Page, ...]:
        return self._parts(Page, schema.pages, document_id)

    def blocks(self, document_id: str) -> tuple[Block, ...]:
        return self._parts(Block, schema.blocks, document_id)

    def tables(self, document_id: str) -> tuple[GridTable, ...]:
        return self._parts(GridTable, schema.tables, document_id)

    def parsed(self, document_id: str) -> Parsed | None:
        """Everything that was put for a document, equal to it; None when there is no such document."""
        document = self.document(document_id)
        if document is None:
            return None
        return Parsed(
            document,
            self.pages(document_id),
            self.blocks(document_id),
            self.tables(document_id),
            self.statements(document_ids=[document_id]),
            self.figures(document_ids=[document_id]),
            self.findings(document_ids=[document_id]),
            self.abbreviations(document_ids=[document_id]),
        )

    # --- what is answered from ------------------------------------------------------------------

    def statements(
        self, ids: Collection[str] | None = None, document_ids: Collection[str] | None = None
    ) -> tuple[Statement, ...]:
        """In the order of documents and of the text; with `ids`, in the order of `ids`, unknown ones left out."""
        columns = schema.statements.c
        if ids is None:
            query = select(columns.record).order_by(columns.document_id, columns.ordinal)
            return self._read(Statement, _within(query, columns.document_id, document_ids))
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Statement] = {}
        for start in range(0, len(wanted), schema.IDS_A_QUERY):
            query = _within(select(columns.record), columns.id, wanted[start : start + schema.IDS_A_QUERY])
            query = _within(query, columns.document_id, document_ids)
            found.update((statement.id, statement) for statement in self._read(Statement, query))
        return tuple(found[key] for key in wanted if key in found)

    def figures(self, *, limit: int | None = None, offset: int = 0, **wanted: Any) -> tuple[Figure, ...]:
        """Figures in the order of the text; `wanted` as in figure_query.py."""
        columns = schema.figures.c
        query = select(columns.record).where(*figure_conditions(**wanted))
        query = query.order_by(columns.document_id, columns.position)
        return self._read(Figure, query.limit(limit).offset(offset) if limit is not None or offset else query)

    def figure_count(self, **wanted: Any) -> int:
        """How many figures there are of those `wanted`."""
        return self._count(select(func.count()).select_from(schema.figures).where(*figure_conditions(**wanted)))

    def statement_count(self) -> int:
        """How many statements there are, of all documents."""
        return self._count(select(func.count()).select_from(schema.statements))

    def findings(self, document_ids: Collection[str] | None = None, kind: str = "") -> tuple[Finding, ...]:
        """Those inside a document, in the order of the text, then those between the documents given."""
        columns = schema.findings.c
        query = select(columns.record).order_by(columns.document_id, columns.position)
        query = _within(query, columns.document_id, document_ids)
        inside = self._read(Finding, query.where(columns.kind == kind) if kind else query)
        return (*inside, *self.between.all(document_ids, kind))

    def abbreviations(self, document_ids: Collection[str] | None = None) -> tuple[tuple[str, str], ...]:
        columns = schema.abbreviations.c
        query = select(columns.record).order_by(columns.document_id, columns.position)
        records = self._texts(_within(query, columns.document_id, document_ids))
        return tuple((short, long) for short, long in map(json.loads, records))

    # --- files ----------------------------------------------------------------------------------

    def files(self) -> tuple[StoredFile, ...]:
        with spoken_errors(), self._engine.connect() as connection:
            rows = connection.execute(select(schema.files).order_by(schema.files.c.path))
            return tuple(StoredFile(*row) for row in rows)

    def write_files(self, files: Iterable[StoredFile]) -> None:
        """Records the files as given (by path; times are kept by the catalogue), all or none."""
        with spoken_errors(), self._engine.begin() as connection:
            for file in files:
                write_file(connection, file)

    def move(self, path: str, new_path: str) -> None:
        """A file stands elsewhere now, unchanged."""
        with spoken_errors(), self._engine.begin() as connection:
            row = connection.execute(select(schema.files.c.document_id).where(schema.files.c.path == path)).scalar_one()
            connection.execute(update(schema.files).where(schema.files.c.path == path).values(path=new_path))
            columns = schema.documents.c
            for record in connection.execute(select(columns.record).where(columns.id == row)).scalars().all():
                moved = pack(replace(unpack(Document, [record])[0], path=new_path))
                connection.execute(update(schema.documents).where(columns.id == row).values(record=moved))
                count_up(connection)

    def label(self, document_ids: Collection[str], access: Access | None) -> None:
        """Sets the label of documents by hand, None takes it away; all or none. Raises AccessError."""
        for document_id in document_ids:
            document = self.document(document_id)
            if document is None:
                raise AccessError(f"Không có văn bản “{document_id}”.", "Chạy `hoidap documents` để xem danh sách.")
            if document.secrecy and access is not None:
                raise AccessError(
                    f"Văn bản “{document_id}” đóng dấu {document.secrecy.upper()} nên không được cho ai xem ở đây.",
                    "Gỡ văn bản ra khỏi máy theo quy định về bí mật nhà nước.",
                )
        self.labels.put(dict.fromkeys(document_ids, access), "hand")

    def forget_file(self, path: str) -> None:
        """Forgets a file that never became a document."""
        with spoken_errors(), self._engine.begin() as connection:
            connection.execute(delete(schema.files).where(schema.files.c.path == path))

    def mark_live(self) -> None:
        """The indexes hold every stored document now."""
        with spoken_errors(), self._engine.begin() as connection:
            stored = update(schema.files).where(schema.files.c.state == "stored")
            connection.execute(stored.values(state="live", changed_at=now()))

    def generation(self) -> int:
        """How often the content has changed."""
        return self._counter("generation")

    def identity(self) -> int:
        """A number drawn when the database was made: generations of two databases are not comparable."""
        return self._counter("identity")

    def _counter(self, name: str) -> int:
        return self._count(select(schema.counters.c.value).where(schema.counters.c.name == name))

    # --- reading ----------------------------------------------------------------------------------

    def _count(self, query: Select[Any]) -> int:
        with spoken_errors(), self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def _texts(self, query: Select[Any]) -> Sequence[str]:
        with spoken_errors(), self._engine.connect() as connection:
            return connection.execute(query).scalars().all()

    def _read(self, kind: type[R], query: Select[Any]) -> tuple[R, ...]:
        return unpack(kind, self._texts(query))

    def _parts(self, kind: type[R], table: Table, document_id: str) -> tuple[R, ...]:
        query = select(table.c.record).where(table.c.document_id == document_id)
        return self._read(kind, query.order_by(table.c.position))


def _within(query: Select[Any], column: Any, values: Collection[str] | None) -> Select[Any]:
    return query if values is None else query.where(column.in_(list(values)))
