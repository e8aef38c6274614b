"""An event while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from marsad.extract.arguments import Roles
from marsad.extract.sheet import DateMention, PlaceMention, TriggerMention

# Attacks, the most specific first: of two words for one event the more specific names it.
ATTACK: Final = (
    "suicide_attack",
    "chemical_attack",
    "drone_strike",
    "ied",
    "airstrike",
    "shelling",
    "clash",
    "other_violence",
)
# Events that people suffer from: tolls belong to them.
HARMFUL: Final = frozenset((*ATTACK, "killing", "repelled", "riot", "abduction", "arrest", "displacement"))
# Events that happen at a place which the report may have told before.
PLACED: Final = frozenset(
    (
        *ATTACK,
        "territory_taken",
        "equipment_loss",
        "repelled",
        "withdrawal",
        "deployment",
        "killing",
        "arrest",
        "abduction",
    )
)
RANK: Final = {kind: n for n, kind in enumerate(ATTACK)}


@dataclass(slots=True)
class Draft:
    """An event being put together: tokens, type, roles; `figures` are indexes of stated figures.

    `said_date`: its only day is the one on which it was told. `marks` is what was said of it when it was proposed, for
    its evidence.
    """

    start: int
    end: int
    type: str
    roles: Roles
    trigger: TriggerMention | None
    places: tuple[PlaceMention, ...] = ()
    date: DateMention | None = None
    status: str = "occurred"
    claimant: str = "report"
    background: bool = False
    definite: bool = False
    inherited_date: bool = False
    said_date: bool = False
    inherited_targets: bool = False
    inherited_actors: bool = False
    mutual: bool = False
    marks: tuple[str, ...] = ()
    figures: list[int] = field(default_factory=list)
    also: list[tuple[int, int]] = field(default_factory=list)
