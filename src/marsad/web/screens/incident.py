"""One incident: its values with their claims and words, its reports side by side, and what may be judged of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, Response

from marsad.export import masked
from marsad.model import Incident, Judgement
from marsad.register import Dossier, IncidentFilter, incident_dossier, incident_page
from marsad.register.when import days_of
from marsad.review import (
    FIELDS,
    accept,
    annotate,
    discount,
    history,
    judge,
    merge,
    newer,
    opinions,
    split,
    undo,
    unread,
)
from marsad.web.correcting import propose
from marsad.web.page import Looking, NotFound, Page, Sent
from marsad.web.telling import report_lines, toll_lines

router = APIRouter()
KINDS = ("accepted", "value", "same", "not_same", "split", "discounted", "note")
_NEAR = 3  # days within which another incident may be the same


@router.get("/incidents/{id}", response_class=HTMLResponse)
def incident(page: Looking, id: str, second: bool = False) -> Response:
    """The page of one incident. With `second` as it stands without the judgements of others."""
    found = _dossier(page, id)
    if found.incident.id != id:
        return page.to(f"/incidents/{found.incident.id}")
    return page.html("incident.html", **_values(page, found, second=second and page.may("second_reading")))


@router.get("/incidents/{id}/others", response_class=HTMLResponse)
def others(page: Looking, id: str, seen: str = "") -> Response:
    """Who else has this incident open, and what they judged since this page was made."""
    page.need("judge")
    who = page.desk.presence.look(id, page.who())
    return page.html("_others.html", who=who, since=newer(page.desk.register, id, than=seen, who=page.who()))


@router.post("/incidents/{id}/proposal", response_class=HTMLResponse)
def proposal(
    page: Sent,
    id: str,
    field: Annotated[str, Form()],
    report: Annotated[str, Form()],
    start: Annotated[int, Form(ge=0)],
    end: Annotated[int, Form(ge=0)],
) -> Response:
    """What the reader reads in words that a reviewer chose, as the value to be set."""
    page.need("judge")
    known = page.desk.register.report(report)
    if known is None:
        raise NotFound
    found = propose(page.desk.reader(), known, field, start, end)
    return page.html("_proposal.html", field=field, proposal=found)


@router.post("/incidents/{id}/judgements", response_class=HTMLResponse)
def judged(
    page: Sent,
    id: str,
    kind: Annotated[str, Form()],
    why: Annotated[str, Form(max_length=4000)] = "",
    seen: Annotated[str, Form()] = "",
    anyway: Annotated[str, Form()] = "",
    second: Annotated[str, Form()] = "",
    mention: Annotated[str, Form()] = "",
    field: Annotated[str, Form()] = "",
    value: Annotated[str, Form(max_length=400)] = "",
    words: Annotated[str, Form(max_length=2000)] = "",
    other: Annotated[str, Form()] = "",
    leaving: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """A judgement of the incident. Where another reviewer was quicker it is shown first, and nothing is lost."""
    page.need("discount" if kind == "discounted" else "judge")
    who, register = page.who(), page.desk.register
    if kind not in KINDS:
        raise NotFound
    dossier = _dossier(page, id)
    between = newer(register, id, than=seen, who=who) if not (anyway or second) else ()
    if between:
        form = {
            "kind": kind,
            "why": why,
            "mention": mention,
            "field": field,
            "value": value,
            "words": words,
            "other": other,
        }
        return page.html(
            "conflict.html", status=409, incident=dossier.incident, between=between, form=form, leaving=leaving or [],
            last=_last(dossier.judgements),
        )  # fmt: skip
    reason = f"{why.strip()} «{' '.join(words.split())}»" if words.strip() and why.strip() else why
    if kind == "accepted":
        made = accept(register, id, who=who, why=reason)
    elif kind == "discounted":
        made = discount(register, id, who=who, why=reason)
    elif kind == "note":
        made = annotate(register, id, who=who, why=reason)
    elif kind == "same":
        made = merge(register, id, other.strip(), who=who, why=reason)
    elif kind == "split":
        made = split(register, id, leaving or [], who=who, why=reason)
    elif kind == "not_same":
        made = judge(register, kind="not_same", subject=mention, other=other, who=who, why=reason)
    else:
        made = _corrected(page, mention, field, value, who, reason)
    return _after(page, made, id, second=bool(second))


@router.post("/judgements/{id}/undo")
def undone(page: Sent, id: str, why: Annotated[str, Form(max_length=4000)] = "") -> Response:
    """Take a judgement back: one's own, or anybody's for a reviewer."""
    register = page.desk.register
    found = next((j for j in register.judgements() if j.id == id), None)
    if found is None:
        raise NotFound
    page.need("undo_own" if found.who == page.user.name else "undo_any")
    undo(register, id, who=page.who(), why=why)
    return _after(page, found, None, second=False)


def _corrected(page: Page, mention: str, field: str, value: str, who: str, why: str) -> Judgement:
    """One corrected field; `number` sets both ends of a figure, as `12` or `10-15`."""
    register = page.desk.register
    if field != "number":
        return judge(
            register, kind="value", subject=mention, field=field, value=value.strip() or None, who=who, why=why
        )
    low, dash, high = value.replace("–", "-").partition("-")
    made = None
    for name, end in (("low", low), ("high", high if dash else low)):
        made = judge(register, kind="value", subject=mention, field=name, value=end.strip() or None, who=who, why=why)
    assert made is not None
    return made


def _after(page: Page, made: Judgement, id: str | None, *, second: bool) -> Response:
    """Gather the incidents anew and go to the one that holds the mention now."""
    done = page.desk.rebuilder.ask(wait=page.desk.patience) if made.kind not in ("note", "accepted") else True
    register = page.desk.register
    now = register.incident_of(made.subject)
    target = now.id if now is not None else id
    if made.kind == "same" and id is not None:
        merged = register.incident(id)
        target = merged.id if merged is not None else target
    path = f"/incidents/{target}" if target else "/history"
    return page.to(path + ("?second=true" if second else ""), said="judged" if done else "judged_later")


def _dossier(page: Page, id: str) -> Dossier:
    register = page.desk.register
    found = incident_dossier(register, id)
    if found is None:
        merged = register.incident(id)
        found = incident_dossier(register, merged.id) if merged is not None else None
    if found is None:
        raise NotFound
    return found


def _values(page: Page, found: Dossier, *, second: bool) -> dict[str, Any]:
    register, incident, shown = page.desk.register, found.incident, page.shown
    if second:
        incident = unread(register, incident.id, reader=page.who())
    if page.public:
        incident = masked(incident)
    judging = page.may("judge")
    reports = () if page.public else report_lines(incident, found.readings, shown)
    return {
        "incident": incident,
        "id": found.incident.id,
        "tolls": toll_lines(incident, shown),
        "reports": reports,
        "sources": {r.report.id: r.report for r in found.readings.values()},
        "second": second,
        "history": history(register, found.incident.id, reader=page.user.name if second else None) if judging else (),
        "opinions": opinions(register, found.incident.id) if judging and not second else (),
        "near": _near(page, found.incident) if judging else (),
        "fields": FIELDS,
        "proposal": None,
        "last": _last(found.judgements),
        "changes": found.history if judging and not second else (),
        "behind": page.desk.rebuilder.behind,
    }


def _last(judgements: tuple[Judgement, ...]) -> str:
    return max((j.id for j in judgements), key=int, default="")


def _near(page: Page, incident: Incident) -> tuple[Incident, ...]:
    """Incidents of about the same days in the same province: what it may be the same as."""
    days = days_of(incident.date)
    place = next((p.admin1 or p.name for p in incident.places), None)
    if days.first is None or place is None:
        return ()
    around = [date.fromisoformat(d) for d in (days.first, days.last or days.first)]
    wanted = IncidentFilter(
        date_from=(around[0] - timedelta(days=_NEAR)).isoformat(),
        date_to=(around[1] + timedelta(days=_NEAR)).isoformat(),
        place=place,
    )
    found = incident_page(page.desk.register, wanted, order="oldest", limit=13).incidents
    return tuple(i for i in found if i.id != incident.id)[:12]
