"""A report's mentions: each passage that tells of one happening, ready to be compared (codebook, "Incidents")."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from marsad.link.agencies import agency_of
from marsad.link.claimants import OWN_VOICE, named, nameless
from marsad.link.days import Days, days_of
from marsad.link.rules import LinkSettings
from marsad.link.sites import Site
from marsad.link.sums import apart_from_sums
from marsad.link.within import Atom, atoms_of, gathered, sites_of
from marsad.link.words import content_words, passage_of, signature
from marsad.model import Claim, Figure, Place, Reading, Span
from marsad.model.mention import mention_key
from marsad.text.clitics import heads, without_article
from marsad.text.folding import fold, fold_word

_FIRM: Final = frozenset({"exact", "about", "at_least", "more_than"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SidedClaim:
    """A claim and the side its claimant speaks for (an actor label), None where the report does not show it."""

    claim: Claim
    side: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One passage, or several of one report, telling of one happening.

    `ordinal` counts the mentions of one report. `key` is the mention key (`marsad.model.mention`) of the event or
    figure that comes first, `keys` are those of all its events and figures. `days` is None when neither the text nor
    the publication says anything; `date` is the EDTF string the text told, None for an assumption.
    `numbers` are the firm figures by outcome, for comparing; `claims` all figures. `segment` counts the parting
    phrases before the passage: mentions of one report with different segments were told apart. `words` are those of the
    passage without names of places and sides, `norm` the length of their vector of rarities.
    """

    ordinal: int
    key: str
    keys: tuple[str, ...]
    report_id: str
    outlet: str | None
    agency: str | None
    published: str | None
    lead: Span
    spans: tuple[Span, ...]
    events: tuple[int, ...]
    figures: tuple[int, ...]
    claims: tuple[SidedClaim, ...]
    type: str
    types: tuple[str, ...]
    group: str
    date: str | None
    days: Days | None
    places: tuple[Place, ...]
    sites: tuple[Site, ...]
    actors: frozenset[str]
    targets: frozenset[str]
    claimants: tuple[tuple[str, str | None], ...]
    status: str
    background: bool
    numbers: tuple[tuple[str, int], ...]
    words: frozenset[str]
    norm: float
    copy_signature: bytes
    segment: int

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Oldest first, then by report and place in the text: the one order everything is derived in."""
        return (self.published or "9999", self.report_id, *self.lead)


def mentions_of(reading: Reading, settings: LinkSettings) -> tuple[Mention, ...]:
    """The mentions of one report, in the order of its text.

    Events of types that make no incident are left out. Events that tell one happening (a shared figure; side by side
    and nothing against it; the same settlement and day) are one mention. A figure of no event belongs to the nearest
    event in its paragraph, or makes a mention of its own of type `other_violence`, `abduction` or `displacement`.
    """
    atoms = gathered(atoms_of(reading, settings), settings)
    reading = apart_from_sums(reading, atoms)
    named = _names(reading)
    return tuple(_mention(reading, n, parts, named, settings) for n, parts in enumerate(atoms))


def _names(reading: Reading) -> frozenset[str]:
    """Words of the report's places and sides: these are compared as such, and every report of a war repeats them."""
    names = {a.as_named for a in reading.actors} | {p.name for p in reading.places}
    return content_words(fold("\n".join(sorted(names))).text)


def _mention(
    reading: Reading, ordinal: int, parts: Sequence[Atom], named: frozenset[str], settings: LinkSettings
) -> Mention:
    report = reading.report
    lead = min(p.lead for p in parts)
    spans = tuple(sorted({s for p in parts for s in p.spans}))
    figures = tuple(sorted({f for p in parts for f in p.figures}))
    counted = _counted(reading, parts, figures)
    types = _most_specific((p.type for p in parts), settings)
    places = _distinct_places(pl for p in parts for pl in p.places)
    date, days = _date(parts, report.published, settings)
    passage = passage_of(report.text, [p.lead for p in parts], settings.limits.passage)
    words = content_words(passage) - named
    return Mention(
        ordinal=ordinal,
        key=mention_key(report.id, "event" if any(p.lead == lead and p.events for p in parts) else "figure", lead),
        keys=_keys(reading, parts),
        report_id=report.id,
        outlet=report.outlet,
        agency=agency_of(report.text, settings),
        published=report.published,
        lead=lead,
        spans=spans,
        events=tuple(sorted({e for p in parts for e in p.events})),
        figures=figures,
        claims=tuple(_claim(reading, f, counted[f], settings) for f in figures),
        type=types[0],
        types=types,
        group=parts[0].group,
        date=date,
        days=days,
        places=places,
        sites=sites_of(places, settings),
        actors=frozenset(a for p in parts for a in p.actors),
        targets=frozenset(t for p in parts for t in p.targets),
        claimants=tuple(sorted({(p.claimant, side_of(p.claimant, reading, settings)) for p in parts}, key=str)),
        status=min((p.status for p in parts), key=_STATUS_ORDER.index),
        background=all(p.background for p in parts),
        numbers=_numbers(counted.values()),
        words=words,
        norm=math.sqrt(math.fsum(settings.rarity(w) ** 2 for w in words)),
        copy_signature=signature(passage, shingle=settings.limits.shingle),
        segment=min(p.segment for p in parts),
    )


