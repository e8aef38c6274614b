"""Seasons of a year: "صيف 2014", "ربيع عام 2012", "خريف العام الماضي", "الصيف الماضي"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from marsad.extract.calendars import interval
from marsad.lexicon.dates import DateWords
from marsad.text.clitics import heads

_MONTHS: Final = 3


def season_at(
    words: Sequence[str], i: int, *, published: date | None, table: DateWords
) -> tuple[int, str | None, bool] | None:
    """The season told from token `i` on: how many words, its EDTF, whether it is a stretch up to publication."""
    since = words[i] in table.words["since"]
    at = i + since
    found = (table.seasons[h.form] for h in heads(words[at]) if h.form in table.seasons) if at + 1 < len(words) else ()
    first = next(iter(found), None)
    if first is None:
        return None
    whole = words[at + 1] in table.words["year"] and at + 2 < len(words)
    at += 1 + whole
    year = _year(words[at], first, of_year=whole, published=published, last=words[at] in table.words["last"])
    if year is None:
        return None
    start, end = _days(year, first)
    return at + 1 - i, interval(start, published if since and published else end), since


def _year(word: str, first: int, *, of_year: bool, published: date | None, last: bool) -> int | None:
    """The year of a season by the word after it; "the last summer" is the last one that is over, "of last year" not."""
    if word.isdecimal():
        return int(word) if 1900 <= int(word) <= 2100 else None
    if published is None or not last:
        return None
    return published.year - (of_year or published <= _days(published.year, first)[1])


def _days(year: int, first: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, first + _MONTHS, 1) - timedelta(days=1)
