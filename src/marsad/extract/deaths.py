"""Deaths that may be events of their own: of a named person, of individuals shot, or with nothing finer told.

A toll is no event (codebook, "Events": killing). Which deaths are is judged like other drafts, by what is said here of
each: how many people, whether named or shot, and whether an attack is told beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.draft import RANK, Draft
from marsad.extract.named import NamedVictims
from marsad.extract.sheet import OutcomeMention, Sheet
from marsad.extract.stated import Stated
from marsad.text.clitics import heads

_MANNER: Final = 14  # words after a death in which its manner is told
_CONCEDED: Final = 6
_FEW: Final = 10  # more dead than this are a total, no killing of individuals
_TITLES: Final = 4  # words, quotation marks and commas from a death to the name
_NO_DEED: Final = frozenset({"die", "mourn"})  # words of a death that tell no killing of their own
_KINDS: Final = ("masdar", "verb", "light")


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """A word of death with the figure it states, if any, and what is said of it."""

    word: OutcomeMention
    figure: int | None
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deaths:
    """Proposes deaths; `words` are those of `data/lexicon/triggers.toml`."""

    named: NamedVictims
    words: Mapping[str, frozenset[str]]

    def proposed(self, sheet: Sheet, stated: Sequence[Stated], drafts: Sequence[Draft]) -> Iterator[Death]:
        """The deaths of a report that may be events; `drafts` are its other events."""
        told = set()
        for k, figure in enumerate(stated):
            word = figure.word
            if word is None or figure.outcome != "killed" or figure.whole is not None or word.entry.kind not in _KINDS:
                continue
            told.add(word.start)
            if self._by_itself(sheet, figure, word, drafts):
                yield Death(word=word, figure=k, marks=tuple(self._marks(sheet, word, drafts, figure)))
        for word in sheet.outcomes:
            own = word.entry.outcome == "killed" and word.entry.kind in _KINDS and word.start not in told
            if own and not sheet.masked[word.start] and (self._manner(sheet, word) or self._names(sheet, word)):
                yield Death(word=word, figure=None, marks=tuple(self._marks(sheet, word, drafts, None)))

    def _by_itself(self, sheet: Sheet, figure: Stated, word: OutcomeMention, drafts: Sequence[Draft]) -> bool:
        """Whether a figure may tell an event of its own: one person's death, or a few where no attack is told near."""
        who = self._people(sheet, figure, word)
        if who == "a person named":
            return True
        if self._conceded(sheet, word) or word.entry.id in _NO_DEED:
            return False
        attacks = [d.start for d in drafts if d.type in RANK]
        if who == "one person, not named" and figure.people.noun is not None:
            return self._manner(sheet, word) or not any(sheet.same_sentence(at, word.start) for at in attacks)
        near = range(sheet.sentence_of[word.start] - 1, sheet.sentence_of[word.start] + 1)
        headline = word.start < sheet.title_end  # the attack that a headline's dead are of may be told anywhere
        attack = any(headline or sheet.sentence_of[at] in near for at in attacks)
        return not attack and (figure.people.low or _FEW + 1) <= _FEW and not word.entry.people_only

    def _marks(
        self, sheet: Sheet, word: OutcomeMention, drafts: Sequence[Draft], figure: Stated | None
    ) -> Iterator[str]:
        yield f"death {word.entry.id}"
        yield self._people(sheet, figure, word)
        if self._manner(sheet, word):
            yield "shot, burned or stabbed"
        if self._conceded(sheet, word):
            yield "conceded by its own side"
        attacks = [d.start for d in drafts if d.type in RANK or d.type == "repelled"]
        beside = [at for at in attacks if sheet.same_sentence(at, word.start)]
        if any(at < word.start for at in beside):
            yield "attack told before it in its sentence"
        if any(at > word.start for at in beside):
            yield "attack told after it in its sentence"
        before = sheet.sentence_of[word.start] - 1
        if any(sheet.sentence_of[at] == before for at in attacks):
            yield "attack told in the sentence before"
        if not beside:
            yield "no attack in its sentence" if attacks else "no attack in the report"

    def _people(self, sheet: Sheet, figure: Stated | None, word: OutcomeMention) -> str:
        if figure is None:
            return "a name, nobody counted" if self._names(sheet, word) else "nobody counted"
        people = figure.people
        if people.named or (people.low == people.high == 1 and self._has_name(sheet, people.end)):
            return "a person named"
        if people.low == people.high == 1:
            return "one person, not named"
        return "people not counted" if people.qualifier == "vague" else "a few people"

    def _manner(self, sheet: Sheet, word: OutcomeMention) -> bool:
        end = min(word.start + _MANNER, sheet.sentence(word.start)[1])
        return any(w in self.words["shot"] for w in sheet.words[word.start : end])

    def _conceded(self, sheet: Sheet, word: OutcomeMention) -> bool:
        """ "أقرت بمقتل خمسة": a toll that its own side concedes."""
        low, _ = sheet.sentence(word.start)
        before = sheet.words[max(low, word.start - _CONCEDED) : word.start]
        return any(h.form in self.words["concedes"] for w in before for h in heads(w))

    def _names(self, sheet: Sheet, word: OutcomeMention) -> bool:
        """Whether a word of death whose victim nobody counted leads to a name: "قتلت الجندي سالم علي"."""
        counted = any(word.end <= q.start <= word.end + 1 for q in sheet.quantities)
        return not (word.article or counted or word.entry.kind == "light") and self._has_name(sheet, word.end)

    def _has_name(self, sheet: Sheet, at: int) -> bool:
        """Whether a person's name follows: "الشاب يوسف محيسن", "القيادي البارز علي سالم", "المدعو “حامد سالم”"."""
        if at >= len(sheet.words):
            return False
        end = sheet.sentence(at)[1]
        words = sheet.words
        bare = next((i for i in range(at, min(at + _TITLES, end)) if words[i][:2] != "ال" and words[i].isalpha()), at)
        return any(self.named.name_length(sheet, i, end) >= 2 for i in {at, bare})
