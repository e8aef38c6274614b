"""How often a log-in may fail, by name and by address."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final

WINDOW: Final = 300.0  # seconds
PER_NAME: Final = 5
PER_ADDRESS: Final = 30
_KEPT: Final = 10_000  # names and addresses remembered at most


class Attempts:
    """Counts failed log-ins in a window of five minutes; forgets the oldest when too many are kept."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, name: str, address: str) -> int:
        """Seconds until this name may be tried from this address again; 0 when it may now."""
        with self._lock:
            keys = ((f"name:{name}@{address}", PER_NAME), (f"address:{address}", PER_ADDRESS))
            return max(self._left(key, most) for key, most in keys)

    def failed(self, name: str, address: str) -> None:
        """A log-in failed."""
        now = self._clock()
        with self._lock:
            for key in (f"name:{name}@{address}", f"address:{address}"):
                self._failed.setdefault(key, deque()).append(now)
                self._failed.move_to_end(key)
            while len(self._failed) > _KEPT:
                self._failed.popitem(last=False)

    def succeeded(self, name: str, address: str) -> None:
        """A log-in went well: the name starts afresh, the address does not."""
        with self._lock:
            self._failed.pop(f"name:{name}@{address}", None)

    def _left(self, key: str, most: int) -> int:
        times, now = self._failed.get(key), self._clock()
        while times and times[0] <= now - WINDOW:
            times.popleft()
        return int(times[0] + WINDOW - now) + 1 if times and len(times) >= most else 0
