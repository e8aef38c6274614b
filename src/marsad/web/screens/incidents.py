"""The incidents: a table, a map and a time line under one filter, which is the address of the page."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson
from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response

from marsad.export import EXPORTERS
from marsad.export.map_layers import hexagons, place_names, provinces, spots
from marsad.model import EVENT_TYPES, GRADES, OUTCOMES, Incident
from marsad.register import ORDERS, IncidentFilter, incident_page, incident_points
from marsad.register.when import days_of
from marsad.web.desk import Desk
from marsad.web.filters import PER_PAGE, Asking, asking
from marsad.web.page import Looking, NotFound, Page
from marsad.web.picture import Pictures

router = APIRouter()
VIEWS = ("table", "map", "spans")
TILES = "/tiles.pmtiles"
LAYERS = ("spots", "provinces", "hexagons")


@router.get("/incidents", response_class=HTMLResponse)
def incidents(page: Looking) -> Response:
    """The page, or only its results where the filter changed on the page."""
    asked = asking(page.request.query_params)
    view = page.request.query_params.get("view", "table")
    values = _results(page, asked, view if view in VIEWS else "table")
    if page.request.headers.get("hx-request") == "true" and page.request.headers.get("hx-target") == "results":
        return page.html("_results.html", **values)
    return page.html("incidents.html", **values, **_choices(page, asked))


@router.get("/incidents/map.json")
def map_layers(page: Looking, layer: str = "spots", size: int = 4) -> Response:
    """What the map draws for a filter: places, provinces or hexagons, each with its incidents and tolls."""
    wanted = asking(page.request.query_params).wanted
    size = min(max(size, 1), 7)
    if layer not in LAYERS:
        raise NotFound
    body = page.desk.recent.get(
        ("map", wanted, layer, size), lambda: orjson.dumps(_layer(page.desk, wanted, layer, size))
    )
    return Response(body, media_type="application/geo+json")


def _layer(desk: Desk, wanted: IncidentFilter, layer: str, size: int) -> dict[str, Any]:
    if layer == "provinces":
        killed = [(row.keys[0], row.incidents, row.numbers("killed")) for row in desk.sums(wanted, by=("province",))]
        return provinces([(name, n, k.low, k.best, k.high) for name, n, k in killed])
    points = incident_points(desk.register, wanted)
    return hexagons(points, resolution=size) if layer == "hexagons" else spots(points)


@router.get("/incidents/at", response_class=HTMLResponse)
def at_place(page: Looking) -> Response:
    """The incidents of one place on the map, as a list beside it."""
    asked = asking(page.request.query_params)
    found = incident_page(page.desk.register, asked.wanted, order="newest", limit=200)
    return page.html("_at.html", incidents=found.incidents, total=found.total)


@router.get("/incidents/names.json")
def names(page: Looking) -> Response:
    """The names that the map writes: countries, provinces, large towns."""
    answer = JSONResponse(place_names(page.shown.lang))
    answer.headers["cache-control"] = "private, max-age=3600"
    return answer


@router.get(TILES)
def tiles(page: Looking) -> Response:
    """The user's own file of map tiles, in the pieces that the map asks for."""
    path = page.desk.config.own_tiles
    if path is None:
        raise NotFound
    return FileResponse(path, media_type="application/vnd.pmtiles")


@router.get("/boundaries.json")
def boundaries(page: Looking) -> Response:
    """The user's own areas to colour."""
    path = page.desk.config.boundaries
    if path is None:
        raise NotFound
    return Response(path.read_bytes(), media_type="application/geo+json")


def _results(page: Page, asked: Asking, view: str) -> dict[str, Any]:
    register = page.desk.register
    found = incident_page(register, asked.wanted, order=asked.order, limit=PER_PAGE, offset=asked.offset)
    query = dict(asked.given) | ({"view": view} if view != "table" else {})
    pictures = Pictures(desk=page.desk, shown=page.shown, wanted=asked.wanted, query=query)
    weekly = pictures.weekly()
    return {
        "asked": asked,
        "view": view,
        "total": found.total,
        "incidents": found.incidents,
        "pages": max(1, -(-found.total // PER_PAGE)),
        "time_line": pictures.time_line(weekly) if len(weekly) > 1 else None,
        "strip": pictures.strip(found.incidents, [_days(i) for i in found.incidents]) if view == "spans" else None,
        "orders": tuple(ORDERS),
        "query": query,
        "formats": EXPORTERS,
        "tiles": TILES if page.desk.config.own_tiles else page.desk.config.tiles,
        "has_boundaries": page.desk.config.boundaries is not None,
    }


def _choices(page: Page, asked: Asking) -> dict[str, Any]:
    found = page.desk.choices(IncidentFilter())
    sides = sorted((page.shown.side(label), label) for label, _ in found.sides)
    return {
        "types": [t for t in EVENT_TYPES if t in dict(found.types)],
        "grades": GRADES,
        "outcomes": OUTCOMES,
        "sides": sides,
        "outlets": [name for name, _ in found.outlets],
        "provinces": [name for name, _ in found.provinces],
    }


def _days(incident: Incident) -> tuple[date, date] | None:
    days = days_of(incident.date)
    if days.first is None or days.last is None:
        return None
    return date.fromisoformat(days.first), date.fromisoformat(days.last)
