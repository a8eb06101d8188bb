"""Who may see which document, and the keys of callers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access",
        sa.Column("document_id", sa.String, primary_key=True),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("telegram", sa.Boolean, nullable=False),
        *[sa.Column(name, sa.String, nullable=False) for name in ("origin", "at")],
    )
    op.create_table(
        "keys",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        *[sa.Column(name, sa.String, nullable=False) for name in ("role", "access")],
        sa.Column("origins", sa.Text, nullable=False),
        sa.Column("sha256", sa.String, nullable=False, unique=True),
        *[sa.Column(name, sa.String, nullable=False) for name in ("signing", "made_at", "revoked_at")],
    )
