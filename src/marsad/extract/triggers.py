"""Triggers: the words that tell of an event, with the type that the words beside them refine it to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Doc

from marsad.extract.matching import Finder, Match
from marsad.extract.sheet import CLAUSE_ENDS, SENTENCE_ENDS, Sheet, TriggerMention, sheet_of
from marsad.lexicon.entries import Trigger, Triggers
from marsad.lexicon.grammar import MergingGrammar, TriggerGrammar
from marsad.text.clitics import heads, splits

_BEFORE = 3  # words before a trigger that may refine it ("طائرات حربية قصفت")
_SUBJECT = 12  # words before a verb in which its subject may be aircraft
_AFTER = 8
_OBJECT = 5
_FAR_OBJECT = 9
_DRONE = 6
_FAR_SIDES = 14
_FAR_MEANS = 26
# What an attack is by the words so many tokens after it, the most telling first; of other words only the first.
_BY_WORD: Final = (
    ("suicide", 5, "suicide_attack"),
    ("chemical", 3, "chemical_attack"),
    ("drone", 5, "drone_strike"),
    ("ied", 4, "ied"),
    ("air", 2, "airstrike"),
    ("guns", 2, "shelling"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTriggers:
    """The component: writes `sheet.triggers`."""

    table: Triggers
    finder: Finder
    grammar: TriggerGrammar
    merging: MergingGrammar
    version: str = "1"

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        named = frozenset(i for m in sheet.sides if m.end - m.start > 1 for i in range(m.start, m.end))
        done = 0
        for found in self.finder.matches(sheet):
            if found[0].start < done or found[0].start in named:
                continue  # "هيئة تحرير الشام" frees nothing
            mention = self._mention(sheet, found)
            if mention is not None and not self._in_charges(sheet, mention):
                sheet.triggers.extend(self._coordinated(sheet, mention))
                done = mention.end
        return doc

    def _mention(self, sheet: Sheet, found: tuple[Match, ...]) -> TriggerMention | None:
        match = self._chosen(sheet, found)
        entry = match.phrase.entry
        assert isinstance(entry, Trigger)
        if entry.needs_before and not self._led(sheet, match, entry.needs_before):
            return None
        if entry.needs_object and not (self._object(sheet, match, entry.needs_object) or self._told(sheet, match)):
            return None
        if match.phrase.form.tense and match.split.pronoun and entry.roles == "subject_only":
            return None  # who leaves or withdraws does it to nobody
        if entry.type == "statement" and any(q.end == match.start for q in sheet.quantities):
            return None  # "29 متهما": the accused
        if entry.type != "chemical_attack" and self.near(sheet, match.start - 1, match.end + 2, "figurative"):
            return None
        if entry.id == "bullets" and self._deadly(sheet, match):
            return None  # "استشهد برصاص الجيش": the death is the event
        if self._purpose(sheet, match, entry) or self._of_another(sheet, match, entry):
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

    def _led(self, sheet: Sheet, match: Match, kind: str) -> bool:
        """Whether a word of a kind leads to a noun in its clause, or is its verb ("قذيفة سقطت")."""
        if kind == "advancing":  # "واصلت المقاومة، أمس، تقدمها"
            start = max(sheet.sentence(match.start)[0], match.start - _SUBJECT)
            return self.near(sheet, start, match.start, kind, over=True)
        before = self.near(sheet, self._clause(sheet, match.start), match.start, kind)
        return before or (kind == "fired" and self.near(sheet, match.end, match.end + 2, kind))

    def _in_charges(self, sheet: Sheet, mention: TriggerMention) -> bool:
        """ "تفكيك 3 عبوات ناسفة": the charges that were just told to be defused are no bombing."""
        last = sheet.triggers[-1] if sheet.triggers else None
        if last is None or mention.entry.id != "bomb" or last.type != "equipment_loss":
            return False
        return mention.start - last.end <= _AFTER and not sheet.clause_break(last.end, mention.start)

    def _chosen(self, sheet: Sheet, found: tuple[Match, ...]) -> Match:
        """The longest; of a verb and a verbal noun written alike ("قصف") the one that the words beside it tell."""
        longest = [m for m in found if m.end == found[0].end]
        taking = [m for m in longest if (kind := _needs(m)) and (self._object(sheet, m, kind) or self._told(sheet, m))]
        longest = taking or [m for m in longest if not _needs(m)] or longest
        verbs = [m for m in longest if m.phrase.form.tense]
        nouns = [m for m in longest if not m.phrase.form.tense]
        if not verbs or not nouns:
            return longest[0]
        start, end = found[0].start, found[0].end
        before = sheet.words[start - 1] if start else ""
        after = sheet.words[end] if end < len(sheet.words) else ""
        led = any(h.form in self.grammar.before_noun for h in heads(before)) if before else False
        if before in ("،", ","):  # "واصلت القوات، أمس، قصف …"
            low = max(sheet.sentence(start)[0], start - _SUBJECT)
            led = self.near(sheet, low, start, "carrying_on", over=True)
        belonging = any(m.start == end and m.kind == "adjective" and not after.startswith("ال") for m in sheet.sides)
        joined = any(m.split.preposition or m.split.article or m.split.pronoun for m in nouns)
        return nouns[0] if led or joined or belonging or after in self.grammar.noun_adjectives else verbs[0]

    @staticmethod
    def _deadly(sheet: Sheet, match: Match) -> bool:
        """Whether a word of death stands before a match in its sentence."""
        low = sheet.sentence(match.start)[0]
        return any(o.entry.outcome == "killed" and low <= o.start < match.start for o in sheet.outcomes)

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

    def _of_another(self, sheet: Sheet, match: Match, entry: Trigger) -> bool:
        """ "الطائرات المهاجمة", "تحت سيطرة": an adjective of the noun before, and control that is had, not taken."""
        before = sheet.words[match.start - 1] if match.start else ""
        if entry.type == "withdrawal" and before in self.table.words["to_and"]:
            return True
        if (
            entry.type == "territory_taken"
            and match.phrase.words[0].endswith("سيطر")
            and before in self.table.words["held_by"]
        ):
            return True
        if entry.type == "territory_taken" and not match.phrase.form.tense:
            return any(h.form in self.grammar.held for h in heads(before))
        if entry.type == "deployment" and (
            match.split.preposition == "ل" or self.near(sheet, match.start - 2, match.start, "strikes_at")
        ):
            return True
        if match.phrase.form.tense == "perfect" and match.phrase.form.number == 2 and before.endswith("ا"):
            return True  # "هدوءا حذرا"
        if not match.split.article or match.split.conjunction or entry.kind != "masdar":
            return False
        return before.startswith("ال") and match.phrase.form.feminine and len(match.phrase.words) == 1

    def _object(self, sheet: Sheet, match: Match, kind: str) -> bool:
        """Whether what the word destroys, burns or takes is of that kind: in the words after it, in the clause."""
        if kind in ("ground", "fighters"):
            # Whether it is a place or a side is asked when these are known (marsad.extract.support).
            return kind == "fighters" or not self.near(sheet, match.end, match.end + _OBJECT, "charges")
        if kind == "accord":
            return self.near(sheet, match.end, match.end + _FAR_SIDES, kind, over=True)
        dropped = kind == "equipment" and self.near(sheet, match.end, match.end + _AFTER, "dropped")
        reach = _FAR_OBJECT if match.phrase.form.tense else _OBJECT  # a verb's subject may stand between
        return not dropped and self.near(sheet, match.end, match.end + reach, kind)

    def _told(self, sheet: Sheet, match: Match) -> bool:
        """ "استهدفت عربة ودمرتها": a pronoun stands for the equipment just told."""
        entry = match.phrase.entry
        if not (isinstance(entry, Trigger) and entry.needs_object == "equipment" and match.split.pronoun):
            return False
        low = max(sheet.sentence(match.start)[0], match.start - _AFTER)
        return self.near(sheet, low, match.start, "equipment", over=True)

    def near(self, sheet: Sheet, start: int, end: int, kind: str, *, over: bool = False) -> bool:
        """Whether a word of a kind stands in tokens `[start, end)`, up to the end of the clause, or `over` commas."""
        table = self.table.words[kind]
        for i in range(max(start, 0), min(end, len(sheet.words))):
            word = sheet.words[i]
            if i >= start + 1 and word in (SENTENCE_ENDS if over else CLAUSE_ENDS):
                break
            if word in table or any(_in(table, s.stem) for s in splits(word) if not s.pronoun):
                return True
            if kind == "drone" and word == "طيار" and i and sheet.words[i - 1] in self.table.words["without"]:
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
                if self.near(sheet, end, end + self._up_to_other(sheet, end, reach), kind):
                    return result
        if entry.turns and self.near(sheet, end, end + _BEFORE, "towards"):
            return entry.turns
        if entry.roles == "subject_object" and entry.id == "shoot" and self.near(sheet, start, end + 1, "at_him"):
            return "killing"
        if entry.type == "airstrike" and self.near(sheet, end, end + _DRONE, "drone"):
            return "drone_strike"
        if entry.type == "clash" and self._rioting(sheet, mention):
            return "riot"
        if entry.type == "territory_taken" and self.near(sheet, end, end + 4, "equipment"):
            return "equipment_loss"  # "استولوا على كمية من الأسلحة"
        if entry.id == "explosion" and self._many(sheet, end) and self.near(sheet, end, end + _OBJECT, "charges"):
            return "equipment_loss"  # "تفجير 199 عبوة"
        if entry.refine:
            return self._struck(sheet, mention)
        if entry.type == "shelling":
            return self._fired_by(sheet, mention) or entry.type
        return entry.type

    def _fired_by(self, sheet: Sheet, mention: TriggerMention) -> str | None:
        """ "أطلقت طائرات صاروخا": an air strike, where aircraft stand before the rockets in the clause.

        Before a verb that nothing joins to another they may stand behind a comma ("طائرة تابعة للجيش، قصفت").
        """
        at = mention.start
        apart = mention.form.tense is not None and not mention.conjunction and sheet.words[at - 1] in ("،", ",")
        low = max(at - _SUBJECT, sheet.sentence(at)[0] if apart else self._clause(sheet, at))
        for kind, result in (("drone", "drone_strike"), ("aircraft", "airstrike")):
            if self.near(sheet, low, at, kind, over=apart):
                return result
        return None

    def _up_to_other(self, sheet: Sheet, at: int, reach: int) -> int:
        """How many words after a token speak of the trigger: up to a word of time, which leads to another event."""
        words = sheet.words[at : at + reach]
        return next((n for n, w in enumerate(words) if w in self.merging.other_time), reach)

    @staticmethod
    def _many(sheet: Sheet, at: int) -> bool:
        """Whether a number of three or more begins at a token."""
        return any(at <= q.start <= at + 1 and (q.low or 0) >= 3 for q in sheet.quantities)

    def _struck(self, sheet: Sheet, mention: TriggerMention) -> str:
        """Shelling or targeting by its weapon: the nearest weapon word of the clause, after the trigger first."""
        start, end, default = mention.start, mention.end, mention.entry.type
        order = (("drone", "drone_strike"), ("air", "airstrike"), ("artillery", "shelling"), ("ied", "ied"))
        sentence = sheet.sentence(start)
        clause = self._clause(sheet, start)
        before = max(start - _BEFORE, clause)
        for low, high in ((end, min(end + 2, sentence[1])), (before, start), (end, min(end + _AFTER, sentence[1]))):
            for kind, result in order:
                if self.near(sheet, low, high, kind):
                    return result
        return self._fired_by(sheet, mention) or self._by_means(sheet, end, sentence[1]) or default

    def _by_means(self, sheet: Sheet, start: int, end: int) -> str | None:
        """ "استهداف … بالمدفعية الثقيلة": the weapon that بـ leads to, to the end of the clause."""
        counted = {q.start for q in sheet.quantities}
        for i in range(start, min(end, start + _FAR_MEANS)):
            if sheet.words[i] in CLAUSE_ENDS:
                break
            led = i - 1 in counted and sheet.words[i - 1].startswith("ب")  # "بأربع قذائف"
            for kind, result in (("drone", "drone_strike"), ("air", "airstrike"), ("artillery", "shelling")):
                table = self.table.words[kind]
                if any((led or h.preposition == "ب") and h.form in table for h in heads(sheet.words[i])):
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

    def _rioting(self, sheet: Sheet, mention: TriggerMention) -> bool:
        """ "مواجهات بين الشبان وقوات …": of people without weapons of war, with the police or soldiers."""
        if mention.entry.roles != "symmetric" or mention.form.tense:
            return False
        start, end = sheet.sentence(mention.start)
        after = self.near(sheet, mention.end, min(mention.end + _FAR_SIDES, end), "crowd")
        clause = self._clause(sheet, mention.start)
        return after or self.near(sheet, max(start, clause, mention.start - _SUBJECT), mention.start, "crowd")

    @staticmethod
    def _clause(sheet: Sheet, at: int) -> int:
        """The first token of the clause of a token."""
        low = sheet.sentence(at)[0]
        return next((i + 1 for i in range(at - 1, low - 1, -1) if sheet.words[i] in CLAUSE_ENDS), low)

    def _adjective(self, word: str) -> str | None:
        for kind, result in (("air", "airstrike"), ("artillery", "shelling")):
            if word in self.table.words[kind]:
                return result
        return None


def _needs(match: Match) -> str | None:
    """The kind of words that an entry must take, if any."""
    entry = match.phrase.entry
    return entry.needs_object if isinstance(entry, Trigger) else None


def _in(table: frozenset[str], stem: str) -> bool:
    """Whether a word, or one in the accusative, stands in a table."""
    return stem in table or (stem.endswith("ا") and stem[:-1] in table)
