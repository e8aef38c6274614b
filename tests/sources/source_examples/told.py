"""What an example of a kind of source must be able to do, so that the contract can be held against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One report to be put into a source."""

    id: str
    text: str
    published: str | None = None


def itself(source: Path) -> Path:
    """The file to cut and to damage is the source itself."""
    return source


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """How the tests make a source of one kind.

    `kind` is its name in KINDS. `write` puts reports into a new folder and returns the path that is given to
    `marsad run`. `raw` finds the bytes of each record without Marsad, in the order of the reports. `file` is the file
    of the source that is emptied, cut and damaged.

    `many`: it can hold more than one report. `dates`: it says itself when a report was published.
    `marks`: direction marks survive in it. `coded`: it can be in an encoding that nobody can tell.
    `half`: cut off in the middle of its last record, it is told as a problem. `memory`: megabytes of Python objects in
    which a record of 50 MB must be refused.
    """

    kind: str
    write: Callable[[Path, Sequence[Told]], Path]
    raw: Callable[[Path], list[bytes]]
    file: Callable[[Path], Path] = itself
    many: bool
    dates: bool
    marks: bool = True
    coded: bool = True
    half: bool = True
    memory: int = 10
