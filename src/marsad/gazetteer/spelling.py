"""How one place name is spelled in several ways: the article, joined and split compounds, hamza, a final taa marbuta.

Two strengths. `loose` is the key under which `Gazetteer.find` looks a name up when its exact spelling is unknown: it
forgets a lot, and is for a name already known to be a place. `variants` are the spellings under which a text may be
searched for the name: few and safe, since the words of a text are mostly no places.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_ARTICLE: Final = "ال"
_HAMZA: Final = str.maketrans({"ؤ": "و", "ئ": "ي", "ء": None, "-": " "})
# First words of compound names that are written joined to the next word or apart: كفر نوران, كفرنوران.
_JOINABLE: Final = frozenset(
    {"كفر", "تل", "عين", "معره", "معرت", "دير", "خان", "بيت", "ام", "ابو", "بو", "جرف", "عبد", "بني"}
)
_LEAST_STEM: Final = 3


@lru_cache(maxsize=65536)
def loose(folded: str) -> str:
    """One key for the spellings of a folded name: no article on any word, no spaces, no hamza, no final ه or ا."""
    return "".join(_bare(word) for word in folded.translate(_HAMZA).split())


def _bare(word: str) -> str:
    stem = word[2:] if word.startswith(_ARTICLE) and len(word) > _LEAST_STEM + 1 else word
    return stem[:-1] if stem[-1] in "اه" and len(stem) > _LEAST_STEM else stem


def variants(folded: str) -> tuple[str, ...]:
    """The spellings of a folded name to search a text for, itself first.

    A compound's first word joined to the next or split from it (كفرنوران, كفر نوران), a hyphen or a space, and the
    article put on or left off the second word of a compound (خان العسل, خان عسل). A name of one word keeps its article,
    or its lack of one: القائم is a town, قائم is not.
    """
    spellings = {folded: None, " ".join(folded.replace("-", " ").split()): None}
    for spelling in list(spellings):
        words = spelling.split()
        if len(words) == 2 and words[0] in _JOINABLE:
            first, second = words
            stem = second.removeprefix(_ARTICLE) if len(second) > _LEAST_STEM + 1 else second
            spellings |= dict.fromkeys([f"{first} {stem}", f"{first} {_ARTICLE}{stem}", f"{first}{second}"])
        elif len(words) == 1:
            spellings |= dict.fromkeys(_split(spelling))
    return tuple(spellings)


def _split(word: str) -> list[str]:
    return [
        f"{first} {word[len(first) :]}" for first in _JOINABLE if word.startswith(first) and _can_stand(first, word)
    ]


def _can_stand(first: str, word: str) -> bool:
    # امساعد is no «ام ساعد», عبدان no «عبد ان»: short first words split only on long rests.
    return len(word) - len(first) >= (4 if len(first) > 2 else 5)
