"""Files that are there whole, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from marsad.errors import MarsadError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A binary file to write; it takes its place only when the block ends well, and leaves an older one until then.

    Raises MarsadError when it cannot be written.
    """
    draft = path.with_name(f".marsad-{os.getpid()}.part")
    try:
        with draft.open("wb") as file:
            yield file
        os.replace(draft, path)
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise MarsadError(
            what, where=str(path), todo="check the folder, your rights to it and the disk's space"
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
