"""Sums over many incidents, kept for a moment: twenty readers of one page need them added up once."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

_KEPT: Final = 400  # values remembered at most
_TIMES: Final = 20  # a value may be so many times as old as it took to work out,
_OLDEST: Final = 30.0  # but no older than this, in seconds
T = TypeVar("T")


@dataclass(slots=True)
class _Entry:
    lock: threading.Lock = field(default_factory=threading.Lock)
    value: Any = None
    until: float = 0.0


class Recent:
    """Remembers what was costly, the longer the costlier it was: of a small register nothing is ever seen to be old.

    A value that takes a millisecond is worked out again after a fiftieth of a second, one that takes a second after
    twenty. Whoever asks for what is being worked out waits for it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()

    def get(self, key: Hashable, work: Callable[[], T]) -> T:
        """The value of a key: the one that is remembered, or that of `work`."""
        with self._lock:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
            while len(self._entries) > _KEPT:
                self._entries.popitem(last=False)
        with entry.lock:
            began = self._clock()
            if began >= entry.until:
                entry.value = work()
                now = self._clock()
                entry.until = now + min((now - began) * _TIMES, _OLDEST)
            value: T = entry.value
            return value
