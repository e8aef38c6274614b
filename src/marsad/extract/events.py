"""Events: every distinct thing reported to have happened, to be happening, planned or denied (codebook, "Events")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.arguments import Arguments, Roles
from marsad.extract.claimants import claimant_at
from marsad.extract.completion import complete
from marsad.extract.draft import RANK as _RANK
from marsad.extract.draft import Draft
from marsad.extract.fighting import fights
from marsad.extract.sheet import DateMention, PlaceMention, Sheet, TriggerMention
from marsad.extract.stated import Stated
from marsad.lexicon.actors import ActorRegistry
from marsad.lexicon.camps import Camps
from marsad.lexicon.entries import Trigger, Triggers
from marsad.lexicon.grammar import CompletionGrammar, EventGrammar
from marsad.text.clitics import heads, splits

_HARD: Final = frozenset(
    {"killing", "abduction", "arrest", "territory_taken", "equipment_loss", "repelled", "riot", "displacement"}
)
_FEW: Final = 10  # more dead than this without an attack told are a total, no killing of individuals
_STRIKE: Final = frozenset({"airstrike", "drone_strike", "shelling", "clash", "suicide_attack", "ied"})


def _run(sheet: Sheet, places: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """The first place with those that follow it closely: a list, or a place and what contains it."""
    out = list(places[:1])
    for place in places[1:]:
        gap = sheet.words[min(out[-1].end, place.end) : max(out[-1].start, place.start)]
        if len(gap) > 6 or any(w in (".", "\n", "؛") for w in gap):
            break
        out.append(place)
    return tuple(out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """Makes drafts of events from triggers and from deaths told without one."""

    arguments: Arguments
    triggers: Triggers
    registry: ActorRegistry
    camps: Camps
    grammar: EventGrammar
    completion: CompletionGrammar

    def report(self, sheet: Sheet, stated: Sequence[Stated]) -> list[Draft]:
        """All events of a report, told again ones joined, in the order of the text."""
        drafts = [d for t in self._told(sheet) if (d := self._draft(sheet, t, stated)) is not None]
        drafts = self._joined(sheet, drafts)
        drafts += self._killings(sheet, stated, drafts)
        drafts.sort(key=lambda d: d.start)
        if not any(d.type in _RANK or d.type in _HARD for d in drafts) and not stated:
            return []
        return complete(
            sheet,
            self._again(sheet, drafts),
            self.registry,
            roles=self.arguments.words,
            camps=self.camps,
            grammar=self.completion,
        )

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

    def _draft(self, sheet: Sheet, trigger: TriggerMention, stated: Sequence[Stated]) -> Draft | None:
        stretch = self._stretch(sheet, trigger)
        roles = self.arguments.of(sheet, trigger, stretch)
        status = self._status(sheet, trigger)
        if status is None:
            return None
        date = self._date(sheet, trigger, stretch)
        kind = trigger.type
        if (
            kind == "clash"
            and trigger.entry.refine
            and not roles.actors
            and any(p.place.precision for p in self._places(sheet, trigger, stretch))
        ):
            kind = "shelling"
        return Draft(
            start=trigger.start,
            end=trigger.end,
            type=kind,
            roles=roles,
            trigger=trigger,
            places=self._places(sheet, trigger, stretch),
            date=date,
            status=status,
            claimant=claimant_at(sheet, trigger.start),
            background=date is not None and not date.recent,
            definite=trigger.article or bool(trigger.pronoun),
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
        """The words of time nearest in the stretch, else in the sentence."""
        low, high = sheet.sentence(trigger.start)
        near = [d for d in sheet.dates if stretch[0] <= d.start < stretch[1]] or [
            d for d in sheet.dates if low <= d.start < high
        ]
        dated = [d for d in near if d.edtf] or near
        return min(dated, key=lambda d: abs(d.start - trigger.start), default=None)

    @staticmethod
    def _places(sheet: Sheet, trigger: TriggerMention, stretch: tuple[int, int]) -> tuple[PlaceMention, ...]:
        """The places that follow, one after the other; else those just before; else any of the sentence."""
        low, high = sheet.sentence(trigger.start)
        after = [p for p in sheet.places if trigger.start <= p.start < stretch[1]]
        if after:
            return _run(sheet, after)
        before = [p for p in sheet.places if stretch[0] <= p.start < trigger.start]
        if before:
            return tuple(reversed(_run(sheet, before[::-1])))
        rest = [p for p in sheet.places if low <= p.start < high]
        return _run(sheet, sorted(rest, key=lambda p: abs(p.start - trigger.start)))

    # ---- two words for one event

    def _joined(self, sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
        """ "غارات … استهدفت X" and "هجوم بسيارة مفخخة" are one event each."""
        out: list[Draft] = []
        for draft in drafts:
            last = out[-1] if out else None
            if last is not None and self._one(sheet, last, draft):
                self._take(last, draft)
            else:
                out.append(draft)
        return out

    @staticmethod
    def _one(sheet: Sheet, a: Draft, b: Draft) -> bool:
        if a.trigger is None or b.trigger is None or not sheet.same_sentence(a.start, b.start):
            return False
        if a.type not in (*_RANK, "repelled") or b.type not in _RANK:
            return False
        gap = b.start - a.end
        if a.trigger.type == "repelled":
            return gap <= 2 and b.type == "clash"
        if (
            a.trigger.entry.refine
            and a.trigger.form.tense
            and b.type in ("airstrike", "shelling", "drone_strike")
            and gap <= 2
        ):
            return not b.trigger.form.tense  # "استهدفت إحدى الغارات تجمعا"
        conjunction = b.trigger.conjunction == "و" or (b.start and sheet.words[b.start - 1] == "و")
        if a.type == b.type == "clash" and b.trigger.entry.roles == "symmetric" and a.roles.actors and gap <= 20:
            sides = {*a.roles.actors, *a.roles.targets}
            if b.roles.actors and sides.issuperset(b.roles.actors) and len(sides) > 1:
                return True  # "هاجمت X مقرا لـY ووقعت اشتباكات بينهما"
        if b.trigger.entry.refine and b.trigger.form.tense and not conjunction and gap <= 14:
            return a.type in _STRIKE and not any(w in (".", "\n") for w in sheet.words[a.end : b.start])
        return gap <= 3 and not conjunction and not sheet.clause_break(a.end, b.start) and a.type != b.type

    @staticmethod
    def _take(a: Draft, b: Draft) -> None:
        if a.type == "repelled":
            a.also.append((b.start, b.end))
            a.roles = Roles(a.roles.actors, a.roles.targets or b.roles.actors)
            return
        if (
            a.trigger is not None
            and b.trigger is not None
            and a.trigger.entry.refine
            and a.trigger.form.tense
            and not b.trigger.form.tense
        ):
            a.type = b.type
            a.roles = Roles(b.roles.actors, tuple(dict.fromkeys((*a.roles.actors, *a.roles.targets))))
        if _RANK[b.type] < _RANK[a.type] and not (b.trigger and b.trigger.entry.refine):
            a.type = b.type
        actors = a.roles.actors or b.roles.actors
        targets = a.roles.targets or tuple(t for t in b.roles.targets if t not in actors)
        a.roles = Roles(actors, targets)
        a.places = tuple(dict.fromkeys((*a.places, *b.places)))
        a.also.append((b.start, b.end))

    # ---- deaths told without another event

    def _killings(self, sheet: Sheet, stated: Sequence[Stated], drafts: Sequence[Draft]) -> list[Draft]:
        """A named person's death, and deaths whose sentence tells no other attack."""
        out: list[Draft] = []
        for k, figure in enumerate(stated):
            word = figure.word
            if (
                figure.outcome != "killed"
                or word is None
                or figure.whole is not None
                or word.entry.kind not in ("masdar", "verb", "light")
            ):
                continue
            near = range(sheet.sentence_of[word.start] - 1, sheet.sentence_of[word.start] + 1)
            attack = any(sheet.sentence_of[d.start] in near and d.type in _RANK for d in drafts)
            single = figure.people.named or (
                figure.people.low == figure.people.high == 1 and figure.people.noun is not None
            )
            if any(d.type == "killing" and abs(d.start - word.start) <= 4 for d in (*drafts, *out)):
                continue
            if not single and (attack or (figure.people.low or 99) > _FEW or word.entry.people_only):
                continue
            trigger = TriggerMention(
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
            draft = self._draft(sheet, trigger, stated)
            if draft is not None:
                draft.figures.append(k)
                out.append(draft)
        return out

    # ---- told again

    def _again(self, sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
        """The headline's event is the body's; a definite mention with nothing new is the one before."""
        body = [d for d in drafts if d.start >= sheet.title_end]
        out: list[Draft] = []
        for draft in body:
            earlier = next((d for d in reversed(out) if self._same(sheet, d, draft)), None)
            if earlier is None:
                out.append(draft)
            else:
                self._absorb(earlier, draft)
        for draft in (d for d in drafts if d.start < sheet.title_end):
            told = next((d for d in out if d.type == draft.type and self._compatible(d, draft)), None)
            if told is None:
                out.append(draft)
            else:
                self._absorb(told, draft)
        return sorted(out, key=lambda d: d.start)

    @staticmethod
    def _compatible(a: Draft, b: Draft) -> bool:
        actors = not a.roles.actors or not b.roles.actors or bool(set(a.roles.actors) & set(b.roles.actors))
        names = {p.place.name for p in a.places}, {p.place.name for p in b.places}
        return actors and (not names[0] or not names[1] or bool(names[0] & names[1]))

    def _same(self, sheet: Sheet, a: Draft, b: Draft) -> bool:
        if a.type != b.type or not b.definite or a.type not in _RANK:
            return False
        dated = a.date is None or b.date is None or a.date.edtf == b.date.edtf
        new_place = b.places and not {p.place.name for p in b.places} & {p.place.name for p in a.places}
        return dated and not new_place and self._compatible(a, b) and b.start - a.start < 250

    @staticmethod
    def _absorb(a: Draft, b: Draft) -> None:
        a.also.append((b.start, b.end))
        a.also.extend(b.also)
        a.figures.extend(b.figures)
        if not a.roles.actors or not a.roles.targets:
            a.roles = Roles(a.roles.actors or b.roles.actors, a.roles.targets or b.roles.targets)
        if a.date is None:
            a.date = b.date
        if not a.places:
            a.places = b.places


_KILLING: Final = Trigger(
    id="killed", gloss="a death told as the event", type="killing", kind="masdar", roles="object_only"
)
