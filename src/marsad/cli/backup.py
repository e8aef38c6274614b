"""`marsad backup` and `marsad restore`: a whole register into a file and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.options import DEFAULT_REGISTER, RegisterFile

if TYPE_CHECKING:
    from marsad.settings import Settings


def backup(
    copy: Annotated[
        str, typer.Argument(metavar="COPY", help="Where the copy is made: a new file, or an empty database's URL.")
    ],
    register: RegisterFile = DEFAULT_REGISTER,
) -> None:
    """Copy a register, with its history, its audit log and its originals, while others may be at work in it.

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


def _copy_originals(source: str, target: str, settings: Settings) -> None:
    """The originals, from beside one register to beside the other; where they are one folder there is nothing to do."""
    from marsad.register import archive_of

    here, there = archive_of(source, settings), archive_of(target, settings)
    if here is None or here == there or not here.folder.is_dir():
        return
    if there is None:
        left = sum(1 for _ in here.hashes())
        typer.echo(f"{left} originals stay in {here.folder}: name a folder in MARSAD_ORIGINALS", err=True)
        return
    copied = here.copy_to(there)
    typer.echo(f"{copied} originals copied to {there.folder}")


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
    _copy_originals(source, target, settings)
    if found.faults:
        raise typer.Exit(1)
