"""Places: the packaged table, look-up by Arabic name, resolution with the whole report in view."""

from marsad.gazetteer.entries import Entry
from marsad.gazetteer.named import Hints, Named, Resolution
from marsad.gazetteer.nouns import Direction, Homograph, PlaceNoun
from marsad.gazetteer.resolve import resolve
from marsad.gazetteer.table import Gazetteer, load_gazetteer, make_gazetteer

__all__ = [
    "Direction",
    "Entry",
    "Gazetteer",
    "Hints",
    "Homograph",
    "Named",
    "PlaceNoun",
    "Resolution",
    "load_gazetteer",
    "make_gazetteer",
    "resolve",
]
