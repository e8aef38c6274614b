"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from marsad.archive import Archive
    from marsad.settings import Settings
    from marsad.sources import Intake, Problem, Url


class Form(StrEnum):
    """How a list is printed."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...",
        help="Files of any kind that is read, folders of them, or addresses of pages and feeds.",
        show_default=False,
    ),
]
RegisterFile = Annotated[
    str,
    typer.Option(
        "--register", "-r", metavar="FILE", envvar="MARSAD_REGISTER", help="The register: a file, or a database URL."
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="YYYY-MM-DD", help="Publication day of reports for which neither manifest nor record has one."
    ),
]
Outlet = Annotated[str | None, typer.Option(help="Outlet of reports for which neither manifest nor record has one.")]
ManifestFile = Annotated[
    Path | None,
    typer.Option(
        "--manifest", metavar="FILE", help="JSON or CSV rows of id (the file's stem), published, outlet, url."
    ),
]
Column = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="The column of a table that holds a field: id, title, text, published, outlet or url. May be repeated.",
    ),
]
DateForm = Annotated[
    str | None,
    typer.Option("--date-form", metavar="FORM", help="How records write days where not YYYY-MM-DD, such as %d/%m/%Y."),
]
From = Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="Not before this day.")]
To = Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="Not after this day.")]
Place = Annotated[str | None, typer.Option(help="At this place, province or country, in any spelling.")]
Type = Annotated[str | None, typer.Option("--type", help="Of this event type of the codebook, such as airstrike.")]
Actor = Annotated[str | None, typer.Option(help="With this side, as actor or target, such as syria_gov.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
DEFAULT_REGISTER = "marsad.db"


def intake_of(
    *,
    settings: Settings,
    problems: Callable[[Problem], None],
    published: str | None,
    outlet: str | None,
    manifest: Path | None,
    archive: Archive | None = None,
    column: list[str] | None = None,
    date_form: str | None = None,
) -> Intake:
    """What the options say of the reports to be read.

    Raises UsageError for an impossible `--published`, `--column` or `--date-form`, SourceError for a manifest that
    cannot be used.
    """
    from datetime import date

    from marsad.sources import Fetcher, Intake, Manifest, read_manifest

    return Intake(
        settings=settings,
        problems=problems,
        published=iso_day(published, option="--published", today=date.today()),
        outlet=outlet,
        manifest=Manifest() if manifest is None else read_manifest(manifest, problems=problems),
        fetcher=Fetcher(settings=settings),
        archive=archive,
        columns=columns_of(column or []),
        date_form=checked_form(date_form),
    )


def sources_of(named: list[str]) -> list[Path | Url]:
    """The paths and addresses that a command is given. Raises UsageError for an address that cannot be asked for."""
    from marsad.sources import source_of

    return [source_of(name) for name in named]


def columns_of(given: list[str]) -> dict[str, str]:
    """The columns that options name by field. Raises UsageError for what is no FIELD=NAME, or a field named twice."""
    from marsad.errors import UsageError
    from marsad.sources import FIELDS

    columns: dict[str, str] = {}
    for one in given:
        name, _, column = (part.strip() for part in one.partition("="))
        if name not in FIELDS or not column:
            todo = f"give it as FIELD=NAME; the fields are {', '.join(FIELDS)}"
            raise UsageError(f"--column: {one!r} names no column for a field", todo=todo)
        if name in columns:
            raise UsageError(f"--column: {name} is named twice", todo="give each field one column")
        columns[name] = column
    return columns


def checked_form(form: str | None) -> str | None:
    """The form of days an option gives. Raises UsageError for one that does not tell year, month and day."""
    from datetime import datetime

    from marsad.errors import UsageError

    if form is None:
        return None
    some = datetime(1987, 11, 23)
    try:
        read = datetime.strptime(some.strftime(form), form)
    except ValueError:
        read = None
    if read is None or read.date() != some.date():
        todo = "say where day, month and year stand: %d/%m/%Y"
        raise UsageError(f"--date-form: {form!r} tells no day, month and year", todo=todo)
    return form


def iso_day(value: str | None, *, option: str, today: object = None) -> str | None:
    """The day an option names. Raises UsageError for what is no day; for one in the future where `today` is given."""
    from datetime import date

    from marsad.errors import SourceError, UsageError
    from marsad.sources import day

    try:
        return day(value, today=today if isinstance(today, date) else date.max.replace(month=1))
    except SourceError as error:
        raise UsageError(f"{option}: {error.what}", todo="give it as YYYY-MM-DD") from error


def checked_type(value: str | None) -> str | None:
    """The event type an option names. Raises UsageError for one the codebook does not have."""
    from marsad.errors import UsageError
    from marsad.model import EVENT_TYPES

    if value is not None and value not in EVENT_TYPES:
        raise UsageError(f"--type: the codebook has no {value!r}", todo=f"give one of {', '.join(EVENT_TYPES)}")
    return value
