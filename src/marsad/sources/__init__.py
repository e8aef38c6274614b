"""Where reports come from: bytes in, Report out, and every input that cannot be used named as a problem."""

from marsad.sources.dates import day
from marsad.sources.intake import Intake
from marsad.sources.kinds import KINDS, read_source, size_of
from marsad.sources.manifest import Manifest, Row, read_manifest
from marsad.sources.page import Page, page_of
from marsad.sources.problem import Problem
from marsad.sources.record import FIELDS

__all__ = [
    "FIELDS",
    "KINDS",
    "Intake",
    "Manifest",
    "Page",
    "Problem",
    "Row",
    "day",
    "page_of",
    "read_manifest",
    "read_source",
    "size_of",
]
