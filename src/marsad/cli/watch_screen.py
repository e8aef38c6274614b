"""What stands around watching: the lines of its log, and the signals that end it."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from types import FrameType
from typing import TYPE_CHECKING, Final

import typer

from marsad.cli.screen import isolate_runs

if TYPE_CHECKING:
    from marsad.sources import Problem

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
_BEAT: Final = 0.2  # seconds after which a sleep looks up


class Log:
    """Prints lines on stderr, each with the time; Arabic in them is isolated on a terminal."""

    def __call__(self, line: str) -> None:
        shown = isolate_runs(line) if sys.stderr.isatty() else line
        typer.echo(f"{datetime.now():%Y-%m-%d %H:%M:%S}  {shown}", err=True)

    def problem(self, problem: Problem) -> None:
        """A line for something that could not be used."""
        self(f"{'note: ' if problem.note else ''}{problem}")


class Stop:
    """Whether this program was asked to stop, and a sleep that ends when it is."""

    def __init__(self) -> None:
        self._asked = False

    def ask(self, _number: int, _frame: FrameType | None) -> None:
        """The first signal is taken note of; the next one ends the program as if nobody had listened."""
        self._asked = True
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)

    def asked(self) -> bool:
        """Whether a signal came."""
        return self._asked

    def sleep(self, seconds: float) -> None:
        """Sleep so long, or until a signal comes."""
        end = time.monotonic() + seconds
        while not self._asked and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, _BEAT))


@contextmanager
def stops() -> Iterator[Stop]:
    """Listen to Ctrl-C and to the signal that services are ended with, until the block ends."""
    stop = Stop()
    before = {number: signal.signal(number, stop.ask) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
