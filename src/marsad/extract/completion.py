"""What an event leaves untold because the report has just told it: its doer, its enemy, its place, its day.

A verb without a subject goes on with the one before ("سيطرت … ودمرت"); a raid without a doer is that of whom the
report has raid; a side fights those whom the report says it fights; a day told in the lead holds until another is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from marsad.extract.arguments import Roles
from marsad.extract.carried_places import carry_places
from marsad.extract.days import carry_days
from marsad.extract.draft import HARMFUL, PLACED, RANK, Draft
from marsad.extract.enmity import NOBODY, Enmity, enmity
from marsad.extract.fighting import fights
from marsad.extract.sheet import Sheet, SideMention
from marsad.lexicon.actors import ActorName, ActorRegistry
from marsad.lexicon.camps import Camps
from marsad.lexicon.grammar import CompletionGrammar, PlacingGrammar
from marsad.lexicon.roles import RoleWords
from marsad.text.clitics import splits

_GROUND: Final = frozenset({"clash", "territory_taken", "equipment_loss", "repelled"})
_STRIKES: Final = frozenset({"airstrike", "drone_strike", "shelling"})
_GOES_ON: Final = frozenset(
    {"clash", "territory_taken", "equipment_loss", "repelled", "withdrawal", "shelling", "deployment", "arrest"}
    | {"abduction", "airstrike", "drone_strike"}
)
_REACH: Final = 2  # sentences over which a subject goes on
_STATE_ACTS: Final = frozenset({"arrest", "displacement", "riot"})
_TO_PLACE: Final = 12  # words from a strike to the place that it hits
_EXPOSED: Final = 14  # words from "was exposed to" to the strike
_AS_ONE: Final = 4  # a force named at least a third as often as its ally is named with it
_MEANS: Final = 12  # words from a deed to the attack by which it was done
_BY_WAY_OF: Final = ("في", "خلال", "عبر", "ب")
_DONE: Final = frozenset({"equipment_loss", "killing", "territory_taken"})
_DEEDS: Final = frozenset({"killing", "clash", "other_violence", "suicide_attack"})
_CLAIMED: Final = frozenset({"ied", "suicide_attack", "clash", "shelling", "drone_strike", "killing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """Gives drafts the doers, enemies, places and days that the report told before."""

    registry: ActorRegistry
    roles: RoleWords
    camps: Camps
    grammar: CompletionGrammar
    placing: PlacingGrammar

    def complete(self, sheet: Sheet, drafts: list[Draft]) -> list[Draft]:
        """The drafts, completed."""
        self._fighters_only(drafts)
        _losses(sheet, drafts)
        _by_means(sheet, drafts)
        _subjects(sheet, drafts)
        self._main_subjects(sheet, drafts)
        self._responsible(sheet, drafts)
        _raiders(sheet, drafts)
        self._bombers(drafts)
        _only_attacker(drafts)
        carry_places(sheet, drafts, self.placing)
        enemies = enmity(sheet, drafts, self.registry, self.camps)
        for n, draft in enumerate(drafts):
            _goes_on_fighting(sheet, drafts, n, enemies)
            _opponents(sheet, draft, enemies, army=self._is_army(draft))
            self._brought_down(sheet, drafts, draft)
            _whom_by_kind(draft)
            if draft.type in _STRIKES and not draft.roles.actors and draft.roles.targets:
                foes = enemies.of(draft.roles.targets[0], sheet.sentence_of[draft.start])
                draft.roles = Roles(foes if len(foes) == 1 else (), draft.roles.targets)
            if draft.type == "other_violence" and draft.roles.actors and not draft.roles.targets:
                draft.roles = Roles(draft.roles.actors, ("civilians",))
            self._struck(sheet, drafts, n, enemies)
        _blamed(sheet, drafts, self.grammar)
        self._together(sheet, drafts)
        _slain(sheet, drafts)
        carry_days(sheet, drafts, self.grammar.then)
        return drafts

    def _fighters_only(self, drafts: Sequence[Draft]) -> None:
        """Monitors and courts take no part in a clash."""
        for draft in drafts:
            if draft.type in RANK and _symmetric(draft):
                fighters = (a for a in draft.roles.actors if a in ("civilians", "militants") or self._fights(a))
                kept = tuple(fighters)
                draft.roles = Roles(kept, kept if len(kept) > 1 else ())

    def _main_subjects(self, sheet: Sheet, drafts: Sequence[Draft]) -> None:
        """A deed whose sentence names one fighting side before it, and no doer, is that side's."""
        for draft in drafts:
            if draft.roles.actors or draft.type not in ("territory_taken", "equipment_loss", "repelled", "deployment"):
                continue
            low, _ = sheet.sentence(draft.start)
            named = [m for m in sheet.sides if low <= m.start < draft.start and m.kind in ("full", "short", "generic")]
            fighters = [m for m in named if m.labels[0] not in NOBODY and self._fights(m.labels[0])]
            if fighters and not fighters[0].preposition and fighters[0].labels[0] not in draft.roles.targets:
                draft.roles = Roles(fighters[0].labels, draft.roles.targets)

    def _is_army(self, draft: Draft) -> bool:
        """Whether a state did what an event tells: what it storms is its enemy's, where a faction may raid homes."""
        return bool(draft.roles.actors) and self.registry.actors[draft.roles.actors[0]].kind == "state"

    def _fights(self, label: str) -> bool:
        return fights(self.registry.actors[label])

    def _responsible(self, sheet: Sheet, drafts: Sequence[Draft]) -> None:
        """Who claims responsibility did what the report tells of an attack without a doer."""
        for i, word in enumerate(sheet.words):
            if word.removeprefix("و") not in self.roles.responsible and word not in self.roles.responsible:
                continue
            low, high = sheet.sentence(i)
            if any(w in self.grammar.nobody_claims for w in sheet.words[max(low, i - 6) : i]):
                continue  # "ولم تعلن أي جهة مسؤوليتها"
            claimed = _claimed(sheet, drafts, i)
            inside = (m for m in sheet.sides if low <= m.start < high and m.kind not in ("adjective", "capital"))
            near = [m for m in inside if m.labels[0] not in NOBODY]
            if not near:
                continue
            label = min(near, key=lambda m: abs(m.start - i)).labels[0]
            for draft in claimed:
                if draft.type in _CLAIMED and not set(draft.roles.actors) - {"militants"}:
                    draft.roles = Roles((label,), tuple(t for t in draft.roles.targets if t != label))
            return

    def _bombers(self, drafts: Sequence[Draft]) -> None:
        """A suicide bomber of no named side is of the only faction that the report has attack."""
        attackers = {a for d in drafts if d.type in RANK and not _symmetric(d) for a in d.roles.actors}
        factions = {a for a in attackers if self.registry.actors[a].kind == "nonstate" and a not in NOBODY}
        if len(factions) == 1:
            for draft in drafts:
                if draft.type == "suicide_attack" and not set(draft.roles.actors) - {"militants"}:
                    draft.roles = Roles(tuple(factions), tuple(t for t in draft.roles.targets if t not in factions))

    def _struck(self, sheet: Sheet, drafts: Sequence[Draft], n: int, enemies: Enmity) -> None:
        """What a strike without a target told hit: civilians in their homes and markets, the enemy in his positions.

        Else those whom its doer has just struck.
        """
        draft = drafts[n]
        if draft.type not in _STRIKES or draft.roles.targets:
            return
        _, high = sheet.sentence(draft.start)
        actor = draft.roles.actors[0] if draft.roles.actors else ""
        sentence = sheet.sentence_of[draft.start]
        low = sheet.sentence(draft.start)[0]
        behind = range(draft.start - 1, max(draft.start - _EXPOSED, low) - 1, -1)
        exposed = next((i for i in behind if self._exposed(sheet, i)), None)
        before = range(max(low, draft.start - 16), draft.start) if exposed is not None else range(0)
        lived_in = False
        for i in (*before, *range(draft.end, min(draft.end + 9, high))):
            word = sheet.words[i]
            if word in (".", "\n"):
                break
            forms = {word, *(s.stem for s in splits(word) if not s.pronoun or s.stem in self.roles.positions)}
            beside = bool({s.stem for s in splits(sheet.words[i - 1])} & self.roles.beside) if i else False
            lived_in = lived_in or (bool(forms & self.roles.villages) and not beside)
            if forms & self.roles.facilities:
                draft.roles = Roles(draft.roles.actors, ("infrastructure",))
                return
            if forms & self.roles.civil:
                draft.roles = Roles(draft.roles.actors, ("civilians",))
                return
            if forms & self.roles.positions and actor:
                draft.roles = Roles(draft.roles.actors, enemies.of(actor, sentence))
                return
        for earlier in reversed(drafts[:n]):
            if sentence - sheet.sentence_of[earlier.start] > _REACH:
                break
            armed = [t for t in earlier.roles.targets if t not in NOBODY]
            died = earlier.type == "killing" and sheet.same_sentence(earlier.start, draft.start)
            if died and armed and actor not in armed:
                draft.roles = Roles(draft.roles.actors, tuple(armed))
                return
            if actor in earlier.roles.actors and earlier.type in PLACED and armed and not _symmetric(earlier):
                draft.roles = Roles(draft.roles.actors, earlier.roles.targets)
                draft.inherited_targets = True
                return
        self._villagers(draft, lived_in=lived_in)
        placed = any(draft.end <= p.start < min(draft.end + _TO_PLACE, high) for p in sheet.places)
        if draft.type in ("airstrike", "drone_strike") and actor and not draft.roles.targets and not placed:
            draft.roles = Roles(draft.roles.actors, enemies.of(actor, sentence))
            draft.inherited_targets = True

    def _brought_down(self, sheet: Sheet, drafts: Sequence[Draft], draft: Draft) -> None:
        """ "شنت X غارات، وأسقطت دفاعات Y طائرة": what is destroyed of nobody's is of who attacks beside it."""
        if draft.type not in ("equipment_loss", "repelled") or draft.roles.targets or not draft.roles.actors:
            return
        own = draft.roles.actors[0]
        near = (d for d in drafts if abs(sheet.sentence_of[d.start] - sheet.sentence_of[draft.start]) <= 1)
        foes = (a for d in near if d.type in RANK and d is not draft for a in d.roles.actors)
        foe = next((a for a in foes if a not in NOBODY and not self.camps.allied(a, own)), None)
        if foe is not None:
            draft.roles = Roles(draft.roles.actors, (foe,))

    @staticmethod
    def _villagers(draft: Draft, *, lived_in: bool) -> None:
        """A village struck, where the report tells of no enemy in it, is its people."""
        if lived_in:
            draft.roles = Roles(draft.roles.actors, ("civilians",))

    def _exposed(self, sheet: Sheet, i: int) -> bool:
        """Whether a word says that what stands beside it was exposed to something ("تعرضت قرى X لقصف")."""
        return any(s.stem in self.roles.suffer for s in splits(sheet.words[i]))

    def _together(self, sheet: Sheet, drafts: Sequence[Draft]) -> None:
        """Two forces that a report names as one act and are hit together on the ground ("الحوثيون وقوات صالح")."""
        year = sheet.published.year if sheet.published else None
        named = Counter(label for m in sheet.sides for label in m.labels)

        def with_partner(draft: Draft, labels: tuple[str, ...]) -> tuple[str, ...]:
            partners = ((label, self.camps.partner(label, year)) for label in labels)
            as_one = (p for label, p in partners if p is not None and named[p] * _AS_ONE >= named[label] > 0)
            return tuple(dict.fromkeys((*labels, *(p for p in as_one if not _alone(sheet, draft, labels, p)))))

        for draft in drafts:
            if draft.type in _GROUND or draft.type in _STRIKES:
                actors, targets = draft.roles.actors, draft.roles.targets
                draft.roles = Roles(with_partner(draft, actors), with_partner(draft, targets))


