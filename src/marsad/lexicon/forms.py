"""The forms in which one Arabic noun or name is met: cases of sound plurals and duals, nisbas, variant spellings.

Everything here works on words as written, before folding; it adds letters and never asks whether the form is in use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

ARTICLE = "ال"


def definite(word: str) -> str:
    """A word with the article; unchanged where it has one."""
    return word if word.startswith(ARTICLE) else ARTICLE + word


def nisba_forms(masculine: str) -> tuple[str, ...]:
    """All forms of an adjective of belonging ("تركي"): genders, duals, sound plurals, accusative; without the article.

    A word that is no nisba ("أتراك") is its own only form.
    """
    if not masculine.endswith("ي"):
        return (masculine,)
    endings = ("", "ة", "ا", "ون", "ين", "ات", "ان", "تان", "تين")
    return tuple(masculine + ending for ending in endings)


def dual_forms(singular: str) -> tuple[str, ...]:
    """Both cases of a noun's dual: "جندي" gives "جنديان" and "جنديين", "طفلة" gives "طفلتان" and "طفلتين"."""
    if singular.endswith(("اء", "أة")):
        stem = singular[:-1] + "ت" if singular.endswith("ة") else singular
    elif singular.endswith("ة"):
        stem = singular[:-1] + "ت"
    elif singular.endswith("ى"):
        stem = singular[:-1] + "ي"
    else:
        stem = singular
    return (stem + "ان", stem + "ين")


def sound_plural_cases(plural: str) -> tuple[str, ...]:
    """A sound masculine plural in both cases and before a genitive: "مسلحون" gives "مسلحين", "مسلحو", "مسلحي" too."""
    if not plural.endswith("ون"):
        return (plural,)
    stem = plural[:-2]
    return (plural, stem + "ين", stem + "و", stem + "ي")


def name_forms(text: str, spellings: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Every way a name of one or more words is written, as word tuples, the written one first.

    Its words stand in their variant spellings; sound plurals in both cases together ("المتمردون الحوثيون",
    "المتمردين الحوثيين"); "أبو" in three cases; "عبد" apart from or joined to the next word.
    """
    alternatives = [_spelled(word, spellings) for word in text.split()]
    found: dict[tuple[str, ...], None] = {}
    for words in product(*alternatives):
        for cased in (words, _oblique(words)):
            found[cased] = None
            joined = _joined(cased)
            found[joined] = None
    return tuple(found)


def _spelled(word: str, spellings: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    bare = word.removeprefix(ARTICLE)
    article = word[: len(word) - len(bare)]
    if word in spellings:
        return tuple(spellings[word])
    return tuple(article + other for other in spellings.get(bare, (bare,)))


def _oblique(words: Iterable[str]) -> tuple[str, ...]:
    """The genitive and accusative of a name: each of its sound plurals, and a construct plural before another word."""
    all_words = tuple(words)
    changed = []
    for place, word in enumerate(all_words):
        more = place + 1 < len(all_words)
        if len(word) >= 5 and word.endswith("ون"):
            changed.append(word[:-2] + "ين")
        elif word == "أبو" or (more and len(word) >= 5 and word.endswith("و")):
            changed.append(word[:-1] + "ي")
        else:
            changed.append(word)
    return tuple(changed)


def _joined(words: Sequence[str]) -> tuple[str, ...]:
    out: list[str] = []
    for word in words:
        if out and out[-1] == "عبد":
            out[-1] += word
        else:
            out.append(word)
    return tuple(out)
