"""The tidy tables of a register: incidents, their tolls, places and claims, and the links to the reports.

One fact a row, one value a cell; `incident_id` joins them. Parquet, DuckDB and the workbook hold the same tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from marsad.export.content import Sources
from marsad.export.span_of_days import span_of_days
from marsad.model import Incident, finest

Kind = Literal["text", "whole", "real", "truth", "day"]


class Column(NamedTuple):
    """A column: its name, the kind of its values, and what it holds."""

    name: str
    kind: Kind
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its name, also in Arabic, its columns, and the rows of one incident in their order."""

    name: str
    name_ar: str
    columns: tuple[Column, ...]
    rows: Callable[[Incident, Sources], Iterator[tuple[Any, ...]]]


def _incident_rows(incident: Incident, sources: Sources) -> Iterator[tuple[Any, ...]]:
    days, place = span_of_days(incident.date), finest(incident.places)
    yield (
        incident.id,
        incident.type,
        incident.status,
        incident.grade,
        incident.date,
        days.first if days else None,
        days.last if days else None,
        *(getattr(place, name, None) for name in _PLACE),
        "; ".join(incident.actors),
        "; ".join(incident.targets),
        *(getattr(incident.toll("killed"), end, None) for end in ("low", "best", "high")),
        *(getattr(incident.toll("injured"), end, None) for end in ("low", "best", "high")),
        len({telling.report_id for telling in incident.tellings}),
    )


def _toll_rows(incident: Incident, sources: Sources) -> Iterator[tuple[Any, ...]]:
    for number, toll in enumerate(incident.tolls):
        numbers = (toll.low, toll.best, toll.high)
        yield incident.id, number, toll.outcome, toll.victims, toll.group, toll.age_sex, *numbers, toll.contested


def _place_rows(incident: Incident, sources: Sources) -> Iterator[tuple[Any, ...]]:
    for number, place in enumerate(incident.places):
        yield incident.id, number, place.id, *(getattr(place, name) for name in _PLACE)


def _claim_rows(incident: Incident, sources: Sources) -> Iterator[tuple[Any, ...]]:
    for number, claim in enumerate(incident.claims):
        yield (
            incident.id,
            number,
            claim.report_id,
            claim.figure,
            claim.span.start,
            claim.span.end,
            claim.words,
            *(getattr(claim, name) for name in _CLAIM),
        )


def _link_rows(incident: Incident, sources: Sources) -> Iterator[tuple[Any, ...]]:
    passages = {(telling.report_id, span.start, span.end) for telling in incident.tellings for span in telling.spans}
    for report_id, start, end in sorted(passages):
        source = sources.get(report_id)
        yield incident.id, report_id, start, end, *(getattr(source, name, None) for name in _SOURCE)


_PLACE: Final = ("name", "latitude", "longitude", "precision", "radius_km", "admin1", "country")
_CLAIM: Final = (
    "outcome", "low", "high", "qualifier", "victims", "group", "age_sex", "scope", "part_of", "by", "claimant",
    "outlet", "published", "denied", "denied_by",
)  # fmt: skip
_SOURCE: Final = ("outlet", "published", "title", "url", "language", "sha256")

_ID: Final = Column("incident_id", "text", "the incident")
_WHERE: Final = (
    Column("name", "text", "the place as the report has it"),
    Column("latitude", "real", "degrees, WGS84"),
    Column("longitude", "real", "degrees, WGS84"),
    Column(
        "precision",
        "whole",
        "1 the place itself, 2 near or a district, 3 a part of a province, 4 a province, 5 a country",
    ),
    Column("radius_km", "real", "how far from the point it may be, in kilometres"),
    Column("admin1", "text", "province"),
    Column("country", "text", "ISO code of two letters"),
)

