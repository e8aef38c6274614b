"""An account of an incident for a reader: each value, who says so, in which words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from marsad.model import Claim, Difference, Event, Figure, Incident, Place, Reading, Report, Span, Toll

_TOLD_APART: Final = ("disagreement", "update")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement behind a value: what it says, by whom, in which report, in the report's own words."""

    says: str
    claimant: str
    report_id: str
    outlet: str | None
    published: str | None
    words: str
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of an incident with all that was said of it.

    `rule` says how it was derived, `notes` how tellers differ.
    """

    field: str
    value: str
    rule: str | None
    said: tuple[Said, ...]
    notes: tuple[str, ...] = ()


def account(incident: Incident, reading: Callable[[str], Reading | None]) -> tuple[Value, ...]:
    """Type, date, places, sides and tolls of an incident, each with the words that say it.

    `reading` gives the reading of a report by its id.
    """
    told = list(_mentions(incident, reading))
    events = [(read, mention) for read, mention in told if isinstance(mention, Event)]
    places = (_said(r, place_line(p), p.span, m) for r, m in told for p in m.places)
    return (
        Value(field="type", value=incident.type, rule=None, said=_once(_said(r, e.type, e.span, e) for r, e in events)),
        Value(field="date", value=incident.date or "unknown", rule=None, said=_once(_dates(told))),
        Value(
            field="places",
            value="; ".join(map(place_line, incident.places)) or "not told",
            rule=None,
            said=_once(places),
        ),
        *(
            Value(field=role, value=", ".join(labels) or "not told", rule=None, said=_once(_sides(events, role)))
            for role, labels in (("actors", incident.actors), ("targets", incident.targets))
        ),
        *(toll_value(incident, toll) for toll in incident.tolls),
    )


def toll_value(incident: Incident, toll: Toll) -> Value:
    """A toll with its claims and the differences among them."""
    whose = " ".join(part for part in (toll.victims, toll.group, toll.age_sex) if part)
    notes = tuple(_differences(incident, toll.differences))
    return Value(
        field=f"{toll.outcome} ({whose})" if whose else toll.outcome,
        value=f"low {_or_open(toll.low)}, best {_or_open(toll.best)}, high {_or_open(toll.high)}",
        rule=toll.rule,
        said=tuple(claim_said(incident.claims[index]) for index in toll.claims),
        notes=(*notes, "contested: a claim is denied") if toll.contested else notes,
    )


def _differences(incident: Incident, differences: Sequence[Difference]) -> Iterator[str]:
    """What tellers disagree on, then updates, then differences of scope: those of one reason together."""
    yield from dict.fromkeys(f"{d.kind}: {d.why}" for kind in _TOLD_APART for d in differences if d.kind == kind)
    scopes: dict[str, dict[frozenset[str], str]] = {}
    for d in differences:
        if d.kind == "scope":
            numbers = [_number(incident.claims[index]) for index in (d.first, d.second)]
            scopes.setdefault(d.why, {}).setdefault(frozenset(numbers), " and ".join(numbers))
    yield from (f"scope: {why}: {', '.join(pairs.values())}" for why, pairs in scopes.items())


def _number(claim: Claim) -> str:
    return number(claim.low, claim.high, claim.qualifier)


def _once(said: Iterable[Said]) -> tuple[Said, ...]:
    """Each statement once: a report tells the same place of several of its events."""
    return tuple(dict.fromkeys(said))


def claim_said(claim: Claim) -> Said:
    """A claim as a statement."""
    parts = [f"{_number(claim)} {claim.outcome}"]
    parts += [claim.scope] if claim.scope != "incident" else []
    parts += ["part of another figure"] if claim.part_of is not None else []
    parts += [f"denied by {claim.denied_by or 'someone'}"] if claim.denied else []
    return Said(
        says=", ".join(parts),
        claimant=claim.claimant,
        report_id=claim.report_id,
        outlet=claim.outlet,
        published=claim.published,
        words=claim.words,
        copies=claim.copies,
    )


def number(low: int | None, high: int | None, qualifier: str) -> str:
    """A number as a person reads it: `12`, `about 12`, `at least 12`, `more than 12`, `20 to 99`."""
    if low is None:
        return "an unknown number" if high is None else f"at most {high}"
    if high is None:
        return f"more than {low}" if qualifier == "more_than" else f"at least {low}"
    if low == high:
        return f"about {low}" if qualifier == "about" else str(low)
    return f"{low} to {high}"


def place_line(place: Place) -> str:
    """A place with its province and how precisely it is located."""
    name = f"{place.name}, {place.admin1}" if place.admin1 and place.admin1 != place.name else place.name
    located = "not located" if place.latitude is None else f"{place.latitude:.3f}, {place.longitude:.3f}"
    return f"{name} ({located}, precision {_or_open(place.precision)})"


def _or_open(value: int | None) -> str:
    return "unknown" if value is None else str(value)


def _mentions(incident: Incident, reading: Callable[[str], Reading | None]) -> Iterator[tuple[Reading, Event | Figure]]:
    for telling in incident.tellings:
        read = reading(telling.report_id)
        if read is not None:
            yield from ((read, read.events[index]) for index in telling.events)
            yield from ((read, read.figures[index]) for index in telling.figures)


def _said(read: Reading, says: str, span: Span, mention: Event | Figure) -> Said:
    report: Report = read.report
    return Said(
        says=says,
        claimant=mention.claimant,
        report_id=report.id,
        outlet=report.outlet,
        published=report.published,
        words=report.text[span.start : span.end],
    )


def _dates(told: list[tuple[Reading, Event | Figure]]) -> Iterator[Said]:
    for read, mention in told:
        if mention.date or mention.date_text:
            said = _said(read, mention.date or "unknown", mention.span, mention)
            yield replace(said, words=mention.date_text or "")


def _sides(told: list[tuple[Reading, Event]], role: str) -> Iterator[Said]:
    """The naming of each side nearest to the event that names it; the event's own words where none is."""
    for read, event in told:
        labels: tuple[str, ...] = getattr(event, role)
        for label in labels:
            named = [actor.span for actor in read.actors if actor.label == label]
            span = min(named, key=lambda s: abs(s.start - event.span.start), default=event.span)
            yield _said(read, label, span, event)
