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
) -> None:
    """Export incidents as csv, jsonl or geojson."""
    from marsad.cli.chosen import chosen
    from marsad.export import exporter
    from marsad.files import whole_file
    from marsad.register import open_register

    one = exporter(format_.value)
    wanted = chosen(since=since, until=until, place=place, type_=type_, actor=actor)
    with open_register(register, create=False, read_only=True) as opened:
        found = opened.incidents(wanted)
        if out is None:
            one.write(found, typer.get_binary_stream("stdout"))
            return
        with whole_file(out) as file:
            one.write(found, file)
