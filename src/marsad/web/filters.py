"""The filter of a page as it stands in its address, so that a filter can be kept, sent and come back to as a link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from marsad.model import EVENT_TYPES, GRADES, OUTCOMES
from marsad.register import ORDERS, Box, IncidentFilter

PER_PAGE: Final = 50
MOST_PAGES: Final = 1_000_000
_LONGEST: Final = 200  # letters of a text in a filter
NAMES: Final = ("from", "to", "place", "box", "type", "grade", "side", "outcome", "least", "most", "outlet", "text")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a page was asked for. `given` are the parts of the filter that say something, `bad` those that cannot be."""

    wanted: IncidentFilter
    given: Mapping[str, str]
    bad: tuple[str, ...]
    order: str = "newest"
    number: int = 1
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def offset(self) -> int:
        """How many incidents come before this page."""
        return (self.number - 1) * PER_PAGE


def asking(query: Mapping[str, str]) -> Asking:
    """The filter of an address. What cannot be read is left out of it and named in `bad`, never guessed."""
    given = {name: query[name].strip()[:_LONGEST] for name in NAMES if query.get(name, "").strip()}
    bad: list[str] = []

    def read(name: str, reads: Callable[[str], T | None]) -> T | None:
        if name not in given:
            return None
        value = reads(given[name])
        if value is None:
            bad.append(name)
        return value

    type, grade = read("type", _one_of(EVENT_TYPES)), read("grade", _one_of(GRADES))
    side = read("side", str)
    wanted = IncidentFilter(
        date_from=read("from", _day),
        date_to=read("to", _day),
        place=read("place", str),
        box=read("box", box),
        types=(type,) if type else (),
        grades=(grade,) if grade else (),
        sides=(side,) if side else (),
        outcome=read("outcome", _one_of(OUTCOMES)),
        least=read("least", _people),
        most=read("most", _people),
        outlet=read("outlet", str),
        text=read("text", str),
    )
    order = query.get("order", "newest")
    return Asking(
        wanted=wanted,
        given={name: value for name, value in given.items() if name not in bad},
        bad=tuple(bad),
        order=order if order in ORDERS else "newest",
        number=page_number(query.get("page", "1")),
    )


def page_number(text: str) -> int:
    """The number of a page; the first for what is none."""
    fits = text.isascii() and text.isdecimal() and len(text) < 9
    return min(max(int(text), 1), MOST_PAGES) if fits else 1


def box(text: str) -> Box | None:
    """`west,south,east,north` in degrees, or None."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    fits = -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90
    return Box(west=west, south=south, east=east, north=north) if fits else None


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _people(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _one_of(labels: tuple[str, ...]) -> Callable[[str], str | None]:
    return lambda text: text if text in labels else None
