"""Watching feeds: what is new is read, once; what fails harms nothing else; what was begun is gone on with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import site_of_tests as sites
from feeds_of_tests import Item, atom, long_text, page, rss
from marsad.archive import Archive
from marsad.extract import Reader
from marsad.model import Report
from marsad.pipeline import Watch, WatchSummary
from marsad.register import Register, open_register, verify
from marsad.settings import Settings
from marsad.sources import Fetcher, Intake, Limits, Problem, WatchedFeed
from marsad.sources.address import report_id_of, url_of
from site_of_tests import Hours, Served, Site, redirect


@pytest.fixture
def site() -> Iterator[Site]:
    with sites.site() as made:
        yield made


class Desk:
    """A register, and all that watches feeds into it. Each `once` is a process of its own, but for the reader."""

    def __init__(self, folder: Path, reader: Reader) -> None:
        self.hours = Hours()
        self.lines: list[str] = []
        self.problems: list[Problem] = []
        self.reader = reader
        self.settings = Settings(private_addresses=True, host_delay=2, max_report_bytes=1_000_000, batch=50)
        self.archive = Archive(folder=folder / "originals")
        self.register: Register = open_register(folder / "r.db")

    def watch(self, *feeds: WatchedFeed, stopping: Callable[[], bool] = lambda: False, **limits: Any) -> Watch:
        known = {"tries": 1, "patience": 5.0, "connect": 2.0, "read": 0.3, "whole": 2.0, **limits}
        fetcher = Fetcher(
            settings=self.settings,
            limits=Limits(**known),
            clock=self.hours.clock,
            sleep=self.hours.sleep,
            chance=lambda: 0.0,
            now=self.hours.now,
        )
        intake = Intake(
            settings=self.settings, problems=self.problems.append, today=date(2024, 5, 1), archive=self.archive
        )
        return Watch(
            feeds=feeds, register=self.register, intake=intake, fetcher=fetcher, reader=self.reader,
            said=self.lines.append, stopping=stopping,
        )  # fmt: skip

    def once(self, *feeds: WatchedFeed, **limits: Any) -> WatchSummary:
        self.lines.clear()
        self.problems.clear()
        done = self.watch(*feeds, **limits).watch(once=True)
        assert verify(self.register).faults == ()
        return done

    def reports(self) -> list[Report]:
        return [reading.report for reading in self.register.readings()]

    def texts(self) -> set[str]:
        return {report.text for report in self.reports()}


@pytest.fixture
def desk(tmp_path: Path, reader: Reader) -> Iterator[Desk]:
    made = Desk(tmp_path, reader)
    with made.register:
        yield made


def feed(site: Site, path: str = "/feed", **said: Any) -> WatchedFeed:
    return WatchedFeed(url=url_of(f"{site.url}{path}"), **said)


def entry(site: Site, n: int, **said: Any) -> Item:
    """An entry with a page of its own; whole where `content` is given."""
    site[f"/news/{n}"] = page(n)
    return Item(**{"guid": f"g{n}", "link": f"{site.url}/news/{n}", "title": f"خبر {n}", **said})


def test_new_entries_are_read_once(site: Site, desk: Desk) -> None:
    """Whole ones from the feed, the others from their pages; asked again nothing is fetched again but the feed."""
    site["/feed"] = rss([entry(site, 1, content=long_text(1)), entry(site, 2), entry(site, 3)])
    done = desk.once(feed(site, outlet="وكالة المثال"))
    assert (done.answers, done.new, done.failures) == (1, 3, 0)
    assert site.paths_asked() == ["/feed", "/news/2", "/news/3"]
    assert {report.outlet for report in desk.reports()} == {"وكالة المثال"}
    assert {report.id for report in desk.reports()} == {report_id_of(f"{site.url}/news/{n}") for n in (1, 2, 3)}
    assert all(desk.archive.has(report.sha256) for report in desk.reports())
    assert all((report.retrieved or "").startswith("2024-05-01T12:") for report in desk.reports())
    assert desk.lines[0].startswith("وكالة المثال: 3 new, 0 known; next 2024-05-0")
    assert desk.lines[1:] == ["وكالة المثال: read: 2 from their pages, 1 whole in the feed"]
    again = desk.once(feed(site))
    assert (again.answers, again.new, again.known) == (1, 0, 0)
    assert site.paths_asked()[3:] == ["/feed"]


def test_incidents_are_gathered(site: Site, desk: Desk) -> None:
    """What was read stands as incidents, and each run is on record with its end."""
    site["/feed"] = rss([entry(site, n, content=long_text(n)) for n in range(3)])
    desk.once(feed(site))
    assert desk.register.counts().incidents == 3
    assert [(run.command, run.ended is None) for run in desk.register.runs()] == [("watch", False)]


def test_what_did_not_change_is_not_sent(site: Site, desk: Desk) -> None:
    """The marks of the last answer are sent back; 304 is a line in the log and nothing else."""
    body = rss([entry(site, 1, content=long_text(1))]).encode()

    def answer(asked: sites.Asked) -> Served:
        known = asked.headers.get("if-none-match") == '"a"'
        return Served(status=304) if known else Served(body=body, headers={"ETag": '"a"'})

    site["/feed"] = answer
    desk.once(feed(site))
    done = desk.once(feed(site))
    assert (done.answers, done.new) == (1, 0)
    assert "unchanged" in desk.lines[0]
    assert len(desk.register.runs()) == 1


def test_an_entry_edited_later(site: Site, desk: Desk) -> None:
    """Same guid, other words: a new version of the same report; the day stays, and so does the older version's row."""
    site["/feed"] = rss([entry(site, 1, content=long_text(1))])
    desk.once(feed(site))
    (before,) = desk.reports()
    late = "Thu, 09 May 2024 10:00:00 +0300"
    edited = entry(site, 1, content=long_text(8), published=late, link=f"{site.url}/news/1-updated")
    site["/feed"] = rss([edited])
    done = desk.once(feed(site))
    assert (done.new, done.new_version) == (0, 1)
    (after,) = desk.reports()
    assert (after.id, after.published) == (before.id, before.published)
    assert after.text != before.text
    assert "0 new, 1 edited, 0 known" in desk.lines[0]
    assert desk.once(feed(site)).new_version == 0


