"""An incident: one real happening gathered from mentions, with tolls derived from claims."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Final

from marsad.model.reading import Place
from marsad.model.report import Span

_DIGEST: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claimant's statement of a toll: who said what number of whom, in which words.

    `figure` is the index of the figure in the report's reading; `words` is `report.text[span.start:span.end]`.
    `teller` is the name under which the claimant counts once in the incident, and `side` the side he speaks for.
    `copies` are the ids of reports that print the same passage: copies of one teller, not further witnesses.
    """

    report_id: str
    figure: int
    span: Span
    words: str
    outcome: str
    low: int | None
    high: int | None
    qualifier: str
    victims: str
    group: str | None
    age_sex: str | None
    scope: str
    part_of: int | None
    by: str | None
    claimant: str
    outlet: str | None
    published: str | None
    denied: bool
    denied_by: str | None
    copies: tuple[str, ...] = ()
    teller: str = ""
    side: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How two claims of a toll differ: `update`, `disagreement` or `scope` (codebook, "Incidents")."""

    kind: str
    first: int
    second: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A derived number of people with one outcome: least, best and most that any claimant states.

    `victims` and `group` are None for the incident's total. `rule` names how `best` was chosen; `claims` are indexes
    into the incident's claims, `differences` pairs among them.
    """

    outcome: str
    low: int | None
    best: int | None
    high: int | None
    rule: str
    contested: bool
    claims: tuple[int, ...]
    victims: str | None = None
    group: str | None = None
    age_sex: str | None = None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One report's telling of an incident: the spans of its mentions and the indexes of its events and figures.

    `why` and `why_ar` say why it was gathered here. `mentions` are the keys of its mentions
    (`marsad.model.mention`), by which judgements speak of them.
    """

    report_id: str
    spans: tuple[Span, ...]
    events: tuple[int, ...]
    figures: tuple[int, ...]
    why: str
    why_ar: str = ""
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One real happening. `date` is EDTF; `tolls` the totals by outcome first, then by victims and group."""

    id: str
    type: str
    date: str | None
    places: tuple[Place, ...]
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    status: str
    grade: str
    claims: tuple[Claim, ...]
    tolls: tuple[Toll, ...]
    tellings: tuple[Telling, ...]

    def toll(self, outcome: str) -> Toll | None:
        """The incident's total for an outcome, or None when no claimant states one."""
        return next((t for t in self.tolls if t.outcome == outcome and t.victims is None), None)

    @property
    def mentions(self) -> tuple[str, ...]:
        """The keys of all its mentions, in the order of its tellings."""
        return tuple(key for telling in self.tellings for key in telling.mentions)

    @property
    def digest(self) -> str:
        """A hash of the values a reviewer accepts: type, day, status, places, sides and totals.

        It stays when a further teller says the same, and changes when a value does.
        """
        places = [(p.id, p.name, p.latitude, p.longitude, p.precision) for p in self.places]
        totals = [(t.outcome, t.low, t.best, t.high) for t in self.tolls if t.victims is None]
        values = [self.type, self.date, self.status, places, self.actors, self.targets, totals]
        return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()[:_DIGEST]

    def side_tolls(self, outcome: str) -> dict[str, Toll]:
        """The toll of each side: an actor label, or the kind of the victims where no side is told (civilian, …).

        Of two of one side (its soldiers, its people) the larger, which may hold the other. Where no part tells a side,
        the total is that of `unknown`.
        """
        sides: dict[str, Toll] = {}
        for toll in self.tolls:
            if toll.outcome == outcome and toll.victims is not None and toll.age_sex is None:
                key = toll.group or toll.victims
                sides[key] = max(sides.get(key, toll), toll, key=lambda t: (t.best or t.low or 0, t.high or 0))
        total = self.toll(outcome)
        return sides if sides or total is None else {"unknown": total}
