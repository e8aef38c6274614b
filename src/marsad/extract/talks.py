"""Who talks, and who states what of whom: meetings, calls, agreements and statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from marsad.extract.parties import VOICE, Party
from marsad.extract.sheet import TriggerMention
from marsad.extract.subjects import Scene, Subjects
from marsad.lexicon.grammar import ArgumentGrammar
from marsad.lexicon.roles import RoleWords

_NEAR: Final = 14
_MOST: Final = 3
_CLOSE: Final = 8


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
        named = [*before[-2:], *after[:3]]
        return tuple(dict.fromkeys(label for p in named for label in p.labels if label != "militants"))[:_MOST]

    def statement(self, scene: Scene, trigger: TriggerMention) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who states, and whom it is said of or to."""
        who = self._who(scene, trigger)
        _, high = scene.sheet.sentence(trigger.start)
        start = max(trigger.end, who.end if who is not None else 0)
        whom: list[Party] = []
        for party in scene.between(start, min(high, start + _NEAR)):
            if scene.sheet.clause_break(start, party.start) or (whom and scene.verb_in(start, party.start)):
                break
            placed = party.kind in ("country", "capital") and party.lead in ("في", "من")
            if party is not who and not party.passive and not placed:
                whom.append(party)
        actors = who.labels if who is not None else ()
        targets = tuple(dict.fromkeys(label for p in whom[:1] for label in p.labels if label not in actors))
        return actors, targets

    def _who(self, scene: Scene, trigger: TriggerMention) -> Party | None:
        """The subject of a verb of stating; of a participle ("متهمة", "داعيا") that of the verb before it."""
        if trigger.form.tense:
            _, high = scene.sheet.sentence(trigger.start)
            after = scene.between(trigger.end, min(high, trigger.end + _CLOSE))
            if trigger.conjunction and len(after) == 1 and after[0].bare:
                went_on = self.subjects.of(scene, trigger.start, trigger.end, plural=True)
                if went_on is not None:
                    return went_on  # "قام X … وطالب Y بـ": the one side that follows is its object
            voice = [p for p in after[:1] if p.lead in (VOICE, "باسم", "في") and not p.passive]
            return voice[0] if voice else self.subjects.of_trigger(scene, trigger) or self._voice_before(scene, trigger)
        said = self._voice_before(scene, trigger)
        if said is not None:
            return said
        speaker = self.subjects.speaker(scene, trigger.start)
        if speaker is not None:
            return speaker
        low = scene.sheet.sentence(trigger.start)[0]
        before = [p for p in scene.between(low, trigger.start) if not p.passive and p.bare]
        return before[0] if before else None

    def _voice_before(self, scene: Scene, trigger: TriggerMention) -> Party | None:
        """ "نفى متحدث باسم X … واتهم", "يقول ضباط X …، متهمين": the one who has just spoken in the sentence."""
        low, _ = scene.sheet.sentence(trigger.start)
        said = next(
            (i for i in range(trigger.start - 1, low - 1, -1) if self.subjects.says(scene.sheet.words[i])), None
        )
        if said is None:
            return None
        near = [p for p in scene.between(said, trigger.start) if not p.passive and p.start - said <= 6]
        return near[0] if near else None


def _talks(party: Party) -> bool:
    return not party.passive and party.lead not in ("في", "من", "ب", "عن", "على") and not party.owner
