"""Which side speaks: the one in the name of who is told to assert what stands at a token (codebook, "claimant")."""

from __future__ import annotations

from typing import Final

from marsad.extract.sheet import Attribution, Sheet, SideMention
from marsad.text.folding import fold
from marsad.text.tokens import words

_REACH: Final = 14  # words from a verb of stating to the side in the name of who states


def stated_by(sheet: Sheet, token: int) -> Attribution | None:
    """Who is told to state what the word at a token says: the attribution that begins there, and is no mere rest."""
    return next((a for a in sheet.attributions if a.start == token and a.kind in ("stated", "verb")), None)


def side_in_name(sheet: Sheet, attribution: Attribution) -> SideMention | None:
    """The side that a claimant's name holds ("متحدث باسم الجيش"): the first of its words that the report reads so."""
    name = _folded(attribution.claimant)
    for mention in sheet.sides:
        begun = mention.start == attribution.start + 1 and _words(sheet, mention).startswith(f"{name} ")
        near = attribution.start <= mention.start < attribution.start + _REACH
        if begun or (near and _holds(name, sheet, mention)):  # "الفرقة 30", claimed by "الفرقة"
            return None if _object_after(sheet, attribution.start + 1, mention) else mention
    return None


def follows(sheet: Sheet, attribution: Attribution, token: int) -> bool:
    """Whether a claimant's name begins at a token."""
    first = _folded(attribution.claimant).split(" ", 1)[0]
    return token < len(sheet.words) and sheet.words[token] == first


def _object_after(sheet: Sheet, start: int, mention: SideMention) -> bool:
    """ "طالب المجلس الأعلى المحكمة بـ": a common noun after two words with the article is no more of the subject."""
    gap = sheet.words[start : mention.start]
    described = len(gap) >= 2 and all(w.startswith("ال") for w in gap)  # the article
    return described and mention.kind == "generic" and not mention.preposition and not mention.conjunction


def speaking_side(sheet: Sheet, claimant: str, before: int) -> SideMention | None:
    """The side in a claimant's name as the report last told it before a token, or None."""
    name = _folded(claimant)
    told = [m for m in sheet.sides if m.start < before and m.kind != "adjective" and _holds(name, sheet, m)]
    return told[-1] if told else None


def _holds(name: str, sheet: Sheet, mention: SideMention) -> bool:
    told = _words(sheet, mention)
    bare = told.removeprefix(mention.conjunction).removeprefix(mention.preposition)
    return f" {told} " in f" {name} " or f" {bare} " in f" {name} "


def _words(sheet: Sheet, mention: SideMention) -> str:
    return " ".join(sheet.words[mention.start : mention.end])


def _folded(claimant: str) -> str:
    return " ".join(w for w in words(fold(claimant).text) if w[0].isalnum())
