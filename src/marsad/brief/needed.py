"""The optional packages of the brief: where one is missing, the error names what to install."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from marsad.errors import UsageError


@contextmanager
def needed(package: str, *, why: str = "a brief") -> Iterator[None]:
    """Import inside; a package that is missing is a UsageError that names the extra."""
    try:
        yield
    except ImportError as error:
        raise UsageError(f"{why} needs the package {package}", todo="pip install 'marsad[brief]'") from error
