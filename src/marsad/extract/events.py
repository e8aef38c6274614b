"""Events: every distinct thing reported to have happened, to be happening, planned or denied (codebook, "Events")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.arguments import Arguments, Roles
from marsad.extract.claimed import claimant_at
from marsad.extract.completion import Completion
from marsad.extract.deaths import Deaths
from marsad.extract.draft import Draft
from marsad.extract.judge import Judge
from marsad.extract.merging import Merging
from marsad.extract.placing import Placing
from marsad.extract.sheet import CLAUSE_ENDS, DateMention, OutcomeMention, Sheet, TriggerMention
from marsad.extract.stated import Stated
from marsad.extract.status import Statuses
from marsad.extract.subjects import Scene
from marsad.extract.support import Supports, by_weapon
from marsad.lexicon.actors import ActorRegistry
from marsad.lexicon.entries import Trigger

_SAID: Final = 9  # words from a verb of saying to the day it was said on
_BESIDE: Final = 12  # words between an event and the stretch of time that is its own
_WITHOUT_ARMY: Final = frozenset({"israel_settlers"})  # their attacks are no ground fighting (codebook, "Events")
_OCCUPYING: Final = frozenset({"israel", "civilians"})
_FROM_AIR: Final = frozenset({"intl_coalition", "saudi_coalition"})  # alliances that bomb: their "قصف" is from the air
_WITH: Final = 6  # words from a confrontation to whom it is with
_SAME: Final = 4  # words between two words of one death


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """Makes drafts of events from triggers and from deaths told without one."""

    arguments: Arguments
    statuses: Statuses
    registry: ActorRegistry
    supports: Supports
    deaths: Deaths
    merging: Merging
    judge: Judge
    completion: Completion
    placing: Placing
    that: frozenset[str]

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
        date, said = self._date(sheet, trigger, stretch)
        places = self.placing.of(scene, trigger, stretch)
        kind = trigger.type
        if kind == "clash" and trigger.entry.refine and not roles.actors and any(p.place.precision for p in places):
            kind = "shelling"
        kind = self._by_sides(sheet, trigger, kind, roles)
        return Draft(
            start=trigger.start,
            end=trigger.end,
            type=kind,
            roles=roles,
            trigger=trigger,
            places=places,
            date=date,
            said_date=said,
            status=status,
            claimant=claimant_at(sheet, trigger.start, stating=trigger.type == "statement"),
            background=date is not None and not date.recent,
            definite=trigger.article or bool(trigger.pronoun) or sheet.words[trigger.start].startswith("ال"),
            mutual=self.arguments.mutual(sheet, trigger) and not self.arguments.joint(sheet, trigger),
        )

    def _by_sides(self, sheet: Sheet, trigger: TriggerMention, kind: str, roles: Roles) -> str:
        """What the sides, or the preparing of it, make of an attack told by a word of several types."""
        actors, sides = set(roles.actors), {*roles.actors, *roles.targets}
        if kind == "territory_taken" and self.statuses.readied(sheet, trigger):
            return "clash"  # what is only prepared has taken nothing
        if kind == "clash" and (actors & _WITHOUT_ARMY or (sides and sides <= _WITHOUT_ARMY)):
            return "other_violence"
        confronted = kind == "clash" and trigger.entry.roles == "symmetric" and not trigger.form.tense
        confronted = confronted and any(trigger.end <= m.start <= trigger.end + _WITH for m in sheet.sides)
        if confronted and sheet.words[trigger.start].endswith("مواجهات") and sides and sides <= _OCCUPYING:
            return "riot"  # "مواجهات مع قوات الاحتلال" names the stone throwers by no side
        if kind == "shelling" and trigger.entry.refine and not by_weapon(trigger) and actors and actors <= _FROM_AIR:
            return "airstrike"
        return kind

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

    def _of_saying(self, sheet: Sheet, date: DateMention, trigger: TriggerMention) -> bool:
        """ "أعلن اليوم مقتل X أمس", "كما أعلنت الشرطة الأحد": the day after a verb of saying and its subject.

        What is said begins with a mark, a "that" or the word for an event; a statement is of the day it is made.
        """
        if trigger.type == "statement":
            return False
        low, _ = sheet.sentence(date.start)
        around = (*sheet.words[max(date.start - 1, low) : date.start], *sheet.words[date.end : date.end + 1])
        last = date.start - 1 - (around.count("،") == len(around) == 2)  # "تبنى التنظيم، أمس، تفجير السوق"
        for i in range(last, max(last - _SAID, low - 1), -1):
            word = sheet.words[i]
            if word in CLAUSE_ENDS or word in self.that:
                return False
            if self.arguments.subjects.says(word):
                return not any(i < t.start < date.start and t.type != "statement" for t in sheet.triggers)
        return False

    def _date(self, sheet: Sheet, trigger: TriggerMention, stretch: tuple[int, int]) -> tuple[DateMention | None, bool]:
        """The words of time nearest in the stretch, else before it in the sentence, else after it.

        And whether they only tell when it was said.
        """
        low, high = sheet.sentence(trigger.start)
        told = [d for d in sheet.dates if low <= d.start < high and _tells(d, trigger)]
        own = [d for d in told if not self._of_saying(sheet, d, trigger)]
        told = own or told
        inside = [d for d in told if stretch[0] <= d.start < stretch[1]]
        before = [d for d in told if d.start < trigger.start]
        near = inside or before or told
        dated = [d for d in near if d.edtf] or near
        return min(dated, key=lambda d: abs(d.start - trigger.start), default=None), bool(told and not own)

    # ---- deaths

    def _killings(self, scene: Scene, stated: Sequence[Stated], drafts: Sequence[Draft]) -> list[Draft]:
        """The deaths that may be events of their own; none whose word tells another event ("سقوط مقاتلة")."""
        out: list[Draft] = []
        for death in self.deaths.proposed(scene.sheet, stated, drafts):
            at = death.word.start
            if any((d.type == "killing" and abs(d.start - at) <= _SAME) or d.start == at for d in (*drafts, *out)):
                continue
            draft = self._draft(scene, _death(death.word))
            if draft is not None:
                draft.marks = death.marks
                draft.figures.extend([] if death.figure is None else [death.figure])
                out.append(draft)
        return out


def _tells(date: DateMention, trigger: TriggerMention) -> bool:
    """Whether words of time may tell when something happened: a stretch only right beside it."""
    return not date.since or abs(date.start - trigger.start) <= _BESIDE


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
