"""Arguments of an event: who did it to whom, as Arabic orders them.

A verb is followed by its subject, then its object (VSO) or preceded by its subject; a verbal noun takes its doer as a
genitive or an adjective ("قصف القوات التركية", "قصف روسي"), in a clause after it ("هجوم شنته X على Y"), or from the
verb that governs it ("شنت X غارات", "تمكنت X من تدمير"); prepositions tell the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.doers import STRIKES, Doers
from marsad.extract.parties import Party
from marsad.extract.sheet import Sheet, TriggerMention
from marsad.extract.subjects import Scene, Subjects
from marsad.extract.talks import Talks
from marsad.extract.windows import Window, labels_of, phrase_at, window_of
from marsad.lexicon.grammar import ArgumentGrammar
from marsad.lexicon.roles import RoleWords
from marsad.text.clitics import heads

_FAR_TARGET: Final = 16
_FAR_BETWEEN: Final = 18
_OF_PEOPLE: Final = frozenset({"killing", "abduction", "arrest", "other_violence"})
_BOTH: Final = 7  # words from a clash to "between the two"
_NO_FIGHTER: Final = frozenset({"country", "capital", "adjective"})
_TALKS: Final = frozenset({"meeting", "call", "agreement"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Labels of who did it, and of whom or what was hit, in the order of the text."""

    actors: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """Finds roles; `words` are the role words of the lexicon."""

    words: RoleWords
    grammar: ArgumentGrammar
    subjects: Subjects
    doers: Doers

    def of(self, scene: Scene, trigger: TriggerMention, stretch: tuple[int, int]) -> Roles:
        """The roles of a trigger, looked for in tokens `stretch` of its sentence."""
        window = window_of(scene, trigger, stretch)
        talks = Talks(words=self.words, grammar=self.grammar, subjects=self.subjects)
        if trigger.type in _TALKS:
            return Roles(talks.talkers(scene, trigger), ())
        if trigger.type == "statement":
            return Roles(*talks.statement(scene, trigger))
        if self.mutual(scene.sheet, trigger):
            return self._symmetric(scene, trigger, window)
        if trigger.entry.id == "crash":
            hurt = [p for p in window.after if p.start <= trigger.end + 3 and p.lead in ("", "ل")][:1]
            return Roles(("unknown",), labels_of(hurt))
        if trigger.entry.id == "besieged":  # "باتت X محاصرة داخل": X stands before it
            shut = [p for p in window.before if p.bare and p.kind != "adjective"]  # "200 ألف عراقي محاصرون": people
            return Roles((), labels_of(shut[-1:]) or ("civilians",))
        if trigger.entry.roles == "object_only":
            return self._object_only(scene, trigger, window)
        doers = self.doers.of(scene, trigger, window)
        if not doers and self.doers.nobody_knows(scene.sheet, trigger):
            return Roles(("unknown",), labels_of(self._targets(scene, trigger, window, ())))
        if trigger.entry.roles == "subject_only":
            return Roles(labels_of(doers), ())
        targets = self.doers.attackers(scene, trigger) or self._targets(scene, trigger, window, doers)
        return Roles(labels_of(doers), self._hit_labels(trigger, targets, labels_of(doers)))

    @staticmethod
    def _hit_labels(trigger: TriggerMention, targets: Sequence[Party], doers: Sequence[str]) -> tuple[str, ...]:
        """The labels of who was hit; people told by their nation alone ("قتل الجنود فتى فلسطينيا") are civilians."""
        nation = targets[0].mentions[0] if targets and targets[0].kind == "adjective" and not targets[0].owner else None
        if trigger.type in _OF_PEOPLE and nation is not None and nation.victims == "military":
            return ("civilians",)
        return labels_of(targets, without=doers)

    # ---- two sides of one clash

    def mutual(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """Whether each side does it to the other: a clash, "قصف مدفعي متبادل"."""
        following = sheet.words[trigger.end : trigger.end + 2]
        told = any(w in self.grammar.mutual or w in self.grammar.joint for w in following)
        return trigger.entry.roles == "symmetric" or told

    def joint(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """Whether several sides do it together: "عملية مشتركة"."""
        return any(w in self.grammar.joint for w in sheet.words[trigger.end : trigger.end + 3])

    def _symmetric(self, scene: Scene, trigger: TriggerMention, window: Window) -> Roles:
        """ "اشتباكات بين X وY", "اشتبكت X مع Y": both are actors and both are targets."""
        between = self.between(scene, trigger.end, window.after)
        if any(w in self.grammar.both for w in scene.sheet.words[trigger.end : trigger.end + _BOTH]):
            return Roles((), ())  # "مواجهات اندلعت أمس بين الطرفين": those whom the report sets against each other
        if self.joint(scene.sheet, trigger):
            theirs = [p for p in window.after if p.lead == "ل" and not p.owner and p.start <= trigger.end + 2]
            return Roles(labels_of(between or theirs[:1]), ())  # "عملية مشتركة بين X وY", "إنزال مشترك لX وY"
        if len(labels_of(between)) >= 2:
            chosen = between
        else:
            partner = between or self._partner(scene, trigger, window)
            first = self._first_side(scene, trigger, window, partner)
            chosen = [*first, *(p for p in partner if p not in first)]
        labels = labels_of([p for p in chosen if not p.passive])
        return Roles(labels, labels if len(labels) > 1 else ())

    def _first_side(
        self, scene: Scene, trigger: TriggerMention, window: Window, partner: Sequence[Party]
    ) -> list[Party]:
        """The side that clashes: the subject of a verb, the one that wages it, the genitive, else the one before."""
        launched = self.doers.launched(scene, trigger)
        if launched:
            return launched
        if self.doers.verbal(scene, trigger):
            subject = self.subjects.of_trigger(scene, trigger)
            return [subject] if subject is not None else []
        genitive = [p for p in window.after if p.bare and p.start - trigger.end <= 1 and p not in partner]
        if genitive:
            return genitive[:1]
        before = [p for p in window.before if p.bare and not p.passive and p.kind not in _NO_FIGHTER]
        return before[-1:]

    def between(self, scene: Scene, at: int, parties: Sequence[Party]) -> list[Party]:
        """The parties that "بين" joins, looked for from token `at` on: the first after it, and those that و adds."""
        words, sides = scene.sheet.words, [p for p in parties if not p.passive]
        for i in range(at, min(at + _FAR_BETWEEN, len(words))):
            if words[i] in (".", "\n"):
                break
            if not phrase_at(self.words.between, words, i):
                continue
            if words[i + 1 : i + 2] and words[i + 1] in self.grammar.both:
                return []  # "بين الطرفين": of whom the report has told
            out: list[Party] = []
            for party in (p for p in sides if p.start > i):
                if out and set(party.labels) <= set(out[-1].labels) and not party.joined:
                    continue  # "القوات الموالية للرئيس … فلان": said of the one before
                gap = words[out[-1].end : party.start] if out else words[i + 1 : party.start]
                joined = party.joined or any(w in self.grammar.and_between for w in gap)
                if len(gap) > _FAR_BETWEEN or (out and not joined) or any(w in (".", "\n") for w in gap):
                    break
                if out and "وبين" not in gap and scene.verb_in(out[-1].end, party.start):
                    break
                out.append(party)
            return out
        return []

    def _partner(self, scene: Scene, trigger: TriggerMention, window: Window) -> list[Party]:
        """ "اشتبكت … مع X", "معارك ضد X"."""
        for party in window.after:
            led = party.lead in self.grammar.partner and not party.passive
            if led and not scene.verb_in(trigger.end, party.start):
                return [party]
        return []

    # ---- one does, another is hit

    def _object_only(self, scene: Scene, trigger: TriggerMention, window: Window) -> Roles:
        by = self.doers.by(scene, trigger, window)
        partner = [] if by else self._partner(scene, trigger, window)
        doers = by or partner
        others = [p for p in window.after if p not in doers and p.start - trigger.end <= _FAR_TARGET]
        others = [p for p in others if self._suffers(scene.sheet, p)]
        hit = others[:1] if others and not scene.verb_in(trigger.end, others[0].start) else []
        return Roles(labels_of(doers), self._hit_labels(trigger, hit, labels_of(doers)))

    def _suffers(self, sheet: Sheet, party: Party) -> bool:
        """Whether a party after "مقتل" and the like can be who died: one it names, or one they are of."""
        if party.kind in ("capital", "country"):
            return False
        before = sheet.words[party.start - 2] if party.start > 1 else ""
        of_it = party.lead == "في" and self.subjects.grammar_word(before, self.grammar.members)
        return of_it or party.lead not in self.grammar.source

    def _targets(self, scene: Scene, trigger: TriggerMention, window: Window, doers: Sequence[Party]) -> list[Party]:
        rest = [p for p in window.after if p not in doers and p.start - trigger.end <= _FAR_TARGET]
        rest = [p for p in rest if p.kind != "adjective" or p.owner or p.start <= trigger.end + 3]
        led = [p for p in rest if self._hit(scene, trigger, p, has_doer=bool(doers))]
        if led:
            return led[:1]
        if trigger.entry.kind == "noun":
            return []
        plain = [p for p in rest if p.kind not in ("adjective", "capital", "country")]
        plain = [p for p in plain if p.lead not in self.grammar.source]
        near = plain[0] if plain else None
        if near is None or scene.sheet.clause_break(trigger.end, near.start) or scene.verb_in(trigger.end, near.start):
            return []
        return [near] if trigger.entry.kind == "verb" or near.start - trigger.end <= 5 else []

    def _hit(self, scene: Scene, trigger: TriggerMention, party: Party, *, has_doer: bool) -> bool:
        """Whether "على", "ضد" or what belongs to it leads to a party that is hit; "من" where a place is freed of it."""
        sheet = scene.sheet
        if party.lead == "من" and trigger.type == "territory_taken" and party.kind not in ("country", "capital"):
            return not sheet.clause_break(party.start - 1, party.start)
        if party.lead in self.grammar.source:
            return False
        if trigger.type in STRIKES and party.kind in ("country", "capital") and not party.owner:
            return False  # "قصف على بلدة في ريف دمشق": where it was
        if party.owner or party.lead in self.words.hit or (party.lead == "ل" and has_doer):
            return not any(w in (".", "\n") for w in sheet.words[trigger.end : party.start])
        return any(
            h.form in self.words.hit
            for i in range(max(party.start - 4, trigger.end), party.start)
            for h in heads(sheet.words[i])
            if not h.preposition and not sheet.clause_break(i + 1, party.start)
            if not scene.verb_in(i + 1, party.start)
        )
