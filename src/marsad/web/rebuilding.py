"""Incidents gathered anew after a judgement, beside the pages: one rebuild at a time, however many are asked for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from marsad.errors import MarsadError

_LOG = logging.getLogger(__name__)


class Rebuilder:
    """Runs `rebuild` in a thread of its own. What is asked for during a rebuild is answered by one more after it."""

    def __init__(self, rebuild: Callable[[], object]) -> None:
        self._rebuild = rebuild
        self._changed = threading.Condition()
        self._asked = 0
        self._done = 0
        self._running = False

    @property
    def behind(self) -> bool:
        """Whether the incidents do not yet hold every judgement."""
        with self._changed:
            return self._done < self._asked

    def ask(self, *, wait: float) -> bool:
        """Rebuild soon; whether it was done within `wait` seconds. A later rebuild holds what this one was to hold."""
        with self._changed:
            self._asked += 1
            mine = self._asked
            if not self._running:
                self._running = True
                threading.Thread(target=self._work, daemon=True).start()
            return self._changed.wait_for(lambda: self._done >= mine, timeout=wait)

    def finish(self, *, wait: float) -> None:
        """Wait for what is under way."""
        with self._changed:
            self._changed.wait_for(lambda: not self._running, timeout=wait)

    def _work(self) -> None:
        while True:
            with self._changed:
                target = self._asked
            try:
                self._rebuild()
            except MarsadError as error:
                # The judgement is kept; the next rebuild, or the next run, will hold it.
                _LOG.error("the incidents could not be gathered anew: %s", error)
            with self._changed:
                self._done = target
                if self._asked == target:
                    self._running = False
                self._changed.notify_all()
                if not self._running:
                    return
