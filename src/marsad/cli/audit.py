"""`marsad audit`: the log of everything that was done to a register."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.options import DEFAULT_REGISTER, AsJson, RegisterFile

if TYPE_CHECKING:
    from marsad.register import Entry, Head, Verified


class Look(StrEnum):
    """What to do with the log."""

    verify = "verify"
    show = "show"


def audit(
    look: Annotated[Look, typer.Argument(metavar="verify|show", help="Check the log, or print it.")],
    register: RegisterFile = DEFAULT_REGISTER,
    head: Annotated[
        str | None,
        typer.Option(metavar="NUMBER:HASH", help="For verify: a head noted before, which the log must still hold."),
    ] = None,
    last: Annotated[int, typer.Option(min=1, help="For show: how many entries, counted from the newest.")] = 50,
    json: AsJson = False,
) -> None:
    """Check the log of everything that was done to a register, or print it.

    verify names every entry that was altered, removed, inserted or moved, and whatever in the register is not as it was
    entered; the exit code is then 1. Note the head it prints somewhere else: only so can it be found that the end of
    the log was cut off, or all of it written anew.
    """
    from marsad.register import audit_log, open_register, verify

    with open_register(register, create=False, read_only=True) as opened:
        if look is Look.show:
            for entry in audit_log(opened, last=last):
                _print_entry(entry, as_json=json)
            return
        found = verify(opened, noted=None if head is None else _head(head))
    _print_verified(found, as_json=json)
    if found.faults:
        raise typer.Exit(1)


def _head(said: str) -> Head:
    from marsad.errors import UsageError
    from marsad.register import Head

    number, _, digest = said.partition(":")
    if not number.isdecimal() or not digest:
        raise UsageError(f"--head: {said!r} is no head of a log", todo="give it as marsad audit verify printed it")
    return Head(int(number), digest)


def _print_entry(entry: Entry, *, as_json: bool) -> None:
    import orjson

    if as_json:
        typer.echo(orjson.dumps(entry).decode())
        return
    from marsad.cli.screen import say_mixed

    body = {k: f"{len(v)} of them" if isinstance(v, list) else v for k, v in entry.body.items() if v is not None}
    told = ", ".join(f"{name} {value}" for name, value in body.items())
    subject = f" {entry.subject}" if entry.subject else ""
    say_mixed(f"{entry.number}  {entry.at}  {entry.who or '?'}  {entry.action}{subject}  {told}")


def _print_verified(found: Verified, *, as_json: bool) -> None:
    import orjson

    if as_json:
        faults = [{"entry": fault.entry, "what": fault.what} for fault in found.faults]
        typer.echo(orjson.dumps({"entries": found.entries, "head": str(found.head), "faults": faults}).decode())
        return
    from marsad.cli.screen import say_mixed

    for fault in found.faults:
        say_mixed(fault.what if fault.entry is None else f"entry {fault.entry} {fault.what}")
    state = f"{len(found.faults)} faults" if found.faults else "the log is whole, and the register is what it says"
    typer.echo(f"{found.entries} entries: {state}\nhead {found.head}")
