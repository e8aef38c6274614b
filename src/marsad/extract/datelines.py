"""The day that a report prints over itself: the stamp of a post, or a line that holds nothing but a day.

Words of time are anchored on the day of publication (codebook, "One JSON object per report"). Where nobody gave that
day, the report's own stamp is it. What is printed as `published` stays what the caller, the page or the feed said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from marsad.extract.calendars import iso_day
from marsad.extract.sheet import Sheet
from marsad.lexicon.dates import DatelineWords

_HEAD: Final = 150  # words: a stamp stands over a report or right under its headline
_LINE: Final = 14  # words of a line that may be no more than a stamp
_DAY: Final = len("2020-02-03")
# "March 3, 2021 · Shared with Public", "March 3, 2021 at 5:52 PM · Harbour, Syria · Public"; "5:52 PM · Mar 3, 2021"
_STAMP: Final = r"({0}) (\d{{1,2}}), (\d{{4}})(?: at [\d:]{{4,5}}\s?[AP]M)? ·|[AP]M · ({0}) (\d{{1,2}}), (\d{{4}})"

# The words that a day takes from word `i` on and its EDTF, or None.
DayAt = Callable[[Sequence[str], int], tuple[int, str | None] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Datelines:
    """Finds the day that a report prints over itself. `day_at` reads a day told in full."""

    words: DatelineWords
    day_at: DayAt
    _stamp: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = "|".join(sorted(self.words.months, key=len, reverse=True))
        object.__setattr__(self, "_stamp", re.compile(_STAMP.format(names)))

    def of(self, sheet: Sheet) -> date | None:
        """The day of the first stamp, or None; a line that stands again heads a list of other stories."""
        found = self._of_post(sheet.folded.text) or self._of_line(sheet)
        return date.fromisoformat(found) if found else None

    def _of_post(self, text: str) -> str | None:
        """The day of a post in its English stamp; the site prints it, so it is site chrome and stands anywhere."""
        stamp = self._stamp.search(text)
        if stamp is None:
            return None
        month, day, year = (part for part in stamp.groups() if part)
        return iso_day(int(year), self.words.months[month], int(day))

    def _of_line(self, sheet: Sheet) -> str | None:
        """The day of the first line of the head that holds nothing else."""
        lines = _lines(sheet)
        for line in lines:
            day = self._alone(line)
            if day is not None:
                return day if lines.count(line) == 1 else None
        return None

    def _alone(self, line: Sequence[str]) -> str | None:
        """The day of a line of a day, its weekday, its hour and the words that lead to it, or None."""
        day, i = None, 0
        while i < len(line):
            found = self.day_at(line, i) if day is None else None
            if found is not None and found[1] is not None and len(found[1]) == _DAY:
                day, i = found[1], i + found[0]
            elif line[i] in self.words.beside or (line[i].isdecimal() and len(line[i]) <= len("59")):
                i += 1
            else:
                return None
        return day


def _lines(sheet: Sheet) -> list[tuple[str, ...]]:
    """The short lines of the head that are read, as words."""
    lines, line = [], []
    for word, hidden in zip(sheet.words[:_HEAD], sheet.masked, strict=False):
        if word != "\n":
            line.append("" if hidden else word)
            continue
        if 0 < len(line) <= _LINE and "" not in line:
            lines.append(tuple(line))
        line = []
    return lines
