"""Running totals are series of their own, held beside the sum of incidents; each step of a toll is explained."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tellings import raid

from marsad.link import LinkSettings, checked, derivations, link, series_of
from marsad.model import Incident, Reading

MONTH = "أحصى ناشطون خلال أيار ستين قتيلا سقطوا في قصف طال بلدة سرمدا بحسب بيان"
GROWING = [
    replace(r, report=replace(r.report, outlet="one outlet"))
    for r in (raid("a", 10), raid("b", 12, published="2016-05-11"), raid("c", 15, published="2016-05-12"))
]


def month(**fields: object) -> Reading:
    """A report of the month's dead, published on its last day."""
    told = raid("m", 60, text=MONTH, published="2016-05-31", date="2016-05-31", kind="shelling")
    figure = replace(told.figures[0], **{"scope": "period", "date": "2016-05", **fields})
    return replace(told, figures=(figure,))


def incidents() -> tuple[Incident, ...]:
    return link([*GROWING, month()])


def test_a_monthly_total_stands_beside_the_sum_of_incidents(rules: LinkSettings) -> None:
    """10, then 12, then 15 dead of one raid, and 60 in the month: its incidents are 15, its total 60, never 97."""
    (series,) = series_of([*GROWING, month()], rules)
    found = checked(series, incidents())
    assert [(t.low, t.scope, t.date) for t in found.totals] == [(60, "period", "2016-05")]
    assert (found.incidents, found.summed) == (1, 15)
    assert sum(t.best or 0 for i in incidents() if (t := i.toll("killed"))) == 15


def test_a_rising_total_is_one_series_of_its_claimant(rules: LinkSettings) -> None:
    """What a claimant counts since a day is one series over time; another claimant's is another."""
    first = month(scope="cumulative", date="2016-05-01", claimant="ناشطون")
    second = replace(first, report=replace(first.report, id="n", published="2016-06-02"))
    higher = replace(second, figures=(replace(second.figures[0], low=75, high=75),))
    other = month(claimant="وزارة الصحة")
    found = series_of([replace(first, report=replace(first.report, outlet="x")), other], rules)
    assert len(found) == 2
    (grown,) = series_of([first, replace(higher, report=replace(higher.report, outlet=first.report.outlet))], rules)
    assert [t.low for t in grown.totals] == [60, 75]


@pytest.mark.parametrize(
    ("date", "summed"),
    [("2016-05", 15), ("2016-05-01", 15), ("2016-06", 0), (None, None)],
)
def test_only_incidents_of_its_stretch_are_summed(rules: LinkSettings, date: str | None, summed: int | None) -> None:
    """A total since a day reaches to its publication; one whose stretch is not told is held against nothing."""
    (series,) = series_of([month(date=date)], rules)
    assert checked(series, incidents()).summed == summed


def test_each_claim_of_a_toll_is_explained(rules: LinkSettings) -> None:
    """Of one outlet's growing numbers the newest stands, and the others say what replaced them."""
    raid_told = next(i for i in incidents() if len(i.tellings) == 3)
    (derivation,) = derivations(raid_told, rules)
    assert [(s.claim.low, s.stands) for s in derivation.steps] == [(10, False), (12, False), (15, True)]
    assert derivation.steps[0].why == "the same claimant said another on 2016-05-12"
    assert derivation.rule == raid_told.tolls[0].rule
    assert derivation.support == ((15, 1),)
