"""Other people's programs read the exports: pandas, geopandas, fiona, libhxl, DuckDB, LibreOffice, FollowTheMoney."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import fiona
import geopandas
import hxl
import pandas as pd
import pytest

from export.gold_register import gold_incidents
from marsad.export import Content, Origin, exporter, incident_record
from marsad.export.geopackage import uncertainty
from marsad.export.tables import TABLES
from marsad.model import Incident, finest
from marsad.register import Citation

JUDGE = Path(__file__).parents[2] / ".venv-judges" / "bin" / "ftm"
NO_JUDGE = f"{JUDGE.parent.parent.name} is missing: run `make judges` (needs libicu-dev, pkg-config and g++)"
NO_OFFICE = "LibreOffice is missing: install libreoffice-calc-nogui and poppler-utils"
Save = Callable[[str], Path]


def needed(there: bool, what: str) -> None:
    """A judge that is not there fails under CI; elsewhere the test is skipped, and says so."""
    if not there:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(what)


@pytest.fixture(scope="module")
def save(tmp_path_factory: pytest.TempPathFactory) -> Save:
    """Writes the project's own incidents in a format, once, and says where."""
    folder = tmp_path_factory.mktemp("exports")

    def sources(ids: Any) -> dict[str, Citation]:
        return {
            id: Citation(
                report_id=id, title="«عنوان» الخبر", outlet="صحيفة المرفأ", published="2020-02-04",
                published_from="page",
                url="https://example.org/a?b=1", language="ar", sha256="0",
            )
            for id in ids
        }  # fmt: skip

    def saved(name: str) -> Path:
        one = exporter(name)
        path = folder / f"marsad.{one.ending}"
        if not path.exists():
            origin = Origin(as_of="2024-12-01T00:00:00+00:00", head="1:aa")
            with path.open("wb") as file:
                one.export(Content(incidents=gold_incidents(), sources=sources, origin=origin), file)
        return path

    return saved


def located(incident: Incident) -> bool:
    place = finest(incident.places)
    return place is not None and place.latitude is not None


class TestPandas:
    """Tables of numbers are numbers."""

    @pytest.mark.parametrize("name", ["csv", "acled", "ged"])
    def test_reads_the_csv(self, save: Save, name: str) -> None:
        """Coordinates are numbers, days are days, and no row is lost."""
        frame = pd.read_csv(save(name))
        assert pd.api.types.is_float_dtype(frame["latitude"])
        day = {"csv": None, "acled": "event_date", "ged": "date_start"}[name]
        if day is None:
            assert list(frame["id"]) == [i.id for i in gold_incidents()]
        else:
            assert pd.to_datetime(frame[day], format="%Y-%m-%d").notna().all()
            numbers = ["fatalities", "geo_precision"] if name == "acled" else ["best", "low", "deaths_unknown"]
            assert all(pd.api.types.is_integer_dtype(frame[column]) for column in numbers)

    def test_reads_jsonl(self, save: Save) -> None:
        """A frame of a row per incident, with the keys of the record."""
        frame = pd.read_json(save("jsonl"), lines=True, dtype=False)
        assert list(frame.columns) == list(incident_record(gold_incidents()[0]))
        assert len(frame) == len(gold_incidents())


