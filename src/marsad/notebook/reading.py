"""One text read, without a register."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import lru_cache

from marsad.errors import UsageError
from marsad.extract import Reader, build_reader
from marsad.model import Reading, Report


def read(
    text: str,
    *,
    published: str | date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    id: str | None = None,
) -> Reading:
    """Read one report: its figures and events with spans into `text` (codebook, "One JSON object per report").

    `published` is the day of publication (`2020-02-03` or a date). Without it dates told by words ("أمس") stay empty:
    no day is guessed. `id` is made of the text where none is given. The first call takes about a second.

    Raises UsageError for a day that is none, DataError when a packaged table is broken.
    """
    content = text.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(content).hexdigest()
    day = _day(published)
    return _reader().read(
        Report(
            id=id or f"text-{digest[:12]}",
            text=text,
            sha256=digest,
            title=title,
            outlet=outlet,
            published=day,
            published_from=None if day is None else "option",
        )
    )


def _day(published: str | date | None) -> str | None:
    if published is None:
        return None
    try:
        given = published if isinstance(published, date) else date.fromisoformat(published)
    except ValueError as error:
        raise UsageError(f"published: {published!r} is no day", todo="give it as YYYY-MM-DD, or a date") from error
    return f"{given:%Y-%m-%d}"


@lru_cache(maxsize=1)
def _reader() -> Reader:
    return build_reader()
