"""A page that was saved as a file: one report, named by the file's stem."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from marsad.errors import SourceError
from marsad.model import Report
from marsad.sources.intake import Intake
from marsad.sources.page import page_of
from marsad.sources.problem import shown
from marsad.sources.text_file import bytes_of

_HEAD: Final = 4_096  # bytes in which the notes of browsers stand
_BY_BROWSER: Final = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+)")
_BY_SINGLE_FILE: Final = re.compile(rb"saved with SingleFile\s+url:\s*(https?://\S+)(?:\s+saved date:\s*([^\n(]+))?")
_WHEN: Final = "%a %b %d %Y %H:%M:%S GMT%z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What the program that saved a page noted in it: from where, and when (ISO, UTC)."""

    url: str | None = None
    retrieved: str | None = None


def read_saved_page(path: Path, intake: Intake) -> Iterator[Report]:
    """The one report of a page saved from a browser; a problem where there is none in it.

    Title, outlet and day are the page's own. The address is the manifest's, the one the browser noted when it saved
    the page, or the one the page names itself.
    """
    try:
        raw = bytes_of(path, limit=intake.settings.max_report_bytes)
        saved = saved_from(raw)
        page = page_of(raw, url=saved.url, limit=intake.settings.max_report_bytes)
    except SourceError as error:
        intake.refuse(error, path=path)
        return
    intake.consumed(len(raw))
    stem = Path(shown(path)).stem
    row = intake.manifest.get(stem)
    published, giver = intake.dated(stem, path=path, record=page.published, giver="page")
    yield Report(
        id=stem,
        text=page.whole,
        sha256=intake.kept(raw),
        title=page.title,
        outlet=row.outlet or page.outlet or intake.outlet,
        published=published,
        published_from=giver,
        path=shown(path),
        url=row.url or page.url,
        language=page.language,
        retrieved=saved.retrieved,
    )


def saved_from(raw: bytes) -> Saved:
    """The note that a browser or SingleFile left at the head of a page it saved."""
    head = raw[:_HEAD]
    found = _BY_SINGLE_FILE.search(head)
    if found:
        return Saved(url=_address(found[1]), retrieved=_time(found[2]))
    found = _BY_BROWSER.search(head)
    return Saved(url=_address(found[1])) if found else Saved()


def _address(said: bytes) -> str:
    return said.decode("utf-8", errors="replace")


def _time(said: bytes | None) -> str | None:
    try:
        when = datetime.strptime((said or b"").decode("ascii").strip(), _WHEN)
    except ValueError:
        return None
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
