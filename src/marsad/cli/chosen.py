"""The incidents a command's filters ask for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.model import Incident


@contextmanager
def chosen(
    register: str, *, since: str | None, until: str | None, place: str | None, type_: str | None, actor: str | None
) -> Iterator[Iterator[Incident]]:
    """The incidents of a register that fit all filters, streaming; the register is closed at the end of the block.

    Raises UsageError for a filter that can fit nothing, RegisterError for a register that cannot be read.
    """
    from marsad.cli.options import checked_type, iso_day
    from marsad.register import open_register

    first, last, kind = iso_day(since, option="--from"), iso_day(until, option="--to"), checked_type(type_)
    with open_register(register, create=False, read_only=True) as opened:
        yield opened.incidents(date_from=first, date_to=last, place=place, type=kind, actor=actor)
