"""One contract for every export format, and what each format promises besides."""

from __future__ import annotations

import csv
import dataclasses
import io
import json

import pytest

from marsad.errors import UsageError
from marsad.export import EXPORTERS, Exporter, exporter, incident_record
from marsad.model import Claim, Incident, Place, Span, Telling, Toll

WORDS = "مقتل ثلاثة في قصف"
MARKED = "\u200fحيّ «الميناء»\u200e, شرق"
KEYS = ["name", "latitude", "longitude", "precision", "admin1", "country"]
INTERNAL = "ضُمّت لأن الكلمات متشابهة"


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


def written(one: Exporter, *incidents: Incident) -> bytes:
    file = io.BytesIO()
    one.write(iter(incidents), file)
    return file.getvalue()


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("one", EXPORTERS, ids=lambda e: e.name)
class TestEveryExporter:
    """The contract."""

    def test_keeps_arabic_and_its_direction_marks(self, one: Exporter) -> None:
        """A name is printed letter by letter, its marks and direction marks too, in UTF-8 and not as escapes."""
        assert "حيّ" in written(one, INCIDENT).decode()
        assert "\u200fحيّ" in written(one, INCIDENT).decode()

    def test_gives_the_same_bytes_again(self, one: Exporter) -> None:
        """The order in which reports were gathered does not show."""
        turned = dataclasses.replace(INCIDENT, tellings=INCIDENT.tellings[::-1])
        assert written(one, INCIDENT, EMPTY) == written(one, turned, EMPTY)

    def test_works_on_an_empty_register(self, one: Exporter) -> None:
        """No incident is a valid file with none in it."""
        data = written(one)
        expected = {"csv": [], "jsonl": [], "geojson": []}[one.name]
        found = {
            "csv": lambda: rows(data),
            "jsonl": lambda: data.splitlines(),
            "geojson": lambda: json.loads(data)["features"],
        }[one.name]()
        assert found == expected

    def test_prints_no_reasons(self, one: Exporter) -> None:
        """Why a place was chosen, a report joined or a number preferred is the register's business."""
        assert INTERNAL not in written(one, INCIDENT).decode()

    def test_is_found_by_its_name(self, one: Exporter) -> None:
        """Names are unique, and lead to the exporter."""
        assert exporter(one.name) is one


def test_an_unknown_format_is_refused() -> None:
    """The error lists the formats there are."""
    with pytest.raises(UsageError, match="no format 'xlsx'") as refused:
        exporter("xlsx")
    assert "geojson" in str(refused.value)


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
