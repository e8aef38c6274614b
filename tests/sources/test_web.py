"""Addresses as sources: a page is a report, a feed is one for each of its entries."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

import site_of_tests as sites
from feeds_of_tests import Item, atom, long_text, page, rss
from marsad.archive import Archive
from marsad.errors import UsageError
from marsad.model import Report
from marsad.settings import Settings
from marsad.sources import Fetcher, Intake, Limits, Manifest, Problem, Row, read_source, source_of
from marsad.sources.address import report_id_of
from marsad.sources.fragment import text_of
from site_of_tests import Hours, Served, Site, redirect

Read = Callable[..., tuple[list[Report], list[Problem]]]


@pytest.fixture
def site() -> Iterator[Site]:
    with sites.site() as made:
        yield made


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read an address with a fetcher that does not wait; its reports and every problem told."""

    def reading(address: str, *, limit: int = 1_000_000, manifest: Manifest | None = None, **said: str) -> object:
        hours, problems = Hours(), list[Problem]()
        settings = Settings(private_addresses=True, max_report_bytes=limit, max_feed_bytes=limit)
        limits = Limits(tries=2, read=0.3, whole=2.0)
        intake = Intake(
            settings=settings,
            problems=problems.append,
            today=date(2024, 6, 1),
            archive=Archive(folder=tmp_path / "originals"),
            fetcher=Fetcher(settings=settings, limits=limits, clock=hours.clock, sleep=hours.sleep, now=hours.now),
            manifest=manifest or Manifest(),
            **said,
        )
        return list(read_source(source_of(address), intake)), problems

    return reading  # type: ignore[return-value]


def test_a_page_is_a_report(site: Site, read: Read, tmp_path: Path) -> None:
    """Its words, title, outlet and day are the page's; its address, its time and its bytes are kept."""
    site["/news/1"] = page(1)
    (report,), problems = read(f"{site.url}/news/1")
    assert problems == []
    assert (report.id, report.url) == (report_id_of(f"{site.url}/news/1"), f"{site.url}/news/1")
    assert (report.title, report.outlet, report.language) == ("خبر 1", "موقع المثال", "ar")
    assert (report.published, report.published_from) == ("2024-05-02", "page")
    assert report.text.startswith("خبر 1\n\n")
    assert "الرئيسية" not in report.text
    assert (report.retrieved, report.path) == ("2024-05-01T12:00:00Z", None)
    assert Archive(folder=tmp_path / "originals").read(report.sha256) == page(1).encode()


def test_manifest_and_options_stand_where_they_do(site: Site, read: Read) -> None:
    """The manifest outranks the page, the page the options."""
    site["/news/1"] = page(1)
    id = report_id_of(f"{site.url}/news/1")
    row = Manifest({id: Row(published="2024-05-05", outlet="غيره", url="https://example.org/1")})
    (report,), _ = read(f"{site.url}/news/1", manifest=row, outlet="لا", published="2024-05-06")
    assert (report.outlet, report.published, report.published_from) == ("غيره", "2024-05-05", "manifest")
    assert report.url == "https://example.org/1"
    (report,), _ = read(f"{site.url}/news/1", outlet="لا", published="2024-05-06")
    assert (report.outlet, report.published, report.published_from) == ("موقع المثال", "2024-05-02", "page")


@pytest.mark.parametrize("type", ["text/html; charset=utf-8", "text/html", None])
@pytest.mark.parametrize("declared", ["utf-8", None])
def test_windows_1256_served_as_anything(site: Site, read: Read, type: str | None, declared: str | None) -> None:
    """A page in Windows-1256 under the label of UTF-8, or none, is read letter by letter."""
    site["/old"] = Served(body=page(4, charset=declared).encode("cp1256"), type=type)
    (report,), _ = read(f"{site.url}/old")
    assert report.text == f"خبر 4\n\n{text_of(long_text(4))}"


def test_a_page_after_redirects_is_that_of_its_last_address(site: Site, read: Read) -> None:
    """A short link and the page it leads to are one report."""
    site["/s"], site["/news/1"] = redirect("/news/1?utm_campaign=x"), page(1)
    site["/news/1?utm_campaign=x"] = page(1)
    assert read(f"{site.url}/s")[0][0].id == read(f"{site.url}/news/1")[0][0].id


