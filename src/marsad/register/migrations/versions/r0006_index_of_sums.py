"""Tolls are added up from an index of their own."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One index more; no row changes."""
    op.create_index("ix_incidents_sums", "incidents", ["id", "grade", "week", "province", "type", "date"])
