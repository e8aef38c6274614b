"""Tolls added up over the incidents of a register."""

from __future__ import annotations

from dataclasses import replace

import pytest
from samples import incident

from marsad.errors import UsageError
from marsad.model import Incident, Place, Span, Toll
from marsad.register import IncidentFilter, Numbers, Register, tolls


def toll(outcome: str, low: int | None, best: int | None, high: int | None, **fields: object) -> Toll:
    plain = {"rule": "", "contested": False, "claims": ()}
    return Toll(outcome=outcome, low=low, best=best, high=high, **{**plain, **fields})  # type: ignore[arg-type]


def told(id: str, *told_tolls: Toll, admin1: str | None = "إدلب", grade: str = "weak", **fields: object) -> Incident:
    place = Place(span=Span(0, 1), name="سراقب", latitude=1.0, longitude=1.0, precision=1, admin1=admin1, country="SY")
    made = incident(id, **{"date": "2020-02-03", **fields})  # type: ignore[arg-type]
    return replace(made, places=(place,), tolls=told_tolls, grade=grade)


ONE = told(
    "a",
    toll("killed", 3, 3, 5),
    toll("injured", 2, 2, 2),
    toll("killed", 2, 2, 4, victims="military", group="syria_gov"),
    toll("killed", 1, 1, 1, victims="civilian"),
    toll("killed", 1, 1, 1, victims="civilian", age_sex="children"),
)
TWO = told("b", toll("killed", 20, None, None), date=None, admin1=None)
THREE = told("c", toll("killed", 2, 2, 2), date="2020-02-07/2020-02-08", type="ied")
LONG = told("d", toll("displaced", 400, 500, 600), date="2020-02")
DISCOUNTED = told("e", toll("killed", 9, 9, 9), grade="discounted")

OPEN, FIVE = Numbers(low=20, best=20, high=None), Numbers(low=5, best=5, high=7)
ADDED_UP = [
    (("province",), {("SY",): (1, OPEN), ("إدلب",): (3, FIVE)}),
    (
        ("day",),
        {
            ("2020-02",): (1, Numbers()),
            ("2020-02-03",): (1, Numbers(low=3, best=3, high=5)),
            ("2020-02-07/2020-02-08",): (1, Numbers(low=2, best=2, high=2)),
            ("unknown",): (1, OPEN),
        },
    ),
    (("week",), {("2020-02-03",): (2, FIVE), ("unknown",): (2, OPEN)}),
    (
        ("side",),
        {
            ("civilian",): (1, Numbers(low=1, best=1, high=1)),
            ("syria_gov",): (1, Numbers(low=2, best=2, high=4)),
            ("unknown",): (4, Numbers(low=22, best=22, high=None)),
        },
    ),
    (
        ("week", "side"),
        {
            ("2020-02-03", "civilian"): (1, Numbers(low=1, best=1, high=1)),
            ("2020-02-03", "syria_gov"): (1, Numbers(low=2, best=2, high=4)),
            ("2020-02-03", "unknown"): (2, Numbers(low=2, best=2, high=2)),
            ("unknown", "unknown"): (2, OPEN),
        },
    ),
    (
        ("type",),
        {("ied",): (1, Numbers(low=2, best=2, high=2)), ("shelling",): (3, Numbers(low=23, best=23, high=None))},
    ),
    ((), {(): (4, Numbers(low=25, best=25, high=None))}),
]


@pytest.mark.parametrize(("by", "expected"), [pytest.param(*row, id="-".join(row[0]) or "all") for row in ADDED_UP])
def test_the_killed_are_added_up(
    register: Register, run: int, by: tuple[str, ...], expected: dict[tuple[str, ...], tuple[int, Numbers]]
) -> None:
    """Parts ("among them a child") are not added again; an open number opens the sum; no side told is unknown; what a
    reviewer discounted counts nowhere; a date longer than a week is of no week."""
    register.replace_incidents([ONE, TWO, THREE, LONG, DISCOUNTED], run=run)
    added = tolls(register, by=by)
    assert {row.keys: (row.incidents, row.numbers("killed")) for row in added} == expected
    assert [row.keys for row in added] == sorted(expected)


def test_every_outcome_is_added_up_of_what_is_wanted(register: Register, run: int) -> None:
    """Sums are of the incidents that fit; each outcome has its own."""
    register.replace_incidents([ONE, TWO, LONG], run=run)
    (row,) = tolls(register, IncidentFilter(date_from="2020-02-01"), by=("province",))
    assert dict(row.tolls) == {
        "killed": Numbers(low=3, best=3, high=5),
        "injured": Numbers(low=2, best=2, high=2),
        "displaced": Numbers(low=400, best=500, high=600),
    }


def test_nothing_adds_up_to_nothing(register: Register) -> None:
    """An empty register has no rows; another way of adding up is refused."""
    assert tolls(register, by=("week", "side")) == ()
    with pytest.raises(UsageError, match="moon"):
        tolls(register, by=("moon",))
