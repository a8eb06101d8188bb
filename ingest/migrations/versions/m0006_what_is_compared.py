"""What documents say that others may say otherwise, by key; at which generation each document was stored.

No table is made anew in place: documents would take their parts with them. Findings kept before are taken over, and
noted to be found again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("revision", sa.Integer, nullable=False, server_default="0"))
    op.add_column("documents", sa.Column("compared", sa.String, nullable=False, server_default=""))
    op.create_table(
        "compared",
        sa.Column("document_id", sa.String, sa.ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        *[sa.Column(name, sa.Text, nullable=False) for name in ("key", "value", "statement_id", "name", "text")],
    )
    op.create_index("ix_compared_key", "compared", ["key"])
    op.create_table("compare_again", sa.Column("key", sa.Text, primary_key=True))
    op.rename_table("findings_between", "findings_before")
    op.create_table(
        "findings_between",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("first_document", sa.String, nullable=False),
        sa.Column("first_position", sa.Integer, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.execute("INSERT INTO findings_between SELECT '', position, '', position, record FROM findings_before")
    op.execute("INSERT INTO compare_again VALUES ('')")
    op.drop_table("findings_before")
