"""Toll charts and small multiples, to look at, to print and to take along."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from marsad.export import csv_line
from marsad.register import BY, tolls
from marsad.web.filters import Asking, asking
from marsad.web.page import Looking, NotFound, Page
from marsad.web.picture import Bin, Pictures

router = APIRouter()
NAMES: Final = ("killed-time", "injured-time", "killed-side", "killed-province", "types")


@router.get("/charts", response_class=HTMLResponse)
def charts(page: Looking) -> Response:
    """All charts of a filter."""
    asked = asking(page.request.query_params)
    pictures = _pictures(page, asked)
    weekly = pictures.weekly()
    drawn = {name: _draw(pictures, name, weekly) for name in NAMES}
    return page.html(
        "charts.html",
        asked=asked,
        drawn=drawn,
        weekly=weekly,
        pictures=pictures,
        by_side=pictures.multiples("side"),
        by_province=pictures.multiples("province"),
        query=dict(asked.given),
        by=tuple(BY),
    )


@router.get("/charts/{name}.svg")
def chart(page: Looking, name: str) -> Response:
    """One chart as a file of its own."""
    if name not in NAMES:
        raise NotFound
    pictures = _pictures(page, asking(page.request.query_params), links=False)
    drawn = _draw(pictures, name, pictures.weekly())
    if drawn is None:
        raise NotFound
    headers = {"content-disposition": f'attachment; filename="marsad-{name}.svg"'}
    return Response(str(drawn), media_type="image/svg+xml", headers=headers)


@router.get("/tolls.csv")
def table(page: Looking, by: str = "week") -> Response:
    """The sums behind a chart as a table for a spreadsheet."""
    page.need("export")
    asked = asking(page.request.query_params)
    rows = tolls(page.desk.register, asked.wanted, by=(by,))
    numbers = [f"{outcome}_{n}" for outcome in ("killed", "injured") for n in ("low", "best", "high")]
    lines = [csv_line((by, "incidents", *numbers))]
    for row in rows:
        sums = [row.numbers(outcome) for outcome in ("killed", "injured")]
        lines.append(csv_line((*row.keys, row.incidents, *(v for n in sums for v in (n.low, n.best, n.high)))))
    headers = {"content-disposition": f'attachment; filename="marsad-tolls-{by}.csv"'}
    return Response("\ufeff" + "".join(lines), media_type="text/csv; charset=utf-8", headers=headers)


def _pictures(page: Page, asked: Asking, *, links: bool = True) -> Pictures:
    return Pictures(desk=page.desk, shown=page.shown, wanted=asked.wanted, query=dict(asked.given), links=links)


def _draw(pictures: Pictures, name: str, weekly: tuple[Bin, ...]) -> Markup | None:
    kind, _, by = name.partition("-")
    if kind == "types":
        return pictures.types()
    if by == "time":
        return pictures.by_time(weekly, kind) if weekly else None
    return pictures.by_key(by, kind)