def test_an_edited_summary_has_its_page_fetched_again(site: Site, desk: Desk) -> None:
    """Where the report is the page, a changed title or summary is the sign; without one the page is left alone."""
    site["/feed"] = rss([entry(site, 1)])
    desk.once(feed(site))
    site["/news/1"] = page(5)
    desk.once(feed(site))
    assert len(site.asked_for("/news/1")) == 1
    site["/feed"] = rss([Item(guid="g1", link=f"{site.url}/news/1", title="ارتفاع الحصيلة")])
    assert desk.once(feed(site)).new_version == 1
    (report,) = desk.reports()
    assert report.title == "خبر 5"


def test_the_same_article_in_two_feeds(site: Site, desk: Desk) -> None:
    """One report: the first feed's, whichever way the other names it; its page is not fetched twice."""
    short = Item(guid="other", link=f"{site.url}/news/1/?utm_source=feed2", title="خبر 1")
    site["/a"] = rss([entry(site, 1)])
    site["/b"] = atom([Item(**{**vars(short), "published": "2024-05-01T10:00:00Z"})])
    site["/short"] = redirect("/news/1")
    site["/c"] = rss([Item(guid="third", link=f"{site.url}/short")])
    done = desk.once(feed(site, "/a"), feed(site, "/b"), feed(site, "/c"))
    assert (done.new, len(desk.reports())) == (1, 1)
    assert site.asked_for("/news/1/?utm_source=feed2") == []
    known = [line for line in desk.lines if "known from elsewhere" in line]
    assert len(known) == 2
    before = len(site.asked_for("/news/1"))
    site["/a"] = rss([entry(site, 1, title="ارتفاع الحصيلة")])
    desk.once(feed(site, "/a"), feed(site, "/b"))
    assert len(site.asked_for("/news/1")) == before + 1


