"""The ACLED- and GED-shaped rows of the project's own incidents, against rows written by hand from the reports."""

from __future__ import annotations

import csv
import io
import math
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from export.gold_register import GROUPS, gathered, gold_readings
from marsad.export import Content, exporter
from marsad.register import Citation

EXPECTED = Path(__file__).parent / "expected"
KM_PER_DEGREE = 111.2
NEAR = 20  # kilometres: the gold's coordinates are a person's, of the place itself

# Where the exporter's cell is another than the person's: what it prints, and who is right. A difference that is not
# listed fails, and so does one that is listed and is no more.
DIFFERENT = {
    ("acled", "syria-2020-02-02-khan-touman-commander", "geo_precision"): "1",
    ("ged", "syria-2020-02-02-khan-touman-commander", "where_prec"): "1",
    # The person: the report says "near" the town, which the annotation's name of the place no longer tells.
    ("ged", "YE-2018-ABS", "deaths_unknown"): "31",
    ("ged", "YE-2018-ABS", "best"): "31",
    # The person: the Houthis' ministry, its spokesman and their media are one teller, the doctor and the UN office two.
    # Linking counts the first three apart where they are named in three ways.
    ("ged", "syria-2019-08-07-hazarin", "deaths_b"): "12",
    ("ged", "syria-2019-08-07-hazarin", "best"): "12",
    # The person: the group admits three dead. It is told as "الهيئة" alone, whose side linking does not know.
}


@lru_cache(maxsize=2)
def exported(name: str) -> dict[str, dict[str, str]]:
    """The exporter's rows by the group of the gold that they are of."""
    found = {group["id"]: gathered(group) for group in GROUPS}
    reports = {r.report.id: r.report for r in gold_readings()}

    def sources(ids: Any) -> dict[str, Citation]:
        return {
            id: Citation(
                report_id=id, title=None, outlet=reports[id].outlet, published=reports[id].published,
                published_from="manifest", url=None, language="ar", sha256=reports[id].sha256,
            )
            for id in ids
        }  # fmt: skip

    file = io.BytesIO()
    exporter(name).export(Content(incidents=found.values(), sources=sources), file)
    rows = csv.DictReader(io.StringIO(file.getvalue().decode(), newline=""))
    by_id = {row.get("id") or row["event_id_cnty"].split("-", 1)[1]: row for row in rows}
    return {group: by_id[incident.id] for group, incident in found.items()}


def expected(name: str) -> list[dict[str, str]]:
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = [(name, row["gold"], row) for name in ("acled", "ged") for row in expected(name)]


@pytest.mark.parametrize(("name", "group", "row"), ROWS, ids=[f"{name}-{group}" for name, group, _ in ROWS])
def test_a_row_is_what_a_person_wrote(name: str, group: str, row: dict[str, str]) -> None:
    """Every cell that a person wrote, or the listed difference."""
    found = exported(name)[group]
    cells = {column: (found[column], cell) for column, cell in row.items() if column != "gold"}
    differing = {column: got for column, (got, wanted) in cells.items() if got != wanted}
    listed = {column: cell for (n, g, column), cell in DIFFERENT.items() if (n, g) == (name, group)}
    assert differing == listed


@pytest.mark.parametrize("name", ["acled", "ged"])
def test_every_incident_of_the_gold_has_a_row(name: str) -> None:
    """A person wrote one for each, and the exporter leaves none out."""
    assert {row["gold"] for row in expected(name)} == {group["id"] for group in GROUPS} == set(exported(name))


@pytest.mark.parametrize("name", ["acled", "ged"])
@pytest.mark.parametrize("group", GROUPS, ids=lambda g: str(g["id"]))
def test_a_row_lies_where_the_gold_does(name: str, group: dict[str, Any]) -> None:
    """Within twenty kilometres of the coordinates that a person gave the incident."""
    row = exported(name)[group["id"]]
    north = float(row["latitude"]) - group["latitude"]
    east = (float(row["longitude"]) - group["longitude"]) * math.cos(math.radians(group["latitude"]))
    assert math.hypot(north, east) * KM_PER_DEGREE < NEAR


def test_fatalities_are_the_lowest_that_the_gold_allows() -> None:
    """ACLED's most conservative rule, against the low of `gold/incidents.json`."""
    rows = exported("acled")
    assert {g["id"]: int(rows[g["id"]]["fatalities"]) for g in GROUPS} == {g["id"]: g["killed"]["low"] for g in GROUPS}


def test_the_dead_by_side_add_up() -> None:
    """In every row of GED the four parts are the best number, and low ≤ best ≤ high."""
    for row in exported("ged").values():
        parts = [int(row[f"deaths_{whose}"]) for whose in ("a", "b", "civilians", "unknown")]
        assert sum(parts) == int(row["best"])
        assert int(row["low"]) <= int(row["best"]) <= int(row["high"] or 10**9)
