"""`marsad show`: one incident, each value with its claims and the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.options import DEFAULT_REGISTER, AsJson, RegisterFile

if TYPE_CHECKING:
    from marsad.export import Said, Value
    from marsad.model import Incident


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of an incident, as `marsad incidents` prints it.")],
    register: RegisterFile = DEFAULT_REGISTER,
    json: AsJson = False,
) -> None:
    """Show one incident with its claims and words."""
    from marsad.errors import UsageError
    from marsad.export import account
    from marsad.register import open_register

    with open_register(register, create=False, read_only=True) as opened:
        incident = opened.incident(id)
        if incident is None:
            raise UsageError(f"there is no incident {id!r} in {opened.where}", todo="list them with marsad incidents")
        values = account(incident, opened.reading)
    if json:
        _print_json(incident, values)
    else:
        print_account(incident, values)


def print_account(incident: Incident, values: tuple[Value, ...]) -> None:
    """The account on stdout."""
    from marsad.cli.screen import say, say_mixed

    say(f"incident {incident.id}  status {incident.status}  grade {incident.grade}")
    for value in values:
        say()
        print_value(value)
    say()
    say("told in")
    for telling in incident.tellings:
        say_mixed(f"  {telling.report_id}: {telling.why}")


def print_value(value: Value) -> None:
    """A value, its rule, its claims with their words, and how they differ."""
    from marsad.cli.screen import isolated, say, say_mixed

    say(f"{value.field}: {isolated(value.value)}" + (f"  [{value.rule}]" if value.rule else ""))
    for said in value.said:
        say(f"  {said_line(said)}")
    for note in value.notes:
        say_mixed(f"  ! {note}")


def said_line(said: Said) -> str:
    """Who says what, where, in which words, on one line."""
    from marsad.cli.screen import isolated

    claimant = f"{said.outlet or said.report_id} itself" if said.claimant == "report" else said.claimant
    source = ", ".join(isolated(part) for part in (said.outlet, said.published, said.report_id) if part)
    copies = f", copied by {len(said.copies)}" if said.copies else ""
    words = " ".join(said.words.split())
    quoted = ": " + isolated(f"«{words}»") if words else ""
    return f"{isolated(said.says)} - {isolated(claimant)} ({source}{copies}){quoted}"


def _print_json(incident: Incident, values: tuple[Value, ...]) -> None:
    from dataclasses import asdict

    import orjson

    body = {
        "id": incident.id,
        "status": incident.status,
        "grade": incident.grade,
        "values": [asdict(v) for v in values],
    }
    body["tellings"] = [
        {"report_id": t.report_id, "spans": [list(s) for s in t.spans], "why": t.why} for t in incident.tellings
    ]
    typer.echo(orjson.dumps(body, option=orjson.OPT_INDENT_2).decode())
