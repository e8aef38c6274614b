"""Words of time are anchored on the day of publication; what cannot be anchored keeps its words and gets no date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.extract.sheet import Sheet

Laid = Callable[..., Sheet]

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
MONTHS = [
    ("يناير", "كانون الثاني", "جانفي"),
    ("فبراير", "شباط", "فيفري"),
    ("مارس", "آذار", "مارس"),
    ("أبريل", "نيسان", "أفريل"),
    ("مايو", "أيار", "ماي"),
    ("يونيو", "حزيران", "جوان"),
    ("يوليو", "تموز", "جويلية"),
    ("أغسطس", "آب", "أوت"),
    ("سبتمبر", "أيلول", "شتنبر"),
    ("أكتوبر", "تشرين الأول", "أكتوبر"),
    ("نوفمبر", "تشرين الثاني", "نونبر"),
    ("ديسمبر", "كانون الأول", "دجنبر"),
]


def told(laid: Laid, text: str, *, published: str | None = None) -> list[str]:
    """The dates of a text, "-" where the words are kept without one."""
    return [mention.edtf or "-" for mention in laid("marsad_dates", text, published=published).dates]


@pytest.mark.cases("dates")
def test_dates_of_a_text(laid: Laid, case: dict[str, Any]) -> None:
    """A text's words of time with their dates."""
    assert told(laid, case["text"], published=case.get("published")) == case["expected"]
    if "words" in case:
        sheet = laid("marsad_dates", case["text"], published=case.get("published"))
        assert [sheet.text(mention.start, mention.end) for mention in sheet.dates] == case["words"]


@given(DAYS, st.sampled_from(WEEKDAYS))
def test_a_weekday_is_one_of_the_last_seven_days(laid: Laid, published: date, weekday: str) -> None:
    """For any day of publication, a bare weekday is that weekday among the seven days that end on it."""
    (found,) = told(laid, f"قتل جندي {weekday} في حلب", published=published.isoformat())
    day = date.fromisoformat(found)
    assert WEEKDAYS[day.weekday()] == weekday
    assert timedelta(0) <= published - day < timedelta(7)


@given(DAYS, st.sampled_from(WEEKDAYS))
def test_a_last_weekday_is_before_publication(laid: Laid, published: date, weekday: str) -> None:
    """For any day of publication, "last Monday" is a Monday of the seven days before it, never the day itself."""
    (found,) = told(laid, f"{weekday} الماضي", published=published.isoformat())
    day = date.fromisoformat(found)
    assert WEEKDAYS[day.weekday()] == weekday
    assert timedelta(1) <= published - day <= timedelta(7)


@given(DAYS, st.integers(0, 2))
def test_a_full_date_needs_no_anchor(laid: Laid, day: date, region: int) -> None:
    """A day with month and year means that day whatever the month is called and whenever it is published."""
    text = f"{day.day} {MONTHS[day.month - 1][region]} {day.year}"
    assert told(laid, text) == [day.isoformat()]
    assert told(laid, text, published="1995-06-15") == [day.isoformat()]


@given(DAYS)
def test_a_doublet_is_one_date(laid: Laid, day: date) -> None:
    """The month named twice, as agencies do, is one date."""
    first, second, _ = MONTHS[day.month - 1]
    for text in (f"{day.day} {first}/{second} {day.year}", f"{day.day} {second} ({first}) {day.year}"):
        assert told(laid, text) == [day.isoformat()]


@given(DAYS, st.integers(2, 40))
def test_ago_counts_back(laid: Laid, published: date, days: int) -> None:
    """So many days ago is that many days before publication."""
    noun = "أيام" if 3 <= days <= 10 else "يوما"
    text = "قبل يومين" if days == 2 else f"قبل {days} {noun}"
    assert told(laid, text, published=published.isoformat()) == [(published - timedelta(days)).isoformat()]


@given(st.text(alphabet="0123456789/-. ²½٣٤ هـأمسقبليوم/شباط"), st.none() | st.just("2020-02-29"))
def test_no_text_breaks_the_reading_of_dates(laid: Laid, text: str, published: str | None) -> None:
    """Whatever numbers stand in a text, what is told is a date of the calendar, an interval in order, or none."""
    for mention in laid("marsad_dates", text, published=published).dates:
        if mention.edtf is not None:
            days = [date.fromisoformat(part) for part in mention.edtf.split("/")]
            assert days == sorted(days)
