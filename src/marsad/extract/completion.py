"""What an event leaves untold because the report has just told it: its doer, its enemy, its day.

A verb without a subject goes on with the one before ("سيطرت … ودمرت"); a raid without a doer in a report of one air
force is its raid; a side fights those whom the report says it fights; a day told in the lead holds until another is
told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from marsad.extract.arguments import Roles
from marsad.extract.draft import RANK, Draft
from marsad.extract.fighting import fights
from marsad.extract.sheet import DateMention, Sheet
from marsad.lexicon.actors import ActorRegistry
from marsad.lexicon.camps import Camps
from marsad.lexicon.grammar import CompletionGrammar
from marsad.lexicon.roles import RoleWords
from marsad.text.clitics import splits
from marsad.text.folding import fold_word

_GROUND: Final = frozenset({"clash", "territory_taken", "equipment_loss", "repelled"})
_STRIKES: Final = frozenset({"airstrike", "drone_strike", "shelling"})
_GOES_ON: Final = frozenset(
    {"clash", "territory_taken", "equipment_loss", "repelled", "withdrawal", "shelling", "deployment", "arrest"}
)
_REACH: Final = 2  # sentences over which a subject goes on
_PLACED: Final = frozenset(
    {
        *RANK,
        "territory_taken",
        "equipment_loss",
        "repelled",
        "withdrawal",
        "deployment",
        "killing",
        "arrest",
        "abduction",
    }
)
_DEEDS: Final = frozenset({"killing", "clash", "other_violence", "suicide_attack"})
_NOBODY: Final = frozenset({"civilians", "infrastructure", "unknown", "militants"})


def complete(
    sheet: Sheet,
    drafts: list[Draft],
    registry: ActorRegistry,
    *,
    roles: RoleWords,
    camps: Camps,
    grammar: CompletionGrammar,
) -> list[Draft]:
    """The drafts with doers, enemies and days that the report told before."""
    _fighters_only(drafts, registry)
    enemies = _enemies(sheet, drafts, registry, camps)
    _losses(sheet, drafts)
    _subjects(sheet, drafts)
    _responsible(sheet, drafts, roles.responsible, grammar)
    _raiders(drafts)
    _bombers(drafts, registry)
    _only_attacker(drafts)
    _same_place(sheet, drafts, grammar)
    for draft in drafts:
        _opponents(draft, enemies)
        _struck(sheet, draft, enemies, roles)
    _together(sheet, drafts, camps)
    _slain(sheet, drafts)
    _days(sheet, drafts)
    return drafts


def _slain(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """Who killed a named person: the other side of the fighting in which he died."""
    for draft in drafts:
        if draft.type != "killing" or draft.roles.actors:
            continue
        for other in drafts:
            if other is not draft and other.type in RANK and sheet.same_sentence(other.start, draft.start):
                doers = tuple(a for a in other.roles.actors if a not in draft.roles.targets and a not in _NOBODY)
                if len(doers) == 1:
                    draft.roles = Roles(doers, draft.roles.targets)
                    break


def _fighters_only(drafts: Sequence[Draft], registry: ActorRegistry) -> None:
    """Monitors and courts take no part in a clash."""
    for draft in drafts:
        if draft.type in RANK and draft.trigger is not None and draft.trigger.entry.roles == "symmetric":
            kept = tuple(a for a in draft.roles.actors if fights(registry.actors[a]) or a in ("civilians", "militants"))
            draft.roles = Roles(kept, kept if len(kept) > 1 else ())


def _enemies(sheet: Sheet, drafts: Sequence[Draft], registry: ActorRegistry, camps: Camps) -> dict[str, str]:
    """For each side the one that the report most often sets against it; else the only other side it names much."""
    pairs: Counter[tuple[str, str]] = Counter()
    for draft in drafts:
        armed = [a for a in draft.roles.actors if fights(registry.actors[a]) and a not in _NOBODY]
        against = [t for t in draft.roles.targets if fights(registry.actors[t]) and t not in _NOBODY]
        for a in armed:
            for t in against:
                if not camps.allied(a, t):
                    pairs[a, t] += 1
                    pairs[t, a] += 1
    out: dict[str, str] = {}
    for (a, t), _ in sorted(pairs.items(), key=lambda p: (-p[1], p[0])):
        out.setdefault(a, t)
    named = Counter(
        m.labels[0] for m in sheet.sides if m.kind in ("full", "short", "generic") and m.labels[0] not in _NOBODY
    )
    fighting = [a for a, n in named.most_common() if n >= 2 and fights(registry.actors[a])]
    for a in fighting:
        other = next((b for b in fighting if not camps.allied(a, b)), None)
        if other is not None:
            out.setdefault(a, other)
    return out


def _together(sheet: Sheet, drafts: Sequence[Draft], camps: Camps) -> None:
    """Two forces that a report names as one act and are hit together on the ground ("الحوثيون وقوات صالح")."""
    year = int(sheet.report.published[:4]) if sheet.report.published else None
    named = {m.labels[0] for m in sheet.sides}
    for draft in drafts:
        if draft.type in _GROUND or draft.type == "shelling":
            draft.roles = Roles(
                *(_with_partner(labels, named, camps, year) for labels in (draft.roles.actors, draft.roles.targets))
            )


def _with_partner(labels: tuple[str, ...], named: set[str], camps: Camps, year: int | None) -> tuple[str, ...]:
    partners = (camps.partner(label, year) for label in labels)
    return tuple(dict.fromkeys((*labels, *(p for p in partners if p is not None and p in named))))


def _same_place(sheet: Sheet, drafts: Sequence[Draft], grammar: CompletionGrammar) -> None:
    """An event without a place, or in "the village", is where the one before was."""
    for n, draft in enumerate(drafts):
        if draft.type not in _PLACED:
            continue
        anaphoric = any(p.place.latitude is None and fold_word(p.place.name) in grammar.the_place for p in draft.places)
        if draft.places and not anaphoric:
            continue
        for earlier in reversed(drafts[:n]):
            if (
                sheet.sentence_of[draft.start] - sheet.sentence_of[earlier.start] > _REACH
                or earlier.start < sheet.title_end <= draft.start
            ):
                break
            if earlier.places and earlier.type in _PLACED:
                draft.places = earlier.places
                break


def _losses(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """What a strike of the sentence destroyed, the striker destroyed."""
    for draft in drafts:
        if draft.type != "equipment_loss" or draft.roles.actors:
            continue
        strikes = [d for d in drafts if d.type in RANK and d.roles.actors and sheet.same_sentence(d.start, draft.start)]
        strikes = [d for d in strikes if d.trigger is None or d.trigger.entry.roles != "symmetric"]
        if strikes:
            near = min(strikes, key=lambda d: abs(d.start - draft.start))
            draft.roles = Roles(near.roles.actors, tuple(t for t in near.roles.targets if t not in near.roles.actors))


def _subjects(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """A verb that names no subject has that of the event before it."""
    for n, draft in enumerate(drafts):
        verb = draft.trigger is not None and (draft.trigger.entry.kind in ("verb", "masdar") or draft.trigger.pronoun)
        if draft.roles.actors or not verb or draft.type not in _GOES_ON:
            continue
        for earlier in reversed(drafts[:n]):
            if sheet.sentence_of[draft.start] - sheet.sentence_of[earlier.start] > _REACH:
                break
            symmetric = earlier.trigger is not None and earlier.trigger.entry.roles == "symmetric"
            if earlier.type in _GOES_ON and earlier.roles.actors and not symmetric:
                actors = tuple(a for a in earlier.roles.actors if a not in draft.roles.targets)
                draft.roles = Roles(actors, draft.roles.targets)
                break


def _responsible(sheet: Sheet, drafts: Sequence[Draft], words: frozenset[str], grammar: CompletionGrammar) -> None:
    """Who claims responsibility did what the report tells of an attack without a doer."""
    for i, word in enumerate(sheet.words):
        if word not in words and (not word.startswith("و") or word[1:] not in words):
            continue
        low, high = sheet.sentence(i)
        if any(w in grammar.nobody_claims for w in sheet.words[max(low, i - 6) : i]):
            continue  # "ولم تعلن أي جهة مسؤوليتها"
        near = [
            m for m in sheet.sides if low <= m.start < high and m.labels[0] not in _NOBODY and m.kind != "adjective"
        ]
        if not near:
            continue
        label = min(near, key=lambda m: abs(m.start - i)).labels[0]
        for draft in drafts:
            if (
                draft.type in ("ied", "suicide_attack", "clash", "shelling", "drone_strike", "killing")
                and not draft.roles.actors
            ):
                draft.roles = Roles((label,), tuple(t for t in draft.roles.targets if t != label))
        return


def _raiders(drafts: Sequence[Draft]) -> None:
    """An air raid or a bombardment without a doer is that of the only side the report has do so."""
    for kind in _STRIKES:
        doers = Counter(d.roles.actors for d in drafts if d.type == kind and d.roles.actors)
        if doers and doers.most_common(1)[0][1] * 2 > sum(doers.values()):
            actors = doers.most_common(1)[0][0]
            for draft in drafts:
                if draft.type == kind and not draft.roles.actors and not set(draft.roles.targets) & set(actors):
                    draft.roles = Roles(actors, draft.roles.targets)


def _only_attacker(drafts: Sequence[Draft]) -> None:
    """Deaths and attacks without a doer are those of the only side that the report has attack."""
    told = [d for d in drafts if d.type in RANK and d.trigger is not None and d.trigger.entry.roles != "symmetric"]
    doers = {d.roles.actors for d in told if d.roles.actors}
    if len(doers) != 1:
        return
    actors = next(iter(doers))
    for draft in drafts:
        if draft.type in _DEEDS and not draft.roles.actors and not set(draft.roles.targets) & set(actors):
            draft.roles = Roles(actors, draft.roles.targets)


def _bombers(drafts: Sequence[Draft], registry: ActorRegistry) -> None:
    """A suicide bomber of no named side is of the only faction that the report has attack."""
    factions = {
        a
        for d in drafts
        if d.type in RANK
        for a in d.roles.actors
        if registry.actors[a].kind == "nonstate" and a not in _NOBODY
    }
    if len(factions) == 1:
        for draft in drafts:
            if draft.type == "suicide_attack" and not draft.roles.actors:
                draft.roles = Roles(tuple(factions), tuple(t for t in draft.roles.targets if t not in factions))


def _struck(sheet: Sheet, draft: Draft, enemies: dict[str, str], roles: RoleWords) -> None:
    """What a strike without a target told hit: civilians in their homes and markets, the enemy in his positions."""
    if draft.type not in _STRIKES or draft.roles.targets:
        return
    _, high = sheet.sentence(draft.start)
    for i in range(draft.end, min(draft.end + 9, high)):
        word = sheet.words[i]
        forms = {word, *(s.stem for s in splits(word) if not s.pronoun)}
        if forms & roles.civil:
            draft.roles = Roles(draft.roles.actors, ("civilians",))
            return
        if forms & roles.positions and len(draft.roles.actors) == 1 and draft.roles.actors[0] in enemies:
            draft.roles = Roles(draft.roles.actors, (enemies[draft.roles.actors[0]],))
            return


def _opponents(draft: Draft, enemies: dict[str, str]) -> None:
    """Ground fighting has two sides: the one not named is the other's enemy in this report."""
    if draft.type not in _GROUND or len(draft.roles.actors) != 1:
        if draft.type in _GROUND and not draft.roles.actors and len(draft.roles.targets) == 1:
            enemy = enemies.get(draft.roles.targets[0])
            if enemy:
                draft.roles = Roles((enemy,), draft.roles.targets)
        return
    actor = draft.roles.actors[0]
    enemy = enemies.get(actor)
    if enemy is None or draft.roles.targets:
        return
    if draft.trigger is not None and draft.trigger.entry.roles == "symmetric":
        draft.roles = Roles((actor, enemy), (actor, enemy))
    else:
        draft.roles = Roles(draft.roles.actors, (enemy,))


def _days(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """A day told in the lead, or with the event before, holds for what follows until another is told."""
    last: DateMention | None = None
    for draft in drafts:
        if draft.date is not None and draft.date.edtf and draft.date.recent:
            last = draft.date if "/" not in draft.date.edtf else last
        elif draft.date is None and last is not None and not draft.background and draft.start >= sheet.title_end:
            draft.date = last
            draft.inherited_date = True
