"""Tolls over many incidents, and the tolls on which tellers disagree."""

from __future__ import annotations

import math

import pytest

from marsad.errors import UsageError
from marsad.export import Numbers, most_disputed, tolls_by
from marsad.model import Claim, Difference, Incident, Place, Span, Toll


def toll(outcome: str, low: int | None, best: int | None, high: int | None, **fields: object) -> Toll:
    plain = {"rule": "", "contested": False, "claims": ()}
    return Toll(outcome=outcome, low=low, best=best, high=high, **{**plain, **fields})  # type: ignore[arg-type]


def claim(low: int | None, high: int | None, *, denied: bool = False) -> Claim:
    return Claim(
        report_id="r", figure=0, span=Span(0, 1), words="", outcome="killed", low=low, high=high, qualifier="exact",
        victims="military", group=None, age_sex=None, scope="incident", part_of=None, by=None, claimant="report",
        outlet=None, published=None, denied=denied, denied_by=None,
    )  # fmt: skip


def incident(
    id: str, *tolls: Toll, date: str | None = "2020-02-03", admin1: str | None = "إدلب", **fields: object
) -> Incident:
    place = Place(span=Span(0, 1), name="سراقب", latitude=1.0, longitude=1.0, precision=1, admin1=admin1, country="SY")
    plain = {
        "type": "clash", "places": (place,), "actors": (), "targets": (), "status": "occurred", "grade": "weak",
        "claims": (), "tellings": (),
    }  # fmt: skip
    return Incident(id=id, date=date, tolls=tolls, **{**plain, **fields})  # type: ignore[arg-type]


ONE = incident(
    "a",
    toll("killed", 3, 3, 5),
    toll("injured", 2, 2, 2),
    toll("killed", 2, 2, 4, victims="military", group="syria_gov"),
    toll("killed", 1, 1, 1, victims="civilian"),
    toll("killed", 1, 1, 1, victims="civilian", age_sex="children"),
)
TWO = incident("b", toll("killed", 20, None, None), date=None, admin1=None)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("province", {"SY": (1, Numbers(low=20, best=20, high=None)), "إدلب": (1, Numbers(low=3, best=3, high=5))}),
        (
            "day",
            {"2020-02-03": (1, Numbers(low=3, best=3, high=5)), "unknown": (1, Numbers(low=20, best=20, high=None))},
        ),
        (
            "side",
            {
                "civilian": (1, Numbers(low=1, best=1, high=1)),
                "syria_gov": (1, Numbers(low=2, best=2, high=4)),
                "unknown": (2, Numbers(low=20, best=20, high=None)),
            },
        ),
    ],
)
def test_the_killed_are_added_up(by: str, expected: dict[str, tuple[int, Numbers]]) -> None:
    """Parts ("among them a child") are not added again; an open number opens the sum; no side told is unknown."""
    assert {row.key: (row.incidents, row.killed) for row in tolls_by([ONE, TWO], by)} == expected


def test_sums_do_not_hang_on_the_order() -> None:
    """The incidents in another order give the same rows, in the order of their keys."""
    assert tolls_by([ONE, TWO], "day") == tolls_by([TWO, ONE], "day")


def test_discounted_incidents_and_unknown_groupings() -> None:
    """What a reviewer discounted counts nowhere; another way of adding up is refused."""
    assert tolls_by([incident("c", toll("killed", 9, 9, 9), grade="discounted")], "day") == ()
    with pytest.raises(UsageError, match="moon"):
        tolls_by([ONE], "moon")


def disputed(id: str, kind: str, *claims: Claim) -> Incident:
    difference = Difference(kind=kind, first=0, second=1, why="")
    indexes = tuple(range(len(claims)))
    return incident(id, toll("killed", 0, 0, 0, claims=indexes, differences=(difference,)), claims=claims)


def test_the_widest_disagreements_come_first() -> None:
    """By ratio and not by number; a denial stands against none; updates and scopes are no disagreement."""
    found = most_disputed(
        [
            disputed("numbers", "disagreement", claim(100, 100), claim(135, 135)),
            disputed("ratio", "disagreement", claim(2, 2), claim(12, 12)),
            disputed("denied", "disagreement", claim(35, 35, denied=True), claim(34, 34)),
            disputed("meeting", "disagreement", claim(20, 99), claim(60, 60)),
            disputed("vague", "disagreement", claim(200, 999), claim(150, 150)),
            disputed("update", "update", claim(1, 1), claim(1000, 1000)),
            disputed("scope", "scope", claim(1, 1), claim(1000, 1000)),
        ],
        count=4,
    )
    assert [(d.incident.id, d.claims) for d in found] == [
        ("denied", (0, 1)),
        ("ratio", (0, 1)),
        ("numbers", (0, 1)),
        ("vague", (0, 1)),
    ]
    assert found[0].spread == pytest.approx(math.log(36))


def test_no_disagreement_is_an_empty_answer() -> None:
    """Where all agree, there is nothing to list."""
    assert most_disputed([ONE, TWO], count=3) == ()
