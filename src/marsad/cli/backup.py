"""`marsad backup` and `marsad restore`: a whole register into a file and back."""

from __future__ import annotations

from typing import Annotated

import typer

from marsad.cli.options import DEFAULT_REGISTER, RegisterFile


def backup(
    copy: Annotated[
        str, typer.Argument(metavar="COPY", help="Where the copy is made: a new file, or an empty database's URL.")
    ],
    register: RegisterFile = DEFAULT_REGISTER,
) -> None:
    """Copy a register, with its history and its audit log, while others may be at work in it.

    The copy is checked against its log. It is a register like any other: of a server's register it can be a file.
    """
    _copy(register, copy)


def restore(
    copy: Annotated[str, typer.Argument(metavar="COPY", help="What `marsad backup` made.")],
    register: RegisterFile = DEFAULT_REGISTER,
) -> None:
    """Make a register from a backup, in a file or in an empty database of a server.

    Nothing is written over: where a register is already, this is refused.
    """
    _copy(copy, register)


def _copy(source: str, target: str) -> None:
    from marsad.register import copy_register, open_register, verify
    from marsad.settings import from_environment

    settings = from_environment()
    with open_register(source, create=False, read_only=True) as opened:
        rows = copy_register(opened, target, settings=settings)
    with open_register(target, create=False, read_only=True) as copied:
        found, counts = verify(copied), copied.counts()
        typer.echo(f"{rows} rows copied: {copied.where} holds {counts.reports} reports, {counts.incidents} incidents")
    for fault in found.faults:
        typer.echo(f"entry {fault.entry or '?'} {fault.what}", err=True)
    typer.echo(f"its log is {'not ' if found.faults else ''}whole; head {found.head}")
    if found.faults:
        raise typer.Exit(1)
