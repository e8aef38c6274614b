"""The first and last day an EDTF date may stand for, as columns to filter by."""

from __future__ import annotations

import calendar
import re
from typing import Final, NamedTuple

_PART: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?")


class Days(NamedTuple):
    """ISO days, inclusive; None where open or unknown."""

    first: str | None
    last: str | None


def days_of(edtf: str | None) -> Days:
    """`2020-02` is 2020-02-01 to 2020-02-29; `2020-03-04/..` has no last day; an unreadable date has neither."""
    if edtf is None:
        return Days(None, None)
    start, _, end = edtf.partition("/")
    return Days(_days(start).first, _days(end or start).last)


def _days(part: str) -> Days:
    found = _PART.fullmatch(part)
    if found is None:
        return Days(None, None)
    year, month, day = found.groups()
    if day is not None:
        return Days(f"{year}-{month}-{day}", f"{year}-{month}-{day}")
    if month is None:
        return Days(f"{year}-01-01", f"{year}-12-31")
    if not 1 <= int(month) <= 12 or int(year) < 1:
        return Days(None, None)
    return Days(f"{year}-{month}-01", f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1]:02d}")