def test_an_edit_in_the_other_feed_changes_nothing(site: Site, desk: Desk) -> None:
    """Two feeds with their own words for one page do not take turns in the register."""
    site["/a"], site["/b"] = rss([entry(site, 1, content=long_text(1))]), rss([entry(site, 1, content=long_text(2))])
    feeds = feed(site, "/a"), feed(site, "/b")
    desk.once(*feeds)
    (before,) = desk.reports()
    site["/b"] = rss([entry(site, 1, content=long_text(3))])
    done = desk.once(*feeds)
    assert (done.new, done.new_version) == (0, 0)
    assert desk.reports() == [before]


def test_a_report_that_came_by_another_way_is_left_alone(site: Site, desk: Desk) -> None:
    """A page that was run before is known to its feed."""
    from marsad.pipeline import run

    site["/feed"] = rss([entry(site, 1)])
    fetcher = desk.watch().fetcher
    intake = Intake(settings=desk.settings, problems=desk.problems.append, fetcher=fetcher, today=date(2024, 5, 2))
    run([url_of(f"{site.url}/news/1")], register=desk.register, intake=intake, reader=desk.reader)
    assert desk.once(feed(site)).new == 0
    assert len(site.asked_for("/news/1")) == 1


def test_a_page_that_fails_is_put_off_and_then_its_summary_is_read(site: Site, desk: Desk) -> None:
    """Tried after five minutes, half an hour and two hours; then the summary stands in, with a note."""
    site["/feed"] = rss([entry(site, 1)])
    site["/news/1"] = Served(status=503)
    desk.once(feed(site))
    assert desk.reports() == []
    assert "1 put off" in desk.lines[-1]
    for wait in (timedelta(minutes=5), timedelta(minutes=30)):
        desk.hours.seconds += wait.total_seconds()
        assert desk.once(feed(site)).new == 0
    desk.hours.seconds += 7200
    assert desk.once(feed(site)).new == 1
    assert [problem.note for problem in desk.problems] == [True]
    assert "its summary is read: HTTP 503" in desk.problems[0].what
    assert len(site.asked_for("/news/1")) == 4
    (report,) = desk.reports()
    assert "مقتل عدد" in report.text


def test_a_page_that_is_back_is_read(site: Site, desk: Desk) -> None:
    """One that failed once is read at the next try."""
    site["/feed"] = rss([entry(site, 1)])
    good = site.paths["/news/1"]
    site["/news/1"] = Served(status=500)
    desk.once(feed(site))
    site["/news/1"] = good
    desk.hours.seconds += 300
    assert desk.once(feed(site)).new == 1
    assert desk.problems == []


FAULTS: dict[str, Any] = {
    "slow": sites.dripping,
    "silent": sites.silent,
    "cut-off": sites.cut_off(b"<rss><channel>"),
    "garbled": sites.garbled,
    "hung-up": sites.hung_up,
    "500": Served(status=500),
    "503": Served(status=503, headers={"Retry-After": "900"}),
    "404": Served(status=404),
    "410": Served(status=410),
    "loop": redirect("/feeds/loop"),
    "page": Served(body=page(1).encode()),
    "empty": Served(),
    "binary": Served(body=b"\x00\x01\x02\x03" * 100),
    "bomb": Served(body=sites.bomb(3), headers={"Content-Encoding": "gzip"}),
    "large": Served(body=rss([]).encode() + b" " * 2_000_001),
    "broken-gzip": Served(body=b"\x1f\x8b\x08\x00 noise", headers={"Content-Encoding": "gzip"}),
}


