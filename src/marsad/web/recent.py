"""Sums over many incidents, kept while they hold: twenty readers of one page need them added up once."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

_KEPT: Final = 100_000  # lines remembered at most, over all values; a line of sums or of a map takes about a kilobyte
_TIMES: Final = 20  # a value may be so many times as old as it took to work out,
_OLDEST: Final = 30.0  # but no older than this, in seconds
_DEAR: Final = 0.25  # seconds of work from which on nobody waits for a value that was true a moment ago
T = TypeVar("T")


@dataclass(slots=True)
class _Entry:
    lock: threading.Lock = field(default_factory=threading.Lock)
    known: bool = False
    value: Any = None
    mark: Hashable = None
    cost: float = 0.0
    until: float = 0.0
    lines: int = 1
    renewing: bool = False


class Recent:
    """Remembers what was costly for as long as the register stays as it is, and `kept` lines at most.

    Once the register has changed, a value is worked out again, but not at once: one that took a millisecond after a
    fiftieth of a second, one that took a second after twenty. Whoever asks then waits for it, or is given the old one,
    at most half a minute old, while the new one is worked out beside: nobody waits long for what somebody else judged,
    and of a small register nothing is ever seen to be old.
    """

    def __init__(
        self, mark: Callable[[], Hashable], *, kept: int = _KEPT, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._mark = mark
        self._kept = kept
        self._clock = clock
        self._lock = threading.Lock()
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="recent")

    def get(self, key: Hashable, work: Callable[[], T]) -> T:
        """The value of a key: the one that is remembered, or that of `work`."""
        with self._lock:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
            self._forget()
            old, value = self._of_a_moment_ago(entry), entry.value
            renews = old and not entry.renewing
            entry.renewing = entry.renewing or renews
        if renews:
            self._beside.submit(self._renewed, entry, work)
        kept: T = value if old else self._held(entry, work)
        return kept

    def settle(self) -> None:
        """Wait until all that was to be worked out beside is there."""
        self._beside.submit(int).result()

    def close(self) -> None:
        """Let what is worked out end."""
        self._beside.shutdown(cancel_futures=True)

    def _forget(self) -> None:
        """Let go of what was asked for longest ago, until the rest is few enough."""
        lines = sum(entry.lines for entry in self._entries.values())
        while lines > self._kept and len(self._entries) > 1:
            lines -= self._entries.popitem(last=False)[1].lines

    def _of_a_moment_ago(self, entry: _Entry) -> bool:
        """Whether a value is too old to be kept and young enough to be shown while it is renewed."""
        now = self._clock()
        return entry.known and entry.cost >= _DEAR and entry.until <= now < entry.until + _OLDEST

    def _held(self, entry: _Entry, work: Callable[[], T]) -> T:
        with entry.lock:
            began, mark = self._clock(), self._mark()
            if not entry.known or (began >= entry.until and mark != entry.mark):
                entry.value = work()
                entry.known, entry.mark, entry.lines = True, mark, _lines(entry.value)
                entry.cost = self._clock() - began
                entry.until = began + entry.cost + min(entry.cost * _TIMES, _OLDEST)
            kept: T = entry.value
            return kept

    def _renewed(self, entry: _Entry, work: Callable[[], Any]) -> None:
        try:
            self._held(entry, work)
        finally:
            entry.renewing = False


def _lines(value: object) -> int:
    if isinstance(value, bytes):
        return 1 + len(value) // 1000
    return 1 + len(value) if isinstance(value, tuple) else 1
