"""Files that were handed in over HTTP, whose question a turn is and how it ended."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.String, primary_key=True),
        *[sa.Column(name, sa.Text, nullable=False) for name in ("owner", "name", "path")],
        *[sa.Column(name, sa.String, nullable=False) for name in ("label", "state")],
        sa.Column("telegram", sa.Boolean, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        *[sa.Column(name, sa.String, nullable=False) for name in ("document_id", "received_at", "changed_at")],
    )
    with op.batch_alter_table("turns") as turns:
        turns.add_column(sa.Column("owner", sa.String, nullable=False, server_default="local"))
        turns.add_column(sa.Column("outcome", sa.String, nullable=False, server_default=""))