def _claimed(sheet: Sheet, drafts: Sequence[Draft], i: int) -> list[Draft]:
    """The attacks that a word of claiming is about: all, but of an old day those of its sentence and the one before.

    "هجوم مماثل تبناه X": what a relative clause claims is the last attack told before it in its sentence.
    """
    low, high = sheet.sentence(i)
    if sheet.words[i].endswith(("ه", "ها")) and sheet.words[i].removeprefix("و").startswith("تبن"):
        told = [t for t in sheet.triggers if low <= t.start < i and t.type in _CLAIMED]
        return [d for d in drafts if told and (d.start == told[-1].start or (told[-1].start, told[-1].end) in d.also)]
    first = sheet.sentences[max(sheet.sentence_of[i] - 1, 0)][0]
    old = any(first <= d.start < high and not d.recent for d in sheet.dates)
    return [d for d in drafts if first <= d.start < high] if old else list(drafts)


def _alone(sheet: Sheet, draft: Draft, labels: Sequence[str], partner: str) -> bool:
    """Whether the sentence of an event names one of its sides by its own name, and its partner not at all."""
    low, high = sheet.sentence(draft.start)
    here = [m for m in sheet.sides if low <= m.start < high]
    own = any(_by_name(m) and set(m.labels) & set(labels) for m in here)
    return own and not any(partner in m.labels for m in here)


