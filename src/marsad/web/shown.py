"""Numbers, dates and names as a page shows them: in the digits the reader chose, each isolated from the text around."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup, escape

from marsad.model import Claim, Incident, Place, Toll, finest
from marsad.web.words import LANGUAGES, Words

DIGITS: Final = ("latn", "arab")
_ARABIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How one reader is shown things: `lang` is ar or en, `digits` latn or arab."""

    words: Words
    lang: str = "ar"
    digits: str = "latn"

    def say(self, key: str, **values: object) -> Markup:
        """Words of the table; `{name}` in them is filled, isolated and with the reader's digits."""
        text = escape(self.words.say(key, self.lang))
        return Markup(text.format(**{k: self.isolated(v) for k, v in values.items()})) if values else text

    def plain(self, key: str, **values: object) -> str:
        """As `say`, for where no element can stand: titles and labels."""
        text = self.words.say(key, self.lang)
        return text.format(**{k: self._digits(str(v)) for k, v in values.items()}) if values else text

    @property
    def dir(self) -> str:
        """The direction in which the reader reads; a range runs that way too, its low end first."""
        return "rtl" if self.lang == "ar" else "ltr"

    def isolated(self, value: object) -> Markup:
        """A name, a quotation or a number that does not make the text around it jump."""
        if isinstance(value, Markup):
            return value
        return Markup("<bdi>{}</bdi>").format(self._digits(f"{value:,}") if isinstance(value, int) else str(value))

    def number(self, value: int | None) -> Markup:
        """A count with its thousands apart; a dash for none."""
        return Markup("<bdi>{}</bdi>").format("—" if value is None else self.digits_of(value))

    def digits_of(self, value: int) -> str:
        """A count as plain text."""
        return self._digits(f"{value:,}")

    def label(self, label: str) -> str:
        """A label of the codebook."""
        return self.words.label(label, self.lang)

    def side(self, label: str) -> str:
        """The name of a side."""
        return self.words.side(label, self.lang)

    def rule(self, text: str) -> str:
        """A rule or a reason."""
        return self.words.rule(text, self.lang)

    def claimant(self, claimant: str) -> Markup:
        """Who says it; the report's own voice is called so."""
        return Markup("<bdi>{}</bdi>").format(self.label("report") if claimant == "report" else claimant)

    def band(self, toll: Toll | None) -> Markup:
        """A toll as its best with its low and high: `12 (10–15)`."""
        if toll is None:
            return Markup('<span class="none">—</span>')
        best = self.digits_of(toll.best) if toll.best is not None else self.ends(toll.low, toll.high)
        if toll.best is not None and toll.low == toll.best == toll.high:
            return Markup('<bdi class="best">{}</bdi>').format(best)
        around = "" if toll.best is None else self.ends(toll.low, toll.high)
        small = Markup(' <bdi class="around" dir="{}">{}</bdi>').format(self.dir, around) if around else Markup("")
        return Markup('<bdi class="best">{}</bdi>{}').format(best, small)

    def value(self, claim: Claim) -> str:
        """What a claim counts, with its hedge: `about 12`, `at least 12`, `20–99`."""
        low, high, hedge = claim.low, claim.high, claim.qualifier
        if low is not None and low == high:
            number = self.digits_of(low)
            return f"{self.label('about')} {number}" if hedge == "about" else number
        if hedge in ("more_than", "at_least", "at_most") and (low is None or high is None):
            return f"{self.label(hedge)} {self.digits_of(low if low is not None else high or 0)}"
        return self.ends(low, high)

    def day(self, edtf: str | None) -> Markup:
        """An EDTF date in words: `3 February 2020`, `about March 2020`, a span from – to; `undated` for none."""
        if not edtf:
            return Markup('<span class="none">{}</span>').format(self.say("date.unknown"))
        return Markup('<time datetime="{}"><bdi>{}</bdi></time>').format(edtf.strip("~?%"), self.day_text(edtf))

    def day_text(self, edtf: str) -> str:
        """As `day`, plain."""
        if "/" in edtf:
            first, _, last = edtf.partition("/")
            return f"{self._ends(first)} – {self._ends(last)}"
        match = _DAY.fullmatch(edtf)
        if match is None:
            return edtf
        year, month, day, mark = match.groups()
        parts = [str(int(day))] if day else []
        parts += [self.words.months[int(month) - 1][LANGUAGES.index(self.lang)]] if month else []
        said = self._digits(" ".join((*parts, year)))
        return f"{self.label('about')} {said}" if mark else said

    def tick(self, day: date, step: str) -> str:
        """A day, month or year short enough to stand under a column."""
        if step == "year":
            return self._digits(f"{day:%Y}")
        month = self.words.months[day.month - 1][LANGUAGES.index(self.lang)].rpartition("/")[2]
        return self._digits(f"{day.day} {month}" if step == "week" else f"{month} {day:%Y}")

    def place(self, place: Place | None) -> Markup:
        """A place with its province."""
        if place is None:
            return Markup('<span class="none">{}</span>').format(self.say("place.unknown"))
        known = self.words.place(place.id)
        within = place.admin1 if place.admin1 and place.admin1 != place.name else None
        if self.lang == "ar" or known is None:
            name = Markup('<bdi lang="ar">{}</bdi>').format(place.name)
        else:
            name = Markup('<bdi>{}</bdi> <bdi lang="ar" class="within">{}</bdi>').format(known, place.name)
        if within is None:
            return name
        comma = "،" if self.lang == "ar" else ","
        return name + Markup('<span class="within">{} <bdi>{}</bdi></span>').format(comma, self.place_name(within))

    def place_name(self, name: str) -> str:
        """A province or a country, by its Arabic name or the code of the country, in the reader's language."""
        return self.words.province(name, self.lang)

    def where(self, incident: Incident) -> Markup:
        """The finest place of an incident."""
        return self.place(finest(incident.places))

    def sides(self, labels: Iterable[str]) -> Markup:
        """Sides by name, one after another."""
        named = [Markup("<bdi>{}</bdi>").format(self.side(label)) for label in labels]
        return Markup("، " if self.lang == "ar" else ", ").join(named) if named else Markup("—")

    def _ends(self, edtf: str) -> str:
        return "…" if edtf in ("", "..") else self.day_text(edtf)

    def ends(self, low: int | None, high: int | None) -> str:
        """The ends of a number: `10–15`, `20 or more` without an upper end, `up to 30` without a lower one."""
        if low is None and high is None:
            return "؟" if self.lang == "ar" else "?"
        if low == high:
            return self._end(low)
        if high is None:
            return self.plain("number.or_more", n=self._end(low))
        return (
            f"{self._end(low)}–{self._end(high)}"
            if low is not None
            else self.plain("number.or_less", n=self._end(high))
        )

    def _end(self, value: int | None) -> str:
        return "…" if value is None else self.digits_of(value)

    def _digits(self, text: str) -> str:
        return text.translate(_ARABIC) if self.digits == "arab" else text
