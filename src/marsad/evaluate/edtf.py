"""The forms of EDTF (ISO 8601-2) that the codebook uses: a day, month or year, each "about", and intervals of them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_BOUND = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(~?)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """First and last possible day of a date; `bounds` are the first days of each of its written parts."""

    first: date
    last: date
    bounds: tuple[date, ...]


def stretch(text: str) -> Stretch | None:
    """The days a date may stand for; None where it is none of the codebook's forms or no day of the calendar."""
    parts = [_bound(part) for part in text.split("/")]
    if len(parts) > 2 or None in parts:
        return None
    known = [part for part in parts if part is not None]
    if known[0][0] > known[-1][1]:
        return None
    return Stretch(known[0][0], known[-1][1], tuple(first for first, _ in known))


def _bound(text: str) -> tuple[date, date] | None:
    found = _BOUND.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups()[:3])
    if not year or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    length = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, length)
    return (date(year, month, day), date(year, month, day)) if 1 <= day <= length else None
