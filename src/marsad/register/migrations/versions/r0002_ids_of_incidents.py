"""Ids that incidents keep, the mentions they were gathered from, and a digest of their values."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables; incidents that stand keep their ids, and their mentions come with the next run."""
    op.add_column("incidents", sa.Column("digest", sa.String, nullable=False, server_default=""))
    op.create_table(
        "incident_mentions",
        sa.Column("incident", KEY, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("key", KEY, nullable=False),
        sa.PrimaryKeyConstraint("incident", "ordinal", name="pk_incident_mentions"),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name="fk_incident_mentions_incident"),
    )
    op.create_index("ix_incident_mentions_key", "incident_mentions", ["key"])
    op.create_table(
        "incident_ids",
        sa.Column("id", KEY, nullable=False),
        sa.Column("merged_into", KEY),
        sa.Column("first_run", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incident_ids"),
        sa.ForeignKeyConstraint(["merged_into"], ["incident_ids.id"], name="fk_incident_ids_merged_into"),
        sa.ForeignKeyConstraint(["first_run"], ["runs.id"], name="fk_incident_ids_first_run"),
    )
    op.execute("INSERT INTO incident_ids (id, first_run) SELECT id, run FROM incidents")
