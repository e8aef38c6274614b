"""Who talks, and who states what of whom: meetings, calls, agreements and statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from marsad.extract.parties import VOICE, Party
from marsad.extract.sheet import SideMention, TriggerMention
from marsad.extract.speakers import follows, side_in_name, speaking_side, stated_by
from marsad.extract.subjects import Scene, Subjects
from marsad.extract.windows import phrase_at
from marsad.lexicon.grammar import ArgumentGrammar
from marsad.lexicon.roles import RoleWords
from marsad.model import VIOLENT
from marsad.text.clitics import splits

_NEAR: Final = 14
_MOST: Final = 3
_DEED: Final = 24  # words from a word of condemning or asking to who is meant
_CLOSE: Final = 8
_OF_DEED: Final = 6  # words from who is accused to the deed


@dataclass(frozen=True, slots=True, kw_only=True)
class Talks:
    """Finds those who talk."""

    words: RoleWords
    grammar: ArgumentGrammar
    subjects: Subjects

    def talkers(self, scene: Scene, trigger: TriggerMention) -> tuple[str, ...]:
        """Who meets, telephones or agrees: the subject, the genitive, and those that مع and بين lead to."""
        low, high = scene.sheet.sentence(trigger.start)
        after = [p for p in scene.between(trigger.end, min(high, trigger.end + _NEAR)) if _talks(p)]
        before = [p for p in scene.between(max(low, trigger.start - _NEAR), trigger.start) if _talks(p)]
        after = [p for p in after if not scene.verb_in(trigger.end, p.start)]
        after = [p for p in after if p.lead == "مع" or not self._topic(scene, trigger.end, p.start)]
        named = [*before[-2:], *after[:3]]
        return tuple(dict.fromkeys(label for p in named for label in p.labels if label != "militants"))[:_MOST]

    def _topic(self, scene: Scene, start: int, end: int) -> bool:
        """ "محادثات حول التصدي لـX": whether a word leads from talks to what they are about."""
        return any(self.subjects.grammar_word(w, self.grammar.about) for w in scene.sheet.words[start:end])

    def statement(self, scene: Scene, trigger: TriggerMention) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who states, and whom it is said of or to."""
        who = self._who(scene, trigger)
        actors = who.labels if who is not None else ()
        start = max(trigger.end, who.end if who is not None else 0)
        if self._begins_with(scene, trigger, self.grammar.accuse_beginnings) and trigger.form.tense:
            whom = self._accused(scene, who, start) or self._spoken_of(scene, trigger, who, start)
            return actors, tuple(dict.fromkeys(label for p in whom for label in p.labels if label not in actors))
        if self._begins_with(scene, trigger, self.grammar.denies_beginnings):
            return actors, ()  # who denies or admits something says it of himself
        if self._begins_with(scene, trigger, self.grammar.condemns_beginnings):
            whom = self._condemned(scene, trigger, start)
        elif self._begins_with(scene, trigger, self.grammar.asks_beginnings):
            whom = self._asked(scene, trigger, who, start)
        else:
            whom = self._spoken_of(scene, trigger, who, start)
        return actors, tuple(dict.fromkeys(label for p in whom for label in p.labels if label not in actors))

    @staticmethod
    def _begins_with(scene: Scene, trigger: TriggerMention, beginnings: tuple[str, ...]) -> bool:
        """Whether the word of a statement is one of some verbs, a conjunction perhaps joined to it."""
        return any(s.stem.startswith(beginnings) for s in splits(scene.sheet.words[trigger.start]))

    def _spoken_of(self, scene: Scene, trigger: TriggerMention, who: Party | None, start: int) -> list[Party]:
        """The side that a statement is of: the first named after it in its clause."""
        _, high = scene.sheet.sentence(trigger.start)
        for party in scene.between(start, min(high, start + _NEAR)):
            if who is not None and set(party.labels) <= set(who.labels):
                start = party.end if party.start <= start + 1 else start  # "الرئيس X فلان"
                continue
            if scene.sheet.clause_break(start, party.start) and not self._set_off(scene, start, party.start):
                break
            if not party.passive and not _where(party):
                return [party]
        return []

    @staticmethod
    def _set_off(scene: Scene, start: int, end: int) -> bool:
        """ "توعد فلان، اليوم، بسحق X": whether marks only set a speaker and a day off from what the verb governs."""
        dated = {i for d in scene.sheet.dates for i in range(d.start, d.end)}
        words = scene.sheet.words
        aside = (i for i in range(start, end) if i not in dated and words[i].isalpha())
        first = next(aside, end)
        return start < first < end and words[first][0] in "بل" and not scene.sheet.clause_break(first, end)

    def _accused(self, scene: Scene, who: Party | None, start: int) -> list[Party]:
        """ "اتهمت X، التي …، Y، أمس، بقصف": who is followed by the deed that ب leads to, a day and marks between."""
        _, high = scene.sheet.sentence(start)
        deeds = {t.start for t in scene.sheet.triggers if t.preposition == "ب"}
        deeds |= {o.start for o in scene.sheet.outcomes if o.preposition == "ب"}
        dated = {i for d in scene.sheet.dates for i in range(d.start, d.end)}
        for party in scene.between(start, high):
            if party is who or party.passive or not party.bare:
                continue
            for i in range(party.end, min(party.end + _OF_DEED, high)):
                if i in deeds or self.grammar.of_deed(scene.sheet.words[i]):
                    return [party]
                if (
                    i not in dated
                    and scene.sheet.words[i] not in self.grammar.quotes
                    and scene.sheet.words[i].isalpha()
                ):
                    break
        return []

    def _condemned(self, scene: Scene, trigger: TriggerMention, start: int) -> list[Party]:
        """Who did what is condemned: "الجريمة التي ارتكبها X", "هجمات X"; nobody named beside it ("رضيع فلسطيني")."""
        words, (_, high) = scene.sheet.words, scene.sheet.sentence(trigger.start)
        later = [t for t in scene.sheet.triggers if t.start > trigger.start]
        high = next((t.start for t in later if t.type == "statement" and t.form.tense and t.start < high), high)
        deeds = {t.end for t in later if t.type in VIOLENT}
        for party in scene.between(start, min(high, start + _DEED)):
            before = words[party.start - 1]
            did = self.subjects.launches(before) or party.start in deeds or before in self.grammar.deeds
            by = any(phrase_at(self.words.by, words, i) for i in range(max(party.start - 3, start), party.start))
            if (did or by) and not party.passive:
                return [party]
        return []

    def _asked(self, scene: Scene, trigger: TriggerMention, who: Party | None, start: int) -> list[Party]:
        """Of whom something is asked ("طالب X، في بيان، Y بـ"): the first after the speaker that nothing leads to."""
        _, high = scene.sheet.sentence(trigger.start)
        for party in scene.between(start, min(high, start + _DEED)):
            if scene.verb_in(start, party.start):
                break
            asked = party.bare or party.lead in ("من", "إلى", "ل", "بين")
            people = party.kind != "adjective" or party.start == start
            if party is not who and asked and people and not (_where(party) and party.lead == "في"):
                return [party]
        return self._spoken_of(scene, trigger, who, start)

    def _who(self, scene: Scene, trigger: TriggerMention) -> Party | None:
        """The subject of a verb of stating; of a participle ("متهمة", "داعيا") that of the verb before it."""
        if not trigger.form.tense or self._goes_on(scene, trigger):
            return self._who_spoke(scene, trigger)
        if self._of_us(scene, trigger):
            return self._speaking(scene, trigger) or self._who_spoke(scene, trigger)
        made = stated_by(scene.sheet, trigger.start)
        if made is not None and made.claimant and not self._subject_told_before(scene, trigger):
            named = side_in_name(scene.sheet, made)
            if named is not None:
                return self._party_of(scene, named)
            if follows(scene.sheet, made, trigger.end):
                return None  # "وطالب اتحاد الصيادين الحكومة بـ": whoever states is no side
        if self._carried(scene, trigger):
            return self._speaking(scene, trigger)
        return self._finite(scene, trigger)

    def _speaking(self, scene: Scene, trigger: TriggerMention) -> Party | None:
        """The side in the name of who spoke last before a trigger."""
        said = [a for a in scene.sheet.attributions if a.start <= trigger.start and a.kind != "stated"]
        side = speaking_side(scene.sheet, said[-1].claimant, trigger.start) if said else None
        return self._party_of(scene, side) if side is not None else None

    @staticmethod
    def _of_us(scene: Scene, trigger: TriggerMention) -> bool:
        """ "كما نطالب المجتمع الدولي": a verb in the first person plural, whose subject is who speaks."""
        word = scene.sheet.words[trigger.start].removeprefix("و")
        return trigger.form.tense == "imperfect" and word.startswith("ن")

    def _finite(self, scene: Scene, trigger: TriggerMention) -> Party | None:
        """The subject of a finite verb of stating by the sides around it."""
        _, high = scene.sheet.sentence(trigger.start)
        after = scene.between(trigger.end, min(high, trigger.end + _CLOSE))
        bare = [p for p in after if p.bare and p.kind != "adjective"]
        if trigger.conjunction and len(bare) == 1 and bare[0] is after[0]:
            went_on = self.subjects.of(scene, trigger.start, trigger.end, plural=True)
            if went_on is not None:
                return went_on  # "قام X … وطالب Y بـ": the one side that follows is its object
        voice = [p for p in after[:1] if p.lead in (VOICE, "باسم", "في") and not p.passive]
        voice = voice or [p for p in after[:1] if self._of_office(scene, trigger, p)]
        low = scene.sheet.sentence(trigger.start)[0]
        last = next((i for i in range(trigger.start - 1, low, -1) if i in scene.verbs), low)
        if not voice and not bare and trigger.conjunction and self.subjects.relative(scene.sheet.words[last]):
            went_on = self._voice_before(scene, trigger)
            if went_on is not None:
                return went_on  # "أعلن X مقتل فلان في هجوم شنه Y، وتوعد بالرد"
        return voice[0] if voice else self.subjects.of_trigger(scene, trigger) or self._voice_before(scene, trigger)

    def _goes_on(self, scene: Scene, trigger: TriggerMention) -> bool:
        """Whether a word of stating is a participle, of which who has just spoken is the subject."""
        return any(s.stem in self.grammar.stating_on for s in splits(scene.sheet.words[trigger.start]))

    def _who_spoke(self, scene: Scene, trigger: TriggerMention) -> Party | None:
        """Who spoke last before a participle or a noun of stating, in its sentence."""
        low = scene.sheet.sentence(trigger.start)[0]
        made = [a for a in scene.sheet.attributions if low <= a.start < trigger.start and a.kind != "particle"]
        if made and self._goes_on(scene, trigger):
            named = side_in_name(scene.sheet, made[-1]) or speaking_side(scene.sheet, made[-1].claimant, trigger.start)
            return self._party_of(scene, named) if named is not None else None
        said = self._voice_before(scene, trigger)
        if said is not None:
            return said
        speaker = self.subjects.speaker(scene, trigger.start)
        if speaker is not None:
            return speaker
        before = [p for p in scene.between(low, trigger.start) if not p.passive and p.bare]
        return before[0] if before else None

    def _subject_told_before(self, scene: Scene, trigger: TriggerMention) -> bool:
        """ "مجلس المحافظة يطالب الحكومة": a subject right before its verb."""
        return self.subjects.close_before(scene, trigger.start) is not None

    def _carried(self, scene: Scene, trigger: TriggerMention) -> bool:
        """ "واعتبر أن …": a verb with neither subject nor object, whose subject spoke in a sentence before."""
        words, low = scene.sheet.words, scene.sheet.sentence(trigger.start)[0]
        if trigger.end >= len(words) or words[trigger.end] not in self.grammar.that:
            return False
        return all(not words[i].isalpha() for i in range(low, trigger.start))

    @staticmethod
    def _party_of(scene: Scene, mention: SideMention) -> Party:
        """The party in which a side stands, or one of it alone."""
        inside = (p for p in scene.parties if p.start <= mention.start < p.end)
        alone = Party(start=mention.start, end=mention.end, mentions=(mention,), lead="", owner=False)
        return next(inside, alone)

    @staticmethod
    def _of_office(scene: Scene, trigger: TriggerMention, party: Party) -> bool:
        """ "الأمين العام للأمم المتحدة", "الممثل الخاص للتحالف": a side whose office speaks, right after its verb."""
        office = scene.sheet.words[trigger.end : party.start]
        return party.lead == "ل" and 0 < len(office) <= 2 and all(w.startswith("ال") for w in office)

    def _voice_before(self, scene: Scene, trigger: TriggerMention) -> Party | None:
        """ "نفى متحدث باسم X … واتهم", "يقول ضباط X …، متهمين": the one who has just spoken in the sentence."""
        low, _ = scene.sheet.sentence(trigger.start)
        said = next(
            (i for i in range(trigger.start - 1, low - 1, -1) if self.subjects.says(scene.sheet.words[i])), None
        )
        if said is None:
            return None
        near = [p for p in scene.between(said, trigger.start) if not p.passive and p.start - said <= 6]
        near = [p for p in near if p.lead in ("", VOICE, "باسم", "في", "ل") and not _where(p)]
        return near[0] if near else None


def _where(party: Party) -> bool:
    """ "في روسيا": a state that is led to as a place."""
    return party.kind in ("country", "capital") and party.lead in ("في", "من")


def _talks(party: Party) -> bool:
    return not party.passive and party.lead not in ("في", "من", "ب", "عن", "على") and not party.owner
