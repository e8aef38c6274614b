"""What a brief is about: from a register, the incidents, changes and sources of a stretch of days. No words yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from marsad.errors import UsageError
from marsad.link import load_link_settings, series_of, tolls_told
from marsad.model import VIOLENT, Claim, Figure, Incident, Toll
from marsad.register import (
    Gone,
    IncidentFilter,
    Register,
    Source,
    days_of,
    incidents_gone,
    incidents_told,
    sources_of,
    sources_published,
    undated_reports,
)
from marsad.review import Entry, history

# Events that a brief lists one by one beside the violent ones: who holds what, who is held, who is driven out.
LISTED: Final = VIOLENT | {"arrest", "territory_taken", "withdrawal", "displacement", "equipment_loss"}
# An incident that ended this many days before the days of the brief is an earlier one, told late.
EARLIER: Final = 7
CHART_DAYS: Final = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """What a brief covers: reports published after the day `since`, up to and including `until`.

    `entered` is the time (ISO, UTC) after which changes of the register itself count: that of the last brief, or the
    end of the day `since`.
    """

    since: str
    until: str
    entered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An incident with its tolls as reports told them up to the end of the brief's days, and those of before."""

    incident: Incident
    tolls: tuple[Toll, ...]
    before: tuple[Toll, ...]
    new: bool
    earlier: bool

    def toll(self, outcome: str) -> Toll | None:
        """The total of an outcome."""
        return next((t for t in self.tolls if t.outcome == outcome and t.victims is None), None)

    @property
    def listed(self) -> bool:
        """Whether a brief lists it: one of violence, of control, of people held or driven out, or one with a toll."""
        return self.incident.type in LISTED or bool(self.tolls)

    @property
    def changes(self) -> tuple[tuple[Toll | None, Toll], ...]:
        """The totals that differ from what was told before, each with the earlier one."""
        old = {t.outcome: t for t in self.before if t.victims is None}
        now = (t for t in self.tolls if t.victims is None)
        return tuple((old.get(t.outcome), t) for t in now if _ends(old.get(t.outcome)) != _ends(t))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement that was made or taken back since the last brief, and the incident that it is about."""

    incident: str
    entry: Entry
    taken_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A total over a stretch of time, as one figure of one report states it."""

    figure: Figure
    report: str
    outlet: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a brief says, unsaid."""

    days: Days
    told: tuple[Told, ...]
    discounted: int
    published: tuple[Source, ...]
    sources: Mapping[str, Source]
    running: tuple[Running, ...]
    judged: tuple[Judged, ...]
    gone: tuple[Gone, ...]
    by_day: tuple[tuple[date, int, int, int | None], ...]
    undated: int


def days_between(until: str, since: str | None) -> Days:
    """The days that are asked for. `since` is the day before by default; a day, or a full ISO time of the last brief.

    Raises UsageError for what is no day or time, a time without its zone, and a `since` that is not before `until`.
    """
    try:
        last = date.fromisoformat(until)
        first, entered = _since(since, last)
    except ValueError as error:
        raise UsageError(f"{error}", todo="give days as YYYY-MM-DD, a time as 2020-02-03T06:30:00+02:00") from error
    if first >= last:
        raise UsageError(f"since {first} leaves no day up to {last}", todo="give an earlier day")
    return Days(since=first.isoformat(), until=last.isoformat(), entered=entered.isoformat(timespec="seconds"))


def _since(since: str | None, last: date) -> tuple[date, datetime]:
    if since is not None and "T" in since:
        at = datetime.fromisoformat(since)
        if at.tzinfo is None:
            raise ValueError(f"{since} does not say in which time zone")
        return min(at.astimezone(UTC).date(), last - timedelta(days=1)), at.astimezone(UTC)
    first = last - timedelta(days=1) if since is None else date.fromisoformat(since)
    return first, datetime.combine(first, time(23, 59, 59), UTC)


def gather_facts(register: Register, days: Days) -> Facts:
    """What the register tells of those days. Raises RegisterError when the database refuses."""
    found = tuple(incidents_told(register, after=days.since, until=days.until))
    standing = [incident for incident in found if incident.grade != "discounted"]
    ids = {telling.report_id for incident in standing for telling in incident.tellings}
    published = sources_published(register, after=days.since, until=days.until)
    sources = {**sources_of(register, ids), **{source.id: source for source in published}}
    return Facts(
        days=days,
        told=tuple(_told(incident, sources, days) for incident in standing),
        discounted=len(found) - len(standing),
        published=published,
        sources=sources,
        running=tuple(_running(register, published)),
        judged=tuple(_judged(register, days)),
        gone=incidents_gone(register, since=days.entered),
        by_day=tuple(_by_day(register, days)),
        undated=undated_reports(register),
    )


def _told(incident: Incident, sources: Mapping[str, Source], days: Days) -> Told:
    published = {id: (source.published or "")[:10] for id, source in sources.items()}
    told_before = any("" < published.get(t.report_id, "") <= days.since for t in incident.tellings)
    last = days_of(incident.date).last
    first_day = date.fromisoformat(days.since) + timedelta(days=1 - EARLIER)
    rules = load_link_settings()
    seen = _printed(incident.claims, {id for id, day in published.items() if "" < day <= days.until})
    before = _printed(seen, {id for id, day in published.items() if "" < day <= days.since})
    return Told(
        incident=replace(incident, claims=seen),
        tolls=tolls_told(seen, rules),
        before=tolls_told(before, rules),
        new=not told_before,
        earlier=last is not None and last < first_day.isoformat(),
    )


def _printed(claims: Iterable[Claim], reports: Set[str]) -> tuple[Claim, ...]:
    """The claims that one of the reports prints, be it as a copy."""
    return tuple(c for c in claims if c.report_id in reports or not reports.isdisjoint(c.copies))


def _running(register: Register, published: Sequence[Source]) -> Iterator[Running]:
    """The newest statement of each series of totals that a report of the days tells."""
    readings = register.readings_of([source.id for source in published])
    figures = {(r.report.id, f.span): f for r in readings for f in r.figures}
    for series in series_of(readings, load_link_settings()):
        newest = series.totals[-1]
        yield Running(figure=figures[newest.report_id, newest.span], report=newest.report_id, outlet=newest.outlet)


def _judged(register: Register, days: Days) -> Iterator[Judged]:
    """The judgements since the last brief, but for notes, which are nobody else's."""
    every = register.judgements()
    back = {j.subject for j in every if j.kind == "undo" and j.made_at > days.entered}
    new = {j.id for j in every if j.kind not in ("undo", "note") and j.made_at > days.entered}
    wanted = [j for j in every if j.kind not in ("undo", "note") and j.id in back | new]
    seen: dict[str, tuple[Entry, ...]] = {}
    for judgement in wanted:
        incident = register.incident_of(judgement.subject)
        if incident is None or (judgement.id in new and judgement.undone_by is not None):
            continue
        entries = seen.setdefault(incident.id, history(register, incident.id))
        entry = next((e for e in entries if e.judgement.id == judgement.id), None)
        if entry is not None:
            yield Judged(incident=incident.id, entry=entry, taken_back=judgement.id in back)


