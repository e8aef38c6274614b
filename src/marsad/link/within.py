"""One report's events gathered into happenings: the headline and the body, the raid and its dead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, NamedTuple

from marsad.link.days import days_of
from marsad.link.owners import figures_by_event, gap, of_another_time, points_back, turned
from marsad.link.rules import LinkSettings, rivals
from marsad.link.sites import Site, relate, site_of
from marsad.link.words import content_words
from marsad.model import VIOLENT, Figure, Place, Reading, Span
from marsad.text.folding import fold

# What a figure of no event tells. It says that people suffered, not how: `other_violence`, and not `killing`, which
# the codebook keeps for persons shot, executed or named.
_ALONE: Final = {
    "killed": "other_violence", "injured": "other_violence", "casualties": "other_violence",
    "captured": "abduction", "missing": "abduction", "displaced": "displacement",
}  # fmt: skip


# Numbers at most this many characters apart are one statement ("four marines and a sailor").
_TOGETHER: Final = 10
# A passage that names fewer places sums up nothing.
_LEAST: Final = 2


class Count(NamedTuple):
    """An exact number of people of one group with one outcome, and where it stands."""

    outcome: str
    group: str | None
    low: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """One event, or one figure of no event, with what is needed to say which others tell the same happening."""

    lead: Span
    spans: tuple[Span, ...]
    events: tuple[int, ...]
    figures: tuple[int, ...]
    type: str
    group: str
    date: str | None
    places: tuple[Place, ...]
    sites: tuple[Site, ...]
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    claimant: str
    status: str
    background: bool
    segment: int
    paragraph: int
    counts: tuple[Count, ...]
    back: bool
    several: bool = False


def atoms_of(reading: Reading, settings: LinkSettings) -> tuple[Atom, ...]:
    """The report's events of types that make an incident, each with its figures, and the figures that stand alone."""
    chosen = [i for i, e in enumerate(reading.events) if e.type in settings.groups]
    if not chosen and not reading.figures:
        return ()
    breaks = _breaks(reading.report.text, settings.parting)
    lines = [i for i, c in enumerate(reading.report.text) if c == "\n"]
    own = figures_by_event(reading, chosen, lines, settings)
    owned = {f for figures in own.values() for f in figures}
    # A figure that an event of another kind caused (an agreement that freed prisoners) tells of no violence.
    elsewhere = {f for e in reading.events if e.type not in settings.groups for f in e.figures} - owned
    figures = {i: list(own[i]) for i in chosen}
    alone: list[int] = []
    for index, figure in enumerate(reading.figures):
        if index in owned or index in elsewhere:
            continue
        home = _nearest(reading, figure, chosen, lines, settings)
        if home is None and figure.part_of is not None:
            # A part with no event beside it is told of its whole's.
            home = next((i for i in chosen if figure.part_of in figures[i]), None)
        if home is not None:
            figures[home].append(index)
        elif figure.scope == "incident" and figure.part_of is None and _ALONE.get(figure.outcome) in settings.groups:
            alone.append(index)
    atoms = [_event_atom(reading, i, figures[i], breaks, lines, settings) for i in chosen]
    atoms += [_figure_atom(reading, i, breaks, lines, settings) for i in alone]
    ordered = sorted(atoms, key=lambda a: (a.lead, a.type))
    return tuple(replace(a, several=_of_several(a, ordered, settings)) for a in ordered)


def _of_several(atom: Atom, atoms: Sequence[Atom], settings: LinkSettings) -> bool:
    """Whether a passage sums up ("shells on A and B killed 4"): the report tells later of A by itself, and of B."""
    provinces = _provinces(atom)
    settled = [s for s in atom.sites if s.settled and s.point]
    if not atom.events or max(len(provinces), len(settled)) < _LEAST:
        return False
    there = [
        a
        for a in atoms
        if a.lead > atom.lead and a.group == atom.group and not a.background
        if _relation(a, atom, settings) == "same" or set() < _provinces(a) < provinces
    ]
    return any(_relation(a, b, settings) in _ELSEWHERE for a, b in combinations(there, 2))


