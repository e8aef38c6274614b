"""What the API says: the codebook's words as JSON, described for OpenAPI."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from marsad.export import incident_record
from marsad.model import Claim, Incident, Judgement, Report, Toll
from marsad.register import ReportRow, TollRow


class Answer(BaseModel):
    """The base of every answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NumbersOut(Answer):
    """Least, best and most people; null where nobody states it, `high` also where it is open."""

    low: int | None
    best: int | None
    high: int | None


class PlaceOut(Answer):
    """A place; `precision` as in the codebook."""

    name: str
    latitude: float | None
    longitude: float | None
    precision: int | None
    admin1: str | None
    country: str | None


class IncidentOut(Answer):
    """One incident in a list."""

    id: str
    type: str
    date: str | None = Field(description="EDTF (ISO 8601-2)")
    places: list[PlaceOut]
    actors: list[str]
    targets: list[str]
    status: str
    grade: str
    killed: NumbersOut
    injured: NumbersOut
    reports: list[str] = Field(description="Ids of the reports that tell of it")


class TollOut(Answer):
    """A derived toll, the rule it was derived by, and the indexes of its claims."""

    outcome: str
    victims: str | None
    group: str | None
    age_sex: str | None
    low: int | None
    best: int | None
    high: int | None
    rule: str
    contested: bool
    claims: list[int]


class ClaimOut(Answer):
    """One claimant's statement, with the words that say it and where they stand in the report."""

    report: str
    span: list[int]
    words: str
    outcome: str
    low: int | None
    high: int | None
    qualifier: str
    victims: str
    group: str | None
    scope: str
    claimant: str
    outlet: str | None
    published: str | None
    denied: bool
    denied_by: str | None


class IncidentWhole(IncidentOut):
    """One incident with its tolls and claims."""

    tolls: list[TollOut]
    claims: list[ClaimOut]


class ReportOut(Answer):
    """A report and what was found in it; its text is given by its own address."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    figures: int
    events: int
    incidents: int


class ReportWhole(Answer):
    """A report with its text."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    retrieved: str | None = Field(description="When its page was fetched, in UTC; null where nobody noted it")
    text: str


class TollRowOut(Answer):
    """Sums over incidents."""

    keys: list[str]
    incidents: int
    killed: NumbersOut
    injured: NumbersOut


class JudgementOut(Answer):
    """A reviewer's decision."""

    id: str
    kind: str
    subject: str
    other: str | None
    field: str | None
    value: str | None
    who: str
    why: str
    made_at: str
    undone_by: str | None


class JudgementIn(BaseModel):
    """What is judged. `about` are incident ids or mention keys, as `marsad judge` takes them."""

    model_config = ConfigDict(extra="forbid")

    kind: str = Field(description="same, not_same, split, value, discounted, accepted, note or undo", max_length=20)
    about: list[str] = Field(min_length=1, max_length=200)
    why: str = Field(min_length=1, max_length=4000)
    field: str | None = Field(default=None, max_length=40)
    value: str | None = Field(default=None, max_length=400)


class Problem(Answer):
    """What went wrong, where, and what to do next."""

    detail: str


class IncidentList(Answer):
    """A page of incidents; `total` is how many fit."""

    total: int
    items: list[IncidentOut]


class ReportList(Answer):
    """A page of reports."""

    total: int
    items: list[ReportOut]


class JudgementList(Answer):
    """A page of judgements, the newest first."""

    total: int
    items: list[JudgementOut]


class ClaimList(Answer):
    """The claims of one incident."""

    total: int
    items: list[ClaimOut]


class TollList(Answer):
    """Sums by the keys asked for."""

    by: list[str]
    items: list[TollRowOut]


def incident_out(incident: Incident) -> IncidentOut:
    """An incident for a list."""
    return IncidentOut(**_shared(incident))


def incident_whole(incident: Incident) -> IncidentWhole:
    """An incident with its tolls and claims."""
    return IncidentWhole(
        **_shared(incident), tolls=[_toll(t) for t in incident.tolls], claims=[claim_out(c) for c in incident.claims]
    )


def _shared(incident: Incident) -> dict[str, Any]:
    record = incident_record(incident)
    ids = [report["report_id"] for report in record.pop("reports")]
    return {**record, "status": incident.status, "reports": ids}


def _toll(toll: Toll) -> TollOut:
    names = ("outcome", "victims", "group", "age_sex", "low", "best", "high", "rule", "contested")
    return TollOut(**{name: getattr(toll, name) for name in names}, claims=list(toll.claims))


def claim_out(claim: Claim) -> ClaimOut:
    """A claim."""
    names = (
        "words", "outcome", "low", "high", "qualifier", "victims", "group", "scope", "claimant", "outlet", "published",
        "denied", "denied_by",
    )  # fmt: skip
    values = {name: getattr(claim, name) for name in names}
    return ClaimOut(report=claim.report_id, span=list(claim.span), **values)


def report_out(row: ReportRow, *, public: bool) -> ReportOut:
    """A report in a list; its title, which may name people, only to whoever has an account."""
    names = ("id", "outlet", "published", "url", "figures", "events", "incidents")
    return ReportOut(title=None if public else row.title, **{name: getattr(row, name) for name in names})


def report_whole(report: Report) -> ReportWhole:
    """A report with its text."""
    return ReportWhole(**{name: getattr(report, name) for name in ReportWhole.model_fields})


def toll_row(row: TollRow) -> TollRowOut:
    """Sums of one key."""
    killed, injured = (row.numbers(outcome) for outcome in ("killed", "injured"))
    return TollRowOut(
        keys=list(row.keys), incidents=row.incidents,
        killed=NumbersOut(low=killed.low, best=killed.best, high=killed.high),
        injured=NumbersOut(low=injured.low, best=injured.best, high=injured.high),
    )  # fmt: skip


def judgement_out(judgement: Judgement) -> JudgementOut:
    """A judgement."""
    return JudgementOut(**{name: getattr(judgement, name) for name in JudgementOut.model_fields})
