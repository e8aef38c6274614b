"""Places: the packaged table, look-up by Arabic name, resolution with the whole report in view."""

from marsad.gazetteer.dump import read_dump
from marsad.gazetteer.entries import Entry
from marsad.gazetteer.imported import import_places
from marsad.gazetteer.merging import Merged
from marsad.gazetteer.named import Hints, Named, Resolution
from marsad.gazetteer.nouns import Direction, Homograph, PlaceNoun
from marsad.gazetteer.outlets import home_of
from marsad.gazetteer.pcodes import read_pcodes
from marsad.gazetteer.resolve import resolve
from marsad.gazetteer.table import Gazetteer, load_gazetteer, make_gazetteer

__all__ = [
    "Direction",
    "Entry",
    "Gazetteer",
    "Hints",
    "Homograph",
    "Merged",
    "Named",
    "PlaceNoun",
    "Resolution",
    "home_of",
    "import_places",
    "load_gazetteer",
    "make_gazetteer",
    "read_dump",
    "read_pcodes",
    "resolve",
]