def _by_day(register: Register, days: Days) -> Iterator[tuple[date, int, int, int | None]]:
    """The killed of each of the last days: the day, low, best and high, of incidents told up to the brief's end."""
    last = date.fromisoformat(days.until)
    first = last - timedelta(days=CHART_DAYS - 1)
    sums: dict[str, list[Toll]] = {}
    rules = load_link_settings()
    wanted = IncidentFilter(date_from=first.isoformat(), date_to=days.until)
    for incident in register.incidents(wanted):
        on = days_of(incident.date)
        seen = [c for c in incident.claims if "" < (c.published or "")[:10] <= days.until]
        toll = next((t for t in tolls_told(seen, rules) if t.outcome == "killed" and t.victims is None), None)
        if toll is not None and on.first is not None and on.first == on.last and incident.grade != "discounted":
            sums.setdefault(on.first, []).append(toll)
    for n in range(CHART_DAYS):
        day = first + timedelta(days=n)
        yield (day, *added(sums.get(day.isoformat(), ())))


def added(tolls: Sequence[Toll]) -> tuple[int, int, int | None]:
    """Low, best and high added up; a low stands for a best that nobody states, and an open high opens the sum."""
    low = sum(t.low or 0 for t in tolls)
    best = sum(t.best if t.best is not None else t.low or 0 for t in tolls)
    highs = [t.high for t in tolls]
    return low, best, None if None in highs else sum(h for h in highs if h is not None)


def whole(told: Sequence[Told], outcome: str) -> list[Toll]:
    """The totals of an outcome."""
    return [toll for one in told if (toll := one.toll(outcome)) is not None]


def disputed(told: Told) -> tuple[tuple[Toll, tuple[Claim, ...]], ...]:
    """The totals on which tellers disagree or which somebody denies, with the claims that take part."""
    found = []
    for toll in told.tolls:
        if toll.victims is not None:
            continue
        parts = {n for d in toll.differences if d.kind == "disagreement" for n in (d.first, d.second)}
        parts |= {n for n in toll.claims if told.incident.claims[n].denied}
        if parts:
            found.append((toll, tuple(told.incident.claims[n] for n in sorted(parts))))
    return tuple(found)


def _ends(toll: Toll | None) -> tuple[int | None, int | None, int | None]:
    return (None, None, None) if toll is None else (toll.low, toll.best, toll.high)
