"""The SQL tables of the catalogue, and how a database is opened: portable SQL, SQLite by default.

Tables of one subject (labels, keys, jobs, …) stand in the file of that subject; the others are known to this file and
to catalogue.py alone. A record is kept whole in `record` (see packing.py); the other
columns of a table are what it is filtered and ordered by. `REVISION` is the newest migration: a database that
is up to date is opened without importing Alembic (0.4 s), any other is brought forward by migrations/.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError

from ingest.catalogue_errors import CatalogueError, spoken_errors

REVISION = "0006"
"""Guarded by tests/test_catalogue.py: it is the head of migrations/ and gives exactly the tables below."""
MIGRATIONS = Path(__file__).parent / "migrations"
IDS_A_QUERY = 500
"""How many ids one SELECT names: SQLite before 3.32 takes 999 parameters a statement."""
BUSY_SECONDS = 10.0
"""How long a writer waits for another process's transaction; ours last far below a second."""

metadata = MetaData()


def _of_document() -> Column[str]:
    return Column("document_id", String, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)


def _part(name: str) -> Table:
    """A table of ordered parts of a document."""
    return Table(
        name,
        metadata,
        _of_document(),
        Column("position", Integer, primary_key=True),
        Column("record", Text, nullable=False),
    )


counters = Table(
    "counters", metadata, Column("name", String, primary_key=True), Column("value", Integer, nullable=False)
)
files = Table(
    "files",
    metadata,
    Column("path", String, primary_key=True),
    Column("document_id", String, nullable=False, unique=True),
    Column("sha256", String, nullable=False),
    Column("parser", String, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("received_at", String, nullable=False),
    Column("changed_at", String, nullable=False),
)
documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("record", Text, nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),  # the generation at which it was stored
    Column("compared", String, nullable=False, server_default=""),  # the rules by which it was, see between.py
)
pages, blocks, tables, abbreviations = map(_part, ("pages", "blocks", "tables", "abbreviations"))
statements = Table(
    "statements",
    metadata,
    Column("id", String, primary_key=True),
    Column("document_id", String, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Index("statements_in_order", "document_id", "ordinal"),
)
figures = Table(
    "figures",
    metadata,
    _of_document(),
    Column("position", Integer, primary_key=True),
    Column("statement_id", String, nullable=False, index=True),
    Column("indicator", Text, nullable=False),  # folded: lower case, no accents
    Column("unit", String, nullable=False),
    Column("level", String, nullable=False),
    Column("scope", Text, nullable=False),  # folded
    Column("kind", String, nullable=False),
    Column("period", String, nullable=False),
    Column("period_start", String, nullable=False),
    Column("period_end", String, nullable=False),
    Column("value", Float, nullable=False),
    Column("record", Text, nullable=False),
    Index("figures_by_period", "period_start", "period_end"),
)
findings = Table(
    "findings",
    metadata,
    _of_document(),
    Column("position", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("record", Text, nullable=False),
)
turns = Table(
    "turns",
    metadata,
    Column("answer_id", String, primary_key=True),
    Column("conversation_id", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("asked", Text, nullable=False),
    Column("standalone", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("owner", String, nullable=False, server_default="local"),
    Column("outcome", String, nullable=False, server_default=""),
    Index("turns_in_order", "conversation_id", "position", unique=True),
)
feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer_id", String, nullable=False, index=True),
    Column("thumb", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("corrected", Text, nullable=False),
    Column("at", String, nullable=False),
)


def open_engine(url: str) -> Engine:
    """An engine on an up-to-date catalogue: created when it is new, migrated when it is older.

    Raises CatalogueError for a wrong URL, a damaged database, a newer schema, or tables that are not ours.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise CatalogueError("HOIDAP_DATABASE_URL không hợp lệ.", "Ví dụ: sqlite:///data/catalogue.db.") from error
    if address.get_backend_name() == "sqlite":
        if address.database and address.database != ":memory:":
            try:
                Path(address.database).parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise CatalogueError(
                    f"Không tạo được thư mục dữ liệu {Path(address.database).parent}.", "Kiểm tra quyền và đường dẫn."
                ) from error
        engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _set_up_sqlite)
    else:
        engine = create_engine(address, pool_pre_ping=True)
    try:
        with spoken_errors():
            _bring_up_to_date(engine)
    except CatalogueError:
        engine.dispose()
        raise
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Readers go on while one writes (WAL); a document's parts go with it (foreign keys)."""
    for setting in ("journal_mode=WAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}")


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as connection:
        present = _revision_of(connection) if _has_tables(connection) else ""
    if present == REVISION:
        return
    from alembic.script import ScriptDirectory

    from ingest.migrations.run import upgrade

    if present and present not in {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}:
        raise CatalogueError(
            f"Danh mục do một phiên bản hoidap mới hơn tạo ra (lược đồ {present}); chưa có gì bị thay đổi.",
            "Cài phiên bản mới hơn, hoặc phục hồi bản sao lưu cũ.",
        )
    upgrade(engine)


def _has_tables(connection: Any) -> bool:
    return bool(inspect(connection).get_table_names())


def _revision_of(connection: Any) -> str:
    if not inspect(connection).has_table("alembic_version"):
        raise CatalogueError(
            "Cơ sở dữ liệu này chứa dữ liệu của chương trình khác, không phải danh mục của hoidap.",
            "Chọn cơ sở dữ liệu khác bằng HOIDAP_DATABASE_URL hoặc HOIDAP_DATA_DIR.",
        )
    return str(connection.execute(select(text("version_num")).select_from(text("alembic_version"))).scalar() or "")
