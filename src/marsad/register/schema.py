"""The tables of the register. What was read is only ever added to or closed; the incidents are views, derived again.

`closed_run` is the run that put something newer in a row's place: NULL while the row stands. Nothing else of a stored
row changes, except that a run is ended and a judgement is marked as undone.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

VERSION_TABLE: Final = "marsad_schema"
HEAD: Final = "0008"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Ordered by bytes on every server, so that a register lists its rows in one order everywhere.
KEY: Final = String().with_variant(String(collation="C"), "postgresql")

# A number of people: what a report claims may be larger than the integers of some servers.
PEOPLE: Final = Integer().with_variant(BigInteger, "postgresql")

_STANDING: Final = text("closed_run IS NULL")


def _run(name: str = "run", *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey("runs.id"), nullable=nullable)


runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", String, nullable=False),
    Column("ended", String),
    Column("command", Text, nullable=False),
    Column("version", String, nullable=False),
    Column("reader_version", String, nullable=False),
    Column("counts", Text),
)

# Every version of every report. A row never changes: which version stands is said by the reading that stands.
reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", KEY, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("published", String),
    Column("published_from", String),
    Column("url", Text),
    Column("path", Text),
    Column("language", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("retrieved", String),
    _run("first_run"),
    Index("uq_reports_report_id_fingerprint", "report_id", "fingerprint", unique=True),
)

# One pass of one reader version over one version of a report; at most one of a report stands.
readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", Integer, ForeignKey("reports.id"), nullable=False),
    Column("report_id", KEY, nullable=False),
    Column("reader_version", String, nullable=False),
    Column("repeats", Text, nullable=False),
    Column("boilerplate", Text, nullable=False),
    Column("actors", Text, nullable=False),
    Column("places", Text, nullable=False),
    Column("parts", Text, nullable=False),
    _run(),
    _run("closed_run", nullable=True),
    Index("ix_readings_report_id", "report_id"),
    Index(
        "uq_readings_standing",
        "report_id",
        unique=True,
        sqlite_where=_STANDING,
        postgresql_where=_STANDING,
    ),
)

mentions = Table(
    "mentions",
    metadata,
    Column("reading", Integer, ForeignKey("readings.id"), primary_key=True, autoincrement=False),
    Column("kind", String, primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("key", KEY, nullable=False, index=True),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# One field of one figure or event: `value` is JSON, the span is of the words that say it.
claims = Table(
    "claims",
    metadata,
    Column("reading", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("field", String, primary_key=True),
    Column("value", Text, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("part", String, nullable=False),
    Column("part_version", String, nullable=False),
    _run(),
    _run("closed_run", nullable=True),
    ForeignKeyConstraint(["reading", "kind", "ordinal"], ["mentions.reading", "mentions.kind", "mentions.ordinal"]),
    sqlite_with_rowid=False,
)

# The derived views. `body` is the whole incident as JSON; the columns are there to be filtered, ordered and added up
# by. `run` is the run that last changed the incident; place and province are those of its finest place.
incidents = Table(
    "incidents",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("type", String, nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("grade", String, nullable=False, index=True),
    Column("date", String),
    Column("date_from", String),
    Column("date_to", String),
    Column("week", String),
    Column("province", Text),
    Column("place", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("precision", Integer),
    Column("killed_low", PEOPLE),
    Column("killed_best", PEOPLE),
    Column("killed_high", PEOPLE),
    Column("reports", Integer, nullable=False),
    Column("digest", String, nullable=False, server_default=""),
    Column("body", Text, nullable=False),
    _run(),
    Index("ix_incidents_date_from_id", "date_from", "id"),
    # All that sums are made by: they are read from the index, past the bodies.
    Index("ix_incidents_sums", "id", "grade", "week", "province", "type", "date"),
    Index("ix_incidents_reports_id", "reports", "id"),
    Index("ix_incidents_run_id", "run", "id"),
)

# `words` holds every name by which the place may be asked for, folded, each between spaces.
incident_places = Table(
    "incident_places",
    metadata,
    Column("incident", KEY, ForeignKey("incidents.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("words", Text, nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Index("ix_incident_places_latitude_longitude", "latitude", "longitude"),
)

incident_sides = Table(
    "incident_sides",
    metadata,
    Column("incident", KEY, ForeignKey("incidents.id"), primary_key=True),
    Column("role", String, primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("label", String, nullable=False, index=True),
)

tellings = Table(
    "tellings",
    metadata,
    Column("incident", KEY, ForeignKey("incidents.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("report_id", KEY, nullable=False, index=True),
    Column("outlet", Text, index=True),
    Column("why", Text, nullable=False),
)

tolls = Table(
    "tolls",
    metadata,
    Column("incident", KEY, ForeignKey("incidents.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("outcome", String, nullable=False),
    Column("victims", String),
    Column("side", String),
    Column("age_sex", String),
    Column("low", PEOPLE),
    Column("best", PEOPLE),
    Column("high", PEOPLE),
    Column("contested", Boolean, nullable=False),
    Column("rule", String, nullable=False),
)

# Which mentions an incident was gathered from, so that a judgement of a mention finds its incident.
incident_mentions = Table(
    "incident_mentions",
    metadata,
    Column("incident", KEY, ForeignKey("incidents.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("key", KEY, nullable=False, index=True),
)

# Every id an incident ever had: no view. One that was merged into another points to it; one whose mentions are no
# longer read points nowhere and is not given again.
incident_ids = Table(
    "incident_ids",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("merged_into", KEY, ForeignKey("incident_ids.id")),
    _run("first_run"),
)

# What an incident adds to the sums: a row per outcome for the whole of it (`side` is empty), and one per side.
toll_parts = Table(
    "toll_parts",
    metadata,
    Column("incident", KEY, ForeignKey("incidents.id"), primary_key=True),
    Column("outcome", String, primary_key=True),
    Column("side", String, primary_key=True),
    Column("low", PEOPLE, nullable=False),
    Column("best", PEOPLE, nullable=False),
    Column("high", PEOPLE),
)

# How an incident came to be as it is: a row for each run that changed it, with what it was from then on; `state` is
# NULL where it was no longer gathered.
incident_changes = Table(
    "incident_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident", KEY, nullable=False, index=True),
    _run(),
    Column("state", Text),
)

# What linking remembers, so that a new report is gathered with the few it touches: the mentions with their parts (sets
# that nothing outside can change) and incidents, the keys by which mentions find each other, and up to where it was.
link_mentions = Table(
    "link_mentions",
    metadata,
    Column("report_id", KEY, primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("part", KEY, nullable=False, index=True),
    Column("incident", KEY),
)
link_keys = Table(
    "link_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("report_id", KEY, primary_key=True),
    Index("ix_link_keys_report_id", "report_id"),
    sqlite_with_rowid=False,
)
link_state = Table(
    "link_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("reading", Integer, nullable=False),
    Column("judgement", Integer, nullable=False),
    Column("rules", String, nullable=False),
)

# What watching remembers: of each feed the marks of its last answer and when it is to be asked again, of each entry
# ever seen in it what became of it; `body` is the entry while it waits to be read. Working state: no log tells of it.
feeds = Table(
    "feeds",
    metadata,
    Column("url", KEY, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("asked", String, nullable=False),
    Column("due", String, nullable=False),
    Column("failures", Integer, nullable=False),
)
feed_entries = Table(
    "feed_entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed", KEY, ForeignKey("feeds.url"), nullable=False),
    Column("key", KEY, nullable=False),
    Column("digest", String, nullable=False),
    Column("state", String, nullable=False),
    Column("seen", String, nullable=False),
    Column("published", String),
    Column("report_id", KEY, index=True),
    Column("tries", Integer, nullable=False),
    Column("due", String, nullable=False),
    Column("body", Text),
    Index("uq_feed_entries_feed_key", "feed", "key", unique=True),
    Index("ix_feed_entries_feed_state_due", "feed", "state", "due"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("subject", KEY, nullable=False, index=True),
    Column("other", KEY),
    Column("field", String),
    Column("value", Text),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("made_at", String, nullable=False),
    Column("undone_by", Integer, ForeignKey("judgements.id")),
)

# Everything that is done to the register, in the order of its numbers, which leave none out. `hash` is of all other
# fields, `previous` the hash of the entry before. The database refuses to change or delete a row.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", Text),
    Column("body", Text, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
    Index("ix_audit_action_id", "action", "id"),
)

# Deleted in this order before the views are built again.
VIEWS: Final = (toll_parts, tolls, tellings, incident_mentions, incident_sides, incident_places, incidents)