def _by_name(mention: SideMention) -> bool:
    """Whether a side is named by its own name, not only "the rebels", "the coup plotters"."""
    framing = isinstance(mention.name, ActorName) and mention.name.stance == "framing"
    return mention.kind == "full" or (mention.kind == "short" and not framing)


def _symmetric(draft: Draft) -> bool:
    return draft.mutual


def _blamed(sheet: Sheet, drafts: Sequence[Draft], grammar: CompletionGrammar) -> None:
    """ "نددت X بالهجوم": who made the attack that the report tells is blamed for it."""
    for n, draft in enumerate(drafts):
        blames = any(s.stem.startswith(grammar.blames_beginnings) for s in splits(sheet.words[draft.start]))
        if draft.type != "statement" or draft.roles.targets or not blames:
            continue
        attacks = [d for d in (*reversed(drafts[:n]), *drafts[n:]) if d.type in HARMFUL and d.type not in _STATE_ACTS]
        known = (d.roles.actors for d in attacks if set(d.roles.actors) - {"unknown", "militants"})
        doers = next(known, next((d.roles.actors for d in attacks if "militants" in d.roles.actors), ()))
        draft.roles = Roles(draft.roles.actors, tuple(a for a in doers if a not in draft.roles.actors))


def _slain(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """Who killed a named person: the other side of the fighting in which he died."""
    for draft in drafts:
        if draft.type != "killing" or draft.roles.actors:
            continue
        for other in drafts:
            told = (other.start, *(a for a, _ in other.also))
            near = min(abs(sheet.sentence_of[a] - sheet.sentence_of[draft.start]) for a in told)
            hits = bool(set(other.roles.targets) & set(draft.roles.targets) - NOBODY) and near <= _REACH
            if other is not draft and other.type in RANK and (near == 0 or hits):
                doers = tuple(a for a in other.roles.actors if a not in draft.roles.targets and a not in NOBODY)
                if len(doers) == 1:
                    draft.roles = Roles(doers, draft.roles.targets)
                    break


def _losses(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """What a strike of the sentence destroyed, the striker destroyed."""
    for draft in drafts:
        if draft.type != "equipment_loss":
            continue
        strikes = [d for d in drafts if d.type in RANK and d.roles.actors and sheet.same_sentence(d.start, draft.start)]
        strikes = [d for d in strikes if not _symmetric(d)]
        aside = any(d.type in _STRIKES and set(d.roles.actors) & set(draft.roles.targets) for d in strikes)
        if aside and not draft.roles.actors:  # "تدمير آليتين في غارة لطيران X": X did it
            draft.roles = Roles((), ())
        if strikes and not draft.roles.actors:
            near = min(strikes, key=lambda d: abs(d.start - draft.start))
            targets = draft.roles.targets or near.roles.targets
            draft.roles = Roles(near.roles.actors, tuple(t for t in targets if t not in near.roles.actors))


def _by_means(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """ "دمرت X آليات لـY بكمين", "في عملية": the attack by which a deed was done is of who did the deed."""
    for earlier, draft in pairwise(drafts):
        trigger = draft.trigger
        if draft.roles.actors or trigger is None or trigger.form.tense or draft.type not in RANK or draft.mutual:
            continue
        led = trigger.preposition == "ب" or sheet.words[draft.start - 1] in _BY_WAY_OF
        near = draft.start - earlier.end <= _MEANS and not sheet.clause_break(earlier.end, draft.start)
        if led and near and earlier.type in _DONE and earlier.roles.actors and not earlier.mutual:
            targets = draft.roles.targets or earlier.roles.targets
            draft.roles = Roles(earlier.roles.actors, tuple(t for t in targets if t not in earlier.roles.actors))


def _subjects(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """A verb that names no subject has that of the event before it."""
    for n, draft in enumerate(drafts):
        verb = draft.trigger is not None and (draft.trigger.entry.kind in ("verb", "masdar") or draft.trigger.pronoun)
        if draft.roles.actors or not verb or draft.type not in _GOES_ON:
            continue
        for earlier in reversed(drafts[:n]):
            if sheet.sentence_of[draft.start] - sheet.sentence_of[earlier.start] > _REACH:
                break
            if earlier.type in _GOES_ON and earlier.roles.actors and not _symmetric(earlier):
                actors = tuple(a for a in earlier.roles.actors if a not in draft.roles.targets)
                draft.roles = Roles(actors, draft.roles.targets)
                break


def _raiders(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """An air raid or a bombardment without a doer is that of who did so just before, else of the only one that does."""
    for kind in _STRIKES:
        told = [d for d in drafts if d.type == kind and d.roles.actors]
        doers = Counter(d.roles.actors for d in told)
        if not doers:
            continue
        most = doers.most_common(1)[0][0] if doers.most_common(1)[0][1] * 2 > sum(doers.values()) else ()
        for draft in drafts:
            if draft.type != kind or draft.roles.actors:
                continue
            before = [d for d in told if 0 <= sheet.sentence_of[draft.start] - sheet.sentence_of[d.start] <= 1]
            before = [d for d in before if d.start < draft.start]
            actors = before[-1].roles.actors if before else most
            if actors and not set(draft.roles.targets) & set(actors):
                draft.roles = Roles(actors, draft.roles.targets)
                draft.inherited_actors = True


def _only_attacker(drafts: Sequence[Draft]) -> None:
    """Deaths and attacks without a doer are those of the only side that the report has attack."""
    told = [d for d in drafts if d.type in RANK and d.trigger is not None and not _symmetric(d)]
    doers = {d.roles.actors for d in told if d.roles.actors}
    if len(doers) != 1:
        return
    actors = next(iter(doers))
    for draft in drafts:
        free = draft.type in _DEEDS and not draft.roles.actors and not _symmetric(draft)
        if free and not set(draft.roles.targets) & set(actors):
            draft.roles = Roles(actors, draft.roles.targets)
            draft.inherited_actors = True


def _goes_on_fighting(sheet: Sheet, drafts: Sequence[Draft], n: int, enemies: Enmity) -> None:
    """ "طردت X Y … بعد معارك": fighting without sides is that of those who fought just before."""
    draft = drafts[n]
    if draft.type not in ("clash", "shelling") or not _symmetric(draft) or len(draft.roles.actors) > 1:
        return
    if draft.roles.actors and enemies.here(draft.roles.actors[0], sheet.sentence_of[draft.start]):
        return  # its own sentence names the other side
    near = [d for d in drafts[:n] if sheet.sentence_of[draft.start] - sheet.sentence_of[d.start] <= _REACH]
    for earlier in reversed(near):
        roles = earlier.roles
        armed = [a for a in (*roles.actors, *roles.targets) if a not in NOBODY]
        if earlier.type in _GROUND and roles.actors and roles.targets and len(armed) > 1:
            if not set(draft.roles.actors) <= {*roles.actors, *roles.targets}:
                return
            both = tuple(dict.fromkeys((*roles.actors, *roles.targets)))
            draft.roles = Roles(both, both)
            return


def _whom_by_kind(draft: Draft) -> None:
    """What is sent somewhere hits nobody yet; who is arrested or abducted is a civilian where no side is told."""
    if draft.type == "deployment":
        draft.roles = Roles(draft.roles.actors, ())
    if draft.type in ("arrest", "abduction") and not draft.roles.targets:
        draft.roles = Roles(draft.roles.actors, ("civilians",))
        draft.inherited_targets = True


def _opponents(sheet: Sheet, draft: Draft, enemies: Enmity, *, army: bool) -> None:
    """Ground fighting has two sides: the one not named is the other's enemy in this report."""
    if draft.type not in _GROUND:
        return
    held = draft.roles.targets
    if held == ("infrastructure",) or (held == ("civilians",) and (army or draft.type == "equipment_loss")):
        foes = enemies.of(draft.roles.actors[0], sheet.sentence_of[draft.start]) if draft.roles.actors else ()
        if foes or held == ("infrastructure",):
            draft.roles = Roles(draft.roles.actors, ())  # a camp or an airport is fought for against whoever holds it
    actors, targets, sentence = draft.roles.actors, draft.roles.targets, sheet.sentence_of[draft.start]
    if not actors and not targets and draft.type == "clash" and _symmetric(draft):
        pair = enemies.pair()
        draft.roles = Roles(pair, pair)
    elif not actors and targets:
        draft.roles = Roles(enemies.of(targets[0], sentence), targets)
    elif actors and not targets and actors[0] not in ("civilians", "unknown"):
        enemy = tuple(e for e in enemies.of(actors[0], sentence) if e not in actors)
        both = (*actors, *enemy)
        draft.roles = Roles(both, both) if enemy and _symmetric(draft) else Roles(actors, enemy)
        draft.inherited_targets = not _symmetric(draft)
