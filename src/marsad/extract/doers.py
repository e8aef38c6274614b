"""Who did it: the doer of an event by the verb, the genitive, the relative clause or the preposition that tells him.

A verb is followed by its subject (VSO) or preceded by it; a verbal noun takes its doer as a genitive or an adjective
("قصف القوات التركية", "قصف روسي"), in a clause after it ("هجوم شنته X على Y"), or from the verb that governs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from marsad.extract.claimed import claimant_at
from marsad.extract.parties import UNRESOLVED, Party
from marsad.extract.sheet import CLAUSE_ENDS, SENTENCE_ENDS, Sheet, TriggerMention
from marsad.extract.speakers import speaking_side
from marsad.extract.subjects import Scene, Subjects
from marsad.extract.windows import Window, phrase_at
from marsad.lexicon.grammar import ArgumentGrammar
from marsad.lexicon.roles import RoleWords
from marsad.text.clitics import heads, splits

_FAR_TARGET: Final = 16
_FAR_BY: Final = 3  # words from "at the hands of" to the side
_FAR_OWNER: Final = 5  # the same where its people are told first ("على أيدي عناصر نقطة التفتيش التابعة لX")
_FAR_LAID: Final = 6  # words to the verb that lays it at somebody's door, and from there to him
_FAR_LAUNCH: Final = 24
_FAR_RELATIVE: Final = 18  # words to a relative clause that says who did it ("صواريخ …، أطلقتها X")
_ATTACKS: Final = frozenset({"airstrike", "shelling", "drone_strike", "clash", "arrest", "ied", "deployment"})
STRIKES: Final = frozenset({"airstrike", "shelling", "drone_strike"})
# Verbal nouns of these are followed by what they are done to.
_OF_OBJECT: Final = frozenset({"clash", "killing", "territory_taken", "equipment_loss", "abduction", "arrest"})
_POSSESSIVE: Final = ("هم", "ها", "هما", "ته")  # of a noun, in folded spelling
_OF_PEOPLE: Final = frozenset({"killing", "abduction", "arrest"})
# Who announces one of these, and no other doer is told, did it.
_ANNOUNCED: Final = frozenset({"territory_taken", "equipment_loss", "repelled", "arrest", "deployment", "withdrawal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Doers:
    """Finds doers; `words` are the role words of the lexicon."""

    words: RoleWords
    grammar: ArgumentGrammar
    subjects: Subjects

    def of(self, scene: Scene, trigger: TriggerMention, window: Window) -> list[Party]:
        """The parties that did what a trigger tells, none where it is not told; nobody unarmed strikes from afar."""
        doers = self._of(scene, trigger, window)
        if trigger.type == "repelled":  # "وتصدى الأهالي لـX": X, told before too, is no subject
            beaten = {label for p in window.after[:1] if p.lead == "ل" for label in p.labels}
            return [p for p in doers if not beaten.issuperset(p.labels)]
        unarmed = [p for p in doers if p.passive or p.mentions[0].victims == "civilian"]
        return [p for p in doers if p not in unarmed] if trigger.type in STRIKES else doers

    @staticmethod
    def _subject_of(sheet: Sheet, trigger: TriggerMention) -> bool:
        """ "استهدفت ضربة جوية X": a strike right after a verb of striking is its subject, and X is who was hit."""
        verb = next((t for t in sheet.triggers if t.end == trigger.start and t.form.tense), None)
        return verb is not None and verb.entry.refine and trigger.type in STRIKES and not trigger.preposition

    def _strikes_itself(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """Whether the subject of a verb of striking is the strike that follows it."""
        after = next((t for t in sheet.triggers if t.start == trigger.end), None)
        return after is not None and self._subject_of(sheet, after)

    def _of(self, scene: Scene, trigger: TriggerMention, window: Window) -> list[Party]:
        if self._strikes_itself(scene.sheet, trigger):
            return []
        inside = [p for p in window.inside if not p.passive]
        # "انتحاري" in "تفجير انتحاري نفذه X" is a bomber, and says nothing of whose.
        named = [p for p in inside if p.labels[0] not in UNRESOLVED]
        done = self.passive(scene.sheet, trigger)
        verbal = self.verbal(scene, trigger) and not inside and not done
        subject = self.subjects.of_trigger(scene, trigger) if verbal else None
        if subject is not None:
            return [subject, *self._helpers(scene, trigger, subject)]
        found = named or self.by(scene, trigger, window) or self._adjective(scene, trigger, window)
        found = found or self.launched(scene, trigger)
        if found:
            return [*found, *self._helpers(scene, trigger, found[0])]
        around = [] if self.verbal(scene, trigger) else self._around(scene, trigger, window)
        return around or inside

    def _around(self, scene: Scene, trigger: TriggerMention, window: Window) -> list[Party]:
        """The doer of a verbal noun or a noun that no verb and no preposition names."""
        return (
            self._accused(scene, trigger)
            or self._attempting(scene, trigger)
            or self._genitive(scene, trigger, window)
            or self._belonging(scene, trigger, window)
            or self._killers(scene, trigger)
            or self._striker(scene, trigger, window)
            or self._announcer(scene, trigger)
        )

    def _helpers(self, scene: Scene, trigger: TriggerMention, doer: Party) -> list[Party]:
        """ "بمشاركة X", "بدعم من طيران X": who is said to do it beside the doer, in the same sentence."""
        words, (low, high) = scene.sheet.words, scene.sheet.sentence(trigger.start)
        out = []
        for party in scene.between(low, high):
            lead = words[max(party.start - 3, low) : party.start]
            helps = party is not doer and any(w.removeprefix("و") in self.grammar.helping for w in lead)
            helps = helps and not self.subjects.of_relative(scene, party)
            first, last = sorted((party.start, trigger.start))
            known = party.labels[0] not in UNRESOLVED
            beside = not scene.verb_in(doer.end, party.start) or not scene.verb_in(first + 1, last)
            if helps and known and party.start >= doer.start and beside:
                out.append(party)
        return out

    def nobody_knows(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """ "قصف صاروخي مجهول", "طيران مجهول الهوية": the report says that it is not known who did it."""
        near = sheet.words[max(trigger.start - 3, 0) : trigger.end + 4]
        return any(w.removeprefix("ال").startswith(self.grammar.unknown_beginnings) for w in near)

    def verbal(self, scene: Scene, trigger: TriggerMention) -> bool:
        """Whether a trigger is a verb, or a phrase that begins with one ("أطلقت النار على", "حاولت التسلل").

        "عندما تسلل مسلحون": after "when" a form of both kinds is the verb; "وقصف لقوات X": before whose it is the noun.
        """
        words = scene.sheet.words
        first, before = words[trigger.start], words[trigger.start - 1] if trigger.start else ""
        if trigger.entry.kind == "masdar" and trigger.end - trigger.start == 1 and before in self.grammar.when:
            return not (trigger.article or trigger.preposition)
        if trigger.entry.refine and trigger.end - trigger.start == 1 and self._of_whom(scene, trigger):
            return False
        if trigger.entry.kind == "masdar" and trigger.form.tense and trigger.form.feminine:
            return True  # "وقطعت القوات الطريق"
        return trigger.entry.kind == "verb" or (trigger.end - trigger.start > 1 and self.subjects.launches(first))

    @staticmethod
    def _of_whom(scene: Scene, trigger: TriggerMention) -> bool:
        """Whether ل joins a side to what may be the verb "shelled" or the noun: of the verb it would be no object."""
        return any(m.start == trigger.end and m.preposition == "ل" for m in scene.sheet.sides)

    def passive(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """ "تم دفع قوة", "جرى اعتقال": what was done is told, and not by whom."""
        near = sheet.words[max(trigger.start - 1, 0) : trigger.start + 1]
        return any(w.removeprefix("و") in self.grammar.was_done for w in near)

    @staticmethod
    def _adjective(scene: Scene, trigger: TriggerMention, window: Window) -> list[Party]:
        """ "قصف روسي", "الغارات الجوية التركية"; "القبض على 18 طالبا سودانيا" tells whose the people are."""
        if trigger.form.tense:
            return []
        near = [p for p in window.after if p.kind == "adjective" and p.start <= trigger.end + 2 and not p.lead][:1]
        people = near and trigger.type in _OF_PEOPLE
        counted = people and any(trigger.end <= q.number_start < near[0].start for q in scene.sheet.quantities)
        return [] if counted else near

    def by(self, scene: Scene, trigger: TriggerMention, window: Window) -> list[Party]:
        """ "من قبل X", "على يد X" after the trigger."""
        words = scene.sheet.words
        for party in window.after:
            far = _FAR_OWNER if words[party.start - 1] in self.grammar.belongs else _FAR_BY
            for i in range(max(trigger.end, party.start - far - 2), party.start + 1):
                hit = phrase_at(self.words.by, words, i)
                if not hit or i + hit > party.start + 1 or party.start - i - hit > far:
                    continue
                if not any(w in CLAUSE_ENDS for w in words[i : party.start]):
                    return [party]
        return self._laid_to(scene, trigger, window)

    def _laid_to(self, scene: Scene, trigger: TriggerMention, window: Window) -> list[Party]:
        """ "هجوم نسبته السلطات إلى X", "انفجار نسب إلى X": at whose door it is laid, in the clause of the trigger."""
        words, (_, high) = scene.sheet.words, scene.sheet.sentence(trigger.start)
        for i in range(trigger.end, min(trigger.end + _FAR_LAID, high)):
            if words[i] in CLAUSE_ENDS:
                break
            if words[i] in self.grammar.laid_to:
                whom = (p for p in window.after if i < p.start <= i + _FAR_LAID and p.lead in ("الي", "ل"))
                return [p for p in whom if not p.passive][:1]
        return []

    def launched(self, scene: Scene, trigger: TriggerMention) -> list[Party]:
        """ "غارات شنتها X", "شنت X غارات", "تمكنت X من تدمير": the subject of the verb that governs it.

        "صد هجوم شنه X": who beat back is not who launched.
        """
        if trigger.type in ("repelled", "equipment_loss"):
            return self._launched_before(scene, trigger)  # "تدمير مركبات يقودها X": X lost them
        before_first = trigger.entry.kind == "masdar" and trigger.entry.type in _OF_OBJECT
        ways = (self._launched_after(scene, trigger), self._launched_before(scene, trigger))
        first, second = reversed(ways) if before_first else ways
        return first or second

    def attackers(self, scene: Scene, trigger: TriggerMention) -> list[Party]:
        """ "صد هجوم شنه X": who launched what is told to be beaten back."""
        return self._launched_after(scene, trigger) if trigger.type == "repelled" else []

    def _launched_after(self, scene: Scene, trigger: TriggerMention) -> list[Party]:
        """ "غارات شنتها X", "صواريخ …، أطلقتها X": the subject of the relative clause."""
        words, (_, high) = scene.sheet.words, scene.sheet.sentence(trigger.start)
        nouns = {i for t in scene.sheet.triggers if not t.form.tense for i in range(t.start, t.end)}
        nouns |= {i for place in scene.sheet.places for i in range(place.start, place.end)}
        for i in range(trigger.end, min(trigger.end + _FAR_RELATIVE, high)):
            if i in nouns:
                continue  # "ضربة" is no "he struck it", nor "صعدة" "he raised it"
            relative = words[i].endswith(("ها", "ه", "هما")) and words[i] not in self.grammar.mutual
            if i >= trigger.end + 6 and not relative:
                continue
            if words[i] in CLAUSE_ENDS or (words[i].startswith("و") and words[i] not in self.words.launch):
                continue
            if self.subjects.launches(words[i]):
                after = next((p for p in scene.between(i + 1, high) if p.start <= i + 5), None)
                if self.subjects.grammar_word(words[min(i + 1, high - 1)], self.grammar.aircraft):
                    after = self.subjects.of_weapon(scene, i + 1)  # "نفذتها طائرة تابعة للتحالف"
                    return [after] if after is not None else []
                return [after] if after is not None and after.bare and not after.passive else []
        return []

    def _launched_before(self, scene: Scene, trigger: TriggerMention) -> list[Party]:
        """ "شنت X غارات", "تمكنت X من تدمير": the subject of the verb that governs it, with no other event between."""
        words, (low, _) = scene.sheet.words, scene.sheet.sentence(trigger.start)
        events = {t.end - 1 for t in scene.sheet.triggers if not t.form.tense and t.type not in STRIKES}
        for i in range(trigger.start - 1, max(trigger.start - _FAR_LAUNCH, low - 1), -1):
            if words[i] in SENTENCE_ENDS or words[i] in ("؛", ":") or i in events:
                break
            if self.subjects.launches(words[i]):
                if self._subject_of(scene.sheet, trigger):
                    break
                late = words[trigger.start - 1] in ("،", ",")  # a long subject, set off from its object
                if not late and self.subjects.broken(scene.sheet, i, trigger.start):
                    break
                return self._launcher(scene, trigger, i)
            if i in scene.verbs:
                break
        return []

    def _launcher(self, scene: Scene, trigger: TriggerMention, verb: int) -> list[Party]:
        """The subject of a governing verb at a token before the trigger."""
        between = [p for p in scene.between(verb + 1, trigger.start) if p.bare and not p.passive]
        plural = scene.sheet.words[verb].endswith("وا")
        if between and not plural:
            return between[:1]
        subject = self.subjects.of_aircraft(scene, verb) or self.subjects.of(scene, verb, verb + 1, plural=True)
        return [subject] if subject is not None else []

    def _accused(self, scene: Scene, trigger: TriggerMention) -> list[Party]:
        """ "اتهمت X Y باعتقال …": who is accused of it."""
        words, low = scene.sheet.words, scene.sheet.sentence(trigger.start)[0]
        if trigger.preposition != "ب" and words[trigger.start - 1 : trigger.start] != ["ب"]:
            return []
        before = [p for p in scene.between(low, trigger.start) if p.bare and trigger.start - p.end <= 2]
        accuses = any(
            words[i].startswith(self.grammar.accuse_beginnings)
            for i in range(max(low, trigger.start - 12), trigger.start)
        )
        return before[-1:] if accuses else []

    def _attempting(self, scene: Scene, trigger: TriggerMention) -> list[Party]:
        """ "محاولة X الهجوم على Y": whose attempt is told right before what is attempted."""
        words, low = scene.sheet.words, scene.sheet.sentence(trigger.start)[0]
        before = [p for p in scene.between(low, trigger.start) if p.end == trigger.start and p.start]
        return [p for p in before[-1:] if words[p.start - 1] in self.grammar.attempts]

    def _striker(self, scene: Scene, trigger: TriggerMention, window: Window) -> list[Party]:
        """The side after aircraft or guns, before the strike: "إلقاء مروحيات النظام براميل"."""
        if trigger.type not in STRIKES:
            return []
        for party in reversed(window.before):
            if party.owner or scene.sheet.clause_break(party.end, trigger.start):
                return []
            lead = scene.sheet.words[max(party.start - 4, 0) : party.start + 1]
            if any(s.stem in self.words.doing for w in lead for s in splits(w) if not s.pronoun):
                return [party]
        return []

    def _genitive(self, scene: Scene, trigger: TriggerMention, window: Window) -> list[Party]:
        """The genitive after a noun ("هجوم داعش", "غارات لطائرات التحالف"); none where that is the object."""
        sheet = scene.sheet
        transitive = trigger.entry.type in _OF_OBJECT and trigger.entry.id != "infiltrate"
        theirs = self._theirs(sheet, trigger)
        object_first = trigger.entry.kind == "masdar" and transitive and not theirs
        first = window.after[0] if window.after else None
        if first is not None and not theirs and not first.passive:
            gap = first.start - trigger.end
            described = all(w.startswith("ال") for w in sheet.words[trigger.end : first.start])
            close = gap <= 1 or (gap == 2 and described)
            # An adjective ends a genitive: "استهدفت ضربة جوية المسلحين", not "استهدفت غارات التحالف بلدة".
            object_ = self._subject_of(sheet, trigger) and trigger.end - trigger.start + gap > 1
            # "هجمات X": what they have is the attack itself.
            own = first.owner and gap == 0 and trigger.entry.kind == "noun"
            close = close and (first.bare or own) and not object_
            near = gap <= 3 if first.lead == "ل" and not first.owner else close
            near = near and (not object_first or first.kind == "adjective")
            if (
                near
                and not sheet.clause_break(trigger.end, first.start)
                and not scene.verb_in(trigger.end, first.start)
            ):
                return [first]
        if theirs:
            before = [p for p in window.before if p.bare or self._doing(sheet, p)]
            before = [p for p in before if not p.passive and p.kind != "adjective"]
            return before[-1:]
        return []

    @staticmethod
    def _theirs(sheet: Sheet, trigger: TriggerMention) -> bool:
        """ "سيطرتهم على", "هجومها": whether a pronoun tells whose the deed of a noun is."""
        phrase = trigger.end - trigger.start > 1 and not trigger.form.tense
        return bool(trigger.pronoun) or (phrase and sheet.words[trigger.start].endswith(_POSSESSIVE))

    def _doing(self, sheet: Sheet, party: Party) -> bool:
        """ "بعد تقدم X وسيطرتهم على Y": whether what a side is told to have is a deed of its own."""
        return party.owner and party.start > 0 and sheet.words[party.start - 1] in self.grammar.deeds_or_things

    def _belonging(self, scene: Scene, trigger: TriggerMention, window: Window) -> list[Party]:
        """ "غارة … للتحالف", "قصف من قوات النظام", "بصواريخ النظام": whose the strike or what struck is."""
        if trigger.type not in _ATTACKS:
            return []
        words = scene.sheet.words
        for party in window.after:
            if party.passive or scene.verb_in(trigger.end, party.start) or party.start - trigger.end > _FAR_TARGET:
                return []
            before = words[party.start - 1]
            armed = any(h.preposition == "ب" and h.form in self.grammar.weapons for h in heads(before))
            its_own = party.lead == "ل" and not party.owner and party.kind not in ("country", "capital")
            # "ضبط شبكة لX": the network is X's, and who is arrested arrested nobody.
            its_own = its_own and (trigger.type != "arrest" or party.start == trigger.end)
            source = party.lead == "من" and before == "من" and party.start - trigger.end <= 4
            if armed or its_own or (source and party.kind not in ("country", "capital")):
                return [party]
        return []

    def _killers(self, scene: Scene, trigger: TriggerMention) -> list[Party]:
        """ "X يقتل ثلاثة في إنزال جوي", "X يعتقل رجلا بعملية إنزال": the subject of the verb before the attack."""
        low, _ = scene.sheet.sentence(trigger.start)
        verbs = [o for o in scene.sheet.outcomes if low <= o.start < trigger.start and o.entry.kind == "verb"]
        if not verbs or trigger.type not in _ATTACKS or not verbs[-1].entry.active or verbs[-1].conjunction:
            return []
        led = trigger.preposition == "ب" or scene.sheet.words[trigger.start - 1] == "في"
        if not led and not any(verbs[-1].end == q.start for q in scene.sheet.quantities):
            return []
        before = [p for p in scene.between(low, verbs[-1].start) if p.bare and not p.passive and p.kind != "adjective"]
        return before[-1:] if before and before[-1].end == verbs[-1].start else []

    def _announcer(self, scene: Scene, trigger: TriggerMention) -> list[Party]:
        """ "أعلن الجيش تدمير …": who announces it did it."""
        if trigger.type not in _ANNOUNCED:
            return []
        speaker = self.subjects.speaker(scene, trigger.start)
        if speaker is None:
            side = speaking_side(scene.sheet, claimant_at(scene.sheet, trigger.start), trigger.start)
            armed = side is not None and side.victims in ("military", "nonstate")
            return [p for p in scene.parties if side is not None and armed and p.start <= side.start < p.end]
        if self.subjects.broken(scene.sheet, speaker.end, trigger.start):
            return []
        return [speaker]
