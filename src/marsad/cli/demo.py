"""`marsad demo`: the whole way, on the project's own reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from marsad.register import Register

MOST = 3


def demo(
    register: Annotated[
        str | None,
        typer.Option("--register", "-r", metavar="FILE", help="Keep the register here; a temporary one without it."),
    ] = None,
) -> None:
    """Show the whole way on reports that come with Marsad.

    Builds a register, prints its incidents, then the three tolls on which the tellers disagree most.
    """
    from tempfile import TemporaryDirectory

    from marsad.register import open_register

    with (
        TemporaryDirectory(prefix="marsad-") as folder,
        open_register(register or str(Path(folder) / "demo.db")) as opened,
    ):
        _build(opened, shown=opened.where if register else "the register")
        _print(opened)
        if register:
            typer.echo(f"\nthe register is {opened.where}; look further with: marsad show ID --register {opened.where}")


def demo_folder() -> Path:
    """The folder of `reports/` and `manifest.json`: in the installed package, or beside the source tree.

    Raises MarsadError where there is neither.
    """
    from marsad.errors import MarsadError

    package = Path(__file__).resolve().parents[1]
    for folder in (package / "data" / "demo", package.parents[1] / "gold"):
        if (folder / "reports").is_dir() and (folder / "manifest.json").is_file():
            return folder
    raise MarsadError(
        "the reports of the demo are not installed", todo="install marsad again, or run in its source tree"
    )


def _build(register: Register, *, shown: str) -> None:
    from marsad.cli.options import intake_of
    from marsad.cli.screen import Told, showing
    from marsad.cli.summary import print_summary
    from marsad.pipeline import run
    from marsad.settings import from_environment

    folder = demo_folder()
    intake = intake_of(
        settings=from_environment(),
        problems=Told(),
        published=None,
        outlet=None,
        manifest=folder / "manifest.json",
    )
    with showing() as progress:
        summary = run([folder / "reports"], register=register, intake=intake, progress=progress)
    print_summary(summary, register.counts(), register=shown, as_json=False)


def _print(register: Register) -> None:
    from marsad.cli.incidents import print_incidents
    from marsad.cli.options import Form
    from marsad.cli.screen import isolated, say
    from marsad.cli.show import said_line
    from marsad.export import claim_said, most_disputed, toll_value
    from marsad.model import finest

    say("\nIncidents\n")
    print_incidents(register.incidents(), Form.table)
    say("\nThe tolls on which the tellers disagree most")
    for dispute in most_disputed(register.incidents(), count=MOST):
        incident, place = dispute.incident, finest(dispute.incident.places)
        value = toll_value(incident, dispute.toll)
        where = isolated(place.name) if place else "place unknown"
        say(f"\n{incident.type}, {where}, {incident.date or 'undated'} ({incident.id})")
        say(f"  {value.field}: {value.value}  [{value.rule}]")
        for index in dispute.claims:
            say(f"    {said_line(claim_said(incident.claims[index]))}")
