"""What linking remembers between runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables, empty: the next run gathers everything once more and fills them."""
    op.create_table(
        "link_mentions",
        sa.Column("report_id", KEY, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("part", KEY, nullable=False),
        sa.Column("incident", KEY),
        sa.PrimaryKeyConstraint("report_id", "ordinal", name="pk_link_mentions"),
    )
    op.create_index("ix_link_mentions_part", "link_mentions", ["part"])
    op.create_table(
        "link_keys",
        sa.Column("key", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("report_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("key", "report_id", name="pk_link_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_link_keys_report_id", "link_keys", ["report_id"])
    op.create_table(
        "link_state",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("reading", sa.Integer, nullable=False),
        sa.Column("judgement", sa.Integer, nullable=False),
        sa.Column("rules", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_link_state"),
    )
