"""`marsad explain`: one report with each reading marked, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.options import AsJson, Column, DateForm, ManifestFile, Outlet, Published

if TYPE_CHECKING:
    from marsad.extract.trace import Explanation
    from marsad.model import Report
    from marsad.sources import Intake


def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A text file, or a .jsonl or .jsonl.gz file.")],
    id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="The report of this id, where the file holds several.")
    ] = None,
    published: Published = None,
    outlet: Outlet = None,
    manifest: ManifestFile = None,
    column: Column = None,
    date_form: DateForm = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="OUT", help="Write a page by itself, right to left, for a browser.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Show one report with each reading marked, and why.

    Which part read it, which entry of the data it stands in and by which rule; of figures and events every field with
    its words.
    """
    from marsad.cli.options import intake_of
    from marsad.cli.screen import Told
    from marsad.extract import build_reader
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
    explanation = build_reader().explain(one_report(file, intake, id=id))
    told.close()
    if html is not None:
        write_page(explanation, html)
    if json:
        print_json(explanation)
    elif html is None:
        from marsad.cli.explained import print_explanation

        print_explanation(explanation)


def one_report(file: Path, intake: Intake, *, id: str | None) -> Report:
    """The report of a file, the one of an id where it holds several.

    Raises UsageError where there is no such report, and where there are several and none was named.
    """
    from marsad.errors import UsageError
    from marsad.sources import read_source

    some: list[Report] = []
    for report in read_source(file, intake):
        if id is None or report.id == id:
            some.append(report)
        if len(some) > 1:
            first = ", ".join(repr(r.id) for r in some)
            raise UsageError(
                f"the file holds several reports, among them {first}", where=str(file), todo="name one: --id ID"
            )
        if some and id is not None:
            break
    if not some:
        what = "no report could be read" if id is None else f"no report has the id {id!r}"
        raise UsageError(what, where=str(file), todo="see marsad explain --help")
    return some[0]


def write_page(explanation: Explanation, out: Path) -> None:
    """The page as a file, whole or not at all. Raises MarsadError when it cannot be written."""
    from marsad.export.explain_html import explain_html
    from marsad.files import whole_file

    with whole_file(out) as page:
        page.write(explain_html(explanation).encode("utf-8", errors="replace"))
    typer.echo(f"the page is {out}", err=True)


def print_json(explanation: Explanation) -> None:
    """The marks on stdout, each with its words."""
    from dataclasses import asdict

    import orjson

    reading = explanation.reading
    marks = []
    for mark in explanation.marks:
        body = asdict(mark) | {"span": list(mark.span), "words": explanation.words(mark.span)}
        body["values"] = [
            asdict(v) | {"spans": [list(s) for s in v.spans], "words": [explanation.words(s) for s in v.spans]}
            for v in mark.values
        ]
        marks.append(body)
    report = {key: getattr(reading.report, key) for key in ("id", "path", "url", "title", "outlet", "published")}
    printed = {"report": report, "parts": dict(reading.parts), "note": explanation.note, "marks": marks}
    typer.echo(orjson.dumps(printed, option=orjson.OPT_INDENT_2).decode())
