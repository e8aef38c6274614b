"""`marsad evaluate`: how well reading agrees with gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.options import AsJson, ManifestFile

if TYPE_CHECKING:
    from marsad.evaluate.score import Scores


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Folder of annotations, or of annotations/ and reports/.")
    ],
    predictions: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Score these <id>.json files instead of reading the reports.")
    ] = None,
    reports: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the reports; GOLD/reports without it.")
    ] = None,
    manifest: ManifestFile = None,
    details: Annotated[bool, typer.Option("--details", help="List every miss and every extra.")] = False,
    json: AsJson = False,
) -> None:
    """Score reading against annotated reports."""
    from marsad.cli.screen import say
    from marsad.evaluate.score import score

    scores = score(gold, predictions or _read(gold, reports=reports, manifest=manifest))
    if json:
        import orjson

        typer.echo(orjson.dumps(scores.as_json(), option=orjson.OPT_INDENT_2).decode())
        return
    if details:
        for detail in scores.details:
            say(f"  {detail}")
    _print(scores)


def _read(gold: Path, *, reports: Path | None, manifest: Path | None) -> dict[str, dict[str, object]]:
    """The reading of every report of the gold; GOLD/manifest.json says when each was published, if it is there."""
    from marsad.cli.options import intake_of
    from marsad.cli.screen import Told, showing
    from marsad.pipeline import read_into_memory
    from marsad.settings import from_environment

    beside = gold / "manifest.json"
    intake = intake_of(
        settings=from_environment(),
        problems=Told(),
        published=None,
        outlet=None,
        manifest=manifest or (beside if beside.is_file() else None),
    )
    with showing() as progress:
        return read_into_memory([reports or gold / "reports"], intake=intake, progress=progress)


def _print(scores: Scores) -> None:
    for name, row in scores.rows.items():
        numbers = f"P {row.precision:.3f}  R {row.recall:.3f}  F1 {row.f1:.3f}"
        typer.echo(f"{name:20} {numbers}   gold {row.gold} predicted {row.predicted}")
        for attribute, value in row.attributes.items():
            typer.echo(f"    {attribute:12} {value:.3f}")
