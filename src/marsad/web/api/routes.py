"""The addresses of the API."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import HTMLResponse

from marsad.errors import UsageError
from marsad.export import masked
from marsad.model import Incident
from marsad.register import Box, IncidentFilter, ReportFilter, incident_page, report_page, tolls
from marsad.review import say
from marsad.web.api import models as m
from marsad.web.api.caller import Calling
from marsad.web.filters import box as box_of
from marsad.web.page import Asked, NotFound

API: Final = (
    "Incidents of armed conflict with their tolls, claims and judgements. Dates are EDTF, labels those of the "
    "codebook. A key from the page “My account” goes into the header `Authorization: Bearer …`."
)
_REFUSED: dict[int | str, dict[str, Any]] = {
    400: {"model": m.Problem, "description": "It cannot be done; the detail says why"},
    401: {"model": m.Problem, "description": "No key, or one that opens nothing"},
    403: {"model": m.Problem, "description": "The role does not allow it, or a page's word is missing"},
    422: {"model": m.Problem, "description": "A parameter or body that was not understood"},
    503: {"model": m.Problem, "description": "The register is busy"},
}
_FOUND = {**_REFUSED, 404: {"model": m.Problem, "description": "There is none of this id"}}
router = APIRouter(prefix="/api/v1", responses=_REFUSED)

Limit = Annotated[int, Query(ge=1, le=500, description="How many at most")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many to pass over")]
Text = Annotated[str | None, Query(max_length=200)]
Id = Annotated[str, Path(max_length=400)]
People = Annotated[int | None, Query(ge=0, le=10**9)]
Day = Annotated[date | None, Query()]


def wanted_of(
    date_from: Annotated[date | None, Query(description="Not before this day")] = None,
    date_to: Annotated[date | None, Query(description="Not after this day")] = None,
    place: Annotated[str | None, Query(max_length=200, description="A place, province or country in Arabic")] = None,
    box: Annotated[str | None, Query(max_length=100, description="west,south,east,north in degrees")] = None,
    type: Annotated[list[str] | None, Query(max_length=30, description="Event types of the codebook")] = None,
    grade: Annotated[list[str] | None, Query(max_length=10)] = None,
    side: Annotated[list[str] | None, Query(max_length=10, description="Labels of sides; all must take part")] = None,
    outcome: Annotated[str | None, Query(max_length=20)] = None,
    least: People = None,
    most: People = None,
    outlet: Text = None,
    text: Annotated[str | None, Query(max_length=200, description="Words that one of its reports holds")] = None,
) -> IncidentFilter:
    """The filter of an address. Raises UsageError for a box that is none."""
    area: Box | None = None
    if box:
        area = box_of(box)
        if area is None:
            raise UsageError(f"{box!r} is no area", todo="give west,south,east,north in degrees")
    return IncidentFilter(
        date_from=date_from.isoformat() if date_from else None,
        date_to=date_to.isoformat() if date_to else None,
        place=place or None,
        box=area,
        types=tuple(type or ()),
        grades=tuple(grade or ()),
        sides=tuple(side or ()),
        outcome=outcome or None,
        least=least,
        most=most,
        outlet=outlet or None,
        text=text or None,
    )


Wanted = Annotated[IncidentFilter, Depends(wanted_of)]
Order = Literal["newest", "oldest", "deadliest", "most_told", "last_changed"]


@router.get("/incidents")
def incidents(
    caller: Calling, wanted: Wanted, order: Order = "newest", limit: Limit = 50, offset: Offset = 0
) -> m.IncidentList:
    """Incidents that fit a filter, a page at a time."""
    found = incident_page(caller.desk.register, wanted, order=order, limit=limit, offset=offset)
    return m.IncidentList(total=found.total, items=[m.incident_out(i) for i in found.incidents])


@router.get("/incidents/{id}", responses=_FOUND)
def incident(caller: Calling, id: Id) -> m.IncidentWhole:
    """One incident with its tolls and claims; one that was joined to another is given as that other."""
    return m.incident_whole(_incident(caller, id))


@router.get("/incidents/{id}/claims", responses=_FOUND)
def claims(caller: Calling, id: Id) -> m.ClaimList:
    """The claims of an incident, each with its words."""
    found = _incident(caller, id).claims
    return m.ClaimList(total=len(found), items=[m.claim_out(c) for c in found])


@router.get("/reports")
def reports(
    caller: Calling,
    date_from: Day = None,
    date_to: Day = None,
    outlet: Text = None,
    text: Text = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> m.ReportList:
    """Reports, the newest first. Words are looked for only for whoever has an account."""
    wanted = ReportFilter(
        date_from=date_from.isoformat() if date_from else None,
        date_to=date_to.isoformat() if date_to else None,
        outlet=outlet or None,
        text=None if caller.public else text or None,
    )
    found = report_page(caller.desk.register, wanted, limit=limit, offset=offset)
    return m.ReportList(total=found.total, items=[m.report_out(r, public=caller.public) for r in found.reports])


@router.get("/reports/{id}", responses=_FOUND)
def report(caller: Calling, id: Id) -> m.ReportWhole:
    """One report with its text, for whoever has an account."""
    caller.need("token")
    found = None if caller.public else caller.desk.register.report(id)
    if found is None:
        raise NotFound
    return m.report_whole(found)


@router.get("/tolls")
def sums(
    caller: Calling,
    wanted: Wanted,
    by: Annotated[list[Literal["side", "province", "day", "week", "type"]], Query(max_length=3)] = ["week"],  # noqa: B006
) -> m.TollList:
    """Tolls added up over the incidents that fit; discounted ones are left out."""
    keys = list(dict.fromkeys(by))
    rows = tolls(caller.desk.register, wanted, by=keys)
    return m.TollList(by=list(keys), items=[m.toll_row(row) for row in rows])


@router.get("/judgements")
def judgements(caller: Calling, limit: Limit = 50, offset: Offset = 0) -> m.JudgementList:
    """Judgements with their reasons, the newest first, for whoever may judge."""
    caller.need("judge")
    every = caller.desk.register.judgements()[::-1]
    return m.JudgementList(total=len(every), items=[m.judgement_out(j) for j in every[offset : offset + limit]])


@router.post("/judgements", status_code=201)
def judge(caller: Calling, said: m.JudgementIn) -> m.JudgementOut:
    """Judge, as `marsad judge` does; the incidents are gathered anew right after."""
    caller.need("discount" if said.kind == "discounted" else "judge")
    register = caller.desk.register
    if said.kind == "undo" and not any(
        j.id == said.about[0] and j.who == caller.user.name for j in register.judgements()
    ):
        caller.need("undo_any")
    made = say(
        register, said.kind, said.about, who=caller.user.name or "", why=said.why, field=said.field, value=said.value
    )
    caller.desk.rebuilder.ask(wait=caller.desk.patience)
    return m.judgement_out(made)


@router.get("/docs", include_in_schema=False, response_class=HTMLResponse)
def docs(page: Asked) -> HTMLResponse:
    """The API for a person to read."""
    schema = page.request.app.openapi()
    return page.html("api.html", paths=schema["paths"], schema_url="/api/v1/openapi.json")


def _incident(caller: Calling, id: str) -> Incident:
    found = caller.desk.register.incident(id)
    if found is None:
        raise NotFound
    return masked(found) if caller.public else found
