"""A name of a place as the words give it, before anything is known of where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin

from marsad.extract.sheet import Sheet
from marsad.gazetteer import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A name found, before resolution: tokens of the whole mention and of the name, and what leads to it.

    `head` is the place noun or direction that the mention begins with, without clitics; empty where the name itself
    begins it. `bearing` and `distance_km` are those of "10 كلم شمال سراقب". `sure` is false for a name that is mostly
    something else and has nothing beside it that speaks for a place.
    """

    start: int
    name_start: int
    end: int
    folded: str
    noun: str | None
    relation: str | None
    preposition: str
    known: tuple[Entry, ...]
    printed: tuple[int, int]
    sure: bool = True
    head: str = ""
    bearing: float | None = None
    distance_km: float | None = None


def found_name(
    sheet: Sheet,
    start: int,
    name_start: int,
    end: int,
    noun: str | None,
    relation: str | None,
    preposition: str,
    known: tuple[Entry, ...],
    *,
    printed: tuple[int, int],
    name_end: int | None = None,
    form: str | None = None,
    head: str = "",
    sure: bool = True,
) -> Found:
    """A name found; an unknown one loses the و that joins it to a list.

    `form` is its first word without clitics, `name_end` where it ends if words follow that are no part of it.
    """
    words = list(sheet.words[name_start : end if name_end is None else name_end])
    if form is not None and name_start == start:
        words[0] = form
    elif words[0].startswith("و") and not known and name_start == start:
        words[0] = words[0][1:]
    return Found(
        start=start,
        name_start=name_start,
        end=end,
        folded=" ".join(words),
        noun=noun,
        relation=relation,
        preposition=preposition,
        known=known,
        printed=printed,
        sure=sure,
        head=head,
    )


def bearing(bearings: Sequence[float]) -> float | None:
    """The direction between those named: north and west is north-west."""
    north = sum(cos(radians(b)) for b in bearings)
    east = sum(sin(radians(b)) for b in bearings)
    return round(degrees(atan2(east, north)) % 360, 1) if abs(north) + abs(east) > 0.01 else None
