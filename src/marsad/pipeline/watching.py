"""Feeds watched: asked when they are due, their entries read into the register, again and again until told to stop.

All that must outlast this process is in the register before it is acted on: which entries there are, which report each
became, which still wait. Killed at any moment and started again, it goes on where it was, and no report is there twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

from marsad import __version__
from marsad.errors import MarsadError, SourceError
from marsad.extract import Reader
from marsad.model import Report
from marsad.pipeline.engine import read_all, refuse_failed
from marsad.pipeline.linking import link_register
from marsad.pipeline.watch_log import Told, answered_line, failed_line, read_lines
from marsad.register import READ, REFUSED, Added, FeedState, Register, Seen, WaitingEntry
from marsad.sources import Intake
from marsad.sources.asking import FetchError
from marsad.sources.feed import Entry, Feed, entry_of, parse_feed
from marsad.sources.feeds_file import WatchedFeed
from marsad.sources.fetching import Fetched, Fetcher
from marsad.sources.web import Said, entry_id, page_behind, report_of_entry, report_of_page, report_of_summary

T = TypeVar("T")
_GATHERED_AFTER: Final = timedelta(minutes=1)  # while entries keep coming, incidents are gathered this often
_PAGE_TRIES: Final = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
_FIRST_PAUSE: Final = 60.0  # seconds after which a feed that failed is asked again, doubled with each failure
_LONGEST_PAUSE: Final = 6 * 3600.0
_LONGEST_REST: Final = 60.0
_BEAT: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSummary:
    """What was done: answers of feeds and failures to get one, what was added to the register."""

    answers: int = 0
    failures: int = 0
    new: int = 0
    new_version: int = 0
    reread: int = 0
    known: int = 0


@dataclass(slots=True, kw_only=True)
class Watch:
    """Feeds, and all that is needed to watch them. Time is the fetcher's.

    `said` gets the lines of the log. `stopping` is asked between any two things that take long. The fetcher should try
    once and wait for nobody (`Limits(tries=1, patience=…)`): what may be tried again is due again later, here.
    """

    feeds: Sequence[WatchedFeed]
    register: Register
    intake: Intake
    fetcher: Fetcher
    reader: Reader
    said: Callable[[str], None]
    stopping: Callable[[], bool] = lambda: False
    command: str = "watch"
    _states: dict[str, FeedState] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _told: dict[str, Told] = field(default_factory=dict)
    _turn: int = 0
    _run: int | None = None
    _began: datetime | None = None
    _added: Added = field(default_factory=Added)
    _in_run: Added = field(default_factory=Added)
    _answers: int = 0
    _failures: int = 0

    def watch(self, *, once: bool) -> WatchSummary:
        """Watch until `stopping`; with `once` until each feed was asked and what it had that can be read now is read.

        With `once` a feed is asked whether it is due or not, but for one that failed and is left alone.
        Raises RegisterError where the register cannot be written.
        """
        while not self.stopping():
            busy = self._ask(once=once)
            busy = self._read() or busy
            hosts = [] if busy else list(self._hosts())
            if self._is_late() or not (busy or hosts):
                self._gather()
            if not busy:
                rest = self._rest(hosts, once=once)
                if rest is None:
                    break
                self.fetcher.sleep(rest)
        self._gather()
        return WatchSummary(answers=self._answers, failures=self._failures, **asdict(self._added))

    # Asking feeds -----------------------------------------------------------------------------------------------

    def _ask(self, *, once: bool) -> bool:
        """Ask the feeds that are due; whether there were any."""
        busy = False
        for feed in self.feeds:
            if not self.stopping() and self._is_due(feed, once=once):
                busy = True
                self._asked.add(_key(feed))
                self._poll(feed)
        return busy

    def _is_due(self, feed: WatchedFeed, *, once: bool) -> bool:
        state = self._state(feed)
        due = state.due is None or state.due <= self.fetcher.now()
        return _key(feed) not in self._asked and (due or not state.failures) if once else due

    def _poll(self, feed: WatchedFeed) -> None:
        state = self._state(feed)
        try:
            found = self.fetcher.fetch(
                feed.url, limit=self.intake.settings.max_feed_bytes, etag=state.etag, modified=state.modified
            )
            parsed = None if found.unchanged else _parsed(found)
        except SourceError as error:
            self._failed(feed, state, error)
            return
        due = self.fetcher.now() + timedelta(seconds=feed.every)
        after = FeedState(etag=found.etag or state.etag, modified=found.modified or state.modified, due=due)
        if parsed is not None:
            whole = parsed.broken is None  # a broken answer must be asked for again, whole
            after = FeedState(etag=found.etag if whole else None, modified=found.modified if whole else None, due=due)
        seen = [] if parsed is None else [_seen(entry) for entry in parsed.entries]
        noted = self.register.watching().answered(_key(feed), after, seen, at=self.fetcher.now())
        self._states[_key(feed)] = after
        self._answers += 1
        self.said(answered_line(feed.name, None if parsed is None else noted, parsed, due))

    def _failed(self, feed: WatchedFeed, state: FeedState, error: SourceError) -> None:
        """Ask a feed that failed again later: as it says, soon where it may pass, later with each failure."""
        again = error.again if isinstance(error, FetchError) else None
        pause = _FIRST_PAUSE if again is not None else max(_FIRST_PAUSE, feed.every)
        grown = min(max(_LONGEST_PAUSE, feed.every), pause * 2.0 ** min(state.failures, 20))
        seconds = max(again or 0.0, grown * (1.0 + self.fetcher.chance() / 4.0))
        due = self.fetcher.now() + timedelta(seconds=seconds)
        after = replace(state, due=due, failures=state.failures + 1)
        self.register.watching().failed(_key(feed), after, at=self.fetcher.now())
        self._states[_key(feed)] = after
        self._failures += 1
        self.said(failed_line(feed.name, error, due))

    def _state(self, feed: WatchedFeed) -> FeedState:
        if _key(feed) not in self._states:
            self._states[_key(feed)] = self.register.watching().state(_key(feed))
        return self._states[_key(feed)]

    # Reading entries --------------------------------------------------------------------------------------------

    def _read(self) -> bool:
        """Read entries that wait: all that their feeds hold whole, a page of each host that may be asked now.

        Feeds take turns at being first: of two on one host neither waits until the other has all its pages.
        """
        taken: list[tuple[WaitingEntry, Report]] = []
        busy = False
        first = self._turn % len(self.feeds)
        for feed in (*self.feeds[first:], *self.feeds[:first]):
            for row in self._waiting(feed):
                if self.stopping():
                    break
                entry = entry_of(row.body)
                entry = replace(entry, published=row.published or entry.published)
                whole = entry.whole(feed.full_text)
                if whole is None and self._wait(entry) > 0:
                    continue
                busy = True
                report = self._report(feed, row, entry, whole)
                if report is not None:
                    taken.append((row, report))
        self._store(taken)
        self._turn += busy
        return busy

    def _waiting(self, feed: WatchedFeed) -> tuple[WaitingEntry, ...]:
        limit = self.intake.settings.batch
        return self.register.watching().waiting(_key(feed), at=self.fetcher.now(), limit=limit)

    def _wait(self, entry: Entry) -> float:
        """The seconds until the host of an entry's page may be asked; 0 where it has none that could be."""
        try:
            return 0.0 if entry.link is None else self.fetcher.wait(entry.link)
        except SourceError:
            return 0.0

    def _report(self, feed: WatchedFeed, row: WaitingEntry, entry: Entry, whole: str | None) -> Report | None:
        """The report of an entry; None where it is known from elsewhere, put off or of no use."""
        try:
            return _guarded(lambda: self._made(feed, row, entry, whole))
        except SourceError as error:
            self.intake.refuse(error, path=entry.link or _key(feed))
            self.register.watching().settle([row.id], state=REFUSED)
            self._told_of(feed).refused += 1
            return None

    def _made(self, feed: WatchedFeed, row: WaitingEntry, entry: Entry, whole: str | None) -> Report | None:
        said = Said(outlet=feed.outlet, language=feed.language)
        id = row.report_id or entry_id(entry, _key(feed))
        if whole is not None:
            self._told_of(feed).whole += 1
            return report_of_entry(entry, whole, self._intake(), feed=_key(feed), at=row.seen, said=said, id=id)
        if row.report_id is None and self.register.watching().taken(id, entry=row.id):
            self.register.watching().claim([(row.id, id)])
            self._told_of(feed).known += 1
            return None
        return self._page_report(feed, row, entry, said)

    def _page_report(self, feed: WatchedFeed, row: WaitingEntry, entry: Entry, said: Said) -> Report | None:
        told = self._told_of(feed)
        try:
            found = page_behind(entry, self.fetcher, limit=self.intake.settings.max_report_bytes)
            report = _guarded(lambda: report_of_page(found, self._intake(), entry=entry, said=said, id=row.report_id))
            told.pages += 1
            return report
        except FetchError as error:
            if error.again is not None and row.tries < len(_PAGE_TRIES):
                wait = max(_PAGE_TRIES[row.tries], timedelta(seconds=error.again))
                due = self.fetcher.now() + wait
                self.register.watching().put_off(row.id, due=due, tries=row.tries + 1)
                told.put_off += 1
                return None
            why: SourceError = error
        except SourceError as error:
            why = error
        told.summaries += 1
        return report_of_summary(entry, why, self._intake(), feed=_key(feed), at=row.seen, said=said, id=row.report_id)

    def _store(self, taken: Sequence[tuple[WaitingEntry, Report]]) -> None:
        """Read the reports and store them. Each is given to its entry first, so that it is never another's too."""
        if not taken:
            return
        watching = self.register.watching()
        got = watching.claim([(row.id, report.id) for row, report in taken])
        for row, _ in taken:
            self._told[row.feed].known += row.id not in got
        mine = {report.id: (row, report) for row, report in taken if row.id in got}
        number = self._begun()
        outcomes = list(read_all((report for _, report in mine.values()), reader=self.reader, workers=1))
        for outcome in outcomes:
            if outcome.reading is None:
                refuse_failed(outcome, self.intake)
        read = [outcome.reading for outcome in outcomes if outcome.reading is not None]
        added = self.register.add_readings(read, run=number, archive=self.intake.archive)
        self._added, self._in_run = self._added + added, self._in_run + added
        done = {reading.report.id for reading in read}
        watching.settle([mine[id][0].id for id in done], state=READ)
        watching.settle([row.id for id, (row, _) in mine.items() if id not in done], state=REFUSED)

    def _intake(self) -> Intake:
        """The intake of today, whenever watching began."""
        return replace(self.intake, today=self.fetcher.now().date())

    def _told_of(self, feed: WatchedFeed) -> Told:
        return self._told.setdefault(_key(feed), Told(name=feed.name))

    # Runs and rests ---------------------------------------------------------------------------------------------

    def _begun(self) -> int:
        if self._run is None:
            self._run = self.register.begin_run(
                command=self.command, version=__version__, reader_version=self.reader.version
            )
            self._began = self.fetcher.now()
        return self._run

    def _gather(self) -> None:
        """Gather what was read into incidents, tell of it, end the run."""
        for line in read_lines(self._told.values()):
            self.said(line)
        self._told.clear()
        if self._run is not None:
            incidents = link_register(self.register, run=self._run)
            self.register.end_run(self._run, counts={**asdict(self._in_run), "incidents": incidents})
            self._in_run = Added()
        self._run = self._began = None

    def _is_late(self) -> bool:
        """Whether what was read waits for long already to be gathered."""
        return self._began is not None and self.fetcher.now() - self._began >= _GATHERED_AFTER

    def _rest(self, hosts: Sequence[float], *, once: bool) -> float | None:
        """The seconds until there is something to do, `hosts` being until hosts may be asked; None: `once` is over."""
        now = self.fetcher.now()
        if once:
            return max(_BEAT, min(hosts)) if hosts else None
        due = [self._state(feed).due or now for feed in self.feeds]
        entry = self.register.watching().next_due([_key(feed) for feed in self.feeds])
        moments = [*due, *([entry] if entry is not None and entry > now else [])]
        waits = [*hosts, *((moment - now).total_seconds() for moment in moments)]
        return max(_BEAT, min([*waits, _LONGEST_REST]))

    def _hosts(self) -> Iterator[float]:
        """For each feed with an entry that only waits for its host: the seconds until that may be asked."""
        for feed in self.feeds:
            waits = [self._wait(entry_of(row.body)) for row in self._waiting(feed)]
            if waits:
                yield min(waits)


def _key(feed: WatchedFeed) -> str:
    """A feed as the register knows it, without a password."""
    return str(feed.url)


def _seen(entry: Entry) -> Seen:
    return Seen(key=entry.key, digest=entry.digest, published=entry.published, body=entry.raw.decode())


def _parsed(found: Fetched) -> Feed:
    return _guarded(lambda: parse_feed(found.body, charset=found.charset, url=found.url))


def _guarded(read: Callable[[], T]) -> T:
    """What is read from the outside; whatever that sets off is a SourceError, and harms nothing else."""
    try:
        return read()
    except MarsadError:
        raise
    except Exception as error:  # libraries fail on hostile bytes in ways of their own
        raise SourceError(f"it cannot be read ({type(error).__name__}: {error})", todo="please report it") from error
