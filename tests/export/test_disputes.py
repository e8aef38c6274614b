"""The tolls on which tellers disagree."""

from __future__ import annotations

import math

import pytest

from marsad.export import most_disputed
from marsad.model import Claim, Difference, Incident, Span, Toll


def toll(outcome: str, low: int | None, best: int | None, high: int | None, **fields: object) -> Toll:
    plain = {"rule": "", "contested": False, "claims": ()}
    return Toll(outcome=outcome, low=low, best=best, high=high, **{**plain, **fields})  # type: ignore[arg-type]


def claim(low: int | None, high: int | None, *, denied: bool = False) -> Claim:
    return Claim(
        report_id="r", figure=0, span=Span(0, 1), words="", outcome="killed", low=low, high=high, qualifier="exact",
        victims="military", group=None, age_sex=None, scope="incident", part_of=None, by=None, claimant="report",
        outlet=None, published=None, denied=denied, denied_by=None,
    )  # fmt: skip


def incident(id: str, *tolls: Toll, claims: tuple[Claim, ...] = ()) -> Incident:
    return Incident(
        id=id, type="clash", date="2020-02-03", places=(), actors=(), targets=(), status="occurred", grade="weak",
        claims=claims, tolls=tolls, tellings=(),
    )  # fmt: skip


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
    assert most_disputed([incident("a", toll("killed", 3, 3, 5)), incident("b")], count=3) == ()
