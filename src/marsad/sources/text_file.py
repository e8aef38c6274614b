"""A text file: one report, named by the file's stem."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from marsad.errors import SourceError
from marsad.model import Report
from marsad.sources.intake import Intake
from marsad.sources.problem import shown
from marsad.sources.record import too_large
from marsad.text.decoding import decode


def read_text_file(path: Path, intake: Intake) -> Iterator[Report]:
    """The one report of a text file, every character as it stands there; a problem where it cannot be read."""
    try:
        data = bytes_of(path, limit=intake.settings.max_report_bytes)
        text = decode(data, where=str(path)).text
    except SourceError as error:
        intake.refuse(error, path=path)
        return
    intake.consumed(len(data))
    stem = Path(shown(path)).stem
    row = intake.manifest.get(stem)
    published, giver = intake.dated(stem, path=path)
    yield Report(
        id=stem,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        outlet=row.outlet or intake.outlet,
        published=published,
        published_from=giver,
        path=shown(path),
        url=row.url,
    )


def bytes_of(path: Path, *, limit: int) -> bytes:
    """The bytes of a file that is one report. Raises SourceError for one that cannot be read or is too large."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", todo="check its name and your rights to it") from error
    if len(data) > limit:
        raise too_large("it is", limit=limit)
    return data
