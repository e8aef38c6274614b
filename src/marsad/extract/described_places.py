"""Places told by an adjective or by a noun that stands for them: "الريف الإدلبي", "الحدود التركية", "شمال البلاد"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from marsad.extract.found import Found, bearing
from marsad.extract.sheet import Sheet
from marsad.gazetteer import Entry, Gazetteer
from marsad.lexicon.grammar import PlaceGrammar
from marsad.text.clitics import heads


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedPlaces:
    """Finds places that are not named by their name."""

    gazetteer: Gazetteer
    grammar: PlaceGrammar
    firsts: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        tables = self.grammar.borders, self.grammar.sides_of, self.gazetteer.directions
        object.__setattr__(self, "firsts", frozenset().union(*tables))

    def at(self, sheet: Sheet, i: int, before: Sequence[Found]) -> Found | None:
        """What is told at a token: a side of what an adjective is of, a border, a side of the country spoken of."""
        for head in heads(sheet.words[i]):
            if head.form in self.grammar.borders and sheet.words[max(i - 1, 0)] not in self.grammar.border_guards:
                return self._border(sheet, i, head.preposition)
            if head.form in self.grammar.sides_of:
                return self._side(sheet, i, head.form, head.preposition)
            if head.form in self.gazetteer.directions:
                found = self._of_country(sheet, i, head.form, head.preposition, before)
                if found is not None:
                    return found
        return None

    def _side(self, sheet: Sheet, i: int, form: str, preposition: str) -> Found | None:
        """ "الشمال السوري", "الريف الإدلبي الجنوبي": a side of the place that the adjective after it is of."""
        words, at, bearings = sheet.words, i + 1, [self.grammar.sides_of[form]]
        while at < len(words) and (direction := self.gazetteer.directions.get(words[at])) and direction.adjective:
            bearings.append(round(direction.bearing))
            at += 1
        of = self._adjective(words, at)
        if of is None:
            return None
        end = at + 1
        while end < len(words) and (direction := self.gazetteer.directions.get(words[end])) and direction.adjective:
            bearings.append(round(direction.bearing))
            end += 1
        told = [float(b) for b in bearings if b >= 0]
        return self._found(sheet, i, end, of, "part", preposition, told)

    def _border(self, sheet: Sheet, i: int, preposition: str) -> Found | None:
        """ "الحدود التركية", "الحدود مع تركيا", "الحدود السورية التركية": of two the second, the neighbour."""
        words, at = sheet.words, i + 1
        if at < len(words) and words[at] in self.grammar.border_with and at + 1 < len(words):
            known = self._country(words[at + 1])
            return self._found(sheet, i, at + 2, words[at + 1], "border", preposition, []) if known else None
        names: list[str] = []
        while at < len(words) and (of := self._adjective(words, at)) is not None and self._country(of):
            names.append(of)
            at += 1
        return self._found(sheet, i, at, names[-1], "border", preposition, []) if names else None

    def _of_country(self, sheet: Sheet, i: int, form: str, preposition: str, before: Sequence[Found]) -> Found | None:
        """ "جنوب شرق البلاد": a side of the country that the report has named last."""
        words, at = sheet.words, i
        first = self.gazetteer.directions.get(form)
        bearings = [first.bearing] if first is not None and not first.adjective else []
        at += 1
        while at < len(words) and (direction := self.gazetteer.directions.get(words[at])) and not direction.adjective:
            bearings.append(direction.bearing)
            at += 1
        if not bearings or at >= len(words) or words[at] not in self.grammar.the_country:
            return None
        named = (f.folded for f in reversed(before) if f.known and all(e.kind == "country" for e in f.known))
        country = next(named, None) or self._home(before)
        return self._found(sheet, i, at + 1, country or words[at], "part", preposition, bearings)

    def _home(self, before: Sequence[Found]) -> str | None:
        """The name of the country of the last place named that stands in one only."""
        for found in reversed(before):
            countries = {e.country for e in found.known}
            code = next(iter(countries), None) if len(countries) == 1 else None
            entry = self.gazetteer.by_id.get(f"country-{code.lower()}") if code else None
            if entry is not None:
                return " ".join(next((n for n, es in self.gazetteer.names.items() if entry in es), ()))
        return None

    def _adjective(self, words: Sequence[str], at: int) -> str | None:
        """The folded name of the place that a definite adjective is of, or None."""
        if at >= len(words) or not words[at].startswith("ال"):
            return None
        bare = words[at].removeprefix("ال")
        return self.gazetteer.adjectives.get(bare) or self.gazetteer.adjectives.get(bare.removesuffix("ه"))

    def _country(self, name: str) -> tuple[Entry, ...]:
        return tuple(e for e in self.gazetteer.names.get(tuple(name.split()), ()) if e.kind == "country")

    def _found(
        self, sheet: Sheet, start: int, end: int, of: str, relation: str, preposition: str, bearings: Sequence[float]
    ) -> Found:
        known = self.gazetteer.names.get(tuple(of.split()), ())
        if relation == "border":
            known = self._country(of)
        return Found(
            start=start, name_start=start, end=end, folded=of, noun=None, relation=relation, preposition=preposition,
            known=known, printed=(start, end), bearing=bearing(bearings),
        )  # fmt: skip