def test_bad_feeds_harm_no_other(site: Site, desk: Desk) -> None:
    """Sixteen feeds, each with a fault of its own, and a good one among them: it is read, each fault has its line."""
    desk.settings = Settings(private_addresses=True, host_delay=0, max_feed_bytes=2_000_000)
    for name, fault in FAULTS.items():
        if isinstance(fault, Served):
            site[f"/feeds/{name}"] = fault
        else:
            site.faults[f"/feeds/{name}"] = fault
    with sites.site() as good:
        good["/feed"] = rss([Item(guid="1", link=None, content=long_text(1))])
        bad = [feed(site, f"/feeds/{name}", outlet=name) for name in FAULTS]
        done = desk.once(*bad[:8], feed(good), *bad[8:], patience=5000.0)
    assert (done.answers, done.failures, done.new) == (1, len(FAULTS), 1)
    failed = [line for line in desk.lines if ": failed: " in line]
    assert [line.split(":")[0] for line in failed] == list(FAULTS)
    assert all("next try 2024-05-" in line for line in failed)


def test_a_feed_that_fails_is_asked_less_and_less(site: Site, desk: Desk) -> None:
    """After a minute, two, four …; once it answers, as often as before. Nobody asks it in between."""
    site["/feed"] = Served(status=500)
    waits = []
    for _ in range(4):
        start = desk.hours.seconds
        while not site.paths_asked().count("/feed") > len(waits):
            desk.once(feed(site))
            desk.hours.seconds += 15
        waits.append(desk.hours.seconds - start)
    assert waits == [15, 60, 120, 240]
    site["/feed"] = rss([])
    desk.hours.seconds += 500
    assert desk.once(feed(site)).answers == 1
    assert desk.once(feed(site)).answers == 1


def test_retry_after_is_honoured_over_restarts(site: Site, desk: Desk) -> None:
    """A feed that asks for an hour is not asked within it, though this program was started anew."""
    site["/feed"] = Served(status=503, headers={"Retry-After": "3600"})
    desk.once(feed(site))
    desk.hours.seconds += 3590
    assert desk.once(feed(site)).failures == 0
    desk.hours.seconds += 20
    assert desk.once(feed(site)).failures == 1


def test_robots_that_forbid_the_feed(site: Site, desk: Desk) -> None:
    """It is not asked for, and the log says why."""
    site["/robots.txt"] = Served(body=b"User-agent: *\nDisallow: /feed", type="text/plain")
    site["/feed"] = rss([entry(site, 1)])
    assert desk.once(feed(site)).failures == 1
    assert "failed: robots.txt forbids it" in desk.lines[0]
    assert site.paths_asked() == []


def test_robots_that_cannot_be_had(site: Site, desk: Desk) -> None:
    """Nothing is fetched until they can."""
    site["/robots.txt"] = Served(status=503)
    site["/feed"] = rss([entry(site, 1, content=long_text(1))])
    desk.once(feed(site))
    assert "robots.txt cannot be had (HTTP 503)" in desk.lines[0]
    del site.paths["/robots.txt"]
    desk.hours.seconds += 600
    assert desk.once(feed(site)).new == 1


def test_a_broken_feed_is_asked_for_whole_again(site: Site, desk: Desk) -> None:
    """What is in it is read; its marks are not believed, and the entry it broke in comes with the whole one."""
    whole = rss([entry(site, n, content=long_text(n)) for n in range(3)])
    site["/feed"] = Served(body=whole[:-80].encode(), headers={"ETag": '"a"'})
    assert desk.once(feed(site)).new == 2
    assert "the XML breaks off" in desk.lines[0]
    site["/feed"] = Served(body=whole.encode(), headers={"ETag": '"a"'})
    assert desk.once(feed(site)).new == 1
    assert "if-none-match" not in site.asked_for("/feed")[1].headers


def test_a_feed_in_windows_1256(site: Site, desk: Desk) -> None:
    """Served as UTF-8, it is read letter by letter."""
    item = entry(site, 1, content=long_text(1))
    site["/feed"] = Served(body=rss([item], declared="").encode("cp1256"), type="application/rss+xml; charset=utf-8")
    desk.once(feed(site))
    assert any("أعلنت وزارة الدفاع مقتل 4" in text for text in desk.texts())


