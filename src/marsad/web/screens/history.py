"""Every judgement ever made, the newest first."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from marsad.model import Judgement
from marsad.web.page import Looking, Page

router = APIRouter()
_PAGE = 50


@router.get("/history", response_class=HTMLResponse)
def history(page: Looking, number: int = 1, who: str = "") -> Response:
    """The judgements, those taken back struck out, each with a way to take it back."""
    page.need("judge")
    every = page.desk.register.judgements()
    shown = [j for j in reversed(every) if not who or j.who == who]
    at = max(number, 1) if number < 1_000_000 else 1
    some = shown[(at - 1) * _PAGE : at * _PAGE]
    return page.html(
        "history.html",
        judgements=[(j, None if j.kind == "undo" else _incident(page, j)) for j in some],
        people=sorted({j.who for j in every}),
        who=who,
        number=at,
        pages=max(1, -(-len(shown) // _PAGE)),
        total=len(shown),
        undone=_undone(every),
    )


def _incident(page: Page, judgement: Judgement) -> str | None:
    found = page.desk.register.incident_of(judgement.subject)
    return found.id if found is not None else None


def _undone(every: tuple[Judgement, ...]) -> dict[str, Judgement]:
    return {j.subject: j for j in every if j.kind == "undo"}
