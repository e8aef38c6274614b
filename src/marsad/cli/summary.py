"""The lines at the end of a run."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from marsad.pipeline import RunSummary
    from marsad.register import Counts


def print_summary(summary: RunSummary, counts: Counts, *, register: str, as_json: bool) -> None:
    """What a run did and what the register now holds, on stdout."""
    if as_json:
        import orjson

        body = {"register": register, "run": asdict(summary), "holds": asdict(counts)}
        typer.echo(orjson.dumps(body).decode())
        return
    speed = f", {summary.read / summary.seconds:.0f} reports a second" if summary.read and summary.seconds else ""
    typer.echo(f"read {summary.read} reports in {summary.seconds:.1f} s{speed}")
    typer.echo(
        f"  new {summary.new}, changed {summary.new_version}, read again {summary.reread}, "
        f"known already {summary.known}, problems {summary.problems}"
    )
    typer.echo(
        f"{register} holds {counts.reports} reports, {counts.figures} figures, {counts.events} events, "
        f"{counts.incidents} incidents"
    )
