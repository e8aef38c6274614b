"""Where an event happened that the report tells elsewhere: the event before, the next sentences, its head, a province.

What stands in an event's own sentence is found by `marsad.extract.placing` (codebook, "Events": the finest place told).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from marsad.extract.draft import PLACED, Draft
from marsad.extract.sheet import PlaceMention, Sheet
from marsad.lexicon.grammar import PlacingGrammar
from marsad.text.clitics import heads
from marsad.text.folding import fold_word

_MARKS: Final = frozenset({"-", "–", "•", "*", "_"})  # before an item of a list
_REACH: Final = 4  # sentences over which the place of an event holds for the next
_FRAME: Final = 16  # sentences over which a province holds for finer places named in it
_PROVINCE: Final = (3, 4)
_COUNTRY: Final = 5


def carry_places(sheet: Sheet, drafts: Sequence[Draft], grammar: PlacingGrammar) -> None:
    """An event without a place, or in "the village", is where the one before was; a province told holds."""
    for n, draft in enumerate(drafts):
        if draft.type not in PLACED:
            continue
        if not draft.places or _anaphoric(sheet, draft, drafts[:n], grammar):
            _as_before(sheet, draft, drafts[:n])
    for n, draft in enumerate(drafts):
        if draft.type in PLACED and not draft.places:
            _as_after(sheet, draft, drafts[n + 1 :])
    _told_finer(sheet, drafts)
    frames = _frames(sheet, grammar)
    sides = _sides_of_countries(sheet, grammar)
    for n, draft in enumerate(drafts):
        if draft.type in PLACED and draft.places:
            _in_province(sheet, draft, frames)
            _in_side(sheet, draft, drafts[:n], sides)


def _anaphoric(sheet: Sheet, draft: Draft, before: Sequence[Draft], grammar: PlacingGrammar) -> bool:
    """Whether an event's place is "the village", "the two villages": also where a town is called so."""
    for place in draft.places:
        if fold_word(place.place.name) not in grammar.the_place:
            continue
        if place.place.latitude is None:
            return True
        pair = any(len([p for p in d.places if p.place.precision != 4]) >= 2 for d in before[-3:])
        if pair and place.start == place.name_start:
            return True
    return False


def _as_before(sheet: Sheet, draft: Draft, before: Sequence[Draft]) -> None:
    for earlier in reversed(before):
        far = sheet.sentence_of[draft.start] - sheet.sentence_of[earlier.start] > _REACH
        if far or earlier.start < sheet.title_end <= draft.start:
            return
        if earlier.places and earlier.type in PLACED:
            draft.places = earlier.places
            return


def _as_after(sheet: Sheet, draft: Draft, after: Sequence[Draft]) -> None:
    """What a lead tells without a place is where the same kind of event is that the next sentences tell."""
    for later in after:
        far = sheet.sentence_of[later.start] - sheet.sentence_of[draft.start] > _REACH
        if far or _item_between(sheet, draft.start, later.start):
            return
        if later.type == draft.type and later.places:
            draft.places = later.places
            return


def _item_between(sheet: Sheet, start: int, end: int) -> bool:
    """Whether an item of a list begins between two words: its places are those of what it tells alone."""
    return any(sheet.words[i] == "\n" and sheet.words[i + 1] in _MARKS for i in range(start, end - 1))


def _told_finer(sheet: Sheet, drafts: Sequence[Draft]) -> None:
    """What the head of a report tells of a whole country, or a side of it, is where the next sentences have it."""
    end = _head(sheet)
    for draft in drafts:
        one = draft.type in PLACED and draft.start < end and len(draft.places) == 1
        if one and draft.places[0].place.precision == _COUNTRY:
            draft.places = (*draft.places, *_finer(sheet, draft, drafts))


def _finer(sheet: Sheet, draft: Draft, drafts: Sequence[Draft]) -> Sequence[PlaceMention]:
    """The places of the first sentence after a draft that lie in its only place, if it is the one that tells it."""
    low = sheet.sentence_of[draft.start]
    after = [p for p in sheet.places if low < sheet.sentence_of[p.start] <= low + _REACH]
    country = draft.places[0].place.country
    fine = [p for p in after if p.place.precision != _COUNTRY and p.place.country == country]
    if not fine:
        return ()
    there = sheet.sentence_of[fine[0].start]
    told = [d for d in drafts if sheet.sentence_of[d.start] == there]
    same = next((d for d in told if d.type == draft.type), None)
    if same is not None and fine[0] in same.places:
        return [p for p in same.places if p.place.precision != _COUNTRY]
    return [p for p in fine if sheet.sentence_of[p.start] == there] if not told and there - low <= 1 else ()


def _head(sheet: Sheet) -> int:
    """The end of the first sentence after the title."""
    lead = next((i for i in range(sheet.title_end, len(sheet.words)) if sheet.words[i][0].isalnum()), 0)
    return sheet.sentence(lead)[1] if sheet.words else 0


def _in_province(sheet: Sheet, draft: Draft, frames: Sequence[PlaceMention]) -> None:
    """Adds the province that opened the passage to places that lie in it and are told without it."""
    known = {p.place.admin1 for p in draft.places if p.place.admin1}
    low, high = sheet.sentence(draft.start)
    beside = [p for p in sheet.places if low <= p.start < high and p.place.precision == 4]
    frame = next((p for p in beside if p.place.admin1 in known), None)
    frame = frame or next((p for p in reversed(frames) if p.start < draft.start), None)
    if frame is None or len(known) != 1 or frame.place.admin1 not in known:
        return
    if sheet.sentence_of[draft.start] - sheet.sentence_of[frame.start] > _FRAME:
        return
    names = {fold_word(p.place.name) for p in draft.places}
    if fold_word(frame.place.name) not in names and not any(p.place.precision in _PROVINCE for p in draft.places):
        draft.places = (*draft.places, frame)


def _frames(sheet: Sheet, grammar: PlacingGrammar) -> list[PlaceMention]:
    """The provinces with which sentences open: "وفي مأرب …"."""
    found = []
    for place in sheet.places:
        low = sheet.sentence(place.start)[0]
        opens = place.start - low <= 2 and sheet.words[low].removeprefix("و") in grammar.opening
        if opens and place.place.admin1 and fold_word(place.place.name) == fold_word(place.place.admin1):
            found.append(place)
    return found


def _sides_of_countries(sheet: Sheet, grammar: PlacingGrammar) -> list[PlaceMention]:
    """The sides of countries that the head of a report tells: "شمال سوريا"."""
    end = _head(sheet)
    return [
        p
        for p in sheet.places
        if p.start < end
        and p.place.precision == _COUNTRY
        and any(h.form in grammar.near for h in heads(sheet.words[p.start]))
    ]


def _in_side(sheet: Sheet, draft: Draft, before: Sequence[Draft], sides: Sequence[PlaceMention]) -> None:
    """Adds the side of a country in which the head of a report has it to a place of that country."""
    if any(p.place.precision == _COUNTRY for p in draft.places):
        return
    countries = {p.place.country for p in draft.places}
    low, high = sheet.sentence(draft.start)
    if any(low <= p.start < high and p.place.precision == _COUNTRY for p in sheet.places):
        return
    for side in sides:
        if countries == {side.place.country} and any(d.type == draft.type and side in d.places for d in before):
            draft.places = (*draft.places, side)
            return
