"""Where places are said to be, held against where they are; and what share of names is located at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from marsad.errors import DataError
from marsad.evaluate.located import GoldPlace, locate, read_gold_places
from marsad.evaluate.resolved import count_resolved

GOLD = Path(__file__).parents[2] / "gold" / "places.toml"


def gold(name: str, latitude: float, kind: str = "settlement") -> GoldPlace:
    return GoldPlace(report="r", name=name, kind=kind, latitude=latitude, longitude=36.8, source="GeoNames")


def named(name: str, latitude: float | None, why: str = "the only place of that name") -> dict[str, Any]:
    return {"name": name, "latitude": latitude, "longitude": None if latitude is None else 36.8, "why": why}


def test_within_ten_kilometres_is_right() -> None:
    """Nine kilometres off is right, twelve is not, nor is a name without a point; a province is not asked for."""
    asked = [gold("سراقب", 35.86), gold("سرمين", 35.90), gold("بنش", 35.95), gold("إدلب", 35.9, kind="province")]
    reading = {"r": {"places": [named("سراقب", 35.94), named("سرمين", 36.01), named("بنش", None)]}}
    done = locate(asked, reading)
    assert (done.asked, done.found, done.right) == (3, 3, 1)
    assert [(place.name, off and round(off)) for place, off in done.misses] == [("سرمين", 12), ("بنش", None)]


def test_the_table_of_gold_places_can_be_read() -> None:
    """Every place has a source, a kind that is known, and a point on the Earth."""
    places = read_gold_places(GOLD)
    assert len(places) > 150
    assert {place.kind for place in places} <= {"settlement", "site", "area", "province", "country"}
    assert all(place.source and -90 <= place.latitude <= 90 and -180 <= place.longitude <= 180 for place in places)


def test_a_table_that_is_none_is_refused(tmp_path: Path) -> None:
    """A missing file and one that says something else name the file."""
    bad = tmp_path / "places.toml"
    with pytest.raises(DataError, match="no table of places"):
        read_gold_places(bad)
    bad.write_text("[[place]]\nname = 3\n", encoding="utf-8")
    with pytest.raises(DataError, match="no table of places"):
        read_gold_places(bad)


def test_located_abstained_and_unknown_are_told_apart(tmp_path: Path) -> None:
    """A point is located; two equal namesakes are abstained from; a name no gazetteer knows is unknown."""
    places = [
        named("سراقب", 35.9),
        named("الزهراء", None, "not located: 9 places of that name, nothing decides between SY and IQ"),
        named("الوهم", None, "not located: no place of that name is known"),
    ]
    (tmp_path / "a.json").write_text(json.dumps({"places": places}), encoding="utf-8")
    done = count_resolved(tmp_path)
    assert (done.reports, done.names, done.located, done.abstained, done.unknown) == (1, 3, 1, 1, 1)
    assert {name for name, _, _ in done.frequent} == {"الزهراء", "الوهم"}


def test_a_folder_without_readings_is_refused(tmp_path: Path) -> None:
    """An empty folder, and a file that is no reading, are errors."""
    with pytest.raises(DataError, match="no readings"):
        count_resolved(tmp_path)
    (tmp_path / "a.json").write_text("[]", encoding="utf-8")
    with pytest.raises(DataError, match="no reading"):
        count_resolved(tmp_path)
