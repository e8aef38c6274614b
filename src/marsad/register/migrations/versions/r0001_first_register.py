"""The first register: runs, reports, readings, mentions, claims, judgements, and the views of incidents."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
STANDING = sa.text("closed_run IS NULL")


def upgrade() -> None:
    """Create every table."""
    _runs_and_reports()
    _readings()
    _claims()
    _incidents()
    _incident_parts()
    _judgements()


def _runs_and_reports() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("started", sa.String, nullable=False),
        sa.Column("ended", sa.String),
        sa.Column("command", sa.Text, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("reader_version", sa.String, nullable=False),
        sa.Column("counts", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("report_id", KEY, nullable=False),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("published", sa.String),
        sa.Column("published_from", sa.String),
        sa.Column("url", sa.Text),
        sa.Column("path", sa.Text),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("first_run", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.ForeignKeyConstraint(["first_run"], ["runs.id"], name="fk_reports_first_run"),
    )
    op.create_index("uq_reports_report_id_fingerprint", "reports", ["report_id", "fingerprint"], unique=True)


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("report", sa.Integer, nullable=False),
        sa.Column("report_id", KEY, nullable=False),
        sa.Column("reader_version", sa.String, nullable=False),
        sa.Column("repeats", sa.Text, nullable=False),
        sa.Column("boilerplate", sa.Text, nullable=False),
        sa.Column("actors", sa.Text, nullable=False),
        sa.Column("places", sa.Text, nullable=False),
        sa.Column("parts", sa.Text, nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("closed_run", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name="fk_readings_report"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_readings_run"),
        sa.ForeignKeyConstraint(["closed_run"], ["runs.id"], name="fk_readings_closed_run"),
    )
    op.create_index("ix_readings_report_id", "readings", ["report_id"])
    op.create_index(
        "uq_readings_standing",
        "readings",
        ["report_id"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )


def _claims() -> None:
    op.create_table(
        "mentions",
        *_mention_columns(),
        sa.Column("key", KEY, nullable=False),
        sa.Column("span_start", sa.Integer, nullable=False),
        sa.Column("span_end", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("reading", "kind", "ordinal", name="pk_mentions"),
        sa.ForeignKeyConstraint(["reading"], ["readings.id"], name="fk_mentions_reading"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mentions_key", "mentions", ["key"])
    op.create_table(
        "claims",
        *_mention_columns(),
        sa.Column("field", sa.String, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("span_start", sa.Integer, nullable=False),
        sa.Column("span_end", sa.Integer, nullable=False),
        sa.Column("part", sa.String, nullable=False),
        sa.Column("part_version", sa.String, nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("closed_run", sa.Integer),
        sa.PrimaryKeyConstraint("reading", "kind", "ordinal", "field", name="pk_claims"),
        sa.ForeignKeyConstraint(
            ["reading", "kind", "ordinal"],
            ["mentions.reading", "mentions.kind", "mentions.ordinal"],
            name="fk_claims_reading_kind_ordinal",
        ),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_claims_run"),
        sa.ForeignKeyConstraint(["closed_run"], ["runs.id"], name="fk_claims_closed_run"),
        sqlite_with_rowid=False,
    )


def _mention_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("reading", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False, autoincrement=False),
    ]


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", KEY, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("grade", sa.String, nullable=False),
        sa.Column("date", sa.String),
        sa.Column("date_from", sa.String),
        sa.Column("date_to", sa.String),
        sa.Column("killed_low", sa.Integer),
        sa.Column("killed_best", sa.Integer),
        sa.Column("killed_high", sa.Integer),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_incidents_run"),
    )
    op.create_index("ix_incidents_type", "incidents", ["type"])
    op.create_index("ix_incidents_date_from_id", "incidents", ["date_from", "id"])


def _incident_parts() -> None:
    _of_incident("incident_places", sa.Column("words", sa.Text, nullable=False))
    _of_incident(
        "incident_sides",
        sa.Column("label", sa.String, nullable=False),
        key=[sa.Column("role", sa.String, nullable=False)],
    )
    op.create_index("ix_incident_sides_label", "incident_sides", ["label"])
    _of_incident(
        "tellings",
        sa.Column("report_id", KEY, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_index("ix_tellings_report_id", "tellings", ["report_id"])
    _of_incident(
        "tolls",
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("victims", sa.String),
        sa.Column("side", sa.String),
        sa.Column("age_sex", sa.String),
        sa.Column("low", sa.Integer),
        sa.Column("best", sa.Integer),
        sa.Column("high", sa.Integer),
        sa.Column("contested", sa.Boolean, nullable=False),
        sa.Column("rule", sa.String, nullable=False),
    )


def _of_incident(name: str, *columns: sa.Column[Any], key: list[sa.Column[Any]] | None = None) -> None:
    keys = [
        sa.Column("incident", KEY, nullable=False),
        *(key or []),
        sa.Column("ordinal", sa.Integer, nullable=False, autoincrement=False),
    ]
    op.create_table(
        name,
        *keys,
        *columns,
        sa.PrimaryKeyConstraint(*[c.name for c in keys], name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["incident"], ["incidents.id"], name=f"fk_{name}_incident"),
    )


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("subject", KEY, nullable=False),
        sa.Column("other", KEY),
        sa.Column("field", sa.String),
        sa.Column("value", sa.Text),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("made_at", sa.String, nullable=False),
        sa.Column("undone_by", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_judgements"),
        sa.ForeignKeyConstraint(["undone_by"], ["judgements.id"], name="fk_judgements_undone_by"),
    )
    op.create_index("ix_judgements_subject", "judgements", ["subject"])