class TestMaps:
    """Geographic programs find points where the incidents are."""

    def test_geopandas_reads_the_geopackage(self, save: Save) -> None:
        """Points in EPSG 4326 with their radius of uncertainty; an incident that is not located has none."""
        frame = geopandas.read_file(save("geopackage"), layer="incidents").set_index("incident_id")
        assert frame.crs.to_epsg() == 4326
        assert set(frame.index) == {i.id for i in gold_incidents()}
        for incident in gold_incidents():
            point, place = frame.geometry[incident.id], finest(incident.places)
            if place is None or place.latitude is None:
                assert point is None
            else:
                assert (point.x, point.y) == (place.longitude, place.latitude)
                assert frame["uncertainty_km"][incident.id] == uncertainty(incident)
        assert frame["first_day"].dtype.kind == "M"

    def test_fiona_reads_geopackage_and_geojson(self, save: Save) -> None:
        """The driver is found, the columns have their types, and Arabic is Arabic."""
        with fiona.open(save("geopackage"), layer="incidents") as layer:
            assert layer.schema["geometry"] == "Point"
            assert layer.schema["properties"]["killed_low"].startswith("int")
            names = {feature["properties"]["place"] for feature in layer}
        assert names >= {place.name for i in gold_incidents() if (place := finest(i.places))}
        with fiona.open(save("geojson")) as layer:
            assert len(layer) == len(gold_incidents())

    def test_the_geopackage_holds_its_account(self, save: Save) -> None:
        """A layer without geometry says how the file was made."""
        assert set(fiona.listlayers(save("geopackage"))) == {"incidents", "about"}

    def test_geopandas_reads_geojson(self, save: Save) -> None:
        """As many points as incidents are located."""
        frame = geopandas.read_file(save("geojson"))
        assert frame.geometry.notna().sum() == sum(map(located, gold_incidents()))


def test_libhxl_reads_the_hashtags(save: Save) -> None:
    """Every column has a tag that HXL's library knows how to read, and it can add the killed up."""
    data = hxl.data(str(save("hxl")), hxl.InputOptions(allow_local=True))
    assert all(column.tag for column in data.columns)
    rows = list(data)
    assert len(rows) == len(gold_incidents())
    best = [i.toll("killed") for i in gold_incidents()]
    told = [row.get("#affected+killed-min-max") for row in rows]
    assert sum(int(value) for value in told if value) == sum(t.best for t in best if t and t.best is not None)
    assert {row.get("#country+code") for row in rows} - {""} <= {
        place.country for i in gold_incidents() if (place := finest(i.places))
    }


def test_duckdb_joins_the_tables(save: Save) -> None:
    """The tidy tables join by the incident, in the database and in Parquet alike."""
    with duckdb.connect(str(save("duckdb")), read_only=True) as database:
        joined = database.execute(
            "SELECT count(*), count(DISTINCT incident_id) FROM incidents JOIN claims USING (incident_id)"
        ).fetchone()
        what = database.execute("SELECT comment FROM duckdb_columns() WHERE column_name = 'grade'").fetchone()
        days = database.execute("SELECT typeof(first_day) FROM incidents LIMIT 1").fetchone()
    claims = sum(len(i.claims) for i in gold_incidents())
    assert joined == (claims, sum(bool(i.claims) for i in gold_incidents()))
    assert what is not None
    assert "discounted" in what[0]
    assert days == ("DATE",)


def test_pandas_and_duckdb_read_the_parquet(save: Save, tmp_path: Path) -> None:
    """The files of the zip are read by both, and say the same."""
    shutil.unpack_archive(save("parquet"), tmp_path)
    frame = pd.read_parquet(tmp_path / "incidents.parquet")
    found = duckdb.sql(f"SELECT incident_id, killed_low FROM '{tmp_path}/incidents.parquet'").fetchall()
    assert [row[0] for row in found] == list(frame["incident_id"]) == [i.id for i in gold_incidents()]
    assert {path.stem for path in tmp_path.glob("*.parquet")} == {table.name for table in TABLES}


