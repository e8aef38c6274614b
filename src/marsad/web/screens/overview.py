"""The overview: what is new, the tolls, where tellers disagree most, what waits."""

from __future__ import annotations

from datetime import date, timedelta

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from marsad.export import most_disputed
from marsad.register import IncidentFilter, TollRow, incident_page
from marsad.review import queue
from marsad.web.page import Looking, Page
from marsad.web.picture import Pictures

router = APIRouter()


@router.get("/", response_class=HTMLResponse)
def overview(page: Looking) -> Response:
    """The register at a glance, since a day of one's choice."""
    register, recent = page.desk.register, page.desk.recent
    since = _since(page)
    wanted = IncidentFilter(date_from=since)
    query = {"from": since} if since else {}
    pictures = Pictures(desk=page.desk, shown=page.shown, wanted=wanted, query=query)
    newest = incident_page(register, wanted, order="newest", limit=10)
    contested = IncidentFilter(date_from=since, grades=("contested",))
    return page.html(
        "overview.html",
        since=since,
        counts=recent.get("counts", register.counts),
        newest=newest.incidents,
        total=newest.total,
        sums=_sums(page.desk.sums(wanted, by=("type",))),
        weekly=(found := pictures.weekly()),
        pictures=pictures,
        by_week=pictures.by_time(found, width=600) if found else None,
        by_side=pictures.by_key("side"),
        types=pictures.types(),
        disputes=recent.get(("disputes", since), lambda: most_disputed(register.incidents(contested), count=6)),
        contested=incident_page(register, contested, limit=1).total,
        waiting=queue(register, reader=page.user.name, limit=5) if page.may("judge") else None,
        starts=_starts(),
    )


def _since(page: Page) -> str | None:
    try:
        return date.fromisoformat(page.request.query_params.get("since", "")).isoformat()
    except ValueError:
        return None


def _starts() -> tuple[tuple[str, str], ...]:
    """Days to look back to: their name and the day."""
    today = date.today()
    return tuple(
        (name, (today - timedelta(days=n)).isoformat()) for name, n in (("week", 7), ("month", 30), ("year", 365))
    )


def _sums(rows: tuple[TollRow, ...]) -> dict[str, tuple[int, int, int | None]]:
    out: dict[str, tuple[int, int, int | None]] = {}
    for outcome in ("killed", "injured"):
        found = [row.numbers(outcome) for row in rows]
        open_ended = any(n.high is None for n in found)
        high = None if open_ended else sum(n.high or 0 for n in found)
        out[outcome] = (sum(n.low for n in found), sum(n.best for n in found), high)
    return out
