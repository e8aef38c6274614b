"""Triggers: the words that tell of an event, with the type that the words beside them refine it to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Doc

from marsad.extract.matching import Finder, Match
from marsad.extract.sheet import CLAUSE_ENDS, Sheet, TriggerMention, sheet_of
from marsad.lexicon.entries import Trigger, Triggers
from marsad.lexicon.grammar import TriggerGrammar
from marsad.text.clitics import heads, splits

_BEFORE = 3  # words before a trigger that may refine it ("طائرات حربية قصفت")
_AFTER = 8
# What an attack is by the words so many tokens after it, the most telling first; of other words only the first.
_BY_WORD: Final = (
    ("suicide", 5, "suicide_attack"),
    ("chemical", 3, "chemical_attack"),
    ("drone", 5, "drone_strike"),
    ("ied", 4, "ied"),
    ("air", 2, "airstrike"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTriggers:
    """The component: writes `sheet.triggers`."""

    table: Triggers
    finder: Finder
    grammar: TriggerGrammar
    version: str = "1"

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        named = frozenset(i for m in sheet.sides if m.end - m.start > 1 for i in range(m.start, m.end))
        done = 0
        for found in self.finder.matches(sheet):
            if found[0].start < done or found[0].start in named:
                continue  # "هيئة تحرير الشام" frees nothing
            mention = self._mention(sheet, found)
            if mention is not None:
                sheet.triggers.extend(self._coordinated(sheet, mention))
                done = mention.end
        return doc

    def _mention(self, sheet: Sheet, found: tuple[Match, ...]) -> TriggerMention | None:
        match = self._chosen(sheet, found)
        entry = match.phrase.entry
        assert isinstance(entry, Trigger)
        if entry.needs_object and not self._object(sheet, match, entry.needs_object):
            return None
        if self.near(sheet, match.start - 1, match.end + 2, "figurative") or self._purpose(sheet, match, entry):
            return None
        mention = TriggerMention(
            start=match.start,
            end=match.end,
            entry=entry,
            form=match.phrase.form,
            type=entry.type,
            article=match.split.article,
            pronoun=match.split.pronoun,
            conjunction=match.split.conjunction,
            preposition=match.split.preposition,
        )
        return replace(mention, type=self._type(sheet, mention))

    def _chosen(self, sheet: Sheet, found: tuple[Match, ...]) -> Match:
        """The longest; of a verb and a verbal noun written alike ("قصف") the one that the words beside it tell."""
        longest = [m for m in found if m.end == found[0].end]
        verbs = [m for m in longest if m.phrase.form.tense]
        nouns = [m for m in longest if not m.phrase.form.tense]
        if not verbs or not nouns:
            return found[0]
        start, end = found[0].start, found[0].end
        before = sheet.words[start - 1] if start else ""
        after = sheet.words[end] if end < len(sheet.words) else ""
        led = any(h.form in self.grammar.before_noun for h in heads(before)) if before else False
        belonging = any(m.start == end and m.kind == "adjective" and not after.startswith("ال") for m in sheet.sides)
        joined = any(m.split.preposition or m.split.article or m.split.pronoun for m in nouns)
        return nouns[0] if led or joined or belonging or after in self.grammar.noun_adjectives else verbs[0]

    def _purpose(self, sheet: Sheet, match: Match, entry: Trigger) -> bool:
        """ "لقتال داعش", "في مواجهة", "لمواجهة": what is meant to be, or a way of speaking, no clash that was."""
        if entry.type != "clash" or match.phrase.form.tense:
            return False
        before = sheet.words[match.start - 1] if match.start else ""
        word = match.phrase.words[0]
        suffered = any(s.stem.startswith(self.grammar.exposed_beginnings) for s in splits(before))
        if match.split.preposition == "ل" and entry.roles == "symmetric":
            return not suffered
        return word in self.grammar.facing and not match.split.article

    def _object(self, sheet: Sheet, match: Match, kind: str) -> bool:
        """Whether what the word destroys, burns or takes is of that kind: in the words after it, in the clause."""
        return self.near(sheet, match.end, match.end + 4, kind)

    def near(self, sheet: Sheet, start: int, end: int, kind: str) -> bool:
        """Whether a word of a kind stands in tokens `[start, end)`, clauses that end there left out."""
        table = self.table.words[kind]
        for i in range(max(start, 0), min(end, len(sheet.words))):
            word = sheet.words[i]
            if i >= start + 1 and word in CLAUSE_ENDS:
                break
            if word in table or any(s.stem in table for s in splits(word) if not s.pronoun):
                return True
        return False

    # ---- type

    def _type(self, sheet: Sheet, mention: TriggerMention) -> str:
        entry = mention.entry
        start, end = mention.start, mention.end
        plain = entry.type in ("ied", "clash", "killing") and not entry.phrases and entry.roles != "symmetric"
        attack = plain and entry.id.startswith("attack")
        if plain and (entry.refine or entry.id.startswith(("attack", "explo", "assass"))):
            for kind, reach, result in _BY_WORD if attack else _BY_WORD[:1]:
                if self.near(sheet, end, end + reach, kind):
                    return result
        if entry.type == "territory_taken" and self.near(sheet, end, end + 4, "equipment"):
            return "equipment_loss"  # "استولوا على كمية من الأسلحة"
        if entry.refine:
            return self._struck(sheet, start, end, entry.type)
        return entry.type

    def _struck(self, sheet: Sheet, start: int, end: int, default: str) -> str:
        """Shelling or targeting by its weapon: the nearest weapon word of the clause, after the trigger first."""
        order = (("drone", "drone_strike"), ("air", "airstrike"), ("artillery", "shelling"), ("ied", "ied"))
        sentence = sheet.sentence(start)
        clause = next(
            (i + 1 for i in range(start - 1, sentence[0] - 1, -1) if sheet.words[i] in CLAUSE_ENDS), sentence[0]
        )
        before = max(start - _BEFORE, clause)
        for low, high in ((end, min(end + 2, sentence[1])), (before, start), (end, min(end + _AFTER, sentence[1]))):
            for kind, result in order:
                if self.near(sheet, low, high, kind):
                    return result
        return self._by_means(sheet, end, sentence[1]) or default

    def _by_means(self, sheet: Sheet, start: int, end: int) -> str | None:
        """ "استهداف … بالمدفعية الثقيلة": the weapon that بـ leads to, to the end of the clause."""
        for i in range(start, min(end, start + 16)):
            if sheet.words[i] in CLAUSE_ENDS:
                break
            for kind, result in (("drone", "drone_strike"), ("air", "airstrike"), ("artillery", "shelling")):
                if any(h.preposition == "ب" and h.form in self.table.words[kind] for h in heads(sheet.words[i])):
                    return result
        return None

    def _coordinated(self, sheet: Sheet, mention: TriggerMention) -> Iterator[TriggerMention]:
        """ "القصف البري والجوي" is two events (codebook, "Events"): the second's words are the second adjective."""
        words, at = sheet.words, mention.end
        if mention.entry.refine and at + 1 < len(words) and words[at + 1].startswith("و"):
            first, second = self._adjective(words[at]), self._adjective(words[at + 1][1:])
            if first and second and first != second:
                yield replace(mention, type=first, end=at + 1)
                yield replace(mention, type=second, start=at + 1, end=at + 2, conjunction="و")
                return
        yield mention

    def _adjective(self, word: str) -> str | None:
        for kind, result in (("air", "airstrike"), ("artillery", "shelling")):
            if word in self.table.words[kind]:
                return result
        return None
