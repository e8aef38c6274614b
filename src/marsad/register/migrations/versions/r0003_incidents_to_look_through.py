"""Incidents can be looked through: by map, toll, outlet and words; added up by week and side; with their history."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
PEOPLE = sa.Integer().with_variant(sa.BigInteger, "postgresql")


def upgrade() -> None:
    """New tables and columns; the rows of the views are written anew after all migrations."""
    _incidents()
    _incident_parts()
    _changes()
    _words()


def _incidents() -> None:
    for column in (
        sa.Column("week", sa.String),
        sa.Column("province", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("precision", sa.Integer),
        sa.Column("reports", sa.Integer, nullable=False, server_default="0"),
    ):
        op.add_column("incidents", column)
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("incidents", "reports", server_default=None)
        for name in ("killed_low", "killed_best", "killed_high"):
            op.alter_column("incidents", name, type_=sa.BigInteger)
    op.create_index("ix_incidents_grade", "incidents", ["grade"])
    op.create_index("ix_incidents_reports_id", "incidents", ["reports", "id"])
    op.create_index("ix_incidents_run_id", "incidents", ["run", "id"])


def _incident_parts() -> None:
    op.drop_table("incident_places")
    op.drop_table("tellings")
    op.drop_table("tolls")
    _of_incident(
        "incident_places",
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
    )
    op.create_index("ix_incident_places_latitude_longitude", "incident_places", ["latitude", "longitude"])
    _of_incident(
        "tellings",
        sa.Column("report_id", KEY, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_index("ix_tellings_report_id", "tellings", ["report_id"])
    op.create_index("ix_tellings_outlet", "tellings", ["outlet"])
    _of_incident(
        "tolls",
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("victims", sa.String),
        sa.Column("side", sa.String),
        sa.Column("age_sex", sa.String),
        *(sa.Column(name, PEOPLE) for name in ("low", "best", "high")),
        sa.Column("contested", sa.Boolean, nullable=False),
        sa.Column("rule", sa.String, nullable=False),
    )
    op.create_table(
        "toll_parts",
        sa.Column("incident", KEY, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("side", sa.String, nullable=False),
        sa.Column("low", PEOPLE, nullable=False),
        sa.Column("best", PEOPLE, nullable=False),
        sa.Column("high", PEOPLE),
        sa.PrimaryKeyConstraint("incident", "outcome", "side", name="pk_toll_parts"),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name="fk_toll_parts_incident"),
    )


def _of_incident(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("incident", KEY, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False, autoincrement=False),
        *columns,
        sa.PrimaryKeyConstraint("incident", "ordinal", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=f"fk_{name}_incident"),
    )


def _changes() -> None:
    op.create_table(
        "incident_changes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("incident", KEY, nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("state", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_incident_changes"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_incident_changes_run"),
    )
    op.create_index("ix_incident_changes_incident", "incident_changes", ["incident"])


def _words() -> None:
    """The index of the words of reports, of each database's own kind."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE report_words USING fts5"
            "(words, content='', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0')"
        )
        return
    op.create_table(
        "report_words",
        sa.Column("report", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("words", TSVECTOR, nullable=False),
        sa.PrimaryKeyConstraint("report", name="pk_report_words"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_report_words_report"),
    )
    op.create_index("ix_report_words_words", "report_words", ["words"], postgresql_using="gin")