def _keys(reading: Reading, parts: Sequence[Atom]) -> tuple[str, ...]:
    events = {mention_key(reading.report.id, "event", reading.events[e].span) for p in parts for e in p.events}
    figures = {mention_key(reading.report.id, "figure", reading.figures[f].span) for p in parts for f in p.figures}
    return (*sorted(events), *sorted(figures))


_STATUS_ORDER: Final = ("occurred", "ongoing", "failed", "denied", "planned")


def _most_specific(types: Iterable[str], settings: LinkSettings) -> tuple[str, ...]:
    counts = Counter(types)
    return tuple(sorted(counts, key=lambda t: (settings.vagueness[t], -counts[t], t)))


def _distinct_places(places: Iterable[Place]) -> tuple[Place, ...]:
    found: dict[tuple[str | None, str], Place] = {}
    for place in sorted(places, key=lambda p: p.span):
        found.setdefault((place.id, fold_word(place.name)), place)
    return tuple(found.values())


def _date(parts: Sequence[Atom], published: str | None, settings: LinkSettings) -> tuple[str | None, Days | None]:
    told = Counter(p.date for p in parts if p.date and days_of(p.date))
    if told:
        # The finest date that most parts tell; the earliest of several.
        best = min(told, key=lambda d: (_width(d), -told[d], d))
        return best, days_of(best)
    day = days_of(published)
    if day is None or all(p.background for p in parts):
        return None, None
    return None, Days(day.first - settings.limits.assumed_days, day.last, told=False)


def _width(edtf: str) -> int:
    days = days_of(edtf)
    return days.last - days.first if days else 10**6


def _numbers(figures: Iterable[Figure]) -> tuple[tuple[str, int], ...]:
    firm = (f for f in figures if f.scope == "incident" and f.part_of is None and f.qualifier in _FIRM)
    return tuple(sorted({(f.outcome, f.low) for f in firm if f.low is not None}))


def _counted(reading: Reading, parts: Sequence[Atom], figures: Iterable[int]) -> dict[int, Figure]:
    """Figures as they count toward the happening.

    The running total that an event itself caused ("ليرتفع عدد القتلى إلى 15") is its toll, newer than those before;
    one told of a stretch of days ("منذ بداية الحملة") is a series of its own (`marsad.link.series`).
    """
    caused = {f for p in parts for e in p.events for f in reading.events[e].figures}
    told = {f: reading.figures[f] for f in figures}
    rising = {f for f, t in told.items() if t.scope == "cumulative" and f in caused and not _stretch(t)}
    return {f: replace(figure, scope="incident") if f in rising else figure for f, figure in told.items()}


def _stretch(figure: Figure) -> bool:
    days = days_of(figure.date)
    return days is not None and not days.single


def _claim(reading: Reading, index: int, figure: Figure, settings: LinkSettings) -> SidedClaim:
    report = reading.report
    claim = Claim(
        report_id=report.id,
        figure=index,
        span=figure.span,
        words=report.text[figure.span.start : figure.span.end],
        outcome=figure.outcome,
        low=figure.low,
        high=figure.high,
        qualifier=figure.qualifier,
        victims=figure.victims,
        group=figure.group,
        age_sex=figure.age_sex,
        scope=figure.scope,
        part_of=figure.part_of,
        by=figure.by,
        claimant=figure.claimant,
        outlet=report.outlet,
        published=report.published,
        denied=figure.denied,
        denied_by=figure.denied_by,
    )
    return SidedClaim(claim=claim, side=side_of(figure.claimant, reading, settings))


def side_of(claimant: str, reading: Reading, settings: LinkSettings) -> str | None:
    """The side a claimant speaks for: that of the longest actor's name within the claimant's words, in this report.

    Of a body that belongs to a side ("the ministry of the Houthis") it is that side. Where no name stands in the words,
    it is the side whose name the claimant shortens ("الهيئة" for "هيئة تحرير الشام"), if it is one alone.
    Whoever has no name ("Turkish media") speaks for none.
    """
    if claimant == OWN_VOICE or nameless(named(claimant), settings):
        return None
    words = f" {fold_word(claimant)} "
    owner = max((words.find(f" {word}") for word in settings.belonging), default=-1)
    sides = [
        (words.find(f" {name} ") > owner >= 0, len(name), a.label)
        for a in reading.actors
        if len(name := fold_word(a.as_named)) > _SHORT and f" {name} " in words
    ]
    if sides:
        return max(sides)[2]
    short = {without_article(word) for word in words.split() if word not in settings.anonymous}
    meant = {a.label for a in reading.actors if short and _shortens(short, a.as_named)}
    return meant.pop() if len(meant) == 1 else None


_SHORT: Final = 2


def _shortens(short: Set[str], name: str) -> bool:
    words = fold_word(name).split()
    forms = {without_article(head.form) for word in words for head in heads(word)}
    return short <= forms and len(short) < len(words)
