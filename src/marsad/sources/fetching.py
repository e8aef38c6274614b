"""Fetching as a guest: it asks what it may, says who it is, waits between requests, and comes back when asked to.

A host that fails or asks for patience is left alone for a time that grows; whoever fetches is told how long.
"""

from __future__ import annotations

import base64
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from marsad import __version__
from marsad.errors import SourceError
from marsad.settings import Settings
from marsad.sources.address import Origin, Url, origin_of, parsed, without_login
from marsad.sources.asking import Answer, FetchError, Limits, ask
from marsad.sources.robots import KEPT_FOR, LONGEST, Robots, robots_of

_ACCEPT: Final = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml, */*;q=0.5"
)
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_PASSING: Final = (408, 425, 429)  # and whatever begins with 5: another try may help
_UNCHANGED: Final = 304
_DAY: Final = 24 * 3600.0
_ROBOTS_AGAIN: Final = 600.0  # seconds for which a robots.txt that cannot be had is not asked for again


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What was fetched: the address it was at in the end, its bytes as they were served (unpacked), when it came.

    `unchanged`: the server said that it is as it was when it gave `etag` and `modified`; then there are no bytes.
    """

    url: str
    body: bytes
    charset: str | None
    media_type: str
    etag: str | None
    modified: str | None
    at: datetime
    unchanged: bool = False


@dataclass(slots=True)
class _Host:
    """What is known of a host: from when on it may be asked again, and how often it failed since it last answered."""

    ready: float = 0.0
    failures: int = 0


@dataclass(slots=True)
class _Rules:
    """A robots.txt, or that it cannot be had, until a moment."""

    robots: Robots | None
    until: float
    why: str = ""


@dataclass(slots=True, kw_only=True)
class Fetcher:
    """Fetches pages and feeds. Times come from `clock` (seconds that only grow), waits go through `sleep`.

    It remembers each host: its robots.txt for a day, and when it may be asked again. Not for several threads.
    """

    settings: Settings
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _rules: dict[Origin, _Rules] = field(default_factory=dict)

    def fetch(self, url: Url, *, limit: int, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What is at an address, waiting for its host as long as patience lasts and trying again where that may help.

        With `etag` or `modified` of an earlier fetch the server may answer that nothing changed.

        Raises FetchError: for what robots.txt forbids, an answer of another status than 200, more than `limit` bytes,
        redirects in a loop or too many, a host that is private, slow, silent or asks to be left alone.
        """
        conditions = {"if-none-match": etag, "if-modified-since": modified}
        asked = {name: value for name, value in conditions.items() if value}
        for left in range(self.limits.tries - 1, -1, -1):
            try:
                return self._followed(url, asked, limit=limit)
            except FetchError as error:
                if error.again is None or not left or error.again > self.limits.patience:
                    raise
        raise FetchError("nothing was tried", todo="let `tries` be one at least")

    def wait(self, address: str) -> float:
        """The seconds until the host of an address may be asked; 0 for now."""
        return max(0.0, self._host(address).ready - self.clock())

    def agent(self) -> str:
        """Who asks, as every request says: the program, its version, and how to reach whoever runs it."""
        contact = self.settings.contact
        return f"Marsad/{__version__} (+{contact})" if contact else f"Marsad/{__version__}"

    def _followed(self, url: Url, asked: Mapping[str, str], *, limit: int) -> Fetched:
        address, seen = url.address, {url.address}
        home = origin_of(address)
        for _ in range(self.limits.redirects + 1):
            self._enter(address)
            answer = self._asked(address, {**asked, **self._login(url, address, home)}, limit=limit)
            if answer.status not in _REDIRECTS:
                return self._fetched(address, answer, conditional=bool(asked))
            address = self._next(address, answer)
            if address in seen:
                raise FetchError(f"redirected in a loop, back to {without_login(address)}")
            seen.add(address)
        raise FetchError(f"redirected more than {self.limits.redirects} times")

    def _enter(self, address: str) -> None:
        """Wait until the host may be asked; make sure that its robots.txt allows it."""
        wait = self.wait(address)
        if wait > self.limits.patience:
            raise FetchError(f"the host is left alone for {wait:.0f} seconds more", again=wait)
        if wait:
            self.sleep(wait)
        robots = self._robots(address)
        if not robots.allow(without_login(address)):
            raise FetchError("robots.txt forbids it", todo="ask the site, or leave it out")

    def _asked(self, address: str, headers: Mapping[str, str], *, limit: int, robots: bool = False) -> Answer:
        """One request and its answer; the host is told of what came of it."""
        sent = {
            "user-agent": self.agent(),
            "accept": _ACCEPT,
            "accept-language": "ar, *;q=0.5",
            "accept-encoding": "gzip",
            **headers,
        }
        private = self.settings.private_addresses
        try:
            answer = ask(
                without_login(address), headers=sent, limit=limit, limits=self.limits, private=private, cut=robots
            )
        except FetchError as error:
            if error.again is None:
                self._rest(address, self._delay(address))
                raise
            raise FetchError(error.what, again=self._failed(address, None)) from error
        if _passing(answer.status):
            again = self._failed(address, _retry_after(answer, self.now()))
            if not robots:
                raise FetchError(f"HTTP {answer.status}; {_waits(again)}", again=again)
        elif not robots:
            self._host(address).failures = 0
            self._rest(address, self._delay(address))
        return answer

    def _fetched(self, address: str, answer: Answer, *, conditional: bool) -> Fetched:
        unchanged = answer.status == _UNCHANGED and conditional
        if answer.status != 200 and not unchanged:
            raise FetchError(f"HTTP {answer.status}", todo="check the address")
        return Fetched(
            url=without_login(address),
            body=answer.body,
            charset=answer.charset,
            media_type=answer.media_type,
            etag=answer.headers.get("etag"),
            modified=answer.headers.get("last-modified"),
            at=self.now(),
            unchanged=unchanged,
        )

    def _next(self, address: str, answer: Answer) -> str:
        """Where a redirect leads. A login in it is not believed."""
        where = answer.headers.get("location", "")
        try:
            return without_login(str(parsed(str(parsed(address).join(where.strip()))).copy_with(fragment=None)))
        except (SourceError, ValueError) as error:
            raise FetchError(f"redirected to {where[:200]!r}, which is no address of http or https") from error

    def _login(self, url: Url, address: str, home: Origin) -> dict[str, str]:
        """User and password of the address that was asked for, and for its origin alone."""
        found = parsed(url.address)
        if not found.userinfo or origin_of(address) != home:
            return {}
        secret = base64.b64encode(f"{found.username}:{found.password}".encode()).decode()
        return {"authorization": f"Basic {secret}"}

    def _robots(self, address: str) -> Robots:
        """The rules of an origin. Raises FetchError where they cannot be had: nothing of it may then be asked for."""
        origin = origin_of(address)
        known = self._rules.get(origin)
        if known is None or known.until <= self.clock():
            known = self._rules[origin] = self._read_rules(origin)
        if known.robots is None:
            wait = max(1.0, known.until - self.clock())
            raise FetchError(f"robots.txt cannot be had ({known.why}), so nothing is fetched", again=wait)
        return known.robots

    def _read_rules(self, origin: Origin) -> _Rules:
        host = f"[{origin.host}]" if ":" in origin.host else origin.host
        address = f"{origin.scheme}://{host}:{origin.port}/robots.txt"
        try:
            answer = self._robots_answer(address)
        except FetchError as error:
            if error.again is None:
                raise
            tried = self._host(address).failures >= self.limits.tries
            return _Rules(None, self.clock() + (max(error.again, _ROBOTS_AGAIN) if tried else error.again), error.what)
        if _passing(answer.status):
            tried = self._host(address).failures >= self.limits.tries
            wait = max(self.wait(address), _ROBOTS_AGAIN) if tried else self.wait(address)
            return _Rules(None, self.clock() + wait, f"HTTP {answer.status}")
        return _Rules(robots_of(answer.body) if answer.status == 200 else Robots(), self.clock() + KEPT_FOR)

    def _robots_answer(self, address: str) -> Answer:
        """The answer for a robots.txt; one that leads on without end is none, which the RFC takes for no rules."""
        for _ in range(self.limits.redirects + 1):
            answer = self._asked(address, {}, limit=LONGEST, robots=True)
            if answer.status not in _REDIRECTS:
                return answer
            try:
                address = self._next(address, answer)
            except FetchError:
                break
        return Answer(status=404, headers={}, body=b"")

    def _host(self, address: str) -> _Host:
        return self._hosts.setdefault(origin_of(address).host, _Host())

    def _delay(self, address: str) -> float:
        known = self._rules.get(origin_of(address))
        asked = known.robots.delay if known is not None and known.robots is not None else 0.0
        return max(float(self.settings.host_delay), asked)

    def _rest(self, address: str, seconds: float) -> None:
        host = self._host(address)
        host.ready = max(host.ready, self.clock() + seconds)

    def _failed(self, address: str, asked: float | None) -> float:
        """Leave a host alone after a failure, as long as it asked or longer with each; for how many seconds."""
        host = self._host(address)
        host.failures += 1
        grown = min(self.limits.longest, self.limits.first * 2.0 ** min(host.failures - 1, 30))
        seconds = max(self._delay(address), grown * (1.0 - self.chance() / 2.0), asked or 0.0)
        self._rest(address, seconds)
        return seconds


def _passing(status: int) -> bool:
    """Whether a status tells of what passes."""
    return status in _PASSING or 500 <= status < 600


def _retry_after(answer: Answer, now: datetime) -> float | None:
    """The seconds for which a server asks to be left alone, a day at most."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isdecimal():
        return min(float(said), _DAY)
    try:
        when = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max(0.0, (when - now).total_seconds()), _DAY)


def _waits(seconds: float) -> str:
    return f"asked again in {seconds:.0f} s at the soonest"
