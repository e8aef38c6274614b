"""An EDTF date as the days it may mean."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final, NamedTuple

_PART: Final = re.compile(r"(\d{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?(?:T[\d:.+Z-]*)?")
_HEDGES: Final = "~?%"
_ABOUT_DAYS: Final = 2


class Days(NamedTuple):
    """The first and last day of something, as `date.toordinal` counts; `told` is false for an assumption."""

    first: int
    last: int
    told: bool = True

    @property
    def single(self) -> bool:
        """Whether this is one day."""
        return self.first == self.last

    def apart(self, other: Days) -> int:
        """Days between the two intervals: 0 where they overlap."""
        return max(0, self.first - other.last, other.first - self.last)


def days_of(edtf: str | None) -> Days | None:
    """The days of an EDTF date, or None for none, an open interval, or one this cannot read.

    "About" (`~`, `?`, `%`) widens a day by two days on each side; months and years stay as they are.
    """
    if not edtf:
        return None
    ends = [_part(text) for text in edtf.split("/")]
    if len(ends) > 2 or None in ends:
        return None
    known = [e for e in ends if e is not None]
    first, last = min(e.first for e in known), max(e.last for e in known)
    return Days(first, last)


def printed_day(ordinal: int) -> str:
    """The ISO date of a counted day."""
    return date.fromordinal(ordinal).isoformat()


def _part(text: str) -> Days | None:
    about = any(c in text for c in _HEDGES)
    match = _PART.fullmatch(text.strip().translate({ord(c): None for c in _HEDGES}))
    if not match:
        return None
    year, month, day = match.groups()
    try:
        if month in (None, "XX"):
            return Days(date(int(year), 1, 1).toordinal(), date(int(year), 12, 31).toordinal())
        if day in (None, "XX"):
            length = calendar.monthrange(int(year), int(month))[1]
            return Days(date(int(year), int(month), 1).toordinal(), date(int(year), int(month), length).toordinal())
        told = date(int(year), int(month), int(day)).toordinal()
    except ValueError:
        return None
    return Days(told - _ABOUT_DAYS, told + _ABOUT_DAYS) if about else Days(told, told)
