"""Days and stretches of days as EDTF, and which of several is meant (codebook, "One JSON object per report")."""

from __future__ import annotations

from datetime import date, timedelta

from hijridate import Hijri


def interval(start: date, end: date) -> str:
    """The EDTF of a stretch of days, both ends included; one day where they are the same."""
    return f"{start.isoformat()}/{end.isoformat()}" if start < end else end.isoformat()


def iso_day(year: int, month: int, day: int) -> str | None:
    """The EDTF of a day, or None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def from_hijri(year: int, month: int, day: int) -> str | None:
    """The EDTF of a day of the Islamic calendar, or None where it has no such day or is out of the table's years."""
    try:
        return str(Hijri(year, month, day).to_gregorian().isoformat())
    except (ValueError, OverflowError):
        return None


def nearest_year(month: int, day: int | None, published: date) -> int:
    """The year that puts a day nearest to publication; a month without a day is the last one that has begun."""
    ahead = (date(published.year, month, min(day or 1, 28)) - published).days
    if day is None:
        return published.year - 1 if ahead > 0 else published.year
    return published.year - 1 if ahead > 182 else published.year + 1 if ahead < -300 else published.year


def shifted(day: date, weekday: int) -> date:
    """The day of that weekday nearest to `day`: the weekday is right where the printed edition is a day late."""
    back = (day.isoweekday() - weekday) % 7
    return day - timedelta(days=back) if back <= 3 else day + timedelta(days=7 - back)


def is_recent(edtf: str | None, published: date | None) -> bool:
    """Whether a date is news: of the month before publication, or not anchored."""
    if edtf is None or published is None:
        return True
    first = date.fromisoformat(edtf.split("/")[0][:10])
    return (published - first).days <= 31
