"""A map of incidents as SVG: land and borders around them, a disc for each place."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from markupsafe import escape

from marsad.export.drawing import INK, KILLED, LINE
from marsad.gazetteer import load_gazetteer

# Natural Earth, as the workbench's map draws it: one file for both.
BASEMAP: Final = ("web", "static", "basemap.json")
WIDTH: Final = 720
_LAND, _SEA = "#f3f1ec", "#dfe7ec"
_LEAST_SPAN: Final = 1.6  # degrees: a map of one village shows where in its country it lies
_MARGIN: Final = 0.22
_HIGHEST: Final = 0.62  # of the width
_LOWEST: Final = 0.42
_SMALLEST, _LARGEST = 4.0, 22.0
_ROUGH: Final = 2  # a place of this precision or coarser is pale
_MOST_NAMES: Final = 14
_GLYPH: Final = 6.2  # about how wide a letter is
_NAME_HEIGHT: Final = 15.0

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place of incidents: its name as the brief says it, where, how precisely, how many were killed there at best."""

    name: str
    latitude: float
    longitude: float
    precision: int | None
    killed: int
    incidents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """A piece of the world on a sheet: degrees to pixels, Mercator within the piece's middle latitude."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - self.west) * self.scale * self.squeeze, (self.north - latitude) * self.scale


def draw_map(spots: Sequence[Spot], *, title: str, rtl: bool) -> tuple[str, int] | None:
    """The SVG and its height; None where there is no place to show. The same spots give the same bytes."""
    if not spots:
        return None
    view = _view(spots)
    ordered = sorted(spots, key=lambda s: (-s.killed, -s.incidents, s.name))
    most = max(max(s.killed for s in spots), 1)
    body = [f'<rect width="{WIDTH}" height="{view.height:g}" fill="{_SEA}"/>', *_base(view)]
    body += [_disc(spot, view, most) for spot in ordered]
    names = list(_names(ordered, view, most))
    body += [*_country_names(view, names, rtl=rtl), *(drawn for _, drawn in names)]
    side = "rtl" if rtl else "ltr"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {view.height:g}" role="img" '
        f'aria-label="{escape(title)}" direction="{side}" font-family="Desk, \'IBM Plex Sans Arabic\', sans-serif" '
        f'font-size="12">{"".join(body)}</svg>'
    )
    return svg, round(view.height)


def _view(spots: Sequence[Spot]) -> _View:
    west, east = min(s.longitude for s in spots), max(s.longitude for s in spots)
    south, north = min(s.latitude for s in spots), max(s.latitude for s in spots)
    squeeze = max(math.cos(math.radians((south + north) / 2)), 0.2)
    wide = max((east - west) * squeeze, _LEAST_SPAN) * (1 + 2 * _MARGIN)
    high = max(north - south, _LEAST_SPAN * _LOWEST) * (1 + 2 * _MARGIN)
    scale = min(WIDTH / wide, WIDTH * _HIGHEST / high)
    height = min(max(high * scale, WIDTH * _LOWEST), WIDTH * _HIGHEST)
    left = (west + east) / 2 - WIDTH / scale / squeeze / 2
    return _View(
        west=left, north=(south + north) / 2 + height / scale / 2, scale=scale, squeeze=squeeze, height=round(height)
    )


def _base(view: _View) -> Iterator[str]:
    for kind, rings in _shapes():
        for ring in rings:
            points = [view.at(x, y) for x, y in ring]
            if _outside(points, view):
                continue
            path = _path(points, closed=kind == "land")
            if kind == "land":
                yield f'<path d="{path}" fill="{_LAND}" stroke="{LINE}" stroke-width=".8"/>'
            else:
                yield f'<path d="{path}" fill="none" stroke="#9aa3ad" stroke-width=".9"/>'


def _outside(points: Sequence[tuple[float, float]], view: _View) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) < 0 or min(xs) > WIDTH or max(ys) < 0 or min(ys) > view.height


def _path(points: Sequence[tuple[float, float]], *, closed: bool) -> str:
    """A path of the points, those far beyond the sheet drawn to its edge, those that make no pixel left out."""
    told: list[str] = []
    last = (math.inf, math.inf)
    for x, y in points:
        near = (round(min(max(x, -WIDTH), 2 * WIDTH), 1), round(min(max(y, -WIDTH), 2 * WIDTH), 1))
        if abs(near[0] - last[0]) + abs(near[1] - last[1]) >= 1:
            told.append(f"{near[0]:g} {near[1]:g}")
            last = near
    return "M" + "L".join(told) + ("Z" if closed else "")


def _disc(spot: Spot, view: _View, most: int) -> str:
    x, y = view.at(spot.longitude, spot.latitude)
    radius = _radius(spot, most)
    rough = (spot.precision or 9) >= _ROUGH
    look = (
        f'fill-opacity=".22" stroke="{KILLED}" stroke-dasharray="3 2"' if rough else 'fill-opacity=".8" stroke="#fff"'
    )
    said = escape(spot.name)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{KILLED}" {look}><title>{said}</title></circle>'


def _radius(spot: Spot, most: int) -> float:
    """The disc's area grows with the killed."""
    return _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(spot.killed / most)


