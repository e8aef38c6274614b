"""`marsad brief`: what is new, in a document for people to read."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.options import DEFAULT_REGISTER, RegisterFile


class Lang(StrEnum):
    """The languages of a brief."""

    ar = "ar"
    en = "en"


class Format(StrEnum):
    """The forms of `marsad.brief.RENDERERS`."""

    md = "md"
    html = "html"
    pdf = "pdf"
    docx = "docx"


class Digits(StrEnum):
    """The digits of an Arabic brief: 123 or ١٢٣."""

    latn = "latn"
    arab = "arab"


class Months(StrEnum):
    """The names of the months in an Arabic brief."""

    both = "both"
    levant = "levant"
    egypt = "egypt"


def brief(
    day: Annotated[str, typer.Option("--date", metavar="YYYY-MM-DD", help="The last day that is covered.")],
    register: RegisterFile = DEFAULT_REGISTER,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DAY|TIME",
            help="The day of the last brief, or its exact time with its zone (2020-02-03T06:30:00+02:00); "
            "the day before without it.",
        ),
    ] = None,
    lang: Annotated[Lang, typer.Option(help="The language.")] = Lang.ar,
    format_: Annotated[Format, typer.Option("--format", help="The form of the document.")] = Format.md,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="The file; without it brief-DATE.LANG.FORMAT, here."),
    ] = None,
    digits: Annotated[Digits, typer.Option(help="The digits of an Arabic brief: 123 or ١٢٣.")] = Digits.latn,
    months: Annotated[Months, typer.Option(help="The names of months in Arabic: شباط/فبراير, or one.")] = Months.both,
) -> None:
    """Write the brief of a day: new incidents, tolls with claimants, disagreements, changes, sources.

    It covers the reports published after --since, up to and including --date. Drawings of a Markdown brief are written
    beside it. No private person is named, and no reviewer's note is given.
    """
    from datetime import UTC, datetime

    from marsad.brief import Style, days_between, make_brief, renderer
    from marsad.files import whole_file
    from marsad.register import open_register
    from marsad.settings import from_environment

    days = days_between(day, since)
    style = Style(lang=lang.value, digits=digits.value, months=months.value)
    form = renderer(format_.value)
    path = out or Path(f"brief-{days.until}.{lang.value}.{form.name}")
    made = datetime.now(UTC).date().isoformat()
    with open_register(register, create=False, read_only=True, settings=from_environment()) as opened:
        written = make_brief(opened, days, style, made=made, name=Path(opened.where).name)
    rendered = form.render(written, path.stem)
    for name, content in ((path.name, rendered.content), *((path.stem + n, b) for n, b in rendered.beside.items())):
        with whole_file(path.with_name(name)) as file:
            file.write(content)
    typer.echo(f"wrote {path}", err=True)
