"""Hard names are found as printed, in the right place, or not taken for places (tests/cases/places.toml)."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from marsad.extract import Reader
from marsad.model import Place, Report

TABLE = Path(__file__).parents[1] / "cases" / "places.toml"
CASES = [
    pytest.param(case, id=f"{group}-{number}")
    for group, table in tomllib.loads(TABLE.read_text(encoding="utf-8")).items()
    for number, case in enumerate(table["cases"], 1)
]


def places(reader: Reader, text: str) -> tuple[Place, ...]:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return tuple(reader.read(Report(id="t", text=text, sha256=sha)).places)


@pytest.mark.parametrize("case", CASES)
def test_a_hard_name(reader: Reader, case: dict[str, Any]) -> None:
    """The name is printed as it stands and lies where the case says; a word that is no place is none."""
    found = [place for place in places(reader, case["text"]) if place.name == case["name"]]
    if case.get("no"):
        assert found == []
        return
    assert found, [place.name for place in places(reader, case["text"])]
    country, _, admin1 = case["where"].partition("/")
    last = found[-1]
    assert (last.country or "") == country, last.why
    assert not admin1 or last.admin1 == admin1, last.why
    assert not country or last.latitude is not None
    assert "precision" not in case or last.precision == case["precision"], last.why


def test_the_table_holds_as_many_names_as_it_promises() -> None:
    """At least 120 hard names, each with a sentence."""
    assert len(CASES) >= 120


def test_a_place_told_by_distance_lies_so_far_off(reader: Reader) -> None:
    """Ten kilometres north of a town is a tenth of a degree up, with the radius that a round number has."""
    (near,) = places(reader, "قتل ثلاثة جنود على بعد 10 كلم شمال سراقب.")
    (town,) = places(reader, "قتل ثلاثة جنود في مدينة سراقب.")
    assert near.latitude is not None
    assert town.latitude is not None
    assert near.latitude - town.latitude == pytest.approx(0.09, abs=0.005)
    assert (near.longitude, near.precision, near.radius_km) == (town.longitude, 2, 2.5)


def test_a_place_between_two_lies_midway(reader: Reader) -> None:
    """Both ends of "between" lie at their middle, with half the way between them as radius."""
    first, second = places(reader, "قتل ثلاثة جنود بين تفتناز وبنش.")
    (north,) = places(reader, "قتل ثلاثة جنود في بلدة تفتناز.")
    (south,) = places(reader, "قتل ثلاثة جنود في بلدة بنش.")
    assert (first.latitude, first.longitude) == (second.latitude, second.longitude)
    assert north.latitude is not None
    assert south.latitude is not None
    assert first.latitude == pytest.approx((north.latitude + south.latitude) / 2, abs=1e-4)
    assert first.radius_km == pytest.approx(4.0, abs=0.5)


def test_a_border_lies_where_the_report_is(reader: Reader) -> None:
    """The border of a country is the point of it nearest to the place told beside it, in the other country."""
    border, town = places(reader, "قتل ثلاثة جنود لبنانيين عند الحدود مع سوريا قرب عرسال.")
    assert (border.name, border.country, border.precision) == ("الحدود مع سوريا", "LB", 3)
    assert border.latitude == pytest.approx(town.latitude, abs=0.3)
    assert border.longitude == pytest.approx(town.longitude, abs=0.3)


@pytest.mark.parametrize(
    ("text", "radius"),
    [
        ("قتل ثلاثة جنود غرب سراقب.", 12.0),
        ("قتل ثلاثة جنود في محيط سراقب.", 7.0),
        ("قتل ثلاثة جنود في ريف إدلب الجنوبي.", 28.7),
        ("قتل ثلاثة جنود في سوريا.", 243.0),
    ],
)
def test_a_place_says_how_far_it_may_reach(reader: Reader, text: str, radius: float) -> None:
    """What is near a place, a part of a province or a state has a radius of uncertainty."""
    (place,) = places(reader, text)
    assert place.radius_km == radius
