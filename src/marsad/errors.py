"""The errors a user can meet. Each says what happened, where, and what to do next."""

from __future__ import annotations


class MarsadError(Exception):
    """Something a user can act on.

    `what` happened, `where` (a file, with its line when there is one), and the `todo`: the next step.
    `str(error)` joins the three into one line.
    """

    def __init__(self, what: str, *, where: str | None = None, todo: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.todo = todo

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        step = f" ({self.todo})" if self.todo else ""
        return f"{place}{self.what}{step}"


class SourceError(MarsadError):
    """A report could not be read from its source."""


class DataError(MarsadError):
    """A packaged or a user's data file says something its schema does not know."""


class RegisterError(MarsadError):
    """The register could not be opened, read or written."""


class GoldError(MarsadError):
    """An annotation breaks the codebook."""


class UsageError(MarsadError):
    """A command was asked for something that cannot be."""
