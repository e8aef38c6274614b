"""`marsad judge` and `marsad judgements`: what reviewers say, and what they said."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.options import DEFAULT_REGISTER, AsJson, RegisterFile

if TYPE_CHECKING:
    from marsad.review import Entry


class Saying(StrEnum):
    """What can be said."""

    same = "same"
    not_same = "not_same"
    parted = "split"
    value = "value"
    discounted = "discounted"
    accepted = "accepted"
    note = "note"
    undo = "undo"


Who = Annotated[str, typer.Option(envvar="MARSAD_REVIEWER", help="Who judges.", show_default=False)]
Why = Annotated[str, typer.Option(help="The reason, for those who read it later.", show_default=False)]


def judge(
    saying: Annotated[Saying, typer.Argument(metavar="JUDGEMENT", help="What is said.", show_default=False)],
    about: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            help="Incidents, or mentions as REPORT#event:START-END. For split: an incident, then the reports that "
            "leave it. For undo: the number of a judgement.",
            show_default=False,
        ),
    ],
    who: Who,
    why: Why,
    register: RegisterFile = DEFAULT_REGISTER,
    field: Annotated[str | None, typer.Option(help="The field that a value corrects, such as low or date.")] = None,
    value: Annotated[str | None, typer.Option(help="The right value; without it: not told.")] = None,
) -> None:
    """Judge incidents: same, not the same, split, a corrected value, discounted, accepted, a note; or undo it.

    A judgement outranks the machine's and holds in every later run.
    """
    from marsad.pipeline import relink
    from marsad.register import open_register
    from marsad.review import say

    with open_register(register, create=False) as opened:
        made = say(opened, saying.value, about, who=who, why=why, field=field, value=value)
        relink(opened, command=f"judge {saying.value} {' '.join(about)}")
    typer.echo(f"judgement {made.id}: {made.kind} {made.subject}" + (f" {made.other}" if made.other else ""))


def judgements(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of an incident.", show_default=False)],
    register: RegisterFile = DEFAULT_REGISTER,
    json: AsJson = False,
) -> None:
    """Show what reviewers judged of an incident, what each judgement changed, and what was taken back."""
    from marsad.register import open_register
    from marsad.review import history

    with open_register(register, create=False, read_only=True) as opened:
        entries = history(opened, id)
    if json:
        import orjson

        for entry in entries:
            typer.echo(orjson.dumps(entry).decode())
        return
    for entry in entries:
        _print(entry)


def _print(entry: Entry) -> None:
    from marsad.cli.screen import say, say_mixed

    j = entry.judgement
    state = "" if entry.counts else f"  (taken back: {entry.undone.why})" if entry.undone else "  (replaced)"
    of = " and ".join(key for key in (j.subject, j.other) if key)
    changed = f"  {j.field}: {entry.before} → {entry.after}" if j.kind == "value" else ""
    say(f"{j.id}  {j.made_at}  {j.kind}  {of}{changed}{state}")
    say_mixed(f"    {j.who}: {j.why}")
