"""What watching feeds remembers between runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables, empty: no feed was watched before."""
    op.create_table(
        "feeds",
        sa.Column("url", KEY, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("asked", sa.String, nullable=False),
        sa.Column("due", sa.String, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_feeds"),
    )
    op.create_table(
        "feed_entries",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("feed", KEY, sa.ForeignKey("feeds.url", name="fk_feed_entries_feed"), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("seen", sa.String, nullable=False),
        sa.Column("published", sa.String),
        sa.Column("report_id", KEY),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("due", sa.String, nullable=False),
        sa.Column("body", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_feed_entries"),
    )
    op.create_index("uq_feed_entries_feed_key", "feed_entries", ["feed", "key"], unique=True)
    op.create_index("ix_feed_entries_report_id", "feed_entries", ["report_id"])
    op.create_index("ix_feed_entries_feed_state_due", "feed_entries", ["feed", "state", "due"])
