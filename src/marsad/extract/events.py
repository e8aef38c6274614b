"""Events: every distinct thing reported to have happened, to be happening, planned or denied (codebook, "Events")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.arguments import Arguments
from marsad.extract.claimants import claimant_at
from marsad.extract.completion import Completion
from marsad.extract.draft import RANK, Draft
from marsad.extract.judge import Judge
from marsad.extract.merging import Merging
from marsad.extract.named import NamedVictims
from marsad.extract.placing import Placing
from marsad.extract.sheet import DateMention, OutcomeMention, Sheet, TriggerMention
from marsad.extract.stated import Stated
from marsad.extract.status import Statuses
from marsad.extract.subjects import Scene
from marsad.extract.support import Supports
from marsad.lexicon.actors import ActorRegistry
from marsad.lexicon.entries import Trigger
from marsad.text.clitics import heads

_BESIDE: Final = 12  # words between an event and the stretch of time that is its own
_WITHOUT_ARMY: Final = frozenset({"israel_settlers"})  # their attacks are no ground fighting (codebook, "Events")
_CONCEDED: Final = 6
_NO_DEED: Final = frozenset({"die", "mourn"})  # words of a death that tell no killing of their own
_SHOT: Final = 14  # words after a death in which it is told that it was by shooting
_FEW: Final = 10  # more dead than this without an attack told are a total, no killing of individuals


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """Makes drafts of events from triggers and from deaths told without one."""

    arguments: Arguments
    statuses: Statuses
    registry: ActorRegistry
    supports: Supports
    named: NamedVictims
    merging: Merging
    judge: Judge
    completion: Completion
    placing: Placing

    def report(self, sheet: Sheet, stated: Sequence[Stated]) -> list[Draft]:
        """All events of a report, told again ones joined, in the order of the text."""
        scene = self.arguments.subjects.scene(sheet)
        drafts = [d for t in self.supports.proposed(sheet) if (d := self._draft(scene, t)) is not None]
        drafts = self.merging.joined(sheet, drafts)
        drafts += self._killings(scene, stated, drafts)
        drafts.sort(key=lambda d: d.start)
        return self.completion.complete(sheet, self.judge.kept(sheet, self.merging.told_once(sheet, drafts)))

    # ---- one draft

    def _draft(self, scene: Scene, trigger: TriggerMention) -> Draft | None:
        sheet = scene.sheet
        status = self.statuses.of(sheet, trigger)
        if status is None:
            return None
        stretch = self._stretch(sheet, trigger)
        roles = self.arguments.of(scene, trigger, stretch)
        date = self._date(sheet, trigger, stretch)
        places = self.placing.of(scene, trigger, stretch)
        kind = trigger.type
        if kind == "clash" and trigger.entry.refine and not roles.actors and any(p.place.precision for p in places):
            kind = "shelling"
        if kind == "clash" and set(roles.actors) & _WITHOUT_ARMY:
            kind = "other_violence"
        return Draft(
            start=trigger.start,
            end=trigger.end,
            type=kind,
            roles=roles,
            trigger=trigger,
            places=places,
            date=date,
            status=status,
            claimant=claimant_at(sheet, trigger.start),
            background=date is not None and not date.recent,
            definite=trigger.article or bool(trigger.pronoun) or sheet.words[trigger.start].startswith("ال"),
            mutual=self.arguments.mutual(sheet, trigger),
        )

    @staticmethod
    def _stretch(sheet: Sheet, trigger: TriggerMention) -> tuple[int, int]:
        """From the trigger before to the trigger after, inside the sentence; strikes share what follows them."""
        start, end = sheet.sentence(trigger.start)
        for other in sheet.triggers:
            if other.end <= trigger.start and other.start >= start and other.entry.type != "statement":
                start = max(start, other.end)
            if other.start >= trigger.end and other.start < end and not other.entry.political and other.conjunction:
                if other.start - trigger.end <= 1 and other.entry.kind != "verb":
                    continue  # "مواجهات وقصف متبادل بين …": both have the sides that follow
                end = other.start
                break
        return start, end

    @staticmethod
    def _date(sheet: Sheet, trigger: TriggerMention, stretch: tuple[int, int]) -> DateMention | None:
        """The words of time nearest in the stretch, else before it in the sentence, else after it."""
        low, high = sheet.sentence(trigger.start)
        told = [d for d in sheet.dates if low <= d.start < high and _tells(d, trigger)]
        inside = [d for d in told if stretch[0] <= d.start < stretch[1]]
        before = [d for d in told if d.start < trigger.start]
        near = inside or before or told
        dated = [d for d in near if d.edtf] or near
        return min(dated, key=lambda d: abs(d.start - trigger.start), default=None)

    # ---- deaths told without another event

    def _killings(self, scene: Scene, stated: Sequence[Stated], drafts: Sequence[Draft]) -> list[Draft]:
        """A named person's death, and deaths whose sentence tells no other attack."""
        out: list[Draft] = []
        for k, figure in enumerate(stated):
            word = figure.word
            if word is None or not self._by_itself(scene.sheet, figure, word, drafts):
                continue
            if any(d.type == "killing" and abs(d.start - word.start) <= 4 for d in (*drafts, *out)):
                continue
            if any(d.start == word.start for d in drafts):
                continue  # "سقوط مقاتلة": an aircraft, no fighter
            draft = self._draft(scene, _death(word))
            if draft is not None:
                draft.figures.append(k)
                out.append(draft)
        return out

    def _by_itself(self, sheet: Sheet, figure: Stated, word: OutcomeMention, drafts: Sequence[Draft]) -> bool:
        """Whether a figure tells an event of its own: one person's death, or a few where no attack is told near."""
        if figure.outcome != "killed" or figure.whole is not None or word.entry.kind not in ("masdar", "verb", "light"):
            return False
        people = figure.people
        if people.named or (people.low == people.high == 1 and self._has_name(sheet, people.end)):
            return True
        if self._conceded(sheet, word) or word.entry.id in _NO_DEED:
            return False
        near = range(sheet.sentence_of[word.start] - 1, sheet.sentence_of[word.start] + 1)
        headline = word.start < sheet.title_end  # the attack that a headline's dead are of may be told anywhere
        attack = any((headline or sheet.sentence_of[d.start] in near) and d.type in RANK for d in drafts)
        if people.low == people.high == 1 and people.noun is not None:
            shot = sheet.words[word.start : min(word.start + _SHOT, sheet.sentence(word.start)[1])]
            return any(w in self.statuses.words["shot"] for w in shot) or not any(
                d.type in RANK and sheet.same_sentence(d.start, word.start) for d in drafts
            )
        return not attack and (people.low or 99) <= _FEW and not word.entry.people_only

    def _has_name(self, sheet: Sheet, at: int) -> bool:
        """Whether a person's name follows: "الشاب يوسف محيسن"."""
        if at >= len(sheet.words):
            return False
        end = sheet.sentence(at)[1]
        adjectives = next((i for i in range(at, min(at + 3, end)) if not sheet.words[i].startswith("ال")), at)
        ali = adjectives + (sheet.words[adjectives] == "علي" and sheet.text(adjectives, adjectives + 1).endswith("ي"))
        return any(self.named.name_length(sheet, i, end) >= 2 - (i > adjectives) for i in {at, adjectives, ali})

    def _conceded(self, sheet: Sheet, word: OutcomeMention) -> bool:
        """ "أقرت بمقتل خمسة": a toll that its own side concedes."""
        low, _ = sheet.sentence(word.start)
        before = sheet.words[max(low, word.start - _CONCEDED) : word.start]
        return any(h.form in self.statuses.words["concedes"] for w in before for h in heads(w))


def _tells(date: DateMention, trigger: TriggerMention) -> bool:
    """Whether words of time may tell when something happened: a stretch only right beside it."""
    return not date.period or abs(date.start - trigger.start) <= _BESIDE


_KILLING: Final = Trigger(
    id="killed", gloss="a death told as the event", type="killing", kind="masdar", roles="object_only"
)


def _death(word: OutcomeMention) -> TriggerMention:
    """The word of an outcome as the trigger of a killing."""
    return TriggerMention(
        start=word.start,
        end=word.end,
        entry=_KILLING,
        form=word.form,
        type="killing",
        article=word.article,
        pronoun=word.pronoun,
        conjunction=word.conjunction,
        preposition=word.preposition,
    )