class TestLibreOffice:
    """A spreadsheet program opens the workbook as it is meant."""

    def test_the_cells_are_those_that_were_written(self, save: Save, tmp_path: Path) -> None:
        """Converted to CSV, the first sheet has the incidents' cells, Arabic and numbers alike."""
        convert(save("xlsx"), "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1", tmp_path)
        (path,) = tmp_path.glob("*.csv")
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        table = TABLES[0]
        wanted = [next(table.rows(incident, {})) for incident in gold_incidents()]
        assert list(rows[0]) == [column.name for column in table.columns]
        assert [row["incident_id"] for row in rows] == [row[0] for row in wanted]
        for column in ("place", "killed_low", "killed_high", "actors", "date"):
            number = [c.name for c in table.columns].index(column)
            assert [row[column] for row in rows] == ["" if w[number] is None else str(w[number]) for w in wanted]

    def test_the_pages_run_from_right_to_left(self, save: Save, tmp_path: Path) -> None:
        """Printed, the first column stands at the right edge: the heads come from right to left."""
        needed(shutil.which("pdftotext") is not None, NO_OFFICE)
        convert(save("xlsx"), "pdf", tmp_path)
        (path,) = tmp_path.glob("*.pdf")
        boxes = subprocess.run(
            ["pdftotext", "-f", "1", "-l", "1", "-bbox", str(path), "-"], capture_output=True, text=True, check=True
        ).stdout
        left = {
            word: float(line.split('xMin="')[1].split('"')[0])
            for line in boxes.splitlines()
            for word in ("incident_id", "type", "status")
            if f">{word}<" in line
        }
        assert left["incident_id"] > left["type"] > left["status"]


def convert(path: Path, to: str, folder: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    needed(office is not None, NO_OFFICE)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    done = subprocess.run(
        [str(office), profile, "--headless", "--convert-to", to, "--outdir", str(folder), str(path)],
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def entities(save: Save, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The entities that `ftm aggregate-statements` makes of the sorted statements and `ftm validate` lets through."""
    needed(JUDGE.exists(), NO_JUDGE)
    folder = tmp_path_factory.mktemp("ftm")
    lines = sorted(save("ftm").read_text(encoding="utf-8").splitlines())
    (folder / "sorted.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    run("aggregate-statements", "--format", "json", "-i", folder / "sorted.jsonl", "-o", folder / "entities.json")
    run("validate", "-i", folder / "entities.json", "-o", folder / "valid.json")
    made = (folder / "entities.json").read_text(encoding="utf-8").splitlines()
    valid = [json.loads(line) for line in (folder / "valid.json").read_text(encoding="utf-8").splitlines()]
    assert len(valid) == len(made)
    return valid


class TestFollowTheMoney:
    """FollowTheMoney's own command takes the statements."""

    def test_every_incident_is_an_event(self, entities: list[dict[str, Any]]) -> None:
        """One Event each, with its day, its place, and its sides and reports as entities that are there."""
        events = {e["id"]: e["properties"] for e in entities if e["schema"] == "Event"}
        assert set(events) == {f"marsad-{i.id}" for i in gold_incidents()}
        known = {e["id"] for e in entities}
        assert {"Event", "Article", "Organization", "PublicBody"} == {e["schema"] for e in entities}
        for properties in events.values():
            assert set(properties.get("involved", ())) | set(properties["proof"]) <= known

    def test_no_value_is_lost(self, save: Save, entities: list[dict[str, Any]]) -> None:
        """Every value of a statement is a value of its entity: none was refused as malformed."""
        held = {(e["id"], p, v) for e in entities for p, values in e["properties"].items() for v in values}
        said = [json.loads(line) for line in save("ftm").read_text(encoding="utf-8").splitlines()]
        assert {(s["canonical_id"], s["prop"], s["value"]) for s in said if s["prop"] != "id"} == held

    def test_ids_are_those_of_the_library(self, save: Save) -> None:
        """Each statement has the id that the library itself would give it."""
        needed(JUDGE.exists(), NO_JUDGE)
        program = (
            "import json, sys; from followthemoney.statement import Statement\n"
            "for line in sys.stdin:\n"
            " s = json.loads(line)\n"
            " told = (s['dataset'], s['entity_id'], s['prop'], s['value'], s['external'])\n"
            " assert Statement.make_key(*told, lang=s['lang']) == s['id'], s\n"
        )
        with save("ftm").open("rb") as file:
            done = subprocess.run([str(JUDGE.with_name("python")), "-c", program], stdin=file, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()


def run(*arguments: object) -> None:
    done = subprocess.run([str(JUDGE), *map(str, arguments)], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
