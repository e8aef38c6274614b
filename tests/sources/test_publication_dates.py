"""A publication date is an ISO day or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.errors import SourceError
from marsad.sources import day

TODAY = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2020-02-03", "2020-02-03"),
        ("2020-02-29", "2020-02-29"),
        (" 2020-02-03\n", "2020-02-03"),
        ("2020-02-03T23:59:00Z", "2020-02-03"),
        ("2020-02-03 10:15", "2020-02-03"),
        ("2024-06-02", "2024-06-02"),
        ("1900-01-01", "1900-01-01"),
        (None, None),
        ("", None),
        ("  ", None),
    ],
)
def test_dates_that_are_believed(given: object, expected: str | None) -> None:
    """An ISO date, or the day of an ISO time as it is written there; a blank is no date and no error."""
    assert day(given, today=TODAY) == expected


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ("3020-01-01", "future"),
        ("2024-06-03", "future"),
        ("2015-13-45", "calendar"),
        ("2019-02-29", "calendar"),
        ("1899-12-31", "before 1900"),
        ("03/02/2020", "no ISO date"),
        ("2020", "no ISO date"),
        ("20200203", "no ISO date"),
        ("2020-W06-1", "no ISO date"),
        ("٢٠٢٠-٠٢-٠٣", "no ISO date"),
        ("2020-02-03Tmorning", "no ISO date"),
        (1580688000, "no ISO date"),
        (True, "no ISO date"),
    ],
)
def test_dates_that_are_refused(given: object, what: str) -> None:
    """Anything else is refused and shown; no part of it is guessed."""
    with pytest.raises(SourceError, match=what):
        day(given, today=TODAY)
