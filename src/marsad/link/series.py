"""Running and period totals: a series for each claimant, held beside the sum of incidents, never added to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.link.claimants import OWN_VOICE, claimant_key, houses_of
from marsad.link.days import Days, days_of
from marsad.link.rules import LinkSettings
from marsad.model import Incident, Reading, Span
from marsad.text.folding import fold_word


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningTotal:
    """One statement of a total over a stretch of time: `date` as it was told (EDTF), `words` as they stand."""

    report_id: str
    outlet: str | None
    published: str | None
    span: Span
    words: str
    low: int | None
    high: int | None
    scope: str
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What one claimant says over time of one outcome, of one group of victims and one place, oldest first.

    `incidents` and `summed` are how many incidents of the newest total's stretch and place there are, and the
    sum of their best numbers; None where the stretch is not told.
    """

    claimant: str
    outcome: str
    victims: str
    group: str | None
    place: str | None
    totals: tuple[RunningTotal, ...]
    incidents: int | None = None
    summed: int | None = None


_Key = tuple[str, str, str, str | None, str | None]


def series_of(readings: Iterable[Reading], settings: LinkSettings) -> tuple[Series, ...]:
    """The series of all figures whose scope is a stretch of time or a running total; parts are left out."""
    found: defaultdict[_Key, list[RunningTotal]] = defaultdict(list)
    names: dict[str, str] = {}
    for reading in readings:
        teller = reading.report.outlet or reading.report.id
        houses = houses_of((f.claimant for f in reading.figures), settings)
        for figure in reading.figures:
            if figure.scope == "incident" or figure.part_of is not None:
                continue
            key = claimant_key(figure.claimant, teller, houses, settings)
            names.setdefault(key, teller if figure.claimant == OWN_VOICE else figure.claimant)
            place = fold_word(figure.places[0].name) if figure.places else None
            found[key, figure.outcome, figure.victims, figure.group, place].append(
                RunningTotal(
                    report_id=reading.report.id,
                    outlet=reading.report.outlet,
                    published=reading.report.published,
                    span=figure.span,
                    words=reading.report.text[figure.span.start : figure.span.end],
                    low=figure.low,
                    high=figure.high,
                    scope=figure.scope,
                    date=figure.date,
                )
            )
    return tuple(
        Series(
            claimant=names[key[0]],
            outcome=key[1],
            victims=key[2],
            group=key[3],
            place=key[4],
            totals=tuple(sorted(totals, key=lambda t: (t.published or "", t.report_id, t.span))),
        )
        for key, totals in sorted(found.items(), key=str)
    )


def checked(series: Series, incidents: Iterable[Incident]) -> Series:
    """The series with the sum of the incidents that its newest total speaks of: of its stretch and place, best or low.

    A stretch that is told as one day ("since Monday") reaches from it to the day of publication.
    """
    newest = series.totals[-1]
    stretch = _stretch(newest)
    if stretch is None:
        return series
    meant = [i for i in incidents if _within(i, stretch, series.place) and i.grade != "discounted"]
    tolls = [toll for i in meant if (toll := i.toll(series.outcome))]
    numbers = [n for t in tolls if (n := t.low if t.best is None else t.best) is not None]
    return Series(
        **{name: getattr(series, name) for name in ("claimant", "outcome", "victims", "group", "place", "totals")},
        incidents=len(numbers),
        summed=sum(numbers),
    )


def _stretch(total: RunningTotal) -> Days | None:
    told, published = days_of(total.date), days_of(total.published)
    if told is None:
        return None
    if told.single and published is not None and published.last > told.first:
        return Days(told.first, published.last)
    return told


def _within(incident: Incident, stretch: Days, place: str | None) -> bool:
    days = days_of(incident.date)
    if days is None or days.first < stretch.first or days.last > stretch.last:
        return False
    if place is None:
        return True
    names = {fold_word(name) for p in incident.places for name in (p.name, p.admin1, p.country) if name}
    return place in names
