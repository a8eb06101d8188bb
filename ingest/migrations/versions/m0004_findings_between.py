"""What disagrees between documents."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "findings_between",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("record", sa.Text, nullable=False),
    )
