"""`marsad queue`: what waits for a reviewer."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from marsad.cli.options import DEFAULT_REGISTER, Form, RegisterFile


class Order(StrEnum):
    """In which order."""

    review = "review"
    toll = "toll"
    newest = "newest"
    oldest = "oldest"


def queue(
    register: RegisterFile = DEFAULT_REGISTER,
    order: Annotated[
        Order, typer.Option(help="review: contested first, then weak, then the higher toll; or by toll or day.")
    ] = Order.review,
    reader: Annotated[str | None, typer.Option(envvar="MARSAD_REVIEWER", help="Who asks.")] = None,
    second: Annotated[bool, typer.Option("--second", help="What one other reader has judged already.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 20,
    form: Annotated[Form, typer.Option("--format", help="How to print them.")] = Form.table,
) -> None:
    """List the incidents that wait for a reviewer, the most urgent first."""
    from marsad.cli.incidents import print_incidents
    from marsad.register import open_register
    from marsad.review import queue as waiting

    with open_register(register, create=False, read_only=True) as opened:
        found = waiting(opened, order=order.value, reader=reader, second=second, limit=limit)
    print_incidents(found.incidents, form)
    typer.echo(f"{found.total} wait", err=True)
