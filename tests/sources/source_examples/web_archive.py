"""A WARC file, each record gzipped by itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcs import Capture, archive

from source_examples.html import page
from source_examples.told import Example, Told


def write(folder: Path, told: Sequence[Told]) -> Path:
    source = folder / "crawl.warc.gz"
    source.write_bytes(archive(Capture(url=f"https://example.org/{one.id}", body=page(one)) for one in told))
    return source


def raw(source: Path) -> list[bytes]:
    with source.open("rb") as file:
        return [record.content_stream().read() for record in ArchiveIterator(file) if record.rec_type == "response"]


WEB_ARCHIVE = Example(
    kind="web archives (.warc, .warc.gz, .warc.zst, .wacz)",
    write=write,
    raw=raw,
    many=True,
    dates=True,
    marks=False,
    coded=False,
)
