"""`marsad gazetteer`: import places, find them by name, and see what the gazetteer holds and resolves."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.options import AsJson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from marsad.gazetteer import Entry


class SheetKind(StrEnum):
    """What a file of places is."""

    AUTO = "auto"
    GEONAMES = "geonames"
    PCODES = "pcodes"


gazetteer = typer.Typer(no_args_is_help=True, help="Import places, find them by name, count them.")


@gazetteer.command("import")
def import_places(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="GeoNames country dumps (.txt, .zip) or P-code sheets (.xlsx, .csv)."),
    ],
    alternate_names: Annotated[
        Path | None,
        typer.Option(
            "--alternate-names", metavar="FILE", help="GeoNames' alternateNames of that country (.txt, .zip)."
        ),
    ] = None,
    kind: Annotated[SheetKind, typer.Option("--kind", help="What the files are; by their endings unless told.")] = (
        SheetKind.AUTO
    ),
) -> None:
    """Add places to the gazetteer; reading uses them from then on.

    A place that is known already gains names and is not told twice. Broken lines are named and left out; a file that
    cannot be read changes nothing.
    """
    from marsad.cli.screen import Told, showing
    from marsad.gazetteer import import_places as add
    from marsad.settings import from_environment
    from marsad.sources import Problem

    told, folder = Told(), from_environment().gazetteer
    assert folder is not None
    for file in files:

        def problem(line: int, what: str, file: Path = file) -> None:
            told(Problem(file=str(file), line=line, what=what, todo=None))

        with showing() as progress:
            progress.stage(f"reading {file.name}", total=None)
            merged = add(_entries(file, kind, alternate_names, problem), folder, progress=progress.advance)
        typer.echo(f"{file}: {merged.new} new, {merged.richer} known that say more now, {merged.known} known already")
    told.close()
    typer.echo(f"kept in {folder}")


def _entries(
    file: Path, kind: SheetKind, alternate_names: Path | None, problem: Callable[[int, str], None]
) -> Iterator[Entry]:
    from marsad.gazetteer import read_dump, read_pcodes

    sheet = kind is SheetKind.PCODES or (
        kind is SheetKind.AUTO and file.suffix.lower() in (".xlsx", ".xlsm", ".csv", ".tsv")
    )
    if sheet:
        return read_pcodes(file, problem=problem)
    return read_dump(file, alternate_names=alternate_names, problem=problem)


@gazetteer.command("find")
def find(
    name: Annotated[str, typer.Argument(help="A name in Arabic, in any spelling, with its place noun or without.")],
    json: AsJson = False,
) -> None:
    """Print the places of a name, the most important first."""
    from marsad.cli.screen import say_mixed
    from marsad.gazetteer import load_gazetteer
    from marsad.settings import from_environment

    found = load_gazetteer(from_environment().gazetteer).find(name)
    if json:
        import orjson

        typer.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())
    for entry in () if json else found:
        point = "no point" if entry.latitude is None else f"{entry.latitude:.4f} {entry.longitude:.4f}"
        where = " ".join(filter(None, (entry.country, entry.admin1)))
        say_mixed(f"{entry.name}  {entry.english}  {entry.kind}  {where}  {point}  {entry.source}  {entry.id}")
    if not found:
        typer.echo("no place of that name", err=True)
        raise typer.Exit(1)


@gazetteer.command("stats")
def stats(
    readings: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="Folder of readings as `marsad extract` writes them: how many resolve."),
    ] = None,
    top: Annotated[int, typer.Option("--top", help="So many of the most frequent names that are not located.")] = 20,
) -> None:
    """Count the places by country and source; with a folder of readings, what share of its names is located."""
    from marsad.cli.screen import say_mixed
    from marsad.evaluate.resolved import count_resolved
    from marsad.gazetteer import load_gazetteer
    from marsad.settings import from_environment

    if readings is not None:
        done = count_resolved(readings)
        typer.echo(f"{done.names} names of places in {done.reports} reports")
        for word, number in (("located", done.located), ("abstained", done.abstained), ("unknown", done.unknown)):
            typer.echo(f"{word:10} {number:7}  {number / max(done.names, 1):.3f}")
        for name, number, reason in done.frequent[:top]:
            say_mixed(f"{number:6}  {name}  {reason}")
        return
    entries = load_gazetteer(from_environment().gazetteer).entries
    typer.echo(f"{len(entries)} places")
    _counts("country", [entry.country or "none" for entry in entries])
    _counts("source", [entry.source.split()[0] for entry in entries])


def _counts(title: str, values: list[str]) -> None:
    from collections import Counter

    most = Counter(values).most_common(20)
    typer.echo(f"{title}: " + ", ".join(f"{value} {number}" for value, number in most))
