"""Inflected forms of the stems that the tables list. Only what news prose writes: 3rd person, and 1st plural."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Form(NamedTuple):
    """One inflected form. `tense` perfect | imperfect | "" (a noun); `number` 1, 2 or 3 (more); `feminine` as written.

    `construct`: it stands only before a genitive or a pronoun.
    """

    text: str
    tense: str
    number: int
    feminine: bool = False
    construct: bool = False


def perfect(stem: str) -> Iterable[Form]:
    """قتل → قتل قتلت قتلا قتلتا قتلوا قتلن قتلنا."""
    yield Form(stem, "perfect", 1)
    yield Form(stem + "ت", "perfect", 1, True)
    yield Form(stem + "ا", "perfect", 2)
    yield Form(stem + "تا", "perfect", 2, True)
    yield Form(stem + "وا", "perfect", 3)
    yield Form(stem + "ن", "perfect", 3, True)
    yield Form(stem + "نا", "perfect", 3)


def perfect_weak(stem: str) -> Iterable[Form]:
    """نع → نعى نعت نعوا نعيا: a stem before a final yaa."""
    yield Form(stem + "ى", "perfect", 1)
    yield Form(stem + "ت", "perfect", 1, True)
    yield Form(stem + "يا", "perfect", 2)
    yield Form(stem + "وا", "perfect", 3)


def imperfect(stem: str) -> Iterable[Form]:
    """قتل → يقتل تقتل يقتلان يقتلون يقتلوا نقتل."""
    yield Form("ي" + stem, "imperfect", 1)
    yield Form("ت" + stem, "imperfect", 1, True)
    yield Form("ي" + stem + "ان", "imperfect", 2)
    yield Form("ي" + stem + "ون", "imperfect", 3)
    yield Form("ي" + stem + "وا", "imperfect", 3)
    yield Form("ن" + stem, "imperfect", 3)


def noun(singular: str) -> Iterable[Form]:
    """A noun's singular with its accusative alef: هجوم هجوما."""
    yield Form(singular, "", 1, singular.endswith("ة"))
    last = singular.split(" ")[-1]
    if not last.endswith(("ة", "ى", "اء", "ا")):
        yield Form(singular + "ا", "", 1)
    if " " not in singular and singular.endswith("ة"):
        yield Form(singular[:-1] + "ت", "", 1, True, True)


def dual(singular: str) -> Iterable[Form]:
    """جندي → جنديان جنديين; غارة → غارتان غارتين, and before a genitive غارتا غارتي.

    A masculine noun's form before a genitive ("جنديا") is left out: it is written as one of them in the accusative.
    """
    stem = singular[:-1] + "ت" if singular.endswith("ة") else singular
    feminine = singular.endswith("ة")
    yield Form(stem + "ان", "", 2, feminine)
    yield Form(stem + "ين", "", 2, feminine)
    if feminine:
        yield Form(stem + "ا", "", 2, feminine, True)
        yield Form(stem + "ي", "", 2, feminine, True)


def sound(singular: str) -> Iterable[Form]:
    """مسلح → مسلحون مسلحين, and before a genitive مسلحو مسلحي."""
    yield Form(singular + "ون", "", 3)
    yield Form(singular + "ين", "", 3)
    yield Form(singular + "و", "", 3, False, True)
    yield Form(singular + "ي", "", 3, False, True)


def plural(form: str) -> Iterable[Form]:
    """A broken or feminine plural, with its accusative alef where it takes one."""
    yield Form(form, "", 3)
    if not form.endswith(("ى", "اء", "ات", "ين", "ون", "ا", "ة")) and " " not in form:
        yield Form(form + "ا", "", 3)
