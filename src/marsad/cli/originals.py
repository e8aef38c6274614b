"""`marsad originals`: the pages that reports were read from, kept beside the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.options import DEFAULT_REGISTER, AsJson, RegisterFile

if TYPE_CHECKING:
    from marsad.archive import Archive

originals = typer.Typer(no_args_is_help=True, help="List, get, check and remove the originals of reports.")

Hash = Annotated[str, typer.Argument(metavar="SHA256", help="The hash of an original, as `list` prints it.")]


@originals.command("list")
def list_originals(
    register: RegisterFile = DEFAULT_REGISTER,
    report: Annotated[str | None, typer.Option(metavar="ID", help="Only the originals of this report.")] = None,
) -> None:
    """Print the hash of each original that is kept, and the reports that were read from it."""
    from marsad.cli.screen import say_mixed
    from marsad.register import open_register, reports_of_original

    archive = _archive(register)
    with open_register(register, create=False, read_only=True) as opened:
        for sha256 in archive.hashes():
            ids = reports_of_original(opened, sha256)
            if report is None or report in ids:
                say_mixed(f"{sha256}  {', '.join(ids) or '-'}")


@originals.command("get")
def get_original(
    sha256: Hash,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where it is written; what is there is replaced.")],
    register: RegisterFile = DEFAULT_REGISTER,
) -> None:
    """Write an original to a file, as it was fetched. Open it offline: it may run scripts."""
    from marsad.files import whole_file

    raw = _archive(register).read(sha256)
    with whole_file(out) as file:
        file.write(raw)
    typer.echo(f"{len(raw):,} bytes written to {out}", err=True)


@originals.command("verify")
def verify(register: RegisterFile = DEFAULT_REGISTER, json: AsJson = False) -> None:
    """Read every original and compare it with its hash and with the audit log.

    Each that is missing, is not what it was, or was removed and is here again is named; the exit code is then 1.
    """
    from dataclasses import asdict

    import orjson

    from marsad.register import open_register, verify_originals

    with open_register(register, create=False, read_only=True) as opened:
        found = verify_originals(opened, _archive(register))
    if json:
        typer.echo(orjson.dumps(asdict(found)).decode())
    else:
        for fault in found.faults:
            typer.echo(fault)
        state = f"{len(found.faults)} faults" if found.faults else "all are there, and what they were"
        typer.echo(f"{found.whole} originals whole, {found.removed} removed on record: {state}")
        if found.unnamed:
            typer.echo(f"{found.unnamed} are of no report that stands in the log")
    if found.faults:
        raise typer.Exit(1)


@originals.command("remove")
def remove(
    sha256: Hash,
    why: Annotated[str, typer.Option(help="Who asked for it, and on what ground. It goes into the audit log.")],
    register: RegisterFile = DEFAULT_REGISTER,
) -> None:
    """Delete an original for good, with an entry in the audit log. The text in the register stays."""
    from marsad.register import open_register, remove_original
    from marsad.settings import from_environment

    archive = _archive(register)
    with open_register(register, create=False, settings=from_environment()) as opened:
        was = remove_original(opened, archive, sha256, why=why)
    typer.echo("deleted, and entered in the log" if was else "it was not there; the removal is entered in the log")


def _archive(register: str) -> Archive:
    """The archive of a register. Raises UsageError where none is kept."""
    from marsad.errors import UsageError
    from marsad.register import archive_of
    from marsad.settings import from_environment

    archive = archive_of(register, from_environment())
    if archive is None:
        raise UsageError("no originals are kept", todo="name their folder in MARSAD_ORIGINALS")
    return archive
