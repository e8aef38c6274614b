"""`marsad incidents`: the incidents of a register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.options import DEFAULT_REGISTER, Actor, Form, From, Place, RegisterFile, To, Type

if TYPE_CHECKING:
    from marsad.model import Incident


def incidents(
    register: RegisterFile = DEFAULT_REGISTER,
    since: From = None,
    until: To = None,
    place: Place = None,
    type_: Type = None,
    actor: Actor = None,
    form: Annotated[Form, typer.Option("--format", help="How to print them.")] = Form.table,
) -> None:
    """List incidents by day."""
    from marsad.cli.chosen import chosen
    from marsad.register import open_register

    wanted = chosen(since=since, until=until, place=place, type_=type_, actor=actor)
    with open_register(register, create=False, read_only=True) as opened:
        print_incidents(opened.incidents(wanted), form)


def print_incidents(found: Iterable[Incident], form: Form) -> None:
    """The incidents on stdout, one a line."""
    if form is Form.table:
        from marsad.cli.screen import table

        table(("id", "date", "type", "place", "actors", "killed", "injured", "grade", "reports"), map(_row, found))
        return
    from marsad.export import write_csv, write_jsonl

    out = typer.get_binary_stream("stdout")
    if form is Form.csv:
        write_csv(found, out, bom=False)
    else:
        write_jsonl(found, out)


def _row(incident: Incident) -> tuple[str, ...]:
    from marsad.model import finest

    place = finest(incident.places)
    return (
        incident.id,
        incident.date or "?",
        incident.type,
        place.name if place else "?",
        ", ".join(incident.actors) or "?",
        toll_cell(incident, "killed"),
        toll_cell(incident, "injured"),
        incident.grade,
        str(len({telling.report_id for telling in incident.tellings})),
    )


def toll_cell(incident: Incident, outcome: str) -> str:
    """`12`, or `10-15 (12)` where tellers differ, `10+` where the top is open; empty where nobody states it."""
    toll = incident.toll(outcome)
    if toll is None or toll.low is toll.best is toll.high is None:
        return ""
    low = "?" if toll.low is None else str(toll.low)
    if toll.low == toll.high:
        return low
    span = f"{low}+" if toll.high is None else f"{low}-{toll.high}"
    return span if toll.best is None else f"{span} ({toll.best})"
