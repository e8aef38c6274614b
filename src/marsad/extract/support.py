"""What stands beside a trigger that speaks for its being of a conflict: sides, weapons, tolls.

Words that sport, economy and politics use too (`weak`, `political` in `data/lexicon/triggers.toml`) are proposed only
with something of these near; which of the proposed are events is judged after (`marsad.extract.judge`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marsad.extract.fighting import fights
from marsad.extract.sheet import Sheet, SideMention, TriggerMention
from marsad.lexicon.actors import ActorRegistry
from marsad.text.clitics import heads

_NOBODY = ("civilians", "infrastructure")
_OBJECT = 4  # words from a verbal noun to what it takes
_FAR_OBJECT = 20  # from a verb, its subject between
_TOLLS = ("killed", "injured", "captured")


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Beside one trigger, in its sentence: the labels of sides, whether one fights, words of weapons, tolls.

    `before`: a side that fights is named in the sentence before it.
    """

    labels: frozenset[str]
    armed: bool
    strong: bool
    toll: bool
    before: bool

    def proposes(self, trigger: TriggerMention) -> bool:
        """Whether a trigger may tell an event."""
        return not trigger.entry.weak or by_weapon(trigger) or self.before or self.armed or self.strong or self.toll


def by_weapon(trigger: TriggerMention) -> bool:
    """Whether a weapon of war beside a trigger says what it is: "استهداف طيران مسير", "استهدافها براجمات"."""
    return trigger.entry.refine and trigger.type != trigger.entry.type


@dataclass(frozen=True, slots=True, kw_only=True)
class Supports:
    """Finds what supports triggers."""

    registry: ActorRegistry
    words: Mapping[str, frozenset[str]]

    def of(self, sheet: Sheet, trigger: TriggerMention) -> Support:
        """The support of a trigger in its sentence."""
        start, end = sheet.sentence(trigger.start)
        sides = [m for m in sheet.sides if start <= m.start < end and m.labels[0] not in _NOBODY]
        return Support(
            labels=frozenset(label for m in sides for label in m.labels),
            armed=any(map(self.fights, sides)),
            strong=any(start <= t.start < end and not t.entry.weak and not t.entry.political for t in sheet.triggers),
            before=self._before(sheet, start),
            toll=any(start <= o.start < end and o.entry.outcome in _TOLLS for o in sheet.outcomes),
        )

    def proposed(self, sheet: Sheet) -> list[TriggerMention]:
        """The triggers that may tell an event, in the order of the text."""
        named = {i for p in sheet.places for i in range(p.name_start, p.end)}  # "شيخ دان", "عين الفرات"
        return [
            t
            for t in sheet.triggers
            if t.start not in named and self.of(sheet, t).proposes(t) and self._on_ground(sheet, t)
        ]

    def _on_ground(self, sheet: Sheet, trigger: TriggerMention) -> bool:
        """Whether what is liberated is a place, and who is driven out is a side: no figure of speech."""
        kind = trigger.entry.needs_object
        if kind not in ("ground", "fighters") or trigger.type == "equipment_loss":
            return True
        reach = _FAR_OBJECT if trigger.entry.kind == "verb" else _OBJECT
        end = min(trigger.end + reach, sheet.sentence(trigger.start)[1])
        named = sheet.places if kind == "ground" else sheet.sides
        if any(trigger.end <= m.start < end for m in named) or trigger.pronoun in ("ها", "ه"):
            return True
        if sheet.words[trigger.end - 1] in self.words["on_it"]:
            return True
        return any(h.form in self.words[kind] for w in sheet.words[trigger.start : end] for h in heads(w))

    def _before(self, sheet: Sheet, start: int) -> bool:
        low = sheet.sentence(start - 1)[0] if start else 0
        return any(low <= m.start < start and self.fights(m) for m in sheet.sides)

    def faction_at(self, sheet: Sheet, token: int) -> bool:
        """Whether an armed side that is no state is named in the sentence of a token."""
        start, end = sheet.sentence(token)
        beside = (m for m in sheet.sides if start <= m.start < end)
        return any(self.registry.actors[m.labels[0]].kind == "nonstate" for m in beside)

    def fights(self, side: SideMention) -> bool:
        """Whether a side takes part in fighting."""
        return fights(self.registry.actors[side.labels[0]])
