"""Words, numbers, days, places and people as the sentences of a brief say them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from marsad.brief.counting import Case, Counting
from marsad.brief.record import Language, Run, Words
from marsad.brief.words import BriefWords
from marsad.export import masked_claimant
from marsad.export.naming import place_name, province_name, side_name
from marsad.model import Claim, Figure, Place, Toll

Fill = str | int | Run | Words
_SLOT: Final = re.compile(r"\{(\w+)\}")
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")
_OWN_VOICE: Final = "report"
_HIDDEN: Final = "…"
_HEDGES: Final = ("about", "more_than", "at_least", "at_most")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """How one brief speaks: its language, its digits (in `counting`) and the names of its months."""

    lang: Language
    words: BriefWords
    counting: Counting
    months: str

    def say(self, key: str, **values: Fill) -> Words:
        """A text of the table with its slots filled; strings and integers become names and numbers set apart."""
        parts: list[Run] = []
        at = 0
        text = self.words.say(key, self.lang)
        for slot in _SLOT.finditer(text):
            parts += [Run(text=text[at : slot.start()])] if slot.start() > at else []
            parts += self._filled(values[slot[1]])
            at = slot.end()
        return tuple([*parts, Run(text=text[at:])] if at < len(text) else parts)

    def text(self, key: str, **values: Fill) -> str:
        """As `say`, plain."""
        return "".join(run.text for run in self.say(key, **values))

    def number(self, value: int) -> Run:
        """A number in digits."""
        return Run(text=self.counting.number(value), kind="number")

    def counted(self, value: int, noun: str, *, case: Case = "nominative", words: bool = True) -> Words:
        """So many of a noun."""
        return (Run(text=self.counting.counted(value, noun, case=case, words=words)),)

    def listed(self, parts: Sequence[Words], *, between: str = "comma", last: str = "and") -> Words:
        """`a وb وc`; `a, b and c`. `between` and `last` are other ways to join, of the table."""
        if not parts:
            return ()
        said = parts[0]
        for part in parts[1:-1]:
            said = self.say(f"join.{between}", a=said, b=part)
        return self.say(f"join.{last}", a=said, b=parts[-1]) if len(parts) > 1 else said

    # Days

    def day(self, edtf: str | None) -> Words:
        """An EDTF date in words: `3 شباط/فبراير 2020`, a stretch from – to."""
        if not edtf:
            return self.say("date.none")
        first, stretch, last = edtf.partition("/")
        if not stretch:
            return (Run(text=self._day(first), kind="name"),)
        if last in ("", ".."):
            return self.say("date.open", first=self._day(first))
        return self._stretch(first, last)

    def _stretch(self, first: str, last: str) -> Words:
        """From – to; a whole month by its name, days of one month with its name once."""
        start, end = _DAY.fullmatch(first), _DAY.fullmatch(last)
        if start and end and start.group(1, 2, 4) == end.group(1, 2, 4) and start[3] and end[3]:
            if int(start[3]) == 1 and int(end[3]) == calendar.monthrange(int(end[1]), int(end[2]))[1]:
                return (Run(text=self._day(first[:7]), kind="name"),)
            return self.say("date.days", first=self.number(int(start[3])), last=self._day(last))
        return self.say("date.range", first=self._day(first), last=self._day(last))

    def tick(self, day: date) -> str:
        """A day short enough for an axis."""
        month = self.words.months["english" if self.lang == "en" else self._style_of_one()][day.month - 1]
        return self._digits(f"{day.day} {month}")

    def _style_of_one(self) -> str:
        return "egypt" if self.months == "egypt" else "levant"

    def _day(self, text: str) -> str:
        match = _DAY.fullmatch(text)
        if match is None:
            return text
        year, month, day, mark = match.groups()
        months = self.words.months["english" if self.lang == "en" else self.months]
        parts = [str(int(day))] if day else []
        parts += [months[int(month) - 1]] if month else []
        said = self._digits(" ".join((*parts, year)))
        return self.text("date.about", day=said) if mark else said

    # People

    def tolled(self, toll: Toll, noun: str) -> Words | None:
        """What happened to how many people, as a sentence without its stop: `قُتلت امرأتان`; None where none is told."""
        least, best, most = toll.low, toll.best, toll.high
        if (least, best, most) == (None, None, None):
            return None
        if best == 0:
            return self.say(f"nobody.{toll.outcome}")
        if best is None and least is not None and least == most:
            best = least  # nobody states a number alone, and all that is stated allows no other
        if best is None:
            return self._happened(toll.outcome, self._between(least, most, noun, toll.outcome), "m", most or 2)
        said = self._happened(toll.outcome, self.counted(best, noun), self.counting.noun(noun).gender, best)
        if least == best == most:
            return said
        low = self.number(best if least is None else least)
        if most is None:
            return self.say("hedge.tellings_open", said=said, low=low)
        return self.say("hedge.tellings", said=said, low=low, high=self.number(most))

    def _happened(self, outcome: str, people: Words, gender: str, number: int) -> Words:
        return self.say(f"happened.{outcome}_{gender}", n=people, were=Run(text="was" if number == 1 else "were"))

    def _between(self, low: int | None, high: int | None, noun: str, outcome: str) -> Words:
        if low is not None and high is not None:
            form = Run(text=self.counting.form(high, noun))
            return self.say("hedge.between", low=self.number(low), high=self.number(high), noun=form)
        if low is not None:
            return self.say("hedge.at_least", n=self.counted(low, noun, case="genitive"))
        if high is not None:
            return self.say("hedge.at_most", n=self.counted(high, noun, case="genitive"))
        return self.say("hedge.unknown", outcome=Run(text=self.words.say(f"outcome.{outcome}", self.lang)))

    def valued(self, low: int | None, high: int | None, qualifier: str, outcome: str) -> Words:
        """What a claim says: `نحو 12 قتيلاً`, `at least 12 killed`, `20 to 99 killed`."""
        exact = low if low is not None and low == high else None
        if exact is not None and qualifier != "about":
            return self.counted(exact, outcome, words=False)
        told = exact if exact is not None else low if high is None else high if low is None else None
        if told is not None and qualifier in _HEDGES:
            return self.say(f"hedge.{qualifier}", n=self.counted(told, outcome, case="genitive", words=False))
        return self._between(low, high, outcome, outcome)

    def band(self, low: int | None, best: int | None, high: int | None) -> Words:
        """A toll in a cell of a table: `42 (5–105)`; a dash for none."""
        if (low, best, high) == (None, None, None):
            return self.say("table.none")
        if best is None:
            if low is not None and high is not None:
                return self.say("hedge.span", low=self.number(low), high=self.number(high))
            return (
                self.say("hedge.or_more", low=self.number(low or 0))
                if high is None
                else self.say("hedge.or_less", high=self.number(high))
            )
        if low == best == high:
            return (self.number(best),)
        least = self.number(best if low is None else low)
        if high is None:
            return self.say("hedge.range_open", best=self.number(best), low=least)
        return self.say("hedge.range", best=self.number(best), low=least, high=self.number(high))

    # Who and where

    def said_by(self, claim: Claim, said: Words) -> Words:
        """A claim's value with who states it: a claimant in an outlet, or the outlet in its own voice."""
        own = claim.claimant == _OWN_VOICE
        who = self.outlet(claim.outlet) if own else self.claimant(claim.claimant)
        return self.say("item.says", value=said, whose=self.whose(claim), who=who)

    def whose(self, counted: Claim | Figure) -> Words:
        """The side or kind of those who are counted, in brackets; nothing where it is not told."""
        if counted.group:
            return self.say("item.whose", whose=self.sides([counted.group]))
        if counted.victims == "unknown":
            return ()
        return self.say("item.whose", whose=(Run(text=self.label("victims", counted.victims)),))

    def claimant(self, claimant: str) -> Words:
        """Who says it; a private person is not named."""
        shown = masked_claimant(claimant)
        return self.say("item.someone") if shown.strip() == _HIDDEN else (Run(text=shown, kind="name"),)

    def outlet(self, outlet: str | None) -> Words:
        """Who published it."""
        return (Run(text=outlet, kind="name"),) if outlet else self.say("item.an_outlet")

    def place(self, place: Place, *, within: bool = True) -> Words:
        """A place, with its province where that says more; an unlocated one is called so."""
        name = (place.id and self.lang == "en" and place_name(place.id)) or place.name
        said: Words = (Run(text=name, kind="name"),)
        if place.latitude is None:
            return self.say("place.unlocated", place=said)
        if within and place.admin1 and place.admin1 != place.name:
            return self.say("place.within", place=said, province=province_name(place.admin1, self.lang))
        return said

    def province(self, name: str) -> Words:
        """A province by its Arabic name, or a country by its code."""
        return (Run(text=province_name(name, self.lang), kind="name"),)

    def sides(self, labels: Iterable[str]) -> Words:
        """Sides by name, one after another."""
        return self.listed([(Run(text=side_name(label, self.lang), kind="name"),) for label in labels])

    def label(self, section: str, label: str) -> str:
        """A label of the codebook as this brief says it; one that the table lacks as it stands."""
        key = f"{section}.{label}"
        return self.words.say(key, self.lang) if self.words.has(key) else label

    def _filled(self, value: Fill) -> Sequence[Run]:
        if isinstance(value, Run):
            return (value,)
        if isinstance(value, str):
            return (Run(text=value, kind="name"),)
        return (self.number(value),) if isinstance(value, int) else value

    def _digits(self, text: str) -> str:
        arabic = self.lang == "ar" and self.counting.digits == "arab"
        return text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) if arabic else text
