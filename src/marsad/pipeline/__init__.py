"""The order of the steps: read, store, link. The only part that knows them all."""

from marsad.pipeline.extraction import ExtractSummary, extract_files, read_into_memory
from marsad.pipeline.keeping import keep
from marsad.pipeline.linking import relink
from marsad.pipeline.progress import Progress, Silent
from marsad.pipeline.running import RunSummary, run
from marsad.pipeline.watching import Watch, WatchSummary

__all__ = [
    "ExtractSummary",
    "Progress",
    "RunSummary",
    "Silent",
    "Watch",
    "WatchSummary",
    "extract_files",
    "keep",
    "read_into_memory",
    "relink",
    "run",
]
