"""Reports of the network: a page, or the entries of a feed with the pages they lead to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from marsad.errors import SourceError
from marsad.model import Report
from marsad.sources.address import Url, is_front, origin_of, report_id_of, url_of
from marsad.sources.asking import FetchError
from marsad.sources.feed import Entry, is_feed, parse_feed
from marsad.sources.fetching import Fetched, Fetcher
from marsad.sources.intake import Intake
from marsad.sources.page import page_of
from marsad.sources.problem import Problem

_DIGITS: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the user says of a feed, or of a page of it: it outranks what the page or the feed says of itself."""

    outlet: str | None = None
    language: str | None = None


_NOTHING: Final = Said()


def read_url(url: Url, intake: Intake) -> Iterator[Report]:
    """The report of the page at an address; where a feed is there, a report for each of its entries.

    An entry that has no whole text of its own is read from the page it links to; where that cannot be had, its summary
    is read, and a note says so. What cannot be fetched or read is a problem.
    """
    fetcher = intake.fetcher or Fetcher(settings=intake.settings)
    settings = intake.settings
    try:
        found = fetcher.fetch(url, limit=max(settings.max_report_bytes, settings.max_feed_bytes))
        if is_feed(found.body):
            yield from _entries(found, fetcher, intake)
        else:
            yield report_of_page(found, intake)
    except SourceError as error:
        intake.refuse(error, path=url)


def page_behind(entry: Entry, fetcher: Fetcher, *, limit: int) -> Fetched:
    """The page that an entry links to. Raises FetchError where it cannot be had, or leads to the front of the site."""
    if entry.link is None:
        raise FetchError("the entry links to no page")
    found = fetcher.fetch(url_of(entry.link), limit=limit)
    if is_front(found.url) and not is_front(entry.link):
        raise FetchError("the address leads to the front page of its site")
    return found


def report_of_page(
    found: Fetched, intake: Intake, *, entry: Entry | None = None, said: Said = _NOTHING, id: str | None = None
) -> Report:
    """The report of a fetched page, whose bytes are kept. A day that the entry of a feed gives outranks the page's.

    Raises SourceError where no report is in it.
    """
    page = page_of(found.body, charset=found.charset, url=found.url, limit=intake.settings.max_report_bytes)
    report_id = id or report_id_of(found.url)
    day = entry.published if entry is not None else None
    published, giver = intake.dated(
        report_id, path=url_of(found.url), record=day or page.published, giver="feed" if day else "page"
    )
    row = intake.manifest.get(report_id)
    return Report(
        id=report_id,
        text=page.whole,
        sha256=intake.kept(found.body),
        title=page.title,
        outlet=row.outlet or said.outlet or page.outlet or intake.outlet,
        published=published,
        published_from=giver,
        url=row.url or found.url,
        language=said.language or page.language,
        retrieved=_iso(found.at),
    )


def report_of_entry(
    entry: Entry, text: str, intake: Intake, *, feed: str, at: datetime, said: Said = _NOTHING, id: str | None = None
) -> Report:
    """The report that an entry itself holds; the entry is kept as its original. `feed` is the address of its feed.

    Its text is the title, a blank line and `text`.
    """
    report_id = id or entry_id(entry, feed)
    published, giver = intake.dated(report_id, path=url_of(feed), record=entry.published, giver="feed")
    row = intake.manifest.get(report_id)
    titled = entry.title is not None and text.split("\n", 1)[0] != entry.title
    return Report(
        id=report_id,
        text=f"{entry.title}\n\n{text}" if titled and text else text or entry.title or "",
        sha256=intake.kept(entry.raw),
        title=entry.title,
        outlet=row.outlet or said.outlet or intake.outlet,
        published=published,
        published_from=giver,
        url=row.url or entry.link,
        language=said.language or entry.language or "ar",
        retrieved=_iso(at),
    )


def entry_id(entry: Entry, feed: str) -> str:
    """The id of an entry's report: that of the page it links to, else the host of its feed and a hash of its key."""
    if entry.link is not None:
        return report_id_of(entry.link)
    return f"{origin_of(feed).host}-{hashlib.sha256(entry.key.encode()).hexdigest()[:_DIGITS]}"


def _entries(found: Fetched, fetcher: Fetcher, intake: Intake) -> Iterator[Report]:
    feed = parse_feed(found.body, charset=found.charset, url=found.url)
    if feed.broken:
        intake.problems(Problem(file=found.url, line=None, what=feed.broken, todo=None))
    said = Said(outlet=intake.outlet or feed.title)
    for entry in feed.entries:
        try:
            yield _report(entry, found, fetcher, intake, said)
        except SourceError as error:
            intake.refuse(error, path=entry.link or found.url)


def _report(entry: Entry, found: Fetched, fetcher: Fetcher, intake: Intake, said: Said) -> Report:
    whole = entry.whole(None)
    if whole is not None:
        return report_of_entry(entry, whole, intake, feed=found.url, at=found.at, said=said)
    try:
        page = page_behind(entry, fetcher, limit=intake.settings.max_report_bytes)
        return report_of_page(page, intake, entry=entry, said=said)
    except SourceError as error:
        return report_of_summary(entry, error, intake, feed=found.url, at=found.at, said=said)


def report_of_summary(
    entry: Entry,
    error: SourceError,
    intake: Intake,
    *,
    feed: str,
    at: datetime,
    said: Said = _NOTHING,
    id: str | None = None,
) -> Report:
    """The report of an entry of which no more is to be had than its summary; a note says why.

    Raises SourceError for an entry without any words.
    """
    short = entry.short()
    if short is None and entry.title is None:
        raise SourceError("an entry without title, text and page", todo="tell the keeper of the feed")
    what = f"its summary is read: {error.what}"
    intake.problems(Problem(file=entry.link or feed, line=None, what=what, todo=error.todo, note=True))
    return report_of_entry(entry, short or "", intake, feed=feed, at=at, said=said, id=id)


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
