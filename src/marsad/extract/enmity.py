"""Who fights whom in this report: what it says, then whom it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from marsad.extract.draft import Draft
from marsad.extract.fighting import fights
from marsad.extract.sheet import Sheet
from marsad.lexicon.actors import ActorRegistry
from marsad.lexicon.camps import Camps

NOBODY: Final = frozenset({"civilians", "infrastructure", "unknown", "militants"})
_NEAR: Final = 3  # sentences within which the report's last words on a side's enemy hold before any others


@dataclass(frozen=True, slots=True, kw_only=True)
class Enmity:
    """The enemies of each side of one report.

    `told` are (sentence, side, its enemies) in the order of the text; `named` those named twice as a side, most first:
    the nation of a land or a people ("الأراضي اليمنية") fights nobody.
    """

    told: tuple[tuple[int, str, tuple[str, ...]], ...]
    beside: Mapping[int, tuple[str, ...]]
    named: tuple[str, ...]
    camps: Camps

    def of(self, label: str, sentence: int) -> tuple[str, ...]:
        """The enemies of a side at a sentence: the one it names, those told nearest, told most, else named most."""
        here = self.here(label, sentence)
        if here:
            return here
        near = [(abs(s - sentence), enemies) for s, side, enemies in self.told if side == label]
        if near and min(near)[0] <= _NEAR:
            return min(near)[1]
        if near:
            return Counter(enemies for _, enemies in near).most_common(1)[0][0]
        return next(((b,) for b in self.named if b != label and not self.camps.allied(label, b)), ())

    def here(self, label: str, sentence: int) -> tuple[str, ...]:
        """The only enemy of a side that a sentence names besides it, one the report tells of elsewhere too."""
        here = [b for b in self.beside.get(sentence, ()) if b != label and not self.camps.allied(label, b)]
        if len(set(here)) == 1 and (here[0] in self.named or any(here[0] in e for _, s, e in self.told if s == label)):
            return (here[0],)
        return ()

    def pair(self) -> tuple[str, ...]:
        """The two sides that the report most sets against each other, or none."""
        pairs = Counter(frozenset((side, enemies[0])) for _, side, enemies in self.told)
        return tuple(sorted(pairs.most_common(1)[0][0])) if pairs else ()


def enmity(sheet: Sheet, drafts: Sequence[Draft], registry: ActorRegistry, camps: Camps) -> Enmity:
    """Who fights whom by the drafts of a report and by the sides that it names."""
    told: list[tuple[int, str, tuple[str, ...]]] = []

    def armed(labels: Sequence[str]) -> tuple[str, ...]:
        return tuple(a for a in labels if a not in NOBODY and fights(registry.actors[a]))

    for draft in drafts:
        if draft.type in ("meeting", "call", "agreement", "statement"):
            continue
        actors, targets = armed(draft.roles.actors), armed(draft.roles.targets)
        sentence = sheet.sentence_of[draft.start]
        for side, others in ((actors, targets), (targets, actors)):
            for label in side:
                enemies = tuple(o for o in others if not camps.allied(label, o))
                if enemies:
                    told.append((sentence, label, enemies))
    counts = Counter(m.labels[0] for m in sheet.sides if m.kind in ("full", "short", "generic"))
    beside: dict[int, tuple[str, ...]] = {}
    for mention in sheet.sides:
        if mention.kind in ("full", "short", "generic") and armed(mention.labels):
            sentence = sheet.sentence_of[mention.start]
            beside[sentence] = (*beside.get(sentence, ()), *armed(mention.labels))
    named = tuple(a for a, n in counts.most_common() if n >= 2 and armed((a,)))
    return Enmity(told=tuple(dict.fromkeys(told)), beside=beside, named=named, camps=camps)