def test_an_entry_no_part_can_read(site: Site, desk: Desk) -> None:
    """It is told and does not wait for ever; the others are read."""
    nothing = Item(guid="none", link=None, title=None, summary=None)
    site["/feed"] = rss([nothing, entry(site, 1, content=long_text(1))])
    assert desk.once(feed(site)).new == 1
    assert "without title, text and page" in desk.problems[0].what
    desk.once(feed(site))
    assert desk.problems == []


LINKS = (
    "http://[",
    "http://[::1",
    "https://",
    "javascript:alert(1)",
    "http://127.0.0.1:99999/x",
    "http://a\u2100b/",
    "//",
)


def test_links_that_lead_nowhere(site: Site, desk: Desk) -> None:
    """An entry whose link is no address is read as far as the feed has it, and harms nothing."""
    site["/feed"] = rss(Item(guid=f"{n}", link=link, title=f"خبر {n}") for n, link in enumerate(LINKS))
    assert desk.once(feed(site)).new == len(LINKS)
    assert all(problem.note for problem in desk.problems)


@pytest.mark.slow
def test_ten_thousand_entries(site: Site, desk: Desk) -> None:
    """A feed of ten thousand is noted whole and read bit by bit; stopped on the way it goes on, each report once."""
    lines = [f"<p>بلاغ رقم {n} من دائرة الأرصاد: غيوم متفرقة فوق الساحل ورياح خفيفة.</p>" for n in range(10_000)]
    site["/feed"] = rss(Item(guid=f"{n}", link=None, title=f"طقس {n}", content=line) for n, line in enumerate(lines))
    desk.settings = Settings(private_addresses=True, batch=500)
    left = [1_500]

    def soon() -> bool:
        left[0] -= 1
        return left[0] < 0

    desk.watch(feed(site, full_text=True), stopping=soon, whole=60.0).watch(once=True)
    stored = desk.register.counts().reports
    assert 0 < stored < 10_000
    desk.once(feed(site, full_text=True), whole=60.0)
    assert desk.register.counts().reports == 10_000
    assert len({report.text for report in desk.reports()}) == 10_000


def test_a_large_feed_of_links_does_not_hold_up_another(site: Site, desk: Desk) -> None:
    """Pages of one host come one at a time, with its delay; feeds take turns, so that none waits for another's end."""
    site["/feed"] = rss([entry(site, n) for n in range(40)])
    with sites.site() as other:
        other["/feed"] = rss([entry(other, 90)])
        pages: list[int] = []
        for where, numbers in ((site, range(40)), (other, [90])):
            for n in numbers:
                where[f"/news/{n}"] = noted(n, pages)
        desk.once(feed(site), feed(other))
    assert 90 in pages[:3]
    assert sorted(pages) == [*range(40), 90]
    assert sum(desk.hours.waits) >= 39 * 2


def noted(n: int, pages: list[int]) -> sites.Answers:
    """The page of a number, which is noted when it is asked for."""

    def answer(_asked: sites.Asked) -> Served:
        pages.append(n)
        return Served(body=page(n).encode())

    return answer


def test_feeds_are_asked_when_they_are_due(site: Site, desk: Desk) -> None:
    """One every ten minutes, another every hour: within an hour seven requests and two."""
    site["/a"] = site["/b"] = rss([])
    end = desk.hours.seconds + 3630
    feeds = feed(site, "/a", every=600), feed(site, "/b", every=3600)
    desk.watch(*feeds, stopping=lambda: desk.hours.seconds >= end).watch(once=False)
    assert (len(site.asked_for("/a")), len(site.asked_for("/b"))) == (7, 2)


def test_what_became_of_an_entry_outlasts_the_feed(site: Site, desk: Desk) -> None:
    """An entry that waits for its page is read though the feed no longer has it."""
    site["/feed"] = rss([entry(site, 1), entry(site, 2)])

    def after_one_page() -> bool:
        return len(site.paths_asked()) >= 2

    desk.watch(feed(site), stopping=after_one_page).watch(once=True)
    assert len(desk.reports()) == 1
    site["/feed"] = rss([])
    assert desk.once(feed(site)).new == 1
