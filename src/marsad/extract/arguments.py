"""Arguments of an event: who did it to whom, as Arabic orders them.

A verb is followed by its subject, then its object (VSO) or preceded by its subject; a verbal noun takes its doer as a
genitive or an adjective ("قصف القوات التركية", "قصف روسي"), in a clause after it ("هجوم شنته X على Y"), or from the
verb that governs it ("شنت X غارات", "تمكنت X من تدمير"); prepositions tell the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from marsad.extract.parties import Party
from marsad.extract.sheet import CLAUSE_ENDS, SENTENCE_ENDS, Sheet, TriggerMention
from marsad.extract.subjects import Scene, Subjects
from marsad.extract.talks import Talks
from marsad.lexicon.grammar import ArgumentGrammar
from marsad.lexicon.index import WordIndex
from marsad.lexicon.roles import RoleWords
from marsad.text.clitics import heads, splits

_FAR_TARGET: Final = 16
_FAR_BETWEEN: Final = 18
_FAR_LAUNCH: Final = 24
_FAR_RELATIVE: Final = 18  # words to a relative clause that says who did it ("صواريخ …، أطلقتها X")
_TALKS: Final = frozenset({"meeting", "call", "agreement"})
_ATTACKS: Final = frozenset({"airstrike", "shelling", "drone_strike", "clash", "arrest", "ied", "deployment"})
_STRIKES: Final = frozenset({"airstrike", "shelling", "drone_strike"})
# Verbal nouns of these are followed by what they are done to.
_OF_OBJECT: Final = frozenset({"clash", "killing", "territory_taken", "equipment_loss", "abduction", "arrest"})
# Who announces one of these, and no other doer is told, did it.
_ANNOUNCED: Final = frozenset({"territory_taken", "equipment_loss", "repelled", "arrest", "deployment", "withdrawal"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Labels of who did it, and of whom or what was hit, in the order of the text."""

    actors: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The parties around a trigger: before it in its sentence, in it, and after it inside its stretch."""

    before: tuple[Party, ...]
    inside: tuple[Party, ...]
    after: tuple[Party, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """Finds roles; `words` are the role words of the lexicon."""

    words: RoleWords
    grammar: ArgumentGrammar
    subjects: Subjects

    def of(self, scene: Scene, trigger: TriggerMention, stretch: tuple[int, int]) -> Roles:
        """The roles of a trigger, looked for in tokens `stretch` of its sentence."""
        window = _window(scene, trigger, stretch)
        talks = Talks(words=self.words, grammar=self.grammar, subjects=self.subjects)
        if trigger.type in _TALKS:
            return Roles(talks.talkers(scene, trigger), ())
        if trigger.type == "statement":
            return Roles(*talks.statement(scene, trigger))
        if self.mutual(scene.sheet, trigger):
            return self._symmetric(scene, trigger, window)
        if trigger.entry.id == "crash":
            hurt = [p for p in window.after if p.start <= trigger.end + 3 and p.lead in ("", "ل")][:1]
            return Roles(("unknown",), _labels(hurt))
        if trigger.entry.roles == "object_only":
            return self._object_only(scene, trigger, window)
        doers = self._doers(scene, trigger, window)
        if not doers and self._nobody_knows(scene.sheet, trigger):
            return Roles(("unknown",), _labels(self._targets(scene, trigger, window, ())))
        if trigger.entry.roles == "subject_only":
            return Roles(_labels(doers), ())
        targets = self._targets(scene, trigger, window, doers)
        return Roles(_labels(doers), _labels(targets, without=_labels(doers)))

    # ---- two sides of one clash

    def mutual(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """Whether each side does it to the other: a clash, "قصف مدفعي متبادل"."""
        following = sheet.words[trigger.end : trigger.end + 2]
        told = any(w in self.grammar.mutual or w in self.grammar.joint for w in following)
        return trigger.entry.roles == "symmetric" or told

    def _symmetric(self, scene: Scene, trigger: TriggerMention, window: Window) -> Roles:
        """ "اشتباكات بين X وY", "اشتبكت X مع Y": both are actors and both are targets."""
        between = self.between(scene, trigger.end, window.after)
        if any(w in self.grammar.joint for w in scene.sheet.words[trigger.end : trigger.end + 3]):
            return Roles(_labels(between), ())  # "عملية مشتركة بين X وY"
        if len(_labels(between)) >= 2:
            chosen = between
        else:
            partner = between or self._partner(scene, trigger, window)
            first = self._first_side(scene, trigger, window, partner)
            chosen = [*first, *(p for p in partner if p not in first)]
        labels = _labels([p for p in chosen if not p.passive])
        return Roles(labels, labels if len(labels) > 1 else ())

    def _first_side(
        self, scene: Scene, trigger: TriggerMention, window: Window, partner: Sequence[Party]
    ) -> list[Party]:
        """The side that clashes: the subject of a verb, the one that wages it, the genitive, else the one before."""
        launched = self._launched(scene, trigger)
        if launched:
            return launched
        if self._verbal(scene, trigger):
            subject = self.subjects.of_trigger(scene, trigger)
            return [subject] if subject is not None else []
        genitive = [p for p in window.after if p.bare and p.start - trigger.end <= 1 and p not in partner]
        if genitive:
            return genitive[:1]
        before = [p for p in window.before if p.bare and not p.passive and p.kind not in ("country", "capital")]
        return before[-1:]

    def between(self, scene: Scene, at: int, parties: Sequence[Party]) -> list[Party]:
        """The parties that "بين" joins, looked for from token `at` on: the first after it, and those that و adds."""
        words, sides = scene.sheet.words, [p for p in parties if not p.passive]
        for i in range(at, min(at + _FAR_BETWEEN, len(words))):
            if words[i] in (".", "\n"):
                break
            if not _phrase(self.words.between, words, i):
                continue
            out: list[Party] = []
            for party in (p for p in sides if p.start > i):
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
        by = self._by(scene, trigger, window)
        partner = [] if by else self._partner(scene, trigger, window)
        doers = by or partner
        others = [p for p in window.after if p not in doers and p.start - trigger.end <= _FAR_TARGET]
        others = [p for p in others if self._suffers(scene.sheet, p)]
        hit = others[:1] if others and not scene.verb_in(trigger.end, others[0].start) else []
        return Roles(_labels(doers), _labels(hit, without=_labels(doers)))

    def _suffers(self, sheet: Sheet, party: Party) -> bool:
        """Whether a party after "مقتل" and the like can be who died: one it names, or one they are of."""
        if party.kind in ("capital", "country"):
            return False
        before = sheet.words[party.start - 2] if party.start > 1 else ""
        of_it = party.lead == "في" and self.subjects.grammar_word(before, self.grammar.members)
        return of_it or party.lead not in self.grammar.source

    def _doers(self, scene: Scene, trigger: TriggerMention, window: Window) -> list[Party]:
        inside = [p for p in window.inside if not p.passive]
        subject = self.subjects.of_trigger(scene, trigger) if self._verbal(scene, trigger) and not inside else None
        if subject is not None:
            return [subject, *self._helpers(scene, trigger, subject)]
        found = inside or self._by(scene, trigger, window) or self._adjective(trigger, window)
        if found:
            return [*found, *self._helpers(scene, trigger, found[0])]
        launched = self._launched(scene, trigger)
        if launched:
            return [*launched, *self._helpers(scene, trigger, launched[0])]
        if self._verbal(scene, trigger):
            return []
        return (
            self._accused(scene, trigger)
            or self._genitive(scene, trigger, window)
            or self._belonging(scene, trigger, window)
            or self._killers(scene, trigger)
            or self._striker(scene, trigger, window)
            or self._announcer(scene, trigger)
        )

    def _nobody_knows(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """ "قصف صاروخي مجهول", "طيران مجهول الهوية": the report says that it is not known who did it."""
        near = sheet.words[max(trigger.start - 3, 0) : trigger.end + 4]
        return any(w.removeprefix("ال").startswith(self.grammar.unknown_beginnings) for w in near)

    def _verbal(self, scene: Scene, trigger: TriggerMention) -> bool:
        """Whether a trigger is a verb, or a phrase that begins with one ("أطلقت النار على", "حاولت التسلل")."""
        first = scene.sheet.words[trigger.start]
        return trigger.entry.kind == "verb" or (trigger.end - trigger.start > 1 and self.subjects.launches(first))

    def _helpers(self, scene: Scene, trigger: TriggerMention, doer: Party) -> list[Party]:
        """ "بمشاركة X", "بدعم من طيران X": who is said to do it beside the doer, in the same sentence."""
        words, (low, high) = scene.sheet.words, scene.sheet.sentence(trigger.start)
        out = []
        for party in scene.between(low, high):
            lead = words[max(party.start - 3, low) : party.start]
            helps = party is not doer and any(w.removeprefix("و") in self.grammar.helping for w in lead)
            start, end = sorted((party.start, trigger.start))
            if helps and party.start >= doer.start and not scene.verb_in(start, end):
                out.append(party)
        return out

    @staticmethod
    def _adjective(trigger: TriggerMention, window: Window) -> list[Party]:
        """ "قصف روسي", "الغارات الجوية التركية"."""
        if trigger.form.tense:
            return []
        return [p for p in window.after if p.kind == "adjective" and p.start <= trigger.end + 2 and not p.lead][:1]

    def _by(self, scene: Scene, trigger: TriggerMention, window: Window) -> list[Party]:
        """ "من قبل X", "على يد X" after the trigger."""
        words = scene.sheet.words
        for party in window.after:
            for i in range(max(trigger.end, party.start - 5), party.start + 1):
                hit = _phrase(self.words.by, words, i)
                if not hit or i + hit > party.start + 1 or party.start - i - hit > 3:
                    continue
                if not any(w in CLAUSE_ENDS for w in words[i : party.start]):
                    return [party]
        return []

    def _launched(self, scene: Scene, trigger: TriggerMention) -> list[Party]:
        """ "غارات شنتها X", "شنت X غارات", "تمكنت X من تدمير": the subject of the verb that governs it."""
        before_first = trigger.entry.kind == "masdar" and trigger.entry.type in _OF_OBJECT
        ways = (self._launched_after(scene, trigger), self._launched_before(scene, trigger))
        first, second = reversed(ways) if before_first else ways
        return first or second

    def _launched_after(self, scene: Scene, trigger: TriggerMention) -> list[Party]:
        """ "غارات شنتها X", "صواريخ …، أطلقتها X": the subject of the relative clause."""
        words, (_, high) = scene.sheet.words, scene.sheet.sentence(trigger.start)
        for i in range(trigger.end, min(trigger.end + _FAR_RELATIVE, high)):
            relative = words[i].endswith(("ها", "ه", "هما")) and words[i] not in self.grammar.mutual
            if i >= trigger.end + 6 and not relative:
                continue
            if words[i] in CLAUSE_ENDS or (words[i].startswith("و") and words[i] not in self.words.launch):
                continue
            if self.subjects.launches(words[i]):
                after = next((p for p in scene.between(i + 1, high) if p.start <= i + 5), None)
                return [after] if after is not None and after.bare and not after.passive else []
        return []

    def _launched_before(self, scene: Scene, trigger: TriggerMention) -> list[Party]:
        """ "شنت X غارات", "تمكنت X من تدمير": the subject of the verb that governs it, with no other event between."""
        words, (low, _) = scene.sheet.words, scene.sheet.sentence(trigger.start)
        events = {t.end - 1 for t in scene.sheet.triggers if not t.form.tense and t.type not in _STRIKES}
        for i in range(trigger.start - 1, max(trigger.start - _FAR_LAUNCH, low - 1), -1):
            if words[i] in SENTENCE_ENDS or words[i] in ("؛", ":") or i in events:
                break
            if self.subjects.launches(words[i]):
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
        subject = self.subjects.of(scene, verb, verb + 1, plural=True)
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

    def _striker(self, scene: Scene, trigger: TriggerMention, window: Window) -> list[Party]:
        """The side after aircraft or guns, before the strike: "إلقاء مروحيات النظام براميل"."""
        if trigger.type not in _STRIKES:
            return []
        for party in reversed(window.before):
            if scene.sheet.clause_break(party.end, trigger.start):
                return []
            lead = scene.sheet.words[max(party.start - 4, 0) : party.start + 1]
            if any(s.stem in self.words.doing for w in lead for s in splits(w) if not s.pronoun):
                return [party]
        return []

    def _genitive(self, scene: Scene, trigger: TriggerMention, window: Window) -> list[Party]:
        """The genitive after a noun ("هجوم داعش", "غارات لطائرات التحالف"); none where that is the object."""
        sheet = scene.sheet
        transitive = trigger.entry.type in _OF_OBJECT and trigger.entry.id != "infiltrate"
        object_first = trigger.entry.kind == "masdar" and transitive and not trigger.pronoun
        first = window.after[0] if window.after else None
        if first is not None and not trigger.pronoun and not first.passive:
            gap = first.start - trigger.end
            described = all(w.startswith("ال") for w in sheet.words[trigger.end : first.start])
            close = gap <= 1 or (gap == 2 and described)
            near = gap <= 3 if first.lead == "ل" and not first.owner else close and first.bare
            if (
                near
                and not sheet.clause_break(trigger.end, first.start)
                and not scene.verb_in(trigger.end, first.start)
            ):
                if not object_first or first.kind == "adjective":
                    return [first]
                if trigger.entry.type in ("territory_taken", "clash") and self._takes_on(sheet, first):
                    return [first]  # "سيطرة X على Y", "هجوم X على Y"
        if trigger.pronoun:
            before = [p for p in window.before if p.bare and not p.passive]
            return before[-1:]
        return []

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
            source = party.lead == "من" and before == "من" and party.start - trigger.end <= 4
            if armed or its_own or (source and party.kind not in ("country", "capital")):
                return [party]
        return []

    def _killers(self, scene: Scene, trigger: TriggerMention) -> list[Party]:
        """ "X يقتل ثلاثة في إنزال جوي": the subject of the verb of killing before the attack."""
        low, _ = scene.sheet.sentence(trigger.start)
        verbs = [o for o in scene.sheet.outcomes if low <= o.start < trigger.start and o.entry.kind == "verb"]
        if not verbs or trigger.type not in _ATTACKS or not verbs[-1].entry.active or verbs[-1].conjunction:
            return []
        if not any(verbs[-1].end == q.start for q in scene.sheet.quantities):
            return []
        before = [p for p in scene.between(low, verbs[-1].start) if p.bare and not p.passive and p.kind != "adjective"]
        return before[-1:] if before and before[-1].end == verbs[-1].start else []

    @staticmethod
    def _takes_on(sheet: Sheet, party: Party) -> bool:
        return any(w == "على" for w in sheet.words[party.end : party.end + 3])

    def _announcer(self, scene: Scene, trigger: TriggerMention) -> list[Party]:
        """ "أعلن الجيش تدمير …": who announces it did it."""
        if trigger.type not in _ANNOUNCED:
            return []
        speaker = self.subjects.speaker(scene, trigger.start)
        if speaker is None or self.subjects.broken(scene.sheet, speaker.end, trigger.start):
            return []
        return [speaker]

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
        if party.owner or party.lead in self.words.hit or (party.lead == "ل" and has_doer):
            return not any(w in (".", "\n") for w in sheet.words[trigger.end : party.start])
        return any(
            h.form in self.words.hit
            for i in range(max(party.start - 4, trigger.end), party.start)
            for h in heads(sheet.words[i])
            if not h.preposition and not sheet.clause_break(i + 1, party.start)
            if not scene.verb_in(i + 1, party.start)
        )


def _window(scene: Scene, trigger: TriggerMention, stretch: tuple[int, int]) -> Window:
    low, high = stretch
    inside = tuple(p for p in scene.parties if trigger.start <= p.start < trigger.end)
    return Window(
        before=tuple(p for p in scene.parties if low <= p.start and p.end <= trigger.start),
        inside=inside,
        after=tuple(_cut(p, trigger) for p in scene.parties if p.end > trigger.end and trigger.start < p.start < high),
    )


def _cut(party: Party, trigger: TriggerMention) -> Party:
    """A party without those of its sides that stand in the trigger."""
    kept = tuple(m for m in party.mentions if m.end > trigger.end) or party.mentions
    return party if kept == party.mentions else replace(party, start=kept[0].start, mentions=kept)


def _phrase(index: WordIndex[str], words: Sequence[str], i: int) -> int:
    """How many words a phrase of an index takes at a token, 0 where none begins there."""
    for head in heads(words[i]):
        hit = None if head.preposition else index.at(head.form, words, i)
        if hit:
            return hit[0]
    return 0


def _labels(parties: Sequence[Party], *, without: Sequence[str] = ()) -> tuple[str, ...]:
    found = dict.fromkeys(label for p in parties for label in p.labels)
    return tuple(label for label in found if label not in without)
