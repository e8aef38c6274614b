"""`marsad evaluate-places`: how many of the gold's settlements and sites are located at the right spot."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def evaluate_places(
    gold: Annotated[Path, typer.Argument(metavar="PLACES_TOML", help="Places of gold reports with their coordinates.")],
    predictions: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder of <report id>.json as `marsad extract` writes them.")
    ],
    events: Annotated[
        list[Path] | None,
        typer.Option("--events", metavar="GOLD_DIR", help="Annotated reports: say how many of their places are found."),
    ] = None,
    details: Annotated[bool, typer.Option("--details", help="List every place that is not at the right spot.")] = False,
) -> None:
    """Compare where places are said to be with where they are: right within ten kilometres."""
    import orjson

    from marsad.cli.screen import say_mixed
    from marsad.evaluate.located import locate, names_found, read_gold_places

    places = read_gold_places(gold)
    files = {report: predictions / f"{report}.json" for report in {place.report for place in places}}
    readings = {report: orjson.loads(file.read_bytes()) for report, file in files.items() if file.exists()}
    done = locate(places, readings)
    typer.echo(f"settlements and sites  {done.asked} in {len(readings)} of {len(files)} reports")
    typer.echo(f"found                  {done.found}  {done.found / max(done.asked, 1):.3f}")
    typer.echo(f"right within 10 km     {done.right}  {done.right / max(done.asked, 1):.3f}")
    if details:
        for place, off in done.misses:
            say_mixed(f"  {place.report}  {place.name}  {'not located' if off is None else f'{off:.0f} km off'}")
    if not events:
        return
    annotated = {f.stem: orjson.loads(f.read_bytes()) for folder in events for f in sorted(folder.glob("*.json"))}
    gold_events = {report: said for report, said in annotated.items() if isinstance(said, dict)}
    read = {r: orjson.loads(f.read_bytes()) for r in gold_events if (f := predictions / f"{r}.json").exists()}
    named = names_found(gold_events, read)
    typer.echo(f"names in the events    {named.asked} in {len(read)} of {len(gold_events)} reports")
    typer.echo(f"found as places        {named.found}  {named.found / max(named.asked, 1):.3f}")
    if details:
        for report, name in named.misses:
            say_mixed(f"  {report}  {name}  no place")
