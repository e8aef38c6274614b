"""The queue of what waits for a reader."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from marsad.review import ORDERS, queue
from marsad.web.page import Looking

router = APIRouter()
_PAGE = 25


@router.get("/review", response_class=HTMLResponse)
def review(page: Looking, order: str = "review", second: bool = False, number: int = 1) -> Response:
    """What waits, the most urgent first; with `second` what another has read and this reader has not."""
    page.need("judge")
    wanted = order if order in ORDERS else "review"
    at = max(number, 1) if number < 1_000_000 else 1
    found = queue(
        page.desk.register, order=wanted, reader=page.who(), second=second, limit=_PAGE, offset=(at - 1) * _PAGE
    )
    return page.html(
        "review.html",
        incidents=found.incidents,
        total=found.total,
        order=wanted,
        orders=ORDERS,
        second=second,
        number=at,
        pages=max(1, -(-found.total // _PAGE)),
        behind=page.desk.rebuilder.behind,
    )


@router.get("/review/next")
def following(page: Looking, after: str = "", second: bool = False) -> Response:
    """On to the first that waits, other than the one that is open."""
    page.need("judge")
    found = queue(page.desk.register, reader=page.who(), second=second, limit=2)
    target = next((i for i in found.incidents if i.id != after), None)
    if target is None:
        return page.to("/review", said="queue_empty")
    return page.to(f"/incidents/{target.id}" + ("?second=true" if second else ""))
