"""Who says so, counted once: spokesmen with their house, short names with long ones, copies with their first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from marsad.link.rules import LinkSettings
from marsad.text.folding import fold_word

OWN_VOICE = "report"
# Before the name of a set of copies, where it is the teller.
COPIES: Final = "copies of "
# Who is quoted without a name in copies of one text is one, whatever each copy calls him.
NOBODY: Final = "nameless"
_QUOTES: Final = str.maketrans(dict.fromkeys("\"'«»“”‘’"))


def claimant_key(claimant: str, teller: str, houses: Mapping[str, str], settings: LinkSettings) -> str:
    """The key under which a claimant is one, in one incident.

    The report's own voice and claimants without a name are one per `teller` (an outlet, or a set of copies: in copies
    of one text whoever is quoted without a name is one); a named claimant is one whoever quotes him. `houses` is
    from `houses_of`.
    """
    if claimant == OWN_VOICE:
        return f"{OWN_VOICE}@{teller}"
    name = named(claimant)
    if nameless(name, settings):
        return f"{NOBODY if teller.startswith(COPIES) else name}@{teller}"
    return houses.get(name, name)


def named(claimant: str) -> str:
    """A claimant's name in folded spelling, without quotation marks."""
    return " ".join(fold_word(claimant).translate(_QUOTES).split())


def has_name(key: str) -> bool:
    """Whether the key of a claimant is that of one with a name or a house."""
    return "@" not in key


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
    names = sorted({named(c) for c in claimants if c != OWN_VOICE})
    known = [n for n in names if n and not nameless(n, settings)]
    tokens = {n: frozenset(n.split()) for n in known}
    houses: dict[str, str] = {}
    for name in known:
        longer = [other for other in known if tokens[name] < tokens[other]]
        # Two longer names that do not contain each other ("الجيش التركي", "الجيش السوري") leave the short one alone.
        largest = [n for n in longer if not any(tokens[n] < tokens[other] for other in longer)]
        chosen = largest[0] if len(largest) == 1 else name
        houses[name] = settings.claimants.get(chosen, settings.claimants.get(name, chosen))
    return houses
