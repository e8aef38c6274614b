"""Sums of tolls as charts, in the words and digits of a reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup

from marsad.export.drawing import ACCENT, INJURED, KILLED, Bar, Span, columns, rows, spans
from marsad.model import Incident
from marsad.register import IncidentFilter, Numbers, TollRow
from marsad.web.desk import Desk
from marsad.web.shown import Shown

MOST_COLUMNS: Final = 60
MOST_ROWS: Final = 12
_COLOURS: Final = {"killed": KILLED, "injured": INJURED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """A stretch of days, a `step` (week, month or year) long, with its number of incidents and its sums."""

    first: date
    last: date
    step: str
    incidents: int
    tolls: Mapping[str, Numbers]

    def numbers(self, outcome: str) -> Numbers:
        """The sums of an outcome."""
        return self.tolls.get(outcome, Numbers())


def bins(found: Iterable[TollRow]) -> tuple[Bin, ...]:
    """Sums by week as gapless stretches of equal length: weeks, months or years, so that few enough are drawn."""
    weeks = [(date.fromisoformat(row.keys[0]), row) for row in found if row.keys[0][:1].isdecimal()]
    if not weeks:
        return ()
    first, last = weeks[0][0], weeks[-1][0]
    length = (last - first).days // 7 + 1
    step = "week" if length <= MOST_COLUMNS else "month" if length <= MOST_COLUMNS * 4.4 else "year"
    edges = list(_edges(first, last, step))
    gathered: dict[date, list[TollRow]] = {edge: [] for edge, _ in edges}
    for day, row in weeks:
        gathered[_edge(day, step)].append(row)
    return tuple(
        Bin(
            first=edge,
            last=end,
            step=step,
            incidents=sum(r.incidents for r in gathered[edge]),
            tolls=_added(gathered[edge]),
        )
        for edge, end in edges
    )


def _edge(day: date, step: str) -> date:
    if step == "week":
        return day
    return day.replace(day=1) if step == "month" else day.replace(month=1, day=1)


def _edges(first: date, last: date, step: str) -> Iterable[tuple[date, date]]:
    at = _edge(first, step)
    while at <= last:
        if step == "week":
            after = at + timedelta(days=7)
        else:
            after = _edge(at + timedelta(days=32 if step == "month" else 370), step)
        yield at, after - timedelta(days=1)
        at = after


def _added(found: Sequence[TollRow]) -> dict[str, Numbers]:
    added: dict[str, Numbers] = {}
    for row in found:
        for outcome, n in row.tolls.items():
            sum = added.get(outcome, Numbers())
            high = None if sum.high is None or n.high is None else sum.high + n.high
            added[outcome] = Numbers(low=sum.low + n.low, best=sum.best + n.best, high=high)
    return added


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """Draws what a filter holds, for one reader. `path` and `query` are where a bar leads."""

    desk: Desk
    shown: Shown
    wanted: IncidentFilter
    path: str = "/incidents"
    query: Mapping[str, str] | None = None
    links: bool = True

    @property
    def rtl(self) -> bool:
        """Whether the reader reads from right to left."""
        return self.shown.lang == "ar"

    def weekly(self) -> tuple[Bin, ...]:
        """The sums by week, put together."""
        return bins(self.desk.sums(self.wanted, by=("week",)))

    def by_time(self, found: Sequence[Bin], outcome: str = "killed", *, width: float = 860) -> Markup:
        """A toll along time with its band."""
        bars = [self._bar(b, b.numbers(outcome).best, b.numbers(outcome)) for b in found]
        title = self.shown.plain(f"chart.{outcome}_time")
        return columns(
            ticked(bars), title=title, rtl=self.rtl, colour=_COLOURS.get(outcome, ACCENT), width=width, height=260
        )

    def time_line(self, found: Sequence[Bin]) -> Markup:
        """Incidents along time: each column leads to its days, a drag over several chooses them all."""
        bars = [self._bar(b, b.incidents) for b in found]
        title = self.shown.plain("chart.time_line")
        return columns(ticked(bars), title=title, rtl=self.rtl, colour=ACCENT, width=1280, height=120, brush=True)

    def by_key(self, key: str, outcome: str = "killed") -> Markup | None:
        """The largest sums of an outcome by side, province or type; None where nobody states it."""
        found = [r for r in self.desk.sums(self.wanted, by=(key,)) if r.numbers(outcome).best]
        found.sort(key=lambda r: -r.numbers(outcome).best)
        if not found:
            return None
        bars = [self._row(key, row.keys[0], row.numbers(outcome)) for row in found[:MOST_ROWS]]
        colour = _COLOURS.get(outcome, ACCENT)
        return rows(bars, title=self.shown.plain(f"chart.{outcome}_{key}"), rtl=self.rtl, colour=colour)

    def types(self) -> Markup | None:
        """Incidents by type."""
        found = self.desk.choices(self.wanted).types[:MOST_ROWS]
        bars = [
            Bar(
                label=self.name("type", t),
                best=n,
                low=n,
                high=n,
                shown=self.shown.digits_of(n),
                href=self._href(type=t),
            )
            for t, n in found
        ]
        return rows(bars, title=self.shown.plain("chart.types"), rtl=self.rtl, colour=ACCENT) if bars else None

    def multiples(self, key: str, outcome: str = "killed") -> list[tuple[str, str, Markup]]:
        """One small chart along time for each of the largest sides or provinces, all on one scale: key, name, chart."""
        found = self.desk.sums(self.wanted, by=("week", key))
        sums: dict[str, int] = {}
        for row in found:
            sums[row.keys[1]] = sums.get(row.keys[1], 0) + row.numbers(outcome).best
        whole = bins(found)
        if not whole:
            return []
        named = [name for name, n in sorted(sums.items(), key=lambda pair: -pair[1])[:MOST_ROWS] if n]
        drawn = [(name, _fitted(whole, [r for r in found if r.keys[1] == name])) for name in named]
        top = max((b.numbers(outcome).best for _, some in drawn for b in some), default=1)
        return [
            (
                name,
                self.name(key, name),
                columns(
                    ticked([self._bar(b, b.numbers(outcome).best) for b in some], most=2),
                    title=f"{self.name(key, name)}: {self.shown.plain(f'chart.{outcome}_time')}",
                    rtl=self.rtl, colour=_COLOURS.get(outcome, ACCENT), width=300, height=110, top=top,
                ),
            )
            for name, some in drawn
        ]  # fmt: skip

    def strip(self, found: Sequence[Incident], days: Sequence[tuple[date, date] | None]) -> Markup | None:
        """Dated incidents as spans of time."""
        dated = [(i, d) for i, d in zip(found, days, strict=True) if d is not None]
        if not dated:
            return None
        first, last = min(d[0] for _, d in dated), max(d[1] for _, d in dated)
        length = (last - first).days + 1
        unknown = self.shown.plain("place.unknown")
        lines = [
            Span(
                label=f"{self.shown.label(i.type)} · {i.places[0].name if i.places else unknown}",
                start=(d[0] - first).days / length,
                end=((d[1] - first).days + 1) / length,
                sure=d[0] == d[1] and not (i.date or "").endswith(("~", "?", "%")),
                href=f"/incidents/{i.id}" if self.links else None,
            )
            for i, d in dated
        ]
        ticks = [(n / 4, self.shown.day_text((first + timedelta(days=length * n // 4)).isoformat())) for n in range(4)]
        return spans(lines, ticks, title=self.shown.plain("chart.spans"), rtl=self.rtl)

    def name(self, key: str, value: str) -> str:
        """A side, a province or a type by its name."""
        if key == "side":
            return self.shown.side(value)
        return self.shown.label(value) if key == "type" or value == "unknown" else self.shown.place_name(value)

    def _bar(self, b: Bin, best: int, band: Numbers | None = None) -> Bar:
        days = self.shown.day_text(f"{b.first}/{b.last}")
        return Bar(
            label=days,
            best=best,
            low=band.low if band else best,
            high=band.high if band else best,
            shown=self.shown.digits_of(best) if band is None else self.numbers(band),
            href=self._href(**{"from": b.first.isoformat(), "to": b.last.isoformat()}),
            since=b.first.isoformat(),
            until=b.last.isoformat(),
            tick=self.shown.tick(b.first, b.step),
        )

    def _row(self, key: str, value: str, numbers: Numbers) -> Bar:
        filter = {"province": "place", "type": "type", "side": "side"}[key]
        leads = value != "unknown" and not (key == "side" and value in ("civilian", "military", "nonstate", "mixed"))
        return Bar(
            label=self.name(key, value), best=numbers.best, low=numbers.low, high=numbers.high,
            shown=self.numbers(numbers), href=self._href(**{filter: value}) if leads else None,
        )  # fmt: skip

    def _count(self, type: str, n: int) -> Bar:
        shown = self.shown.digits_of(n)
        return Bar(label=self.name("type", type), best=n, low=n, high=n, shown=shown, href=self._href(type=type))

    def numbers(self, n: Numbers) -> str:
        """A sum with its band, plain."""
        if n.low == n.best == n.high:
            return self.shown.digits_of(n.best)
        return f"{self.shown.digits_of(n.best)} ({self.shown.ends(n.low, n.high)})"

    def _href(self, **changed: str) -> str | None:
        if not self.links:
            return None
        return f"{self.path}?{urlencode({**(self.query or {}), **changed})}"


def _fitted(whole: Sequence[Bin], found: Sequence[TollRow]) -> list[Bin]:
    """The sums of one key in the stretches of all."""
    gathered: dict[date, list[TollRow]] = {b.first: [] for b in whole}
    for row in found:
        if row.keys[0][:1].isdecimal():
            gathered[_edge(date.fromisoformat(row.keys[0]), whole[0].step)].append(row)
    return [
        replace(b, incidents=sum(r.incidents for r in gathered[b.first]), tolls=_added(gathered[b.first]))
        for b in whole
    ]


def ticked(bars: Sequence[Bar], *, most: int = 6) -> list[Bar]:
    """The same with a label beneath a few of them."""
    every = max(1, -(-len(bars) // most))
    return [bar if n % every == every // 2 else replace(bar, tick=None) for n, bar in enumerate(bars)]
