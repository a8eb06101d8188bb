"""The first tables: files, documents with their parts, figures, findings, conversations, feedback."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _of_document() -> sa.Column[str]:
    return sa.Column("document_id", sa.String, sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)


def upgrade() -> None:
    op.create_table(
        "counters", sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.Integer, nullable=False)
    )
    identity = secrets.randbelow(2**31)
    op.execute(f"INSERT INTO counters (name, value) VALUES ('generation', 0), ('identity', {identity})")
    op.create_table(
        "files",
        sa.Column("path", sa.String, primary_key=True),
        sa.Column("document_id", sa.String, nullable=False, unique=True),
        *[sa.Column(name, sa.String, nullable=False) for name in ("sha256", "parser", "state")],
        sa.Column("reason", sa.Text, nullable=False),
        *[sa.Column(name, sa.String, nullable=False) for name in ("received_at", "changed_at")],
    )
    op.create_table(
        "documents", sa.Column("id", sa.String, primary_key=True), sa.Column("record", sa.Text, nullable=False)
    )
    for name in ("pages", "blocks", "tables", "abbreviations"):
        op.create_table(
            name,
            _of_document(),
            sa.Column("position", sa.Integer, primary_key=True),
            sa.Column("record", sa.Text, nullable=False),
        )
    op.create_table(
        "statements",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("document_id", sa.String, sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("statements_in_order", "statements", ["document_id", "ordinal"])
    op.create_table(
        "figures",
        _of_document(),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("statement_id", sa.String, nullable=False),
        sa.Column("indicator", sa.Text, nullable=False),
        *[sa.Column(name, sa.String, nullable=False) for name in ("unit", "level")],
        sa.Column("scope", sa.Text, nullable=False),
        *[sa.Column(name, sa.String, nullable=False) for name in ("kind", "period", "period_start", "period_end")],
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("ix_figures_statement_id", "figures", ["statement_id"])
    op.create_index("figures_by_period", "figures", ["period_start", "period_end"])
    op.create_table(
        "findings",
        _of_document(),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "turns",
        sa.Column("answer_id", sa.String, primary_key=True),
        sa.Column("conversation_id", sa.String, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        *[sa.Column(name, sa.Text, nullable=False) for name in ("asked", "standalone", "answer")],
        sa.Column("at", sa.String, nullable=False),
    )
    op.create_index("turns_in_order", "turns", ["conversation_id", "position"], unique=True)
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("answer_id", sa.String, nullable=False),
        sa.Column("thumb", sa.Integer, nullable=False),
        *[sa.Column(name, sa.Text, nullable=False) for name in ("reason", "corrected")],
        sa.Column("at", sa.String, nullable=False),
    )
    op.create_index("ix_feedback_answer_id", "feedback", ["answer_id"])
