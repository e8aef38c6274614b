"""Times as the register keeps them: the days an EDTF date may stand for, the week it begins in, and now."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

_PART: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?")

_WEEK: Final = 7


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


def week_of(days: Days) -> str | None:
    """The Monday of the week in which a date begins; None for one that is unknown, open or longer than a week."""
    if days.first is None or days.last is None:
        return None
    try:
        first, last = date.fromisoformat(days.first), date.fromisoformat(days.last)
    except ValueError:
        return None
    monday = first - timedelta(days=first.weekday()) if first.toordinal() > first.weekday() else first
    return monday.isoformat() if (last - first).days < _WEEK else None


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


def now() -> str:
    """This second as an ISO time in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
