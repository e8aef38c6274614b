"""What a command's filters ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.register import IncidentFilter


def chosen(
    *, since: str | None, until: str | None, place: str | None, type_: str | None, actor: str | None
) -> IncidentFilter:
    """The filter that the options of a command describe. Raises UsageError for one that can fit nothing."""
    from marsad.cli.options import checked_type, iso_day
    from marsad.register import IncidentFilter

    kind = checked_type(type_)
    return IncidentFilter(
        date_from=iso_day(since, option="--from"),
        date_to=iso_day(until, option="--to"),
        place=place,
        types=() if kind is None else (kind,),
        sides=() if actor is None else (actor,),
    )
