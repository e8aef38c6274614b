"""Libraries that only some formats need, and files that a library must write itself."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Final

from marsad.errors import UsageError

_TODO: Final = 'pip install "marsad[formats]"'


def library(name: str, *, format: str) -> Any:
    """The module of a name. Raises UsageError, naming the extra to install, where it is not there."""
    try:
        return import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        raise UsageError(f"the format {format} needs the package {package}", todo=_TODO) from error


@contextmanager
def own_file(name: str, file: BinaryIO) -> Iterator[Path]:
    """The path of a file, not there yet, for a library to write; afterwards it is copied to `file` and deleted."""
    with tempfile.TemporaryDirectory(prefix="marsad-export-") as folder:
        path = Path(folder) / name
        yield path
        with path.open("rb") as made:
            shutil.copyfileobj(made, file)
