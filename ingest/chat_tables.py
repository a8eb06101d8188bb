"""The SQL tables of the Telegram bot, beside the catalogue's in the same database. Ids of Telegram have 64 bits."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from ingest.schema import metadata

updates = Table(
    "telegram_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("state", String, nullable=False),  # waiting | done
    Column("payload", Text, nullable=False),  # the update as it came; emptied when done
    Column("claimed_at", String, nullable=False),
    Index("telegram_updates_waiting", "state", "update_id"),
)
chats = Table(
    "telegram_chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("conversation_id", String, nullable=False),
)
people = Table(
    "telegram_people",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", String, nullable=False),
    Column("access", String, nullable=False),
    Column("settings", Text, nullable=False),
    Column("since", String, nullable=False),
)
invites = Table(
    "telegram_invites",
    metadata,
    Column("digest", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("access", String, nullable=False),
    Column("ends_at", String, nullable=False),
    Column("used_by", BigInteger),
)
exchanges = Table(
    "telegram_exchanges",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),  # the JSON contract; empty where none could be had
    Column("state", String, nullable=False),  # ready | sending | sent
    Index("telegram_exchanges_by_message", "chat_id", "message_id"),
)
messages = Table(
    "telegram_messages",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("exchange_id", Integer, nullable=False, index=True),
    Column("purpose", String, nullable=False),  # answer | reason
)
uploads = Table(
    "telegram_uploads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", BigInteger, nullable=False),
    Column("file_id", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("state", String, nullable=False),  # asked | taken | done
)
audit = Table(
    "telegram_audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("place", String, nullable=False),  # private | group | inline
    Column("question", Text, nullable=False),
    Column("outcome", String, nullable=False),
    Column("answer_id", String, nullable=False),
    Column("took_ms", Integer, nullable=False),
)
facts = Table(
    "telegram_facts",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
