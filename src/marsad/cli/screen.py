"""What a person at a terminal sees: progress, problems, tables, and Arabic that stays in its place."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from marsad.pipeline import Progress
    from marsad.sources import Problem

_MOST: Final = 50  # problems told one by one
_ARABIC: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_RUN: Final = re.compile(f"{_ARABIC.pattern}(?:[^()\\[\\]\u2066-\u2069\\na-zA-Z]*{_ARABIC.pattern})?")


class Told:
    """Prints problems on stderr as they come, the first fifty one by one and the rest as a number."""

    def __init__(self) -> None:
        self._told = 0

    def __call__(self, problem: Problem) -> None:
        self._told += 1
        if self._told <= _MOST:
            typer.echo(f"{'note: ' if problem.note else ''}{problem}", err=True)

    def close(self) -> None:
        """Tell how many were not told one by one."""
        if self._told > _MOST:
            typer.echo(f"... and {self._told - _MOST} more problems like these", err=True)


class _Bars:
    """Progress as Rich shows it."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task: TaskID | None = None

    def stage(self, name: str, *, total: int | None) -> None:
        """A new line; the one before is full."""
        self._finish()
        self._task = self._bar.add_task(name, total=total)

    def advance(self, amount: int) -> None:
        """The line grows."""
        if self._task is not None:
            self._bar.advance(self._task, amount)

    def _finish(self) -> None:
        if self._task is not None:
            total = self._bar.tasks[self._task].total or 1
            self._bar.update(self._task, total=total, completed=total)


@contextmanager
def showing() -> Iterator[Progress]:
    """Progress on stderr where that is a terminal, none elsewhere."""
    from marsad.pipeline import Silent

    if not sys.stderr.isatty():
        yield Silent()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        yield _Bars(bar)


def isolated(text: str) -> str:
    """A value that holds Arabic, on a terminal in U+2068 … U+2069, so that it does not turn the line around it.

    Output that is not a terminal is for programs and stays as it is.
    """
    return isolate(text) if sys.stdout.isatty() else text


def isolate(text: str) -> str:
    """The whole text in U+2068 … U+2069 where it holds a letter written from right to left."""
    return f"\u2068{text}\u2069" if _ARABIC.search(text) else text


def isolate_runs(text: str) -> str:
    """Each run of Arabic in a line of another language in U+2068 … U+2069."""
    return _RUN.sub("\u2068\\g<0>\u2069", text)


def say(text: str = "") -> None:
    """A line on stdout whose Arabic values are isolated already."""
    typer.echo(text)


def say_mixed(text: str) -> None:
    """A line of English with Arabic words in it, on a terminal each isolated."""
    typer.echo(isolate_runs(text) if sys.stdout.isatty() else text)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns on stdout; on a terminal as wide as it is, elsewhere as wide as the cells."""
    from rich.console import Console
    from rich.table import Table

    body = Table(*header, box=None, pad_edge=False, header_style="bold", show_edge=False)
    for row in rows:
        body.add_row(*(isolated(cell) for cell in row))
    width = None if sys.stdout.isatty() else 10_000
    Console(width=width, markup=False, highlight=False, emoji=False).print(body, no_wrap=width is not None)
