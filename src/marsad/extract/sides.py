"""Sides: who is named in the report, under which label (codebook, "Actor labels").

Names come from the registry. A common noun ("الجيش", "المسلحون") stands for the side that the report means by it: the
one named nearest before it among those it can stand for, else the one at home in the report's country, else its
default.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from spacy.tokens import Doc

from marsad.extract.fighting import fights
from marsad.extract.sheet import Sheet, SideMention, sheet_of
from marsad.gazetteer import Gazetteer
from marsad.lexicon.actors import ActorName, ActorRegistry, GenericName
from marsad.lexicon.index import WordIndex, word_index
from marsad.model import ActorMention, printed_actor
from marsad.text.clitics import Head, beginning_in, heads, splits
from marsad.text.remembering import remembered

Named = tuple[ActorName, ...] | GenericName
_LEAD: Final = 40  # words of a report whose places weigh double: where it plays is told first
_VOICE_REACH: Final = 3  # words from a voice to the side that it speaks for
_LEAST: Final = 0.15
_SIDE: Final = 0.5  # what a side named weighs beside a place named: armies fight abroad too


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The component: writes `sheet.sides`."""

    registry: ActorRegistry
    index: WordIndex[Named]
    countries: Mapping[str, str]
    ours: frozenset[str]
    voices: frozenset[str]
    before_place: frozenset[str]
    numbers: Mapping[str, int]
    tens: frozenset[str]
    version: str = "1"
    _heads: Callable[[str], tuple[Head, ...]] = field(init=False, repr=False, compare=False)
    _may_begin: Callable[[str], bool] = field(init=False, repr=False, compare=False)
    _country: Callable[[str], str | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_heads", beginning_in(self.index.by_first, self.registry.adjectives))
        object.__setattr__(self, "_may_begin", remembered(self._begins))
        object.__setattr__(self, "_country", remembered(self._country_named))

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        found = list(self._mentions(sheet))
        sheet.sides.extend(self._qualified(list(self._resolved(sheet, found))))
        return doc

    def _qualified(self, mentions: Sequence[SideMention]) -> Iterator[SideMention]:
        """ "قوات الجيش التركي", "جيش تشاد": a state's noun with an adjective or the name of a state is that side."""
        done = -1
        for n, mention in enumerate(mentions):
            if mention.start < done:
                continue
            after = mentions[n + 1] if n + 1 < len(mentions) else None
            if after is not None and self._belongs(mention, after):
                done = after.end
                yield replace(mention, end=after.end, labels=after.labels)
            else:
                yield mention

    def _belongs(self, mention: SideMention, after: SideMention) -> bool:
        if after.kind == "country" and isinstance(mention.name, GenericName) and after.start == mention.end:
            bare = not (after.preposition or after.conjunction or mention.name.text.startswith("ال"))
            return bare and mention.name.kind == "state"  # "جيش تشاد"
        if (
            after.kind != "adjective"
            or after.start != mention.end
            or after.conjunction
            or mention.kind not in ("generic", "ours")
        ):
            return False
        if not isinstance(mention.name, GenericName) or mention.name.kind in ("civilian", "infrastructure"):
            return False
        faction = self.registry.actors[after.labels[0]].kind == "nonstate"
        return faction or mention.name.kind in ("state", "unknown", "international")

    def _mentions(self, sheet: Sheet) -> Iterator[SideMention]:
        done = 0
        for i in sheet.where(self._may_begin):
            found = self._at(sheet.words, i) if i >= done and not sheet.masked[i] else None
            if found is not None:
                yield found
                done = found.end

    def _begins(self, word: str) -> bool:
        """Whether a side may be named from a word on: most are passed over."""
        return bool(self._heads(word)) or word.endswith("نا")

    def _at(self, words: Sequence[str], i: int) -> SideMention | None:
        best: tuple[int, SideMention] | None = None
        for head in self._heads(words[i]):
            hit = self.index.at(head.form, words, i)
            if hit is not None and (best is None or hit[0] > best[0]):
                best = hit[0], self._mention(i, i + hit[0], hit[1], head.preposition, head.conjunction)
            elif hit is None and best is None:
                names = self.registry.adjectives.get(head.form)
                if names and not head.preposition:
                    best = 1, self._mention(i, i + 1, names, head.preposition, head.conjunction)
        if (
            best is None
            and words[i].endswith("نا")
            and any(s.pronoun == "نا" and s.stem in self.ours for s in splits(words[i]))
        ):
            return SideMention(
                start=i, end=i + 1, labels=("unknown",), kind="ours", victims="unknown", preposition="", conjunction=""
            )
        return self._people_of(words, best[1]) if best else None

    def _people_of(self, words: Sequence[str], mention: SideMention) -> SideMention:
        """ "15 سوريا", "ثلاثون بريطانيا": after a number that counts in the singular people, not a country."""
        word, counts = words[mention.start], words[mention.start - 1] if mention.start else ""
        if mention.kind != "country" or mention.end - mention.start > 1 or not word.endswith("ا"):
            return mention
        number = int(counts) if counts.isdecimal() else self.numbers.get(counts.removeprefix("و"), 0)
        names = self.registry.adjectives.get(word[:-1])
        if names is None or not (number % 100 > 10 or counts in self.tens):
            return mention
        return self._mention(mention.start, mention.end, names, "", "")

    def _mention(self, start: int, end: int, named: Named, preposition: str, conjunction: str) -> SideMention:
        if isinstance(named, GenericName):
            return SideMention(
                start=start,
                end=end,
                labels=(named.default,),
                kind="generic",
                victims=named.victims,
                preposition=preposition,
                conjunction=conjunction,
                name=named,
            )
        actor = self.registry.actors[named[0].actor]
        return SideMention(
            start=start,
            end=end,
            labels=tuple(n.actor for n in named),
            kind=named[0].kind,
            victims=actor.victims,
            preposition=preposition,
            conjunction=conjunction,
            name=named[0],
        )

    # ---- what a name means in this report

    def _resolved(self, sheet: Sheet, mentions: list[SideMention]) -> Iterator[SideMention]:
        year = sheet.published.year if sheet.published else None
        sure = [m for m in mentions if not isinstance(m.name, GenericName) and len(m.labels) == 1]
        countries = self._countries(sheet, sure)
        counts = Counter(m.labels[0] for m in sure)
        voices = [m for m in sure if self._speaks(sheet, m)]
        states = [m for m in mentions if isinstance(m.name, GenericName) and m.name.kind == "state" and not m.name.arms]
        meant = [self._first(m, mentions, sure, voices, countries, counts, year) for m in states]
        told = frozenset(counts) | {m.labels[0] for m in meant if m is not None}
        first = [self._first(m, mentions, sure, voices, countries, counts, year, told) for m in mentions]
        fighters = Counter(m.labels[0] for m in first if m is not None and self._faction(m.labels[0]))
        for mention in first:
            if mention is not None:
                yield self._the_fighters(mention, fighters)

    def _first(
        self,
        mention: SideMention,
        mentions: Sequence[SideMention],
        sure: Sequence[SideMention],
        voices: Sequence[SideMention],
        countries: Mapping[str, float],
        counts: Mapping[str, int],
        year: int | None,
        told: frozenset[str] = frozenset(),
    ) -> SideMention | None:
        """What a mention means by itself, or None where a common word is not meant as a name."""
        if isinstance(mention.name, ActorName) and mention.name.common and not self._meant(mention, mentions, counts):
            return None
        if self._our_own(mention):
            spoke = [m for m in voices if m.start < mention.start and fights(self.registry.actors[m.labels[0]])]
            if spoke:
                return replace(mention, labels=(spoke[-1].labels[0],))
        if isinstance(mention.name, GenericName):
            if mention.name.arms and mention.preposition == "ب":
                return None  # "بالمدفعية": what it was done with
            return self._generic(mention, mention.name, sure, countries, counts, told)
        if mention.kind == "ours":
            return replace(mention, labels=(self._speaker(sure, voices, mention.start),))
        if len(mention.labels) > 1:
            return replace(mention, labels=(self._ambiguous(mention, counts, countries, year),))
        return mention

    def _faction(self, label: str) -> bool:
        return self.registry.actors[label].kind == "nonstate" and label != "militants"

    def _countries(self, sheet: Sheet, sure: Sequence[SideMention]) -> Mapping[str, float]:
        """How much of the report plays in each country: its places named, and the sides at home there."""
        votes: defaultdict[str, float] = defaultdict(float)
        governments = {m.start for m in sure if m.kind in ("capital", "country") and not self._placed(sheet, m)}
        for i in sheet.where(self._country):
            country = self._country(sheet.words[i])
            if country and not sheet.masked[i] and i not in governments:
                votes[country] += 2 if i < _LEAD else 1
        for mention in sure:
            actor = self.registry.actors[mention.labels[0]]
            home = actor.country or (actor.id if actor.kind == "state" else "")
            votes[home] += _SIDE  # states of one label are at home in it; a faction at home nowhere speaks for none
        total = sum(votes.values())
        return {country: n / total for country, n in votes.items()}

    def _placed(self, sheet: Sheet, mention: SideMention) -> bool:
        """Whether a capital or a country is named as a place: "في بغداد", "بدمشق"."""
        led = mention.start > 0 and sheet.words[mention.start - 1] in self.before_place
        return led or mention.preposition == "ب"

    def _country_named(self, word: str) -> str | None:
        return next((self.countries[h.form] for h in heads(word) if h.form in self.countries), None)

    def _generic(
        self,
        mention: SideMention,
        name: GenericName,
        sure: Sequence[SideMention],
        countries: Mapping[str, float],
        counts: Mapping[str, int],
        told: frozenset[str],
    ) -> SideMention:
        """The best of those the noun can stand for: at home where the report plays, named in it, nearest before.

        `told` are those that the report names besides, by common nouns too.
        """
        labels = name.labels
        before = [m.labels[0] for m in sure if m.start < mention.start and m.labels[0] in labels]
        nearest = before[-1] if before else None
        named = sum(counts.get(label, 0) for label in labels)
        best: tuple[float, int, str] | None = None
        for rank, (country, label) in enumerate(name.candidates):
            if name.needs_name(country) and label not in told:
                continue
            share = counts.get(label, 0) / named if named else 0.0
            home = countries.get(country, 0.0) + countries.get(label, 0.0)
            weight = home * 2 + 0.4 * bool(counts.get(label)) + 0.4 * share + 0.4 * (label == nearest)
            if weight > _LEAST and (best is None or weight > best[0]):
                best = weight, -rank, label
        return replace(mention, labels=(best[2],)) if best else mention

    @staticmethod
    def _the_fighters(mention: SideMention, fighters: Counter[str]) -> SideMention:
        """ "المسلحون", "الإرهابيون" with the article are the faction that the report names most, where it names one."""
        name = mention.name
        if not isinstance(name, GenericName) or name.kind != "nonstate" or not fighters:
            return mention
        vague = name.default == "militants"
        if not vague or not name.text.startswith("ال"):
            return mention
        if mention.labels[0] in fighters:
            return mention
        allowed = dict(fighters)
        return replace(mention, labels=(max(allowed, key=lambda f: allowed[f]),)) if allowed else mention

    @staticmethod
    def _our_own(mention: SideMention) -> bool:
        """ "قواتنا", "جيشنا الباسل": a common noun with the pronoun of who speaks."""
        return isinstance(mention.name, GenericName) and mention.name.text.split(" ", 1)[0].endswith("نا")

    def _speaks(self, sheet: Sheet, mention: SideMention) -> bool:
        """Whether a side is named as one that speaks: after a voice ("الناطق باسم X")."""
        near = sheet.words[max(mention.start - _VOICE_REACH, 0) : mention.start]
        return any(w in self.voices for w in near) or sheet.words[mention.end : mention.end + 1] == [":"]

    def _speaker(self, sure: Sequence[SideMention], voices: Sequence[SideMention], at: int) -> str:
        """Whose "قواتنا" are: the armed side that spoke last before, else the first of the report.

        A faction's statement names its enemies too, but first of all itself.
        """
        spoke = [m for m in voices if m.start < at and fights(self.registry.actors[m.labels[0]])]
        armed = [m for m in sure if fights(self.registry.actors[m.labels[0]])]
        chosen = spoke[-1:] or armed[:1]
        return chosen[0].labels[0] if chosen else "unknown"

    @staticmethod
    def _meant(mention: SideMention, mentions: Sequence[SideMention], counts: Mapping[str, int]) -> bool:
        """Whether a name that is also a common word is meant: the side is named otherwise too, or one right before.

        "الحوثي وصالح".
        """
        named = sum(
            m.labels == mention.labels and not (isinstance(m.name, ActorName) and m.name.common) for m in mentions
        )
        beside = any(m.end == mention.start and mention.conjunction for m in mentions)
        return bool(named) or beside

    def _ambiguous(
        self, mention: SideMention, counts: Mapping[str, int], countries: Mapping[str, float], year: int | None
    ) -> str:
        def weight(label: str) -> tuple[int, float, int]:
            actor = self.registry.actors[label]
            start, end = actor.years
            lived = year is None or ((start is None or start <= year) and (end is None or year <= end))
            return int(lived), countries.get(actor.country or "", 0.0), counts.get(label, 0)

        return max(mention.labels, key=weight)


def side_index(registry: ActorRegistry) -> WordIndex[Named]:
    """One index over names and generic nouns; a name outranks a generic noun of the same words."""
    named: dict[tuple[str, ...], Named] = {**registry.generic, **registry.names}
    return word_index(named.items())


def country_names(gazetteer: Gazetteer) -> Mapping[str, str]:
    """One-word names of states, provinces and larger towns that lie in one country only."""
    found: dict[str, str] = {}
    for words, entries in gazetteer.names.items():
        countries = {e.country for e in entries if e.country}
        known = any(e.kind in ("country", "province") or (e.population or 0) > 20000 for e in entries)
        if len(words) == 1 and len(countries) == 1 and known and not gazetteer.is_homograph(words[0]):
            found[words[0]] = next(iter(countries))
    return found


def actor_mentions(sheet: Sheet) -> tuple[ActorMention, ...]:
    """The sides of a report as the codebook prints them; bare adjectives and places of government are left out."""
    return tuple(
        ActorMention(span=sheet.span(m.start, m.end), label=printed_actor(label), as_named=sheet.text(m.start, m.end))
        for m in sheet.sides
        for label in m.labels
        if m.kind not in ("adjective", "capital", "country")
    )
