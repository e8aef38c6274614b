"""The days on which an incident may have been, as tables of events ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from marsad.register.when import days_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanOfDays:
    """First and last possible day; `about` where the reports say that the day is not exact."""

    first: date
    last: date
    about: bool = False

    @property
    def length(self) -> int:
        """How many days it spans, at least 1."""
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        """The day in the middle, the earlier of two."""
        return self.first + timedelta(days=(self.length - 1) // 2)


def span_of_days(edtf: str | None) -> SpanOfDays | None:
    """The days a date of the codebook stands for; None for none, an open end, or what is no date."""
    days = days_of(edtf)
    try:
        first, last = date.fromisoformat(days.first or ""), date.fromisoformat(days.last or "")
    except ValueError:
        return None
    return SpanOfDays(first=first, last=last, about="~" in (edtf or "")) if first <= last else None
