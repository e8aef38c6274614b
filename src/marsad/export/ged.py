"""CSV in the columns of UCDP's Georeferenced Event Dataset (GED), by its codebook, for programs that read it.

It is shaped like UCDP's data and is not UCDP's: ids of its conflicts, dyads and actors are given by that project alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from marsad.export.content import Content, Sources, did_not_happen, discounted
from marsad.export.csv import csv_line
from marsad.export.ged_coding import (
    Deaths,
    Dyad,
    clarity,
    date_code,
    deaths,
    dyad,
    grid_cell,
    gwno,
    no_force,
    not_fatal,
    undated,
    unplaced,
    where_code,
)
from marsad.export.notes import claimants, outlets
from marsad.export.span_of_days import SpanOfDays, span_of_days
from marsad.export.whereabouts import Whereabouts, whereabouts
from marsad.model import Incident

CHECKS: Final = (discounted, did_not_happen, no_force, not_fatal, undated, unplaced)
FIGURES: Final = (
    "best is the register's best number of killed (its low where none is best), low and high the least and the most "
    "that any claimant's standing statement allows; deaths_a, deaths_b and deaths_civilians are those whose side is "
    "told, deaths_unknown all others, and the four add up to best. Where the parts are told as more than the whole, "
    "all are unknown and code_status says `Check deaths`."
)
_IDS: Final = "given by UCDP alone"
EMPTY: Final = (
    ("relid, conflict_*, dyad_dset_id, dyad_new_id, side_*_dset_id, side_*_new_id", _IDS),
    ("active_year", "whether a dyad killed 25 in the year is not for one register to say"),
    ("type_of_violence, side_a, side_b", "where the reports do not tell both sides or that civilians were hit"),
    ("high", "where no claimant closes the number (`at least 20`)"),
    ("adm_2", "the gazetteer knows it only where the place is itself a district"),
    ("gwnoa, gwnob", "for sides that are no government"),
)
# Each column with what it holds; the order of GED 24.1.
COLUMNS: Final[Mapping[str, str]] = {
    "id": "the incident's id: stable, and not one of UCDP's numbers",
    "relid": "empty",
    "year": "the year of date_start",
    "active_year": "empty",
    "code_status": "Clear, or what is to be checked: `Check type_of_violence`, `Check deaths`",
    "type_of_violence": "1 state-based, 2 non-state, 3 one-sided; empty where it cannot be known",
    "conflict_dset_id": "empty",
    "conflict_new_id": "empty",
    "conflict_name": "empty",
    "dyad_dset_id": "empty",
    "dyad_new_id": "empty",
    "dyad_name": "side_a - side_b, where both are known",
    "side_a_dset_id": "empty",
    "side_a_new_id": "empty",
    "side_a": "the government where one takes part, else the first doer",
    "side_b_dset_id": "empty",
    "side_b_new_id": "empty",
    "side_b": "its opponent; Civilians in one-sided violence",
    "number_of_sources": "reports that tell of it",
    "source_article": "outlet, day and title of each report, joined by `; `",
    "source_office": "outlets, joined by `; `",
    "source_date": "days of publication, joined by `; `",
    "source_headline": "titles, joined by `; `; left out where private names are",
    "source_original": "the claimants of its numbers, joined by `; `",
    "where_prec": "1 the place itself, 2 near it, 3 a district, 4 a province, 5 a part of one, 6 a country, 7 the sea",
    "where_coordinates": "the finest place, in English where the gazetteer knows it, else as the report has it",
    "where_description": "the place as the report has it",
    "adm_1": "province, in English where the gazetteer knows it",
    "adm_2": "district, where the place is one",
    "latitude": "degrees, WGS84",
    "longitude": "degrees, WGS84",
    "geom_wkt": "the point as WKT",
    "priogrid_gid": "number of the PRIO-GRID cell",
    "country": "UCDP's name",
    "country_id": "number in the list of Gleditsch and Ward",
    "region": "UCDP's region",
    "event_clarity": "1 where day and place are told well enough to know the event again, else 2",
    "date_prec": "1 a day, 2 two to six days or about a day, 3 a week, 4 a month, 5 a year",
    "date_start": "first possible day",
    "date_end": "last possible day",
    "deaths_a": "dead of side A",
    "deaths_b": "dead of side B",
    "deaths_civilians": "civilians among the dead",
    "deaths_unknown": "dead whose side is not told",
    "best": "the best number",
    "high": "the most",
    "low": "the least",
    "gwnoa": "number of side A's government",
    "gwnob": "number of side B's government",
}


def write_ged(content: Content, file: BinaryIO) -> None:
    """Write a header and a row per fatal incident, in UTF-8 without a byte order mark, streaming."""
    file.write(csv_line(COLUMNS).encode())
    for incident, sources in content.told():
        where, days = whereabouts(incident), span_of_days(incident.date)
        if where is not None and days is not None:
            row = _row(incident, sources, where, days)
            file.write(csv_line(row.get(column) for column in COLUMNS).encode())


def _row(incident: Incident, sources: Sources, where: Whereabouts, days: SpanOfDays) -> dict[str, Any]:
    found = dyad(incident)
    dead = deaths(incident, found)
    return {
        "id": incident.id,
        "year": days.first.year,
        "code_status": "; ".join(_to_check(found, dead)) or "Clear",
        **_sides(found),
        "number_of_sources": len({telling.report_id for telling in incident.tellings}),
        **_sources(sources),
        "source_original": "; ".join(claimants(incident)),
        **_where(where),
        "event_clarity": clarity(incident, where, days),
        "date_prec": date_code(days),
        "date_start": days.first.isoformat(),
        "date_end": days.last.isoformat(),
        "deaths_a": dead.a,
        "deaths_b": dead.b,
        "deaths_civilians": dead.civilians,
        "deaths_unknown": dead.unknown,
        **{name: getattr(dead, name) for name in ("best", "high", "low")},
    }


def _to_check(found: Dyad, dead: Deaths) -> Iterator[str]:
    if found.violence is None:
        yield "Check type_of_violence"
    if dead.check:
        yield "Check deaths"


def _sides(found: Dyad) -> dict[str, Any]:
    first, second = found.names
    return {
        "type_of_violence": found.violence,
        "dyad_name": f"{first} - {second}" if first and second else "",
        "side_a": first,
        "side_b": second,
        "gwnoa": gwno(found.side_a),
        "gwnob": gwno(found.side_b),
    }


def _sources(sources: Sources) -> dict[str, Any]:
    told = [sources[id] for id in sorted(sources)]
    return {
        "source_article": "; ".join(",".join(filter(None, (s.outlet, s.published, s.title))) for s in told),
        "source_office": "; ".join(outlets(sources)),
        "source_date": "; ".join(sorted({s.published for s in told if s.published})),
        "source_headline": "; ".join(s.title for s in told if s.title),
    }


def _where(where: Whereabouts) -> dict[str, Any]:
    return {
        "where_prec": where_code(where),
        "where_coordinates": where.name,
        "where_description": where.told,
        "adm_1": where.admin1,
        "adm_2": where.admin2,
        "latitude": where.latitude,
        "longitude": where.longitude,
        "geom_wkt": f"POINT ({where.longitude} {where.latitude})",
        "priogrid_gid": grid_cell(where.latitude, where.longitude),
        "country": where.country.ucdp_name if where.country else "",
        "country_id": where.country.gwno if where.country else "",
        "region": where.country.ucdp_region if where.country else "",
    }
