"""`marsad extract`: reports into JSON files, no register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.options import Column, DateForm, ManifestFile, Outlet, Published, Sources


def extract(
    sources: Sources,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the JSON files; made where it is missing.")],
    published: Published = None,
    outlet: Outlet = None,
    manifest: ManifestFile = None,
    column: Column = None,
    date_form: DateForm = None,
) -> None:
    """Read reports into JSON files, without a register.

    One <stem>.json per text file, <id>.json per line of JSON Lines, as the codebook says.
    """
    from marsad.cli.options import intake_of, sources_of
    from marsad.cli.screen import Told, showing
    from marsad.pipeline import extract_files
    from marsad.settings import from_environment

    told = Told()
    intake = intake_of(
        settings=from_environment(),
        problems=told,
        published=published,
        outlet=outlet,
        manifest=manifest,
        column=column,
        date_form=date_form,
    )
    with showing() as progress:
        done = extract_files(sources_of(sources), out=out, intake=intake, progress=progress)
    told.close()
    typer.echo(f"{done.written} reports written to {out}, {done.problems} problems", err=True)
    if done.problems:
        raise typer.Exit(1)
