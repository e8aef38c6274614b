"""One contract for every export format, and what each format promises besides."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import sqlite3
import tempfile
import tracemalloc
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest

from marsad.errors import UsageError
from marsad.export import EXPORTERS, Content, Exporter, Origin, exporter, incident_record, masked
from marsad.export import extras as extras_module
from marsad.export.about import about, about_bytes
from marsad.export.tables import TABLES
from marsad.model import Claim, Incident, Place, Span, Telling, Toll
from marsad.register import Citation

WORDS = "مقتل ثلاثة في قصف"
MARKED = "\u200fحيّ «الميناء»\u200e, شرق"
KEYS = ["name", "latitude", "longitude", "precision", "admin1", "country"]
INTERNAL = "ضُمّت لأن الكلمات متشابهة"
PRIVATE = "سامر العلي"
ALL = pytest.mark.parametrize("one", EXPORTERS, ids=lambda e: e.name)


def place(name: str, **fields: object) -> Place:
    return Place(**{"span": Span(0, 4), "name": name, "why": INTERNAL, **fields})  # type: ignore[arg-type]


def telling(report_id: str, *spans: tuple[int, int]) -> Telling:
    return Telling(report_id=report_id, spans=tuple(Span(*s) for s in spans), events=(0,), figures=(0,), why=INTERNAL)


CLAIM = Claim(
    report_id="b", figure=0, span=Span(0, 17), words=WORDS, outcome="killed", low=3, high=3, qualifier="exact",
    victims="civilian", group=None, age_sex=None, scope="incident", part_of=None, by=None, claimant="report",
    outlet=None, published=None, denied=False, denied_by=None,
)  # fmt: skip
INCIDENT = Incident(
    id="i1",
    type="shelling",
    date="2020-02-03",
    places=(
        place("ريف المدينة", latitude=36.0, longitude=-37.0, precision=3),
        place(MARKED, latitude=36.2, longitude=37.1, precision=1, admin1="حلب", country="SY"),
    ),
    actors=("syria_gov",),
    targets=("civilians", "infrastructure"),
    status="occurred",
    grade="fair",
    claims=(CLAIM,),
    tolls=(Toll(outcome="killed", low=3, best=3, high=5, rule=INTERNAL, contested=False, claims=(0,)),),
    tellings=(telling("b", (9, 12), (0, 4)), telling("a", (2, 3)), telling("b", (0, 4))),
)
EMPTY = dataclasses.replace(INCIDENT, id="i2", date=None, places=(), tolls=(), claims=(), tellings=(), actors=())


def source(report_id: str, **fields: object) -> Citation:
    values = {"title": None, "outlet": "صحيفة المرفأ", "published": "2020-02-04", "published_from": "page", "url": None}
    return Citation(**{**values, "report_id": report_id, "language": "ar", "sha256": "0", **fields})  # type: ignore[arg-type]


def content(*incidents: Incident, public: bool = False, **fields: object) -> Content:
    """The incidents with sources for every report; a title names a private person."""
    return Content(
        incidents=iter([masked(i) for i in incidents] if public else incidents),
        sources=lambda ids: {id: source(id, title=f"شهادة {PRIVATE}", **fields) for id in ids},
        origin=Origin(as_of="2020-03-01T00:00:00+00:00", head="1:aa", filter={"types": ("shelling",)}),
        public=public,
    )


def written(one: Exporter, *incidents: Incident, public: bool = False, **fields: object) -> bytes:
    file = io.BytesIO()
    one.export(content(*incidents, public=public, **fields), file)
    return file.getvalue()


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def hxl_rows(data: bytes) -> list[dict[str, str]]:
    return rows(data)[1:]


def parquet_tables(data: bytes) -> dict[str, list[dict[str, Any]]]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {t.name: pq.read_table(io.BytesIO(archive.read(f"{t.name}.parquet"))).to_pylist() for t in TABLES}


def workbook(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {t.name: list(book[t.name_ar].iter_rows(values_only=True))[1:] for t in TABLES}


def in_file(data: bytes, name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path


def duckdb_tables(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    for path in in_file(data, "x.duckdb"):
        with duckdb.connect(str(path), read_only=True) as database:
            return {t.name: database.execute(f'SELECT * FROM "{t.name}"').fetchall() for t in TABLES}
    raise AssertionError


def layer(data: bytes) -> list[dict[str, Any]]:
    for path in in_file(data, "x.gpkg"):
        database = sqlite3.connect(path)
        database.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in database.execute("SELECT * FROM incidents")]
        finally:
            database.close()
    raise AssertionError


def texts(value: Any) -> Iterator[str]:
    """Every text in what was read back."""
    if isinstance(value, Mapping):
        yield from (t for v in value.values() for t in texts(v))
    elif isinstance(value, (list, tuple)):
        yield from (t for v in value for t in texts(v))
    elif isinstance(value, str):
        yield value


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


READERS: dict[str, Any] = {
    "csv": rows,
    "jsonl": lines,
    "geojson": lambda data: json.loads(data)["features"],
    "acled": rows,
    "ged": rows,
    "plover": json.loads,
    "ftm": lines,
    "hxl": hxl_rows,
    "geopackage": layer,
    "parquet": lambda data: parquet_tables(data),
    "xlsx": workbook,
    "duckdb": duckdb_tables,
}


def ids(read: Any) -> set[str]:
    """The incidents named in what was read back."""
    return {known for text in texts(read) for known in ("i1", "i2") if text in (known, f"SYR-{known}")}


@ALL
class TestEveryExporter:
    """The contract."""

    def test_keeps_arabic_and_its_direction_marks(self, one: Exporter) -> None:
        """A name is printed letter by letter, its marks and direction marks too, and is the same when read again."""
        assert any(MARKED in text for text in texts(READERS[one.name](written(one, INCIDENT))))

    def test_gives_the_same_bytes_again(self, one: Exporter) -> None:
        """The order in which reports were gathered does not show, nor the time of day, where the format allows it."""
        turned = dataclasses.replace(INCIDENT, tellings=INCIDENT.tellings[::-1])
        first, second = written(one, INCIDENT, EMPTY), written(one, turned, EMPTY)
        if one.same_bytes:
            assert first == second
        else:
            assert READERS[one.name](first) == READERS[one.name](second)

    def test_works_on_an_empty_register(self, one: Exporter) -> None:
        """No incident is a valid file with none in it."""
        found = READERS[one.name](written(one))
        assert list(texts(found)) == []
        assert found in ([], {}, {t.name: [] for t in TABLES})

    def test_prints_no_reasons(self, one: Exporter) -> None:
        """Why a place was chosen, a report joined or a number preferred is the register's business."""
        data = written(one, INCIDENT)
        assert INTERNAL.encode() not in data
        assert not any(INTERNAL in text for text in texts(READERS[one.name](data)))

    def test_no_cell_is_a_formula(self, one: Exporter) -> None:
        """No text of a table for spreadsheets begins with what a spreadsheet runs."""
        for start in ("=", "+", "-", "@", "\t", "\r"):
            name = f"{start}cmd"
            hostile = dataclasses.replace(
                INCIDENT,
                places=(place(name, latitude=1.0, longitude=2.0, precision=1, admin1=name, country="SY"),),
                claims=(dataclasses.replace(CLAIM, words=name, claimant=name),),
            )
            read = READERS[one.name](written(one, hostile, outlet=name))
            assert any("cmd" in text for text in texts(read))
            if one.ending.endswith(("csv", "xlsx")):
                assert [text for text in texts(read) if text.startswith(start)] == []

    def test_discounted_incidents_are_marked_or_left_out(self, one: Exporter) -> None:
        """Where a format has grades it says `discounted`; where it has none the incident is left out, and counted."""
        doubted = dataclasses.replace(INCIDENT, grade="discounted")
        file = io.BytesIO()
        said = one.export(content(doubted), file)
        if "discounted by a reviewer" in said.left_out:
            assert said.left_out == {"discounted by a reviewer": 1}
            assert said.incidents == 0
            assert ids(READERS[one.name](file.getvalue())) == set()
        else:
            assert "discounted" in set(texts(READERS[one.name](file.getvalue())))

    def test_no_private_name_leaves_in_public_mode(self, one: Exporter) -> None:
        """A claimant without office, the words of a single victim and the titles of reports are left out."""
        single = dataclasses.replace(CLAIM, low=1, high=1, words=f"مقتل {PRIVATE}", claimant=PRIVATE, denied_by=PRIVATE)
        incident = dataclasses.replace(INCIDENT, claims=(single,))
        data = written(one, incident, public=True)
        assert ids(READERS[one.name](data)) == {"i1"}
        assert not any(PRIVATE in text for text in texts(READERS[one.name](data)))

    def test_counts_what_it_holds_and_leaves_out(self, one: Exporter) -> None:
        """Every incident is in the file or counted under a reason, and none twice."""
        file = io.BytesIO()
        said = one.export(content(INCIDENT, EMPTY), file)
        assert said.incidents + sum(said.left_out.values()) == 2
        assert len(ids(READERS[one.name](file.getvalue()))) == said.incidents

    def test_says_how_it_was_made(self, one: Exporter) -> None:
        """The side file names the rule of the figures, what was left out, version, filter, day and licences."""
        file = io.BytesIO()
        given = content(INCIDENT, EMPTY)
        said = json.loads(about_bytes(one, given, one.export(given, file)))
        assert said["format"] == one.name
        assert said["made_by"].startswith("marsad ")
        assert said["register_as_of"].startswith("2020-03-01")
        assert said["filter"] == {"types": ["shelling"]}
        assert len(said["figures"]) > 40
        assert "GeoNames" in " ".join(said["licences"])
        assert said["incidents"] + sum(said["left_out"].values()) == 2

    def test_streams(self, one: Exporter) -> None:
        """Ten times as many incidents do not need ten times the memory."""

        def peak(number: int) -> int:
            many = (dataclasses.replace(INCIDENT, id=f"i{n}") for n in range(number))
            with tempfile.TemporaryFile() as file:
                tracemalloc.start()
                one.export(Content(incidents=many), file)
                top = tracemalloc.get_traced_memory()[1]
                tracemalloc.stop()
            return top

        peak(10)
        small, large = peak(100), peak(1_000)
        assert large < max(4 * small, 4_000_000), (small, large)

    def test_is_found_by_its_name(self, one: Exporter) -> None:
        """Names are unique, and lead to the exporter."""
        assert exporter(one.name) is one

    def test_names_the_extra_to_install(self, one: Exporter, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where the format's library is missing, the error says what to install; the others need none."""

        def missing(name: str) -> Any:
            raise ImportError(name)

        monkeypatch.setattr(extras_module, "import_module", missing)
        if one.extra is None:
            assert written(one, INCIDENT)
        else:
            with pytest.raises(UsageError, match="needs the package") as refused:
                written(one, INCIDENT)
            assert f'pip install "marsad[{one.extra}]"' in str(refused.value)


def test_an_unknown_format_is_refused() -> None:
    """The error lists the formats there are."""
    with pytest.raises(UsageError, match="no format 'dbf'") as refused:
        exporter("dbf")
    assert "geojson" in str(refused.value)


@pytest.mark.parametrize("name", ["geopackage", "xlsx", "duckdb", "parquet"])
def test_the_account_is_in_the_file_too(name: str) -> None:
    """Formats that can hold it hold the account: a sheet, a table, a member of the zip."""
    one = exporter(name)
    data = written(one, INCIDENT, EMPTY)
    if name == "parquet":
        with ZipFile(io.BytesIO(data)) as archive:
            said = json.loads(archive.read("about.json"))
        assert said["incidents"] == 2
        return
    if name == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        found = dict(book[book.sheetnames[-1]].iter_rows(values_only=True))
    for path in in_file(data, "x"):
        if name == "duckdb":
            with duckdb.connect(str(path), read_only=True) as database:
                found = dict(database.execute("SELECT key, value FROM about").fetchall())
        if name == "geopackage":
            with sqlite3.connect(path) as base:
                found = dict(base.execute("SELECT key, value FROM about").fetchall())
    assert str(found["incidents"]) == "2"
    assert found["made_by"].startswith("marsad ")


def test_an_account_of_nothing_left_out() -> None:
    """What is not known is null, and the names of private persons are said to be as the reports give them."""
    one = exporter("jsonl")
    bare = Content(incidents=())
    said = about(one, bare, one.export(bare, io.BytesIO()))
    assert (said["register_as_of"], said["left_out"], said["private_names"]) == (None, {}, "as the reports give them")


def test_the_record_has_exactly_the_keys_of_the_contract() -> None:
    """These keys, in this order; reports by id, their spans by offset and each once; unknown numbers null."""
    none = {"low": None, "best": None, "high": None}
    assert list(incident_record(INCIDENT).items()) == [
        ("id", "i1"),
        ("type", "shelling"),
        ("date", "2020-02-03"),
        (
            "places",
            [
                dict(zip(KEYS, ["ريف المدينة", 36.0, -37.0, 3, None, None], strict=True)),
                dict(zip(KEYS, [MARKED, 36.2, 37.1, 1, "حلب", "SY"], strict=True)),
            ],
        ),
        ("actors", ["syria_gov"]),
        ("targets", ["civilians", "infrastructure"]),
        ("killed", {"low": 3, "best": 3, "high": 5}),
        ("injured", none),
        ("grade", "fair"),
        ("reports", [{"report_id": "a", "spans": [[2, 3]]}, {"report_id": "b", "spans": [[0, 4], [9, 12]]}]),
    ]
    assert incident_record(EMPTY)["killed"] == none


def test_jsonl_is_one_incident_a_line() -> None:
    """Each line is the record of one incident, in the order given."""
    lines = written(exporter("jsonl"), INCIDENT, EMPTY).splitlines()
    assert [json.loads(line) for line in lines] == [incident_record(INCIDENT), incident_record(EMPTY)]


def test_geojson_places_what_is_located_and_keeps_the_rest() -> None:
    """Longitude before latitude, at the finest place; an incident without a place has a null geometry."""
    first, second = json.loads(written(exporter("geojson"), INCIDENT, EMPTY))["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [37.1, 36.2]}
    assert (first["id"], first["properties"]["grade"]) == ("i1", "fair")
    assert second["geometry"] is None


def test_csv_rows() -> None:
    """The finest place, lists joined, numbers as numbers, empty where nobody says."""
    first, second = rows(written(exporter("csv"), INCIDENT, EMPTY))
    assert (first["place"], first["latitude"], first["targets"]) == (MARKED, "36.2", "civilians; infrastructure")
    assert (first["killed_low"], first["killed_high"], first["injured_best"]) == ("3", "5", "")
    assert (first["reports"], second["reports"], second["place"]) == ("a; b", "", "")


@pytest.mark.parametrize(
    "name",
    ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200f=1", "＝1", "-\u200fحي", "=1;2,3\n4"],
)
def test_csv_cells_cannot_run(name: str) -> None:
    """A text that a spreadsheet would run as a formula is printed with an apostrophe before it, and stays whole."""
    hostile = dataclasses.replace(INCIDENT, places=(place(name, latitude=1.0, longitude=-2.5),), targets=(name,))
    (row,) = rows(written(exporter("csv"), hostile))
    assert row["place"] == row["targets"] == f"'{name}"
    assert row["longitude"] == "-2.5", "a number is a number"


@pytest.mark.parametrize("name", ["حي = شارع", "a-b", "12", "'قوس"])
def test_csv_leaves_harmless_cells_alone(name: str) -> None:
    """Nothing is put before a text that cannot run."""
    (row,) = rows(written(exporter("csv"), dataclasses.replace(INCIDENT, places=(place(name),))))
    assert row["place"] == name
