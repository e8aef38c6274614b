"""Pages of a web archive read in a second, beside the two libraries that do the work, each alone.

python tests/sources/warcs.py pages.warc.gz 5000
python bench/warc_speed.py pages.warc.gz

Prints pages in a second of one core for: FastWARC going through the file and taking each answer's bytes; trafilatura
with its own settings on these bytes, held in memory; Marsad from the file to reports, and the same with each original
kept in an archive; and the most memory that reading grew by. Each page is read once: nothing is measured warm.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import trafilatura
from fastwarc.warc import ArchiveIterator, WarcRecordType

from marsad.archive import Archive
from marsad.settings import Settings
from marsad.sources import Intake, page_of, read_source


def bodies(path: Path) -> Iterator[bytes]:
    """The bytes of every answer that is HTML, by FastWARC alone."""
    for record in ArchiveIterator(str(path), record_types=WarcRecordType.response, parse_http=True, auto_decode="all"):
        if (record.http_content_type or "").startswith("text/html"):
            yield record.reader.read()


def timed(work: Callable[[], int]) -> tuple[int, float]:
    """How many pages a piece of work went through, and how many in a second of this process."""
    began = time.process_time()
    count = work()
    return count, count / (time.process_time() - began)


def megabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


def reports(path: Path, archive: Archive | None = None) -> int:
    """Every report of the file, read as `marsad run` does."""
    intake = Intake(settings=Settings(), problems=lambda problem: None, archive=archive)
    return sum(1 for _ in read_source(path, intake))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    path: Path = parser.parse_args().archive
    first = next(bodies(path))
    page_of(first)  # the libraries load what they need
    trafilatura.bare_extraction(first)
    before = megabytes()
    ours = timed(lambda: reports(path))
    grown = megabytes() - before
    with tempfile.TemporaryDirectory() as folder:
        kept = timed(lambda: reports(path, Archive(folder=Path(folder))))
    bare = timed(lambda: sum(1 for _ in bodies(path)))
    held = list(bodies(path))
    alone = timed(lambda: sum(trafilatura.bare_extraction(raw) is not None for raw in held))
    print(f"{len(held):,} pages, {sum(map(len, held)) / 1e6:.1f} MB of HTML, {path.stat().st_size / 1e6:.1f} MB packed")
    for name, (count, speed) in {
        "fastwarc alone": bare, "trafilatura alone": alone, "marsad": ours, "marsad, originals kept": kept
    }.items():  # fmt: skip
        print(f"{name:24} {count:7,} {speed:10,.0f} pages/s   {speed / ours[1]:8.2f} times marsad")
    print(f"memory grew by {grown:.0f} MB while the file was read")
    return 0


if __name__ == "__main__":
    sys.exit(main())
