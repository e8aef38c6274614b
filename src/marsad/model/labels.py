"""Every label of the codebook, each list in the codebook's order."""

from __future__ import annotations

from typing import Final

OUTCOMES: Final = ("killed", "injured", "missing", "captured", "displaced", "casualties")
QUALIFIERS: Final = ("exact", "about", "more_than", "at_least", "at_most", "range", "vague")
VICTIMS: Final = ("civilian", "military", "nonstate", "mixed", "unknown")
AGE_SEX: Final = ("children", "women", "women_and_children")
SCOPES: Final = ("incident", "period", "cumulative")
STATUSES: Final = ("occurred", "ongoing", "failed", "planned", "denied")
GRADES: Final = ("confirmed", "fair", "weak", "contested", "discounted")

EVENT_TYPES: Final = (
    "clash", "airstrike", "drone_strike", "shelling", "ied", "suicide_attack", "chemical_attack", "killing",
    "abduction", "arrest", "territory_taken", "withdrawal", "repelled", "deployment", "equipment_loss", "displacement",
    "humanitarian", "protest", "riot", "meeting", "call", "statement", "agreement", "sanction", "other_violence",
    "other",
)  # fmt: skip

VIOLENT: Final = frozenset({
    "clash", "airstrike", "drone_strike", "shelling", "ied", "suicide_attack", "chemical_attack", "killing",
    "abduction", "other_violence", "riot", "repelled",
})  # fmt: skip

# Codebook, "Incidents": mentions are one incident when their type family agrees. Tellers name the same bomb on a road
# an attack, an explosion or an ambush, and the same raid an air strike or shelling.
TYPE_FAMILY: Final = {
    "clash": "attack", "airstrike": "attack", "drone_strike": "attack", "shelling": "attack", "ied": "attack",
    "suicide_attack": "attack", "chemical_attack": "attack", "killing": "attack", "other_violence": "attack",
    "riot": "unrest", "protest": "unrest", "abduction": "detention", "arrest": "detention",
    "territory_taken": "ground", "withdrawal": "ground", "repelled": "ground", "deployment": "movement",
    "equipment_loss": "equipment", "displacement": "displacement", "humanitarian": "humanitarian", "meeting": "talk",
    "call": "talk", "statement": "talk", "agreement": "talk", "sanction": "talk", "other": "other",
}  # fmt: skip

ACTOR_LABELS: Final = (
    "syria_gov", "opposition", "hts", "islamic_state", "sdf", "hezbollah", "iran", "iran_militias", "russia", "turkey",
    "usa", "intl_coalition", "israel", "israel_settlers", "hamas", "islamic_jihad", "palestinian_groups", "fatah_pa",
    "houthis", "saleh_forces", "yemen_gov", "yemen_resistance", "stc", "saudi_coalition", "saudi_gov", "gulf_states",
    "aqap", "al_qaeda", "iraq_gov", "pmf", "iraq_militias", "iraq_tribes", "kurdistan", "pkk", "lebanon_gov",
    "egypt_gov", "is_sinai", "jordan", "saf", "rsf", "sudan_rebels", "lna", "gna", "libya_militias", "afghan_gov",
    "taliban", "pakistan", "boko_haram", "nigeria_gov", "al_shabaab", "somalia_gov", "amisom", "un", "eu",
    "police_other", "militants", "civilians", "infrastructure", "unknown",
)  # fmt: skip

_KNOWN = frozenset(ACTOR_LABELS)


def printed_actor(actor_id: str) -> str:
    """What an actor of the registry is printed as: its id, or `other:<id>` outside the codebook's list."""
    return actor_id if actor_id in _KNOWN or actor_id.startswith("other:") else f"other:{actor_id}"
