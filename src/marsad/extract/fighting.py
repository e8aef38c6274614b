"""Who fights: states and factions, and the alliances that send forces; not bodies that only speak."""

from __future__ import annotations

from typing import Final

from marsad.lexicon.actors import Actor

_ONLY_SPEAK: Final = frozenset({"un", "eu", "arab_league", "african_union", "oic"})


def fights(actor: Actor) -> bool:
    """Whether an actor takes part in fighting."""
    return actor.kind in ("state", "nonstate") or (actor.kind == "international" and actor.id not in _ONLY_SPEAK)
