"""The days an EDTF date may mean."""

from __future__ import annotations

import pytest

from marsad.link.days import days_of, printed_day


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2020-02-03", "2020-02-03", "2020-02-03"),
        ("2020-02-03T14:00", "2020-02-03", "2020-02-03"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020-XX", "2020-01-01", "2020-12-31"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("2020-03-04/2020-03-05", "2020-03-04", "2020-03-05"),
        ("2020-02-03~", "2020-02-01", "2020-02-05"),
        ("2020-02~", "2020-02-01", "2020-02-29"),
    ],
)
def test_days_of_a_date(edtf: str, first: str, last: str) -> None:
    """Every form of date the codebook uses has a first and a last day; "about" widens a day."""
    days = days_of(edtf)
    assert days is not None
    assert (printed_day(days.first), printed_day(days.last)) == (first, last)


@pytest.mark.parametrize(
    "edtf", [None, "", "2020-02-30", "2020-13", "../2020-02-03", "2020-02-03/..", "yesterday", "1/2/3"]
)
def test_no_days(edtf: str | None) -> None:
    """No date, an open interval and what is no date have no days; nothing is guessed."""
    assert days_of(edtf) is None