def _country_names(view: _View, written: Sequence[tuple[_Box, str]], *, rtl: bool) -> Iterator[str]:
    """Countries whose middle is on the map, pale, where no place's name stands."""
    taken = [box for box, _ in written]
    for entry in load_gazetteer().entries:
        if entry.kind != "country" or entry.latitude is None or entry.longitude is None:
            continue
        x, y = view.at(entry.longitude, entry.latitude)
        name = entry.name if rtl else entry.english or entry.name
        wide = len(name) * _GLYPH
        box = (x - wide / 2, y - _NAME_HEIGHT, x + wide / 2, y)
        if _holds(view, box) and not any(_meet(box, other) for other in taken):
            taken.append(box)
            yield f'<text x="{x:.1f}" y="{y - 3:.1f}" text-anchor="middle" fill="#7d8792">{escape(name)}</text>'


def _names(spots: Iterable[Spot], view: _View, most: int) -> Iterator[tuple[_Box, str]]:
    """The names of the gravest places, those that would stand on another left out: the table has them all."""
    taken: list[_Box] = []
    written = 0
    for spot in spots:
        x, y = view.at(spot.longitude, spot.latitude)
        wide, below = len(spot.name) * _GLYPH, y + _radius(spot, most) + _NAME_HEIGHT - 2
        box = (x - wide / 2, below - _NAME_HEIGHT, x + wide / 2, below)
        if written == _MOST_NAMES or not _holds(view, box) or any(_meet(box, other) for other in taken):
            continue
        taken.append(box)
        written += 1
        at = f'x="{x:.1f}" y="{below - 3:.1f}" text-anchor="middle"'
        # A halo as a text of its own beneath: not every renderer knows paint-order.
        halo = 'stroke="#fff" stroke-width="3" stroke-opacity=".85" aria-hidden="true"'
        name = escape(spot.name)
        yield box, f'<text {at} {halo}>{name}</text><text {at} fill="{INK}">{name}</text>'


def _holds(view: _View, box: _Box) -> bool:
    return box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= view.height


def _meet(a: _Box, b: _Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@lru_cache(maxsize=1)
def _shapes() -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """Land as rings, borders as lines, in degrees."""
    content = json.loads(files("marsad").joinpath(*BASEMAP).read_text(encoding="utf-8"))
    found = []
    for feature in content["features"]:
        shape = feature["geometry"]["coordinates"]
        rings = [ring for part in shape for ring in part] if feature["geometry"]["type"] == "MultiPolygon" else shape
        found.append((str(feature["properties"]["kind"]), tuple(rings)))
    return tuple(found)
