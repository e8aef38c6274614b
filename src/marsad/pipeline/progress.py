"""How far a long job is, told to whoever wants to show it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears of the stages of a job, one after another."""

    def stage(self, name: str, *, total: int | None) -> None:
        """A stage begins; `total` is what its advances will add up to, None where nobody knows."""

    def advance(self, amount: int) -> None:
        """The stage has come further."""


class Silent:
    """Shows nothing."""

    def stage(self, name: str, *, total: int | None) -> None:
        """Nothing is shown."""

    def advance(self, amount: int) -> None:
        """Nothing is shown."""