@pytest.mark.parametrize(
    ("path", "answer", "said"),
    [
        ("/gone", Served(status=404), "HTTP 404"),
        ("/empty", Served(), "empty"),
        ("/menu", "<html><body><nav><a href='/'>الرئيسية</a></nav></body></html>", "no article"),
        ("/large", Served(body=b"<html>" + b"a" * 1_000_001), "larger than 1,000,000 bytes"),
        ("/fails", Served(status=500), "HTTP 500"),
    ],
)
def test_what_cannot_be_read_is_a_problem(site: Site, read: Read, path: str, answer: Served, said: str) -> None:
    """It names the address, what is wrong and the next step; nothing raises."""
    site[path] = answer
    reports, (problem,) = read(f"{site.url}{path}")
    assert reports == []
    assert problem.file == f"{site.url}{path}"
    assert said in problem.what
    assert not problem.note


def test_an_address_that_is_none() -> None:
    """A source that begins as an address does and is none was asked for wrongly; a path is a path."""
    with pytest.raises(UsageError, match="no address"):
        source_of("https://")
    assert source_of("https/reports.txt") == Path("https/reports.txt")


def test_a_feed_by_its_content(site: Site, read: Read, tmp_path: Path) -> None:
    """Served as a page, a feed is a feed: whole entries are reports, the others are read from their pages."""
    items = [
        Item(guid="1", link=f"{site.url}/news/1", title="أول", content=long_text(1)),
        Item(guid="2", link=f"{site.url}/news/2?utm_medium=rss", title="ثان"),
    ]
    site["/feed"], site["/news/2?utm_medium=rss"] = rss(items), page(2)
    (whole, linked), problems = read(f"{site.url}/feed")
    assert problems == []
    assert whole.text == f"أول\n\n{text_of(long_text(1))}"
    assert (whole.published, whole.published_from, whole.outlet) == ("2024-05-01", "feed", "وكالة")
    assert (whole.id, linked.id) == (report_id_of(f"{site.url}/news/1"), report_id_of(f"{site.url}/news/2"))
    assert (linked.published, linked.published_from, linked.title) == ("2024-05-01", "feed", "خبر 2")
    originals = Archive(folder=tmp_path / "originals")
    assert b'"key":"1"' in originals.read(whole.sha256)
    assert originals.read(linked.sha256) == page(2).encode()
    assert whole.sha256 == hashlib.sha256(originals.read(whole.sha256)).hexdigest()


def test_an_undated_entry_has_the_day_of_its_page(site: Site, read: Read) -> None:
    """Where the feed does not say when, the page does."""
    site["/feed"] = rss([Item(guid="2", link=f"{site.url}/news/2", published=None)])
    site["/news/2"] = page(2)
    (report,), _ = read(f"{site.url}/feed")
    assert (report.published, report.published_from) == ("2024-05-02", "page")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Served(status=404), "HTTP 404"),
        (Served(status=500), "HTTP 500"),
        (redirect("/"), "front page"),
        (Served(body=b"%PDF-1.7 no page", type="application/pdf"), "no HTML page"),
    ],
)
def test_a_summary_stands_in_for_a_page(site: Site, read: Read, answer: Served, why: str) -> None:
    """Where the page cannot be had, the summary is read, and a note says why."""
    site["/feed"] = atom([Item(guid="3", link=f"{site.url}/news/3", content="<p>مقتل ثلاثة</p>", published=None)])
    site["/news/3"], site["/"] = answer, page(9)
    (report,), (problem,) = read(f"{site.url}/feed")
    assert report.text == "قصف على المدينة\n\nمقتل ثلاثة"
    assert problem.note
    assert "its summary is read" in problem.what
    assert why in problem.what


def test_a_page_that_robots_may_not_fetch(site: Site, read: Read) -> None:
    """It is not fetched: the summary is read."""
    site["/robots.txt"] = Served(body=b"User-agent: *\nDisallow: /news/", type="text/plain")
    site["/feed"] = rss([Item(guid="3", link=f"{site.url}/news/3")])
    (report,), (problem,) = read(f"{site.url}/feed")
    assert "مقتل عدد" in report.text
    assert "robots.txt forbids it" in problem.what
    assert "/news/3" not in site.paths_asked()


def test_a_broken_feed_is_told_and_read(site: Site, read: Read) -> None:
    """What is in it is read; that it is broken is a problem, since something may be missing."""
    site["/feed"] = rss([Item(guid=str(n), link=None, content=long_text(n)) for n in range(3)])[:-60]
    reports, problems = read(f"{site.url}/feed")
    assert len(reports) == 2
    assert ["breaks off" in problem.what for problem in problems] == [True]
