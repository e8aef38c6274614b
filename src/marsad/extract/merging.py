"""Two words for one event, and events told again, made one (codebook, "Figures": stated more than once)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.extract.arguments import Roles
from marsad.extract.draft import RANK, Draft
from marsad.extract.sheet import Sheet
from marsad.text.folding import fold_word

_STRIKE: Final = frozenset({"airstrike", "drone_strike", "shelling", "clash", "suicide_attack", "ied"})


def joined(sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
    """ "غارات … استهدفت X" and "هجوم بسيارة مفخخة" are one event each."""
    out: list[Draft] = []
    for draft in drafts:
        last = out[-1] if out else None
        if last is not None and _one(sheet, last, draft):
            _take(last, draft)
        else:
            out.append(draft)
    return out


def _one(sheet: Sheet, a: Draft, b: Draft) -> bool:
    if a.trigger is None or b.trigger is None or not sheet.same_sentence(a.start, b.start):
        return False
    if a.type not in (*RANK, "repelled") or b.type not in RANK:
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
    if RANK[b.type] < RANK[a.type] and not (b.trigger and b.trigger.entry.refine):
        a.type = b.type
    actors = a.roles.actors or b.roles.actors
    targets = a.roles.targets or tuple(t for t in b.roles.targets if t not in actors)
    a.roles = Roles(actors, targets)
    a.places = tuple(dict.fromkeys((*a.places, *b.places)))
    a.also.append((b.start, b.end))


def told_once(sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
    """The headline's event is the body's; a definite mention with nothing new is the one before."""
    body = [d for d in drafts if d.start >= sheet.title_end]
    out: list[Draft] = []
    for draft in body:
        earlier = next((d for d in reversed(out) if _same(sheet, d, draft)), None)
        if earlier is None:
            out.append(draft)
        else:
            _absorb(earlier, draft)
    for draft in (d for d in drafts if d.start < sheet.title_end):
        told = next((d for d in out if d.type == draft.type and _compatible(d, draft)), None)
        if told is None:
            out.append(draft)
        else:
            _absorb(told, draft)
    return sorted(out, key=lambda d: d.start)


def _compatible(a: Draft, b: Draft) -> bool:
    actors = not a.roles.actors or not b.roles.actors or bool(set(a.roles.actors) & set(b.roles.actors))
    names = _names(a), _names(b)
    return actors and (not names[0] or not names[1] or bool(names[0] & names[1]))


def _names(draft: Draft) -> set[str]:
    """The names of an event's places in one spelling."""
    return {fold_word(p.place.name) for p in draft.places}


def _same(sheet: Sheet, a: Draft, b: Draft) -> bool:
    if a.type != b.type or not b.definite or a.type not in RANK:
        return False
    dated = a.date is None or b.date is None or a.date.edtf == b.date.edtf
    new_place = b.places and not _names(b) & _names(a)
    return dated and not new_place and _compatible(a, b) and b.start - a.start < 250


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
