"""Outcomes: the words that say that people were killed, injured, missing, captured or displaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from marsad.extract.matching import Finder, Match
from marsad.extract.sheet import OutcomeMention, Sheet, sheet_of
from marsad.lexicon.entries import Outcome
from marsad.lexicon.grammar import OutcomeGrammar


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """The component: writes `sheet.outcomes`."""

    finder: Finder
    grammar: OutcomeGrammar
    people: frozenset[str]
    version: str = "1"

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        done = 0
        for found in self.finder.matches(sheet):
            if found[0].start < done:
                continue
            chosen = _chosen(sheet.words, found, self.grammar)
            entry = chosen.phrase.entry
            assert isinstance(entry, Outcome)
            if chosen.phrase.form.text in entry.doubtful and not self._people_at(sheet, chosen.end):
                continue
            sheet.outcomes.append(_mention(chosen, entry))
            done = chosen.end
        return doc

    def _people_at(self, sheet: Sheet, token: int) -> bool:
        """Whether a number, a noun of people or a side, joined to nothing, stands at a token."""
        if token >= len(sheet.words) or sheet.words[token].startswith(("و", "ل")):
            return False
        side = any(m.start == token and not m.preposition for m in sheet.sides)
        return side or sheet.words[token] in self.people or any(q.start == token for q in sheet.quantities)


def _chosen(words: Sequence[str], found: tuple[Match, ...], grammar: OutcomeGrammar) -> Match:
    """The longest; of a verb and a verbal noun written alike, the noun after a preposition or with a clitic of one."""
    longest = [m for m in found if m.end == found[0].end]
    bare = [m for m in longest if not m.split.pronoun]
    longest = bare or longest
    verbs = [m for m in longest if m.phrase.form.tense]
    nouns = [m for m in longest if not m.phrase.form.tense]
    if not verbs or not nouns:
        return longest[0]
    start = found[0].start
    after_preposition = start > 0 and words[start - 1] in grammar.before_noun
    joined = any(m.split.preposition or m.split.article for m in nouns)
    return nouns[0] if after_preposition or joined else verbs[0]


def _mention(match: Match, entry: Outcome) -> OutcomeMention:
    return OutcomeMention(
        start=match.start,
        end=match.end,
        entry=entry,
        form=match.phrase.form,
        article=match.split.article,
        pronoun=match.split.pronoun,
        conjunction=match.split.conjunction,
        preposition=match.split.preposition,
    )


def outcomes_in(sheet: Sheet, start: int, end: int) -> list[OutcomeMention]:
    """The outcomes that begin in tokens `[start, end)`."""
    return [o for o in sheet.outcomes if start <= o.start < end]
