"""The Telegram bot's tables: what came in, what was answered where, who may ask, the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _strings(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _ids(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger, nullable=False) for name in names]


def _keys(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "telegram_updates", *_keys("update_id"), *_strings("state"), *_texts("payload"), *_strings("claimed_at")
    )
    op.create_index("telegram_updates_waiting", "telegram_updates", ["state", "update_id"])
    op.create_table("telegram_chats", *_keys("chat_id", "user_id"), *_strings("conversation_id"))
    op.create_table(
        "telegram_people", *_keys("user_id"), *_strings("role", "access"), *_texts("settings"), *_strings("since")
    )
    op.create_table(
        "telegram_invites",
        sa.Column("digest", sa.String, primary_key=True),
        *_strings("role", "access", "ends_at"),
        sa.Column("used_by", sa.BigInteger),
    )
    op.create_table(
        "telegram_exchanges",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("update_id", sa.BigInteger, nullable=False, unique=True),
        *_ids("chat_id", "user_id", "message_id"),
        *_texts("question", "answer"),
        *_strings("state"),
    )
    op.create_index("telegram_exchanges_by_message", "telegram_exchanges", ["chat_id", "message_id"])
    op.create_table(
        "telegram_messages",
        *_keys("chat_id", "message_id"),
        sa.Column("exchange_id", sa.Integer, nullable=False),
        *_strings("purpose"),
    )
    op.create_index("ix_telegram_messages_exchange_id", "telegram_messages", ["exchange_id"])
    op.create_table(
        "telegram_uploads",
        sa.Column("id", sa.Integer, primary_key=True),
        *_ids("user_id"),
        *_strings("file_id"),
        *_texts("name"),
        *_strings("state"),
    )
    op.create_table(
        "telegram_audit",
        sa.Column("id", sa.Integer, primary_key=True),
        *_strings("at"),
        *_ids("user_id"),
        *_strings("place"),
        *_texts("question"),
        *_strings("outcome", "answer_id"),
        sa.Column("took_ms", sa.Integer, nullable=False),
    )
    op.create_table("telegram_facts", sa.Column("name", sa.String, primary_key=True), *_texts("value"))