def _provinces(atom: Atom) -> set[str]:
    return {s.province for s in atom.sites if s.province}


def gathered(atoms: Iterable[Atom], settings: LinkSettings) -> tuple[tuple[Atom, ...], ...]:
    """Atoms that tell one happening together, in the order of the text.

    An atom joins the gathering with which it has most in common, if none of its atoms speaks against it.
    """
    out: list[list[Atom]] = []
    for atom in atoms:
        fit = [
            (max(_common(p, atom, settings) for p in parts), -n)
            for n, parts in enumerate(out)
            if not any(_against(p, atom, settings) for p in parts)
        ]
        most, at = max(fit, default=(0, 0))
        if most:
            out[-at].append(atom)
        else:
            out.append([atom])
    return tuple(tuple(parts) for parts in out)


def _common(a: Atom, b: Atom, settings: LinkSettings) -> int:
    """How firmly two atoms are one happening: a figure in common, place and day, or told next to each other; 0: not."""
    if set(a.figures) & set(b.figures):
        return 3
    if _same_place_and_day(a, b, settings):
        return 2
    near = a.segment == b.segment and gap(a.spans, b.spans) <= settings.limits.adjacent
    headline = min(a.paragraph, b.paragraph) == 0 and max(a.paragraph, b.paragraph) <= 1 and a.segment == b.segment
    return int(near or headline)


def _same_place_and_day(a: Atom, b: Atom, settings: LinkSettings) -> bool:
    if not a.date or a.date != b.date:
        return False
    return _relation(a, b, settings) == "same"


def _against(a: Atom, b: Atom, settings: LinkSettings) -> bool:
    if a.group != b.group or a.several or b.several:
        return True
    if set(a.figures) & set(b.figures):
        return False
    days_a, days_b = days_of(a.date), days_of(b.date)
    if days_a and days_b and days_a.apart(days_b):
        return True
    if a.background != b.background:
        return True
    if a.status != b.status and "planned" in (a.status, b.status):
        return True
    relation = _relation(a, b, settings)
    if rivals(a.type, b.type, settings) or turned(a, b) or relation in _ELSEWHERE:
        return True
    return relation != "same" and _counted_apart(a, b)


def _counted_apart(a: Atom, b: Atom) -> bool:
    """Whether two events of the body have victims of their own, and the later is told as news, not as "the attack"."""
    later = max(a, b, key=lambda x: x.lead)
    if later.back or 0 in (a.paragraph, b.paragraph) or not (a.events and b.events):
        return False
    pairs = [(x, y) for x in a.counts for y in b.counts if _of_one_group(x, y)]
    return bool(pairs) and not any(x.low == y.low or gap((x.span,), (y.span,)) <= _TOGETHER for x, y in pairs)


def _of_one_group(a: Count, b: Count) -> bool:
    return a.outcome == b.outcome and (a.group == b.group or None in (a.group, b.group))


_ELSEWHERE: Final = frozenset({"differs", "unlike", "province", "country", "apart"})


def _relation(a: Atom, b: Atom, settings: LinkSettings) -> str:
    limits = settings.limits
    return relate(
        a.sites, b.sites, near_km=limits.near_km, apart_km=limits.apart_km, name_likeness=limits.name_likeness
    ).relation


_ITEM: Final = re.compile(r"^[ \t]*(?:[-–—*•●▪◾🔴🔻📌]|[0-9٠-٩]{1,2}[ \t]*[-–.)])[ \t]*\S", re.MULTILINE)


def _breaks(text: str, parting: Sequence[str]) -> list[int]:
    """Source offsets at which the report turns to another happening: a phrase that says so, or the items of a list."""
    folded = fold(text)
    items = [match.start() for match in _ITEM.finditer(text)]
    found = items if len(items) > 1 else []
    for phrase in parting:
        at = folded.text.find(phrase)
        while at >= 0:
            found.append(folded.offset(at))
            at = folded.text.find(phrase, at + 1)
    return sorted(found)


