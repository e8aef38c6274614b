"""What a whole report says about where its places are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final

from marsad.gazetteer.candidates import Group
from marsad.gazetteer.distance import kilometres
from marsad.gazetteer.named import Hints

_COUNTRY_NAME_VOTE: Final = 0.5  # a report on Syria names Turkey and Russia too
_SIDES_VOTE: Final = 1.5
_OUTLET_VOTE: Final = 0.4
_NEAR_KM: Final = 40.0

COUNTRY_WEIGHT: Final = 4.0
PROVINCE_WEIGHT: Final = 1.5
NEAR_WEIGHT: Final = 1.0


@dataclass(frozen=True, slots=True)
class Ballot:
    """One name's vote: how likely each country and province is what it means."""

    countries: dict[str, float]
    provinces: dict[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The votes of all names and hints, and the points that are sure."""

    ballots: tuple[Ballot, ...]
    countries: Mapping[str, float]
    provinces: Mapping[tuple[str, str], float]
    anchors: tuple[tuple[int, float, float], ...]

    def country_shares(self, index: int) -> dict[str, float]:
        """Each country's share of the votes of all names but this one, and of the hints; empty when there are none."""
        own = self.ballots[index].countries
        others = {country: votes - own.get(country, 0.0) for country, votes in self.countries.items()}
        total = sum(others.values())
        return {country: votes / total for country, votes in others.items()} if total > 1e-9 else {}

    def weight(self, index: int) -> float:
        """How many votes there are besides this name's own."""
        return sum(self.countries.values()) - sum(self.ballots[index].countries.values())

    def score(self, index: int, group: Group, shares: dict[str, float]) -> float:
        """How well a candidate fits the report: its importance, and what the other names say."""
        score = group.importance
        if group.country:
            score += COUNTRY_WEIGHT * shares.get(group.country, 0.0)
        if group.country and group.admin1:
            own = self.ballots[index].provinces.get((group.country, group.admin1), 0.0)
            votes = self.provinces.get((group.country, group.admin1), 0.0) - own
            score += PROVINCE_WEIGHT * votes / (votes + 1.0)
        if group.best.kind == "country":
            return (
                score + PROVINCE_WEIGHT + NEAR_WEIGHT
            )  # the report's other places all lie in it: الكويت is the country
        return score + NEAR_WEIGHT * self._nearness(index, group)

    def _nearness(self, index: int, group: Group) -> float:
        here = group.best
        if here.latitude is None or here.longitude is None or group.best.kind in ("country", "sea"):
            return 0.0
        distances = [kilometres(here.latitude, here.longitude, n, e) for at, n, e in self.anchors if at != index]
        return exp(-min(distances) / _NEAR_KM) if distances else 0.0


def gather(groups: Sequence[tuple[Group, ...]], hints: Hints) -> Evidence:
    """The evidence of a report whose names may mean `groups`, in the same order."""
    ballots = tuple(_ballot(found) for found in groups)
    countries: dict[str, float] = defaultdict(float)
    provinces: dict[tuple[str, str], float] = defaultdict(float)
    for ballot in ballots:
        for country, vote in ballot.countries.items():
            countries[country] += vote
        for province, vote in ballot.provinces.items():
            provinces[province] += vote
    for country, weight in hints.countries.items():
        countries[country] += _SIDES_VOTE * weight
    if hints.outlet_country:
        countries[hints.outlet_country] += _OUTLET_VOTE
    anchors = tuple(
        (index, found[0].best.latitude, found[0].best.longitude)
        for index, found in enumerate(groups)
        if len(found) == 1 and found[0].best.kind not in ("country", "province", "sea", "area")
        and found[0].best.latitude is not None and found[0].best.longitude is not None
    )  # fmt: skip
    return Evidence(ballots, countries, provinces, anchors)


def _ballot(found: tuple[Group, ...]) -> Ballot:
    weights = [exp(1.5 * group.importance) for group in found]
    total = sum(weights)
    countries: dict[str, float] = {}
    provinces: dict[tuple[str, str], float] = {}
    for group, weight in zip(found, weights, strict=True):
        if group.country:
            vote = weight / total * (_COUNTRY_NAME_VOTE if group.best.kind == "country" else 1.0)
            countries[group.country] = countries.get(group.country, 0.0) + vote
            if group.admin1:
                key = (group.country, group.admin1)
                provinces[key] = provinces.get(key, 0.0) + vote
    return Ballot(countries, provinces)
