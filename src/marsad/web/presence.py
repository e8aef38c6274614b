"""Who has an incident open, so that two reviewers know of each other."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

SECONDS: Final = 45.0


class Presence:
    """Remembers for three quarters of a minute who looked at which incident with the right to judge it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: dict[tuple[str, str], float] = {}

    def look(self, incident: str, name: str) -> tuple[str, ...]:
        """This one looks; who else does."""
        now = self._clock()
        with self._lock:
            self._seen = {key: at for key, at in self._seen.items() if at > now - SECONDS}
            self._seen[incident, name] = now
            return tuple(sorted(who for where, who in self._seen if where == incident and who != name))
