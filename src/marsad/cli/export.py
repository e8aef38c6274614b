"""`marsad export`: the incidents of a register in another program's format."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.options import DEFAULT_REGISTER, Actor, From, Place, RegisterFile, To, Type

if TYPE_CHECKING:
    from marsad.export import Content, Exporter

ABOUT = ".about.json"


class Format(StrEnum):
    """The formats of `marsad.export.EXPORTERS`."""

    csv = "csv"
    jsonl = "jsonl"
    geojson = "geojson"
    acled = "acled"
    ged = "ged"
    plover = "plover"
    ftm = "ftm"
    hxl = "hxl"
    geopackage = "geopackage"
    parquet = "parquet"
    xlsx = "xlsx"
    duckdb = "duckdb"


def export(
    format_: Annotated[Format, typer.Argument(metavar="FORMAT", help="The format.")],
    register: RegisterFile = DEFAULT_REGISTER,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="The file, beside which FILE.about.json is put; stdout without it."
        ),
    ] = None,
    since: From = None,
    until: To = None,
    place: Place = None,
    type_: Type = None,
    actor: Actor = None,
    public: Annotated[
        bool, typer.Option("--public", help="Leave out the words in which a private person may be named.")
    ] = False,
    on_record: Annotated[
        bool, typer.Option("--on-record", help="Enter the export and the hash of its file in the audit log.")
    ] = False,
) -> None:
    """Export incidents in a format that other programs read.

    FILE.about.json says by which rule the numbers of people were made, what was left out and how often, which columns
    stay empty, and whose data are in the file.
    """
    from marsad.cli.chosen import chosen
    from marsad.errors import UsageError
    from marsad.export import content_of, exporter
    from marsad.register import open_register
    from marsad.settings import from_environment

    if on_record and out is None:
        raise UsageError("an export on record needs a file whose hash can be kept", todo="name one with --out")
    one = exporter(format_.value)
    wanted = chosen(since=since, until=until, place=place, type_=type_, actor=actor)
    with open_register(register, create=False, read_only=not on_record, settings=from_environment()) as opened:
        content = content_of(opened, wanted, public=public)
        if out is None:
            one.export(content, typer.get_binary_stream("stdout"))
            return
        _to_file(one, content, out)
        if on_record:
            opened.record_export(out.name, out.read_bytes(), format=one.name, wanted=wanted)


def _to_file(one: Exporter, content: Content, out: Path) -> None:
    """Write the file and its account, and say on stderr what was left out."""
    from marsad.export import about_bytes
    from marsad.files import whole_file

    with whole_file(out) as file:
        written = one.export(content, file)
    with whole_file(out.with_name(out.name + ABOUT)) as file:
        file.write(about_bytes(one, content, written))
    left = "; ".join(f"{number} {why}" for why, number in written.left_out.items())
    typer.echo(f"{written.incidents} incidents in {out}" + (f"; left out: {left}" if left else ""), err=True)
