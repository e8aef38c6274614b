"""When the original of a report was fetched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One column more; reports of before leave it empty."""
    op.add_column("reports", sa.Column("retrieved", sa.String))
