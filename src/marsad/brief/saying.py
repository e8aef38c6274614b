"""One incident as an item of a brief: what, where, when; what happened to whom; by whom it is claimed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from marsad.brief.facts import Told
from marsad.brief.phrases import Phrases
from marsad.brief.record import Item, Run, Words
from marsad.model import OUTCOMES, Claim, Toll, finest

MOST_CLAIMS: Final = 5
_PEOPLE: Final = ("civilian", "military", "nonstate")
_SYMMETRIC: Final = frozenset({"clash", "agreement", "meeting"})
_FACELESS: Final = frozenset({"unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """How items are said: the phrases of a brief, and the numbers of its sources by report."""

    phrases: Phrases
    numbers: Mapping[str, int]

    def item(self, told: Told) -> Item:
        """A new incident with its tolls, sides, claims and grade."""
        claims = list(self._claims(told))
        return Item(
            lead=self.headline(told),
            more=tuple(line for line in (self.tolls(told), self._sides(told), *claims, self.foot(told)) if line),
            anchor=told.incident.id,
        )

    def headline(self, told: Told) -> Words:
        """What happened where and when: `غارة جوية في الجينة (حلب)، 16 آذار/مارس 2017`."""
        phrases, incident = self.phrases, told.incident
        place = finest(incident.places)
        what: Words = (Run(text=phrases.label("type", incident.type), kind="strong"),)
        where = "place.unknown" if place is None else "place.in"
        said = phrases.say(where, what=what, place=() if place is None else phrases.place(place))
        day = phrases.say("date.on", what=said, day=phrases.day(incident.date)) if incident.date else None
        said = day or phrases.say("date.unknown", what=said)
        return said if incident.status == "occurred" else phrases.say(f"status.{incident.status}", what=said)

    def tolls(self, told: Told) -> Words:
        """What happened to how many, in one sentence; that no toll is told, where none is."""
        said = [words for outcome in OUTCOMES if (words := self._toll(told, outcome))]
        if not said:
            return self.phrases.say("item.no_toll")
        return _stopped(self.phrases.listed(said, between="then", last="then"))

    def _toll(self, told: Told, outcome: str) -> Words | None:
        total = told.toll(outcome)
        if total is None:
            return None
        said = self.phrases.tolled(total, _noun(told, total))
        parts = [self.phrases.counted(toll.best or 0, toll.age_sex or "") for toll in _parts(told, total)]
        return self.phrases.say("join.among", a=said, b=self.phrases.listed(parts)) if said and parts else said

    def _sides(self, told: Told) -> Words:
        phrases, incident = self.phrases, told.incident
        actors = [a for a in incident.actors if a not in _FACELESS]
        targets = [t for t in incident.targets if t not in _FACELESS]
        if incident.type in _SYMMETRIC and set(actors) == set(targets) and actors:
            return phrases.say("item.both", actors=phrases.sides(actors))
        by = phrases.say("item.sides", actors=phrases.sides(actors)) if actors else phrases.say("item.unknown_actor")
        against = phrases.say("item.against", targets=phrases.sides(targets)) if targets else ()
        return (*by, Run(text=" "), *against) if against else by

    def _claims(self, told: Told) -> Iterator[Words]:
        """Who says what, the newest statements first; how many more there are."""
        own = [c for c in told.incident.claims if c.scope == "incident" and c.part_of is None]
        own.sort(key=lambda c: (OUTCOMES.index(c.outcome), _reversed(c.published), c.report_id, c.span))
        seen: dict[tuple[object, ...], Claim] = {}
        for claim in own:
            seen.setdefault((claim.outcome, claim.low, claim.high, claim.claimant, claim.outlet), claim)
        shown = list(seen.values())
        yield from (self.claim(claim) for claim in shown[:MOST_CLAIMS])
        if len(shown) > MOST_CLAIMS:
            yield self.phrases.say("item.more_claims", n=len(shown) - MOST_CLAIMS)

    def claim(self, claim: Claim) -> Words:
        """One claim: how many, who says so, who denies it, in which source."""
        phrases = self.phrases
        said = phrases.said_by(claim, phrases.valued(claim.low, claim.high, claim.qualifier, claim.outcome))
        if claim.denied and claim.denied_by:
            said = phrases.say("item.denied", said=said, who=phrases.claimant(claim.denied_by))
        elif claim.denied:
            said = phrases.say("item.denied_plain", said=said)
        return phrases.say("item.source", said=said, ref=self.reference(claim.report_id))

    def foot(self, told: Told) -> Words:
        """The grade, the id, and the sources."""
        phrases, incident = self.phrases, told.incident
        refs = [r for t in incident.tellings if (r := self.reference(t.report_id))]
        refs.sort(key=lambda r: int(r[0].text.strip("[]")))
        spaced = tuple(run for n, ref in enumerate(refs) for run in ((Run(text=" "), *ref) if n else ref))
        grade = phrases.say("item.grade", grade=(Run(text=self.grade(incident.grade)),), id=incident.id)
        return (*grade, Run(text=" "), *phrases.say("item.told_in", refs=spaced)) if spaced else grade

    def grade(self, grade: str) -> str:
        """A grade by its name."""
        return self.phrases.label("grade", grade)

    def reference(self, report: str) -> Words:
        """The number of a source, in brackets; nothing for a report that is none of the brief's."""
        number = self.numbers.get(report)
        return () if number is None else (Run(text=f"[{number}]", kind="reference", href=f"#source-{number}"),)


def _stopped(words: Words) -> Words:
    return (*words, Run(text="."))


def _noun(told: Told, total: Toll) -> str:
    """Whom the total counts: women, children or civilians, where they make up all of it; else people."""
    if total.low == total.best == total.high is not None:
        for kind in ("women", "children"):
            if any(t.age_sex == kind and t.outcome == total.outcome and t.best == total.best for t in told.tolls):
                return kind
    kinds = [t for t in told.tolls if t.outcome == total.outcome and t.victims is not None and t.age_sex is None]
    same = {t.victims for t in kinds}
    if len(same) == 1 and kinds[0].victims in _PEOPLE and any(t.best == total.best for t in kinds):
        return str(kinds[0].victims)
    return "person"


def _parts(told: Told, total: Toll) -> list[Toll]:
    """Children and women among the dead, where their number is told and smaller than the whole."""
    parts = [t for t in told.tolls if t.outcome == total.outcome and t.age_sex in ("children", "women")]
    fitting = {t.age_sex: t for t in parts if t.best and (total.best is None or t.best < total.best)}
    return [fitting[kind] for kind in ("children", "women") if kind in fitting]


def _reversed(published: str | None) -> tuple[int, ...]:
    """A key that puts the newest first."""
    return tuple(-ord(c) for c in published or "")
