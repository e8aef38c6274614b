"""`marsad run`: reports into a register."""

from __future__ import annotations

import typer

from marsad.cli.options import (
    DEFAULT_REGISTER,
    AsJson,
    Column,
    DateForm,
    ManifestFile,
    Outlet,
    Published,
    RegisterFile,
    Sources,
)


def run(
    sources: Sources,
    register: RegisterFile = DEFAULT_REGISTER,
    published: Published = None,
    outlet: Outlet = None,
    manifest: ManifestFile = None,
    column: Column = None,
    date_form: DateForm = None,
    json: AsJson = False,
) -> None:
    """Read reports into a register of incidents.

    What the register knows already is not read again; a run that was broken off goes on where it was.
    """
    from marsad.cli.options import intake_of, sources_of
    from marsad.cli.screen import Told, showing
    from marsad.cli.summary import print_summary
    from marsad.pipeline import run as run_sources
    from marsad.register import archive_of, open_register
    from marsad.settings import from_environment

    told, settings = Told(), from_environment()
    intake = intake_of(
        settings=settings, problems=told, published=published, outlet=outlet, manifest=manifest,
        column=column, date_form=date_form, archive=archive_of(register, settings),
    )  # fmt: skip
    with open_register(register, settings=settings) as opened, showing() as progress:
        summary = run_sources(sources_of(sources), register=opened, intake=intake, progress=progress)
        counts = opened.counts()
    told.close()
    print_summary(summary, counts, register=opened.where, as_json=json)
    if summary.problems:
        raise typer.Exit(1)