def _nearest(
    reading: Reading, figure: Figure, chosen: Sequence[int], lines: Sequence[int], settings: LinkSettings
) -> int | None:
    line = bisect_right(lines, figure.span.start)
    near = [
        (between, i)
        for i in chosen
        for event in [reading.events[i]]
        if event.type in VIOLENT
        and bisect_right(lines, event.span.start) == line
        and (between := gap((figure.span,), (event.span,))) <= settings.limits.nearest_figure
        and not of_another_time(figure, event, reading.report, settings.limits.day_tolerance)
    ]
    return min(near)[1] if near else None


def _event_atom(
    reading: Reading,
    index: int,
    figures: Sequence[int],
    breaks: Sequence[int],
    lines: Sequence[int],
    settings: LinkSettings,
) -> Atom:
    event = reading.events[index]
    told = [reading.figures[f] for f in figures]
    spans = (event.span, *event.also, *(f.span for f in told), *(s for f in told for s in f.also))
    places = event.places or tuple(p for f in told for p in f.places)
    return Atom(
        lead=event.span,
        spans=tuple(sorted(set(spans))),
        events=(index,),
        figures=tuple(sorted(figures)),
        type=event.type,
        group=settings.groups[event.type],
        date=event.date or next((f.date for f in told if f.date and f.scope == "incident"), None),
        places=places,
        sites=sites_of(places, settings),
        actors=event.actors,
        targets=event.targets,
        claimant=event.claimant,
        status=event.status,
        # A time that no calendar day says ("a year ago") is no day of the report's.
        background=event.background
        or (event.date is None and bool(event.date_text) and reading.report.published is not None),
        segment=bisect_right(breaks, event.span.start),
        paragraph=_paragraph(lines, event.span.start),
        counts=_counts(told, lines),
        back=points_back(reading.report.text[event.span.start : event.span.end]),
    )


def _counts(figures: Iterable[Figure], lines: Sequence[int]) -> tuple[Count, ...]:
    """Exact numbers of whole groups that the body tells; a headline may add several happenings up."""
    exact = (f for f in figures if f.scope == "incident" and f.part_of is None and f.qualifier == "exact")
    told = (f for f in exact if _paragraph(lines, f.span.start))
    return tuple(Count(f.outcome, f.group, f.low, f.span) for f in told if f.low is not None)


def sites_of(places: Iterable[Place], settings: LinkSettings) -> tuple[Site, ...]:
    """What is compared of places. A name without coordinates, all of usual words ("the country"), is none."""
    return tuple(site_of(p) for p in places if p.latitude is not None or not _usual(p.name, settings))


def _usual(name: str, settings: LinkSettings) -> bool:
    return all(settings.known(word) for word in content_words(fold(name).text))


def _figure_atom(
    reading: Reading, index: int, breaks: Sequence[int], lines: Sequence[int], settings: LinkSettings
) -> Atom:
    figure = reading.figures[index]
    kind = _ALONE[figure.outcome]
    return Atom(
        lead=figure.span,
        spans=tuple(sorted({figure.span, *figure.also})),
        events=(),
        figures=(index,),
        type=kind,
        group=settings.groups[kind],
        date=figure.date,
        places=figure.places,
        sites=sites_of(figure.places, settings),
        actors=(figure.by,) if figure.by else (),
        targets=(figure.group,) if figure.group else (),
        claimant=figure.claimant,
        status="denied" if figure.denied else "occurred",
        # "A year ago": a time that no calendar day says is no day of the report's.
        background=figure.date is None and bool(figure.date_text),
        segment=bisect_right(breaks, figure.span.start),
        paragraph=_paragraph(lines, figure.span.start),
        counts=_counts([figure], lines),
        back=False,
    )


def _paragraph(lines: Sequence[int], at: int) -> int:
    """0 for the headline, 1 for the first paragraph after it; a run of line ends is one."""
    ends = lines[: bisect_right(lines, at)]
    return sum(1 for i, end in enumerate(ends) if i == 0 or end - ends[i - 1] > 1)
