"""`marsad export`: the incidents of a register in another program's format."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.options import DEFAULT_REGISTER, Actor, From, Place, RegisterFile, To, Type


class Format(StrEnum):
    """The formats of `marsad.export.EXPORTERS`."""

    csv = "csv"
    jsonl = "jsonl"
    geojson = "geojson"


def export(
    format_: Annotated[Format, typer.Argument(metavar="csv|jsonl|geojson", help="The format.")],
    register: RegisterFile = DEFAULT_REGISTER,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="The file; stdout without it.")
    ] = None,
    since: From = None,
    until: To = None,
    place: Place = None,
    type_: Type = None,
    actor: Actor = None,
    on_record: Annotated[
        bool, typer.Option("--on-record", help="Enter the export and the hash of its file in the audit log.")
    ] = False,
) -> None:
    """Export incidents as csv, jsonl or geojson."""
    from marsad.cli.chosen import chosen
    from marsad.errors import UsageError
    from marsad.export import exporter
    from marsad.files import whole_file
    from marsad.register import open_register
    from marsad.settings import from_environment

    if on_record and out is None:
        raise UsageError("an export on record needs a file whose hash can be kept", todo="name one with --out")
    one = exporter(format_.value)
    wanted = chosen(since=since, until=until, place=place, type_=type_, actor=actor)
    with open_register(register, create=False, read_only=not on_record, settings=from_environment()) as opened:
        found = opened.incidents(wanted)
        if out is None:
            one.write(found, typer.get_binary_stream("stdout"))
            return
        with whole_file(out) as file:
            one.write(found, file)
        if on_record:
            opened.record_export(out.name, out.read_bytes(), format=one.name, wanted=wanted)
