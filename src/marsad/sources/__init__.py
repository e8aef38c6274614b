"""Where reports come from: bytes in, Report out, and every input that cannot be used named as a problem."""

from marsad.sources.address import Url
from marsad.sources.asking import FetchError, Limits
from marsad.sources.dates import day
from marsad.sources.feeds_file import WatchedFeed, read_feeds
from marsad.sources.fetching import Fetcher
from marsad.sources.intake import Intake
from marsad.sources.kinds import KINDS, read_source, size_of, source_of
from marsad.sources.manifest import Manifest, Row, read_manifest
from marsad.sources.page import Page, page_of
from marsad.sources.problem import Problem
from marsad.sources.record import FIELDS

__all__ = [
    "FIELDS",
    "KINDS",
    "FetchError",
    "Fetcher",
    "Intake",
    "Limits",
    "Manifest",
    "Page",
    "Problem",
    "Row",
    "Url",
    "WatchedFeed",
    "day",
    "page_of",
    "read_feeds",
    "read_manifest",
    "read_source",
    "size_of",
    "source_of",
]
