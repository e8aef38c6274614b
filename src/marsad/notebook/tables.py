"""Incidents as tidy tables: which columns each has, of which kind, and the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from marsad.model import OUTCOMES, Incident, finest
from marsad.register import days_of

Kind = Literal["text", "whole", "real", "truth", "day", "texts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name, the kind of its values (all may be missing but `texts`, which are then empty)."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A tidy table of incidents: its columns, and the rows that one incident adds."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Incident], Iterator[tuple[Any, ...]]]

    def values(self, incidents: Iterable[Incident]) -> list[list[Any]]:
        """The values of each column."""
        found = [row for incident in incidents for row in self.rows(incident)]
        return [list(values) for values in zip(*found, strict=True)] if found else [[] for _ in self.columns]


def _columns(**kinds: Kind) -> tuple[Column, ...]:
    return tuple(Column(name=name, kind=kind) for name, kind in kinds.items())


def _incident_rows(incident: Incident) -> Iterator[tuple[Any, ...]]:
    place = finest(incident.places)
    where = (getattr(place, name, None) for name in _WHERE)
    tolls = (incident.toll(outcome) for outcome in OUTCOMES)
    numbers = (getattr(toll, end, None) for toll in tolls for end in ("low", "best", "high"))
    first, last = _days(incident.date)
    reports = len({telling.report_id for telling in incident.tellings})
    yield (
        incident.id, incident.type, incident.status, incident.grade, incident.date, first, last, *where,
        list(incident.actors), list(incident.targets), *numbers, reports,
    )  # fmt: skip


_WHERE: Final = ("name", "latitude", "longitude", "precision", "admin1", "country")


def _days(edtf: str | None) -> tuple[date | None, date | None]:
    first, last = (None if day is None else date.fromisoformat(day) for day in days_of(edtf))
    return first, last


def _toll_rows(incident: Incident) -> Iterator[tuple[Any, ...]]:
    yield from ((incident.id, *(getattr(toll, name) for name in _TOLL)) for toll in incident.tolls)


_TOLL: Final = ("outcome", "victims", "group", "age_sex", "low", "best", "high", "contested", "rule")


def _claim_rows(incident: Incident) -> Iterator[tuple[Any, ...]]:
    for claim in incident.claims:
        yield (incident.id, *(getattr(claim, name) for name in _CLAIM), claim.part_of is not None, len(claim.copies))


_CLAIM: Final = (
    "report_id", "outlet", "published", "claimant", "outcome", "low", "high", "qualifier", "victims", "group",
    "age_sex", "scope", "by", "denied", "denied_by", "words",
)  # fmt: skip


def _place_rows(incident: Incident) -> Iterator[tuple[Any, ...]]:
    yield from ((incident.id, *(getattr(place, name) for name in _PLACE)) for place in incident.places)


_PLACE: Final = ("name", "id", "latitude", "longitude", "precision", "admin1", "country", "radius_km")

INCIDENTS: Final = Table(
    name="incidents",
    columns=(
        *_columns(
            id="text", type="text", status="text", grade="text", date="text", date_from="day", date_to="day",
            place="text", latitude="real", longitude="real", precision="whole", admin1="text", country="text",
            actors="texts", targets="texts",
        ),
        *(Column(name=f"{outcome}_{end}", kind="whole") for outcome in OUTCOMES for end in ("low", "best", "high")),
        Column(name="reports", kind="whole"),
    ),
    rows=_incident_rows,
)  # fmt: skip
TOLLS: Final = Table(
    name="tolls",
    columns=_columns(
        incident="text", outcome="text", victims="text", group="text", age_sex="text", low="whole", best="whole",
        high="whole", contested="truth", rule="text",
    ),
    rows=_toll_rows,
)  # fmt: skip
CLAIMS: Final = Table(
    name="claims",
    columns=_columns(
        incident="text", report_id="text", outlet="text", published="day", claimant="text", outcome="text", low="whole",
        high="whole", qualifier="text", victims="text", group="text", age_sex="text", scope="text", by="text",
        denied="truth", denied_by="text", words="text", is_part="truth", copies="whole",
    ),
    rows=_claim_rows,
)  # fmt: skip
PLACES: Final = Table(
    name="places",
    columns=_columns(
        incident="text", name="text", id="text", latitude="real", longitude="real", precision="whole", admin1="text",
        country="text", radius_km="real",
    ),
    rows=_place_rows,
)  # fmt: skip
TABLES: Final = (INCIDENTS, TOLLS, CLAIMS, PLACES)