TABLES: Final = (
    Table(
        name="incidents",
        name_ar="الحوادث",
        columns=(
            _ID,
            Column("type", "text", "event type of the codebook"),
            Column("status", "text", "occurred, ongoing, failed, planned or denied"),
            Column("grade", "text", "confirmed, fair, weak, contested or discounted"),
            Column("date", "text", "EDTF date"),
            Column("first_day", "day", "first possible day"),
            Column("last_day", "day", "last possible day"),
            Column("place", "text", "the finest place as the report has it"),
            *_WHERE[1:],
            Column("actors", "text", "labels of the codebook, joined by `; `"),
            Column("targets", "text", "labels of the codebook, joined by `; `"),
            Column("killed_low", "whole", "least number of killed"),
            Column("killed_best", "whole", "best number of killed"),
            Column("killed_high", "whole", "most killed; empty where open"),
            Column("injured_low", "whole", "least number of injured"),
            Column("injured_best", "whole", "best number of injured"),
            Column("injured_high", "whole", "most injured; empty where open"),
            Column("reports", "whole", "how many reports tell of it"),
        ),
        rows=_incident_rows,
    ),
    Table(
        name="tolls",
        name_ar="الحصائل",
        columns=(
            _ID,
            Column("toll", "whole", "number within the incident; totals come first"),
            Column("outcome", "text", "killed, injured, missing, captured, displaced or casualties"),
            Column("victims", "text", "kind of the victims; empty for the total"),
            Column("group", "text", "side of the victims"),
            Column("age_sex", "text", "children, women or women_and_children"),
            Column("low", "whole", "least that any claimant states"),
            Column("best", "whole", "the best number"),
            Column("high", "whole", "most that any claimant states; empty where open"),
            Column("contested", "truth", "a claim of it is denied, or tellers disagree"),
        ),
        rows=_toll_rows,
    ),
    Table(
        name="claims",
        name_ar="الأقوال",
        columns=(
            _ID,
            Column("claim", "whole", "number within the incident"),
            Column("report_id", "text", "the report that tells it"),
            Column("figure", "whole", "number of the figure in the report's reading"),
            Column("span_start", "whole", "first character of its words in the report"),
            Column("span_end", "whole", "the character after its last"),
            Column("words", "text", "its words; `…` where private names are left out"),
            Column("outcome", "text", "killed, injured, missing, captured, displaced or casualties"),
            Column("low", "whole", "least; empty where open"),
            Column("high", "whole", "most; empty where open"),
            Column("qualifier", "text", "exact, about, more_than, at_least, at_most, range or vague"),
            Column("victims", "text", "civilian, military, nonstate, mixed or unknown"),
            Column("group", "text", "side of the victims"),
            Column("age_sex", "text", "children, women or women_and_children"),
            Column("scope", "text", "incident, period or cumulative"),
            Column("part_of", "whole", "figure of the same report that it breaks down"),
            Column("by", "text", "side that caused it"),
            Column("claimant", "text", "who states it; `report` for the report's own voice"),
            Column("outlet", "text", "outlet of the report"),
            Column("published", "text", "day of publication"),
            Column("denied", "truth", "the report tells that it is denied"),
            Column("denied_by", "text", "who denies it"),
        ),
        rows=_claim_rows,
    ),
    Table(
        name="places",
        name_ar="الأماكن",
        columns=(
            _ID,
            Column("place", "whole", "number within the incident"),
            Column("place_id", "text", "the gazetteer's id"),
            *_WHERE,
        ),
        rows=_place_rows,
    ),
    Table(
        name="links",
        name_ar="الروابط",
        columns=(
            _ID,
            Column("report_id", "text", "a report that tells of it"),
            Column("span_start", "whole", "first character of a passage that tells of it"),
            Column("span_end", "whole", "the character after its last"),
            Column("outlet", "text", "outlet of the report"),
            Column("published", "text", "day of publication"),
            Column("title", "text", "title of the report; empty where private names are left out"),
            Column("url", "text", "address of the report"),
            Column("language", "text", "language of the report"),
            Column("sha256", "text", "hash of the bytes the report was read from"),
        ),
        rows=_link_rows,
    ),
)
