"""Who asserts what stands at a token (codebook, "claimant"), by the attributions that `Claimants` wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.extract.sheet import Attribution, Sheet

_SPREAD_REACH: Final = 8  # words from what is told to the verb that says who spread it
REPORT: Final = "report"


def claimant_at(sheet: Sheet, token: int, *, denying: bool = False, stating: bool = False) -> str:
    """Who asserts what stands at a token: the attribution nearest around it in its sentence, else the report.

    `denying`: who denies it counts too. `stating`: a statement stands there, which is its speaker's, or whose who tells
    of it; where a state or a faction condemns or owns up, the report tells what was seen.
    """
    inside = of_sentence(sheet, token)
    made = next((a for a in inside if stating and a.start == token), None)
    if made is not None:
        return made.told_by or (REPORT if made.seen else made.claimant)
    if stating:
        speaking = [a for a in inside if a.start < token and a.kind != "particle" and not a.quoted]
        if speaking and speaking[-1].kind == "stated":  # "طالب X بـ…، داعيا إلى …"
            return speaking[-1].told_by or (REPORT if speaking[-1].seen else speaking[-1].claimant)
    if token < sheet.title_end:
        return _of_lead(sheet)
    here = [a for a in inside if denying or not a.denies]
    return _nearest([a for a in here if a.kind != "stated" or a.start < token], token)


def _of_lead(sheet: Sheet) -> str:
    """Who says what a headline alone tells: the first whom the lead names as saying something, else the report."""
    lead = next((n for n, (start, _) in enumerate(sheet.sentences) if start >= sheet.title_end), 0)
    end = sheet.sentences[lead][1]
    said = [a for a in sheet.attributions if a.start < end and a.kind != "stated" and not a.denies]
    return said[0].claimant if said else REPORT


def said_at(sheet: Sheet, token: int) -> str:
    """Who says what stands at a token, of those who say something and take no stand only; else the report."""
    return _nearest([a for a in of_sentence(sheet, token) if a.kind != "stated" and not a.denies], token)


def of_sentence(sheet: Sheet, token: int) -> list[Attribution]:
    """The attributions of the sentence of a token."""
    start, end = sheet.sentence(token)
    return [a for a in sheet.attributions if start <= a.start < end]


def _nearest(here: Sequence[Attribution], token: int) -> str:
    """Of the attributions of a sentence the one around a token: one that quotes it, the last before, a source after."""
    before = [a for a in here if a.start <= token < a.end]
    after = [a for a in here if a.kind == "particle" and a.start > token]
    spread = [a for a in here if a.quoted and token < a.start <= token + _SPREAD_REACH]
    if spread:
        return spread[0].claimant
    if before:
        return before[-1].claimant
    return after[0].claimant if after else REPORT
