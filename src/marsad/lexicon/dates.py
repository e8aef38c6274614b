"""Words of time: the table `data/lexicon/dates.toml`, folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from marsad.lexicon.entries import Fold
from marsad.lexicon.index import WordIndex, word_index
from marsad.lexicon.tables import Row, read_table


class RelativeRow(Row):
    days: int
    forms: tuple[str, ...]


class StretchRow(Row):
    days: int
    forms: tuple[str, ...]
    period: bool


class DistanceRow(Row):
    before: tuple[str, ...]
    since: tuple[str, ...]
    hour: tuple[str, ...]
    two_hours: tuple[str, ...]
    day: tuple[str, ...]
    two_days: tuple[str, ...]
    week: tuple[str, ...]
    two_weeks: tuple[str, ...]
    month: tuple[str, ...]
    two_months: tuple[str, ...]
    year: tuple[str, ...]
    two_years: tuple[str, ...]


class DateWordsRow(Row):
    day: tuple[str, ...]
    last: tuple[str, ...]
    this: tuple[str, ...]
    next: tuple[str, ...]
    since: tuple[str, ...]
    during: tuple[str, ...]
    year: tuple[str, ...]
    month: tuple[str, ...]
    week: tuple[str, ...]
    beginning: tuple[str, ...]
    middle: tuple[str, ...]
    end: tuple[str, ...]
    hijri: tuple[str, ...]
    gregorian: tuple[str, ...]


class DatelineRow(Row):
    beside: tuple[str, ...]
    months: dict[str, tuple[str, ...]]


class DateTable(Row):
    weekdays: dict[str, tuple[str, ...]]
    months: dict[str, tuple[str, ...]]
    hijri_months: dict[str, tuple[str, ...]]
    seasons: dict[str, tuple[str, ...]]
    ordinals: dict[str, tuple[str, ...]]
    relative: tuple[RelativeRow, ...]
    stretch: tuple[StretchRow, ...]
    distance: DistanceRow
    words: DateWordsRow
    dateline: DatelineRow


@dataclass(frozen=True, slots=True, kw_only=True)
class DatelineWords:
    """Folded words of the line that tells a report's day: the months of posts, and what may stand `beside` a day."""

    beside: frozenset[str]
    months: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """Folded words of time.

    `units`: a noun of time to (days, how many it says itself: 1, or 2 for a dual). `seasons`: to their first month.
    """

    weekdays: Mapping[str, int]
    months: WordIndex[int]
    hijri_months: WordIndex[int]
    seasons: Mapping[str, int]
    ordinals: WordIndex[int]
    relative: WordIndex[int]
    stretch: WordIndex[int]
    units: Mapping[str, tuple[float, int]]
    before: frozenset[str]
    since: frozenset[str]
    words: Mapping[str, frozenset[str]]
    firsts: frozenset[str]
    dateline: DatelineWords


_UNIT_DAYS = (
    ("hour", 1 / 24, 1),
    ("two_hours", 1 / 24, 2),
    ("day", 1, 1),
    ("two_days", 1, 2),
    ("week", 7, 1),
    ("two_weeks", 7, 2),
    ("month", 30, 1),
    ("two_months", 30, 2),
    ("year", 365, 1),
    ("two_years", 365, 2),
)


def load_dates(*, fold: Fold) -> DateWords:
    """The folded table. Raises DataError."""
    table = read_table("lexicon/dates.toml", DateTable)

    def numbered(rows: Mapping[str, tuple[str, ...]]) -> WordIndex[int]:
        return word_index((tuple(map(fold, form.split())), int(n)) for n, forms in rows.items() for form in forms)

    def phrases(rows: Iterable[RelativeRow | StretchRow]) -> WordIndex[int]:
        return word_index((tuple(map(fold, form.split())), row.days) for row in rows for form in row.forms)

    units = {fold(w): (days, own) for name, days, own in _UNIT_DAYS for w in getattr(table.distance, name)}
    words = {name: frozenset(map(fold, getattr(table.words, name))) for name in DateWordsRow.model_fields}
    indexes = (
        numbered(table.months),
        numbered(table.hijri_months),
        numbered(table.ordinals),
        phrases(table.relative),
        phrases(table.stretch),
    )
    firsts = {first for index in indexes for first in index.by_first}
    firsts |= {w for ws in words.values() for w in ws} | {
        fold(form) for forms in table.weekdays.values() for form in forms
    }
    seasons = {fold(form): int(n) for n, forms in table.seasons.items() for form in forms}
    firsts |= {*seasons, *map(fold, table.distance.before), *map(fold, table.distance.since)}
    return DateWords(
        weekdays={fold(form): int(n) for n, forms in table.weekdays.items() for form in forms},
        months=numbered(table.months),
        hijri_months=numbered(table.hijri_months),
        seasons=seasons,
        ordinals=numbered(table.ordinals),
        relative=phrases(table.relative),
        stretch=phrases(table.stretch),
        units=units,
        before=frozenset(map(fold, table.distance.before)),
        since=frozenset(map(fold, table.distance.since)),
        words=words,
        firsts=frozenset(firsts),
        dateline=DatelineWords(
            beside=frozenset(map(fold, table.dateline.beside)),
            months={fold(form): int(n) for n, forms in table.dateline.months.items() for form in forms},
        ),
    )
