"""The map and the charts of a brief."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from marsad.brief.facts import Told, added, whole
from marsad.brief.maps import WIDTH, Spot, draw_map
from marsad.brief.record import Drawing, Paragraph, Section
from marsad.brief.sections import UNKNOWN, Desk, by_province
from marsad.export.drawing import ACCENT, Bar, columns, rows
from marsad.model import finest

MOST_ROWS: Final = 12
_SIZE: Final = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def pictures(desk: Desk) -> Iterator[Section]:
    """Where the new incidents were, and how many were killed where and when."""
    blocks = (*_map(desk), *_charts(desk))
    if blocks:
        yield Section(key="picture", title=desk.phrases.text("section.picture"), blocks=blocks)


def _map(desk: Desk) -> Iterator[Drawing | Paragraph]:
    phrases = desk.phrases
    listed = [t for t in desk.new if t.listed]
    spots = _spots(desk, listed)
    caption = phrases.text("picture.map")
    drawn = draw_map(spots, title=caption, rtl=phrases.lang == "ar")
    if drawn is None:
        return
    svg, height = drawn
    more = phrases.text("picture.map_more")
    yield Drawing(name="map", svg=svg, caption=caption, more=more, width=WIDTH, height=height)
    left = len(listed) - sum(spot.incidents for spot in spots)
    if left:
        yield desk.note("picture.map_left", n=left)


def _spots(desk: Desk, told: Sequence[Told]) -> list[Spot]:
    """One spot for each place, however many incidents are there."""
    found: dict[tuple[float, float], list[Told]] = {}
    for one in told:
        place = finest(one.incident.places)
        if place is not None and place.latitude is not None and place.longitude is not None:
            found.setdefault((place.latitude, place.longitude), []).append(one)
    spots = []
    for (latitude, longitude), some in found.items():
        place = finest(some[0].incident.places)
        if place is not None:
            name = "".join(run.text for run in desk.phrases.place(place, within=False))
            killed = added(whole(some, "killed"))[1]
            spots.append(
                Spot(
                    name=name, latitude=latitude, longitude=longitude, precision=place.precision, killed=killed,
                    incidents=len(some),
                )
            )  # fmt: skip
    return spots


def _charts(desk: Desk) -> Iterator[Drawing]:
    phrases = desk.phrases
    rtl = phrases.lang == "ar"
    places = [(p, some) for p, some in by_province(desk.new).items() if p != UNKNOWN and whole(some, "killed")]
    if len(places) > 1:
        bars = [_bar(desk, "".join(r.text for r in phrases.province(p)), some) for p, some in places[:MOST_ROWS]]
        caption = phrases.text("picture.killed_province")
        svg = str(rows(bars, title=caption, rtl=rtl))
        yield _drawing("killed-province", svg, caption, phrases.text("picture.band"))
    if any(best for _, _, best, _ in desk.facts.by_day):
        caption = phrases.text("picture.killed_days")
        until = phrases.day(desk.facts.days.until)
        days = [_day(desk, n, *one) for n, one in enumerate(desk.facts.by_day)]
        more = phrases.text("picture.days_more", until=until)
        yield _drawing("killed-days", str(columns(days, title=caption, rtl=rtl, width=WIDTH)), caption, more)
    types: dict[str, int] = {}
    for told in desk.new:
        types[told.incident.type] = types.get(told.incident.type, 0) + 1
    if len(types) > 1:
        counted = sorted(types.items(), key=lambda kv: (-kv[1], kv[0]))[:MOST_ROWS]
        shown = [
            Bar(label=phrases.label("type", t), best=n, low=n, high=n, shown=phrases.counting.number(n))
            for t, n in counted
        ]
        caption = phrases.text("picture.types")
        yield _drawing("types", str(rows(shown, title=caption, rtl=rtl, colour=ACCENT)), caption, "")


def _bar(desk: Desk, label: str, some: Sequence[Told]) -> Bar:
    low, best, high = added(whole(some, "killed"))
    shown = "".join(run.text for run in desk.phrases.band(low, best, high))
    return Bar(label=label, best=best, low=low, high=high, shown=shown)


def _day(desk: Desk, n: int, day: object, low: int, best: int, high: int | None) -> Bar:
    phrases = desk.phrases
    at = desk.facts.by_day[n][0]
    label = "".join(run.text for run in phrases.day(at.isoformat()))
    shown = "".join(run.text for run in phrases.band(low, best, high))
    return Bar(label=label, best=best, low=low, high=high, shown=shown, tick=phrases.tick(at) if n % 3 == 1 else None)


def _drawing(name: str, svg: str, caption: str, more: str) -> Drawing:
    match = _SIZE.search(svg)
    width, height = (round(float(size)) for size in match.groups()) if match else (WIDTH, WIDTH)
    return Drawing(name=name, svg=svg, caption=caption, more=more, width=width, height=height)
