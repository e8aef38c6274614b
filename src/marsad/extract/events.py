"""Events: every distinct thing reported to have happened, to be happening, planned or denied (codebook, "Events")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.arguments import Arguments
from marsad.extract.claimants import claimant_at
from marsad.extract.completion import Completion
from marsad.extract.draft import RANK, Draft
from marsad.extract.fighting import fights
from marsad.extract.merging import joined, told_once
from marsad.extract.placing import Placing
from marsad.extract.sheet import DateMention, OutcomeMention, Sheet, TriggerMention
from marsad.extract.stated import Stated
from marsad.extract.subjects import Scene
from marsad.lexicon.actors import ActorRegistry
from marsad.lexicon.entries import Trigger, Triggers
from marsad.lexicon.grammar import EventGrammar
from marsad.text.clitics import heads, splits

_HARD: Final = frozenset(
    {
        "killing",
        "abduction",
        "arrest",
        "territory_taken",
        "equipment_loss",
        "repelled",
        "riot",
        "protest",
        "displacement",
    }
)
_BESIDE: Final = 12  # words between an event and the stretch of time that is its own
_FEW: Final = 10  # more dead than this without an attack told are a total, no killing of individuals


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """Makes drafts of events from triggers and from deaths told without one."""

    arguments: Arguments
    triggers: Triggers
    registry: ActorRegistry
    grammar: EventGrammar
    completion: Completion
    placing: Placing

    def report(self, sheet: Sheet, stated: Sequence[Stated]) -> list[Draft]:
        """All events of a report, told again ones joined, in the order of the text."""
        scene = self.arguments.subjects.scene(sheet)
        drafts = [d for t in self._told(sheet) if (d := self._draft(scene, t)) is not None]
        drafts = joined(sheet, drafts)
        drafts += self._killings(scene, stated, drafts)
        drafts.sort(key=lambda d: d.start)
        if not any(d.type in RANK or d.type in _HARD for d in drafts) and not stated:
            return []
        return self.completion.complete(sheet, told_once(sheet, drafts))

    # ---- which triggers tell something

    def _told(self, sheet: Sheet) -> list[TriggerMention]:
        return [t for t in sheet.triggers if (not t.entry.weak and not t.entry.political) or self._supported(sheet, t)]

    def _supported(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """A word that sport and politics use too needs a side beside it, or the words of violence."""
        start, end = sheet.sentence(trigger.start)
        sides = [
            m for m in sheet.sides if start <= m.start < end and m.labels[0] not in ("civilians", "infrastructure")
        ]
        armed = [m for m in sides if fights(self.registry.actors[m.labels[0]])]
        if trigger.entry.political:
            if trigger.type == "statement" and trigger.form.tense == "imperfect" and trigger.start >= sheet.title_end:
                return False  # what somebody always says is no news
            labels = {label for m in sides for label in m.labels}
            if trigger.type == "statement":
                return len(labels) >= (1 if trigger.entry.alone else 2)
            return len(labels) >= 1 and not (trigger.type == "meeting" and trigger.article)
        strong = any(start <= t.start < end and not t.entry.weak and not t.entry.political for t in sheet.triggers)
        toll = any(
            start <= o.start < end and o.entry.outcome in ("killed", "injured", "captured") for o in sheet.outcomes
        )
        return bool(armed) or strong or toll

    # ---- one draft

    def _draft(self, scene: Scene, trigger: TriggerMention) -> Draft | None:
        sheet = scene.sheet
        stretch = self._stretch(sheet, trigger)
        roles = self.arguments.of(scene, trigger, stretch)
        status = self._status(sheet, trigger)
        if status is None:
            return None
        date = self._date(sheet, trigger, stretch)
        places = self.placing.of(scene, trigger, stretch)
        kind = trigger.type
        if kind == "clash" and trigger.entry.refine and not roles.actors and any(p.place.precision for p in places):
            kind = "shelling"
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
            definite=trigger.article or bool(trigger.pronoun),
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

    def _status(self, sheet: Sheet, trigger: TriggerMention) -> str | None:
        """From the words before: ongoing, failed, planned; None for what is said not to have happened."""
        words, (low, _) = sheet.words, sheet.sentence(trigger.start)
        before = words[max(low, trigger.start - 4) : trigger.start]
        table = self.triggers.words

        def has(kind: str, window: Sequence[str]) -> bool:
            return any(
                w in table[kind] or any(h.form in table[kind] for h in heads(w) if not h.preposition) for w in window
            )

        if has("negation", before[-2:]):
            return None
        own = {s.preposition for s in splits(words[trigger.start]) if s.stem == trigger.form.text}
        if trigger.form.tense == "imperfect" and (
            trigger.preposition == "س" or "س" in own or any(w in self.grammar.will for w in before)
        ):
            return "planned"
        if has("planned_before", before[-3:]):
            return "planned"
        if has("failed_before", before[-3:]) or any(
            w in table["failed_before"] for w in words[trigger.end : trigger.end + 2]
        ):
            return "failed"
        if (
            trigger.form.tense == "imperfect"
            or has("ongoing_before", before)
            or has("ongoing_before", words[trigger.end : trigger.end + 2])
        ):
            return "ongoing"
        return "occurred"

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
            draft = self._draft(scene, _death(word))
            if draft is not None:
                draft.figures.append(k)
                out.append(draft)
        return out

    @staticmethod
    def _by_itself(sheet: Sheet, figure: Stated, word: OutcomeMention, drafts: Sequence[Draft]) -> bool:
        """Whether a figure tells an event of its own: one person's death, or a few where no attack is told near."""
        if figure.outcome != "killed" or figure.whole is not None or word.entry.kind not in ("masdar", "verb", "light"):
            return False
        people = figure.people
        if people.named or (people.low == people.high == 1 and people.noun is not None):
            return True
        near = range(sheet.sentence_of[word.start] - 1, sheet.sentence_of[word.start] + 1)
        headline = word.start < sheet.title_end  # the attack that a headline's dead are of may be told anywhere
        attack = any((headline or sheet.sentence_of[d.start] in near) and d.type in RANK for d in drafts)
        return not attack and (people.low or 99) <= _FEW and not word.entry.people_only


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
