"""Reading: from a report to its figures, events, sides, places and claimants, on spaCy's blank Arabic."""

from marsad.extract.reader import Reader, build_reader

__all__ = ["Reader", "build_reader"]
