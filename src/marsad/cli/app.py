"""The commands, in one list."""

from __future__ import annotations

from typing import Annotated

import typer

from marsad import __version__
from marsad.cli.account import account
from marsad.cli.audit import audit
from marsad.cli.backup import backup, restore
from marsad.cli.brief import brief
from marsad.cli.demo import demo
from marsad.cli.evaluate import evaluate
from marsad.cli.evaluate_detection import evaluate_detection
from marsad.cli.evaluate_places import evaluate_places
from marsad.cli.explain import explain
from marsad.cli.export import export
from marsad.cli.extract import extract
from marsad.cli.gazetteer import gazetteer
from marsad.cli.incidents import incidents
from marsad.cli.judge import judge, judgements
from marsad.cli.originals import originals
from marsad.cli.queue import queue
from marsad.cli.run import run
from marsad.cli.serve import serve
from marsad.cli.show import show
from marsad.cli.tolls import tolls
from marsad.cli.watch import watch

COMMANDS = (
    extract, explain, run, watch, incidents, show, tolls, queue, judge, judgements, serve, account, brief, export,
    audit, backup, restore, evaluate, evaluate_detection, evaluate_places, demo,
)  # fmt: skip


app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
for _command in COMMANDS:
    app.command()(_command)
app.add_typer(gazetteer, name="gazetteer")
app.add_typer(originals, name="originals")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"marsad {__version__}")
        raise typer.Exit


@app.callback()
def marsad(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Read Arabic reporting on armed conflict into an auditable register of incidents."""
