"""`marsad tolls`: killed and injured added up."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.options import DEFAULT_REGISTER, Actor, Form, From, Place, RegisterFile, To, Type

if TYPE_CHECKING:
    from marsad.register import Numbers, TollRow

COLUMNS = ("incidents", "killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high")


class By(StrEnum):
    """What the tolls are added up by."""

    side = "side"
    province = "province"
    day = "day"
    week = "week"
    type = "type"


def tolls(
    register: RegisterFile = DEFAULT_REGISTER,
    by: Annotated[
        By, typer.Option(help="What to add up by: the victims' side, the province, the day, its week, the type.")
    ] = By.side,
    since: From = None,
    until: To = None,
    place: Place = None,
    type_: Type = None,
    actor: Actor = None,
    form: Annotated[Form, typer.Option("--format", help="How to print them.")] = Form.table,
    explain: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Say how the tolls of one incident were derived, claim by claim."),
    ] = None,
    totals: Annotated[
        bool, typer.Option("--totals", help="List running totals by claimant, each beside the sum of incidents.")
    ] = False,
) -> None:
    """Add up killed and injured: low, best, high.

    A high that a teller leaves open is printed as +. Discounted incidents are left out.
    """
    if explain is not None or totals:
        from marsad.cli.derived import print_derivation, print_totals

        if explain is None:
            print_totals(register)
        else:
            print_derivation(register, explain)
        return
    from marsad.cli.chosen import chosen
    from marsad.register import open_register
    from marsad.register import tolls as added_up

    wanted = chosen(since=since, until=until, place=place, type_=type_, actor=actor)
    with open_register(register, create=False, read_only=True) as opened:
        rows = added_up(opened, wanted, by=(by.value,))
    _print(rows, by.value, form)


def _print(rows: tuple[TollRow, ...], by: str, form: Form) -> None:
    if form is Form.table:
        from marsad.cli.screen import table

        cells = ((*r.keys, str(r.incidents), *_shown(r.numbers("killed")), *_shown(r.numbers("injured"))) for r in rows)
        table((by, *(name.replace("_", " ") for name in COLUMNS)), cells)
        return
    for line in _csv(rows, by) if form is Form.csv else _jsonl(rows, by):
        typer.echo(line, nl=False)


def _shown(numbers: Numbers) -> tuple[str, str, str]:
    return str(numbers.low), str(numbers.best), "+" if numbers.high is None else str(numbers.high)


def _values(row: TollRow) -> tuple[int | None, ...]:
    numbers = (n for total in map(row.numbers, ("killed", "injured")) for n in (total.low, total.best, total.high))
    return (row.incidents, *numbers)


def _csv(rows: tuple[TollRow, ...], by: str) -> list[str]:
    from marsad.export import csv_line

    return [csv_line((by, *COLUMNS)), *(csv_line((*row.keys, *_values(row))) for row in rows)]


def _jsonl(rows: tuple[TollRow, ...], by: str) -> list[str]:
    import orjson

    records = ({by: row.keys[0], **dict(zip(COLUMNS, _values(row), strict=True))} for row in rows)
    return [orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE).decode() for record in records]
