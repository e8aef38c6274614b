"""Sides: who is named in the report, under which label (codebook, "Actor labels").

Names come from the registry. A common noun ("الجيش", "المسلحون") stands for the side that the report means by it: the one
named nearest before it among those it can stand for, else the one at home in the report's country, else its default.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from marsad.extract.sheet import Sheet, SideMention, sheet_of
from marsad.lexicon.actors import ActorName, ActorRegistry, GenericName
from marsad.lexicon.index import WordIndex, word_index
from marsad.model import ActorMention, printed_actor
from marsad.text.clitics import heads

Named = tuple[ActorName, ...] | GenericName


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The component: writes `sheet.sides`."""

    registry: ActorRegistry
    index: WordIndex[Named]
    version: str = "1"

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        found = list(self._mentions(sheet))
        sheet.sides.extend(self._resolved(sheet, found))
        return doc

    def _mentions(self, sheet: Sheet) -> Iterator[SideMention]:
        words, i = sheet.words, 0
        while i < len(words):
            found = None if sheet.masked[i] else self._at(words, i)
            if found is None:
                i += 1
                continue
            yield found
            i = found.end

    def _at(self, words: Sequence[str], i: int) -> SideMention | None:
        best: tuple[int, SideMention] | None = None
        for head in heads(words[i]):
            hit = self.index.at(head.form, words, i)
            if hit is not None and (best is None or hit[0] > best[0]):
                best = hit[0], self._mention(i, i + hit[0], hit[1], head.preposition, head.conjunction)
            elif hit is None and best is None:
                names = self.registry.adjectives.get(head.form)
                if names and not head.preposition:
                    best = 1, self._mention(i, i + 1, names, head.preposition, head.conjunction)
        return best[1] if best else None

    def _mention(self, start: int, end: int, named: Named, preposition: str, conjunction: str) -> SideMention:
        if isinstance(named, GenericName):
            return SideMention(
                start=start, end=end, labels=(named.default,), kind="generic", victims=named.victims,
                preposition=preposition, conjunction=conjunction, name=named,
            )  # fmt: skip
        actor = self.registry.actors[named[0].actor]
        return SideMention(
            start=start, end=end, labels=tuple(n.actor for n in named), kind=named[0].kind, victims=actor.victims,
            preposition=preposition, conjunction=conjunction, name=named[0],
        )  # fmt: skip

    # ---- what a name means in this report

    def _resolved(self, sheet: Sheet, mentions: list[SideMention]) -> Iterator[SideMention]:
        year = int(sheet.report.published[:4]) if sheet.report.published else None
        sure = [m for m in mentions if not isinstance(m.name, GenericName) and len(m.labels) == 1]
        countries = self._countries(sure)
        counts = Counter(m.labels[0] for m in sure)
        for mention in mentions:
            if isinstance(mention.name, GenericName):
                yield self._generic(mention, mention.name, sure, countries, counts)
            elif len(mention.labels) > 1:
                yield replace(mention, labels=(self._ambiguous(mention, counts, countries, year),))
            else:
                yield mention

    def _countries(self, sure: Sequence[SideMention]) -> Mapping[str, int]:
        """How often each country's sides are named."""
        votes: Counter[str] = Counter()
        for mention in sure:
            country = self.registry.actors[mention.labels[0]].country
            if country:
                votes[country] += 1
        return votes

    def _generic(
        self, mention: SideMention, name: GenericName, sure: Sequence[SideMention],
        countries: Mapping[str, int], counts: Mapping[str, int],
    ) -> SideMention:  # fmt: skip
        """The side named nearest before among those the noun can stand for; else the likeliest of the report's country."""
        before = [m.labels[0] for m in sure if m.start < mention.start and m.labels[0] in name.labels]
        if before:
            return replace(mention, labels=(before[-1],))
        after = [label for label in name.labels if counts.get(label)]
        if after:
            return replace(mention, labels=(max(after, key=lambda label: counts[label]),))
        for country, _ in sorted(countries.items(), key=lambda c: -c[1]):
            here = name.in_country(country)
            if here:
                return replace(mention, labels=(here[0],))
        return mention

    def _ambiguous(
        self, mention: SideMention, counts: Mapping[str, int], countries: Mapping[str, int], year: int | None
    ) -> str:
        def weight(label: str) -> tuple[int, int, int]:
            actor = self.registry.actors[label]
            start, end = actor.years
            lived = year is None or ((start is None or start <= year) and (end is None or year <= end))
            return int(lived), counts.get(label, 0), countries.get(actor.country or "", 0)

        return max(mention.labels, key=weight)


def side_index(registry: ActorRegistry) -> WordIndex[Named]:
    """One index over names and generic nouns; a name outranks a generic noun of the same words."""
    named: dict[tuple[str, ...], Named] = {**registry.generic, **registry.names}
    return word_index(named.items())


def actor_mentions(sheet: Sheet) -> tuple[ActorMention, ...]:
    """The sides of a report as the codebook prints them; bare adjectives and places of government are left out."""
    return tuple(
        ActorMention(span=sheet.span(m.start, m.end), label=printed_actor(label), as_named=sheet.text(m.start, m.end))
        for m in sheet.sides
        for label in m.labels
        if m.kind not in ("adjective", "capital")
    )
