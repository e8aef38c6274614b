"""What was wrong with an input, as a value: the reading goes on, the problem is told."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from marsad.errors import MarsadError
from marsad.sources.address import Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that could not be used: in which file, on which line (from 1), what it is and the next step.

    `note` is true where nothing was lost, such as a column that no part of Marsad reads: told, but no failure.
    """

    file: str
    line: int | None
    what: str
    todo: str | None
    note: bool = False

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        step = f" ({self.todo})" if self.todo else ""
        return f"{place}: {self.what}{step}"


def shown(path: Path | Url | str) -> str:
    """A path as text that can be printed and stored: bytes of its name that are no UTF-8 become U+FFFD.

    An address, or a text, stays as it is.
    """
    if not isinstance(path, Path):
        return str(path)
    return os.fsencode(path).decode("utf-8", errors="replace")


def problem_of(error: MarsadError, *, file: str, line: int | None = None) -> Problem:
    """The problem that an error tells of."""
    return Problem(file=file, line=line, what=error.what, todo=error.todo)
