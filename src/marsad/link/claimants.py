"""Who says so, counted once: spokesmen with their house, short names with long ones, copies with their first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from marsad.link.rules import LinkSettings
from marsad.text.folding import fold_word

OWN_VOICE = "report"


def claimant_key(claimant: str, teller: str, houses: Mapping[str, str], settings: LinkSettings) -> str:
    """The key under which a claimant is one, in one incident.

    The report's own voice and claimants without a name are one per `teller` (an outlet, or a set of copies); a named
    claimant is one whoever quotes him. `houses` is from `houses_of`.
    """
    if claimant == OWN_VOICE:
        return f"{OWN_VOICE}@{teller}"
    name = fold_word(claimant)
    if nameless(name, settings):
        return f"{name}@{teller}"
    return houses.get(name, name)


def nameless(folded: str, settings: LinkSettings) -> bool:
    """Whether a folded claimant is a source without a name or house: "شهود عيان", "وسائل إعلام تركية".

    "مصدر في الشرطة" has a house, and one "مصدر عسكري" is taken for that of one army.
    """
    words = folded.split()
    if all(word in settings.anonymous for word in words):
        return True
    return words[0] in settings.telling and all(w in settings.anonymous or w.endswith(_RELATED) for w in words[1:])


# The end of an adjective of relation ("تركية", "طبية", "محليين").
_RELATED: Final = ("يه", "يين", "يون")


def houses_of(claimants: Iterable[str], settings: LinkSettings) -> dict[str, str]:
    """For each folded named claimant of an incident the name it is counted under.

    "الجيش" is "الجيش التركي" where only that one is named as well, and a spokesman of `data/link.toml` is his house.
    """
    names = sorted({fold_word(c) for c in claimants if c != OWN_VOICE})
    named = [n for n in names if not nameless(n, settings)]
    tokens = {n: frozenset(n.split()) for n in named}
    houses: dict[str, str] = {}
    for name in named:
        longer = [other for other in named if tokens[name] < tokens[other]]
        # Two longer names that do not contain each other ("الجيش التركي", "الجيش السوري") leave the short one alone.
        largest = [n for n in longer if not any(tokens[n] < tokens[other] for other in longer)]
        chosen = largest[0] if len(largest) == 1 else name
        houses[name] = settings.claimants.get(chosen, settings.claimants.get(name, chosen))
    return houses
