"""Places: the names found in a report, resolved with the whole report in view (codebook, "Places").

A named place that no gazetteer knows is kept, with null coordinates or those of the province the text puts it in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from marsad.extract.containment import Containment
from marsad.extract.found import Found
from marsad.extract.place_names import PlaceNames
from marsad.extract.sheet import PlaceMention, Sheet, sheet_of
from marsad.gazetteer import Entry, Gazetteer, Hints, Named, Resolution, home_of, resolve
from marsad.lexicon.actors import ActorRegistry
from marsad.lexicon.index import WordIndex, word_index
from marsad.model import Place
from marsad.text.clitics import heads


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The component: writes `sheet.places`."""

    gazetteer: Gazetteer
    registry: ActorRegistry
    names: PlaceNames
    containment: Containment
    version: str = "1"

    def __call__(self, doc: Doc) -> Doc:
        sheet = sheet_of(doc)
        told = {i for t in sheet.triggers for i in range(t.start + 1, t.end)}  # "إنزالا جويا" is in no Jouaiya
        found = [f for f in self.names.names(sheet) if not told.issuperset(range(f.start, f.end))]
        resolved = resolve(self._named(sheet, found), gazetteer=self.gazetteer, hints=self._hints(sheet))
        sheet.places.extend(_mention(sheet, f, r) for f, r in zip(found, resolved, strict=True))
        return doc

    def _named(self, sheet: Sheet, found: Sequence[Found]) -> list[Named]:
        within = self.containment.containers(sheet, found)
        return [
            Named(
                text=sheet.text(f.name_start, f.end),
                folded=f.folded,
                noun=f.noun,
                relation=f.relation,
                beside=k + 1 if _other_end(sheet, found, k) else None,
                within=within.get(k),
                bearing=f.bearing,
                distance_km=f.distance_km,
            )
            for k, f in enumerate(found)
        ]

    def _hints(self, sheet: Sheet) -> Hints:
        """How much of the report is of each country, by the homes of its outlet and of the sides it names."""
        votes: Counter[str] = Counter()
        for mention in sheet.sides:
            country = self.registry.actors[mention.labels[0]].country
            if country:
                votes[country] += 1
        total = sum(votes.values())
        # Armies fight abroad: their homes speak less than any place named.
        return Hints(
            outlet_country=home_of(sheet.report.outlet, sheet.report.url),
            countries={c: _SIDES_WEIGH * n / total for c, n in votes.items()} if total else {},
        )


def _other_end(sheet: Sheet, found: Sequence[Found], k: int) -> bool:
    """Whether the next name is the other end of "بين X وY"."""
    if found[k].relation != "between" or k + 1 >= len(found):
        return False
    return found[k + 1].start == found[k].end and sheet.words[found[k].end].startswith("و")


_SIDES_WEIGH: Final = 0.6


def _mention(sheet: Sheet, found: Found, resolution: Resolution) -> PlaceMention:
    place = Place(
        span=sheet.span(*found.printed),
        name=_bare(sheet, found),
        id=resolution.entry.id if resolution.entry else None,
        latitude=resolution.latitude,
        longitude=resolution.longitude,
        admin1=resolution.admin1,
        country=resolution.country,
        precision=resolution.precision,
        radius_km=resolution.radius_km,
        why=resolution.reason,
    )
    return PlaceMention(
        start=found.start, end=found.end, name_start=found.name_start, place=place, preposition=found.preposition,
        border=found.relation == "border",
    )  # fmt: skip


def _bare(sheet: Sheet, found: Found) -> str:
    """The printed name, without the clitics joined to its first word."""
    start, end = found.printed
    text = sheet.text(start, end)
    if sheet.words[start].startswith("لل") and text.startswith("لل") and found.relation == "border":
        return "ال" + text[2:]  # "وصولا للحدود التركية"
    at_name = found.name_start == start
    for head in heads(sheet.words[start]):
        joined = head.conjunction + head.preposition
        if not joined:
            if head.form == found.head and not at_name:
                return text
            continue
        if head.form == (found.folded.split()[0] if at_name else found.head) and (found.known or not at_name):
            return text[len(joined) :]
        if not found.known and head.conjunction == "و" and not head.preposition:
            return text[1:]
    return text


def place_index(gazetteer: Gazetteer) -> WordIndex[tuple[Entry, ...]]:
    """The gazetteer's names by their first word."""
    return word_index(gazetteer.names.items())
